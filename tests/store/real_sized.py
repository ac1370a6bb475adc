"""Observations as large as real ones, of municipalities that do not exist, and how they change from night to
night. Deterministic.

Real ones: twelve start pages with up to 1,160 links were 411 kB of JSON on average, 50 kB by zlib; three
visits to saved real pages 313 kB and 36 kB. Here: 50 kB by zlib.
"""

import random
from dataclasses import replace
from functools import cache

from scoring.observation import (
    Box,
    Entry,
    Heading,
    Link,
    Observation,
    Page,
    Picture,
    Placement,
    Section,
    StartPage,
    Viewport,
)

_SOUNDS = (
    "ka",
    "ri",
    "sto",
    "len",
    "mör",
    "tal",
    "vik",
    "ås",
    "dan",
    "fre",
    "gru",
    "hem",
    "jä",
    "på",
    "ön",
    "bru",
)
LINKS, PAGES, PAGE_LINKS, NEWS = 600, 6, 90, 12


@cache
def words(seed: str) -> tuple[str, ...]:
    """What one municipality writes with."""
    chance = random.Random(seed)
    return tuple("".join(chance.choices(_SOUNDS, k=chance.randint(2, 5))) for _ in range(350))


def observation(code: str, night: int) -> Observation:
    """News and pictures are others every night, and what stands below the news moves; the rest stays."""
    home = f"https://www.kommun{code}.example"
    fixed, fresh = random.Random(code), random.Random(f"{code} {night}")
    shift = fresh.choice((0.0, 0.0, 24.0, 48.0))
    news = [_link(fresh, code, home, 900.0 + 30 * n) for n in range(NEWS)]
    links = [_link(fixed, code, home, 12.0 * n + shift * (n > LINKS // 2)) for n in range(LINKS)]
    page = _page(fixed, code, home, "start", 12)
    start = StartPage(
        page=page,
        desktop=Viewport(
            width=1366, height=768, page_height=4200.0 + shift, visible_chars=5200, visible_links=310
        ),
        mobile=Viewport(width=390, height=844, page_height=9100.0 + shift),
        entries=tuple(_entry(fixed, code, home, n, shift) for n in range(14)),
        links=(*news, *links),
        pictures=tuple(_picture(fresh, kind) for kind in ("desktop", "mobile", "before_consent")),
    )
    return Observation(
        code=code,
        name=f"Kommun {code}",
        homepage=home,
        own_hosts=(f"kommun{code}.example",),
        measured_at=f"2026-{3 + night // 28:02}-{1 + night % 28:02}T02:00:{fresh.randrange(60):02}Z",
        status="measured",
        final_url=f"{home}/",
        start=start,
        pages=tuple(_page(fixed, code, f"{home}/{n}", "target", PAGE_LINKS) for n in range(PAGES)),
    )


def _text(chance: random.Random, code: str, count: int) -> str:
    return " ".join(chance.choices(words(code), k=count))


def _link(chance: random.Random, code: str, home: str, y: float) -> Link:
    text = _text(chance, code, chance.randint(1, 4))
    box = Box(
        x=chance.randrange(1200), y=y + chance.randrange(10), width=chance.randrange(40, 300), height=24.0
    )
    return Link(text=text, url=f"{home}/{text.replace(' ', '/')}.html", landmark="navigation", box=box)


def _entry(chance: random.Random, code: str, home: str, number: int, shift: float) -> Entry:
    box = Box(x=chance.randrange(1200), y=chance.randrange(3000) + shift, width=120.0, height=24.0)
    place = Placement(
        visible=True, text_box=box, click_box=box, font_px=16.0, contrast=7.1, color="rgb(0, 0, 0)"
    )
    label = "Kontaktcenter" if number == 0 else _text(chance, code, 2)
    return Entry(
        id=f"e{number}",
        kind="link",
        text=label,
        accessible_name=label,
        target_url=f"{home}/{number % PAGES}",
        selector=f"body > div:nth-child({number}) > header > nav > ul > li:nth-child(3) > a",
        near_text=_text(chance, code, 40),
        desktop=place,
        mobile=place,
    )


def _page(chance: random.Random, code: str, url: str, role: str, links: int) -> Page:
    sections = tuple(
        Section(heading=_text(chance, code, 3), level=2, landmark="main", text=_text(chance, code, 90))
        for _ in range(9)
    )
    return Page.model_validate(
        {
            "url": url,
            "final_url": url,
            "role": role,
            "status": 200,
            "digest": f"{chance.getrandbits(256):064x}",
            "title": "Kontaktcenter",
            "headings": tuple(Heading(level=2, text=section.heading) for section in sections),
            "sections": sections,
            "links": tuple(replace(_link(chance, code, url, 0.0), box=None) for _ in range(links)),
        }
    )


def _picture(chance: random.Random, kind: str) -> Picture:
    return Picture.model_validate(
        {
            "kind": kind,
            "sha256": f"{chance.getrandbits(256):064x}",
            "width": 1366,
            "height": 768,
            "box": Box(x=0, y=0, width=1366, height=768),
        }
    )
