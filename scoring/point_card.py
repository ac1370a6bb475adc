"""The 0–100 point card of one entry in one viewport (method §4); every number comes from
`point_card.toml`."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from scoring.codes import Code
from scoring.front_page import LabelKind
from scoring.observation import Box, Placement, Viewport
from scoring.result import Card, Part

Screen = Literal["desktop", "mobile"]
Steps = Sequence[Sequence[float]]


@lru_cache(maxsize=1)
def card_data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("point_card.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def threshold(name: str) -> float:
    return float(card_data()["thresholds"][name])


@dataclass(frozen=True)
class Measured:
    """An entry as it is in one viewport, with what else the card needs."""

    placement: Placement
    viewport: Viewport
    screen: Screen
    label: LabelKind
    clicks: int
    on_page: bool
    """Elsewhere on the start page too."""
    on_subpages: bool
    footer_in_view: bool

    @cached_property
    def box(self) -> Box:
        return self.placement.text_box or self.placement.click_box or Box(x=0, y=0, width=0, height=0)

    @cached_property
    def top(self) -> float:
        """Top of the label in viewport heights."""
        return max(self.box.y, 0.0) / self.viewport.height

    @cached_property
    def sideways(self) -> float:
        """Share of the label outside the viewport, left or right (settled question 18)."""
        left, right = max(0.0, -self.box.x), max(0.0, self.box.x + self.box.width - self.viewport.width)
        return min(1.0, (left + right) / max(self.box.width, 1.0))

    @property
    def large(self) -> bool:
        """Settled question 17."""
        limit = "large_bold_px" if self.placement.bold else "large_text_px"
        return self.placement.font_px >= threshold(limit)

    @property
    def enough(self) -> float:
        return threshold("contrast_large" if self.large else "contrast")

    @cached_property
    def contrast(self) -> float | None:
        """The ratio that decides; None when nothing settles it. With pixels the worst glyph clears, the
        median condemns, and between the two it stays open (settled question 16)."""
        p = self.placement
        if p.contrast_from == "unknown" or p.contrast is None:
            return None
        if p.contrast_from != "pixels" or p.contrast >= self.enough:
            return None if p.over_image and p.contrast_from != "pixels" else p.contrast
        median = p.contrast_median if p.contrast_median is not None else p.contrast
        return median if median < self.enough else None


def score_card(m: Measured) -> Card:
    parts = (_position(m), _region(m), _size(m), _contrast(m), _competition(m), _label(m), _repetition(m))
    total = sum(part.points for part in parts)
    caps = fired(m)
    limit = min((cap_limit(m, cap) for cap in caps), default=100)
    return Card(score=max(0, min(total, limit)), before_caps=total, parts=parts, caps=caps)


def cap_limit(m: Measured, cap: str) -> int:
    data = card_data()
    if cap == Code.ICON_MENU:
        return 100
    limit = int(data["caps"][cap][m.screen])
    icon_menu = cap.startswith("clicks_") and _icon_menu(m)
    return limit - int(data["icon_menu"][m.screen]) if icon_menu else limit


def fired(m: Measured) -> tuple[str, ...]:
    """The caps that fire, in the table's order."""
    p, ratio = m.placement, m.contrast
    visible_text = not p.icon_only
    news, footer = p.region in ("news", "alert"), p.region == "footer" and not m.footer_in_view
    low = visible_text and ratio is not None and ratio < m.enough
    very_low = low and ratio is not None and ratio < threshold("contrast_very_low")
    # In the first screen of the page, but only after scrolling: as if below it (method R1).
    first = m.top >= 1 or (p.fade_in and not news and not footer)
    rows = [
        (Code.CLICKS_1, m.clicks == 1),
        (Code.CLICKS_2, m.clicks == 2),
        (Code.CLICKS_3, m.clicks >= 3),
        (Code.ICON_MENU, m.clicks > 0 and _icon_menu(m)),
        (Code.BELOW_FIRST_SCREEN, first and m.top < 2),
        (Code.BELOW_SECOND_SCREEN, m.top >= 2),
        (Code.OUTSIDE_SIDEWAYS, m.sideways > threshold("covered_most")),
        (Code.ICON_ONLY, p.icon_only and not p.image_text),
        (Code.LOW_CONTRAST, low and not very_low),
        (Code.VERY_LOW_CONTRAST, very_low),
        (Code.FOOTER_ONLY, footer),
        (Code.NEWS_ONLY, news),
        (Code.COVERED, p.covered > threshold("covered_most")),
    ]
    return tuple(str(code) for code, holds in rows if holds)


def _icon_menu(m: Measured) -> bool:
    return any(control.icon_only for control in m.placement.opened_by)


def _position(m: Measured) -> Part:
    data = card_data()["parts"]["position"]
    # Outside the viewport sideways counts as below the first screen (settled question 18).
    top = max(m.top, 1.0) if m.sideways > threshold("covered_most") else m.top
    points = next((p for limit, p in data["below"] if top < limit), data["otherwise"])
    return Part(name="position", points=points, maximum=data["maximum"], measured=f"{top:.2f}")


def _region(m: Measured) -> Part:
    data = card_data()["parts"]["region"]
    region: str = m.placement.region
    if region == "content" and m.top < 1:
        region = "content_in_view"
    return Part(
        name="region", points=data["values"][region], maximum=data["maximum"], measured=m.placement.region
    )


def _size(m: Measured) -> Part:
    data = card_data()["parts"]["size"]
    ratio = m.placement.font_px / m.viewport.body_font_px if m.viewport.body_font_px else 0.0
    target = m.placement.click_box or m.box
    side = min(target.width, target.height)
    points = _at_least(data["text_at_least"], data["text_otherwise"], ratio)
    points += _at_least(data["target_at_least"], data["target_otherwise"], side)
    measured = f"{m.placement.font_px:g} px, {side:g} px"
    return Part(name="size", points=points, maximum=data["maximum"], measured=measured)


def _contrast(m: Measured) -> Part:
    data, ratio = card_data()["parts"]["contrast"], m.contrast
    if ratio is None:
        return Part(name="contrast", points=data["unknown"], maximum=data["maximum"], measured="?")
    points = _at_least(data["large_at_least" if m.large else "at_least"], data["otherwise"], ratio)
    return Part(name="contrast", points=points, maximum=data["maximum"], measured=f"{ratio:.1f}:1")


def _competition(m: Measured) -> Part:
    data, links = card_data()["parts"]["competition"], m.placement.block_links
    points = next((p for limit, p in data["at_most"] if links <= limit), data["otherwise"])
    return Part(name="competition", points=points, maximum=data["maximum"], measured=str(links))


def _label(m: Measured) -> Part:
    data = card_data()["parts"]["label"]
    return Part(name="label", points=data["values"][m.label], maximum=data["maximum"], measured=m.label)


def _repetition(m: Measured) -> Part:
    data = card_data()["parts"]["repetition"]
    key = ("none", "one", "both")[m.on_page + m.on_subpages]
    return Part(name="repetition", points=data[key], maximum=data["maximum"], measured=key)


def _at_least(steps: Steps, otherwise: int, value: float) -> int:
    return int(next((points for limit, points in steps if value >= limit), otherwise))
