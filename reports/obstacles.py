"""Why a municipality could not be measured, and what would help: sentence and remedy per status reason."""

from typing import NamedTuple

from reports.language import Language


class Obstacle(NamedTuple):
    sentence: str
    remedy: str


def obstacle(reason: str, language: Language) -> Obstacle:
    """The wording for a status reason of the interface; an unknown one is shown as it is."""
    _ = language.gettext
    again = _("Nothing to do yet: the next night tries again.")
    allow = _("Let the measurement through: its user agent carries a contact address.")
    table = {
        "dns": (
            _("The site’s name did not resolve."),
            _("Check the address in the registry and the name servers."),
        ),
        "connection": (_("The server did not accept the connection."), again),
        "timeout": (_("The site did not answer in time."), again),
        "tls": (
            _("The certificate was not accepted by the browser."),
            _("Renew or complete the certificate chain."),
        ),
        "http_4xx": (
            _("The start page answered that it is not there."),
            _("Check the address in the registry."),
        ),
        "http_5xx": (_("The server answered with an error."), again),
        "blocked": (_("A bot wall stopped the visit."), allow),
        "robots": (_("robots.txt forbids the start page."), _("Allow the start page in robots.txt.")),
        "too_large": (_("The page was larger than the limit."), _("Make the start page lighter.")),
        "not_html": (_("The start page is not a web page."), _("Check the address in the registry.")),
        "redirect_loop": (_("The site redirected in a circle."), _("Mend the redirects of the start page.")),
        "off_site_redirect": (
            _("The address leads to another site than the municipality’s."),
            _("If the site has moved, update the registry."),
        ),
        "private_address": (
            _("The name leads to an address that is not public."),
            _("Check the name servers."),
        ),
        "empty_page": (_("The page showed no text."), again),
        "browser": (_("The page hung the browser."), again),
        "budget": (_("The time for the visit ran out."), again),
        "crisis_page": (_("A crisis page replaced the start page."), again),
        "maintenance": (_("The site was down for maintenance."), again),
        "parked": (_("The address shows a parked domain."), _("Check the address in the registry.")),
        "splash": (
            _("A splash page stood before the start page."),
            _("Let the address lead to the start page."),
        ),
        "skipped": (_("The registry says not to visit it."), _("See the reason in the registry.")),
        "not_yet": (_("No visit has been made yet."), again),
    }
    return Obstacle(*table.get(reason, (reason, again)))
