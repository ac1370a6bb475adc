"""What the operator is told when something breaks that is no mistake of the program."""

import errno
import os
from pathlib import Path

import pytest

from crawler.process import _told
from night.log import explained
from scoring.store import StoreError


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE])
def test_the_machine_is_no_internal_error(number: int) -> None:
    message, code = explained(OSError(number, os.strerror(number)))
    assert message == f"vagvisaren: {os.strerror(number)}. Check the path, permissions and free space."
    assert code == 1


def test_a_mistake_of_ours_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAGVISAREN_DATA", str(tmp_path))
    assert "internal error" in explained(OSError(errno.EBADF, "Bad file descriptor"))[0]
    assert "Bad file descriptor" in (tmp_path / "vagvisaren.log").read_text()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device. Check the path"),
        (PermissionError(errno.EACCES, "Permission denied", "/d/x"), "Permission denied (/d/x). Check"),
        (StoreError("the database is locked", Path("/d/v.db"), "Try again."), "(/d/v.db). Try again. What"),
        (RuntimeError("boom"), "RuntimeError: boom"),
    ],
)
def test_what_ended_a_crawl_says_where_and_what_to_do(error: Exception, words: str) -> None:
    assert words in _told(error)
    assert "`vagvisaren crawl --resume` goes on" in _told(error)
