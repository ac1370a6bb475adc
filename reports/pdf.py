"""A page of the report as a tagged PDF, printed by the browser that also measures."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from markupsafe import escape

from reports.language import Language

LARGEST = 2_000_000
"""Bytes: what a mailbox takes without a thought."""
TIMEOUT = 60.0
"""Seconds for all of one page."""


class Step(NamedTuple):
    """How pictures are put into the PDF: as JPEG, which it keeps as it is. A WebP would be unpacked in it."""

    width: int
    """Pixels, at most."""
    quality: int


STEPS = (Step(1366, 82), Step(1000, 72), Step(700, 60), Step(480, 45))
"""The first that gives a file below `LARGEST` is taken."""

_FOOTER = (
    '<div style="font: 7pt system-ui, sans-serif; color: #444; width: 100%; margin: 0 14mm; display: flex;'
    ' justify-content: space-between"><span>{text}</span>'
    '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)
_MARGIN = {"top": "15mm", "bottom": "18mm", "left": "14mm", "right": "14mm"}
_PREPARE = """async () => {
  // Links to other pages would name this machine's folders; each sheet's foot says what the page's foot says.
  for (const link of document.querySelectorAll('a[href]')) {
    const to = new URL(link.getAttribute('href'), location.href)
    const within = to.hash && to.pathname === location.pathname
    if (to.protocol === 'file:' && !within) link.removeAttribute('href')
  }
  document.querySelector('.colophon')?.remove()
  for (const folded of document.querySelectorAll('details')) folded.open = true
  for (const image of document.images) image.loading = 'eager'
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)))
}"""


class TooLarge(Exception):
    """No step made the file small enough."""


def foot(language: str) -> str:
    """What stands at the foot of every sheet."""
    _ = Language(language).gettext
    return f"Vägvisaren. {_('That the way is easy to find says nothing about the service.')}"


def print_page(page: Path, footer: str, executable: Path, *, sandbox: bool) -> bytes:
    """The page at `page`, A4, with `footer` and the number at the foot of each sheet.

    Nothing is fetched but files below the site's folder. Raises TooLarge, and Playwright's own errors.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = [] if sandbox else ["--no-sandbox"]
        browser = playwright.chromium.launch(
            executable_path=str(executable), args=arguments, chromium_sandbox=sandbox
        )
        try:
            for step in STEPS:
                content = _printed(browser, page, footer, step)
                if len(content) <= LARGEST:
                    return content
        finally:
            browser.close()
    raise TooLarge(f"{page.name} as a PDF is {len(content)} bytes, more than {LARGEST}, at its smallest.")


def _printed(browser: Any, page: Path, footer: str, step: Step) -> bytes:
    context = browser.new_context(java_script_enabled=True, color_scheme="light", offline=True)
    context.set_default_timeout(TIMEOUT * 1000)
    context.route("**/*", _answer(step))
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    tab.evaluate(_PREPARE)
    content: bytes = tab.pdf(
        format="A4",
        margin=_MARGIN,
        tagged=True,
        outline=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=_FOOTER.format(text=escape(footer)),
    )
    context.close()
    return content


def _answer(step: Step) -> Callable[[Any], None]:
    def answer(route: Any) -> None:
        address = urlsplit(route.request.url)
        if address.scheme != "file":
            route.abort()
        elif address.path.endswith(".webp"):
            path = Path(url2pathname(unquote(address.path)))
            route.fulfill(content_type="image/jpeg", body=as_jpeg(path, step))
        else:
            route.continue_()

    return answer


def as_jpeg(path: Path, step: Step) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    with Image.open(path) as picture:
        small = picture.convert("RGB")
        small.thumbnail((step.width, step.width * 4))
        small.save(out, "JPEG", quality=step.quality, optimize=True)
    return out.getvalue()
