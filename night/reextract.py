"""An older program's observation, read anew from the archive by today's: pages from their bytes, entries from
the layout that was measured.

What the browser alone saw (a rendered page, what opening revealed, names from the accessibility tree) cannot
be seen again without it, and stays as it was observed.
"""

import json
from pathlib import Path
from typing import Any

from crawler.browser.seen import StartVisit
from crawler.candidates import Reader
from crawler.entries import MAX_ENTRIES, entries_of
from crawler.reading.page import read_page
from crawler.records import with_error
from crawler.statuses import unless_a_wall
from night.archive_reader import ArchivedPage, extra, pages
from scoring.lexicon import load_lexicon
from scoring.observation import OBSERVATION_VERSION, Entry, Observation, Page, StartPage
from scoring.urls import page_key


def reextracted(old: Observation, archive: Path, places: tuple[str, ...]) -> Observation:
    """Of the same visit. `places`: the municipality's names. Raises UserError where the archive is missing or
    damaged."""
    answers = {page_key(found.url): found for found in pages(archive)}
    again = tuple(_page(page, answers.get(page_key(page.final_url))) for page in old.pages)
    start = old.start
    layout = extra(archive, "layout")
    if start is not None and layout is not None:
        start = _start(start, json.loads(layout), Reader(load_lexicon(), places or (old.name,)))
    return old.model_copy(update={"version": OBSERVATION_VERSION, "pages": again, "start": start})


def _page(old: Page, answer: ArchivedPage | None) -> Page:
    if answer is None or old.rendered or old.status == 0:
        return old
    content_type = next((value for name, value in answer.headers if name.lower() == "content-type"), "")
    page = read_page(
        answer.body,
        url=old.url,
        final_url=old.final_url,
        status=old.status,
        content_type=content_type,
        role=old.role,
        redirects=old.redirects,
        depth=old.depth,
        via_label=old.via_label,
        via_entry=old.via_entry,
        from_url=old.from_url,
    )
    return unless_a_wall(with_error(page), answer.body)


def _start(old: StartPage, layout: dict[str, Any], reader: Reader) -> StartPage:
    """With the entries that only today's lexicon and rules think worth keeping."""
    desktop = {**layout["desktop"], "links": []}
    seen = StartVisit(old.page.url, desktop=desktop, mobile=layout["mobile"])
    known = {entry.id for entry in old.entries} | {_label(entry) for entry in old.entries}
    found = [one for one in entries_of(seen, reader) if one.id not in known and _label(one) not in known]
    return old.model_copy(update={"entries": (*old.entries, *found)[: max(MAX_ENTRIES, len(old.entries))]})


def _label(entry: Entry) -> str:
    """Copies of an entry were merged into one of them."""
    return f"{(entry.text or entry.accessible_name).casefold()} {entry.target_url or ''}"
