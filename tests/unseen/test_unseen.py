"""Sites that the rules had not seen as they were labelled. See README.md beside this."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unseen.serving import rows, served, write_registry

PROJECT = Path(__file__).parents[2]
ASPECTS = {
    "a": "existence",
    "b": "front_page",
    "c": "prominence",
    "d": "help_info",
    "e": "responsible",
}


def crawled(folder: Path) -> dict[str, Any]:
    with served() as name_map:
        environment = {**os.environ, "VAGVISAREN_NAME_MAP": name_map, "VAGVISAREN_PAGE_DELAY": "0"}
        program = [sys.executable, "-m", "vagvisaren", "--data", str(folder / "data")]
        registry = ["--registry", str(write_registry(folder / "sites.csv"))]
        crawl = [*program, "crawl", *registry, "--allow-private"]
        subprocess.run(crawl, cwd=PROJECT, env=environment, capture_output=True, timeout=1800, check=False)
        export = [*program, "export", "--format", "json"]
        told = subprocess.run(
            export, cwd=PROJECT, env=environment, capture_output=True, timeout=120, check=True
        )
    return {one["code"][1:]: one for one in json.loads(told.stdout)["municipalities"]}


def read_otherwise(row: dict[str, str], found: dict[str, Any]) -> set[str]:
    """Letters of the aspects in which reader and machine differ; `status`, where that differs."""
    status = found["status_reason"] or "measured"
    if status not in row["status"].split("|"):
        return {"status"}
    if status != "measured":
        return set()
    aspects = found["aspects"]
    return {
        letter
        for letter, name in ASPECTS.items()
        if row[letter] and aspects[name]["machine"] not in row[letter].split("|")
    }


@pytest.mark.long
def test_as_the_readers_labelled_them(tmp_path: Path) -> None:
    results = crawled(tmp_path)
    assert sorted(results) == [row["site"] for row in rows()]
    differing = {row["site"]: read_otherwise(row, results[row["site"]]) for row in rows()}
    expected = {row["site"]: set(row["open"].split()) for row in rows()}
    assert {site: one for site, one in differing.items() if one != expected[site]} == {}
