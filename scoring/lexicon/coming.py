"""What begins only after a page was seen: "Från och med hösten 2027 möts du av ett servicecenter" (method
§3a A4)."""

import re
from functools import lru_cache

from scoring.lexicon.lexicon import Lexicon


def begins_later(lexicon: Lexicon, line: str, measured_at: str) -> bool:
    """Whether a normalised sentence says that something begins in a month, season or year after
    `measured_at` (ISO 8601)."""
    settings = lexicon.data.raw.get("coming")
    if settings is None:
        return False
    begins, when, unless = _patterns(settings["begins"], settings["when"], settings["unless"])
    if not begins.search(line) or unless.search(line):
        return False
    now = (int(measured_at[:4]), int(measured_at[5:7]))
    months = settings["months"]
    return any((int(found["year"]), months.get(found["part"], 0)) > now for found in when.finditer(line))


@lru_cache(maxsize=8)
def _patterns(*sources: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, sources))
