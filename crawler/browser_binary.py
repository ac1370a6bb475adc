"""Which browser is there? Standard library only: the set-up script loads this file first of all."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

SETTING = "VAGVISAREN_BROWSER"
ON_PATH = ("chromium-headless-shell", "chromium", "google-chrome")

BROWSER_CHOICES = f"""Vägvisaren needs a Chromium to look at pages with. Choose one:
  * name one that you have:      export {SETTING}=/path/to/chromium-headless-shell
  * put one on the PATH:         {", ".join(ON_PATH)}
  * let Playwright fetch its own: .venv/bin/python -m playwright install chromium-headless-shell
  * Debian, Ubuntu, as root:     apt-get update && apt-get install -y chromium-headless-shell
The headless shell is the fastest of them."""

_PLAYWRIGHT_BINARIES = ("chrome-headless-shell-*/chrome-headless-shell", "chrome-*/headless_shell")


def find_browser(env: Mapping[str, str], which: Callable[[str], str | None]) -> Path | None:
    """The browser to use, or None; a browser named in the settings is taken or missed, never replaced.

    ``which`` finds a command on the PATH, like ``shutil.which``.
    """
    named = env.get(SETTING)
    if named:
        return _named(named, which)
    return next(_installed(env, which), None)


def no_browser_message(env: Mapping[str, str]) -> str:
    """Why there is none, and what can be done."""
    named = env.get(SETTING)
    why = f"{SETTING} is set to {named!r}, which is no program that can be run." if named else "No browser."
    return f"{why}\n{BROWSER_CHOICES}"


def _named(named: str, which: Callable[[str], str | None]) -> Path | None:
    path = Path(named).expanduser()
    if _runnable(path):
        return path
    found = which(named)
    return Path(found) if found else None


def _installed(env: Mapping[str, str], which: Callable[[str], str | None]) -> Iterator[Path]:
    for command in ON_PATH:
        found = which(command)
        if found:
            yield Path(found)
    yield from _from_playwright(_playwright_folder(env))


def _playwright_folder(env: Mapping[str, str]) -> Path:
    """Where Playwright keeps its browsers (see its documentation, "Managing browser binaries")."""
    configured = env.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if configured not in ("", "0"):
        return Path(configured)
    home = Path(env.get("HOME") or "~").expanduser()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ms-playwright"
    return Path(env.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def _from_playwright(folder: Path) -> Iterator[Path]:
    """Completely installed headless shells of Playwright, the newest revision first."""
    if not folder.is_dir():
        return
    for revision in sorted(folder.glob("chromium_headless_shell-*"), key=_revision, reverse=True):
        if not (revision / "INSTALLATION_COMPLETE").exists():
            continue
        for pattern in _PLAYWRIGHT_BINARIES:
            yield from filter(_runnable, sorted(revision.glob(pattern)))


def _revision(folder: Path) -> int:
    digits = re.search(r"(\d+)$", folder.name)
    return int(digits.group()) if digits else 0


def _runnable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
