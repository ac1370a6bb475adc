"""The weekly visits in the database."""

from pathlib import Path

import pytest

from scoring.result import Measured, Measures
from scoring.sector_visit import SectorVisit
from scoring.store import Store, StoreError
from scoring.store.schema import sector_visits
from scoring.store.sectors import KEPT


def visit(number: int, code: str = "9901") -> SectorVisit:
    return SectorVisit(code=code, name="Almsta", visited_at=f"2026-01-{number:02}T01:00:00Z", run="r")


def measures(value: str) -> Measures:
    return Measures(version="1", found=(Measured(measure="centralisation", value=value),))


def test_the_newest_visit_speaks_and_old_ones_go(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        for number in range(1, KEPT + 4):
            store.sectors.add(visit(number), measures("own"))
        store.sectors.add(visit(20), measures("all_in_one"))
        store.sectors.add(visit(5, "9902"), measures("partly"))
        assert len(store.sectors.visits("9901")) == KEPT
        weeks = store.sectors.latest()
        assert {code: week.measures.found[0].value for code, week in weeks.items()} == {
            "9901": "all_in_one",
            "9902": "partly",
        }
        assert weeks["9901"].visited_at == "2026-01-20T01:00:00Z"
        assert set(store.sectors.latest(["9902"])) == {"9902"}


def test_the_same_moment_again_replaces(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.sectors.add(visit(1), measures("own"))
        store.sectors.add(visit(1), measures("partly"))
        assert len(store.sectors.visits("9901")) == 1
        assert store.sectors.latest()["9901"].measures.found[0].value == "partly"


def test_damage_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.sectors.add(visit(1), measures("own"))
        with store.writing() as connection:
            connection.execute(sector_visits.update().values(body=b"x", measures=b"x"))
        with pytest.raises(StoreError, match="weekly visit of 9901 is damaged"):
            store.sectors.visits("9901")
        with pytest.raises(StoreError, match="crawl --sectors"):
            store.sectors.latest()
