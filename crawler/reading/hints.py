"""What the page's markup and wording say it is. Hints, no verdicts."""

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.reading.lines import Line, Outline
from crawler.reading.silent import Silent

_PATH: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "news",
        re.compile(
            r"/(?:nyhet(?:er|sarkiv)?|aktuellt|news|nyheder|uutiset|pressmeddelanden?|press-?releases?)(?:/|$|-\d)"
        ),
    ),
    (
        "job_ad",
        re.compile(
            r"/(?:lediga-?(?:jobb|tj[äa]nster)|jobb/annons|jobba-hos-oss/lediga|ledige-stillinger|avoimet-tyopaikat)(?:/|$)"
        ),
    ),
    ("minutes", re.compile(r"protokoll|kallelser?(?:-och|/|$)|sammantr[äa]desprotokoll|motesprotokoll")),
    ("archive", re.compile(r"/(?:arkiv|archive|arkiverade?|nyhetsarkiv|st[öo]rningsarkiv)(?:/|$)")),
    ("pdf", re.compile(r"\.pdf$")),
    ("login", re.compile(r"/(?:login|logga-?in|inloggning|signin|saml|idp)(?:/|$|\.)")),
    ("search", re.compile(r"/(?:s[öo]k|search|sokresultat|s[öo]kresultat|haku)(?:/|$|\.)")),
    ("event", re.compile(r"/(?:evenemang|kalender|kalendarium|event|events|arrangemang)(?:/|$)")),
)
_SCHEMA = {
    "newsarticle": "news",
    "jobposting": "job_ad",
    "event": "event",
    "searchresultspage": "search",
}
_SCHEMA_TYPE = re.compile(r"\"@type\"\s*:\s*\"(NewsArticle|JobPosting|Event|SearchResultsPage)\"")
_CRUMB: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("news", re.compile(r"\b(?:nyheter|aktuellt|nyhetsarkiv|pressmeddelanden)\b", re.IGNORECASE)),
    ("archive", re.compile(r"\b(?:arkiv|nyhetsarkiv)\b", re.IGNORECASE)),
    ("job_ad", re.compile(r"lediga (?:jobb|tjänster)|ledige stillinger", re.IGNORECASE)),
    ("minutes", re.compile(r"protokoll", re.IGNORECASE)),
    ("event", re.compile(r"evenemang|kalend(?:er|arium)", re.IGNORECASE)),
)
_JOB = (
    "sista ansökningsdag",
    "ansök senast",
    "tillsvidareanställning",
    "anställningsform",
    "sök tjänsten",
    "sök jobbet",
    "lönesättning",
    "vi söker dig som",
    "søknadsfrist",
    "omfattning: heltid",
    "omfattning heltid",
)
_MINUTES = re.compile(r"(?<!\w)§\s?\d+|\bdnr\b|yrkande|justerare|sammanträdesprotokoll|beslutsgång")
_MINUTES_STEMS = ("§", "dnr", "yrkande", "justerare", "sammanträdesprotokoll", "beslutsgång")
_MINUTES_HEAD = re.compile(
    r"^(?:sammanträdes)?protokoll\b|kommunfullmäktige.{0,40}\d{4}-\d\d-\d\d", re.IGNORECASE
)
_SEARCH_HEAD = re.compile(
    r"^(?:sökresultat|sök på webbplatsen|search results|hakutulokset)|gav \d+ träff", re.IGNORECASE
)
_LOGIN_HEAD = re.compile(r"^logga in|^inloggning\b|^log in\b|^sign in\b", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"(?:sidan|artikeln|nyheten|informationen) (?:är|har) arkivera|arkiverad (?:nyhet|sida|artikel)"
)
_TEXT_READ = 30_000


def hints_for_url(url: str) -> set[str]:
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return set()
    return {hint for hint, pattern in _PATH if pattern.search(path[:500])}


def kind_hints(
    root: etree._Element, silent: Silent, outline: Outline, url: str, title: str
) -> tuple[str, ...]:
    """Sorted, each once."""
    hints = hints_for_url(url) | _from_markup(root, silent) | _from_crumbs(outline.lines)
    main = [line for line in outline.lines if line.main] or outline.lines
    text = "\n".join(line.text for line in main)[:_TEXT_READ].lower()
    heads = [*[line.text for line in main if line.role == "heading" and line.level == 1][:2], title]
    if sum(words in text for words in _JOB) >= 2:
        hints.add("job_ad")
    if any(map(_MINUTES_HEAD.search, heads)) or _reads_like_minutes(text):
        hints.add("minutes")
    if any(map(_SEARCH_HEAD.search, heads)):
        hints.add("search")
    if any(map(_LOGIN_HEAD.search, heads)) or _asks_password(silent["input"]):
        hints.add("login")
    if "arkivera" in text and _ARCHIVED.search(text):
        hints.add("archive")
    return tuple(sorted(hints))


def _reads_like_minutes(text: str) -> bool:
    return any(stem in text for stem in _MINUTES_STEMS) and len(_MINUTES.findall(text)) >= 4


def _from_markup(root: etree._Element, silent: Silent) -> set[str]:
    hints: set[str] = set()
    for meta in silent["meta"]:
        name = str(meta.get("property") or meta.get("name") or "").lower()
        if name in ("og:type", "dcterms.type", "dc.type"):
            kind = str(meta.get("content") or "").lower()
            hints |= {
                hint
                for word, hint in (("news", "news"), ("nyhet", "news"), ("event", "event"), ("job", "job_ad"))
                if word in kind
            }
    for script in silent["script"]:
        if script.get("type") == "application/ld+json":
            hints |= {_SCHEMA[name.lower()] for name in _SCHEMA_TYPE.findall((script.text or "")[:20_000])}
    for holder in islice(root.iter("html", "body", "main", "article"), 8):
        kind = str(holder.get("itemtype") or "").rsplit("/", 1)[-1].lower()
        if kind in _SCHEMA:
            hints.add(_SCHEMA[kind])
    return hints


def _from_crumbs(lines: Sequence[Line]) -> set[str]:
    crumbs = [line.text for line in lines if line.crumb][:20]
    return {hint for hint, pattern in _CRUMB for crumb in crumbs if pattern.search(crumb[:300])}


def _asks_password(fields: Sequence[etree._Element]) -> bool:
    """In the main content: a login box in the header is on every page."""
    asking = (field for field in fields if field.get("type") == "password")
    return any(
        parent.tag == "main" or parent.get("role") == "main"
        for field in asking
        for parent in field.iterancestors()
    )
