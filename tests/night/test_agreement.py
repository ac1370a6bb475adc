"""Validation in the operator's hands: which results are compared, what is kept, what the terminal shows."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.agreement import gold_labels, keep, validate
from night.agreement_text import counts, lines
from night.context import Night
from night.errors import NOTHING_MEASURED, WRONG_USE, UserError
from night.run import run
from night.settings import Settings
from scoring.agreement.gold import ASPECT_COLUMNS
from scoring.agreement.validation import VALIDATION_FILE, Validation
from scoring.store import Store
from tests.night.real_crawl import RealCrawl, build, places

HEAD = f"code,{','.join(ASPECT_COLUMNS)},status,family\n"
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def gold(folder: Path, *rows: str) -> Path:
    path = folder / "gold.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def crawled(folder: Path, reasons: Mapping[str, str] | None = None) -> str:
    """9901 to 9903 visited; the run."""
    night = Night(Settings(data=folder), places(3), lambda _: None, RealCrawl(reasons or {}), build)
    return run(night).run.id


def validated(folder: Path, *rows: str, run: str | None = None) -> Validation:
    registry = places(5)
    with Store.open(folder) as store:
        return validate(gold_labels(gold(folder, *rows), registry), store, registry, run, NOW)


def test_agreement_counts_and_names_every_disagreement(tmp_path: Path) -> None:
    crawled(tmp_path)
    rows = ("9901,yes,yes,no,,no|review,,,,unknown,,", "9902,yes,,,,,,,,,,", "9904,no,,,,,,,,,,")
    told = "\n".join(counts(validated(tmp_path, *rows)))
    assert "existence          2/2 (100%)" in told
    assert "front_page         0/1 (0%)" in told
    assert "Kommun 9901 (9901) prominence: gold no|review, machine yes, certain; A1_named: Så är det." in told
    assert "responsible        1/1" in told


def test_the_whole_text(tmp_path: Path) -> None:
    done = crawled(tmp_path, {"9903": "timeout"})
    rows = (
        "9901,yes,yes,no,,no|review,,,,unknown,,press",
        "9902,yes,,,,,,,,,,",
        "9903,yes,,,,,,,,,,",
        "9904,no,,,,,,,,,,",
    )
    told = "\n".join(lines(validated(tmp_path, *rows)))
    squeezed = [" ".join(line.split()) for line in told.splitlines()]
    for line in (
        f"gold.csv: labels of 4 municipalities, beside run {done} (method 1, lexicon 1)",
        "not visited, not compared: Kommun 9904 (9904)",
        "labelled but unmeasured: 1; their verdicts are not compared, see status",
        "labels that allow several verdicts: 1; the machine is right with any of them",
        "Agreement (human raters of web audits agree 70% to 88%)",
        "existence 2/2 100 % 34–100 % – – 1.00",
        "(–: κ and α are not defined where only one verdict occurs)",
        "front_page 0/1 0 % 0–79 % 0.00 0.00 -1.00",
        "existence yes 2/2 100 % 34–100 % 2/2 100 % 34–100 %",
        "strict together certain 5/5 100 % 57–100 % right 3/5 60 % 23–88 %",
        "under 15 000 existence 2/2",
        "press existence 1/1",
        "Kommun 9903 (9903) status: gold measured, machine timeout",
        "Disagreements: 3",
    ):
        assert any(shown.startswith(line) for shown in squeezed), line
    assert not [line for line in told.splitlines() if line != line.rstrip()]


def test_the_last_accepted_results_or_those_of_one_run(tmp_path: Path) -> None:
    first = crawled(tmp_path)
    second = crawled(tmp_path, {"9901": "crisis_page"})  # too many unmeasured to be accepted
    shown = validated(tmp_path, "9901,yes,,,,,,,,,,", "9902,yes,,,,,,,,,,")
    assert shown.runs == (first,)
    later = validated(tmp_path, "9901,yes,,,,,,,,,,", run=second)
    assert [each.machine for each in later.disagreements] == ["crisis_page"]


def test_nothing_to_compare_is_said(tmp_path: Path) -> None:
    crawled(tmp_path)
    with pytest.raises(UserError, match=r"no municipality that gold\.csv labels was visited here") as error:
        validated(tmp_path, "9904,yes,,,,,,,,,,")
    assert error.value.exit_code == NOTHING_MEASURED


def test_an_unknown_run_is_said(tmp_path: Path) -> None:
    done = crawled(tmp_path)
    with pytest.raises(UserError, match=rf"no run 'tonight'\. The newest are: {done}") as error:
        validated(tmp_path, "9901,yes,,,,,,,,,,", run="tonight")
    assert error.value.exit_code == WRONG_USE


def test_a_bad_label_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gold.csv line 2, column existence: 'maybe'") as error:
        validated(tmp_path, "9901,maybe,,,,,,,,,,")
    assert error.value.exit_code == WRONG_USE


def test_it_is_kept_for_the_report(tmp_path: Path) -> None:
    crawled(tmp_path)
    found = validated(tmp_path, "9901,yes,,,,,,,,,,")
    assert keep(found, tmp_path) == tmp_path / VALIDATION_FILE
    assert Validation.model_validate_json((tmp_path / VALIDATION_FILE).read_bytes()) == found


def test_hostile_names_do_not_reach_the_terminal(tmp_path: Path) -> None:
    crawled(tmp_path)
    found = validated(tmp_path, "9901,no,,,,,,,,,,\x1b[31mred")
    hostile = found.disagreements[0].model_copy(update={"summary": "\x1b[2Jgone", "name": "a\nb"})
    told = "\n".join(lines(found.model_copy(update={"disagreements": (hostile,)})))
    assert "\x1b" not in told
    assert "a b (9901) existence" in told
