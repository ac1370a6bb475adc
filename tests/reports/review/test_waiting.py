"""The queue that is kept in memory is the one that would be made anew, whatever has happened meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from reports.review.waiting import STALE, Line
from scoring import queue
from scoring.decisions import NewDecision
from scoring.objections import NewEnd, NewObjection
from scoring.registry import Registry
from scoring.store import NewRun
from tests.reports.review.conftest import Team
from tests.reports.review.ground import STARTED

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODE = "0003"


class Desk:
    def __init__(self, team: Team) -> None:
        self.store = team.store
        self.registry: Registry = team.app.state.review.registry  # type: ignore[attr-defined]
        self.line = Line(self.store, self.registry)

    def looks(self, now: datetime) -> tuple[queue.Queued, ...]:
        kept, anew = self.line.all(now), Line(self.store, self.registry).all(now)
        assert kept == anew
        return kept

    def decides(self, version: int, verdict: str, now: datetime, until: str | None = None) -> None:
        new = NewDecision(
            code=CODE, aspect="prominence", verdict=verdict, by="Ada", at=now.isoformat(), why="Så.",
            valid_until=until,
        )  # type: ignore[arg-type] # fmt: skip
        self.store.decisions.decide(new, version, now)


@pytest.fixture
def desk(team: Team) -> Desk:
    return Desk(team)


def of(found: tuple[queue.Queued, ...]) -> str | None:
    return next((item.kind for item in found if item.key == (CODE, "prominence")), None)


def test_decisions_come_and_end(desk: Desk) -> None:
    assert of(desk.looks(NOW)) == "review"
    desk.decides(0, "yes", NOW, "2026-11-23")
    assert of(desk.looks(NOW)) is None
    assert of(desk.looks(NOW + timedelta(hours=2))) is None
    assert of(desk.looks(NOW + timedelta(days=2))) == "expired", "nobody has written anything meanwhile"
    desk.decides(1, "withdrawn", NOW + timedelta(days=2))
    assert of(desk.looks(NOW + timedelta(days=2, hours=1))) == "review"


def test_objections_come_and_end(desk: Desk) -> None:
    desk.looks(NOW)
    said = NewObjection(code=CODE, aspect="prominence", by="Kommunen", at="2026-11-20", text="Vi ser den.")
    made = desk.store.objections.record(said, "Ada", NOW)
    assert of(desk.looks(NOW)) == "objection"
    end = NewEnd(outcome="rejected", by="Lea", at="2026-11-21", why="Nej.")
    desk.store.objections.end(made.id, end, 0, NOW)
    assert of(desk.looks(NOW)) == "review"


def test_a_new_run_and_a_new_judgement(desk: Desk) -> None:
    desk.looks(NOW)
    before = desk.line.passage(CODE, "prominence")
    shown = desk.store.latest([CODE])[CODE]
    seen = desk.store.observation(shown.run_id, CODE)
    assert seen is not None
    sure = shown.result.aspects.prominence.model_copy(
        update={"verdict": "yes", "machine": "yes", "review_reasons": ()}
    )
    aspects = shown.result.aspects.model_copy(update={"prominence": sure})
    at = "2026-11-23T01:00:00Z"
    result = shown.result.model_copy(update={"aspects": aspects, "measured_at": at})
    run = desk.store.begin_run(NewRun(plan=(CODE,)), STARTED + timedelta(days=1))
    desk.store.save(run.id, seen.model_copy(update={"measured_at": at}), result)
    assert of(desk.line.all(NOW)) == "review", "not accepted yet"
    desk.store.finish_run(run.id, "finished", STARTED + timedelta(days=1), published=True)
    assert of(desk.looks(NOW)) is None
    assert sum(span.visits for span in desk.line.passage(CODE, "prominence")) == 1 + sum(
        span.visits for span in before
    )
    desk.store.replace_result(run.id, result.model_copy(update={"aspects": shown.result.aspects}), NOW)
    assert of(desk.looks(NOW)) == "review"


def test_another_month_draws_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "is_drawn", lambda *of: of[-1] == "2026-12")
    assert not any(item.kind == "drawn" for item in desk.looks(NOW))
    december = datetime(2026, 12, 1, tzinfo=UTC)
    assert any(item.kind == "drawn" for item in desk.looks(december))
    assert any(item.kind == "drawn" for item in desk.looks(december + STALE))
