"""Pages about measures beyond the five points: channels and service, web and reality."""

from collections.abc import Sequence

from reports.beyond import (
    LEAST_DRAWN,
    Light,
    Share,
    by_size,
    hours_bins,
    median_hours,
    scatters,
    share_of,
)
from reports.edition import Edition, Sheet, Sheets
from reports.service_words import ServiceWords
from reports.sheets.workshop import Workshop
from scoring.measures import definitions
from scoring.measures.definitions import groups
from scoring.sizes import SIZE_CLASSES

FINNISH_2018 = {"all_in_one": "7 %", "partly": "45 %", "own": "≈ 50 %"}
"""Kommunförbundet 2018, 119 municipalities, as published."""
_BY_SIZE = ("chat", "chatbot", "evening", "one_way_said", "reply_promise", "complaints", "ladder")
_TABLE_GROUPS = ("channels", "hours", "promise", "complaints", "business", "consistency")


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    told = ServiceWords(edition.language)
    rows = shop.beyond
    context: dict[str, object] = {"told": told, "rows": rows}
    if rows:
        hours = zip(hours_bins(rows, "phone_hours"), hours_bins(rows, "visit_hours"), strict=True)
        table = definitions()
        context |= {
            "phone_median": median_hours(rows, "phone_hours"),
            "groups": [
                (name, [(d, _share(rows, d.id)) for d in table.values() if d.group == name])
                for name in groups()
                if name in _TABLE_GROUPS
            ],
            "hours": [(low, high, phone, visit) for (low, high, phone), (_, _, visit) in hours],
            "central": [(v, share_of(rows, "centralisation", v), said) for v, said in FINNISH_2018.items()],
            "sizes": [name for name, _ in SIZE_CLASSES],
            "by_size": [(table[name], by_size(rows, name, *_wanted(name))) for name in _BY_SIZE],
            "ladder": [(v, share_of(rows, "ladder", v)) for v in table["ladder"].values],
        }
    yield Sheet("service.html", "service.html", context)
    drawn, few = scatters(rows, shop.survey_values, edition.code)
    yield Sheet("reality.html", "reality.html", {"drawn": drawn, "few": few, "least": LEAST_DRAWN})


def _share(rows: Sequence[Light], name: str) -> Share | None:
    return share_of(rows, name, *_wanted(name))


def _wanted(name: str) -> tuple[str, ...]:
    """Closed for good is no chat, and a moved help is none; a ladder's share is that of contact centres."""
    return {"chat": ("yes",), "ladder": ("contact_centre",), "consistent_help": ("consistent",)}.get(name, ())
