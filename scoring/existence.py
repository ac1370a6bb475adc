"""Aspect a: is there something called kundservice, kundcenter, servicecenter or the like? (method §3a)"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from scoring.area import Area, page_area, section_area, sentences
from scoring.candidates import Candidate
from scoring.codes import Code
from scoring.elsewhere import in_text
from scoring.evidence_of_help import (
    MET,
    STRONG,
    Scope,
    is_current,
    is_limited,
    scope_of,
    sign_of,
    signs,
    tells_process,
)
from scoring.lexicon import LabelReading
from scoring.observation import Observation
from scoring.result import Confidence, Reading, Rejected, Verdict
from scoring.site import Site, h1, remembered
from scoring.unread import unread_contact
from scoring.urls import page_key

NAME_SHARE = 0.7
RANK: dict[str, int] = {"no": 0, "review": 1, "yes": 2}
_TROUBLE_TO_REVIEW = frozenset({Code.NOT_ARCHIVED, Code.ROBOTS_PAGE, Code.PDF_ONLY, Code.BEHIND_LOGIN})


@dataclass(frozen=True, slots=True)
class Assessment:
    candidate: Candidate
    verdict: Verdict
    reasons: tuple[Code, ...]
    signs: frozenset[str] = frozenset()
    scope: Scope = Scope.NARROW

    @property
    def why_not(self) -> Code:
        """The reason code to show for a candidate that was not taken."""
        return next((code for code in self.reasons if code not in _HOLDS), Code.LOWER_SCOPE)


_HOLDS = frozenset({Code.A1, Code.A2, Code.A3, Code.A4, Code.STAFFED})


@dataclass(frozen=True, slots=True)
class Existence:
    verdict: Verdict
    chosen: Assessment | None
    others: tuple[Rejected, ...]
    flags: tuple[Code, ...]
    confidence: Confidence
    rival: Assessment | None = None
    """Broad only: the best contact page without a name, whose entries compete with the named function's."""
    siblings: tuple[Assessment, ...] = ()
    """Further pages of the function: the same name with the same verdict."""


def judge_existence(site: Site, candidates: list[Candidate], reading: Reading) -> Existence:
    """The function with the best verdict and, among those, the widest scope (ruling 20)."""
    pool = [c for c in candidates if c.reading.names or (reading == "broad" and c.reading.kind == "contact")]
    assessed = [assess(site, c, reading, candidates) for c in pool if c.reached]
    assessed.sort(key=_preference)
    chosen = assessed[0] if assessed and assessed[0].verdict != "no" else None
    if chosen is None and (unread := unread_contact(site, candidates)):
        chosen = Assessment(unread, "review", (Code.NOT_ARCHIVED,))
    others = [
        Rejected(text=a.candidate.name, url=a.candidate.url, why=a.why_not)
        for a in assessed
        if a is not chosen
    ]
    unreached = [c for c in pool if not c.reached]
    others += [Rejected(text=c.name, url=c.url, why=Code.FLAG_UNLINKED) for c in unreached]
    hints = _on_site_map(site) if chosen is None else []
    others += [*hints, *_not_names(site)]
    verdict: Verdict = chosen.verdict if chosen else "no"
    told = ((Code.FLAG_UNLINKED, chosen is None and unreached), (Code.FLAG_SITE_MAP, hints))
    flags = tuple(code for code, holds in told if holds)
    first = chosen or (assessed[0] if assessed else None)
    return Existence(
        verdict,
        chosen or (first if verdict == "no" else None),
        tuple(dict.fromkeys(others)),
        flags,
        "uncertain" if hints else _confidence(site, verdict, first),
        _rival(chosen, assessed),
        _siblings(chosen, assessed),
    )


def _rival(chosen: Assessment | None, assessed: list[Assessment]) -> Assessment | None:
    if chosen is None:
        return None
    contacts = (a for a in assessed if a is not chosen and a.candidate.reading.kind == "contact")
    return next((a for a in contacts if RANK[a.verdict] >= RANK[chosen.verdict]), None)


def _siblings(chosen: Assessment | None, assessed: list[Assessment]) -> tuple[Assessment, ...]:
    if chosen is None or not chosen.candidate.reading.names:
        return ()
    alike = (a for a in assessed if a is not chosen and a.verdict == chosen.verdict)
    return tuple(
        a
        for a in alike
        if a.candidate.reading.names and a.candidate.reading.term == chosen.candidate.reading.term
    )


def _on_site_map(site: Site) -> list[Rejected]:
    """Pages that the site's map names like a function: for whoever looks into the `no`."""
    return [
        Rejected(text=urlsplit(address).path, url=address, why=Code.FLAG_SITE_MAP)
        for address in site.observation.on_site_map
    ]


def _not_names(site: Site) -> list[Rejected]:
    """Labels near the mark: another service's name, a chatbot, a skip link."""
    found = []
    for entry in sorted(site.start.entries, key=lambda e: (e.text, e.id)):
        reading, _ = site.read_entry(entry)
        rows = (
            (Code.SKIP_LINK, entry.skip_link),
            (Code.CHATBOT, reading.bot),
            (Code.NEGATIVE_TERM, reading.kind == "negative"),
        )
        why = next((code for code, holds in rows if holds), None)
        if why is not None:
            found.append(
                Rejected(text=entry.text or entry.accessible_name, url=entry.target_url or "", why=why)
            )
    return found


def _preference(a: Assessment) -> tuple[object, ...]:
    named = a.candidate.reading.names
    own_page = a.candidate.area is not None and a.candidate.area.whole
    return (
        -RANK[a.verdict],
        Code.ONLY_ENGLISH in a.reasons,  # it is not, when there is another
        not named,
        -a.scope,
        not a.candidate.site_wide,
        -len(a.signs),
        not own_page,
        page_key(a.candidate.url) or a.candidate.url,
        a.candidate.name,
        a.candidate.label,
    )


def _confidence(site: Site, verdict: Verdict, first: Assessment | None) -> Confidence:
    """Named rules: yes is certain with a strong name, three signs and a stated scope; no is certain without
    any candidate where a contact page was read; a review is uncertain; the rest is likely."""
    if verdict == "review":
        return "uncertain"
    if verdict == "no":
        return "certain" if first is None and _looked_well(site) else "likely"
    proven = first is not None and first.scope >= Scope.FIELDS and len(first.signs) >= STRONG
    return (
        "certain" if proven and first is not None and first.candidate.reading.kind == "strong" else "likely"
    )


def _looked_well(site: Site) -> bool:
    """A page was read to which a contact label leads, and no name was passed over for where it stands
    ("Medborgarservice på biblioteket")."""
    pages = (page for page in site.observation.pages if page.ok)
    contact = any(
        site.read(label).kind == "contact" for page in pages for label in (page.via_label, h1(page))
    )
    entries = (site.read_entry(entry)[0] for entry in site.start.entries)
    headings = (site.read(section.heading) for section in site.start.page.sections)
    return contact and not any(r.why == "negative_location" for r in (*entries, *headings))


def assess(site: Site, candidate: Candidate, reading: Reading, everyone: list[Candidate]) -> Assessment:
    """One candidate against A1–A4."""
    if candidate.only_news and not _own_page_behind_news(candidate):
        return Assessment(candidate, "no", (Code.NOT_A4, Code.ONLY_NEWS))
    if not candidate.own and not candidate.delegated:
        return Assessment(candidate, "no", (Code.NOT_A3, Code.OTHER_ORGANISATION))
    if candidate.trouble is not None:
        return _unreadable(site, candidate, candidate.trouble, everyone)
    if candidate.area is None:
        return Assessment(candidate, "review", (Code.NOT_ARCHIVED,))
    found = signs(site, candidate.area, reading)
    if candidate.reading.names:
        # On the function's own page or the start page (method §3a).
        found = found.union(
            *(signs(site, area, reading) for area in start_areas(site, candidate.reading.term)),
            start_signs(site, candidate.reading.term),
        )
    if not candidate.reading.needs and tells_process(site, candidate.area):
        found |= {"guides"}  # what happens with an errand, in whatever words
    scope = scope_of(site, candidate.area, candidate.reading.text, candidate.headings)
    if scope is Scope.OPEN and not candidate.site_wide:
        scope = Scope.UNCLEAR
    verdict, reasons = _weigh(site, candidate, found, scope, reading)
    return Assessment(candidate, verdict, reasons, found, scope)


@remembered
def _start_sections(site: Site, observation: Observation) -> dict[str, list[Area]]:
    """Blocks of the start page that name a function in their heading, by its name."""
    del observation
    page = site.start.page
    found: dict[str, list[Area]] = {}
    for index, section in enumerate(page.sections):
        reading = site.read(section.heading)
        if reading.names and section.level > 1:
            found.setdefault(reading.term, []).append(section_area(site, page, index))
    return found


def start_areas(site: Site, term: str) -> list[Area]:
    """What the start page itself says of a function: a contact block with its name as heading."""
    return _start_sections(site, site.observation).get(term, []) if term else []


def start_signs(site: Site, term: str) -> frozenset[str]:
    """Of contact details that stand behind the function's name on the start page: "Kontaktcenter
    0371-55 88 00" in a footer."""
    channels = site.start.page.channels if term else ()
    kinds = {sign_of(c) for c in channels if (told := site.read(c.label)).names and told.term == term}
    return frozenset(kinds - {""})


def _own_page_behind_news(candidate: Candidate) -> bool:
    """A news item may lead to the function's own page: its H1 is the name and little else."""
    page = candidate.area.page if candidate.area else None
    heading = h1(page) if page is not None else ""
    return bool(heading) and len(candidate.reading.text) >= NAME_SHARE * len(heading)


def _unreadable(site: Site, candidate: Candidate, trouble: Code, everyone: list[Candidate]) -> Assessment:
    """A label whose target cannot be read proves nothing, unless the name stands elsewhere too (settled
    question 6)."""
    if trouble in _TROUBLE_TO_REVIEW:
        return Assessment(candidate, "review", (Code.A1, trouble) if candidate.reading.names else (trouble,))
    same_target = page_key(candidate.url)
    elsewhere = any(
        other.reading.term == candidate.reading.term
        and page_key(other.url) != same_target
        and other.trouble not in (Code.TARGET_ERROR, Code.TARGET_HOME)
        for other in everyone
        if candidate.reading.names and other.reached and other.own
    )
    if elsewhere or (candidate.reading.names and in_text(site, candidate.reading.term, candidate.url)):
        return Assessment(candidate, "review", (Code.A1, trouble, Code.NAME_ELSEWHERE))
    return Assessment(candidate, "no", (trouble,))


def _weigh(
    site: Site, candidate: Candidate, found: frozenset[str], scope: Scope, reading: Reading
) -> tuple[Verdict, tuple[Code, ...]]:
    assert candidate.area is not None  # noqa: S101  assess() returned before
    if not is_current(site, candidate.area, candidate.reading.text):
        return "no", (Code.NOT_A4,)
    if scope is Scope.NARROW:
        return "no", (Code.NOT_A3, Code.NARROW_SCOPE)
    if candidate.foreign:
        return "review", (Code.A1, Code.ONLY_ENGLISH)
    if candidate.delegated or _delegated(site, candidate.area, candidate.reading):
        return "review", (Code.A1, Code.DELEGATED)
    if is_limited(site, candidate.area, candidate.headings):
        return "review", (Code.A1, Code.LIMITED_SERVICE)
    if candidate.reading.kind == "contact":
        return _broad(site, candidate, found, scope)
    verdict, reasons = _named(candidate, found, scope)
    if reading == "broad" and verdict != "yes":
        other, why = _broad(site, candidate, found, scope)
        return (other, why) if RANK[other] > RANK[verdict] else (verdict, reasons)
    return verdict, reasons


def _delegated(site: Site, area: Area, reading: LabelReading) -> bool:
    """Settled question 8, said of the function here or anywhere on the page."""
    if _says_delegated(site, area):
        return True
    page = area.page
    lines = sentences(site, page_area(site, page)) if page is not None and not area.whole else []
    return any(reading.text in line and site.lexicon.patterned("delegated", line) for line in lines)


@remembered
def _says_delegated(site: Site, area: Area) -> bool:
    return site.lexicon.patterned("delegated", area.normal)


def _named(candidate: Candidate, found: frozenset[str], scope: Scope) -> tuple[Verdict, tuple[Code, ...]]:
    """The strict reading: the kinds of name ask for different proof (method §2, §3a)."""
    kind, open_ = candidate.reading.kind, _open_questions(candidate, found, scope)
    if candidate.reading.needs and candidate.reading.needs not in found:
        return "no", (Code.NOT_A1, Code.NEEDS_GUIDANCE)
    met = tuple(
        code
        for code, holds in (
            (Code.A1, kind == "strong" or not open_),
            (Code.A2, len(found) >= MET),
            (Code.A3, scope >= Scope.OPEN),
            (Code.A4, True),
        )
        if holds
    )
    if not open_:
        return "yes", met
    if kind == "needs_scope" and not found and scope < Scope.FIELDS and _read(candidate):
        return "no", (Code.NOT_A1, *open_)
    return "review", (*met, *open_)


def _open_questions(candidate: Candidate, found: frozenset[str], scope: Scope) -> tuple[Code, ...]:
    kind = candidate.reading.kind
    open_: list[Code] = []
    needed = STRONG if kind == "needs_scope" else MET
    if len(found) < needed:
        open_.append(Code.FIRST_LINE_UNPROVEN if _read(candidate) else Code.UNRENDERED)
    if scope is Scope.CONFLICTING:
        open_.append(Code.CONFLICTING_SCOPES)
    elif scope is Scope.UNCLEAR or (kind == "needs_scope" and scope < Scope.FIELDS):
        open_.append(Code.SCOPE_UNPROVEN)
    explained = "guides" in found or scope >= Scope.FIELDS
    if kind in ("place", "brand") and not explained:
        open_.append(Code.BRAND_UNEXPLAINED)
    return tuple(open_)


def _broad(
    site: Site, candidate: Candidate, found: frozenset[str], scope: Scope
) -> tuple[Verdict, tuple[Code, ...]]:
    """The broad reading: A2 + A3 + A4 whatever the name, with a sign that it is staffed (the switchboard's
    number counts as phone: settled question 1)."""
    found = signs(site, candidate.area, "broad") if candidate.area else found
    if candidate.reading.needs and candidate.reading.needs not in found:
        return "no", (Code.NOT_A1, Code.NEEDS_GUIDANCE)  # ruling 5
    staffed = bool(found & {"hours", "guides"})
    if len(found) >= MET and staffed and scope >= Scope.OPEN:
        return "yes", (Code.A2, Code.A3, Code.A4, Code.STAFFED)
    if not _read(candidate):
        return "review", (Code.UNRENDERED,)
    if len(found) >= MET and staffed:
        return "review", (Code.CONFLICTING_SCOPES if scope is Scope.CONFLICTING else Code.SCOPE_UNPROVEN,)
    return "no", (Code.NOT_A2,) if len(found) < MET else (Code.A2, Code.NOT_STAFFED)


def _read(candidate: Candidate) -> bool:
    """Whether the page was seen as a visitor sees it: no `no` comes from a script page's empty shell."""
    page = candidate.area.page if candidate.area else None
    return page is None or page.rendered or not page.needs_script
