"""The worked cases at the end of method §4 with their numbers, and both ends of every threshold of the
card."""

from typing import Any

import pytest

from scoring.judge import judge
from scoring.observation import Box, Entry, Page, Placement
from scoring.point_card import card_data
from scoring.result import AspectResult, Card
from tests.scoring.build import behind, entry, link, menu, observation, on_phone, page, placement, url

REPEATED = (link("Kontaktcenter", "/kontaktcenter", "banner"),)
SUBPAGE = page("/bo", "Bo", "Text", channels=[], times=[], role="subpage", links=REPEATED)
TWICE = (
    link("Kontaktcenter", "/kontaktcenter", "banner"),
    link("Kontaktcenter", "/kontaktcenter", "contentinfo"),
)


def prominence(
    shown: Entry, target: Page | None = None, *, elsewhere: bool = False, sub: bool = False, **start: Any
) -> AspectResult:
    pages = [target or page(), *([SUBPAGE] if sub else [])]
    return judge(observation([shown], pages, links=TWICE if elsewhere else (), **start)).aspects.prominence


def card(p: Placement, **changes: Any) -> Card:
    found = prominence(entry(desktop=p), **changes).card_desktop
    assert found is not None
    return found


def points(p: Placement, part: str, **changes: Any) -> int:
    return next(row.points for row in card(p, **changes).parts if row.name == part)


def boxed(y: float = 24, height: float = 24, width: float = 96, x: float = 900, **changes: Any) -> Placement:
    box = Box(x=x, y=y, width=width, height=height)
    return placement(**({"y": y, "text_box": box, "click_box": box} | changes))


TILE = {"region": "shortcut", "font_px": 16, "block_links": 6}
IN_MENU = on_phone()
DIRECT = page("/direkt", "Almsta direkt")
WORKED = {
    "header text link": (entry(), {"sub": True}, 92, 75, "yes"),
    "Kontakta oss leading there": (
        entry("Kontakta oss", desktop=boxed(font_px=20, height=44)),
        {"sub": True, "elsewhere": True},
        95,
        75,
        "yes",
    ),
    "hero button": (
        entry(
            region="hero",
            desktop=boxed(y=400, height=40, region="hero", font_px=20, contrast=8.0),
            mobile=on_phone(430, 0, region="hero", font_px=20),
        ),
        {"elsewhere": True},
        82,
        82,
        "yes",
    ),
    "tile at 690": (
        entry(desktop=boxed(y=690, **TILE), mobile=on_phone(900, 0, region="shortcut")),
        {},
        77,
        55,
        "review",
    ),
    "tile at 900": (
        entry(desktop=boxed(y=900, **TILE), mobile=on_phone(1100, 0, region="shortcut")),
        {},
        55,
        55,
        "no",
    ),
    "hamburger": (entry(desktop=behind(1)), {}, 50, 75, "no"),
    "footer": (entry(region="footer", y=3000), {}, 35, 35, "no"),
    "sub-menu": (entry(desktop=behind(2), mobile=on_phone(clicks=2)), {}, 25, 50, "no"),
    "phone icon": (
        entry(
            "",
            accessible_name="Kontaktcenter",
            desktop=placement(icon_only=True),
            mobile=on_phone(clicks=0, icon_only=True),
        ),
        {},
        40,
        40,
        "no",
    ),
    "news": (entry(region="news", y=700), {}, 30, 30, "no"),
    "grey": (
        entry(desktop=placement(contrast=2.8), mobile=on_phone(clicks=0, contrast=2.8)),
        {},
        30,
        30,
        "no",
    ),
    "photo": (
        entry(
            desktop=boxed(height=44, font_px=20, contrast=None, contrast_from="unknown"),
            mobile=on_phone(
                500,
                0,
                region="header",
                font_px=20,
                contrast=None,
                contrast_from="unknown",
                click_box=Box(x=0, y=500, width=96, height=44),
            ),
        ),
        {"sub": True},
        93,
        79,
        "review",
    ),
    "unexplained brand": (
        entry("Almsta direkt", "/direkt", desktop=boxed(height=44, font_px=20)),
        {"target": DIRECT},
        91,
        75,
        "review",
    ),
}


@pytest.mark.parametrize("case", WORKED)
def test_worked_cases(case: str) -> None:
    shown, settings, desktop, mobile, verdict = WORKED[case]
    result = prominence(shown, **settings)
    if case == "Kontakta oss leading there":
        assert result.card_desktop is not None
    assert result.desktop == pytest.approx(desktop, abs=3)
    assert result.mobile == pytest.approx(mobile, abs=3)
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("y", "expected"),
    [
        (0, 30),
        (383, 30),
        (384, 16),
        (767, 16),
        (768, 7),
        (1535, 7),
        (1536, 3),
        (2303, 3),
        (2304, 2),
        (3071, 2),
        (3072, 1),
    ],
)
def test_position(y: float, expected: int) -> None:
    assert points(boxed(y), "position") == expected


@pytest.mark.parametrize(
    ("region", "y", "expected"),
    [
        ("header", 0, 20),
        ("hero", 0, 20),
        ("shortcut", 900, 20),
        ("menu", 0, 18),
        ("content", 767, 14),
        ("content", 768, 8),
        ("floating", 0, 10),
        ("footer", 900, 6),
        ("news", 0, 2),
        ("alert", 0, 2),
    ],
)
def test_region(region: str, y: float, expected: int) -> None:
    assert points(boxed(y, region=region), "region") == expected


@pytest.mark.parametrize(
    ("px", "side", "expected"),
    [(20, 44, 15), (19.9, 44, 13), (16, 43.9, 11), (15.9, 24, 9), (14, 24, 9), (13.9, 23.9, 2)],
)
def test_size(px: float, side: float, expected: int) -> None:
    assert points(boxed(font_px=px, height=side), "size") == expected


@pytest.mark.parametrize(
    ("ratio", "px", "expected"),
    [
        (7.0, 14, 10),
        (6.9, 14, 8),
        (4.5, 14, 8),
        (4.4, 14, 4),
        (3.0, 14, 4),
        (2.9, 14, 0),
        (3.0, 24, 8),
        (2.9, 24, 0),
        (7.0, 24, 10),
        (None, 14, 5),
    ],
)
def test_contrast(ratio: float | None, px: float, expected: int) -> None:
    assert points(boxed(contrast=ratio, font_px=px), "contrast") == expected


@pytest.mark.parametrize(("links", "expected"), [(7, 10), (8, 7), (12, 7), (13, 4), (25, 4), (26, 1)])
def test_competition(links: int, expected: int) -> None:
    assert points(boxed(block_links=links), "competition") == expected


@pytest.mark.parametrize(
    ("elsewhere", "sub", "expected"), [(True, True, 5), (True, False, 3), (False, True, 3), (False, False, 0)]
)
def test_repetition(elsewhere: bool, sub: bool, expected: int) -> None:
    assert points(boxed(), "repetition", elsewhere=elsewhere, sub=sub) == expected


@pytest.mark.parametrize(
    ("p", "caps"),
    [
        (boxed(767), ()),
        (boxed(768), ("below_first_screen",)),
        (boxed(1535), ("below_first_screen",)),
        (boxed(1536), ("below_second_screen",)),
        (boxed(covered=0.5), ()),
        (boxed(covered=0.51), ("covered",)),
        (boxed(contrast=4.5), ()),
        (boxed(contrast=4.4), ("low_contrast",)),
        (boxed(contrast=2.9), ("very_low_contrast",)),
        (boxed(contrast=3.0, font_px=24), ()),
        (boxed(contrast=2.9, font_px=24), ("very_low_contrast",)),
        (behind(1), ("clicks_1",)),
        (boxed(icon_only=True), ("icon_only",)),
        (boxed(900, region="footer"), ("below_first_screen", "footer_only")),
        (boxed(region="alert"), ("news_only",)),
        (boxed(x=1365), ("outside_sideways",)),
        (boxed(fade_in=True), ("below_first_screen",)),
    ],
)
def test_caps_fire_at_their_limits(p: Placement, caps: tuple[str, ...]) -> None:
    found = card(p)
    assert found.caps == caps
    if caps:
        assert found.score <= min(card_data()["caps"][cap]["desktop"] for cap in caps)


@pytest.mark.parametrize(
    ("p", "reason"),
    [
        (boxed(629), None),
        (boxed(630), "fold_band"),
        (boxed(767), "fold_band"),
        (boxed(font_px=12.8), None),
        (boxed(font_px=12.7), "tiny_text"),
        (boxed(block_links=25), None),
        (boxed(block_links=26), "many_links"),
        (boxed(covered=0.19), None),
        (boxed(covered=0.2), "partly_covered"),
        (boxed(covered=0.5), "partly_covered"),
        (boxed(region="floating"), "floating_widget"),
        (boxed(region="content"), "plain_content"),
        (boxed(region="content", contact_panel=True), None),
        (boxed(moving=True), "moving_content"),
        (boxed(region="footer"), "footer_in_view"),
        (boxed(700, region="floating", height=20, font_px=13, contrast=4.6, block_links=30), "below_60"),
    ],
)
def test_review_reasons_at_their_limits(p: Placement, reason: str | None) -> None:
    found = prominence(entry(desktop=p)).review_reasons
    assert (reason in found) if reason else found == ()


def test_icon_menu_lowers_the_clicks_cap() -> None:
    shown = entry(desktop=behind(1, icon_only=True), mobile=on_phone(opened_by=menu(1, icon_only=True)))
    result = prominence(shown)
    assert (result.desktop, result.mobile) == (40, 60)
    assert result.caps == ("clicks_1", "icon_menu")


@pytest.mark.parametrize(
    ("clicks", "desktop", "mobile"), [(1, 50, 75), (2, 25, 50), (3, 10, 20), (5, 10, 20)]
)
def test_click_caps(clicks: int, desktop: int, mobile: int) -> None:
    """One viewport at a time: three clicks in both are outside the search budget of a."""
    assert prominence(entry(desktop=behind(clicks), mobile=on_phone(clicks=0))).desktop == desktop
    assert prominence(entry(mobile=on_phone(clicks=clicks))).mobile == mobile


@pytest.mark.parametrize(("y", "expected"), [(843, "yes"), (3000, "review")])
def test_weak_on_mobile(y: float, expected: str) -> None:
    shown = entry(mobile=on_phone(y, 0, region="content", font_px=12, contrast=4.6, block_links=30))
    result = prominence(shown)
    assert result.verdict == expected
    assert url("/").endswith("/")
