"""Aspect e: is someone responsible for service to the citizens? (method §3e)

A page can prove yes, never no: silence is `unknown`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scoring.codes import Code
from scoring.evidence_of_help import STALE, looks_like_record
from scoring.lexicon import Lexicon, TermMatch, normalise
from scoring.lexicon.normalise import loosely_folded, normalise_all
from scoring.lexicon.phrases import PhraseTable, fewest
from scoring.observation import Page
from scoring.result import Confidence, Rejected
from scoring.site import Site, h1

MONTHS = 24
_BETWEEN = 5
PAGES_ASKED = 2
_SHORT_LINE = 90
_LINE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){1,2}\s*[,–-]\s*")
_DETAILS = re.compile(r"\W*(?:$|(?:[^\W\d]{2,9}\W{1,3})?[\d+])")
_BREAK = re.compile(r"[.;:|\d]")
_AMONG = 6
_CARD_LINE = 40


@dataclass(frozen=True, slots=True)
class Responsible:
    found: bool
    url: str = ""
    text: str = ""
    """As it stands on the page: names are masked where it is shown."""
    role: str = ""
    confidence: Confidence = "likely"
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    named: PhraseTable
    heads: PhraseTable
    not_roles: PhraseTable
    responsible: PhraseTable
    citizen_service: PhraseTable
    between: frozenset[str]
    pronouns: tuple[str, ...]
    manager: str
    anchors: tuple[str, ...]
    """A line without any of these is not worth reading."""
    anchor_words: tuple[str, ...]
    """One word of each: they stand in a text however its white space is."""


@dataclass(frozen=True, slots=True)
class _Hit:
    role: str
    line: str
    confidence: Confidence


def judge_responsible(site: Site) -> Responsible:
    """The first page, in order of address, that states a role responsible for the function."""
    words = _words(site.lexicon)
    rejected: list[Rejected] = []
    best: Responsible | None = None
    for page in sorted(
        (*site.observation.pages, site.start.page), key=lambda p: (p.final_url or p.url, p.digest)
    ):
        hit = _on_page(site, page, words, rejected)
        if hit is None:
            continue
        obstacle = _obstacle(site, page)
        url = page.final_url or page.url
        if obstacle is not None:
            rejected.append(Rejected(text=hit.line, url=url, why=obstacle))
        elif best is None or (hit.confidence == "certain" and best.confidence != "certain"):
            best = Responsible(True, url, hit.line, hit.role, hit.confidence)
    if best is None:
        told = tuple(dict.fromkeys(rejected))
        return Responsible(False, confidence=_of_silence(site), rejected=told)
    return Responsible(True, best.url, best.text, best.role, best.confidence, tuple(dict.fromkeys(rejected)))


def _of_silence(site: Site) -> Confidence:
    """Certain when more than one page was read that ought to say who leads what."""
    asked = sum(page.role == "responsible" and page.ok for page in site.observation.pages)
    return "certain" if asked >= PAGES_ASKED else "likely"


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    data = lexicon.data
    named, heads, not_roles, says, service = (
        PhraseTable.of(data.words("roles", key))
        for key in ("named", "heads", "not_roles", "responsible", "citizen_service")
    )
    manager = str(data.raw.get("roles", {}).get("managers", ""))
    anchors = {manager, *(anchor for table in (heads, not_roles, says) for _, anchor, _ in table.rows)}
    return _Words(
        named,
        heads,
        not_roles,
        says,
        service,
        frozenset(data.words("roles", "between")),
        tuple(f"{word} " for word in data.words("roles", "pronouns")),
        manager,
        fewest(anchors),
        fewest(max(anchor.split() or [""], key=len) for anchor in anchors),
    )


def _obstacle(site: Site, page: Page) -> Code | None:
    if not site.own(page.final_url or page.url):
        return Code.OTHER_ORGANISATION
    text = normalise("\n".join(section.text for section in page.sections))
    if STALE & set(page.kind_hints) - {"event"} or looks_like_record(site, text):
        return Code.ROLE_IN_RECORD
    return Code.ROLE_OUTDATED if _outdated(page.dated, site.observation.measured_at) else None


def _outdated(dated: str | None, measured_at: str) -> bool:
    """Older than 24 months by the page's own date (settled question 28)."""
    if not dated:
        return False
    try:
        then, now = date.fromisoformat(dated[:10]), date.fromisoformat(measured_at[:10])
    except ValueError:  # "2023-02-30" from a page: no date
        return False
    months = (now.year - then.year) * 12 + now.month - then.month
    return months > MONTHS or (months == MONTHS and now.day > then.day)


def _on_page(site: Site, page: Page, words: _Words, rejected: list[Rejected]) -> _Hit | None:
    if not page.ok:
        return None
    best: _Hit | None = None
    for line, low, previous, following, heading in _lines_worth_reading(page, words):
        if not _worth(low, words):
            continue
        if words.not_roles.search(low):
            rejected.append(Rejected(text=line, url=page.final_url or page.url, why=Code.NOT_A_HEAD))
            continue
        said = f"{previous} {low}" if _continues(line, low, previous, words) else low
        own_section = site.read(heading).names or site.read(h1(page)).names
        hit = _in_line(site, line, said, own_section, words) or _on_card(site, line, low, following, words)
        hit = hit or _under_role(site, line, low, heading, words)
        if hit is not None and (best is None or hit.confidence == "certain" != best.confidence):
            best = hit
    return best


def _continues(line: str, low: str, previous: str, words: _Words) -> bool:
    """ "Helena Sand är servicechef. Hon är ansvarig för …", "… Helena är ansvarig för …"."""
    if low.startswith(words.pronouns):
        return True
    first = _WORD.match(low)
    return first is not None and line[0].isupper() and first.group() in _WORD.findall(previous)[:2]


def _under_role(site: Site, line: str, low: str, heading: str, words: _Words) -> _Hit | None:
    """The role is the heading: "Kommunikationschef", and below it what she is responsible for."""
    role = normalise(heading)
    if not words.responsible.search(low) or not (words.heads.search(role) or _manager(role, words.manager)):
        return None
    return _in_line(site, line, f"{role} {low}", False, words)


def _on_card(site: Site, line: str, low: str, following: str, words: _Words) -> _Hit | None:
    """A contact card in lines: "Helena Sand", "Enhetschef", "Kontaktcenter"."""
    role = words.heads.search(low)
    if role is None or _WORD.findall(low) != _WORD.findall(role.group()) or len(following) > _CARD_LINE:
        return None
    reading = site.read(following)
    return _Hit(role.group(), f"{line} {following}", "likely") if reading.names else None


def _lines_worth_reading(page: Page, words: _Words) -> Iterator[tuple[str, str, str, str, str]]:
    """(line, it normalised, the line before it normalised, the line after it, heading of its section): of
    every text that has one of the anchors. Most pages have none of their words, and are searched as a
    whole."""
    texts = [(text, s.heading) for s in page.sections for text in (s.heading, s.text, *s.items)]
    plain = [text for text, _ in texts]
    if not _any_in(words.anchor_words, loosely_folded("\n".join(plain))):
        return
    before = ""
    for (text, heading), low in zip(texts, normalise_all(plain), strict=True):
        if _any_in(words.anchors, low):
            previous = normalise(_lines(before)[-1]) if before else ""
            lines = _lines(text)
            for line, following in zip(lines, [*lines[1:], ""], strict=True):
                this = normalise(line)
                yield line, this, previous, following, heading
                previous = this
        before = text if low else before


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _LINE.split(text) if line.strip()]


def _any_in(anchors: tuple[str, ...], text: str) -> bool:
    return any(anchor in text for anchor in anchors)


def _worth(low: str, words: _Words) -> bool:
    return (
        words.manager in low
        or words.heads.search(low) is not None
        or words.not_roles.search(low) is not None
        or words.responsible.search(low) is not None
    )


def _in_line(site: Site, line: str, low: str, own_section: bool, words: _Words) -> _Hit | None:
    named = words.named.search(low)
    if named:
        return _Hit(named.group(), line, "certain")
    matches = site.lexicon.find(low, site.places)
    if any(m.negative for m in matches):
        return None
    terms = [m for m in matches if m.cls in "SMPB"]
    role = words.heads.search(low)
    for start, end in words.heads.spans(low):
        if any(_belongs(low, start, end, term, words) for term in terms):
            return _Hit(low[start:end], line, "certain")
    manager = _manager(low, words.manager)
    says = words.responsible.search(low)
    if says and terms and (role or manager) and any(term.start > says.start() for term in terms):
        return _Hit(role.group() if role else manager, line, "likely")
    service = words.citizen_service.search(low)
    if says and service and service.start() > says.start() and (role or manager):
        return _Hit(role.group() if role else manager, line, "likely")
    if any(_among(low, *span, term, words) for span in words.heads.spans(low) for term in terms):
        return _Hit(role.group() if role else manager, line, "likely")
    if role and own_section and len(low) <= _SHORT_LINE and (role.start() == 0 or _named_first(line, role)):
        return _Hit(role.group(), line, "likely")
    return None


def _named_first(line: str, role: re.Match[str]) -> bool:
    """ "Helena Sand, enhetschef, 0123-45 67 01": a name, the role, and nothing that it is for."""
    name = _NAME.match(line)
    if name is None:
        return False
    rest = line[name.end() :]
    found = rest.casefold().startswith(role.group())
    return found and _DETAILS.match(rest[len(role.group()) :]) is not None


def _among(low: str, start: int, end: int, term: TermMatch, words: _Words) -> bool:
    """ "Enhetschef för växel, reception och kontaktcenter": the function among what the role is for."""
    between = low[end : term.start]
    inside = _WORD.findall(between)
    if term.start < end or not inside or len(inside) > _AMONG or _BREAK.search(between):
        return False
    begins = inside[0] in words.between or (start == 0 and between.lstrip().startswith(","))
    ends = inside[-1] in words.between or between.rstrip().endswith(",")
    return begins and ends and sum(word not in words.between for word in inside) <= 2


def _manager(low: str, ending: str) -> str:
    """Any kind of manager ("kommunikationschef"): the text must say what for (ruling 33)."""
    if not ending:
        return ""
    return next((w.group() for w in _WORD.finditer(low) if w.group().endswith((ending, ending + "en"))), "")


def _belongs(low: str, start: int, end: int, term: TermMatch, words: _Words) -> bool:
    """ "Enhetschef för kommunens kontaktcenter", "Kontaktcenter, enhetschef": nothing but small words
    between."""
    if term.start >= end:
        between = _WORD.findall(low[end : term.start])
        return len(between) <= _BETWEEN and set(between) <= words.between
    return term.end <= start and not _WORD.findall(low[term.end : start])
