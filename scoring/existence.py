"""Aspect a: is there something called kundservice, kundcenter, servicecenter or the like? (method §3a)"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from scoring.assessment import RANK, Assessment, assess
from scoring.candidates import Candidate
from scoring.codes import Code
from scoring.evidence_of_help import STRONG, Scope, scope_of, tells_process
from scoring.result import Confidence, Reading, Rejected, Verdict
from scoring.site import Site, h1
from scoring.unread import unread_contact
from scoring.urls import page_key


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
        "uncertain" if hints else _confidence(site, verdict, first, candidates),
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


def _confidence(
    site: Site, verdict: Verdict, first: Assessment | None, everyone: list[Candidate]
) -> Confidence:
    """Named rules: yes is certain with enough proof for its kind of name; no is certain without any candidate
    where a contact page was read, and none spoke for the whole municipality; a review is uncertain; the rest
    is likely."""
    if verdict == "review":
        return "uncertain"
    if verdict == "no":
        sure = first is None and _looked_well(site) and not any(_speaks_for_all(site, c) for c in everyone)
        return "certain" if sure else "likely"
    return "certain" if first is not None and _proven(first) else "likely"


def _proven(a: Assessment) -> bool:
    """A strong name with a wide scope and three signs, or with nothing that narrows it and five; any name
    with a stated scope and four."""
    signs, strong = len(a.signs), a.candidate.reading.kind == "strong"
    if a.scope is Scope.SAID and signs > STRONG:
        return True
    return strong and (
        (a.scope >= Scope.FIELDS and signs >= STRONG) or (a.scope >= Scope.OPEN and signs > STRONG + 1)
    )


def _speaks_for_all(site: Site, candidate: Candidate) -> bool:
    """ "Växel och reception", whose page guides in everything that the municipality does: no name of a
    function, and near enough to one for a second look (ruling 5)."""
    if candidate.reading.kind != "contact" or candidate.area is None or not candidate.own:
        return False
    scope = scope_of(site, candidate.area, candidate.reading.text, candidate.headings)
    return scope is Scope.SAID and tells_process(site, candidate.area)


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
