"""Decisions in what is exported: both verdicts, the score that counts them, and nobody's name who need not be
there."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import reports
from reports.export import export
from scoring.decisions import NewDecision
from scoring.ranking import rank
from scoring.registry import Municipality, Registry
from scoring.store import NewRun, Store
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
SCHEMA = json.loads((Path(reports.__file__).parent / "schema" / "vagvisaren-results-1.json").read_text())
REGISTRY = Registry(
    Municipality(
        code, f"Kommun {code}", "99", "Exempellän", f"https://m{code}.example", 1000, 60.0, 15.0, "A1"
    )
    for code in ("9901", "9902")
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = Store.open(tmp_path, clock=lambda: NOW)
    run = found.begin_run(NewRun(("9901", "9902")), NOW)
    for code in ("9901", "9902"):
        seen = observation(code)
        found.save(run.id, seen, result(seen, prominence=aspect("review")))
    found.finish_run(run.id, "finished", NOW, published=True)
    return found


def decide(store: Store, **more: str) -> None:
    usual = {
        "code": "9901",
        "aspect": "prominence",
        "verdict": "yes",
        "by": "Ada",
        "at": "2026-02-01",
        "why": "Så.",
    }
    store.decisions.decide(NewDecision(**(usual | more)), 0, NOW)  # type: ignore[arg-type]


def municipalities(store: Store) -> dict[str, Any]:
    document = json.loads(export(store, REGISTRY, "json"))
    jsonschema.validate(document, SCHEMA)
    return {found["code"]: found for found in document["municipalities"]}


def test_a_decision_counts_and_both_verdicts_are_there(store: Store) -> None:
    decide(store, valid_until="2027-02-01")
    decide(store, aspect="responsible", verdict="no", source="phone", why="Enligt Anna Svensson på växeln.")
    found = municipalities(store)
    judged = found["9901"]["aspects"]["prominence"]
    assert (judged["verdict"], judged["machine"], judged["flags"]) == ("yes", "review", ["decided"])
    assert found["9901"]["score"] == {"points": 4, "max": 4}
    assert found["9902"]["score"] == {"points": 4, "max": 5}
    first, second = found["9901"]["audits"]
    assert (first["by"], first["at"], first["why"], first["valid_until"], first["state"]) == (
        "Ada", "2026-02-01", "Så.", "2027-02-01", "valid",
    )  # fmt: skip
    assert (second["aspect"], second["verdict"], second["source"]) == ("responsible", "no", "phone")
    assert "Svensson" not in second["why"]
    assert found["9902"]["audits"] == []


def test_one_that_has_ended_is_told_and_does_not_count(store: Store) -> None:
    decide(store, valid_until="2026-02-10")
    found = municipalities(store)["9901"]
    assert (found["aspects"]["prominence"]["verdict"], found["audits"][0]["state"]) == ("review", "expired")


def test_tables_and_ranking_respect_it(store: Store) -> None:
    decide(store, aspect="existence", verdict="no")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(export(store, REGISTRY, "csv").decode()))}
    assert (rows["9901"]["existence"], rows["9901"]["points"]) == ("no", "0")
    ranking = rank(shown.result for shown in store.latest().values())
    assert [group.codes for group in ranking.groups] == [("9902",), ("9901",)]
