"""Aspect d: is there information about what one can get help with and how it works? (method §3d)"""

import re
from dataclasses import dataclass

from scoring.area import Area, sentences, sentences_as_said
from scoring.assessment import Assessment, start_areas
from scoring.codes import Code
from scoring.contact_page import sections_beside
from scoring.evidence_of_help import hours_said, usable_channels
from scoring.kinds_of_help import DETAIL, SERVICES, lists_in_text, promised_kinds
from scoring.lexicon import normalise
from scoring.near_pages import one_click_away
from scoring.result import Confidence, Verdict
from scoring.role_words import CELL
from scoring.site import NOT_MAIN, Site, remembered
from scoring.unread import unread_help
from scoring.urls import page_key

KINDS, CHANNELS = 3, 2
_NUMBER = re.compile(r"\b0\d{1,3}[- /]?\d")
_STEM = 6
"""Letters by which "parkera" and "boendeparkering" are the same service."""
FIELDS = 2
KNOWN = 2
"""A list of five on the function's own page is its services when so many of them are known as such."""
_CHANNEL = {
    "phone": "phone",
    "email": "email",
    "form": "form",
    "chat": "chat",
    "address": "address",
    "sms": "phone",
    "booking": "form",
    "video": "chat",
}
_UNREAD = {Code.NOT_ARCHIVED, Code.ROBOTS_PAGE, Code.BEHIND_LOGIN}


@dataclass(frozen=True, slots=True)
class Quote:
    """What a page says."""

    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class HelpInfo:
    verdict: Verdict
    reasons: tuple[Code, ...]
    grade: int
    url: str = ""
    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    hours: Quote = Quote()
    process: Quote = Quote()
    confidence: Confidence = "certain"


SHORTEST = 5
"""Letters of a kind of help at a compound's end ("boendeparkeringen")."""


@dataclass(frozen=True, slots=True)
class _Halves:
    scope: bool
    kinds: tuple[str, ...]
    listed: bool
    channels: tuple[str, ...]
    hours: Quote
    process: Quote
    says_how: bool
    access: bool
    says_all: bool

    @property
    def what(self) -> bool:
        return self.listed or (self.scope and len(self.kinds) >= KINDS)

    @property
    def how(self) -> bool:
        return len(self.channels) >= CHANNELS and bool(self.hours.text) and self.says_how

    @property
    def grade(self) -> int:
        reached = len(self.channels) >= CHANNELS
        return sum((self.what, reached, bool(self.hours.text), self.says_how, self.access))


@remembered
def judge_help_info(site: Site, function: Assessment) -> HelpInfo:
    """Both halves on the function's page or one click from it."""
    candidate = function.candidate
    area = candidate.area
    trouble = candidate.trouble or (Code.NOT_ARCHIVED if area is None else None)
    if trouble in _UNREAD:
        return HelpInfo("review", (trouble,), 0, candidate.url, confidence="uncertain")
    if trouble is not None or area is None:
        return HelpInfo("no", (trouble,) if trouble else (), 0, candidate.url, confidence="likely")
    near = one_click_away(site, area, candidate.reading.term)
    beside = sections_beside(site, area, candidate.reading.term)
    halves = _halves(site, [area, *beside, *near, *start_areas(site, candidate.reading.term)])
    verdict, reasons = _verdict(site, area, halves)
    return HelpInfo(
        verdict,
        reasons,
        halves.grade,
        area.url,
        halves.kinds,
        halves.channels,
        halves.hours,
        halves.process,
        _confidence(verdict, halves, area),
    )


def _verdict(site: Site, area: Area, halves: _Halves) -> tuple[Verdict, tuple[Code, ...]]:
    held = tuple(code for code, holds in ((Code.D1, halves.what), (Code.D2, halves.how)) if holds)
    if halves.what and halves.how:
        return "yes", held
    missing = _missing(halves)
    # Ruling 35: "alla verksamheter" says what in three words; a human decides whether that informs.
    if not halves.what and halves.says_all and halves.channels and halves.hours.text:
        return "review", (*held, *(c for c in missing if c is not Code.WHAT_UNDER_3), Code.WHAT_ONLY_SCOPE)
    if area.page is not None and area.page.needs_script and not area.page.rendered:
        return "review", (*held, *missing, Code.UNRENDERED)
    if _in_pdf(site, area):
        return "review", (*held, *missing, Code.ONLY_IN_PDF)
    if unread_help(site, area):
        return "review", (*held, *missing, Code.NOT_ARCHIVED)
    return "no", (*held, *missing)


def _missing(halves: _Halves) -> tuple[Code, ...]:
    rows = [
        (Code.NOT_D1, not halves.what),
        (Code.WHAT_UNDER_3, not halves.what),
        (Code.NOT_D2, not halves.how),
        (Code.CHANNELS_UNDER_2, len(halves.channels) < CHANNELS),
        (Code.NO_HOURS, not halves.hours.text),
        (Code.NO_PROCESS, not halves.says_how),
    ]
    return tuple(code for code, holds in rows if holds)


def _confidence(verdict: Verdict, halves: _Halves, area: Area) -> Confidence:
    """Certain when every part of a yes is there with a margin, or when a no lacks more than one thing on the
    function's own page."""
    if verdict == "review":
        return "uncertain"
    if verdict == "yes":
        return "certain" if len(halves.kinds) >= KINDS and len(halves.channels) > CHANNELS else "likely"
    return "certain" if area.whole and len(_missing(halves)) > 3 else "likely"


def _halves(site: Site, areas: list[Area]) -> _Halves:
    """Several functions of a site have the same areas: found once for them, as in `remembered`."""
    key = (_halves, *map(id, areas))
    known = site.memory.get(key)
    if known is None:
        known = site.memory[key] = (areas, _find_halves(site, areas))
    found: _Halves = known[1]
    return found


def _find_halves(site: Site, areas: list[Area]) -> _Halves:
    text = "\n".join(area.normal for area in areas)
    told = "\n".join(_without_rows_of_others(site, area) for area in areas)
    lines = [line for area in areas for line in sentences(site, area)]
    lexicon, phrases = site.lexicon, site.lexicon.phrases
    says_all = phrases("all_services").search(text) is not None
    # In both readings: the switchboard's number is no sign of the function (A2), but where the function tells
    # of itself it is a way to reach it.
    first, *others = areas
    usable = [*usable_channels(site, first, "broad")]
    usable += (c for area in others for c in usable_channels(site, area, "strict"))
    channels = {_CHANNEL.get(c.kind, "") for c in usable} - {""}
    hours = next((Quote(area.url, said) for area in areas if (said := hours_said(site, area))), Quote())
    process = _process(site, areas, lines)
    return _Halves(
        scope=lexicon.tells("scope", lines, text) or any(_says_what_for(site, a) for a in areas),
        kinds=tuple(dict.fromkeys((*site.lexicon.kinds_in(told), *promised_kinds(site, areas)))),
        listed=any(_lists_services(site, area) or lists_in_text(site, area) for area in areas),
        channels=tuple(sorted(channels)),
        hours=hours,
        process=process,
        says_how=bool(process.text) or lexicon.tells("process", (), text),
        access=phrases("access").search(text) is not None,
        says_all=says_all,
    )


def _without_rows_of_others(site: Site, area: Area) -> str:
    """The area's normalised text; of a contact page without the rows that give somebody else's number:
    "Hemtjänsten | 0460-122 70"."""
    if area.whole or CELL not in area.text:
        return area.normal
    lines = [(line.partition(CELL)[0], line) for line in area.text.splitlines()]
    rows = {
        whose for whose, line in lines if CELL in line and _NUMBER.search(line) and not site.read(whose).names
    }
    return normalise("\n".join(line for whose, line in lines if whose not in rows)) if rows else area.normal


def _process(site: Site, areas: list[Area], lines: list[str]) -> Quote:
    """The sentence that says what happens with an errand; `lines` are those of all areas."""
    found = site.lexicon.telling("process", lines)
    if found is None:
        return Quote()
    area = next(one for one in areas if found in sentences(site, one))
    at = sentences(site, area).index(found)
    return Quote(area.url, sentences_as_said(area)[at].strip())


def _says_what_for(site: Site, area: Area) -> bool:
    """A sentence that says so, or that names three kinds itself ("Ofta gäller det bygglov, skolval och
    parkering"); no heading: "Vad kan jag fråga om?" promises a list, and asks for five."""
    headings = {normalise(s.heading) for s in area.page.sections} if area.page else set()
    help_ = site.lexicon.phrases("help")
    lines = [line for line in sentences(site, area) if line not in headings]
    return any(help_.search(line) for line in lines) or any(
        len(site.lexicon.kinds_in(line)) >= KINDS for line in lines if "," in line
    )


def _lists_services(site: Site, area: Area) -> bool:
    """A list or FAQ of at least five different services (settled question 25). Under a heading that
    promises them any five lines will do; elsewhere each must name a kind of its own."""
    # The start page's links are its menu, also where they stand below the function's name.
    menu = {link.text for link in site.start.links} if area.page is site.start.page else set()
    joined: dict[str, tuple[str, ...]] = {}
    for heading, items in area.items:  # panels between them part the items of one list
        joined[heading] = (*joined.get(heading, ()), *items)
    for heading, found in (*joined.items(), *_under_headings(area)):
        items = tuple(
            one
            for one in found
            if one not in menu and not site.lexicon.patterned("about_the_place", normalise(one))
        )
        if _same_service(site, items):
            continue
        kinds = {kind for item in items for kind in site.lexicon.kinds_in(item)[:1]}
        if len(kinds) >= SERVICES:
            return True
        if _of_one_service(site, heading):
            continue
        different = {item.casefold() for item in items}
        promised = site.lexicon.phrases("help_headings").search(heading.casefold()) is not None
        if promised and len(different) >= SERVICES:
            return True
        if (
            area.whole
            and len(different) >= SERVICES
            and len(kinds) >= KNOWN
            and not any(map(DETAIL.search, items))
        ):
            return True
    return _listed_by_field(site, area, joined)


def _listed_by_field(site: Site, area: Area, lists: dict[str, tuple[str, ...]]) -> bool:
    """Short lists on the function's own page, each under another field: "Barn och utbildning", "Omsorg"."""
    under = {heading: site.lexicon.fields_in(heading) for heading in lists} if area.whole else {}
    fields = {field for found in under.values() for field in found[:1]}
    items = {item.casefold() for heading, found in under.items() if found for item in lists[heading]}
    return len(fields) >= FIELDS and len(items) >= SERVICES


def _under_headings(area: Area) -> list[tuple[str, tuple[str, ...]]]:
    """Accordions and tiles set as headings: those one below another heading are its list."""
    if area.page is None or not area.whole:
        return []
    lists: list[tuple[str, tuple[str, ...]]] = []
    above: list[tuple[int, str, list[str]]] = []
    for section in area.page.sections:
        if section.landmark in NOT_MAIN or not section.level:
            continue
        while above and above[-1][0] >= section.level:
            lists.append((above[-1][1], tuple(above.pop()[2])))
        named = section.heading in section.items or section.heading.endswith("?")
        if named and above:
            above[-1][2].append(section.heading)
        above.append((section.level, section.heading, []))
    lists += [(heading, tuple(items)) for _, heading, items in above]
    return [(heading, items) for heading, items in lists if len(items) >= SERVICES]


def _same_service(site: Site, items: tuple[str, ...]) -> bool:
    """Five questions about one service are one service, also where one of them does not name it."""
    kinds = [site.lexicon.kinds_in(item)[:1] for item in items]
    named = [kind for kind in kinds if kind]
    if len(named) == len(items) and len(set(named)) < SERVICES:
        return True
    asked = [normalise(item) for item in items]
    stems = {word[:_STEM] for item in asked for word in site.lexicon.kinds_in(item) if len(word) >= _STEM}
    return any(sum(stem in item for item in asked) >= len(items) - 1 for stem in stems)


def _of_one_service(site: Site, heading: str) -> bool:
    """ "Frågor vi får om boendeparkeringen": whatever is asked below it, it is one service."""
    what = normalise(heading).partition(" om ")[2].strip(" ?:.")
    if " " in what:
        return False
    # Also as the end of a compound.
    return any(site.lexicon.kinds_in(what[start:]) for start in range(len(what) - SHORTEST + 1))


def _in_pdf(site: Site, area: Area) -> bool:
    """What is missing may stand in a PDF below the HTML page."""
    for label, url in area.links:
        page = site.page_at(url)
        is_pdf = page_key(url).endswith(".pdf") or (page is not None and "pdf" in page.kind_hints)
        reading = site.read(label)
        if is_pdf and (
            reading.names
            or reading.kind == "contact"
            or site.lexicon.phrases("help_headings").search(label.casefold())
        ):
            return True
    return False
