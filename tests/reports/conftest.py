"""Sites built once, in both languages, for all tests, which only read them."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from lxml import html

from crawler.browser_binary import find_browser
from reports.site import build_site
from scoring.agreement.validation import VALIDATION_FILE
from tests.reports.invented import invent
from tests.reports.invented_labels import invented_validation


@dataclass(frozen=True)
class Site:
    root: Path
    lang: str

    def pages(self, lang: str | None = None) -> list[Path]:
        """All pages, or those of one language."""
        return [page for page in sorted(self.root.rglob("*.html")) if lang in (None, self.lang_of(page))]

    def lang_of(self, page: Path) -> str:
        """The other language lies in a folder of its own."""
        folder = page.relative_to(self.root).parts[0]
        return folder if folder in ("sv", "en") else self.lang

    def tree(self, name: str) -> html.HtmlElement:
        return html.fromstring((self.root / name).read_bytes())

    def text(self, name: str) -> str:
        """The visible words, white space folded."""
        return " ".join(str(self.tree(name).text_content()).split())


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Site]:
    """The site of a language: built by whoever asks first, for all processes of the tests."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def built(lang: str) -> Site:
        folder = shared / f"site-{lang}"
        with FileLock(shared / f"site-{lang}.lock"):
            if not (folder / "done").exists():
                _build(folder, lang)
                (folder / "done").touch()
        return Site(folder / "out", lang)

    return built


@pytest.fixture(scope="session", params=["sv", "en"])
def site(request: pytest.FixtureRequest, build_once: Callable[[str], Site]) -> Site:
    return build_once(request.param)


@pytest.fixture(scope="session")
def swedish(build_once: Callable[[str], Site]) -> Site:
    return build_once("sv")


@pytest.fixture(scope="session")
def english(build_once: Callable[[str], Site]) -> Site:
    return build_once("en")


def _build(folder: Path, lang: str) -> None:
    store, places = invent(folder / "data")
    (folder / "data" / VALIDATION_FILE).write_text(invented_validation(store, places).as_json())
    build_site(store, places, folder / "out", lang, folder / "data")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Not for the whole session: while Playwright's synchronous interface is open, an event loop counts as
    running in this thread, and no other test of the process could run one of its own."""
    sync_api = pytest.importorskip("playwright.sync_api")
    executable = find_browser(os.environ, shutil.which)
    if executable is None:
        pytest.skip("no browser")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable)
        yield started
        started.close()
