"""What is pruned, what is kept, and that nothing is lost that something refers to."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archive import archive_path
from crawler.pictures import store_picture
from night import prune as pruning
from night.errors import LOCKED, UserError
from night.lock import run_lock
from night.prune import lines, prune
from night.retention import forgettable
from scoring.decisions import NewDecision
from scoring.objections import NewObjection
from scoring.result import Verdict
from scoring.rounds import Item, NewRound
from scoring.sampling import Sample
from scoring.store import NewRun, NoStore, Store, StoredFile, Unit, utc_text
from tests.night.real_crawl import archived
from tests.store.samples import aspect, observation, result

FIRST = datetime(2026, 1, 5, 2, tzinfo=UTC)


def unit(day: int, verdict: str = "yes", *, code: str = "9901", **more: object) -> Unit:
    at = FIRST + timedelta(days=day)
    plain = {"reason": None, "published": True, "body_bytes": 100, "archived": False}
    known = {"run": f"r{day:03}", "code": code, "measured_at": utc_text(at), "verdicts": (verdict,)}
    return Unit(**(known | plain | more))  # type: ignore[arg-type]


def left(units: list[Unit], day: int) -> list[str]:
    """The runs that are kept on `day`."""
    newest_first = sorted(units, key=lambda unit: (unit.code, -int(unit.run[1:])))
    gone = {(unit.code, unit.run) for unit in forgettable(newest_first, FIRST + timedelta(days=day))}
    return [unit.run for unit in units if (unit.code, unit.run) not in gone]


def test_first_of_each_month_and_the_last_fourteen_days_are_kept() -> None:
    kept = left([unit(day) for day in range(60)], 60)
    february = "r027"
    assert kept == ["r000", february, *(f"r{day:03}" for day in range(47, 60))]


def test_where_a_published_verdict_changed_is_kept() -> None:
    verdicts = {10: "no", 11: "no", 12: "yes"}
    units = [unit(day, verdicts.get(day, "yes")) for day in range(20)]
    assert left(units, 100) == ["r000", "r010", "r012", "r019"]


def test_a_run_that_was_held_back_is_no_change() -> None:
    units = [unit(day, "no" if day == 10 else "yes", published=day != 10) for day in range(20)]
    assert left(units, 100) == ["r000", "r019"]


def test_last_visit_last_measured_and_what_is_shown_are_kept() -> None:
    units = [
        *(unit(day) for day in range(10)),
        unit(10, published=False),
        unit(11, "unmeasured", reason="dns"),
        unit(12, "unmeasured", reason="crisis_page"),
        unit(13, "unmeasured", reason="timeout", published=False),
    ]
    assert left(units, 100) == ["r000", "r010", "r011", "r012", "r013"]


def test_each_municipality_by_itself_and_none_twice() -> None:
    units = [unit(day, code=code) for code in ("9901", "9902") for day in range(3)]
    assert left(units, 100) == ["r000", "r002"] * 2
    assert left([unit(0), unit(1, body_bytes=0), unit(2)], 100) == ["r000", "r001", "r002"]


REASONS = st.sampled_from([None, None, None, "dns", "crisis_page"])
HISTORY = st.lists(st.tuples(st.booleans(), REASONS, st.sampled_from(["yes", "no"])), min_size=1, max_size=8)


@hypothesis.settings(max_examples=30)
@given(histories=st.lists(HISTORY, min_size=1, max_size=3), days=st.integers(0, 400))
def test_what_is_shown_is_never_pruned(
    histories: list[list[tuple[bool, str | None, Verdict]]], days: int
) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        for day in range(max(map(len, histories))):
            at = FIRST + timedelta(days=9 * day)
            run = store.begin_run(NewRun(plan=()), at)
            published = False
            for number, history in enumerate(histories):
                if day < len(history):
                    published, reason, verdict = history[day]
                    seen = observation(str(9901 + number), reason=reason, at=utc_text(at))
                    store.save(run.id, seen, result(seen, existence=aspect(verdict)))
            store.finish_run(run.id, "finished", at, published=published)
        before = store.latest()
        prune(Path(folder), FIRST + timedelta(days=days))
        assert store.latest() == before
        assert all(store.observation(shown.run_id, code) is not None for code, shown in before.items())


class Nights:
    """A data directory with nights of two municipalities, each with an archive and a picture."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def add(self, day: int, verdict: Verdict = "yes", picture: bytes = b"the same every night") -> str:
        at = FIRST + timedelta(days=day)
        with Store.open(self.data) as store:
            run = store.begin_run(NewRun(plan=("9901", "9902")), at)
            for code in run.plan:
                seen = observation(code, at=utc_text(at))
                found = store_picture(self.data, picture)
                kept = [
                    archived(self.data, run.id, seen),
                    StoredFile("picture", found.sha256, found.path, found.bytes),
                ]
                store.save(run.id, seen, result(seen, existence=aspect(verdict)), kept)
            store.finish_run(run.id, "finished", at, published=True)
        return run.id

    def files(self) -> set[Path]:
        folders = ("archive", "pictures")
        return {path for folder in folders for path in (self.data / folder).rglob("*") if path.is_file()}


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_what_somebody_has_decided_about_stays_for_two_years(nights: Nights) -> None:
    runs = [nights.add(day) for day in range(6)]
    with Store.open(nights.data) as store:
        decided = {"code": "9901", "aspect": "existence", "by": "Ada", "at": "2026-01-06", "why": "Så."}
        store.decisions.decide(NewDecision(**decided, verdict="yes", run=runs[1]), 0, FIRST)  # type: ignore[arg-type]
        said = {"code": "9902", "aspect": "existence", "by": "Kommunen", "at": "2026-01-07", "text": "Nej."}
        store.objections.record(NewObjection(**said, run=runs[2]), "Ada", FIRST)  # type: ignore[arg-type]
        rated = (Item("9901", "existence", runs[3]),)
        plan = {"name": "Våren", "codebook_version": "1", "sample": Sample("all"), "raters": ("Ada", "Bo")}
        store.rounds.open(NewRound(**plan, items=rated, created_by="Ada"), FIRST)  # type: ignore[arg-type]

    def there() -> list[tuple[int, str]]:
        with Store.open(nights.data) as store:
            pairs = [(day, code) for day in range(6) for code in ("9901", "9902")]
            return [pair for pair in pairs if store.observation(runs[pair[0]], pair[1]) is not None]

    ends = [(0, "9901"), (0, "9902"), (5, "9901"), (5, "9902")]
    prune(nights.data, FIRST + timedelta(days=100))
    assert there() == sorted([*ends, (1, "9901"), (2, "9902"), (3, "9901")])
    prune(nights.data, FIRST + timedelta(days=800))
    assert there() == ends


def test_scores_stay_and_observation_archive_and_pictures_go(nights: Nights) -> None:
    runs = [nights.add(day, picture=b"own" if day == 1 else b"the same every night") for day in range(4)]
    now = FIRST + timedelta(days=50)
    found = prune(nights.data, now)
    assert (found.units, found.of, found.archives.count, found.pictures.count) == (4, 8, 4, 1)
    with Store.open(nights.data) as store:
        assert [store.observation(run, "9901") is None for run in runs] == [False, True, True, False]
        assert all(len(store.results(run)) == 2 for run in runs)
        assert [len(store.files(run)) for run in runs] == [4, 0, 0, 4]
        assert store.latest()["9902"].result.status == "measured"
    names = {path.name for path in nights.files()}
    assert names == {"9901.warc.gz", "9902.warc.gz", next(n for n in names if n.endswith("webp"))}
    assert {path.name for path in (nights.data / "archive").iterdir()} == {runs[0], runs[3]}
    again = prune(nights.data, now)
    assert (again.units, again.archives.count, again.pictures.count) == (0, 0, 0)


def test_a_dry_run_tells_the_same_and_changes_nothing(nights: Nights) -> None:
    for day in range(4):
        nights.add(day)
    now, before = FIRST + timedelta(days=50), nights.files()
    planned = prune(nights.data, now, dry_run=True)
    assert nights.files() == before
    assert "4 of 8 visits would be pruned" in "\n".join(lines(planned))
    done = prune(nights.data, now)
    assert (done.units, done.archives, done.pictures) == (planned.units, planned.archives, planned.pictures)
    assert "4 of 8 visits are pruned" in "\n".join(lines(done))


def test_left_over_files_go_and_foreign_ones_stay(nights: Nights) -> None:
    run = nights.add(0)
    orphan = nights.data / store_picture(nights.data, b"nobody's").path
    unfinished = orphan.with_name(f".{orphan.name}.1-ab.part")
    unknown = nights.data / archive_path("20200101T000000Z", "9901")
    foreign = [orphan.with_name("holiday.webp"), nights.data / "archive" / run / "notes.txt", unknown]
    for path in (unfinished, *foreign):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = prune(nights.data, FIRST)
    assert found.left_over.count == 2
    assert "no visit names" in "\n".join(lines(found))
    assert not orphan.exists()
    assert not unfinished.exists()
    assert all(path.exists() for path in foreign)


def test_killed_between_rows_and_files(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(4):
        nights.add(day)

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    now = FIRST + timedelta(days=50)
    with monkeypatch.context() as patch:
        patch.setattr(pruning, "_remove", killed)
        with pytest.raises(KeyboardInterrupt):
            prune(nights.data, now)
    again = prune(nights.data, now)
    assert (again.units, again.archives.count, again.left_over.count) == (0, 4, 4)
    assert len(nights.files()) == 5


def test_a_database_that_became_mostly_free_is_compacted(nights: Nights) -> None:
    noise = "".join(chr(33 + i * i % 9000) for i in range(30_000))
    with Store.open(nights.data) as store:
        for day in range(24):
            at = FIRST + timedelta(days=day)
            run = store.begin_run(NewRun(plan=("9901",)), at)
            seen = observation(text=f"{day}{noise}", at=utc_text(at))
            # The result repeats the title; here only the observation is to be large.
            store.save(run.id, seen, result(observation(at=utc_text(at))))
            store.finish_run(run.id, "finished", at, published=True)
        path = store.path
    before = path.stat().st_size
    found = prune(nights.data, FIRST + timedelta(days=50))
    assert found.compacted > 0
    assert path.stat().st_size < 0.6 * before
    assert "smaller" in "\n".join(lines(found))
    with Store.open(nights.data) as store:
        assert store.check() == "ok"


def test_never_while_a_run_holds_the_lock(nights: Nights) -> None:
    nights.add(0)
    with run_lock(nights.data), pytest.raises(UserError) as refused:
        prune(nights.data, FIRST)
    assert refused.value.exit_code == LOCKED


def test_without_a_database(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        prune(tmp_path, FIRST)
