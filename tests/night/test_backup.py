"""A backup holds everything that it should, and what is restored is that or nothing."""

import gzip
import io
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.pictures import store_picture
from night import restore as restoring
from night.backup import back_up
from night.backup_format import MANIFEST, Entry, Manifest, belongs
from night.errors import LOCKED, UserError
from night.lock import run_lock
from night.restore import SET_ASIDE, restore
from scoring.store import DATABASE, NewRun, NoStore, Store, StoredFile
from tests.night.real_crawl import archived
from tests.store.samples import observation, result

PROJECT = Path(__file__).parents[2]
NOW = datetime(2026, 1, 31, 2, tzinfo=UTC)


def fill(data: Path, *codes: str) -> str:
    with Store.open(data) as store:
        run = store.begin_run(NewRun(plan=codes), NOW)
        for code in codes:
            seen = observation(code)
            found = store_picture(data, code.encode())
            picture = StoredFile("picture", found.sha256, found.path, found.bytes)
            store.save(run.id, seen, result(seen), [archived(data, run.id, seen), picture])
    return run.id


def shown(data: Path) -> list[str]:
    with Store.open(data, create=False) as store:
        return sorted(store.latest())


def contents(data: Path) -> dict[str, bytes]:
    """Everything but the lock, which holds no data."""
    files = (path for path in sorted(data.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    fill(tmp_path / "data", "9901", "9902")
    (tmp_path / "data" / "registry.csv").write_text("code,name\n")
    return tmp_path / "data"


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    return back_up(data, tmp_path / "b.tar.gz", NOW, with_archive=True).path


def test_what_is_in_it(data: Path, tmp_path: Path) -> None:
    small = back_up(data, tmp_path / "small.tgz", NOW)
    large = back_up(data, tmp_path, NOW, with_archive=True)
    assert (small.files, large.files, small.missing) == (4, 6, 0)
    assert large.path == tmp_path / "vagvisaren-20260131T020000Z.tar.gz"
    with tarfile.open(large.path) as tar:
        names = tar.getnames()
    assert names[0] == DATABASE
    assert names[-1] == MANIFEST
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_there_and_back(data: Path, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    found = restore(other, backup)
    assert (found.files, found.runs, found.set_aside) == (6, 1, None)
    assert shown(other) == ["9901", "9902"]
    before, after = contents(data), contents(other)
    assert {n: b for n, b in before.items() if DATABASE not in n} == {
        n: b for n, b in after.items() if DATABASE not in n
    }
    with Store.open(other) as store:
        assert store.check() == "ok"


def test_while_a_crawl_writes(data: Path, tmp_path: Path) -> None:
    with Store.open(data) as store, run_lock(data):
        run = store.begin_run(NewRun(plan=("9903",)), NOW)
        made = back_up(data, tmp_path / "b.tar.gz", NOW)
        seen = observation("9903")
        store.save(run.id, seen, result(seen))
    restore(tmp_path / "other", made.path)
    assert shown(tmp_path / "other") == ["9901", "9902"]


def test_a_lost_picture_is_counted(data: Path, tmp_path: Path) -> None:
    next((data / "pictures").rglob("*.webp")).unlink()
    found = back_up(data, tmp_path / "b.tar.gz", NOW)
    assert (found.files, found.missing) == (3, 1)
    assert restore(tmp_path / "other", found.path).files == 3


def test_wrong_names_and_nothing_to_back_up(data: Path, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is there already"):
        back_up(data, backup, NOW)
    with pytest.raises(UserError, match="name it so"):
        back_up(data, tmp_path / "b.zip", NOW)
    with pytest.raises(NoStore):
        back_up(tmp_path / "empty", tmp_path / "b2.tar.gz", NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.gz", "data"]


def test_an_existing_database_stays_unless_asked(data: Path, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    fill(other, "9905")
    with pytest.raises(UserError, match="--replace"):
        restore(other, backup)
    assert shown(other) == ["9905"]
    found = restore(other, backup, replace=True)
    assert shown(other) == ["9901", "9902"]
    assert found.set_aside == other / SET_ASIDE
    old = sqlite3.connect(found.set_aside)
    assert old.execute("SELECT code FROM observations").fetchall() == [("9905",)]
    old.close()


def test_a_damaged_database_is_replaced_and_kept(data: Path, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / DATABASE).write_bytes(b"This is a letter, not a database. " * 100)
    (other / f"{DATABASE}-wal").write_bytes(b"a log of that")
    restore(other, backup, replace=True)
    assert shown(other) == ["9901", "9902"]
    assert (other / SET_ASIDE).read_bytes().startswith(b"This is a letter")


def test_the_log_of_a_killed_process_goes_with_its_database(data: Path, backup: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "live") as store:
        run = store.begin_run(NewRun(plan=("9905",)), NOW)
        seen = observation("9905")
        store.save(run.id, seen, result(seen))
        # As a process leaves it that is killed here: the rows stand in the log only.
        shutil.copytree(tmp_path / "live", tmp_path / "dead")
    assert (tmp_path / "dead" / f"{DATABASE}-wal").stat().st_size
    found = restore(tmp_path / "dead", backup, replace=True)
    assert shown(tmp_path / "dead") == ["9901", "9902"]
    assert found.set_aside
    (tmp_path / "old").mkdir()
    shutil.copyfile(found.set_aside, tmp_path / "old" / DATABASE)
    assert shown(tmp_path / "old") == ["9905"]


def test_never_while_a_run_holds_the_lock(data: Path, backup: Path) -> None:
    with run_lock(data), pytest.raises(UserError) as refused:
        restore(data, backup, replace=True)
    assert refused.value.exit_code == LOCKED


def edited(backup: Path, change: dict[str, bytes | None], seal: bool = False) -> Path:
    """The backup with some members' contents changed, removed (None) or added."""
    target = backup.with_name("edited.tar.gz")
    with tarfile.open(backup) as tar:
        stream = {m.name: tar.extractfile(m) for m in tar.getmembers()}
        held = {name: found.read() for name, found in stream.items() if found}
    kept = {name: body for name, body in (held | change).items() if body is not None}
    if seal:
        import hashlib

        manifest = Manifest("2026-01-31T02:00:00Z")
        for name, body in kept.items():
            if name != MANIFEST:
                manifest.entries[name] = Entry(len(body), hashlib.sha256(body).hexdigest())
        kept[MANIFEST] = manifest.as_json()
    with tarfile.open(target, "w:gz") as tar:
        for name, body in kept.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            tar.addfile(member, io.BytesIO(body))
    return target


def refused(data: Path, backup: Path, why: str) -> None:
    """Refused for that reason, and the data directory is as it was."""
    before = contents(data)
    with pytest.raises(UserError, match=why):
        restore(data, backup, replace=True)
    assert contents(data) == before


def test_what_does_not_fit_its_digests_is_refused(data: Path, backup: Path) -> None:
    with tarfile.open(backup) as tar:
        picture = next(name for name in tar.getnames() if name.endswith("webp"))
    refused(data, edited(backup, {picture: b"another"}), r"webp is not what the manifest says")
    refused(data, edited(backup, {picture: None}), r"webp is not what the manifest says")
    refused(data, edited(backup, {"validation.json": b"{}"}), r"validation.json is not what")
    refused(data, edited(backup, {MANIFEST: None}), "no manifest")
    refused(data, edited(backup, {MANIFEST: b"{}"}), "not one of ours")
    refused(data, edited(backup, {MANIFEST: b'{"schema": "vagvisaren-backup/9"}'}), "this program reads")
    refused(data, edited(backup, {DATABASE: None}, seal=True), "no database")
    refused(data, edited(backup, {DATABASE: b"no database at all" * 99}, seal=True), "not a database")


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil", "pictures/../x", "notes.txt", "vagvisaren.db-wal"]
)
def test_no_other_file_is_ever_written(data: Path, backup: Path, name: str) -> None:
    assert not belongs(name)
    refused(data, edited(backup, {name: b"x"}, seal=True), "which no backup has")


def test_a_link_is_refused(data: Path, backup: Path) -> None:
    target = backup.with_name("link.tar.gz")
    with tarfile.open(target, "w:gz") as tar:
        member = tarfile.TarInfo(DATABASE)
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    refused(data, target, "which no backup has")


def test_no_backup_at_all(data: Path, backup: Path, tmp_path: Path) -> None:
    refused(data, tmp_path / "missing.tar.gz", "there is no file")
    whole = backup.read_bytes()
    for body in (
        b"",
        b"nonsense",
        whole[:40],
        whole[: len(whole) // 2],
        whole[:-500],
        gzip.compress(b"x" * 2000),
    ):
        (tmp_path / "cut.tar.gz").write_bytes(body)
        refused(data, tmp_path / "cut.tar.gz", "cannot be used")
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    (tmp_path / "flipped.tar.gz").write_bytes(flipped)
    refused(data, tmp_path / "flipped.tar.gz", "cannot be used")


def test_a_backup_of_a_newer_program(data: Path, backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        found = tar.extractfile(DATABASE)
        assert found
        (tmp_path / "newer.db").write_bytes(found.read())
    newer = sqlite3.connect(tmp_path / "newer.db")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    changed = edited(backup, {DATABASE: (tmp_path / "newer.db").read_bytes()}, seal=True)
    refused(data, changed, "update the program")


def test_a_disk_that_fills_up_changes_nothing(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = contents(data)
    monkeypatch.setattr(restoring, "_extract", full)
    with pytest.raises(OSError, match="No space"):
        restore(data, backup, replace=True)
    assert contents(data) == before


def test_a_restore_that_is_killed_can_be_done_again(data: Path, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    fill(other, "9905")
    killed = (
        "import os, sys; from pathlib import Path; from night import restore\n"
        "restore._exchange = lambda *_: os._exit(9)\n"
        "restore.restore(Path(sys.argv[1]), Path(sys.argv[2]), replace=True)"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(other), str(backup)], cwd=PROJECT, check=False)
    assert done.returncode == 9
    assert shown(other) == ["9905"]
    assert list(other.glob(".restore-*"))
    restore(other, backup, replace=True)
    assert shown(other) == ["9901", "9902"]
    assert not list(other.glob(".restore-*"))
