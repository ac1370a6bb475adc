"""Sites that are not what they seem: each its own status, never scored (method §1, §5 rulings 22, 25; §7
29–32).

No single word decides. Signs are weighed: where a wording stands, how many there are, what the markup loads,
and how bare the page is; a page with a municipality's menu is an ordinary page whatever it says.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from crawler.status_signs import (
    BLOCKED,
    CHOOSE_LANGUAGE,
    GO_ON,
    IN_ORDER,
    LANGUAGES,
    MAINTENANCE,
    SHELL,
    Signs,
)
from scoring.observation import Page, StatusReason
from scoring.urls import page_key

Found = tuple[StatusReason, str]

SHORT_PAGE = 1500
"""Characters. A municipal start page says more; a page about itself being closed says less."""
_FEW_LINKS = 15
_MENU = 3
"""Ways on within the site: a page with so many is a start page, however little it says."""
_CRISIS_TEXT, _CRISIS_LINKS = 6_000, 40
"""A page in the place of the start page tells all that there is to know, and says that it does."""
_ENOUGH = 3
_TEXT_READ, _MARKUP_READ = 8_000, 300_000
_REFRESH = re.compile(
    r"<meta\b(?=[^>]{0,200}\bhttp-equiv\s*=\s*[\"']?refresh)[^>]{0,300}?\bcontent\s*=\s*(?:\"([^\"]{0,600})\"|'([^']{0,600})')",
    re.IGNORECASE,
)
_REFRESH_TO = re.compile(r"^\s*\d*\.?\d*\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shown:
    title: str
    headings: tuple[str, ...]
    text: str
    links: int
    markup: str
    has_menu: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.headings[:3])

    @property
    def short(self) -> bool:
        return len(self.text) < SHORT_PAGE and self.links < _FEW_LINKS

    @property
    def bareness(self) -> int:
        return (len(self.text) < 400) + (self.links <= 5)


def of_response(
    status: int, content_type: str, title: str, text: str, retry_after: bool = False
) -> Found | None:
    """What the answer itself says: an error, a bot wall, something that is no page. None when it is a
    page."""
    if status in (401, 403, 429):
        return "blocked", f"HTTP {status}"
    shown = f"{title}\n{text[:3000]}"
    if status >= 400 and _says(BLOCKED, title, shown):
        return "blocked", f"HTTP {status} with the wording of a bot wall"
    if 400 <= status < 500:
        return "http_4xx", f"HTTP {status}"
    if status >= 500:
        if status == 503 and len(text) < SHORT_PAGE and _says(MAINTENANCE, title, shown):
            return "maintenance", f"HTTP {status} with the wording of maintenance"
        return "http_5xx", f"HTTP {status}" + (" with Retry-After" if retry_after else "")
    if content_type and not re.search(r"html|/xml|text/plain", content_type, re.IGNORECASE):
        return "not_html", content_type[:80]
    return None


def _says(signs: Signs, title: str, shown: str) -> bool:
    named = (pattern for pattern in signs.title if not pattern.pattern.startswith(r"^\W*(?:403"))
    return any(pattern.search(title) for pattern in named) or any(
        pattern.search(shown) for pattern in signs.text
    )


def ways_on(links: Iterable[tuple[str, str]], home: str, owns: Callable[[str], bool]) -> int:
    """How many other pages of the site the links (label, absolute address) of its start page lead to, counted
    until they make a menu; those that only choose a language or go past a splash page are none."""
    beside = {"", page_key(home), page_key(_absolute(home, "/"))}
    ends: set[str] = set()
    for label, address in links:
        if label.strip() and owns(address) and not LANGUAGES.search(label) and not GO_ON.search(label):
            ends |= {page_key(address)} - beside
        if len(ends) >= _MENU:
            break
    return len(ends)


def of_page(
    title: str, text: str, links: int, *, headings: tuple[str, ...] = (), markup: str = "", menu: int = 0
) -> Found | None:
    """What a page that answered 200 really is. `text` is its visible text with its headings, `links` how many
    it has, `markup` the document, `menu` how many `ways_on` there are."""
    page = _Shown(title, headings, text[:_TEXT_READ], links, markup[:_MARKUP_READ], menu >= _MENU)
    if not text.strip() and not links and not markup:
        return "empty_page", "no visible text and no link"
    for recognise in (_by_its_own_word, _by_signs):
        for signs in IN_ORDER:
            if found := recognise(page, signs):
                return signs.reason, f"“{found[:80]}”"
    if splash := _splash(page):
        return "splash", splash
    if not text.strip():
        return "empty_page", "no visible text" if links else "no visible text and no link"
    if len(text) < 200 and links <= 2 and SHELL.search(text):
        return "empty_page", "little but a request for scripts, or to wait"
    return None


def _by_its_own_word(page: _Shown, signs: Signs) -> str:
    """What no ordinary page says of itself, in its name or in the little that it says; empty for others."""
    little = page.links < _CRISIS_LINKS and len(page.text) < _CRISIS_TEXT
    shown = (*page.names, page.text) if little else page.names
    return next((match[0] for p in signs.decisive for text in shown if (match := p.search(text))), "")


def _by_signs(page: _Shown, signs: Signs) -> str:
    """The wording that gave a short page away; empty for another kind of page."""
    if not page.short:
        return ""
    if page.has_menu and not any(p.search(name) for name in page.names[:2] for p in signs.title):
        return ""  # one of its news, not what it is
    named = [match[0] for name in page.names for p in signs.title if (match := p.search(name))]
    said = [match for p in signs.text if (match := p.search(page.text))]
    loaded = [match[0] for p in signs.markup if (match := p.search(page.markup))]
    weight = _weight(page, named, said) + (2 if loaded and page.bareness == 2 else 0)
    # A form's CAPTCHA is loaded by ordinary small pages: it is a wall when there is nothing else.
    alone = loaded if len(page.text) < 200 and not page.links else []
    told = named or [match[0] for match in said] or alone
    return told[0] if told and weight >= _ENOUGH else ""


def _weight(page: _Shown, named: list[str], said: list[re.Match[str]]) -> int:
    early = any(match.start() < 200 for match in said)
    return 2 * bool(named) + min(len(said), 2) + early + page.bareness


_LANGUAGE_LABEL = 30


def _splash(page: _Shown) -> str:
    if page.links > 10 or len(page.text) >= 400 or page.has_menu:
        return ""
    # "Vi talar svenska och finska" is a sentence, and offers no choice.
    lines = page.text.splitlines()
    labels = [line for line in lines if len(line) <= _LANGUAGE_LABEL or CHOOSE_LANGUAGE.search(line)]
    if len({language.lower() for language in LANGUAGES.findall("\n".join((page.title, *labels)))}) >= 2:
        return "little but a choice of languages"
    if page.links and page.links <= 5 and GO_ON.search(page.text):
        return "little but a way on to the site"
    return ""


def leads_away(markup: str, text: str, links: int, url: str, owns: Callable[[str], bool]) -> Found | None:
    """A nearly empty page that sends its visitors on: who waits longer than the measurement sees another."""
    if len(text) >= 400 or links > 5:
        return None
    markup = markup[:_MARKUP_READ]
    for match in _REFRESH.finditer(markup):
        wanted = _REFRESH_TO.search(unescape(match[1] or match[2] or ""))
        target = _absolute(url, wanted[1]) if wanted else ""
        if target and not owns(target):
            return "off_site_redirect", f"is sent on to {target[:120]}"
        if target and target.rstrip("/") != url.rstrip("/"):
            return "splash", f"is sent on to {target[:120]}"
    return None


def _absolute(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def of_further_page(title: str, text: str, links: int, markup: str) -> Found | None:
    """A bot wall in the place of a further page. Contact pages are short and speak of driftstopp and closed
    offices: only the title and a second sign tell."""
    page = _Shown(title, (), text[:_TEXT_READ], links, markup[:_MARKUP_READ])
    named = next((match[0] for pattern in BLOCKED.title if (match := pattern.search(title))), "")
    if not named or not page.short:
        return None
    second = any(pattern.search(page.text) for pattern in BLOCKED.text) or any(
        pattern.search(page.markup) for pattern in BLOCKED.markup
    )
    return ("blocked", f"“{named[:80]}”") if second else None


def unless_a_wall(page: Page, body: bytes) -> Page:
    """The page; with an error when it answered 200 and is a bot wall (settled question 29)."""
    if not page.ok:
        return page
    text = "\n".join(f"{section.heading}\n{section.text}" for section in page.sections)
    markup = body[:_MARKUP_READ].decode("utf-8", "replace")
    found = of_further_page(page.title, text, len(page.links), markup)
    return page.model_copy(update={"error": found[0], "error_detail": found[1]}) if found else page
