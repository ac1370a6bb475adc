"""What the user is told when something breaks, and where the rest is written."""

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from night.errors import INTERNAL, spoken
from night.terminal import clean

_MESSAGE_LIMIT = 20_000


def explained(error: BaseException) -> tuple[str, int]:
    """(message for the terminal, exit code). What nobody foresaw goes to the log with its traceback."""
    known = spoken(error)
    if known is not None:
        text = "\n".join(clean(line, _MESSAGE_LIMIT) for line in str(known).splitlines())
        return f"vagvisaren: {text}", known.exit_code
    where = _write(error)
    return (
        f"vagvisaren: internal error: {clean(f'{type(error).__name__}: {error}')} (details: {where})",
        INTERNAL,
    )


def log_path() -> Path:
    """In the data directory of the environment, for after a crash nobody knows what flags said."""
    return Path(os.environ.get("VAGVISAREN_DATA", "data")) / "vagvisaren.log"


def _write(error: BaseException) -> Path:
    from crawler.log_lines import one_record

    # The message of an exception may be the web's.
    details = one_record("".join(traceback.format_exception(error)))
    text = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n{details}\n"
    for path in (log_path(), Path(tempfile.gettempdir()) / f"vagvisaren-{os.getuid()}.log"):
        try:
            if path.parent.is_dir():
                # In a folder for all, somebody may have put a link of that name before us.
                descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
                with os.fdopen(descriptor, "a", encoding="utf-8") as stream:
                    if os.fstat(descriptor).st_uid != os.geteuid():
                        continue
                    stream.write(text)
                return path
        except OSError:
            continue
    return Path("no place to write it")
