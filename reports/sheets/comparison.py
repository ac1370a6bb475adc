"""What the comparison reads: a small file per municipality in every language, and the list of names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reports.edition import Edition
from reports.pages import DecisionView, Page
from reports.sheets.workshop import Workshop
from reports.sorting import swedish_order
from reports.standings import Standing
from reports.webtext import show
from scoring.result import Result


def names(shop: Workshop) -> None:
    """All municipalities by name, for choosing and finding, in one file for all languages."""
    places = sorted(shop.gathered.places, key=lambda p: (swedish_order(p.name), p.code))
    rows = [[place.code, show(place.name, 60), show(place.county, 60)] for place in places]
    shop.output.text("kommun/names.js", f"vagvisaren.names({_script(rows)});\n")


def write(
    shop: Workshop,
    edition: Edition,
    row: Standing,
    result: Result,
    page: Page,
    decisions: Sequence[DecisionView] = (),
) -> None:
    """`decisions` of humans, as the municipality's own page shows them."""
    code = row.place.code
    ruled = {decision.letter: decision.why for decision in decisions if decision.state == "valid"}
    text = f"vagvisaren.municipality({_script(_data(edition, row, result, page, ruled))});\n"
    shop.output.text(f"{edition.prefix}kommun/{code}.js", text)


def _data(
    edition: Edition, row: Standing, result: Result, page: Page, ruled: Mapping[str, str]
) -> dict[str, Any]:
    words, language = edition.words, edition.language
    desktop = next((shot for shot in page.shots if shot.view == "desktop"), None)
    entry = result.entry
    where = ""
    if entry:
        region = words.regions.get(entry.region, entry.region)
        where = f"{region}, {language.ngettext('{n} click', '{n} clicks', entry.clicks)}"
    return {
        "code": row.place.code,
        "name": show(row.place.name, 60),
        "county": show(row.place.county, 60),
        "group": row.place.group_code,
        "population": language.number(row.place.population),
        "points": language.range(row.score.points, row.score.max),
        "broad": language.range(row.score_broad.points, row.score_broad.max),
        "measured": language.day_of(row.light.measured_at),
        "aspects": [
            [
                view.result.verdict,
                words.verdicts[view.result.verdict],
                show(ruled.get(view.letter, view.summary)),  # why the verdict is so, whoever gave it
            ]
            for view in page.aspects
        ],
        "shows": [row.light.desktop, row.light.mobile],
        "function": show(result.function.name, 80) if result.function else "",
        "entry": show(entry.text or entry.accessible_name, 80) if entry else "",
        "where": where,
        "picture": [desktop.small or desktop.href, desktop.width, desktop.height] if desktop else None,
        "area": _box(desktop.area) if desktop else None,
        "frame": [_box(box) for box in desktop.frames] if desktop else [],
    }


def _box(box: Any) -> list[float]:
    return [round(value, 1) for value in (box.x, box.y, box.width, box.height)]


def _script(data: object) -> str:
    """JSON that cannot end a script or turn a line, whatever the web said."""
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
