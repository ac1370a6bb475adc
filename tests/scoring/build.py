"""Small readable builders of observations. Defaults: a plain text link in the header of a tidy municipal
site."""

from collections.abc import Iterable
from typing import Any

from scoring.observation import (
    Box,
    Channel,
    Consent,
    Control,
    Entry,
    Heading,
    Hours,
    Interval,
    Link,
    Observation,
    Page,
    Placement,
    Section,
    StartPage,
    Viewport,
)

HOME = "https://www.almsta.se/"
FUNCTION = "https://www.almsta.se/kontaktcenter"
DESKTOP = Viewport(width=1366, height=768, body_font_px=16)
MOBILE = Viewport(width=390, height=844, body_font_px=16)
HELP = (
    "Kontaktcenter är en väg in till kommunen. Vi hjälper dig med bygglov, förskola, parkering och avfall. "
    "Vi svarar direkt på enklare frågor eller kopplar dig vidare till en handläggare."
)
WEEK = tuple(Interval(weekday=day, opens="08:00", closes="16:30") for day in range(5))


def url(path: str) -> str:
    return path if ":" in path else HOME + path.lstrip("/")


def placement(region: str = "header", y: float = 24, **changes: Any) -> Placement:
    """A 14 px link of 96 × 24 px with good contrast, one of seven, seen without any action."""
    given: dict[str, Any] = {
        "visible": True,
        "region": region,
        "text_box": Box(x=900, y=y, width=96, height=24),
        "click_box": Box(x=900, y=y, width=96, height=24),
        "font_px": 14,
        "contrast": 7.5,
        "contrast_from": "computed",
        "block_links": 7,
        "landmark": None,
    }
    given.pop("landmark")
    return Placement(**(given | changes))


def on_phone(y: float = 24, clicks: int = 1, **changes: Any) -> Placement:
    """Behind "Meny" on the phone, as nearly everywhere; `clicks=0` for in plain sight."""
    box = Box(x=20, y=y, width=96, height=24)
    hidden: dict[str, Any] = {
        "visible": False,
        "hidden_by": "display",
        "clicks": clicks,
        "opened_by": menu(clicks),
    }
    return placement(**({"y": y, "text_box": box, "click_box": box} | (hidden if clicks else {}) | changes))


def menu(clicks: int, icon_only: bool = False, label: str = "Meny") -> tuple[Control, ...]:
    return tuple(
        Control(label="" if icon_only else label, icon_only=icon_only, action="click", selector="button")
        for _ in range(clicks)
    )


def behind(
    clicks: int = 1, region: str = "menu", icon_only: bool = False, label: str = "Meny", **changes: Any
) -> Placement:
    """Hidden at desktop width until `clicks` controls are opened."""
    return placement(
        region,
        **(
            {
                "visible": False,
                "hidden_by": "display",
                "clicks": clicks,
                "opened_by": menu(clicks, icon_only, label),
            }
            | changes
        ),
    )


def entry(
    text: str = "Kontaktcenter",
    to: str | None = "/kontaktcenter",
    *,
    region: str = "header",
    y: float = 24,
    desktop: Placement | str | None = "plain",
    mobile: Placement | str | None = "menu",
    id: str = "",
    **changes: Any,
) -> Entry:
    name = changes.pop("accessible_name", text)
    landmark = {"header": "banner", "footer": "contentinfo", "menu": "navigation"}.get(region, "main")
    target = url(to) if to is not None else None
    kind = (
        "tel" if (to or "").startswith("tel:") else "mailto" if (to or "").startswith("mailto:") else "link"
    )
    given: dict[str, Any] = {
        "id": id or f"{text}|{to}|{region}|{y}",
        "kind": kind,
        "text": text,
        "accessible_name": name,
        "target_url": target,
        "landmark": landmark,
        "selector": "a",
        "desktop": placement(region, y) if desktop == "plain" else desktop,
        "mobile": on_phone(
            region=region if region in ("footer", "news", "floating") else "menu",
            clicks=0 if region in ("footer", "news", "hero", "shortcut", "floating") else 1,
            y=y if region in ("footer", "news") else min(y, 400),
        )
        if mobile == "menu"
        else mobile,
    }
    return Entry(**(given | changes))


def phone(value: str = "+46123456700", label: str = "Kontaktcenter", section: int = 0) -> Channel:
    return Channel(kind="phone", value=value, raw=value, label=label, section=section)


def email(value: str = "kontaktcenter@almsta.se", section: int = 0, label: str = "E-post") -> Channel:
    return Channel(kind="email", value=value, raw=value, label=label, section=section)


def address(value: str = "Storgatan 1", section: int = 0) -> Channel:
    return Channel(kind="address", value=value, raw=value, label="Besöksadress", section=section)


def hours(kind: str = "phone", section: int = 0, intervals: tuple[Interval, ...] = WEEK) -> Hours:
    return Hours(kind=kind, raw="Måndag–fredag 8–16.30", intervals=intervals, label="", section=section)  # type: ignore[arg-type]


def section(
    heading: str = "",
    text: str = "",
    *,
    level: int = 2,
    landmark: str = "main",
    items: Iterable[str] = (),
    **changes: Any,
) -> Section:
    return Section(heading=heading, level=level, landmark=landmark, text=text, items=tuple(items), **changes)  # type: ignore[arg-type]


def link(text: str, to: str, landmark: str = "main", **changes: Any) -> Link:
    return Link(text=text, url=url(to), landmark=landmark, **changes)  # type: ignore[arg-type]


def page(
    path: str = "/kontaktcenter",
    h1: str = "Kontaktcenter",
    text: str = HELP,
    *,
    channels: Iterable[Channel] | None = None,
    times: Iterable[Hours] | None = None,
    sections: Iterable[Section] | None = None,
    **changes: Any,
) -> Page:
    """A function's page that shows everything; give `channels=()` and the like to take something away."""
    given: dict[str, Any] = {
        "url": url(path),
        "final_url": url(path),
        "role": "target",
        "status": 200,
        "depth": 1,
        "lang": "sv",
        "title": f"{h1} - Almsta kommun",
        "headings": (Heading(level=1, text=h1),),
        "sections": tuple(sections) if sections is not None else (section(h1, text, level=1),),
        "channels": tuple(channels) if channels is not None else (phone(), email()),
        "hours": tuple(times) if times is not None else (hours(),),
        "from_url": HOME,
    }
    return Page(**(given | changes))


def contact_page(path: str = "/kontakt", h1: str = "Kontakta oss", **changes: Any) -> Page:
    """Switchboard, e-mail, address and hours, and no name."""
    given: dict[str, Any] = {
        "text": "Här hittar du kommunens kontaktuppgifter.",
        "channels": (phone("+46123456000", "Växel"), email("kommun@almsta.se"), address()),
        "times": (hours(),),
    }
    return page(path, h1, **(given | changes))


def observation(
    entries: Iterable[Entry] = (),
    pages: Iterable[Page] = (),
    *,
    links: Iterable[Link] = (),
    start: dict[str, Any] | None = None,
    start_page: dict[str, Any] | None = None,
    **changes: Any,
) -> Observation:
    first = page(
        HOME,
        "Almsta kommun",
        "Välkommen till Almsta kommun.",
        channels=(),
        times=(),
        role="start",
        depth=0,
        **(start_page or {}),
    )
    begin = StartPage(
        **(
            {
                "page": first,
                "desktop": DESKTOP,
                "mobile": MOBILE,
                "entries": tuple(entries),
                "links": tuple(links),
            }
            | (start or {})
        )
    )
    given: dict[str, Any] = {
        "code": "9999",
        "name": "Almsta",
        "homepage": HOME,
        "own_hosts": ("almsta.se",),
        "measured_at": "2026-11-22T01:00:00Z",
        "status": "measured",
        "final_url": HOME,
        "start": begin,
        "pages": tuple(pages),
    }
    return Observation(**(given | changes))


def consent_wall() -> Consent:
    return Consent(present=True, text="Kakor", closed=False, wall=True)
