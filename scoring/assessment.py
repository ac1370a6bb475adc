"""One candidate against A1–A4: the name, the signs of a first line, its scope, whether it is current (method
§3a)."""

from dataclasses import dataclass
from functools import partial

from scoring.area import Area, page_area, section_area, sentences
from scoring.candidates import Candidate
from scoring.codes import Code
from scoring.delegation import delegated_here
from scoring.elsewhere import in_text
from scoring.evidence_of_help import (
    MET,
    STRONG,
    Scope,
    is_current,
    is_limited,
    is_narrow_heading,
    narrowed_elsewhere,
    scope_of,
    sign_of,
    signs,
    tells_process,
)
from scoring.lexicon import LabelReading
from scoring.lexicon.loose_anchors import longest_word
from scoring.near_pages import one_click_away
from scoring.observation import Observation
from scoring.page_texts import may_say
from scoring.result import Reading, Verdict
from scoring.site import Site, h1, remembered
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
    scope = scope_of(site, candidate.area, candidate.reading.text, candidate.headings)
    if _tells_process(site, candidate, candidate.area, scope):
        found |= {"guides"}
    if scope is Scope.OPEN and not candidate.site_wide:
        scope = Scope.UNCLEAR
    verdict, reasons = _weigh(site, candidate, found, scope, reading)
    said = verdict == "yes" and scope is Scope.SAID
    if said and narrowed_elsewhere(site, candidate.area, candidate.reading.text):
        verdict, reasons = "review", (*reasons, Code.CONFLICTING_SCOPES)
    return Assessment(candidate, verdict, reasons, found, scope)


def _tells_process(site: Site, candidate: Candidate, area: Area, scope: Scope) -> bool:
    """What happens with an errand, in whatever words. A reception must besides be everybody's; what it does
    may stand one click away (ruling 5)."""
    if not candidate.reading.needs:
        return tells_process(site, area)
    if scope < Scope.FIELDS:
        return False
    near = one_click_away(site, area, candidate.reading.term)
    return any(tells_process(site, one) for one in (area, *near))


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
    question 6). Somebody else's below "Avfall och vatten" is that field's, whatever its page says."""
    if not candidate.own and any(is_narrow_heading(site, heading) for heading in candidate.headings):
        return Assessment(candidate, "no", (Code.NOT_A3, Code.NARROW_SCOPE))
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
    delegated = candidate.delegated or _delegated(site, candidate.area, candidate.reading)
    if scope is Scope.NARROW and not delegated:
        return "no", (Code.NOT_A3, Code.NARROW_SCOPE)
    if candidate.foreign:
        return "review", (Code.A1, Code.ONLY_ENGLISH)
    if delegated:
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
    if delegated_here(site, area):
        return True
    says = partial(site.lexicon.patterned, "delegated")
    page = area.page
    if page is None or area.whole or not may_say(site, page, longest_word(reading.text), says):
        return False
    return any(reading.text in line and says(line) for line in sentences(site, page_area(site, page)))


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
