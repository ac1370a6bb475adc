"""How the verdicts about one municipality went, run by run: for the human who decides, never for a rule."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, select

from scoring.result import Aspect
from scoring.store.schema import observations, runs, scores


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive runs with the same published verdict. `reason`: why unmeasured, else empty."""

    verdict: str
    reason: str
    first: str
    last: str
    """Times of the first and the last of the visits."""
    visits: int


def passage(connection: Connection, code: str, aspect: Aspect) -> tuple[Span, ...]:
    """Oldest first, of runs that were accepted."""
    # Two questions, each answered by an index alone: joined, SQLite reads every row with its body.
    of_scores = select(scores.c.run, scores.c[aspect]).where(scores.c.code == code)
    verdicts = {row.run: row[1] for row in connection.execute(of_scores)}
    visits = (
        select(observations.c.measured_at, observations.c.reason, observations.c.run)
        .join(runs, runs.c.id == observations.c.run)
        .where(observations.c.code == code, runs.c.published)
        # By run, though it is sorted by time below: so the index that holds all of this is taken.
        .order_by(observations.c.run)
    )
    seen = sorted(connection.execute(visits), key=itemgetter(0))
    nights = [(at, verdicts.get(run, "unmeasured"), reason or "") for at, reason, run in seen]
    spans = (list(group) for _, group in groupby(nights, key=itemgetter(1, 2)))
    return tuple(Span(s[0][1], s[0][2], s[0][0], s[-1][0], len(s)) for s in spans)
