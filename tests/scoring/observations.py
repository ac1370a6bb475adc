"""Strategies for rich observations: several entries in different regions, pages more or less complete."""

from typing import Any

from hypothesis import strategies as st

from scoring.observation import Consent, Entry, Link, Observation, Page, Placement
from tests.scoring.build import (
    FUNCTION,
    HELP,
    HOME,
    address,
    behind,
    contact_page,
    email,
    entry,
    hours,
    link,
    observation,
    on_phone,
    page,
    phone,
    placement,
    section,
    url,
)

PATHS = ("/kontaktcenter", "/kontakt", "/va", "/om", "/mer")
DEAD, UNREAD = "/dod", "/olast"
LABELS = (
    "Kontaktcenter",
    "Kontakta oss",
    "Kontakt",
    "Kundtjänst VA",
    "Almsta direkt",
    "Medborgarkontor",
    "Kundtjänst",
    "Bygga och bo",
    "Fråga Kim",
    "",
)
HEADINGS = (
    "Kontaktcenter",
    "Kontakta oss",
    "Medborgarkontor",
    "Kundtjänst VA",
    "Almsta direkt",
    "Bygga och bo",
)
REGIONS = ("header", "menu", "hero", "shortcut", "content", "floating", "footer", "news", "alert")
TEXTS = (
    "",
    HELP,
    "Vi svarar på frågor om avfall.",
    "En väg in.",
    "Kontaktcenter är en väg in till kommunen. Vi lotsar dig rätt.",
    "Vi hjälper dig med bygglov, förskola och parkering.",
    "Nu öppnar Kontaktcenter i vår.",
    "Enhetschef för kontaktcenter: Eva Ek",
    "Bara för anställda.",
)

placements = st.builds(
    placement,
    st.sampled_from(REGIONS),
    st.sampled_from([10.0, 640.0, 900.0, 2400.0]),
    contrast=st.sampled_from([8.0, 4.0, 2.0, None]),
    font_px=st.sampled_from([14.0, 10.0, 20.0]),
    covered=st.sampled_from([0.0, 0.3, 0.8]),
    icon_only=st.sampled_from([False, False, True]),
    image_text=st.booleans(),
    block_links=st.sampled_from([3, 40]),
    moving=st.sampled_from([False, False, True]),
    fade_in=st.sampled_from([False, False, True]),
    contact_panel=st.booleans(),
)
hidden = st.one_of(
    st.builds(behind, st.integers(1, 3), icon_only=st.booleans(), label=st.sampled_from(["Meny", "Kontakt"])),
    st.sampled_from(
        [
            placement(visible=False, hidden_by="display", clicks=None),
            placement("hero", visible=False, hidden_by="slide", clicks=None),
        ]
    ),
)
on_desktop = st.one_of(st.just(placement()), placements, hidden, st.none())
on_mobile = st.one_of(st.just(on_phone()), st.just(on_phone(clicks=0)), placements, hidden, st.none())
targets = st.sampled_from(
    [*PATHS, "/kontaktcenter#oppet", DEAD, UNREAD, "/fil.pdf", "tel:+46123456700",
     "mailto:kontaktcenter@almsta.se", None]
)  # fmt: skip


def entry_of() -> st.SearchStrategy[Entry]:
    """Of any kind: some open a panel, some are a block of text, some stand in a list with a heading."""
    return st.builds(
        _entry,
        st.sampled_from(LABELS),
        targets,
        on_desktop,
        on_mobile,
        st.sampled_from(
            ["", "", "Kontaktcenter 0123-45 67 00, måndag–fredag 8–16", "Vi svarar på dina frågor."]
        ),
        st.sampled_from(["", "", "Avfall och återvinning", "Kontakt"]),
        st.sampled_from(["", "", "Kontaktcenter svarar på dina frågor"]),
        st.sampled_from(["sv", "sv", "en"]),
        st.sampled_from([False, False, False, True]),
    )


def _entry(
    text: str,
    to: str | None,
    desktop: Placement | None,
    mobile: Placement | None,
    panel: str,
    heading: str,
    near: str,
    lang: str,
    skip: bool,
) -> Entry:
    kind: dict[str, Any] = {}
    if to is None:
        kind = {"kind": "button" if panel else "text"}
    return entry(
        text,
        to,
        desktop=desktop,
        mobile=mobile,
        block_heading=heading,
        near_text=near,
        lang=lang,
        panel_text=panel if to is None else "",
        skip_link=skip,
        accessible_name=text or "Kontaktcenter",
        **kind,
    )


channels = st.lists(
    st.sampled_from([phone(), phone(label="Växel"), email(), email("eva.ek@almsta.se"), address()]),
    max_size=4,
    unique=True,
)
links = st.lists(
    st.builds(
        link,
        st.sampled_from(LABELS),
        st.sampled_from(PATHS),
        st.sampled_from(["banner", "main", "contentinfo"]),
    ),
    max_size=4,
)


@st.composite
def pages(draw: st.DrawFn, path: str) -> Page:
    """A page of the site: its own, or a section of it, is the function's; or it is no page of help at all."""
    if draw(st.integers(0, 3)) == 0:
        return contact_page(path, links=tuple(draw(links)))
    h1 = draw(st.sampled_from(HEADINGS))
    sections = [section(h1, draw(st.sampled_from(TEXTS)), level=1)]
    for heading in draw(st.lists(st.sampled_from((*HEADINGS, "Öppettider")), max_size=2)):
        sections.append(section(heading, draw(st.sampled_from(TEXTS))))
    at = st.integers(0, len(sections) - 1)
    return page(
        path,
        h1,
        sections=sections,
        channels=[found.model_copy(update={"section": draw(at)}) for found in draw(channels)],
        times=[hours(section=draw(at))] if draw(st.booleans()) else [],
        links=tuple(draw(links)),
        role=draw(st.sampled_from(["target", "target", "step", "subpage", "responsible"])),
        lang=draw(st.sampled_from(["sv", "sv", "sv", "en"])),
        needs_script=draw(st.sampled_from([False, False, False, True])),
        kind_hints=draw(st.sampled_from([(), (), (), ("news",), ("pdf",)])),
        dated=draw(st.sampled_from([None, "2026-05-01", "2020-01-01"])),
        from_url=draw(st.sampled_from([HOME, HOME, url("/kontakt")])),
    )


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """One measured municipality; every other one has a function that shows everything, somewhere."""
    whole = draw(st.booleans())
    shown = [
        draw(entry_of()).model_copy(update={"id": f"e{number}", "selector": f"a:nth-child({number})"})
        for number in range(draw(st.integers(0, 5)))
    ]
    raw: list[Link] = draw(links)
    read = [draw(pages(path)) for path in draw(st.lists(st.sampled_from(PATHS), max_size=4, unique=True))]
    if whole:
        label = draw(st.sampled_from(["Kontaktcenter", "Kontakta oss"]))
        shown.append(
            entry(label, desktop=draw(on_desktop), mobile=draw(on_mobile), id="whole", selector="#whole")
        )
        read = [page(), *(each for each in read if each.url != FUNCTION)]
    wall = draw(st.integers(0, 9)) == 0
    start: dict[str, Any] = {"consent": Consent(present=True, text="Kakor", wall=True)} if wall else {}
    if draw(st.integers(0, 9)) == 0:
        start["frames_cross_origin"] = ("https://chatt.example/",)
    seen = observation(shown, [*read, page(DEAD, status=404, error="http_4xx")], links=raw, start=start)
    return draw(st.sampled_from([seen, _with_details(seen)]))


def _with_details(seen: Observation) -> Observation:
    """The contact details stand on the start page, under a heading that names the function."""
    assert seen.start is not None
    block = {
        "sections": (section("Kontaktcenter i Almsta", "Vi svarar på frågor."),),
        "channels": (phone(), email()),
        "hours": (hours(),),
    }
    return seen.model_copy(
        update={"start": seen.start.model_copy(update={"page": seen.start.page.model_copy(update=block)})}
    )
