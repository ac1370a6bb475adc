"""All that machines read, in the order in which it becomes known."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reports.changes import Change
from reports.edition import Edition, Sheet
from reports.export import heading
from reports.news import newest, news
from reports.opendata.badges import badge
from reports.opendata.datapackage import datapackage
from reports.opendata.feeds import feed_of, feed_of_all, feed_of_county
from reports.opendata.files import FOLDER, DataFiles, Past
from reports.opendata.page import catalogue, data_page
from reports.sheets.workshop import Workshop


class OpenData:
    """Writes the data files; what is rendered in a language (feeds, badges, the data page) is left to the
    caller, who goes through `municipalities` to the end, asks `of` each, and at last `of_all`."""

    def __init__(self, shop: Workshop, editions: Sequence[Edition]) -> None:
        self._shop, self._editions = shop, editions
        self._files = DataFiles(
            shop.store,
            shop.gathered.places,
            shop.output,
            shop.weeks,
            shop.survey_values,
            shop.publisher.licence,
        )
        self._everything: list[Change] = []
        self._of_county: defaultdict[str, list[Change]] = defaultdict(list)

    def municipalities(self) -> Iterator[Past]:
        return self._files.municipalities()

    def of(self, past: Past) -> Iterator[tuple[Edition, Sheet]]:
        changes = news(past.place, past.visits)
        if changes:
            county = past.place.county
            self._everything = newest([*self._everything, *changes])
            self._of_county[county] = newest([*self._of_county[county], *changes])
        for edition in self._editions:
            yield edition, feed_of(past.place, changes, past.since, edition)
            yield edition, badge(past.place, past.stored, edition)

    def of_all(self) -> Iterator[tuple[Edition, Sheet]]:
        files, counties = self._files, self._shop.gathered.areas["county"]
        head = heading(self._shop.store)
        described = json.dumps(
            datapackage(files.files, head, self._shop.publisher), ensure_ascii=False, indent=1
        )
        self._shop.output.text(f"{FOLDER}/datapackage.json", described + "\n")
        yield self._editions[0], catalogue(files, head, self._editions)
        for edition in self._editions:
            yield edition, feed_of_all(self._everything, files.since, edition)
            for area in counties:
                told = self._of_county[area.label]
                yield edition, feed_of_county(area.page, area.label, told, files.since, edition)
            yield edition, data_page(files, counties, edition)
