"""What one line may tell about hours, before it is taken apart: times, days, one end of them, or an event."""

import re
from collections.abc import Sequence
from typing import Literal

from crawler.reading.hours_grammar import Days, parse_hours
from crawler.reading.hours_kinds import kinds_of
from crawler.reading.hours_tokens import (
    DAY_SIGNS,
    WITHOUT_DIGITS,
    may_hold_hours,
    may_name_days,
    tokens_of,
)
from crawler.reading.hours_words import (
    DATED,
    DATED_DAY,
    EVENT,
    EXCEPTIONAL,
    HALF_TOLD,
    IN_MONTHS,
    OPEN_HOUSE,
    PART_OF_WEEK,
    RELATIVE,
    SAME_WORDS,
    SAYS_HOURS,
    SOME_DAYS,
    STATES_HOURS,
)
from crawler.reading.lines import Line
from crawler.reading.remembering import short_texts
from scoring.lexicon.anchors import Anchors

Told = Literal["hours", "days", "half", ""]
CELL = " | "
"""Between the cells of a table's row."""
DAY_LINE = 60
"""A line that only names days is short."""
WEEK: Days = (0, 1, 2, 3, 4)
_SHORT = 120
"""Lines up to this length are remembered, running text is not."""
_DIGIT = re.compile(r"\d")
_WORDS = (CELL, *WITHOUT_DIGITS, *SAME_WORDS)
"""What tells of hours without a digit, in lower case."""
_IN_ANY, _IN_DAY_LINE = Anchors(_WORDS), Anchors((*_WORDS, *DAY_SIGNS))
_TIME_OF_DAY = re.compile(r"(?<![\d.:/-])\d{1,2}(?:[.:]\d\d)?(?![\d/-])")


def may_tell(lines: Sequence[Line], asked: Sequence[int]) -> list[int]:
    """Those of the lines asked that may tell anything about hours, or are a table's row: all are searched as
    one text, and most let go."""
    found = {number for number in asked if lines[number].signs}
    short = [number for number in asked if len(lines[number].text) <= DAY_LINE]
    long = [number for number in asked if len(lines[number].text) > DAY_LINE]
    for words, some in ((_IN_DAY_LINE, short), (_IN_ANY, long)):
        found.update(some[at] for at in words.lines_holding([lines[number].text.lower() for number in some]))
    return sorted(found)


@short_texts(_SHORT, 16_384)
def told_in(text: str) -> tuple[Told, Days]:
    """What a line may tell: times, only days (which), or one end of the hours; "": nothing."""
    if may_hold_hours(text):
        return ("", ()) if _is_event(text) else ("hours", ())
    if days := only_days(text):
        return "days", days
    half = _DIGIT.search(text) and HALF_TOLD.search(text) and _half_told(text)
    return ("half" if half else ""), ()


def _is_event(text: str) -> bool:
    """ "Konsert i parken fredag 19–21", "Vattnet stängs av måndag 8–15": no time when anybody is reached."""
    if OPEN_HOUSE.search(text):
        return True
    return EVENT.search(text) is not None and STATES_HOURS.search(text) is None


def only_days(text: str) -> Days:
    """Days named by a label that names nothing else in numbers ("Måndag–fredag:", "Öppettider vardagar")."""
    if len(text) > DAY_LINE or not may_name_days(text) or any(char.isdigit() for char in text):
        return ()
    kinds = {token.kind for token in tokens_of(text)}
    return parse_hours(text).days if kinds <= {"days", "dash", "and", "break"} else ()


def _half_told(text: str) -> bool:
    """ "Öppet vardagar till 16.30", "Dag före röd dag stänger vi kl. 12": hours all right, though only one
    end of them, or those of some days or months."""
    low = text.lower()
    told = len(_TIME_OF_DAY.findall(text)) > 1 or (kinds_of(text) and STATES_HOURS.search(text))
    some = SOME_DAYS.search(low) or IN_MONTHS.search(low) or PART_OF_WEEK.search(low)
    when = told or may_name_days(text) or EXCEPTIONAL.search(low) or some
    other = RELATIVE.search(low) or DATED_DAY.search(low) or _is_event(text)
    return len(text) < 200 and bool(when) and not other


def dated_hours(text: str) -> bool:
    """Seasonal or exceptional hours: they say hours, but not for every week."""
    undated = DATED.sub(" ", text.lower())
    # "1 juni–31 augusti: vardagar 8–15"
    season = may_name_days(undated) and not _one_day(text)
    says = SAYS_HOURS.search(text) is not None or season
    return len(text) < 300 and says and not _is_event(text) and parse_hours(undated).timed


def of_some_days(text: str) -> bool:
    """ "Juli: 9–15", "Dagar före helgdag 8–12": a short line of some days of the year and times."""
    low = text.lower()
    if len(text) > DAY_LINE or not SOME_DAYS.search(DATED_DAY.sub(" januari ", low)) or _one_day(text):
        return False
    return bool(parse_hours(SOME_DAYS.sub(" ", DATED.sub(" ", low)), WEEK, timely=True).intervals)


def _one_day(text: str) -> bool:
    return len(DATED_DAY.findall(text.lower())) == 1
