"""The program: its versions, and its browser."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from night.doctor.finding import Finding
from night.settings import Settings

LOCK = Path(__file__).parents[2] / "requirements.lock"
TOLD = ("scrapy", "playwright")
LEAST_PYTHON = (3, 11)
SHOWN = 5
START_MILLISECONDS = 30_000
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\?$")
"""Without a condition: what is for other systems only is not compared."""


def versions(_settings: Settings, _now: datetime, lock: Path = LOCK) -> Finding:
    """Python, Scrapy and Playwright by name, and everything else that is not as the lock pins it."""
    python = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < LEAST_PYTHON:
        return Finding(False, f"Python {python} is too old", "Install Python 3.11 or later, and set up anew.")
    told = ", ".join([f"Python {python}", *(f"{name} {_installed(name) or 'missing'}" for name in TOLD)])
    if not lock.is_file():
        return Finding(all(map(_installed, TOLD)), f"{told}; no lock file to compare with", _SET_UP)
    wrong = list(_differing(lock.read_text(encoding="utf-8").splitlines()))
    if not wrong:
        return Finding(True, f"{told}, all as pinned")
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    return Finding(False, f"{told}; not as pinned: {', '.join(wrong[:SHOWN])}{more}", _SET_UP)


_SET_UP = "Set up anew: remove .venv and start `./vagvisaren`."


def _differing(lock: Iterable[str]) -> Iterator[str]:
    for line in lock:
        pinned = _PINNED.match(line)
        if pinned and (found := _installed(pinned[1])) != pinned[2]:
            yield f"{pinned[1]} {found or 'missing'} (pinned {pinned[2]})"


def _installed(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def browser(settings: Settings, _now: datetime) -> Finding:
    """Found, and a page really opened in it, started as the crawl starts it."""
    from playwright.sync_api import Error, sync_playwright

    from crawler.context import NO_SANDBOX, NoBrowser, browser_options

    try:
        options = browser_options(settings)
    except NoBrowser as error:
        return Finding(False, "none found", str(error))
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(
                executable_path=options.executable,
                chromium_sandbox=options.sandbox,
                timeout=START_MILLISECONDS,
            )
            page = started.new_page()
            page.set_content("<p>å ä ö", timeout=START_MILLISECONDS)
            version = started.version
            started.close()
    except Error as error:
        why = error.message.splitlines()[0] if error.message else type(error).__name__
        return Finding(False, f"{options.executable} does not start ({why})", _START)
    found = f"{version} at {options.executable}"
    return Finding(True, found if options.sandbox else f"{found}; WARNING: {NO_SANDBOX}")


_START = (
    "Start it by hand with --version: a library may be missing, or user namespaces be forbidden. "
    "Another one: VAGVISAREN_BROWSER."
)
