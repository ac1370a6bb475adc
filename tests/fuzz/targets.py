"""What is fuzzed: bytes in; nothing may be raised, and nothing may take long."""

from crawler import statuses
from crawler.reading.page import read_page
from scoring.judge import judge
from scoring.observation import (
    Box,
    Entry,
    Observation,
    Page,
    PageRole,
    Placement,
    StartPage,
    Viewport,
)

HOME = "https://www.ekby.example/"
FUNCTION = "https://www.ekby.example/kontaktcenter"
CONTENT_TYPES = (
    "",
    "text/html; charset=utf-8",
    "text/html; charset=iso-8859-1",
    "text/html; charset=utf-16",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "text/html; charset=\x00\udcff",
)
STATUSES = (200, 200, 200, 200, 503, 403, 404, 500, 0, 999)
URLS = (FUNCTION, HOME, "", "https://[::1", "//ekby.example/../nyheter/2024/", "https://www.ekby.dk/x.pdf")
HEAD = 4
"""Bytes that choose content type, status, URL and wrapping; the rest is the body."""
_WRAPPED = b"<!doctype html><title>Kontaktcenter</title><main><h1>Kontaktcenter</h1><p>%s</p></main>"
_SCREEN = Viewport(width=1366, height=768)
_BOX = Box(x=900, y=24, width=96, height=24)
_SHOWN = Placement(
    visible=True, region="header", text_box=_BOX, click_box=_BOX, font_px=16, contrast=7.0, block_links=5
)


def seed(body: bytes, *, wrapped: bool = False) -> bytes:
    """An input that reads `body` as an ordinary page."""
    return bytes((1, 0, 0, int(wrapped))) + body


def survive(data: bytes) -> None:
    """Read the page, ask what its status is, and judge it both as start page and as the function's page."""
    choices, body = (*data[:HEAD], *(0,) * HEAD)[:HEAD], data[HEAD:]
    content_type = CONTENT_TYPES[choices[0] % len(CONTENT_TYPES)]
    status = STATUSES[choices[1] % len(STATUSES)]
    url = URLS[choices[2] % len(URLS)]
    if choices[3] & 1:
        body = _WRAPPED.replace(b"%s", body)
    if choices[3] & 2:
        first, _, body = body.partition(b"\n")
        url = first[:3_000].decode("utf-8", "replace")
    as_start = _read(body, HOME, status, content_type, "start", rendered=bool(choices[3] & 4))
    as_target = _read(body, url, status, content_type, "target", rendered=False)
    text = "\n".join(f"{section.heading}\n{section.text}" for section in as_start.sections)
    statuses.of_response(status, content_type, as_start.title, text)
    headings, markup = tuple(h.text for h in as_start.headings), body.decode("utf-8", "replace")
    statuses.of_page(as_start.title, text, len(as_start.links), headings=headings, markup=markup)
    statuses.leads_away(markup, text, 0, HOME, lambda url: "ekby" in url)
    judge(_observed(as_start, as_target)).model_dump_json()


def _read(body: bytes, url: str, status: int, content_type: str, role: PageRole, *, rendered: bool) -> Page:
    page = read_page(
        body,
        url=url,
        final_url=url,
        status=status,
        content_type=content_type,
        role=role,
        rendered=rendered,
        depth=0 if role == "start" else 1,
        via_label="" if role == "start" else "Kontaktcenter",
        via_entry=None if role == "start" else "e1",
        from_url="" if role == "start" else HOME,
    )
    page.model_dump_json()
    return page


def _observed(start: Page, target: Page) -> Observation:
    entry = Entry(
        id="e1",
        kind="link",
        text="Kontaktcenter",
        accessible_name="Kontaktcenter",
        target_url=target.url,
        desktop=_SHOWN,
        mobile=_SHOWN,
    )
    return Observation(
        code="9999",
        name="Ekby",
        homepage=HOME,
        own_hosts=("ekby.example",),
        measured_at="2026-05-04T01:00:00Z",
        status="measured",
        final_url=HOME,
        start=StartPage(
            page=start, desktop=_SCREEN, entries=(entry, *_entries_of(start)), links=start.links[:50]
        ),
        pages=(target,),
    )


def _entries_of(page: Page) -> tuple[Entry, ...]:
    """What the page's own words make of the start page's entries."""
    return tuple(
        Entry(
            id=f"l{number}",
            kind="link",
            text=link.text,
            accessible_name=link.text,
            target_url=link.url,
            near_text=page.sections[0].text[:400] if page.sections else "",
            panel_text="\n".join(section.text for section in page.sections)[:2_000],
            desktop=_SHOWN,
            mobile=_SHOWN,
        )
        for number, link in enumerate(page.links[:8])
    )
