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
from reports.opendata.files import FOLDER, DataFiles
from reports.opendata.page import catalogue, data_page
from reports.sheets.workshop import Workshop


def open_data(shop: Workshop, editions: Sequence[Edition]) -> Iterator[tuple[Edition, Sheet]]:
    """Write the data files; what is rendered in a language (feeds, badges, the data page) is left to the
    caller."""
    files = DataFiles(shop.store, shop.gathered.places, shop.output, shop.weeks, shop.survey_values)
    everything: list[Change] = []
    of_county: defaultdict[str, list[Change]] = defaultdict(list)
    for past in files.municipalities():
        changes = news(past.place, past.visits)
        everything = newest([*everything, *changes])
        of_county[past.place.county] = newest([*of_county[past.place.county], *changes])
        for edition in editions:
            yield edition, feed_of(past.place, changes, past.since, edition)
            yield edition, badge(past.place, past.stored, edition)
    head = heading(shop.store)
    described = json.dumps(datapackage(files.files, head), ensure_ascii=False, indent=1)
    shop.output.text(f"{FOLDER}/datapackage.json", described + "\n")
    yield editions[0], catalogue(files, head, editions)
    for edition in editions:
        yield edition, feed_of_all(everything, files.since, edition)
        for area in shop.gathered.areas["county"]:
            yield edition, feed_of_county(area.page, area.label, of_county[area.label], files.since, edition)
        yield edition, data_page(files, shop.gathered.areas["county"], edition)
