"""Every borderline ruling stands in the example web, in two families of markup, and in the documents."""

import csv
from pathlib import Path

import pytest

from tests.web import PROJECT, REGISTRIES
from tests.web.rulings import Ruling, read_rulings

GOLD = Path(__file__).parent / "gold.csv"


def family_of() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in REGISTRIES.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {row["code"]: path.stem for row in csv.DictReader(stream)}
    return found


def test_all_rulings_are_there() -> None:
    assert [ruling.number for ruling in read_rulings()] == list(range(1, 43))


@pytest.mark.parametrize("ruling", read_rulings(), ids=lambda ruling: str(ruling.number))
def test_each_is_shown_in_two_families(ruling: Ruling) -> None:
    families = family_of()
    assert len({families[code] for code in ruling.codes}) >= 2


def test_each_example_has_a_gold_label() -> None:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        labelled = {row["code"] for row in csv.DictReader(stream)}
    assert {code for ruling in read_rulings() for code in ruling.codes} <= labelled


def test_the_document_shows_them_all() -> None:
    text = (PROJECT / "docs" / "rulings.md").read_text(encoding="utf-8")
    for ruling in read_rulings():
        assert f"## {ruling.number}. {ruling.case[0].upper()}{ruling.case[1:]}" in text, (
            "run: python -m tests.web.rulings"
        )
        assert f"**{ruling.decision}.**" in text, "run: python -m tests.web.rulings"
