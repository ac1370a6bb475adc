"""`status --check --notify`: tell of what the check finds once, not every hour."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from night.check import CRITICAL, Checked
from night.notify import Message, addresses, send
from night.settings import Settings
from scoring.store import utc_text
from scoring.store.atomic import replacing

TOLD = "alarm.json"
AGAIN_AFTER = timedelta(hours=24)


def tell_once(found: Checked, settings: Settings, now: datetime, say: Callable[[str], None]) -> bool:
    """Send a message when the problems are others than last told, when they have lasted a day more, and when
    they are gone. Returns whether one was sent. What was not received is sent again next time."""
    if not addresses(settings):
        say("--notify: nobody to tell; VAGVISAREN_NOTIFY is empty")
        return False
    path = settings.data / TOLD
    kinds = sorted({f"{problem.kind}:{problem.level}" for problem in found.problems})
    told, at = _last(path)
    due = at is None or now - at >= AGAIN_AFTER or now < at
    if kinds == told and not (kinds and due):
        return False
    failed = send(_message(found), settings)
    for text in failed:
        say(f"a notification did not get through: {text}")
    if len(failed) == len(addresses(settings)):
        return False
    _remember(path, kinds, now, say)
    return True


def _message(found: Checked) -> Message:
    if not found.problems:
        return Message("Vägvisaren: all is well again", [found.line], "success")
    lines = [problem.text for problem in found.problems]
    return Message("Vägvisaren: needs a look", lines, "failure" if found.level == CRITICAL else "warning")


def _last(path: Path) -> tuple[list[str], datetime | None]:
    """(what was told, when); nothing if it cannot be read: told twice is better than not at all."""
    try:
        kept = json.loads(path.read_bytes())
        return [str(kind) for kind in kept["problems"]], datetime.fromisoformat(kept["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return [], None


def _remember(path: Path, kinds: list[str], now: datetime, say: Callable[[str], None]) -> None:
    try:
        with replacing(path) as stream:
            stream.write(json.dumps({"problems": kinds, "at": utc_text(now)}).encode())
    except OSError as error:
        say(f"{path} cannot be written ({error.strerror}): the same will be told again")
