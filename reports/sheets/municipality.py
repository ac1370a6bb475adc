"""A page per municipality: every point with its evidence. Read one at a time, rendered in every language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.beyond import Card, card
from reports.edition import Edition, Sheet, Sheets
from reports.export_measures import by_code
from reports.replies import replies
from reports.series import monthly, series
from reports.service_words import ServiceWords
from reports.sheets import comparison
from reports.sheets.workshop import Workshop
from reports.sorting import swedish_order
from reports.source import Place, Published, StoredResult, seen
from reports.standings import Missing, Standing
from scoring.measures.combine import known
from scoring.observation import Observation
from scoring.surveys import SurveyValue


@dataclass(frozen=True, slots=True)
class Portrait:
    """One municipality with all that its page shows, in no language yet."""

    row: Standing | Missing
    stored: StoredResult | None
    observation: Observation | None
    context: dict[str, Any]
    said: Sequence[SurveyValue]
    """What surveys say of it."""
    shop: Workshop

    def sheets(self, edition: Edition) -> Sheets:
        name = f"kommun/{self.row.place.code}.html"
        context = {"row": self.row, "stored": self.stored, **self.context}
        if isinstance(self.row, Missing) or self.stored is None:
            yield Sheet(name, "unmeasured.html", context)
            return
        page = edition.maker.page(self.row.place, self.stored.result, self.observation)
        decisions = tuple(edition.maker.decisions(self.row.place, self.stored))
        comparison.write(self.shop, edition, self.row, self.stored.result, page, decisions)
        service = {"card": _card(self.shop, self.stored, self.said), "told": ServiceWords(edition.language)}
        yield Sheet(name, "municipality.html", {**context, **service, "page": page, "decisions": decisions})


class Portraits:
    """Made once for all; each municipality's neighbours in the alphabet are known before its turn."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop
        self._rows = {row.place.code: row for row in shop.gathered.standings.everyone}
        self._places = sorted(shop.gathered.places, key=lambda p: (swedish_order(p.name), p.code))
        self._said = by_code(shop.survey_values)
        self._number = {place.code: number for number, place in enumerate(self._places)}

    def of(self, place: Place, stored: StoredResult | None, visits: Sequence[Published]) -> Portrait:
        shop, row, number = self._shop, self._rows[place.code], self._number[place.code]
        told = (stored.objections, stored.decisions) if stored else ((), ())
        around: dict[str, Any] = {
            "previous": self._places[number - 1] if number else None,
            "following": self._places[number + 1] if number + 1 < len(self._places) else None,
            "areas": shop.neighbourhood.areas_of(place.code),
            "replies": replies(place.name, *told),
        }
        if isinstance(row, Standing):
            around |= {"around": shop.neighbourhood.of(row), **_past(shop, place.code, visits)}
        said = self._said.get(place.code, ())
        return Portrait(row, stored, _observed(shop, row, stored, place), around, said, shop)


def _card(shop: Workshop, stored: StoredResult, said: Sequence[SurveyValue]) -> Card | None:
    week = shop.weeks.get(stored.result.code)
    return card(known(stored.result.measures, week.measures if week else None), week, said)


def _past(shop: Workshop, code: str, visits: Sequence[Published]) -> dict[str, Any]:
    film = [
        (visit, picture)
        for visit in (monthly(visits) if shop.shots.there else ())
        if (picture := shop.shots.of_month(shop.store.screen(visit.run_id, code)))
    ]
    return {"series": series(visits), "film": film if len(film) > 1 else ()}


def _observed(
    shop: Workshop, row: Standing | Missing, stored: StoredResult | None, place: Place
) -> Observation | None:
    if stored is None or isinstance(row, Missing) or not shop.shots.there:
        return None
    return seen(shop.store, stored.run_id, place.code)
