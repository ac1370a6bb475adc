"""Aspect c: is it easy to find, does it show clearly, or must one search? (method §3c, §4)"""

from dataclasses import dataclass

from scoring.codes import Code
from scoring.existence import RANK
from scoring.front_page import LABEL_RANK, Claim, blocked_by_consent
from scoring.observation import Entry, Placement, Viewport
from scoring.point_card import Measured, Screen, score_card, threshold
from scoring.result import Card, Confidence, Verdict
from scoring.site import Site, shown
from scoring.urls import page_key

_CONTENT_REGIONS = frozenset({"header", "menu", "hero", "shortcut"})
_NOT_R1 = frozenset(
    {
        Code.CLICKS_1,
        Code.CLICKS_2,
        Code.CLICKS_3,
        Code.BELOW_FIRST_SCREEN,
        Code.BELOW_SECOND_SCREEN,
        Code.OUTSIDE_SIDEWAYS,
        Code.COVERED,
    }
)
_NOT_R2 = frozenset({Code.ICON_ONLY, Code.LOW_CONTRAST, Code.VERY_LOW_CONTRAST})
_NOT_R3 = frozenset({Code.FOOTER_ONLY, Code.NEWS_ONLY})


@dataclass(frozen=True, slots=True)
class Prominence:
    """How one entry shows."""

    claim: Claim
    verdict: Verdict
    desktop: Card | None
    mobile: Card | None
    reviews: tuple[Code, ...]

    @property
    def scores(self) -> tuple[int, int]:
        return (self.desktop.score if self.desktop else 0, self.mobile.score if self.mobile else 0)

    @property
    def reasons(self) -> tuple[Code, ...]:
        """Which of the three plain rules hold."""
        caps = set(self.desktop.caps) if self.desktop else set(_NOT_R1)
        rules = (
            (_NOT_R1, Code.R1, Code.NOT_R1),
            (_NOT_R2, Code.R2, Code.NOT_R2),
            (_NOT_R3, Code.R3, Code.NOT_R3),
        )
        return tuple(failed if caps & broken else holds for broken, holds, failed in rules)

    @property
    def confidence(self) -> Confidence:
        """Certain with a margin of ten points and no open question; a review is uncertain."""
        if self.verdict == "review":
            return "uncertain"
        far = abs(self.scores[0] - threshold("yes_desktop")) >= 10
        return "certain" if far and not self.reviews else "likely"


def judge_entry(site: Site, claim: Claim) -> Prominence:
    desktop = _measured(site, claim, "desktop")
    mobile = _measured(site, claim, "mobile")
    card = score_card(desktop) if desktop else None
    phone = score_card(mobile) if mobile else None
    reviews = _reviews(site, claim, desktop, card, phone)
    return Prominence(claim, _verdict(claim, card, phone, reviews), card, phone, reviews)


def _verdict(claim: Claim, card: Card | None, phone: Card | None, reviews: tuple[Code, ...]) -> Verdict:
    if Code.CONSENT_BLOCKS in reviews:
        return "review"
    if card is None or card.caps or Code.CAROUSEL in claim.reasons:
        return "no"
    good = card.score >= threshold("yes_desktop") and (phone.score if phone else 0) >= threshold("yes_mobile")
    return "yes" if good and not reviews else "review"


def _measured(site: Site, claim: Claim, screen: Screen) -> Measured | None:
    placement: Placement | None = getattr(claim.entry, screen)
    viewport: Viewport | None = getattr(site.start, screen)
    clicks = claim.clicks if screen == "desktop" else claim.mobile_clicks
    slide = placement is not None and placement.hidden_by == "slide"
    if placement is None or viewport is None or not (shown(placement) or slide):
        return None
    if clicks is None:  # a slide further on: one action or a wait away
        clicks = 1
    return Measured(
        placement,
        viewport,
        screen,
        claim.label,
        clicks,
        _on_page(site, claim.entry),
        _on_subpages(site, claim.entry),
        _footer_in_view(site, placement, viewport, screen),
    )


def _on_page(site: Site, entry: Entry) -> bool:
    """Another visible entry of the page leads to the same place, or names the same function."""
    keys, terms = _leads_to(site, entry)
    return any(
        other.id != entry.id
        and ((other.desktop and other.desktop.visible) or (other.mobile and other.mobile.visible))
        and (bool(_leads_to(site, other)[0] & keys) or _names_one_of(site, other, terms))
        for other in site.start.entries
    ) or (
        # Links that were not worth an entry of their own.
        sum(1 for link in site.start.links if link.visible and (page_key(link.url) or link.url) in keys) > 1
    )


def _leads_to(site: Site, entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Addresses that an entry leads to, and the functions that it names: itself, and in the panel it
    opens."""
    urls = [entry.target_url or "", *(url for label, url in entry.panel_links if site.read(label).names)]
    readings = [site.read_entry(entry)[0], *(site.read(label) for label, _ in entry.panel_links)]
    keys = frozenset(page_key(url) or url for url in urls) - {""}
    return keys, frozenset(reading.term for reading in readings if reading.names)


def _names_one_of(site: Site, other: Entry, terms: frozenset[str]) -> bool:
    """A label, or a contact block that stands as text."""
    reading = site.read_entry(other)[0]
    return reading.names and reading.term in terms


def _on_subpages(site: Site, entry: Entry) -> bool:
    """In the same landmark of a sub-page's HTML: both landmarks are read from HTML, by the same reader."""
    keys, _ = _leads_to(site, entry)
    own = {link.landmark for link in site.start.page.links if (page_key(link.url) or link.url) in keys}
    return any(
        (page_key(link.url) or link.url) in keys and link.landmark in (own or {entry.landmark})
        for page in site.observation.pages
        if page.role in ("subpage", "target", "step") and page.ok
        for link in page.links
    )


def _footer_in_view(site: Site, placement: Placement, viewport: Viewport, screen: Screen) -> bool:
    """A footer that starts inside the first screen: its cap is suspended (settled question 15)."""
    if placement.region != "footer":
        return False
    tops = [placement.text_box.y] if placement.text_box else []
    if screen == "desktop":
        tops += [
            link.box.y
            for link in site.start.links
            if link.landmark == "contentinfo" and link.visible and link.box
        ]
    return bool(tops) and min(tops) < viewport.height


def _reviews(
    site: Site, claim: Claim, m: Measured | None, card: Card | None, phone: Card | None
) -> tuple[Code, ...]:
    """Reasons why a human must look; from the desktop, except `weak_on_mobile`."""
    if blocked_by_consent(site):
        return (Code.CONSENT_BLOCKS,)
    if m is None or card is None:
        return ()
    p, limit = m.placement, threshold
    in_view, y = m.top < 1, m.box.y
    fold = limit("fold_band_start") / limit("fold_band_end") * m.viewport.height
    body = m.viewport.body_font_px
    rows = [
        (Code.CONTRAST_UNKNOWN, m.contrast is None and not p.icon_only),
        (Code.OPAQUE_NAME, claim.label == "opaque"),
        (Code.FLOATING_WIDGET, p.region == "floating"),
        (Code.TINY_TEXT, not p.icon_only and p.font_px < limit("tiny_text") * body),
        (Code.MANY_LINKS, p.block_links > limit("many_links")),
        (Code.FOLD_BAND, fold <= y < m.viewport.height),
        (Code.PARTLY_COVERED, _partly(p.covered) or 0.01 < m.sideways <= limit("covered_most")),
        (Code.WEAK_ON_MOBILE, (phone.score if phone else 0) < limit("yes_mobile")),
        (Code.BELOW_60, not card.caps and card.score < limit("yes_desktop")),
        (Code.PLAIN_CONTENT, in_view and p.region == "content" and not p.contact_panel),
        (Code.TEXT_IN_IMAGE, p.image_text),
        (Code.FOOTER_IN_VIEW, m.footer_in_view),
        (Code.MOVING_CONTENT, p.moving),
    ]
    return tuple(code for code, holds in rows if holds)


def _partly(covered: float) -> bool:
    return threshold("covered_partly") <= covered <= threshold("covered_most")


def choose(found: list[Prominence], front_page: Verdict) -> tuple[Prominence | None, Verdict]:
    """The entry with the best verdict, then the best score, so that one more visible link never lowers a
    result. An entry that is itself under review for b cannot carry a certain c beside another's certain
    b."""

    def effective(p: Prominence) -> Verdict:
        unproven = p.claim.verdict == "review" and front_page == "yes" and p.verdict == "yes"
        return "review" if unproven else p.verdict

    pool = [p for p in found if p.claim.verdict != "no"] or found
    if not pool:
        return None, "no"
    best = max(
        pool,
        key=lambda p: (
            RANK[effective(p)],
            RANK[p.claim.verdict],
            *p.scores,
            LABEL_RANK[p.claim.label],
            _stable(p),
        ),
    )
    return best, effective(best)


def _stable(p: Prominence) -> tuple[str, ...]:
    """A last key that no order of links can change."""
    entry = p.claim.entry
    return (entry.target_url or "", entry.text, entry.selector, entry.id)
