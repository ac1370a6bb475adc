"""Central or each its own: what the pages of the twelve fields tell (only the weekly crawl reads them)."""

from dataclasses import dataclass
from statistics import median

from scoring.area import Area, page_area
from scoring.lexicon import normalise
from scoring.masking import is_personal_address
from scoring.measures.answers import found, nothing, quote
from scoring.measures.ground import Ground
from scoring.measures.hours import hours_per_week
from scoring.observation import Channel, Page
from scoring.result import Measured
from scoring.site import NOT_MAIN
from scoring.urls import phone_key

LEAST_PAGES = 5
ALL, PARTLY = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class SectorSeen:
    field: str
    area: Area
    sends: bool
    """To the function: by name, or its number or mailbox is the only one."""
    phones: frozenset[str]
    mails: frozenset[str]
    hours: float | None
    """Phone hours per week of its own."""


def centralisation(ground: Ground, sectors: dict[str, Page]) -> Measured:
    """`sectors`: field → its page, as it was read."""
    seen = [_seen(ground, field, page) for field, page in sorted(sectors.items())]
    told = [one for one in seen if one.phones or one.mails or one.sends]
    if len(told) < LEAST_PAGES:
        return nothing("centralisation")
    share = sum(one.sends for one in told) / len(told)
    value = "all_in_one" if share >= ALL else "partly" if share >= PARTLY else "own"
    phones = frozenset().union(*(one.phones for one in told))
    mails = frozenset().union(*(one.mails for one in told))
    details = {
        "pages": str(len(told)),
        "sends": str(sum(one.sends for one in told)),
        "phones": str(len(phones)),
        "mailboxes": str(len(mails)),
    }
    evidence = [quote(one.area.url, one.area.heading) for one in told if one.sends == (value != "own")]
    return found("centralisation", value, "sector_share", evidence, number=round(share, 3), details=details)


def sector_hours(ground: Ground, sectors: dict[str, Page]) -> Measured:
    seen = [_seen(ground, field, page) for field, page in sorted(sectors.items())]
    hours = [one.hours for one in seen if one.hours is not None]
    if len(seen) < LEAST_PAGES or not hours:
        return nothing("sector_hours")
    share = len(hours) / len(seen)
    evidence = [quote(one.area.url, one.area.hours[0].raw) for one in seen if one.hours is not None]
    details = {"pages": str(len(seen)), "with_hours": str(len(hours)), "share": f"{share:.2f}"}
    number = round(median(hours), 2)
    return found("sector_hours", "stated", "sector_hours", evidence, number=number, details=details)


def _seen(ground: Ground, field: str, page: Page) -> SectorSeen:
    area = page_area(ground.site, page)
    own_phones = {phone_key(c.value) for a in ground.areas for c in a.channels if c.kind == "phone"}
    own_mails = {c.value for a in ground.areas for c in a.channels if c.kind == "email"}
    shown = _shown(page)
    phones = frozenset(phone_key(c.value) for c in shown if c.kind == "phone") - {""}
    mails = frozenset(c.value for c in shown if c.kind == "email" and not is_personal_address(c.value))
    only = bool(phones | mails) and phones <= own_phones and mails <= own_mails
    sends = ground.named and (only or (_names_function(ground, area) and phones <= own_phones))
    stated = next((h for h in area.hours if h.kind in ("phone", "unknown") and h.intervals and phones), None)
    hours = round(hours_per_week(stated.intervals), 2) if stated else None
    return SectorSeen(field, area, sends, phones, mails, hours)


def _shown(page: Page) -> tuple[Channel, ...]:
    """Also beside the content: a contact block that every page repeats is what its visitor sees."""
    around = {index for index, section in enumerate(page.sections) if section.landmark in NOT_MAIN}
    return tuple(channel for channel in page.channels if channel.section not in around)


def _names_function(ground: Ground, area: Area) -> bool:
    name = normalise(ground.function.candidate.reading.text) if ground.function else ""
    return bool(name) and name in area.normal
