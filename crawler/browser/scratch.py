"""Where the browsers and their driver put what they need meanwhile (profiles, caches). Who is killed tidies
nothing up: so it is a folder of our own, and goes with the crawl, or with the next one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "vagvisaren-browser-"


def make() -> Path:
    """A folder named by this process; what ended processes have left goes first."""
    _remove_left_over(Path(tempfile.gettempdir()))
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def remove(folder: Path) -> None:
    """Never follows a link, and leaves what it may not remove."""
    shutil.rmtree(folder, ignore_errors=True)


def surroundings(folder: Path) -> dict[str, str]:
    """The variables by which a process puts its temporary files into `folder`."""
    return {"TMPDIR": str(folder)}


def _remove_left_over(below: Path) -> None:
    for folder in below.glob(f"{PREFIX}*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdigit() and int(process) != os.getpid() and not _lives(int(process)):
            remove(folder)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # as somebody else's
    return True
