"""All measures of one visit, in the order of the definitions."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scoring.assessment import Assessment
from scoring.existence import Existence
from scoring.masking import mask
from scoring.measures import (
    access,
    business,
    chats,
    complaints,
    consistent,
    contact,
    digital,
    hours,
    ladder,
    promise,
    sectors,
)
from scoring.measures.answers import nothing
from scoring.measures.definitions import definitions
from scoring.measures.ground import Ground
from scoring.observation import Page
from scoring.result import Measured, Measures
from scoring.site import Site

Rule = Callable[[Ground], Measured]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "desk": contact.desk,
        "phone": contact.phone,
        "email": contact.email,
        "form": contact.form,
        "printable_forms": digital.printable_forms,
        "eservices": digital.eservices,
        "login": digital.login,
        "chat": chats.chat,
        "chatbot": chats.chatbot,
        "video": digital.video,
        "sms": digital.sms,
        "whatsapp": digital.whatsapp,
        "messenger": digital.messenger,
        "social": digital.social,
        "fault_report": access.fault_report,
        "sign_language": access.sign_language,
        "easy_read": digital.easy_read,
        "languages": access.languages,
        "visit_hours": hours.visit_hours,
        "phone_hours": hours.phone_hours,
        "evening": hours.evening,
        "lunch": hours.lunch,
        "one_way_said": ladder.one_way_said,
        "reply_promise": promise.reply_promise,
        "declaration": promise.declaration,
        "compensation": promise.compensation,
        "results_published": promise.results_published,
        "complaints": complaints.complaints,
        "complaints_anonymous": complaints.complaints_anonymous,
        "complaints_promise": complaints.complaints_promise,
        "complaints_results": complaints.complaints_results,
        "business_guide": business.business_guide,
        "business_contact": business.business_contact,
        "business_channel": business.business_channel,
        "business_one_way": business.business_one_way,
        "ladder": ladder.ladder,
        "consistent_help": consistent.consistent_help,
    }
)
SECTOR_RULES: Mapping[str, Callable[[Ground, dict[str, Page]], Measured]] = MappingProxyType(
    {"centralisation": sectors.centralisation, "sector_hours": sectors.sector_hours}
)


def measure(
    site: Site, strict: Existence, broad: Existence, sector_pages: dict[str, Page] | None = None
) -> Measures:
    """`sector_pages`: field → page, when the weekly crawl has read them; else its measures are left out."""
    ground = Ground(site, _held(strict), _held(broad))
    found: list[Measured] = []
    for name in definitions():
        if name in RULES:
            found.append(RULES[name](ground))
        elif sector_pages is not None:
            found.append(SECTOR_RULES[name](ground, sector_pages) if sector_pages else nothing(name))
    masked = tuple(_without_names(one, site) for one in found)
    return Measures(version=ground.words.version, found=masked)


def _without_names(found: Measured, site: Site) -> Measured:
    """A telephone's label may be whoever answers it (method §3e: the role stays, the name does not)."""
    texts = [mask(one.text, site.lexicon, site.places) for one in found.evidence]
    if all(text == one.text for text, one in zip(texts, found.evidence, strict=True)):
        return found
    pairs = zip(found.evidence, texts, strict=True)
    evidence = tuple(one.model_copy(update={"text": text}) for one, text in pairs)
    return found.model_copy(update={"evidence": evidence})


def _held(existence: Existence) -> Assessment | None:
    """The function that counts: aspect a is yes or under review."""
    return existence.chosen if existence.verdict != "no" else None
