"""Aspect b: is the entry on the front page? (method §3b)"""

from dataclasses import dataclass
from typing import Literal

from scoring.area import panel_area
from scoring.assessment import RANK, Assessment
from scoring.candidates import Candidate
from scoring.codes import Code
from scoring.evidence_of_help import MET, signs
from scoring.lexicon import LabelReading, normalise
from scoring.observation import Channel, Entry, Placement
from scoring.result import Confidence, Verdict
from scoring.site import NEWS, Site, is_label, remembered, shown
from scoring.targets import target_trouble
from scoring.urls import mail_key, page_key, phone_key
from scoring.where_named import where_named

LabelKind = Literal["names", "leads", "explained", "generic", "opaque", "icon"]
_DIRECT = frozenset({"phone", "email"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry's claim to be the entry of the function."""

    entry: Entry
    verdict: Verdict
    reasons: tuple[Code, ...]
    label: LabelKind
    flags: tuple[Code, ...] = ()
    clicks: int | None = 0
    mobile_clicks: int | None = 0


@dataclass(frozen=True, slots=True)
class Lead:
    """How an entry leads to the function, whatever its place."""

    verdict: Verdict
    reason: Code
    label: LabelKind


def claims(site: Site, functions: tuple[Assessment, ...]) -> list[Claim]:
    """The claims of every entry that leads to one of the functions, each entry with its best one."""
    found = []
    for entry in site.start.entries:
        leads = [lead for f in functions if (lead := _lead(site, entry, f.candidate)) is not None]
        if leads:
            best = max(leads, key=lambda lead: (RANK[lead.verdict], LABEL_RANK[lead.label]))
            found.append(_placed(site, entry, best))
    return _without_panel_contents(found)


def _without_panel_contents(found: list[Claim]) -> list[Claim]:
    """What stands in a panel that a contact control opens is the control's target, not an entry of its own
    (settled question 9)."""
    controls = {c.entry.selector for c in found if c.entry.panel_text and c.entry.kind != "text"}

    def inside(entry: Entry) -> bool:
        places = [p for p in (entry.desktop, entry.mobile) if p is not None and shown(p)]
        return bool(places) and all(
            not p.visible and any(control.selector in controls for control in p.opened_by) for p in places
        )

    return [claim for claim in found if not inside(claim.entry)]


LABEL_RANK: dict[LabelKind, int] = {
    "names": 5,
    "leads": 4,
    "explained": 3,
    "generic": 2,
    "opaque": 1,
    "icon": 0,
}


def judge_front_page(site: Site, found: list[Claim]) -> tuple[Verdict, tuple[Code, ...], Confidence]:
    """The best claim's verdict, or why there is none."""
    best = max((RANK[claim.verdict] for claim in found), default=0)
    if blocked_by_consent(site):
        return "review", (Code.CONSENT_BLOCKS,), "uncertain"
    if best == 2:
        return "yes", (), "certain"
    if best == 1:
        return "review", (), "uncertain"
    if site.start.frames_cross_origin and not found:
        return "review", (Code.CROSS_ORIGIN_FRAME,), "uncertain"
    return "no", (Code.NOT_B,), "likely" if found else "certain"


def blocked_by_consent(site: Site) -> bool:
    """A wall that could not be closed (settled question 12)."""
    consent = site.start.consent
    return consent.present and consent.wall and not consent.closed


def _lead(site: Site, entry: Entry, function: Candidate) -> Lead | None:
    reading, _ = site.read_entry(entry)
    if entry.skip_link or reading.bot:
        return None
    if _is_icon(entry) and not entry.accessible_name and not entry.alt:
        return Lead("review", Code.ICON_WITHOUT_NAME, "icon") if _same_target(site, entry, function) else None
    if entry.kind == "text" and function.trouble is Code.PDF_ONLY:
        return None  # ruling 24: what stands beside a PDF is not the function's
    if entry.kind == "text" and not (is_label(entry, reading) and panel_area(site, entry).channels):
        # A sentence that mentions the function, or a heading without details, is no way to it.
        return None
    if reading.names and (reading.term == function.reading.term or _same_target(site, entry, function)):
        return _named(site, entry, reading, function)
    if entry.kind in ("tel", "mailto"):
        return _direct(site, entry, function)
    if entry.panel_text or entry.kind == "text":
        lead = _panel(site, entry, reading, function)
        if lead is not None:
            return lead
    return _contact(site, entry, function) if reading.generic else None


def _named(site: Site, entry: Entry, reading: LabelReading, function: Candidate) -> Lead:
    label = _own_label(site, entry, reading)
    url = entry.target_url or ""
    trouble = target_trouble(site, url) if page_key(url) and not entry.panel_text else None
    if trouble is None:
        return Lead("yes", Code.B1, label)
    if trouble is Code.ROBOTS_PAGE:  # the label names it all the same (settled question 31)
        return Lead("yes", Code.B1, label)
    if trouble is Code.NOT_ARCHIVED:
        return Lead("review", trouble, label)
    return Lead("no", trouble, label)


def _own_label(site: Site, entry: Entry, reading: LabelReading) -> LabelKind:
    """Method §4, label: a pattern or brand needs an explaining word near (settled question 21)."""
    if _is_icon(entry) and not _placement(entry).image_text:
        return "icon"
    if reading.kind in ("strong", "needs_scope"):
        return "names"
    near = f"{entry.near_text} {entry.block_heading} {entry.title}"
    lexicon = site.lexicon
    beside = normalise(f"{entry.text} {near}").replace(reading.text, " ")
    # "Almsta direkt – fråga kommunen"
    said = any(m.cls in "SM" or " " in m.term for m in lexicon.find(beside) if not m.negative)
    said = said or any(lexicon.phrases(table).search(beside) for table in ("guides", "explains"))
    return "explained" if said else "opaque"


def _direct(site: Site, entry: Entry, function: Candidate) -> Lead | None:
    """A number or mailbox in the header that is the function's (ruling 31)."""
    if not _same_target(site, entry, function):
        return None
    if _is_icon(entry):  # ruling 12: the accessible name does not name the function
        return Lead("review", Code.ICON_WITHOUT_NAME, "icon")
    return Lead("yes", Code.B4, "generic" if function.reading.kind == "contact" else "leads")


def _panel(site: Site, entry: Entry, reading: LabelReading, function: Candidate) -> Lead | None:
    """The panel counts as the target, the button as the entry (settled question 9)."""
    area = panel_area(site, entry)
    label: LabelKind = "names" if reading.names else "leads"
    named = any(site.read(line).term == function.reading.term for line in area.text.splitlines())
    named = named or any(
        m.term == function.reading.term and not m.negative for m in site.lexicon.find(area.text, site.places)
    )
    if named and function.reading.names and (reading.kind == "contact" or entry.kind == "text"):
        return Lead("yes", Code.B3, label)
    own = function.entry == entry.id and function.area is not None and function.area.page is None
    shares = bool(_numbers(area.channels) & _numbers(function.area.channels if function.area else ()))
    if (own or shares) and len(signs(site, area, "broad")) >= MET:
        return Lead("yes", Code.B3, label if function.reading.names else "generic")
    return None


def _contact(site: Site, entry: Entry, function: Candidate) -> Lead | None:
    """A generic contact label whose target names the function."""
    url = entry.target_url or ""
    if not page_key(url):
        return None
    trouble = target_trouble(site, url)
    same = _same_target(site, entry, function)
    if trouble is not None:
        unread = trouble is Code.NOT_ARCHIVED
        return Lead("review" if unread else "no", trouble, "leads") if unread or same else None
    label: LabelKind = "icon" if _is_icon(entry) and not _placement(entry).image_text else "leads"
    if function.reading.kind == "contact":
        return Lead("yes", Code.B2, "icon" if label == "icon" else "generic") if same else None
    page = site.page_at(url)
    where = where_named(site, page, function) if page is not None else "nowhere"
    if where == "first":
        return Lead("yes", Code.B2, label)
    if where == "further_down" or same:
        return Lead("review", Code.NAMED_FURTHER_DOWN, label)
    return None


def _same_target(site: Site, entry: Entry, function: Candidate) -> bool:
    url = entry.target_url or ""
    if phone_key(url) and url.startswith("tel:"):
        return function.area is not None and phone_key(url) in _numbers(function.area.channels)
    if url.startswith("mailto:"):
        return function.area is not None and mail_key(url) in _numbers(function.area.channels)
    key = page_key(url)
    if not key or key in site.start_keys:
        return False
    page = function.area.page if function.area else None
    own = {page_key(function.url)} | (
        {page_key(u) for u in (page.url, page.final_url, *page.redirects)} if page else set()
    )
    return key in own


def _numbers(channels: tuple[Channel, ...]) -> set[str]:
    found = {
        phone_key(c.value) if c.kind == "phone" else mail_key(c.value) for c in channels if c.kind in _DIRECT
    }
    return found - {""}


def _is_icon(entry: Entry) -> bool:
    return _placement(entry).icon_only


def _placement(entry: Entry) -> Placement:
    return entry.desktop or entry.mobile or Placement(visible=False)


@remembered
def _placed(site: Site, entry: Entry, lead: Lead) -> Claim:
    """What the place on the desktop page says about a lead (settled question 4)."""
    desktop, mobile = (clicks_needed(site, p) for p in (entry.desktop, entry.mobile))
    verdict: Verdict = lead.verdict
    reasons: tuple[Code, ...] = (lead.reason,)
    obstacle = _obstacle(entry, desktop)
    if obstacle is not None:
        softened = obstacle is Code.CAROUSEL and verdict != "no"
        verdict, reasons = ("review" if softened else "no"), (*reasons, obstacle)
    return Claim(entry, verdict, reasons, lead.label, _flags(site, entry, desktop, mobile), desktop, mobile)


def _obstacle(entry: Entry, clicks: int | None) -> Code | None:
    p = entry.desktop
    if p is not None and p.hidden_by == "slide":
        return Code.CAROUSEL
    if p is None or clicks is None:
        return Code.FLAG_MOBILE_ONLY if shown(entry.mobile) else Code.HIDDEN_ENTRY
    if p.region in NEWS or p.region == "consent":
        return Code.NEWS_ENTRY
    return Code.TOO_MANY_CLICKS if clicks >= 2 else None


def clicks_needed(site: Site, placement: Placement | None) -> int | None:
    """Clicks on neutral controls; a control with a contact label is the entry itself (method §4)."""
    if placement is None or not shown(placement):
        return None
    if placement.visible:
        return 0
    neutral = [c for c in placement.opened_by if not _speaks(site, c.label)]
    by_contact = len(placement.opened_by) - len(neutral)
    return max(0, (placement.clicks or 0) - by_contact)


def _speaks(site: Site, label: str) -> bool:
    reading = site.read(label)
    return reading.names or reading.kind == "contact"


def _flags(site: Site, entry: Entry, desktop: int | None, mobile: int | None) -> tuple[Code, ...]:
    p = entry.desktop
    opened_panel = bool(entry.panel_text and entry.kind == "button") or (
        p is not None and not p.visible and desktop == 0
    )
    found = [
        (Code.FLAG_FOOTER, p is not None and p.region == "footer"),
        (Code.FLAG_VIA_MENU, bool(desktop)),
        (Code.FLAG_PANEL, opened_panel),
        (Code.FLAG_MOBILE_ONLY, desktop is None and mobile is not None),
        (Code.FLAG_MOBILE_MENU, desktop == 0 and bool(mobile)),
        (Code.FLAG_COVERED_AT_LOAD, p is not None and p.covered_at_load),
    ]
    return tuple(code for code, holds in found if holds)
