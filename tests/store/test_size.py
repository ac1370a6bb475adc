"""How large the database is after thirty nights of all municipalities, with observations of real size."""

import shutil
import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import OBSERVATION, Extra, archive_path, write_archive
from night.prune import prune
from scoring.judge import judge
from scoring.observation import Observation
from scoring.result import Aspects, Result
from scoring.store import DATABASE, NewRun, Store, StoredFile
from scoring.store.records import as_json
from tests.store.real_sized import observation

ALL, NIGHTS = 290, 30
FIRST = datetime(2026, 3, 1, 1, tzinfo=UTC)
MOST = 30_000_000
"""Bytes, after thirty nights of 290."""
ROUNDING = 1_500_000
"""Bytes of pages that are not full, of all 290."""


def test_a_month_of_some(tmp_path: Path) -> None:
    some = 5
    data = month(tmp_path / "data", some)
    assert content(data) * ALL / some < MOST - ROUNDING
    with Store.open(data) as store:
        newest, *_, first = (run.id for run in store.runs())
        assert store.observation(newest, "7001") == observation("7001", NIGHTS - 1)
        # The first of the month is kept, in the archive; its picture is known without opening that.
        assert store.observation(first, "7001") == observation("7001", 0)
        (archive_of(data, first, "7001")).unlink()
        screen = store.screen(first, "7001")
        assert screen is not None
        assert screen.kind == "desktop"
        kept = [unit for unit in store.units() if unit.body_bytes]
        assert {(unit.run, unit.code) for unit in kept} == {(newest, f"{7001 + n}") for n in range(some)}
        assert len({store.result(run.id, "7001").measured_at for run in store.runs()}) == NIGHTS


@pytest.mark.long
def test_a_month_of_all(tmp_path: Path) -> None:
    data = month(tmp_path / "data", ALL)
    print(f"database after {NIGHTS} nights of {ALL}: {size(data) / 1e6:.1f} MB")
    assert size(data) < MOST


def test_they_are_as_large_as_real_ones() -> None:
    sizes = [len(zlib.compress(as_json(observation(f"{7001 + n}", 0)), 4)) for n in range(3)]
    assert 47_000 < sum(sizes) / len(sizes) < 55_000


def month(data: Path, count: int) -> Path:
    """Thirty nights, as a crawl stores them, pruned once a week."""
    judged: dict[str, Result] = {}
    with Store.open(data) as store:
        for night in range(NIGHTS):
            now = FIRST + timedelta(days=night)
            codes = tuple(f"{7001 + n}" for n in range(count))
            run = store.begin_run(NewRun(plan=codes), now)
            for code in codes:
                seen = observation(code, night)
                if code not in judged:
                    judged[code] = judge(seen, (seen.name,))
                text = as_json(seen)
                result = store.settled(as_of_tonight(judged[code], seen))
                store.save(run.id, seen, result, files(data, run.id, seen, text), text)
            store.finish_run(run.id, "finished", now + timedelta(hours=1), published=True)
            if night % 7 == 6:
                store.close()
                prune(data, now)
    return data


def as_of_tonight(result: Result, seen: Observation) -> Result:
    """The same verdicts, with tonight's pictures as their evidence."""
    assert seen.start is not None
    picture = seen.start.pictures[0].sha256
    readings = {
        name: Aspects(
            **{
                aspect: found.model_copy(
                    update={
                        "evidence": tuple(e.model_copy(update={"picture": picture}) for e in found.evidence)
                    }
                )
                for aspect, found in getattr(result, name).items()
            }
        )
        for name in ("aspects", "aspects_broad")
    }
    return result.model_copy(update={"measured_at": seen.measured_at, **readings})


def files(data: Path, run: str, seen: Observation, text: bytes) -> list[StoredFile]:
    relative = archive_path(run, seen.code)
    extra = Extra(OBSERVATION, "application/json", text, seen.measured_at)
    written = write_archive(data / relative, (), [extra])
    pictures = seen.start.pictures if seen.start else ()
    return [
        StoredFile("archive", written.sha256, relative.as_posix(), written.bytes),
        *(
            StoredFile("picture", one.sha256, f"pictures/{one.sha256[:2]}/{one.sha256}.webp", 20_000)
            for one in pictures
        ),
    ]


def archive_of(data: Path, run: str, code: str) -> Path:
    return data / archive_path(run, code)


def content(data: Path) -> int:
    """Bytes without the empty parts of pages: of a few municipalities they would be counted 58 times."""
    shutil.copyfile(data / DATABASE, data / "small-pages.db")
    with closing(sqlite3.connect(data / "small-pages.db")) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA page_size=1024")
        copy.execute("VACUUM")
        tables = int(copy.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    return (data / "small-pages.db").stat().st_size - 1024 * tables


def size(data: Path) -> int:
    return sum(path.stat().st_size for path in data.glob(f"{DATABASE}*") if "before" not in path.name)
