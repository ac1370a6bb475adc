"""Channels behind links, buttons and scripts: chats, forms, booking, e-services, social media."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.reading import limits
from scoring.lexicon.anchors import Anchors
from scoring.observation import ChannelKind

_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|instagram|linkedin|youtube|twitter|x|tiktok|snapchat|flickr|mastodon"
    r"|threads|vimeo|messenger)\.(?:com|net|social)$|^(?:m|wa)\.me$"
)
_SHARING = re.compile(r"/(?:sharer|share|intent)\b|sharearticle", re.IGNORECASE)
_CHAT = re.compile(
    r"^(?:chatt|chat|live\s?chat)$|chatta\b|livechatt?|(?:öppna|starta|till) (?:vår )?chatt"
    r"|^chatt?(?:en)?\b.{0,30}$|\bchat med\b|chattbot"
    r"|digital assistent|digital medarbetare",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"kontaktformulär|formulär|kontaktskjema|yhteydenottolomake|skicka (?:in )?(?:ett )?(?:meddelande"
    r"|ärende|mejl)"
    r"|skriv till oss|via e-tjänst|ställ (?:en|din) fråga|kontakta oss digitalt",
    re.IGNORECASE,
)
_CONTACTING = re.compile(r"kontakt|fråg|meddelande|skriv|hör av dig|mejl|formulär", re.IGNORECASE)
_BOOKING = re.compile(
    r"\bboka (?:en |ditt |in )?(?:tid|besök|möte|samtal)|tidsbok|\bbestill time|\bbook an appointment",
    re.IGNORECASE,
)
_ESERVICE = re.compile(
    r"e-?tj[äa]nst|sj[äa]lvservice|mina-?sidor|minasidor|oppnaeplattform|/oversikt/overview"
    r"|asiointi|selvbetjening|minside",
    re.IGNORECASE,
)
_STEMS = (
    "chat",
    "digital",
    "formul",
    "skjema",
    "skicka",
    "skriv",
    "tjänst",
    "tjanst",
    "ställ",
    "kontakt",
    "bok",
    "book",
    "time",
    "sjalv",
    "själv",
    "mina",
    "oppnae",
    "oversikt",
    "asiointi",
    "selvbet",
    "minside",
    "lomake",
)
"""Every label or address of a channel holds one of these: ordinary links are let go cheaply."""
_STEM = Anchors(_STEMS)
_SOCIAL_NAMES = (
    "facebook",
    "instagram",
    "linkedin",
    "youtube",
    "twitter",
    "://x.",
    ".x.com",
    "tiktok",
    "snapchat",
    "flickr",
    "mastodon",
    "threads",
    "vimeo",
    "messenger.com",
    "://m.me/",
    "://wa.me/",
)
CHANNEL_STEMS = (*_STEMS, *_SOCIAL_NAMES, "sms:")
"""What label or address of every link that is a channel holds."""
_VENDORS = (
    "imbox",
    "vergic",
    "humany",
    "artvise",
    "acewebsdk",
    "giosg",
    "zendesk",
    "zopim",
    "tawk.to",
    "crisp.chat",
    "intercom",
    "livechatinc",
    "boost.ai",
    "kundo",
    "ebbot",
    "supchat",
    "freshchat",
    "kindly.ai",
    "kindlycdn",
    "weply",
    "getjenny",
    "interactivepartner",
    "puzzel",
    "comhem-chat",
    "teneo",
    "gecko.chat",
    "botpress",
    "dialogflow",
    "ace-chat",
    "kommune-kari",
    "prokom",
    "simplifai",
    "hubspot-conversations",
)
"""Names in scripts and widgets of chats seen on municipal sites."""
_VENDOR = Anchors(_VENDORS)
_SOCIAL_NAME = Anchors(_SOCIAL_NAMES)


@lru_cache(maxsize=16_384)
def may_be_channel(label: str, url: str) -> bool:
    """A cheap test before `kind_of_link`: most links end here. The pages of a site share their links."""
    scheme = url[:4]
    if scheme == "sms:" or (scheme == "http" and _SOCIAL_NAME.any_in(url)):
        return True
    return _STEM.any_in(f"{label} {url[:300]}".lower())


@lru_cache(maxsize=4_096)
def kind_of_link(label: str, url: str, button: bool) -> ChannelKind | None:
    """The channel that a link or button leads to; None for an ordinary one."""
    if url.startswith("sms:"):
        return "sms"
    if not button and url[:4] == "http" and _SOCIAL_NAME.any_in(url):
        host, path = _parts(url)
        if _SOCIAL.search(host):
            return None if _SHARING.search(path) else "social"
    words = f"{label} {url[:300]}".lower()
    if len(label) > 120 or not _STEM.any_in(words):
        return None
    if _CHAT.search(label):
        return "chat"
    if button:
        return None
    if _FORM.search(label) and _CONTACTING.search(label):
        return "form"
    if _BOOKING.search(label):
        return "booking"
    if _ESERVICE.search(label) or (url and _ESERVICE.search(url[:300])):
        return "eservice"
    return None


def chat_vendors(root: etree._Element, scripts: Sequence[etree._Element]) -> list[tuple[str, str]]:
    """(vendor, script address) of chat widgets that the page loads; each vendor once."""
    found: dict[str, str] = {}
    for script in scripts:
        source = script.get("src") or ""
        text = source or (script.text or "")[: limits.MAX_SCRIPT_TEXT]
        if vendor := _vendor(text):
            found.setdefault(vendor, source)
    body = root.find("body")
    for child in islice(body if body is not None else (), 200):
        if vendor := _vendor(child.get("id") or ""):
            found.setdefault(vendor, "")
    return list(found.items())


def _vendor(text: str) -> str:
    """The vendor named first."""
    return _VENDOR.first_in(text.lower())


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "", f"{parts.path}?{parts.query}")
    except ValueError:
        return "", ""
