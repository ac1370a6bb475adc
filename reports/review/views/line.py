"""The queue: what waits, why, and since when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from reports.review.access import Visit
from reports.review.waiting import AGES, wanted_from
from reports.sorting import swedish_order
from scoring.queue import Queued
from scoring.registry import Municipality
from scoring.stability import moment

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    item: Queued
    place: Municipality
    why: str
    days: int
    aside: bool


def home(visit: Visit) -> Response:
    """Where one left off, else the queue."""
    place = visit.app.place_of(visit.account.name)
    return RedirectResponse(place if place != "/" else "/queue", 303)


def queue(visit: Visit) -> Response:
    app, speech = visit.app, visit.app.speech(visit.session, visit.request)
    wanted = wanted_from(dict(visit.request.query_params))
    who = visit.account.name
    found: tuple[Queued, ...] = app.waiting.of(wanted, who, visit.now)
    text = visit.request.query_params.get("from", "0")
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    start = start if start < len(found) else 0
    everything: tuple[Queued, ...] = app.waiting.all(visit.now)
    resume = app.place_of(who)
    rows = [
        Row(
            item,
            app.places[item.code],
            speech.reason(item.reason),
            max((visit.now - moment(item.since)).days, 0),
            app.waiting.is_aside(item, who, visit.now),
        )
        for item in found[start : start + PAGE]
    ]
    return app.page(
        visit,
        "queue",
        rows=rows,
        total=len(found),
        everything=len(everything),
        start=start,
        page=PAGE,
        wanted=wanted,
        query=wanted.query,
        ages=AGES,
        reasons=_counted(everything, speech.reason),
        counties=sorted(app.counties.items(), key=lambda pair: swedish_order(pair[1])),
        resume=resume if resume != "/" else "",
    )


def _counted(items: Iterable[Queued], words: object) -> list[tuple[str, str, int]]:
    """(code, sentence, how many), most frequent first."""
    assert callable(words)  # noqa: S101 - for the type checker
    return [(code, words(code), n) for code, n in Counter(item.reason for item in items).most_common()]
