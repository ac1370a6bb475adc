"""Which entries of the start page compete, and where each stands in the archived pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.codebook import Codebook, CodeText
from reports.webtext import short_address, web_href
from scoring.observation import Box, Entry, Observation, Picture, Placement
from scoring.result import AspectResult, Result

MOST = 12
"""Candidates on one screen; the tail of a long list never changes a judgement."""


@dataclass(frozen=True, slots=True)
class Candidate:
    number: int
    label: str
    address: str
    href: str | None
    region: str
    clicks: int | None
    desktop: Box | None
    mobile: Box | None
    chosen: bool
    """The machine took it. Never shown in blind mode."""
    why: CodeText | None
    """Why the machine did not."""

    def box(self, view: str) -> Box | None:
        return self.mobile if view == "mobile" else self.desktop


def candidates(
    result: Result, judged: AspectResult, seen: Observation | None, codebook: Codebook, *, blind: bool
) -> tuple[Candidate, ...]:
    """The entry that was taken and those that were not; in blind mode in the order of the page, unmarked."""
    entries = {entry.id: entry for entry in seen.start.entries} if seen and seen.start else {}
    taken = result.entry or result.entry_broad
    rows: list[tuple[Entry | None, str, str, bool, str]] = []
    if taken is not None:
        entry = entries.get(taken.id)
        rows.append((entry, taken.text or taken.accessible_name, taken.target_url or "", True, ""))
    used = {taken.id} if taken else set()
    for other in judged.rejected:
        entry = _matching(entries.values(), other.text, other.url, used)
        if entry is not None:
            used.add(entry.id)
        rows.append((entry, other.text, other.url, False, other.why))
    rows = rows[:MOST]
    if blind:
        rows.sort(key=lambda row: _place(row[0]))
    return tuple(
        Candidate(
            number,
            label,
            short_address(url),
            web_href(url),
            _placement(entry).region if entry and _placement(entry) else "",  # type: ignore[union-attr]
            _placement(entry).clicks if entry and _placement(entry) else None,  # type: ignore[union-attr]
            _box(entry.desktop) if entry else None,
            _box(entry.mobile) if entry else None,
            chosen,
            codebook.text(why) if why else None,
        )
        for number, (entry, label, url, chosen, why) in enumerate(rows, start=1)
    )


def _matching(entries: Iterable[Entry], text: str, url: str, used: set[str]) -> Entry | None:
    free = [entry for entry in entries if entry.id not in used]
    both = [e for e in free if text in (e.text, e.accessible_name) and (e.target_url or "") == url]
    return next(iter(both), None)


def _placement(entry: Entry) -> Placement | None:
    return entry.desktop or entry.mobile


def _box(placement: Placement | None) -> Box | None:
    box = (placement.text_box or placement.click_box) if placement else None
    return box if box and box.width > 0 and box.height > 0 else None


def _place(entry: Entry | None) -> tuple[float, float]:
    box = _box(entry.desktop) if entry else None
    return (box.y, box.x) if box else (float("inf"), 0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    number: int
    box: Box


@dataclass(frozen=True, slots=True)
class View:
    """One archived picture with the frames that fall into it."""

    kind: str
    """desktop, mobile, before_consent, clip"""
    href: str
    width: int
    height: int
    area: Box
    frames: tuple[Frame, ...]

    @property
    def line(self) -> float:
        return max(self.area.width / 300, 2.0)


def view(picture: Picture, href: str, found: Iterable[Candidate]) -> View:
    side = "mobile" if picture.kind == "mobile" else "desktop"
    frames = ((c.number, c.box(side)) for c in found)
    inside = tuple(Frame(n, box) for n, box in frames if box is not None and _overlap(box, picture.box))
    return View(picture.kind, href, picture.width, picture.height, picture.box, inside)


def _overlap(box: Box, area: Box) -> bool:
    across = box.x < area.x + area.width and area.x < box.x + box.width
    return across and box.y < area.y + area.height and area.y < box.y + box.height
