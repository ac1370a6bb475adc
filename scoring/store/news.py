"""Whether anything that a queue rests on is new: cheap to ask before every page."""

from dataclasses import dataclass

from sqlalchemy import Connection, ScalarSelect, func, select
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

    def same_replies(self, other: "News") -> bool:
        return (self.objections, self.ends) == (other.objections, other.ends)


def _last(column: ColumnElement[int]) -> ScalarSelect[int]:
    return select(func.coalesce(func.max(column), 0)).scalar_subquery()


# Asked before every page: built once.
_NEWS = select(
    select(func.count()).select_from(runs).where(runs.c.published).scalar_subquery(),
    select(func.coalesce(func.max(runs.c.finished), "")).where(runs.c.published).scalar_subquery(),
    *(_last(table.c.id) for table in (replaced_scores, decisions, objections, objection_ends)),
)


def news(connection: Connection) -> News:
    count, finished, *last = connection.execute(_NEWS).one()
    return News((count, finished), *last)


def codes_since(connection: Connection, before: News) -> frozenset[str]:
    """The municipalities that something was decided about since then."""
    query = select(decisions.c.code).where(decisions.c.id > before.decisions)
    return frozenset(connection.execute(query).scalars())
