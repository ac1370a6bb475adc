"""The function and the entry that were found, as the result's records."""

from scoring.existence import Existence
from scoring.observation import Placement
from scoring.prominence import Prominence
from scoring.result import EntryFound, EntryPlace, FunctionFound


def function_found(existence: Existence) -> FunctionFound | None:
    if existence.verdict == "no" or existence.chosen is None:
        return None
    return FunctionFound(name=existence.chosen.candidate.name, url=existence.chosen.candidate.url)


def entry_found(shown: Prominence | None) -> EntryFound | None:
    if shown is None:
        return None
    entry = shown.claim.entry
    p = entry.desktop or entry.mobile
    return EntryFound(
        id=entry.id,
        text=entry.text,
        accessible_name=entry.accessible_name,
        target_url=entry.target_url,
        region=p.region if p else "content",
        clicks=shown.claim.clicks if shown.claim.clicks is not None else (shown.claim.mobile_clicks or 0),
        desktop=_place(entry.desktop),
        mobile=_place(entry.mobile),
    )


def _place(p: Placement | None) -> EntryPlace | None:
    box = p.text_box or p.click_box if p else None
    if p is None or box is None:
        return None
    return EntryPlace(
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        font_px=p.font_px,
        contrast=p.contrast,
        covered=p.covered,
    )
