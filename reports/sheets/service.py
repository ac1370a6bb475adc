"""Pages about measures beyond the five points: channels and service, one page per measure, the table of all
municipalities, web and reality."""

from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from reports.beyond import LEAST_DRAWN, Light, hours_bins, median_hours, scatters
from reports.chart import plain_columns
from reports.edition import Edition, Sheet, Sheets
from reports.map import Map
from reports.measures.levels import levels
from reports.measures.over_time import drawn
from reports.measures.shares import Share, share_of, split
from reports.measures.table import MARKED, rows_of
from reports.service_words import ServiceWords
from reports.sheets.ranking import ONE_TABLE_UP_TO
from reports.sheets.start import MAP_UP_TO
from reports.sheets.workshop import Workshop
from reports.sorting import swedish_order
from scoring.measures import Definition, definitions
from scoring.measures.definitions import groups

FINNISH_2018 = {"desk": None, "phone": None, "social": 0.73, "eservices": 0.70, "video": 0.35, "chat": 0.20}
"""Kommunförbundet 2018, 119 municipalities, as published; None: nearly all."""
FINNISH_CENTRAL = {"all_in_one": "7 %", "partly": "45 %", "own": "≈ 50 %"}
_BY_SIZE = ("chat", "chatbot", "evening", "one_way_said", "reply_promise", "complaints", "ladder")
_LADDER_BY_ANSWER = ("value_centre", "development_centre")


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    told = ServiceWords(edition.language)
    rows = shop.beyond
    yield Sheet("service.html", "service.html", {"told": told, "rows": rows, **_overview(shop, told)})
    if rows:
        yield _table(rows, told)
        yield from _each(shop, told)
    found, few = scatters(rows, shop.survey_values, edition.code)
    yield Sheet("reality.html", "reality.html", {"drawn": found, "few": few, "least": LEAST_DRAWN})


def _overview(shop: Workshop, told: ServiceWords) -> dict[str, object]:
    rows, table = shop.beyond, definitions()
    if not rows:
        return {}
    sizes = shop.parts["size"]
    hours = zip(hours_bins(rows, "phone_hours"), hours_bins(rows, "visit_hours"), strict=True)
    spans = [(low, high, phone, visit) for (low, high, phone), (_, _, visit) in hours]
    answers = {value.code: value.value for value in shop.survey_values if value.measure == "ladder_step"}
    steps = Counter(answers.values())

    def by_size(names: Sequence[str]) -> list[tuple[Definition, list[Share | None]]]:
        return [(table[name], [share_of(part.rows, table[name]) for part in sizes]) for name in names]

    return {
        "phone_median": median_hours(rows, "phone_hours"),
        "groups": [
            (name, [(d, share_of(rows, d)) for d in table.values() if d.group == name]) for name in groups()
        ],
        "finnish": FINNISH_2018,
        "hours": spans,
        "hours_charts": [
            ("phone", plain_columns([(told.bin(low, high), phone) for low, high, phone, _ in spans])),
            ("visit", plain_columns([(told.bin(low, high), visit) for low, high, _, visit in spans])),
        ],
        "sector": _sector_hours(rows),
        "central": [
            (v, share_of(rows, table["centralisation"], v), said) for v, said in FINNISH_CENTRAL.items()
        ],
        "central_by_size": [
            (v, [share_of(part.rows, table["centralisation"], v) for part in sizes]) for v in FINNISH_CENTRAL
        ],
        "sizes": [part.label for part in sizes],
        "by_size": by_size(_BY_SIZE),
        "business": by_size([d.id for d in table.values() if d.group == "business"]),
        "ladder": [(v, share_of(rows, table["ladder"], v)) for v in table["ladder"].values],
        "ladder_answers": [(step, steps[step]) for step in _LADDER_BY_ANSWER] if steps else [],
        "ladder_answered": steps.total(),
    }


def _sector_hours(rows: Sequence[Light]) -> tuple[int, float, float] | None:
    """(municipalities, median of their hours, median of the share of pages that state them)."""
    told = [row.details["sector_hours"] for row in rows if "share" in row.details.get("sector_hours", {})]
    hours = median_hours(rows, "sector_hours")
    if hours is None or not told:
        return None
    return len(told), hours, median_low(float(one["share"]) for one in told)


def _table(rows: Sequence[Light], told: ServiceWords) -> Sheet:
    table = definitions()
    return Sheet(
        "service/table.html",
        "service-table.html",
        {
            "told": told,
            "rows": rows_of(sorted(rows, key=lambda row: swedish_order(row.place.name))[:ONE_TABLE_UP_TO]),
            "marked": MARKED,
            "table": table,
            "left_out": max(len(rows) - ONE_TABLE_UP_TO, 0),
            "choices": [(name, [d for d in table.values() if d.group == name]) for name in groups()],
            "counties": sorted({row.place.county for row in rows}, key=swedish_order),
            "skr": sorted({row.place.group_code for row in rows}),
        },
    )


def _each(shop: Workshop, told: ServiceWords) -> Sheets:
    """One page per measure."""
    rows, standings = shop.beyond, shop.gathered.standings
    where = Map.of(standings) if standings.total <= MAP_UP_TO else None
    names = list(definitions().values())
    for at, one in enumerate(names):
        line, found = shop.measure_lines.get(one.id), levels(rows, one)
        context = {
            "told": told,
            "one": one,
            "share": share_of(rows, one),
            "levels": found,
            "words_of": {level: told.level(one, level) for level, _ in found.counts},
            "map": where,
            "finnish": FINNISH_2018.get(one.id, 0),
            "split": split(shop.parts, one),
            "line": line,
            "drawn": drawn(line) if line else None,
            "around": (names[at - 1] if at else None, names[at + 1] if at + 1 < len(names) else None),
            "median": median_hours(rows, one.id) if one.unit == "hours/week" else None,
        }
        yield Sheet(f"service/{one.id}.html", "measure.html", context)
