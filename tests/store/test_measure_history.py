"""What the measures said night by night, in the database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoring.result import Measured, Measures
from scoring.sector_visit import SectorVisit
from scoring.store import NewRun, Store, StoreError
from scoring.store.measure_history import week_of
from scoring.store.schema import measure_history
from tests.store.samples import observation, result

START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)


def measures(phone: str, hours: float | None = None) -> Measures:
    week = Measured(measure="phone_hours", value="stated" if hours else "none", number=hours)
    return Measures(version="1", found=(Measured(measure="phone", value=phone), week))


def night(store: Store, at: int, said: dict[str, Measures | None], *, published: bool = True) -> str:
    run = store.begin_run(NewRun(plan=tuple(said)), START + timedelta(days=at))
    for code, told in said.items():
        seen = observation(code)
        assert store.save(run.id, seen, result(seen).model_copy(update={"measures": told}))
    store.finish_run(run.id, "finished", START + timedelta(days=at, hours=1), published=published)
    return run.id


def test_every_night_is_kept_and_the_newest_accepted_one_stands(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        first = night(store, 0, {"9901": measures("none"), "9902": measures("both", 40.5)})
        second = night(store, 1, {"9901": measures("function", 45), "9902": None})
        night(store, 2, {"9901": measures("none"), "9902": measures("none")}, published=False)
        old, new = store.measure_history.as_of(first), store.measure_history.as_of(second)
        assert old["9901"].values == {"phone": "none", "phone_hours": "none"}
        assert old["9902"].numbers == {"phone_hours": 40.5}
        assert new["9901"].values["phone"] == "function"
        assert new["9902"].values["phone"] == "both"  # not measured that night: what stood stands
        seen = store.measure_history.of_runs([first, second])
        assert [len(rows) for rows in seen.values()] == [2, 1]


def test_a_judgement_made_anew_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        run = night(store, 0, {"9901": measures("none")})
        again = store.result(run, "9901").model_copy(update={"measures": measures("both")})
        store.replace_result(run, again, START)
        assert store.measure_history.as_of(run)["9901"].values["phone"] == "both"


def test_weeks_have_rows_of_their_own(tmp_path: Path) -> None:
    def visit(day: str, value: str) -> None:
        seen = SectorVisit(code="9901", name="Almsta", visited_at=f"{day}T03:00:00Z", run="r")
        told = Measured(measure="centralisation", value=value)
        store.sectors.add(seen, Measures(version="1", found=(told,)))

    with Store.open(tmp_path) as store:
        run = night(store, 0, {"9901": measures("none")})
        visit("2026-01-03", "own")
        visit("2026-01-10", "partly")
        visit("2026-01-11", "all_in_one")  # the same ISO week: the later visit stands
        assert store.measure_history.weeks() == ("2026-W01", "2026-W02")
        assert store.measure_history.as_of_week("2026-W01")["9901"].values == {"centralisation": "own"}
        assert store.measure_history.as_of_week("2026-W02")["9901"].values == {"centralisation": "all_in_one"}
        assert store.measure_history.as_of(run)["9901"].values["phone"] == "none"


def test_weeks_are_those_of_the_calendar() -> None:
    assert week_of("2027-01-01T03:00:00Z") == "2026-W53"


def test_damage_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        run = night(store, 0, {"9901": measures("none")})
        with store.writing() as connection:
            connection.execute(measure_history.update().values(told=b"x"))
        with pytest.raises(StoreError, match="measures of 9901"):
            store.measure_history.as_of(run)
