"""What an operator can do about a municipality that could not be measured."""

from typing import get_args

from scoring.observation import StatusReason

REMEDIES: dict[str, str] = {
    "dns": "The name does not resolve. Check the homepage in the registry, and this machine's DNS.",
    "connection": "Nobody answered. If it is many at once, check this machine's network; else try tomorrow.",
    "timeout": "The site was too slow. Try again in office hours; or raise VAGVISAREN_PAGE_TIMEOUT.",
    "tls": "The site's certificate is wrong. Tell the municipality; a visitor is turned away too.",
    "http_4xx": "The start page is refused or gone. Check the homepage in the registry.",
    "http_5xx": "The site is broken. Try again later.",
    "blocked": "A bot wall. Ask the municipality to let the user agent in; set VAGVISAREN_CONTACT.",
    "robots": "robots.txt forbids it. Ask the municipality; it stays unmeasured until they allow it.",
    "too_large": "The start page is larger than VAGVISAREN_MAX_PAGE_BYTES.",
    "not_html": "The homepage answers something that is no page. Check the homepage in the registry.",
    "redirect_loop": "The site redirects in a circle. Check the homepage; tell the municipality.",
    "off_site_redirect": "It leads to another host. If it is their own, add it to `domains` in the registry.",
    "private_address": "The name leads to a private address. For a test web: --allow-private.",
    "empty_page": "The page stayed empty. Look at it in a browser; it may need longer or another browser.",
    "browser": "The browser failed on this page. See the log; try again.",
    "budget": "The visit took longer than allowed. Try again; raise VAGVISAREN_BUDGET if it stays so.",
    "crisis_page": "A crisis page stands in place of the start page. Earlier values stay; try again later.",
    "maintenance": "The site is closed for maintenance. Try again in office hours.",
    "parked": "The domain is parked or for sale. Check the homepage in the registry.",
    "splash": "A splash page stands before the start page. Give the page behind it as homepage.",
    "skipped": "The registry says to skip it.",
}
OTHER = "See the log."


def remedy(reason: str | None) -> str:
    return REMEDIES.get(reason or "", OTHER)


def without_remedy() -> frozenset[str]:
    """Reasons that nobody wrote a remedy for: none, says a test."""
    return frozenset(get_args(StatusReason)) - REMEDIES.keys()
