"""Atom feeds (RFC 4287) of what changed: of everybody, of a county, of one municipality."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from reports.changes import Change
from reports.edition import Edition, Sheet
from reports.news import newest
from reports.source import Place
from reports.standings import LETTERS

_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vagvisaren:feed")
NEVER = "1970-01-01T00:00:00Z"
"""When a feed changed that has nothing to tell yet."""


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    title: str
    summary: str
    updated: str
    page: str
    """Of the municipality, from the edition's start page."""
    direction: str


def feed_of(place: Place, changes: Sequence[Change], since: str, edition: Edition) -> Sheet:
    """The feed of one municipality. `since`: its first visit, the feed's moment until there is news."""
    title = edition.language.gettext("Vägvisaren: changes in {name}", name=place.name)
    name = f"kommun/{place.code}"
    return _sheet(f"{name}.atom", f"{name}.html", title, changes, since, edition)


def feed_of_county(page: str, name: str, changes: Sequence[Change], since: str, edition: Edition) -> Sheet:
    title = edition.language.gettext("Vägvisaren: changes in {name}", name=name)
    return _sheet(page.replace(".html", ".atom"), page, title, changes, since, edition)


def feed_of_all(changes: Sequence[Change], since: str, edition: Edition) -> Sheet:
    title = edition.language.gettext("Vägvisaren: changes in all municipalities")
    return _sheet("changes.atom", "changes.html", title, changes, since, edition)


def _sheet(
    name: str, page: str, title: str, changes: Sequence[Change], since: str, edition: Edition
) -> Sheet:
    """`page` is the one that says the same to people."""
    entries = [_entry(change, edition) for change in newest(changes)]
    # The newest news, not the last visit: a feed that says nothing new is the same file.
    updated = max((entry.updated for entry in entries), default=since or NEVER)
    return Sheet(
        name,
        "feed.atom",
        {
            "id": _urn(edition.code, name),
            "page": page,
            "title": title,
            "updated": updated,
            "entries": entries,
        },
    )


def _entry(change: Change, edition: Edition) -> Entry:
    language, place = edition.language, change.place
    _ = language.gettext
    before, after = (language.range(row.points or 0, row.max or 0) for row in (change.before, change.after))
    name = place.name
    if before == after:
        title = _("{name}: {points} of 5 points as before, other verdicts", name=name, points=after)
    else:
        title = _("{name}: from {before} to {after} of 5 points", name=name, before=before, after=after)
    told = [
        f"{LETTERS[step.aspect]} {edition.words.aspects[step.aspect]}: "
        f"{edition.words.verdicts[step.before]} → {edition.words.verdicts[step.after]}"
        for step in change.steps
    ]
    summary = "; ".join(told) + "."
    if change.by_method:
        summary += " " + _(
            "The method or its lexicon changed in between: perhaps nothing happened on the site."
        )
    return Entry(
        id=_urn(edition.code, place.code, change.after.run_id),
        title=title,
        summary=summary,
        updated=change.after.measured_at,
        page=f"kommun/{place.code}.html",
        direction=change.direction,
    )


def _urn(*parts: str) -> str:
    return uuid.uuid5(_OURS, "/".join(parts)).urn
