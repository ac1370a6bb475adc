"""What an area shows: the six signs of a first line (A2), how wide its scope is (A3), whether it is current
(A4)."""

import re
from enum import IntEnum
from functools import lru_cache

from scoring.area import Area, sentences
from scoring.kinds_of_help import SERVICES, promised_kinds
from scoring.lexicon import normalise
from scoring.lexicon.coming import begins_later
from scoring.lexicon.normalise import SENTENCE
from scoring.masking import is_personal_address
from scoring.observation import Channel, Interval
from scoring.result import Reading
from scoring.role_words import CELL
from scoring.site import NOT_MAIN, Site, h1, remembered
from scoring.urls import page_key

MET, STRONG, UNRELATED = 2, 3, 3
STALE = frozenset({"news", "job_ad", "minutes", "archive", "event"})
LIMITED_DAYS, LIMITED_HOURS = 3, 12.0
TOLD = 4
"""Words. What has fewer is a label."""


class Scope(IntEnum):
    NARROW = 0
    CONFLICTING = 1
    UNCLEAR = 2
    OPEN = 3
    """Nothing narrows it."""
    FIELDS = 4
    """At least three unrelated fields named."""
    SAID = 5


@remembered
def signs(site: Site, area: Area, reading: Reading) -> frozenset[str]:
    """Which of the six signs of method §3a A2 an area has: phone, email, form_or_chat, hours, address,
    guides."""
    found = {sign_of(channel) for channel in usable_channels(site, area, reading)}
    if hours_said(site, area):
        found.add("hours")
    if site.lexicon.phrases("guides").search(area.normal):
        found.add("guides")
    return frozenset(found - {""})


@remembered
def tells_process(site: Site, area: Area) -> bool:
    """What happens with an errand: that it is answered, forwarded or registered."""
    return site.lexicon.tells("process", sentences(site, area))


@remembered
def hours_said(site: Site, area: Area) -> str:
    """The area's hours as they stand, also those in words ("vardagar från åtta till fyra"); empty: none."""
    if area.hours:
        return area.hours[0].raw
    return _hours_in_words(site, area)


@remembered
def _hours_in_words(site: Site, area: Area) -> str:
    found = _pattern(site.lexicon.data.raw.get("hours", {}).get("words", r"(?!)")).search(area.normal)
    return found.group() if found else ""


@lru_cache(maxsize=8)
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def sign_of(channel: Channel) -> str:
    return {"form": "form_or_chat", "chat": "form_or_chat"}.get(
        channel.kind, channel.kind if channel.kind in ("phone", "email", "address") else ""
    )


def usable_channels(site: Site, area: Area, reading: Reading) -> list[Channel]:
    """The area's own channels: no switchboard in the strict reading (settled question 1), a street for an
    address (2), no person's mailbox."""
    return [c for c in area.channels if _usable(site, c, reading)]


def _usable(site: Site, channel: Channel, reading: Reading) -> bool:
    if channel.kind == "phone" and reading == "strict":
        return not site.read(channel.label).switchboard
    if channel.kind == "email":
        return not is_personal_address(channel.value)
    if channel.kind == "address":
        return _has_street(site, channel.value) or _has_street(site, channel.raw)
    return bool(channel.value)


def _has_street(site: Site, text: str) -> bool:
    return any(pattern.search(text.casefold()) for pattern in _streets(tuple(_street_sources(site))))


def _street_sources(site: Site) -> list[str]:
    return list(site.lexicon.data.raw.get("address", {}).values())


@lru_cache(maxsize=8)
def _streets(sources: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)


@remembered
def scope_of(site: Site, area: Area, name: str, headings: tuple[str, ...]) -> Scope:
    """How wide the function is (method §3a A3). `headings` are those that rule over the area: its page's
    H1, the block it is linked from."""
    told = sentences(site, area)
    said = site.lexicon.tells("scope", told, area.normal)
    fields = site.lexicon.fields_in(area.normal)
    narrowed = any(is_narrow_heading(site, heading) for heading in headings)
    lead = [*(line for line in told if name in line), *told[:2]]
    narrowed = narrowed or any(site.lexicon.patterned("narrow", line) for line in (*lead, " ".join(lead)))
    narrowed = narrowed or any(site.lexicon.patterned("exclusive", line) for line in lead)
    narrowed = narrowed or site.lexicon.patterned("other_body", area.normal)
    # What only the model takes for narrow says less than three fields and the words "alla verksamheter".
    learnt = not narrowed and any(
        site.lexicon.learnt("narrow", line) and not _municipal(line, name) for line in lead
    )
    if said:
        outweighed = learnt and len(fields) >= UNRELATED
        return Scope.CONFLICTING if (narrowed or learnt) and not outweighed else Scope.SAID
    if narrowed or learnt:
        return Scope.NARROW
    if len(fields) >= UNRELATED:
        return Scope.FIELDS
    help_lines = [s for s in told if site.lexicon.phrases("help").search(s)]
    if len(fields) == 1 and not _varied(site, area, fields) and any(map(site.lexicon.fields_in, help_lines)):
        return Scope.UNCLEAR
    return Scope.OPEN


@remembered
def narrowed_elsewhere(site: Site, area: Area, name: str) -> bool:
    """Whether another page says of the function that it takes only some questions: "Kundservice: endast
    frågor som rör förskola"."""
    here = page_key(area.page.final_url) if area.page else ""
    pages = (p for p in site.observation.pages if p.ok and page_key(p.final_url) != here)
    texts = (
        s.text
        for p in pages
        if not STALE & set(p.kind_hints)
        for s in p.sections
        if s.landmark not in NOT_MAIN
    )
    lines = (line for text in texts for line in text.splitlines() if name in normalise(line))
    return any(_only_some(site, line, name) for line in lines)


def _only_some(site: Site, line: str, name: str) -> bool:
    """In a sentence with its name, or in the next cells of a row that begins with it."""
    if CELL in line and (row := normalise(line)).startswith(name):
        return site.lexicon.patterned("exclusive", row)
    told = (normalise(one) for one in SENTENCE.split(line))
    return any(name in one and site.lexicon.patterned("exclusive", one.partition(name)[2]) for one in told)


def _varied(site: Site, area: Area, fields: tuple[str, ...]) -> bool:
    """Kinds of help that belong to none of the twelve fields do not narrow it to the one or two it names."""
    if any(len({normalise(item) for item in items}) >= SERVICES for _, items in area.items):
        return True
    kinds = {*site.lexicon.kinds_in(area.normal), *promised_kinds(site, (area,))}
    others = sum(not site.lexicon.fields_in(kind) for kind in kinds)
    return len(fields) + others >= UNRELATED


@remembered
def _about_itself(site: Site, area: Area, name: str) -> list[str]:
    """Sentences that name the function, or a service of its kind."""
    kind = _pattern(site.lexicon.data.raw["of_its_kind"]["words"])
    return [line for line in sentences(site, area) if name in line or kind.search(line)]


def _municipal(line: str, name: str) -> bool:
    """ "Stadens kundservice betjänar på två språk" is the municipality's, wherever it sits and whomever it
    serves."""
    return bool(name) and re.search(rf"\b(?:kommunens|stadens) (?:\w+ )?{re.escape(name)}", line) is not None


def is_narrow_heading(site: Site, heading: str) -> bool:
    reading = site.read(heading)
    if reading.kind == "negative":
        # "på biblioteket" says where, not what (settled question 7).
        return reading.why != "negative_location"
    if reading.names:
        return False
    narrowed = site.lexicon.patterned("narrow", normalise(heading))
    return narrowed or 0 < len(site.lexicon.fields_in(heading)) < UNRELATED


@remembered
def is_current(site: Site, area: Area, name: str) -> bool:
    """Method §3a A4: the markup's hints, then the words of heading and lead, then signs of minutes and job
    ads."""
    if area.page is not None:
        if STALE & set(area.page.kind_hints):
            return False
        if site.lexicon.patterned("not_current", _folded(h1(area.page))):
            return False
    about = _about_itself(site, area, name)
    said = [_folded(area.heading), *about]
    if any(site.lexicon.patterned("not_current", line) for line in said):
        return False
    # One sentence that only the model takes for it says less than a page that is served as one of today.
    learnt = sum(site.lexicon.learnt("not_current", line) for line in said)
    if learnt > 1 or (learnt and len(signs(site, area, "broad")) < STRONG):
        return False
    if any(begins_later(site.lexicon, line, site.observation.measured_at) for line in about):
        return False
    # A side menu may hold "Protokoll" and "Lediga jobb".
    told = "\n".join(line for line in map(normalise, area.text.splitlines()) if len(line.split()) >= TOLD)
    return not looks_like_record(site, told)


def looks_like_record(site: Site, normal: str) -> bool:
    """Minutes, a job ad or a plan by their words: two different signs of one kind."""
    return any(len(site.lexicon.phrases(table).all(normal)) >= 2 for table in ("minutes", "job_ads", "plans"))


def _folded(text: str) -> str:
    return text.casefold()


def is_limited(site: Site, area: Area, headings: tuple[str, ...]) -> bool:
    """A desk that is open a few hours on one to three days, or that stands in a library (ruling 7)."""
    if any(site.read(heading).why == "negative_location" for heading in headings):
        return True
    if _pattern(site.lexicon.data.raw.get("hours", {}).get("limited", r"(?!)")).search(area.normal):
        return True
    if any(not h.intervals for h in area.hours) or _hours_in_words(site, area):
        return False  # there are more hours than have been counted
    intervals = {i for h in area.hours for i in h.intervals}
    days = {interval.weekday for interval in intervals}
    return bool(days) and len(days) <= LIMITED_DAYS and sum(map(_length, intervals)) <= LIMITED_HOURS


def _length(interval: Interval) -> float:
    """Hours between opening and closing."""
    (from_h, from_m), (to_h, to_m) = (map(int, end.split(":")) for end in (interval.opens, interval.closes))
    return (to_h - from_h) + (to_m - from_m) / 60
