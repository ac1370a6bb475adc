"""How long a run may begin municipalities: until a time of day, or for so many minutes."""

import re
from datetime import datetime, time, timedelta

from night.errors import UserError

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_FORM = "a time of day (06:30) or a number of minutes (240)"


def window(text: str, now: datetime) -> float | None:
    """Seconds from `now` (with its zone) to the deadline; None without one. A time of day is this machine's,
    and the next such one. Raises UserError."""
    text = text.strip()
    if not text:
        return None
    if clock := _CLOCK.fullmatch(text):
        hour, minute = int(clock[1]), int(clock[2])
        if hour < 24 and minute < 60:
            return _until(time(hour, minute), now)
    elif text.isascii() and text.isdigit() and 0 < int(text) <= 24 * 60:
        return int(text) * 60.0
    raise UserError(f"--deadline {text!r} is not {_FORM}, of at most a day.")


def _until(clock: time, now: datetime) -> float:
    here = now.astimezone()
    # Naive, then the zone of that moment: a night in which the clock is changed is an hour longer or shorter.
    for day in (here.date(), here.date() + timedelta(days=1)):
        moment = datetime.combine(day, clock).astimezone()
        if moment > here:
            return (moment - here).total_seconds()
    raise AssertionError("the same time tomorrow is later than now")
