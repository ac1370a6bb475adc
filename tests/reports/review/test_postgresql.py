"""The same app over a team's PostgreSQL: decide, conflict, undo, a round, a call."""

from pathlib import Path

import pytest

from tests.reports.review.ground import client, filled, team_app, token, with_people
from tests.store.conftest import OpenDatabase
from tests.store.conftest import postgres as postgres  # the fixture


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    made: OpenDatabase = request.getfixturevalue("postgres")
    return made()


def test_the_app_works_over_postgresql(address: str, tmp_path: Path) -> None:
    store, places = filled(tmp_path / "data", address)
    with store:
        with_people(store)
        app = team_app(store, places, data=tmp_path / "data")
        ada, bo, lea = (client(app, name) for name in ("Ada", "Bo", "Lea"))
        item = "/item/0003/prominence"
        assert 'src="/pictures/' in ada.get(item).text
        assert "Örebro" in ada.get("/queue").text
        form = {"verdict": "yes", "why": "Syns.", "source": "site", "valid_until": "", "expected": "0"}
        assert ada.post(f"{item}/decide", data=form | {"csrf": token(ada)}).status_code == 303
        second = bo.post(f"{item}/decide", data=form | {"csrf": token(bo), "verdict": "no"})
        assert (second.status_code, "Ada decided while" in second.text) == (409, True)
        assert ada.post(f"{item}/undo", data={"csrf": token(ada), "expected": "1"}).status_code == 303
        assert [d.verdict for d in store.decisions.of("0003")] == ["yes", "withdrawn"]
        given = {
            "name": "N",
            "kind": "all",
            "aspect": "prominence",
            "first": "Ada",
            "second": "Bo",
            "third": "",
        }
        begun = lea.post("/rounds", data=given | {"csrf": token(lea), "size": "", "seed": "1", "reason": ""})
        assert begun.headers["location"] == "/rounds/1"
        where = ada.get("/rounds/1/next").headers["location"]
        rated = ada.post(where, data={"csrf": token(ada), "verdict": "no", "why": "", "expected": "0"})
        assert rated.status_code == 303
        assert len(store.rounds.ratings(1)) == 1
        note = {"version": "0", "decisions": "0", "do": "note", "outcome_1": "Upptaget"}
        assert ada.post("/phone/0001", data=note | {"csrf": token(ada)}).status_code == 303
        assert "Upptaget" in bo.get("/phone/0001").text
        assert lea.get("/queue", params={"aspect": "prominence", "age": "7"}).status_code == 200
