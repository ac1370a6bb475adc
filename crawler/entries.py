"""From what the browser measured to the observation's entries: one record each, desktop and phone
together."""

import re
from typing import Any

from crawler.browser.opening import Opened
from crawler.browser.seen import StartVisit
from crawler.candidates import Reader
from crawler.json_text import encoded
from crawler.reading.links import LINKS
from crawler.reading.text import clean_text
from scoring.observation import Entry, Link, Placement, StartPage

Raw = dict[str, Any]

MAX_ENTRIES = 80
_PLACEMENT = set(Placement.model_fields)
_LANDMARKS = {"banner", "navigation", "main", "complementary", "contentinfo", "search"}


_PLAIN = re.compile(r"(?=.{0,120}\Z)[!-~À-ÿ–]+(?: [!-~À-ÿ–]+)*")
"""Letters, digits and marks with single spaces between: as `clean_text` would leave it."""


def links_of(desktop: Raw) -> tuple[Link, ...]:
    """Every link of the start page with its box at desktop width. Checked like all that comes out of a page,
    but in one go: a thousand links one by one take twice as long."""
    return LINKS.validate_python(
        [
            {
                "text": text if _PLAIN.fullmatch(text) else clean_text(text),
                "url": url,
                "landmark": landmark if landmark in _LANDMARKS else "none",
                "visible": bool(visible),
                "box": {"x": x, "y": y, "width": width, "height": height} if visible else None,
            }
            for text, url, landmark, visible, x, y, width, height in desktop["links"]
        ]
    )


def layout_json(desktop: Raw, mobile: Raw | None) -> bytes:
    """What was measured, raw, for the archive: without the list of links, which the observation beside it
    holds (`links_of`). On large start pages that is half of it."""
    kept = {"desktop": {key: value for key, value in desktop.items() if key != "links"}, "mobile": mobile}
    return encoded(kept)


def entries_of(seen: StartVisit, reader: Reader) -> tuple[Entry, ...]:
    """All entries worth keeping, likeliest first, copies merged, at most MAX_ENTRIES."""
    desktop = _placements(seen.desktop["entries"], seen.opened_desktop)
    for faded in seen.faded_in:
        if faded["id"] in desktop:
            desktop[faded["id"]] = faded["placement"]
    mobile = _placements(seen.mobile["entries"] if seen.mobile else [], seen.opened_mobile)
    raws = _all_raws(seen)
    panels = {**seen.opened_mobile.panels, **seen.opened_desktop.panels}
    found = [
        _entry(
            raw,
            desktop.get(raw["id"]),
            mobile.get(raw["id"]),
            seen.names.get(raw["id"]),
            panels.get(raw["id"]),
        )
        for raw in raws
        if _worth_keeping(raw, reader)
    ]
    merged = _merge_copies(found)
    merged.sort(key=lambda entry: (-_rank(entry, reader), _top(entry), entry.id))
    return tuple(merged[:MAX_ENTRIES])


def _all_raws(seen: StartVisit) -> list[Raw]:
    """One raw record for each element, the desktop's first."""
    found: dict[int, Raw] = {}
    mobile = seen.mobile["entries"] if seen.mobile else []
    opened = [raw for one in (seen.opened_desktop, seen.opened_mobile) for raw, _ in one.entries]
    for raw in [*seen.desktop["entries"], *opened, *mobile]:
        known = found.setdefault(raw["id"], raw)
        if known is not raw and not known["text"] and raw["text"]:
            # Its label was hidden when it was first met.
            known["text"], known["near_text"], known["block_heading"] = (
                raw["text"],
                raw["near_text"],
                raw["block_heading"],
            )
    return list(found.values())


def _placements(raws: list[Raw], opened: Opened) -> dict[int, Raw]:
    """By element id; what opening revealed replaces what was hidden, the shortest way first."""
    found = {raw["id"]: raw["placement"] for raw in raws}
    for raw, path in sorted(opened.entries, key=lambda pair: len(pair[1])):
        known = found.get(raw["id"])
        if known and (known["visible"] or known.get("opened_by")):
            continue
        # The bare "Kontakt" button is the entry itself when its panel names the function; what stands in it
        # is one away.
        found[raw["id"]] = {
            **raw["placement"],
            "visible": False,
            "hidden_by": (known or {}).get("hidden_by") or "display",
            "clicks": len(path),
            "opened_by": [_control(control) for control in path],
        }
    return found


def _control(control: Raw) -> Raw:
    return {
        "label": control["label"],
        "icon_only": control["icon_only"],
        "action": "hover" if control.get("hover") else "click",
        "selector": control["selector"],
        "in_menu": control["in_menu"],
        "expanded_attribute": control["expanded"],
    }


def _placement(raw: Raw | None) -> Placement | None:
    if raw is None:
        return None
    return Placement.model_validate({key: value for key, value in raw.items() if key in _PLACEMENT})


def _worth_keeping(raw: Raw, reader: Reader) -> bool:
    if raw["kind"] == "text":
        return reader.weight_of(raw["text"], raw["raw"]) > 0
    labels = (raw["text"], raw["raw"], raw["accessible_name"], raw["title"], raw["alt"])
    return (
        raw["kind"] in ("tel", "mailto")
        or reader.hinted(raw)
        or (raw.get("coined", False) and reader.coined(raw["text"]))
        or any(reader.read(label).kind != "none" or reader.branded(label) for label in labels if label)
    )


def may_be_coined(entry: Entry, reader: Reader) -> bool:
    """A link whose label may be a name that only its own page explains."""
    said = (entry.accessible_name, entry.title, entry.alt)
    own = entry.kind == "link" and reader.coined(entry.text) and not reader.branded(entry.text)
    return own and all(reader.read(text).kind == "none" for text in said if text)


def without_unexplained(start: StartPage, reader: Reader) -> StartPage:
    """Without the labels that were looked at for what they might have been, and that no page has explained
    since."""
    kept = tuple(entry for entry in start.entries if not may_be_coined(entry, reader))
    return start if len(kept) == len(start.entries) else start.model_copy(update={"entries": kept})


def _on_the_phone(desktop: Raw | None, mobile: Raw | None) -> Raw | None:
    """A footer without a landmark is told by its place; on a phone, where its columns stand below each other,
    it is the footer still."""
    if desktop and mobile and desktop.get("region") == "footer" and mobile.get("region") == "content":
        return {**mobile, "region": "footer"}
    return mobile


def _entry(raw: Raw, desktop: Raw | None, mobile: Raw | None, name: str | None, panel: Raw | None) -> Entry:
    return Entry(
        id=f"e{raw['id']}",
        kind=raw["kind"],
        text=clean_text(raw["text"] or ("" if raw["placement"]["visible"] else raw["raw"])),
        accessible_name=clean_text(name if name is not None else raw["accessible_name"]),
        name_from="dom" if name is None else "tree",
        title=clean_text(raw["title"]),
        alt=clean_text(raw["alt"]),
        target_url=raw["target_url"],
        selector=raw["selector"],
        landmark=raw["landmark"] if raw["landmark"] in _LANDMARKS else "none",
        block_heading=clean_text(raw["block_heading"]),
        near_text=clean_text(raw["near_text"]),
        panel_text=clean_text(panel["panel_text"] if panel else raw["panel_text"]),
        panel_links=tuple((clean_text(text), url) for text, url in panel["panel_links"]) if panel else (),
        lang=raw["lang"],
        skip_link=raw["skip_link"],
        frame=raw["frame"],
        in_shadow=raw["in_shadow"],
        desktop=_placement(desktop),
        mobile=_placement(_on_the_phone(desktop, mobile)),
    )


def _merge_copies(entries: list[Entry]) -> list[Entry]:
    """A block that stands twice in the DOM, once for each width, is one entry: the desktop copy takes the
    other's phone placement. Copies that are seen together in one viewport stay apart (they are
    repetition)."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        label = (entry.text or entry.accessible_name).casefold()
        groups.setdefault((label, _target_key(entry)), []).append(entry)
    return [entry for group in groups.values() for entry in _merged(group)]


def _target_key(entry: Entry) -> str:
    """The same for two ways to write one target. What opens here is told by its label alone: its panel is
    known only where it was opened."""
    if entry.target_url is None:
        return ""
    if entry.kind == "tel":
        return re.sub(r"[^\d+]", "", entry.target_url)
    return entry.target_url.rstrip("/").casefold() if entry.kind == "mailto" else entry.target_url.rstrip("/")


def _merged(group: list[Entry]) -> list[Entry]:
    if len(group) == 1:
        return group
    desktop_only = [one for one in group if _seen(one.desktop) and not _seen(one.mobile)]
    mobile_only = [one for one in group if _seen(one.mobile) and not _seen(one.desktop)]
    both = [one for one in group if _seen(one.desktop) and _seen(one.mobile)]
    neither = [one for one in group if not _seen(one.desktop) and not _seen(one.mobile)]
    pairs = _pairs(desktop_only, mobile_only)
    paired = [one.model_copy(update={"mobile": other.mobile}) for one, other in pairs]
    taken = {entry.id for pair in pairs for entry in pair}
    rest = [entry for entry in (*desktop_only, *mobile_only) if entry.id not in taken]
    # A copy that nothing reveals tells nothing that its visible twin does not.
    return [*both, *paired, *rest, *([] if both or paired or rest else neither[:1])]


def _pairs(desktop: list[Entry], mobile: list[Entry]) -> list[tuple[Entry, Entry]]:
    """The same place in the page first: a page that had to be loaded again gives its elements new ids."""
    where = {entry.selector: entry for entry in reversed(mobile)}
    same = [(entry, where.pop(entry.selector)) for entry in desktop if entry.selector in where]
    taken = {entry.id for pair in same for entry in pair}
    left = ([entry for entry in entries if entry.id not in taken] for entries in (desktop, mobile))
    return [*same, *zip(*left, strict=False)]


def _seen(placement: Placement | None) -> bool:
    return placement is not None and placement.clicks is not None


def _rank(entry: Entry, reader: Reader) -> int:
    weight = reader.weight_of(entry.text, entry.accessible_name, entry.title, entry.alt)
    if weight == 0 and entry.kind in ("tel", "mailto"):
        weight = 1
    return 2 * weight + (1 if _seen(entry.desktop) else 0)


def _top(entry: Entry) -> float:
    box = entry.desktop.text_box if entry.desktop else None
    return box.y if box else 1e9
