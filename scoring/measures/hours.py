"""Visiting and phone hours of the function (else the switchboard), per weekday, and what they tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.area import Area
from scoring.lexicon import normalise
from scoring.measures.answers import found, nothing
from scoring.measures.ground import Ground
from scoring.observation import Hours, HoursKind, Interval
from scoring.result import Evidence, Measured

EVENING = "18:00"
LUNCH = ("11:00", "14:00")
_ROUND_THE_CLOCK = 24 * 60
_QUOTE = 240
_HEAD = re.compile(r"\d")
"""What stands before the first number says whose hours they are."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_NUMBER = re.compile(r"(?<!\d)(?:\+\s?46|0)\d[\d \-–/]{4,14}\d")
_TIMES = re.compile(r"(?<![\d.:-])\d{1,2}(?:[.:]\d\d)?\s?(?:[-–—]|till|och|to)\s?\d{1,2}(?:[.:]\d\d)?(?!\d)")
_TABLES = {"phone": "phone_words", "visit": "visit_words"}
_KINDS: tuple[HoursKind, ...] = ("phone", "visit")


@dataclass(frozen=True, slots=True)
class WeekFound:
    intervals: tuple[Interval, ...]
    evidence: Evidence
    visit_only: bool
    """Said to be hours of a visit, not hours in general."""


def hours_for(ground: Ground, kind: HoursKind) -> WeekFound | None:
    """Hours of this kind, from the first area that has any; else those without a kind, where the function has
    such a channel at all."""
    raw: WeekFound | None = None
    if kind == "phone" and (same := _same_as_visit(ground)):
        return same
    offered = any(_offers(area, kind) for area in ground.areas)
    for area in ground.areas:
        records = [
            (record, _kind(ground, area, record)) for record in area.hours if not _others(ground, record)
        ]
        week = _week(area.url, [record for record, of in records if of == kind], visit_only=kind == "visit")
        if week is None and offered:
            week = _week(area.url, [record for record, of in records if of == "unknown"], visit_only=False)
        if week is not None and week.intervals:
            return week
        raw = raw or week  # hours that could not be read, unless another page has some that can
    return raw


def _same_as_visit(ground: Ground) -> WeekFound | None:
    """ "Under de tiderna svarar vi också på telefon": the hours of the visit, told before."""
    text = ground.words.text
    if not any(
        text["those_hours"].search(said.normal)
        and text["phone_words"].search(said.normal)
        and not text["same_as"].search(said.normal)
        for said in ground.own_sentences
    ):
        return None
    return hours_for(ground, "visit")


def _kind(ground: Ground, area: Area, record: Hours) -> HoursKind:
    """Its kind where its own words, its label or its section's heading say so. A row "Öppet" in a table below
    a row "Besöksadress" is nobody's in particular."""
    text = ground.words.text
    raw, label = normalise(record.raw), normalise(record.label)
    if text["same_as"].search(raw):
        return record.kind
    if text["same_hours"].search(raw):
        return "unknown"
    sentence = _sentence_with_times(record.raw)
    if _behind_channel(area, record.kind, sentence):
        return record.kind
    raw = normalise(sentence)
    told = _HEAD.split(raw, maxsplit=1)[0]
    sections = area.page.sections if area.page else ()
    heading = sections[record.section].heading if 0 <= record.section < len(sections) else ""
    # A function's name may have "växel" in it, and "Ring eller besök oss" tells two.
    heading = "" if ground.site.read(heading).names else normalise(heading)
    heading = "" if all(text[name].search(heading) for name in _TABLES.values()) else heading
    general = text["general_hours"].search(told)
    table = _TABLES.get(record.kind)
    if table is None:
        return record.kind
    said = text[table]
    if said.search(raw) or said.search(heading) or (said.search(label) and not general):
        return record.kind
    beside = {other.kind for other in area.hours if other.section == record.section}
    return record.kind if {"phone", "visit"} <= beside else "unknown"  # columns of one table


def _behind_channel(area: Area, kind: HoursKind, sentence: str) -> bool:
    """ "0123-45 67 00, vardagar 8–16", "Storgatan 1, måndag 9–15": hours of that number, of that house."""
    if kind == "phone":
        return _NUMBER.search(sentence) is not None
    streets = (channel.value.partition(",")[0] for channel in area.channels if channel.kind == "address")
    return kind == "visit" and any(street and sentence.startswith(street) for street in streets)


def _sentence_with_times(raw: str) -> str:
    """In "Ring 0123-45 67 00. Öppet vardagar 8–16" the second one: the first does not say whose they are;
    with "Den är öppen 8–16" it does. All of it where the times stand in several sentences, or none."""
    sentences = _SENTENCE.split(raw)
    timed = [place for place, sentence in enumerate(sentences) if _TIMES.search(sentence)]
    if len(timed) != 1:
        return raw
    place = timed[0]
    refers = place > 0 and sentences[place].startswith("Den ")
    return " ".join(sentences[place - 1 if refers else place : place + 1])


def _others(ground: Ground, record: Hours) -> bool:
    """The library's, the water company's, the officer's on duty."""
    reading = ground.site.read(record.label)
    label = normalise(record.label)
    if label in _own_headings(ground):
        return False
    head = _HEAD.split(normalise(record.raw), maxsplit=1)[0]
    text = ground.words.text
    others, channels = text["others_hours"], text["other_channels"]
    if others.search(head) or reading.kind == "negative":
        return True
    # "Telefontid 8–16" under "Ring, chatta eller mejla" says itself what it is; so does
    # "Telefon och chatt 8–16".
    table = _TABLES.get(record.kind)
    if table is not None and text[table].search(head):
        return False
    foreign = others.search(label) or channels.search(label)
    return bool(channels.search(head)) or (not reading.names and bool(foreign))


def _own_headings(ground: Ground) -> frozenset[str]:
    return frozenset(normalise(area.heading) for area in ground.areas)


def _offers(area: Area, kind: HoursKind) -> bool:
    wanted = {"phone": "phone", "visit": "address"}.get(kind, kind)
    return any(channel.kind == wanted for channel in area.channels)


def _week(url: str, records: list[Hours], *, visit_only: bool) -> WeekFound | None:
    """Records that tell other days are joined; of two that tell the same day the first counts."""
    if not records:
        return None
    days: dict[int, tuple[Interval, ...]] = {}
    for record in records:
        spans = [span for span in record.intervals if minutes(span) < _ROUND_THE_CLOCK]
        for day in dict.fromkeys(span.weekday for span in spans):
            days.setdefault(day, tuple(span for span in spans if span.weekday == day))
    first = next((record for record in records if record.intervals), records[0])
    intervals = tuple(span for day in sorted(days) for span in days[day])
    return WeekFound(intervals, Evidence(url=url, text=first.raw[:_QUOTE]), visit_only)


def minutes(span: Interval) -> int:
    """How long it is."""
    return _clock(span.closes) - _clock(span.opens)


def hours_per_week(intervals: tuple[Interval, ...]) -> float:
    return sum(minutes(span) for span in intervals) / 60


def _clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def visit_hours(ground: Ground) -> Measured:
    return _measured("visit_hours", hours_for(ground, "visit"))


def phone_hours(ground: Ground) -> Measured:
    return _measured("phone_hours", hours_for(ground, "phone"))


def _measured(measure: str, week: WeekFound | None) -> Measured:
    if week is None:
        return nothing(measure)
    if not week.intervals:
        return found(measure, "unparsed", "hours_raw", [week.evidence])
    number = round(hours_per_week(week.intervals), 2)
    return found(measure, "stated", "hours_stated", [week.evidence], number=number, week=week.intervals)


def evening(ground: Ground) -> Measured:
    for week in _weeks(ground):
        late = [span for span in week.intervals if span.weekday < 5 and span.closes >= EVENING]
        if late:
            return found("evening", "yes", "evening_hours", [week.evidence], week=tuple(late))
    return nothing("evening")


def lunch(ground: Ground) -> Measured:
    for week in _weeks(ground):
        for before, after in zip(week.intervals, week.intervals[1:], strict=False):
            same = before.weekday == after.weekday
            if same and LUNCH[0] <= before.closes < after.opens <= LUNCH[1]:
                return found("lunch", "yes", "lunch_gap", [week.evidence], week=(before, after))
    return nothing("lunch")


def _weeks(ground: Ground) -> Iterator[WeekFound]:
    for kind in _KINDS:
        week = hours_for(ground, kind)
        if week is not None:
            yield week
