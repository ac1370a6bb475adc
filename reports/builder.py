"""Builds the whole site: gathers once, renders page by page, keeps no page in memory."""

from collections.abc import Mapping
from pathlib import Path
from re import fullmatch

from reports.chart import chart_2013, tonight_chart
from reports.codebook import Codebook
from reports.headline import headline, open_sentence
from reports.language import Language
from reports.output import Output
from reports.overview import Overview, counted, overview
from reports.pages import PageMaker
from reports.quality import Quality, stored_validation
from reports.render import STATIC, environment
from reports.shots import Shot, Shots
from reports.site import SiteBuilt
from reports.sorting import swedish_order
from reports.source import Place, Places, Source, StoredResult, seen
from reports.standings import Missing, Standing, Standings, standings
from reports.words import Words
from scoring.observation import Observation
from scoring.result import METHOD_VERSION
from scoring.statuses import status_of

BEST_SHOWN = 6


class Builder:
    def __init__(self, store: Source, places: Places, out: Path, lang: str, data_dir: Path | None) -> None:
        self._store = store
        self._places = tuple(places)
        self._language = Language(lang)
        self._output = Output(out)
        self._codebook = Codebook(self._language)
        self._shots = Shots(data_dir, self._output.link)
        words = Words(self._language)
        self._maker = PageMaker(self._language, words, self._codebook, self._shots)
        validated = stored_validation(data_dir)
        self._quality = Quality(validated, self._places, self._language, words) if validated else None
        self._env = environment(self._language, words)
        self._env.globals.update(status_of=status_of, lang=self._language.code, code_text=self._codebook.text)
        self._pages = 0
        for place in self._places:
            if not fullmatch(r"[A-Za-z0-9_-]+", place.code):
                raise ValueError(f"the code {place.code!r} cannot be the name of a page")

    def build(self) -> SiteBuilt:
        found = standings(self._store, self._places)
        view = overview(found)
        self._env.globals.update(
            view=view, method_version=_method_version(found), has_quality=self._quality is not None
        )
        for asset in sorted(STATIC.iterdir()):
            self._output.data(f"static/{asset.name}", asset.read_bytes())
        index = self._index(found, view)
        self._ranking(found)
        self._municipalities(found)
        if self._quality:
            self._render("quality.html", "quality.html", quality=self._quality)
        self._method()  # last: by now it knows every code that a page mentioned
        self._output.remove_stale()
        return SiteBuilt(index, self._pages, self._output.written)

    def _index(self, found: Standings, view: Overview) -> Path:
        best = self._best(found, view)
        return self._render(
            "index.html",
            "index.html",
            headline=headline(view, self._language),
            open_sentence=open_sentence(view, self._language),
            best=[(row, self._desktop(row)) for row in best[:BEST_SHOWN]],
            best_count=len(best),
            best_score=counted(best[0], view.all_five) if best else None,
            missing=found.missing,
            charts=(tonight_chart(view, self._language), chart_2013(self._language)) if found.ranked else (),
        )

    def _ranking(self, found: Standings) -> None:
        self._render(
            "ranking.html",
            "ranking.html",
            rows=found.ranked,
            missing=found.missing,
            counties=sorted({row.place.county for row in found.ranked}, key=swedish_order),
            groups=sorted({row.place.group_code for row in found.ranked}),
        )

    def _municipalities(self, found: Standings) -> None:
        everyone: list[Standing | Missing] = sorted(
            (*found.ranked, *found.missing), key=lambda row: (swedish_order(row.place.name), row.place.code)
        )
        for number, row in enumerate(everyone):
            around = {
                "previous": everyone[number - 1].place if number else None,
                "following": everyone[number + 1].place if number + 1 < len(everyone) else None,
            }
            if isinstance(row, Missing):
                self._render("unmeasured.html", _page_name(row.place), row=row, **around)
            else:
                page = self._maker.page(row.place, row.result, self._seen(row.stored, row.place))
                self._render("municipality.html", _page_name(row.place), row=row, page=page, **around)

    def _method(self) -> None:
        self._render("method.html", "method.html", codes=self._codebook.all())

    def _best(self, found: Standings, view: Overview) -> list[Standing]:
        """All that share the highest certain points; the most prominent first, as only a few are shown."""
        if not found.ranked:
            return []
        points = [counted(row, view.all_five) for row in found.ranked]
        top = max((score.points, score.max) for score in points)
        best = [
            row for row, score in zip(found.ranked, points, strict=True) if (score.points, score.max) == top
        ]
        return sorted(best, key=lambda row: -(row.aspects.prominence.desktop or 0)) if top[0] else []

    def _desktop(self, row: Standing) -> Shot | None:
        shots = self._shots.of_entry(row.result, self._seen(row.stored, row.place))
        return next((shot for shot in shots if shot.view == "desktop"), None)

    def _seen(self, stored: StoredResult, place: Place) -> Observation | None:
        return seen(self._store, stored.run_id, place.code)

    def _render(self, template: str, name: str, **context: object) -> Path:
        page: Mapping[str, object] = {"root": "../" * name.count("/"), "name": name, **context}
        self._pages += 1
        return self._output.text(name, self._env.get_template(f"{template}.j2").render(page))


def _page_name(place: Place) -> str:
    return f"kommun/{place.code}.html"


def _method_version(found: Standings) -> str:
    versions = sorted({row.result.method_version for row in found.ranked})
    return ", ".join(versions) or METHOD_VERSION
