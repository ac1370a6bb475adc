"""From what was fetched and measured to the observation's records. Pure, but for the clock."""

from datetime import UTC, datetime

from scrapy.http import Response

from crawler.archive import Fetched
from crawler.browser.seen import Shot, StartVisit
from crawler.candidates import Reader
from crawler.entries import entries_of, links_of
from crawler.failures import VisitFailed
from crawler.reading.page import read_page
from crawler.reading.text import clean_text
from crawler.wanted import Wanted
from scoring.observation import Box, Consent, Page, Picture, StartPage, StatusReason, Viewport


def utc_now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def start_page(page: Page, seen: StartVisit, reader: Reader) -> StartPage:
    consent = {key: value for key, value in seen.consent.items() if key in Consent.model_fields}
    closed_by = seen.consent.get("label", "") if seen.consent.get("closed") else ""
    return StartPage(
        page=page,
        desktop=_viewport(seen.desktop, seen.ready),
        mobile=_viewport(seen.mobile, seen.mobile_ready) if seen.mobile else None,
        entries=entries_of(seen, reader),
        links=links_of(seen.desktop),
        consent=Consent.model_validate({**consent, "closed_by": closed_by}),
        pictures=tuple(_picture(shot) for shot in seen.shots),
        frames_cross_origin=tuple(seen.desktop["frames_cross_origin"]),
        dialogs=seen.dialogs,
    )


def page_of(wanted: Wanted, response: Response, *, rendered: bool) -> Page:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    redirects = tuple(response.meta.get("redirect_urls", ())) if response.request else ()
    page = read_page(
        response.body,
        url=wanted.url,
        final_url=response.url,
        status=response.status,
        content_type=content_type,
        role=wanted.role,
        redirects=redirects,
        rendered=rendered,
        depth=wanted.depth,
        via_label=clean_text(wanted.label),
        via_entry=wanted.entry,
        from_url=wanted.from_url,
    )
    return with_error(page)


def _viewport(measured: dict[str, object] | None, ready: dict[str, object]) -> Viewport:
    raw = dict((measured or {})["viewport"])  # type: ignore[call-overload]
    return Viewport.model_validate(
        {**raw, "ready_by": ready.get("by", "deadline"), "settle_ms": ready.get("ms", 0)}
    )


def _picture(shot: Shot) -> Picture:
    x, y, width, height = shot.box
    return Picture(
        kind=shot.kind,
        sha256=shot.sha256,
        width=round(width),
        height=round(height),
        box=Box(x=x, y=y, width=width, height=height),
        entry=None if shot.entry is None else f"e{shot.entry}",
    )


def failed_page(wanted: Wanted, failed: VisitFailed) -> Page:
    return Page(
        url=wanted.url,
        final_url=wanted.url,
        role=wanted.role,
        status=0,
        error=failed.reason,
        error_detail=clean_text(failed.detail),
        depth=wanted.depth,
        via_label=clean_text(wanted.label),
        via_entry=wanted.entry,
        from_url=wanted.from_url,
    )


def with_error(page: Page) -> Page:
    """The page, with the error that its status is."""
    return page.model_copy(update=_page_error(page))


def _page_error(page: Page) -> dict[str, object]:
    if page.status in (401, 403, 429):
        return {"error": "blocked", "error_detail": f"HTTP {page.status}"}
    reason: StatusReason | None = (
        "http_4xx" if 400 <= page.status < 500 else "http_5xx" if page.status >= 500 else None
    )
    return {"error": reason, "error_detail": f"HTTP {page.status}"} if reason else {}


def fetched(response: Response) -> Fetched:
    request = response.request
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    asked = (
        [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in request.headers.items()
            for value in values
        ]
        if request
        else []
    )
    return Fetched(response.url, "GET", response.status, "", asked, headers, response.body, utc_now())
