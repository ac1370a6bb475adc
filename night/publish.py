"""Show a new report in one step: readers see the old one or the new one, never half of either."""

import os
import secrets
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from night.settings import Settings
from reports.licence import LICENCES, NOBODY, Publisher
from scoring.registry import Registry
from scoring.store import Run, Store

REPORT, REPORTS = "report", "reports"


class Built(Protocol):
    @property
    def index(self) -> Path: ...


Build = Callable[[Store, Registry, Path, str, Path], Built]
"""(store, registry, out, language, data directory): `reports.site.build_site`."""


def publish(
    store: Store, registry: Registry, settings: Settings, name: str, build: Build | None = None
) -> Path:
    """Build the site aside, then switch `report` in the data directory to it. Returns the index page.

    Raises what the builder raises; then the old report stands. The newest `keep_reports` stay on disk.
    """
    # By its name is told which run it shows (`is_shown`), also when the clock was ahead on one of the nights.
    name = max([name, *(run.id for run in store.runs() if run.published)])
    folder = settings.data / REPORTS
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{name}.{secrets.token_hex(4)}.part"
    try:
        build = build or site_builder(settings.data / REPORT, publisher_of(settings))
        built = build(store, registry, aside, settings.language, settings.data)
        index = built.index.relative_to(aside)
        target = _free(folder / name)
        aside.rename(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _switch(settings.data / REPORT, target)
    _prune(folder, target, settings.keep_reports)
    return settings.data / REPORT / index


def is_shown(settings: Settings, run_id: str) -> bool:
    """Whether the report that readers see was built from this run or later: by its name, a moment."""
    link = settings.data / REPORT
    return link.is_symlink() and link.exists() and link.readlink().name >= run_id


def behind(settings: Settings, newest_first: Sequence[Run]) -> Run | None:
    """The newest accepted run, if readers do not see it yet: its report was stopped, or failed."""
    accepted = next((run for run in newest_first if run.published and run.state == "finished"), None)
    return accepted if accepted and not is_shown(settings, accepted.id) else None


def site_builder(previous: Path | None = None, publisher: Publisher = NOBODY) -> Build:
    """`previous`: an earlier site, whose unchanged files are linked."""
    from reports.site import build_site

    return partial(build_site, previous=previous, publisher=publisher)


def publisher_of(settings: Settings) -> Publisher:
    return Publisher(settings.publisher, settings.contact, LICENCES[settings.licence])


def _free(wanted: Path) -> Path:
    number, path = 1, wanted
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.name}-{number}")
    return path


def _switch(link: Path, target: Path) -> None:
    if link.is_dir() and not link.is_symlink():
        link.rename(_free(link.parent / REPORTS / "moved-aside"))
    aside = link.with_name(f".{link.name}.{secrets.token_hex(4)}")
    aside.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
    aside.replace(link)


def _prune(folder: Path, current: Path, keep: int) -> None:
    """Remove the oldest of our own builds: only names that a run gives, never foreign files."""
    own = [p for p in folder.iterdir() if p.is_dir() and p.name[:8].isdigit() and p != current]
    own.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in own[max(keep - 1, 0) :]:
        shutil.rmtree(old, ignore_errors=True)
