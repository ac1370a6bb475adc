"""What was published when: rows without what explains them, so that years of nights are quick to read.

Only accepted runs count. The SQL is shared by SQLite and PostgreSQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from scoring.result import ASPECTS, Aspect, Verdict
from scoring.store.schema import observations, runs, scores

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Judged:
    """One visit as it was published. `points` and `max` are None when it was not measured."""

    run_id: str
    code: str
    status: str
    reason: str | None
    measured_at: str
    method_version: str
    lexicon_version: str
    points: int | None
    max: int | None
    verdicts: tuple[Verdict, ...]
    """Strict reading, in the order of the aspects."""
    desktop: int | None
    """Prominence 0–100."""
    mobile: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """One run counted. `scores`: (points, max) → municipalities; `yes`, `no`: per aspect."""

    run_id: str
    started: str
    planned: int
    method_versions: tuple[str, ...]
    scores: dict[tuple[int, int], int]
    yes: dict[Aspect, int]
    no: dict[Aspect, int]

    @property
    def measured(self) -> int:
        return sum(self.scores.values())


def of_codes(connection: Connection, codes: Sequence[str]) -> dict[str, list[Judged]]:
    """Every accepted visit of these municipalities, oldest first."""
    found: dict[str, list[Judged]] = {code: [] for code in codes}
    for start in range(0, len(codes), _BATCH):
        query = _columns().where(runs.c.published, observations.c.code.in_(codes[start : start + _BATCH]))
        for row in connection.execute(query.order_by(runs.c.started, runs.c.id)):
            found[row.code].append(_judged(row))
    return found


def as_of(connection: Connection, run_id: str, keep: Sequence[str]) -> Iterator[Judged]:
    """What was shown of everybody once this run had been accepted; see `Store.latest` for `keep`."""
    until = select(runs.c.started).where(runs.c.id == run_id).scalar_subquery()
    same = observations.c.code
    stands = or_(observations.c.reason.is_(None), observations.c.reason.not_in(keep))
    order = (case((stands, 1), else_=0).desc(), runs.c.started.desc(), runs.c.id.desc())
    units = (
        select(
            observations.c.run,
            observations.c.code,
            func.row_number().over(partition_by=same, order_by=order).label("choice"),
        )
        .join(runs, runs.c.id == observations.c.run)
        .where(
            runs.c.published, or_(runs.c.started < until, and_(runs.c.started == until, runs.c.id <= run_id))
        )
        .subquery()
    )
    query = _columns().join(
        units, and_(units.c.run == observations.c.run, units.c.code == observations.c.code)
    )
    for row in connection.execute(query.where(units.c.choice == 1).order_by(observations.c.code)):
        yield _judged(row)


def next_started(connection: Connection, run_id: str) -> str | None:
    """When the accepted run after this one began; None when it is the last."""
    own = connection.execute(select(runs.c.started).where(runs.c.id == run_id)).scalar()
    later = or_(runs.c.started > own, and_(runs.c.started == own, runs.c.id > run_id))
    return connection.execute(select(func.min(runs.c.started)).where(runs.c.published, later)).scalar()


def tallies(connection: Connection) -> list[Tally]:
    """Every accepted run counted, oldest first."""
    head = select(runs.c.id, runs.c.started, runs.c.planned).where(runs.c.published)
    found = {
        row.id: Tally(row.id, row.started, row.planned, (), {}, {}, {})
        for row in connection.execute(head.order_by(runs.c.started, runs.c.id))
    }
    marks = [
        func.sum(case((scores.c[aspect] == verdict, 1), else_=0)).label(f"{aspect}_{verdict}")
        for aspect in ASPECTS
        for verdict in ("yes", "no")
    ]
    measured = scores.c.points.is_not(None)
    for row in connection.execute(select(scores.c.run, *marks).where(measured).group_by(scores.c.run)):
        if row.run in found:
            found[row.run].yes.update({aspect: getattr(row, f"{aspect}_yes") for aspect in ASPECTS})
            found[row.run].no.update({aspect: getattr(row, f"{aspect}_no") for aspect in ASPECTS})
    kinds = (scores.c.run, scores.c.points, scores.c.max, scores.c.method_version)
    versions: dict[str, set[str]] = {}
    for row in connection.execute(select(*kinds, func.count().label("n")).where(measured).group_by(*kinds)):
        if row.run in found:
            counted = found[row.run].scores
            counted[row.points, row.max] = counted.get((row.points, row.max), 0) + row.n
            versions.setdefault(row.run, set()).add(row.method_version)
    return [
        Tally(t.run_id, t.started, t.planned, tuple(sorted(versions.get(run, ()))), t.scores, t.yes, t.no)
        for run, t in found.items()
    ]


def _columns() -> Select[Any]:
    return (
        select(
            observations.c.run,
            observations.c.code,
            observations.c.status,
            observations.c.reason,
            observations.c.measured_at,
            scores.c.method_version,
            scores.c.lexicon_version,
            scores.c.points,
            scores.c.max,
            *(scores.c[aspect] for aspect in ASPECTS),
            scores.c.prominence_desktop,
            scores.c.prominence_mobile,
        )
        .join(scores, and_(scores.c.run == observations.c.run, scores.c.code == observations.c.code))
        .join(runs, runs.c.id == observations.c.run)
    )


def _judged(row: Any) -> Judged:
    desktop, mobile = row.prominence_desktop, row.prominence_mobile
    return Judged(
        run_id=row.run,
        code=row.code,
        status=row.status,
        reason=row.reason,
        measured_at=row.measured_at,
        method_version=row.method_version,
        lexicon_version=row.lexicon_version,
        points=row.points,
        max=row.max,
        verdicts=tuple(getattr(row, aspect) for aspect in ASPECTS),
        desktop=None if desktop is None else round(desktop),
        mobile=None if mobile is None else round(mobile),
    )
