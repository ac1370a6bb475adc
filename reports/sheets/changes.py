"""What changed: since the night before, on every kept night, and between any two of them."""

import json
from collections.abc import Iterator

from reports.changes import Changes, between
from reports.edition import Edition, Sheet, Sheets
from reports.service_words import ServiceWords
from reports.sheets.workshop import Pair, Workshop
from reports.source import Published
from scoring.result import ASPECTS

PICTURED = 12
"""So many changes of one night get pictures of before and after."""
_LETTERS = {"yes": "y", "no": "n", "review": "r", "unknown": "u", "unmeasured": "-"}


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    kept = shop.gathered.kept
    latest: Changes | None = None
    told = ServiceWords(edition.language)
    for changes in _night_by_night(shop):
        latest = changes
        name = f"changes/{changes.after.run_id}.html"
        yield Sheet(
            name,
            "night.html",
            {"changes": changes, "pictures": _pictures(shop, changes), **_service(shop, changes, told)},
        )
    context: dict[str, object] = {"nights": tuple(reversed(kept)), "changes": latest}
    if latest:
        context |= {"pictures": _pictures(shop, latest), **_service(shop, latest, told, weekly=True)}
    yield Sheet("changes.html", "changes.html", context)


def _service(
    shop: Workshop, changes: Changes, told: ServiceWords, *, weekly: bool = False
) -> dict[str, object]:
    turns = shop.measure_turns(changes.before.run_id, changes.after.run_id, weekly=weekly)
    return {"measure_turns": turns, "told": told}


def night_data(shop: Workshop) -> None:
    """What the comparison of any two nights reads: one small file per night and one that says which of the
    site's pictures show what, the same for all languages."""
    for night in shop.gathered.kept:
        rows = {code: _row(row) for code, row in shop.as_of(night.run_id).items()}
        text = json.dumps(rows, separators=(",", ":"))
        name = json.dumps(night.run_id)
        shop.output.text(f"changes/{night.run_id}.js", f"vagvisaren.night({name},{text});\n")


def picture_data(shop: Workshop) -> None:
    rows: dict[str, list[list[str]]] = {}
    for (before, after), pairs in sorted(shop.pictured.items()):
        for code, pair in pairs.items():
            seen = [shot.small or shot.href if shot else "" for shot in pair]
            rows.setdefault(code, []).append([before, after, *seen])
    text = json.dumps(rows, separators=(",", ":"))
    shop.output.text("changes/pictures.js", f"vagvisaren.pictures({text});\n")


def _night_by_night(shop: Workshop) -> Iterator[Changes]:
    """Every kept night against the accepted night before it, whether that is kept or not."""
    nights = shop.gathered.nights
    for night in shop.gathered.kept:
        number = nights.index(night)
        if number:
            before = nights[number - 1]
            old, new = shop.as_of(before.run_id), shop.as_of(night.run_id)
            yield between(before, night, old, new, shop.gathered.places)


def _pictures(shop: Workshop, changes: Changes) -> dict[str, Pair]:
    """Looked for once, for all languages."""
    nights = changes.before.run_id, changes.after.run_id
    if nights not in shop.pictured:
        shop.pictured[nights] = dict(_pairs(shop, changes))
    return shop.pictured[nights]


def _pairs(shop: Workshop, changes: Changes) -> Iterator[tuple[str, Pair]]:
    for change in changes.changed[:PICTURED]:
        code = change.place.code
        pair = shop.desktop(change.before.run_id, code), shop.desktop(change.after.run_id, code)
        if any(pair):
            yield code, pair


def _row(row: Published) -> str:
    """Five letters, then certain and possible points: `yynnu24`; empty when it was not measured."""
    if row.points is None:
        return ""
    verdicts = zip(ASPECTS, row.verdicts, strict=True)
    return "".join(_LETTERS[verdict] for _, verdict in verdicts) + f"{row.points}{row.max}"
