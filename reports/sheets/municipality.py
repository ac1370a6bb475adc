"""A page per municipality: every point with its evidence. Read one at a time, rendered in every language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.beyond import Card, card
from reports.edition import Edition, Sheet, Sheets
from reports.replies import replies
from reports.series import monthly, series
from reports.service_words import ServiceWords
from reports.sheets import comparison
from reports.sheets.workshop import Workshop
from reports.sorting import swedish_order
from reports.source import Place, Published, StoredResult, seen
from reports.standings import CHUNK, Missing, Standing, latest
from scoring.measures.combine import known
from scoring.observation import Observation


@dataclass(frozen=True, slots=True)
class Portrait:
    """One municipality with all that its page shows, in no language yet."""

    row: Standing | Missing
    stored: StoredResult | None
    observation: Observation | None
    context: dict[str, Any]
    shop: Workshop

    def sheets(self, edition: Edition) -> Sheets:
        name = f"kommun/{self.row.place.code}.html"
        context = {"row": self.row, "stored": self.stored, **self.context}
        if isinstance(self.row, Missing) or self.stored is None:
            yield Sheet(name, "unmeasured.html", context)
            return
        page = edition.maker.page(self.row.place, self.stored.result, self.observation)
        decisions = tuple(edition.maker.decisions(self.row.place, self.stored))
        comparison.write(self.shop, edition, self.row, self.stored.result, page)
        service = {"card": _card(self.shop, self.stored), "told": ServiceWords(edition.language)}
        yield Sheet(name, "municipality.html", {**context, **service, "page": page, "decisions": decisions})


def portraits(shop: Workshop) -> Iterator[Portrait]:
    found = shop.gathered.standings
    rows = {row.place.code: row for row in found.everyone}
    places = sorted(shop.gathered.places, key=lambda p: (swedish_order(p.name), p.code))
    visits: Mapping[str, Sequence[Published]] = {}
    for number, (place, stored) in enumerate(latest(shop.store, places)):
        if number % CHUNK == 0:
            visits = shop.store.timeline([place.code for place in places[number : number + CHUNK]])
        around: dict[str, Any] = {
            "previous": places[number - 1] if number else None,
            "following": places[number + 1] if number + 1 < len(places) else None,
            "areas": shop.neighbourhood.areas_of(place.code),
        }
        told = (stored.objections, stored.decisions) if stored else ((), ())
        around["replies"] = replies(place.name, *told)
        row = rows[place.code]
        if isinstance(row, Standing):
            around |= {"around": shop.neighbourhood.of(row), **_past(shop, place.code, visits[place.code])}
        observation = _observed(shop, row, stored, place)
        yield Portrait(row, stored, observation, around, shop)


def _card(shop: Workshop, stored: StoredResult) -> Card | None:
    code = stored.result.code
    week = shop.weeks.get(code)
    said = [value for value in shop.survey_values if value.code == code]
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
