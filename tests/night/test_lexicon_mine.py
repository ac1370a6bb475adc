"""`lexicon mine`: which runs are read, what is printed, and what is said when there is nothing."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.errors import NOTHING_MEASURED, WRONG_USE, UserError
from night.lexicon_mine import as_csv, as_json, lines, mine
from scoring.observation import Observation
from scoring.registry import load_registry
from scoring.store import NewRun, Store
from tests.scoring import build
from tests.store.samples import observation as unvisited
from tests.store.samples import result
from tests.test_cli import call, said

REGISTRY = load_registry()
SUNDSVALL, UMEA = "2281", "2480"


def visit(code: str, label: str) -> Observation:
    """An entry that leads to a page with phone and hours."""
    page = build.page("/lyktan", "Lyktan", "Vi svarar på dina frågor.", title="Lyktan")
    return build.observation([build.entry(label, "/lyktan")], [page], code=code, name=REGISTRY[code].name)


def keep(store: Store, day: int, *seen: Observation, state: str = "finished") -> str:
    start = datetime(2026, 1, day, tzinfo=UTC)
    run = store.begin_run(NewRun(plan=tuple(each.code for each in seen)), start)
    for each in seen:
        judged = result(unvisited(each.code, reason=each.status_reason))
        store.save(run.id, each, judged)
    if state == "finished":
        store.finish_run(run.id, "finished", start, published=True)
    return run.id


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with Store.open(folder) as store:
        keep(store, 1, visit(SUNDSVALL, "Lyktan"))
        keep(
            store,
            2,
            visit(SUNDSVALL, "Sundsvall svarar"),
            visit(UMEA, "Umeå svarar"),
            unvisited("0180", reason="dns"),
        )
        keep(store, 3, unvisited(UMEA, reason="dns"))
        keep(store, 4, visit(UMEA, "Pågår"), state="running")
    return folder  # fmt: skip


def test_the_last_run_that_measured_anything_is_read(data: Path) -> None:
    with Store.open(data, create=False) as store:
        mined = mine(store, REGISTRY)
    assert mined.runs == ("20260102T000000Z",)
    assert (mined.municipalities, mined.unread) == (2, 0)
    assert [(p.label, p.municipalities, p.guess) for p in mined.found] == [("{ort} svarar", 2, "P")]


def test_all_runs_that_are_kept(data: Path) -> None:
    with Store.open(data, create=False) as store:
        mined = mine(store, REGISTRY, every_run=True)
    assert mined.runs == ("20260102T000000Z", "20260101T000000Z")
    assert [(p.label, p.municipalities) for p in mined.found] == [("{ort} svarar", 2), ("lyktan", 1)]
    assert mined.municipalities == 2


def test_a_damaged_observation_is_counted_and_left_out(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Store, "observation", lambda store, run, code: None if code == UMEA else visit(code, "Lyktan")
    )
    with Store.open(data, create=False) as store:
        mined = mine(store, REGISTRY)
        assert (mined.municipalities, mined.unread) == (1, 1)
        assert "pruned or damaged: 1 observation" in "\n".join(lines(mined))
        monkeypatch.setattr(Store, "observation", lambda store, run, code: None)
        with pytest.raises(UserError, match="no longer kept") as error:
            mine(store, REGISTRY)
    assert error.value.exit_code == NOTHING_MEASURED


def test_nothing_crawled_and_nothing_measured_are_told_apart(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        with pytest.raises(UserError, match="no runs yet") as error:
            mine(store, REGISTRY)
        assert error.value.exit_code == WRONG_USE
        keep(store, 1, unvisited(UMEA, reason="dns"))
        with pytest.raises(UserError, match="no municipality was measured") as error:
            mine(store, REGISTRY)
        assert error.value.exit_code == NOTHING_MEASURED


def test_a_run_without_unknown_labels_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        keep(store, 1, visit(UMEA, "Kontaktcenter"))
        assert list(lines(mine(store, REGISTRY))) == [
            "run 20260101T000000Z: 1 municipality read, 0 labels in no class of lexicon 1"
            " that lead to phone and hours"
        ]


def test_text_json_and_csv_say_the_same(data: Path) -> None:
    text = call("--data", str(data), "lexicon", "mine")
    assert text.returncode == 0, text.stderr
    assert "2 P {ort} svarar the name of the place stands in it" in said(text)
    assert "Sundsvall (2281): https://www.almsta.se/lyktan" in text.stdout

    found = json.loads(call("--data", str(data), "lexicon", "mine", "--json").stdout)
    assert found["schema"] == "vagvisaren-lexicon-mine/1"
    (label,) = found["labels"]
    assert (label["label"], label["municipalities"], label["guess"]) == ("{ort} svarar", 2, "P")
    assert label["examples"][1]["as_seen"] == "Umeå svarar"

    rows = list(csv.DictReader(io.StringIO(call("--data", str(data), "lexicon", "mine", "--csv").stdout)))
    assert [(row["label"], row["code"], row["municipality"]) for row in rows] == [
        ("{ort} svarar", SUNDSVALL, "Sundsvall"),
        ("{ort} svarar", UMEA, "Umeå"),
    ]


def test_hostile_labels_rewrite_neither_screen_nor_spreadsheet(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        keep(store, 1, visit(UMEA, "=cmd|lyktan\x1b]0;hej\x07\x9b2J"))
        mined = mine(store, REGISTRY)
    everything = "\n".join(lines(mined)) + as_json(mined) + as_csv(mined)
    assert not set("\x1b\x07\x9b") & set(everything)
    assert all(row[7].startswith("'=") for row in list(csv.reader(io.StringIO(as_csv(mined))))[1:])


@pytest.mark.parametrize(
    ("arguments", "words"), [([], "vagvisaren crawl"), (["--json", "--csv"], "not both")]
)
def test_wrong_use_exits_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = call("--data", str(tmp_path / "none"), "lexicon", "mine", *arguments)
    assert words in said(done)
    assert done.returncode == 2
