"""How the verdicts about one municipality went, run by run: for the human who decides, never for a rule."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

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
    query = (
        select(observations.c.measured_at, observations.c.reason, scores.c[aspect])
        .join(scores, and_(scores.c.run == observations.c.run, scores.c.code == observations.c.code))
        .join(runs, runs.c.id == observations.c.run)
        .where(observations.c.code == code, runs.c.published)
        .order_by(observations.c.measured_at)
    )
    spans: list[Span] = []
    for at, reason, verdict in connection.execute(query):
        last = spans[-1] if spans else None
        if last is not None and (last.verdict, last.reason) == (verdict, reason or ""):
            spans[-1] = Span(verdict, last.reason, last.first, at, last.visits + 1)
        else:
            spans.append(Span(verdict, reason or "", at, at, 1))
    return tuple(spans)
