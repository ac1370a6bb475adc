"""What was published when, as rows: by municipality, by night, and counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from scoring.observation import Observation
from scoring.store import NewRun, Store
from tests.reports.invented import municipality, observation, result, unmeasured

BEGAN = datetime(2026, 11, 20, 1, tzinfo=UTC)
ALE, BJUV = municipality("0001", "Ale"), municipality("0002", "Bjuv")


def _seen(code: str, at: str, reason: str | None) -> Observation:
    place = ALE if code == "0001" else BJUV
    status = "unmeasured" if reason else "measured"
    changes = {"measured_at": at, "status": status, "status_reason": reason}
    return observation(place, None, 0).model_copy(update=changes)


def _night(store: Store, day: int, words: dict[str, str], *, accepted: bool = True) -> str:
    """`words`: by code, letters such as `yynyu`, or a status reason."""
    began = BEGAN + timedelta(days=day)
    run = store.begin_run(NewRun(tuple(words)), began)
    for code, word in words.items():
        place, at = (ALE if code == "0001" else BJUV), f"{began:%Y-%m-%dT%H:%M:%SZ}"
        reason = None if set(word) <= set("ynru") else word
        judged = unmeasured(place, reason) if reason else result(place, word)
        store.save(run.id, _seen(code, at, reason), judged.model_copy(update={"measured_at": at}))
    store.finish_run(run.id, "finished", began + timedelta(hours=1), published=accepted)
    return run.id


def test_nights_are_rows_and_counts(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        first = _night(store, 0, {"0001": "yyyyu", "0002": "nnnnu"})
        _night(store, 1, {"0001": "nnnnu", "0002": "nnnnu"}, accepted=False)
        third = _night(store, 2, {"0001": "yynyu", "0002": "crisis_page"})
        fourth = _night(store, 3, {"0002": "timeout"})
        ale, bjuv = (store.timeline(["0001", "0002"])[code] for code in ("0001", "0002"))
        assert [(row.run_id, row.points, row.max) for row in ale] == [(first, 4, 5), (third, 3, 4)]
        assert [row.reason for row in bjuv] == [None, "crisis_page", "timeout"]
        assert bjuv[0].verdicts == ("no", "no", "no", "no", "unknown")
        assert store.as_of(first)["0001"].points == 4
        assert store.as_of(third)["0001"].points == 3
        assert store.as_of(third)["0002"].run_id == first, "a crisis leaves the earlier values standing"
        assert store.as_of(fourth)["0002"].points is None
        assert store.as_of(fourth)["0001"].run_id == third, "a visit to one leaves the others as they were"
        tallies = {tally.run_id: tally for tally in store.tallies()}
    assert list(tallies) == [first, third, fourth]
    assert tallies[first].scores == {(4, 5): 1, (0, 1): 1}
    assert (tallies[first].yes["existence"], tallies[first].no["existence"]) == (1, 1)
    assert (tallies[first].measured, tallies[third].measured, tallies[fourth].measured) == (2, 1, 0)
    assert tallies[first].method_versions == ("1",)
