"""The whole program on the example web, as its user runs it: every verdict against what a person saw on the
pages.

One crawl serves all tests, also when they run in several processes. A failure names municipality and aspect.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

PROJECT = Path(__file__).resolve().parents[1]
GOLD = PROJECT / "tests" / "web" / "gold.csv"
ASPECTS = ("existence", "front_page", "prominence", "help_info", "responsible")
PROMINENCE_TOLERANCE = 3


def rows() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def vagvisaren(*arguments: str, data: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "vagvisaren", "--data", str(data), *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=1800, check=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The data directory of a finished demo."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    data = shared / "example"
    with FileLock(shared / "example.lock"):
        if not (data / "done").exists():
            ended = vagvisaren("demo", data=data)
            assert ended.returncode == 0, ended.stdout + ended.stderr
            (data / "done").write_text(ended.stdout, encoding="utf-8")
    return data / "demo"


@pytest.fixture(scope="session")
def results(demo: Path) -> dict[str, Any]:
    ended = vagvisaren("export", "--format", "json", data=demo)
    assert ended.returncode == 0, ended.stderr
    return {one["code"]: one for one in json.loads(ended.stdout)["municipalities"]}


def labels() -> list[Any]:
    found = []
    for row in rows():
        for aspect in ASPECTS:
            for column, reading in ((aspect, "aspects"), (f"{aspect}_broad", "aspects_broad")):
                if row.get(column):
                    found.append(
                        pytest.param(row["code"], aspect, reading, row[column], id=f"{row['code']}-{column}")
                    )
    return found


@pytest.mark.parametrize(("code", "aspect", "reading", "expected"), labels())
def test_verdict(results: dict[str, Any], code: str, aspect: str, reading: str, expected: str) -> None:
    found = results[code][reading][aspect]
    assert found["machine"] in expected.split("|"), (
        f"{results[code]['name']}, {aspect} ({reading}): {found['summary']} {found['reasons']}"
    )


@pytest.mark.parametrize("row", [row for row in rows() if row.get("desktop")], ids=lambda row: row["code"])
def test_prominence_score(results: dict[str, Any], row: dict[str, str]) -> None:
    found = results[row["code"]]["aspects"]["prominence"]
    for viewport in (name for name in ("desktop", "mobile") if row[name]):
        assert found[viewport] == pytest.approx(int(row[viewport]), abs=PROMINENCE_TOLERANCE), viewport


@pytest.mark.parametrize("row", [row for row in rows() if row.get("status")], ids=lambda row: row["code"])
def test_status(results: dict[str, Any], row: dict[str, str]) -> None:
    found = results[row["code"]]
    assert (found["status"], found["status_reason"]) == ("unmeasured", row["status"])
    assert found["score"] is None


def test_the_sites_own_map_is_a_hint_and_no_proof(results: dict[str, Any]) -> None:
    """Ankarvik has a Medborgarservice that nothing links to; its map knows it."""
    existence = results["9221"]["aspects"]["existence"]
    assert (existence["verdict"], existence["confidence"]) == ("no", "uncertain")
    named = {(one["url"].rpartition("/")[2], one["why"]) for one in existence["rejected"]}
    assert ("medborgarservice", "on_site_map") in named
    hinted = [code for code, one in results.items() if "on_site_map" in one["aspects"]["existence"]["flags"]]
    assert hinted == ["9221"]


def test_everybody_is_there_once(results: dict[str, Any]) -> None:
    assert sorted(results) == sorted(row["code"] for row in rows())
    assert len(results) >= 40


def test_rescoring_changes_nothing(demo: Path) -> None:
    ended = vagvisaren("rescore", "--all", data=demo)
    assert ended.returncode == 0, ended.stderr
    assert os.linesep.join(ended.stdout.splitlines()[-1:]).strip()
