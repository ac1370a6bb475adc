"""When two addresses are the same page: fragment, trailing slash, default port, http/https, www and what only
tells where a visitor came from do not count. A fragment that is a path ("#/kontakt", "#!/kontakt") does: a
page made by script lives there."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from scoring.hosts import parse_authority

_ORDINARY = re.compile(
    r"https?://([a-z0-9][a-z0-9.-]*)(/[!\"$&->@-~\xa1-\xff]*)?(?:\?([^#\s\x00-\x1f\x7f]*))?"
    r"(?:#(?!!?/)[^\s\x00-\x1f\x7f]*)?"
)
"""An address without port, user, escapes or anything that a browser would tidy: nearly every link. Of the
path the characters are told one by one: a class like "white space" among them takes half as long again."""


_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|_ga|_gl|mtm_\w+|pk_\w+)=[^&]*")


_LOGIN = re.compile(r"/(?:logga-?in|login|wp-admin|wp-login\.php)(?=[/.?]|$)", re.IGNORECASE)


def is_login(url: str) -> bool:
    """By its path, the way into an account: no visit asks for it."""
    return _LOGIN.search(urlsplit(url).path) is not None


@lru_cache(maxsize=8192)
def page_key(url: str) -> str:
    """A comparable form of an http(s) address; an empty string for any other."""
    ordinary = _ORDINARY.fullmatch(url)
    if ordinary is None:
        return _any_page_key(url)
    host, path, query = ordinary.groups()
    named = _host(host)
    if not named:
        return ""
    key = named + path.rstrip("/") if path else named
    return f"{key}?{asked}" if query and (asked := _asking(query)) else key


def _asking(query: str) -> str:
    """What of a query may choose a page."""
    return _TRACKING.sub("", query).removeprefix("&")


@lru_cache(maxsize=1024)
def _host(host: str) -> str:
    authority = parse_authority(f"//{host}")
    return authority.host if authority else ""


def _any_page_key(url: str) -> str:
    """What `page_key` answers, for every address: a fifth of its speed."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    authority = parse_authority(url) if parts.scheme.casefold() in ("http", "https") else None
    if authority is None:
        return ""
    port = f":{authority.port}" if authority.port not in (None, 80, 443) else ""
    path = unquote(parts.path).rstrip("/")
    asked = _asking(parts.query)
    query = f"?{asked}" if asked else ""
    return f"{authority.host}{port}{path}{query}{_route(parts.fragment)}"


def _route(fragment: str) -> str:
    route = fragment.removeprefix("!")
    return f"#{route.rstrip('/')}" if route.startswith("/") and route.strip("/") else ""


_FILE = re.compile(r"(?:\.\d[\da-f.]*)?\.(?:html?|aspx?|php|jsp)$")


def is_below(url: str, above: str) -> bool:
    """Whether a page's address is below another's: "/kontakt/kontaktcenter/om-oss" is below
    "/kontakt/kontaktcenter" and below "/kontakt/kontaktcenter.4.1a2b.html"."""
    head = _FILE.sub("", page_key(above).partition("?")[0])
    return "/" in head and page_key(url).startswith(head + "/")


def is_own(url: str, own_hosts: tuple[str, ...]) -> bool:
    """Whether an address is on one of the municipality's hosts or their sub-domains (method §1, object)."""
    if ":" not in url:
        return True
    authority = parse_authority(url)
    if authority is None:
        return True
    for own in own_hosts:
        host = parse_authority(own)
        if host is not None and (
            host.covers(authority) or (host.port is None and host.host == authority.host)
        ):
            return True
    return False


def phone_key(text: str) -> str:
    """The digits of a Swedish or international number, comparable across ways of writing; empty if too
    few."""
    digits = re.sub(r"\(0\)|\D", "", text.removeprefix("tel:").partition(";")[0])
    digits = re.sub(r"^00", "", digits)
    digits = "46" + digits[1:] if digits.startswith("0") else digits
    return digits if len(digits) >= 6 else ""


def mail_key(text: str) -> str:
    return unquote(text.removeprefix("mailto:").partition("?")[0]).strip().casefold()
