"""Aspect c: is it easy to find, does it show clearly, or must one search? (method §3c, §4)"""

import math
from collections import Counter
from dataclasses import dataclass

from scoring.assessment import RANK
from scoring.codes import Code
from scoring.front_page import LABEL_RANK, Claim, blocked_by_consent
from scoring.observation import Entry, Landmark, Link, Page, Placement, Viewport
from scoring.point_card import Measured, Screen, score_card, threshold
from scoring.result import Card, Confidence, Verdict
from scoring.site import Site, remembered, shown
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
_PLAIN_CAPS = frozenset(
    {
        Code.CLICKS_1,
        Code.CLICKS_2,
        Code.CLICKS_3,
        Code.FOOTER_ONLY,
        Code.NEWS_ONLY,
        Code.COVERED,
        Code.BELOW_SECOND_SCREEN,
        Code.VERY_LOW_CONTRAST,
    }
)


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
        """Certain with a margin of ten points and no open question, or where a cap fires that is no matter
        of measuring finely; a review is uncertain."""
        if self.verdict == "review":
            return "uncertain"
        if self.verdict == "no" and self.desktop and _PLAIN_CAPS & set(self.desktop.caps):
            return "certain"
        far = abs(self.scores[0] - threshold("yes_desktop")) >= 10
        return "certain" if far and not self.reviews else "likely"


@remembered
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


@remembered
def _on_page(site: Site, entry: Entry) -> bool:
    """Another visible entry of the page leads to the same place, or names the same function."""
    keys, terms = _leads_to(site, entry)
    by_key, by_term = _visible_entries(site, site.start.entries)
    alike = [by_key.get(key, set()) for key in keys] + [by_term.get(term, set()) for term in terms]
    return any(ids - {entry.id} for ids in alike) or (
        # Links that were not worth an entry of their own.
        sum(_visible_links(site, site.start.links)[key] for key in keys) > 1
    )


@remembered
def _visible_links(site: Site, links: tuple[Link, ...]) -> Counter[str]:
    """How many visible links lead to each address."""
    keys = zip(links, site.link_keys, strict=True)
    return Counter(key or link.url for link, key in keys if link.visible)


@remembered
def _leads_to(site: Site, entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """Addresses that an entry leads to, and the functions that it names: itself, and in the panel it
    opens."""
    urls = [entry.target_url or "", *(url for label, url in entry.panel_links if site.read(label).names)]
    readings = [site.read_entry(entry)[0], *(site.read(label) for label, _ in entry.panel_links)]
    keys = frozenset(page_key(url) or url for url in urls) - {""}
    return keys, frozenset(reading.term for reading in readings if reading.names)


@remembered
def _visible_entries(
    site: Site, entries: tuple[Entry, ...]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Ids of the visible entries that lead to each address, and of those that name each function: by a label,
    or as a contact block that stands as text."""
    by_key: dict[str, set[str]] = {}
    by_term: dict[str, set[str]] = {}
    for entry in entries:
        if not any(p is not None and p.visible for p in (entry.desktop, entry.mobile)):
            continue
        for key in _leads_to(site, entry)[0]:
            by_key.setdefault(key, set()).add(entry.id)
        reading = site.read_entry(entry)[0]
        if reading.names:
            by_term.setdefault(reading.term, set()).add(entry.id)
    return by_key, by_term


@remembered
def _on_subpages(site: Site, entry: Entry) -> bool:
    """In the same landmark of a sub-page's HTML: both landmarks are read from HTML, by the same reader."""
    keys, _ = _leads_to(site, entry)
    at_home = _landmarks_of_links(site, site.start.page)
    own = {landmark for key in keys for landmark in at_home.get(key, ())} or {entry.landmark}
    return any(
        own & _landmarks_of_links(site, page).get(key, set())
        for page in site.observation.pages
        if page.role != "start" and page.ok
        for key in keys
    )


@remembered
def _landmarks_of_links(site: Site, page: Page) -> dict[str, set[Landmark]]:
    """In which landmarks of a page the links to each address stand."""
    found: dict[str, set[Landmark]] = {}
    for link in page.links:
        found.setdefault(page_key(link.url) or link.url, set()).add(link.landmark)
    return found


def _footer_in_view(site: Site, placement: Placement, viewport: Viewport, screen: Screen) -> bool:
    """A footer that starts inside the first screen: its cap is suspended (settled question 15)."""
    if placement.region != "footer":
        return False
    tops = [placement.text_box.y] if placement.text_box else []
    if screen == "desktop":
        tops += _tops_in_footer(site, site.start.links)
    return bool(tops) and min(tops) < viewport.height


@remembered
def _tops_in_footer(site: Site, links: tuple[Link, ...]) -> list[float]:
    return [link.box.y for link in links if link.landmark == "contentinfo" and link.visible and link.box]


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
            -_top(p),
            _stable(p),
        ),
    )
    return best, effective(best)


def _top(p: Prominence) -> float:
    """Of a block's heading and the mail address below it, the heading is what a visitor sees first."""
    box = p.claim.entry.desktop.text_box if p.claim.entry.desktop else None
    return box.y if box else math.inf


def _stable(p: Prominence) -> tuple[str, ...]:
    """A last key that no order of links can change."""
    entry = p.claim.entry
    return (entry.target_url or "", entry.text, entry.selector, entry.id)
