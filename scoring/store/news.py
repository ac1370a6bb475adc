"""Whether anything that a queue rests on is new: cheap to ask before every page."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from scoring.store.schema import decisions, objection_ends, objections, replaced_scores, runs


@dataclass(frozen=True, slots=True)
class News:
    """Two that are equal saw the same database, as far as a queue goes."""

    runs: tuple[int, str]
    """How many accepted runs, and when the last ended."""
    judgements: int
    decisions: int
    objections: int
    ends: int

    def same_results(self, other: "News") -> bool:
        return (self.runs, self.judgements) == (other.runs, other.judgements)


def news(connection: Connection) -> News:
    accepted = select(func.count(), func.max(runs.c.finished)).where(runs.c.published)
    count, last = connection.execute(accepted).one()
    return News(
        (int(count), last or ""),
        _last(connection, replaced_scores.c.id),
        _last(connection, decisions.c.id),
        _last(connection, objections.c.id),
        _last(connection, objection_ends.c.id),
    )


def codes_since(connection: Connection, before: News) -> frozenset[str]:
    """The municipalities that something was decided about since then."""
    query = select(decisions.c.code).where(decisions.c.id > before.decisions)
    return frozenset(connection.execute(query).scalars())


def _last(connection: Connection, column: ColumnElement[int]) -> int:
    return int(connection.execute(select(func.max(column))).scalar() or 0)
