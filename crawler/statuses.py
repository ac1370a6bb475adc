"""Sites that are not what they seem: each its own status, never scored (method §1, §5 rulings 22, 25; §7
29–32)."""

import re

from scoring.observation import StatusReason

SHORT_PAGE = 1500
"""Characters. A municipal start page says more; a page about itself being closed says less."""

_BOT_WALL = re.compile(
    r"(verify(ing)? (that )?you are (a )?human|are you a robot|är du (en )?robot|inte en robot|"
    r"checking your browser|"
    r"kontrollerar din webbläsare|attention required|access denied|just a moment|ddos protection|captcha|"
    r"enable javascript and cookies to continue|request blocked|unusual traffic|ovanlig trafik|"
    r"pardon our interruption)",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"(underhåll|tillfälligt (stängd|nere|otillgänglig)|driftstopp|driftsavbrott|under ombyggnad|"
    r"maintenance|temporarily unavailable|be right back|service unavailable|uppdaterar (webbplatsen|sidan))",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"(domain (is |name )?(for sale|parked)|buy this domain|köp (den här |denna )?domän|"
    r"domänen är (till salu|parkerad|reserverad)|"
    r"this domain|sedoparking|parkerad hos|här kommer snart en webbplats|"
    r"default web page|it works!|welcome to nginx|iis windows server)",
    re.IGNORECASE,
)
_CRISIS = re.compile(
    r"(viktigt meddelande till allmänheten|krisinformation|kriswebb|krisläge|"
    r"extraordinär händelse|vma\b|allvarlig händelse)",
    re.IGNORECASE,
)
_LANGUAGES = re.compile(
    r"\b(svenska|english|suomi|deutsch|français|العربية|soomaali|davvisámegiella)\b", re.IGNORECASE
)


def of_response(
    status: int, content_type: str, title: str, text: str, retry_after: bool = False
) -> tuple[StatusReason, str] | None:
    """What the answer itself says: an error, a bot wall, something that is no page. None when it is a
    page."""
    if status in (401, 403, 429):
        return "blocked", f"HTTP {status}"
    short = len(text) < SHORT_PAGE
    if status >= 400 and _BOT_WALL.search(f"{title} {text[:3000]}"):
        return "blocked", f"HTTP {status} with the wording of a bot wall"
    if 400 <= status < 500:
        return "http_4xx", f"HTTP {status}"
    if status >= 500:
        if status == 503 and short and _MAINTENANCE.search(f"{title} {text}"):
            return "maintenance", f"HTTP {status} with the wording of maintenance"
        return "http_5xx", f"HTTP {status}" + (" with Retry-After" if retry_after else "")
    if content_type and not re.search(r"html|xml|text/plain", content_type, re.IGNORECASE):
        return "not_html", content_type[:80]
    return None


def of_page(title: str, text: str, links: int) -> tuple[StatusReason, str] | None:
    """What a page that answered 200 really is. `text` is its visible text, `links` how many it has."""
    shown = f"{title}\n{text}"
    if len(text.strip()) == 0 and links == 0:
        return "empty_page", "no visible text and no link"
    if len(text) < SHORT_PAGE and links < 15:
        for reason, pattern in (("blocked", _BOT_WALL), ("parked", _PARKED), ("maintenance", _MAINTENANCE)):
            found = pattern.search(shown)
            if found:
                return reason, f"“{found[0]}”"  # type: ignore[return-value]
        found = _CRISIS.search(shown)
        if found:
            return "crisis_page", f"“{found[0]}”"
        if links <= 10 and len(text) < 400 and len(set(_LANGUAGES.findall(shown.lower()))) >= 2:
            return "splash", "little but a choice of languages"
    if len(text.strip()) == 0:
        return "empty_page", "no visible text"
    return None
