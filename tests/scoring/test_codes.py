"""Every code that the rules can emit has its sentences, and every sentence its code; the card's caps are
codes."""

import re
from pathlib import Path

import pytest

from scoring import codes
from scoring.codes import Code, explain, explanations
from scoring.judge import judge
from scoring.point_card import card_data
from scoring.summaries import templates, why
from tests.scoring.build import entry, observation, page

ROOM = Path(codes.__file__).parent


def test_codes_and_sentences_are_the_same_set() -> None:
    assert {str(code) for code in Code} == set(explanations())


def test_every_code_is_used_by_a_rule() -> None:
    source = "\n".join(path.read_text() for path in ROOM.glob("*.py") if path.name != "codes.py")
    used = set(re.findall(r"Code\.([A-Z0-9_]+)", source))
    assert set(Code.__members__) == used


def test_caps_of_the_card_are_codes() -> None:
    assert set(card_data()["caps"]) == {
        row.code for row in explanations().values() if row.group == "caps"
    } - {"icon_menu"}


@pytest.mark.parametrize("row", explanations().values(), ids=lambda row: row.code)
def test_sentences_are_sentences(row: codes.Explanation) -> None:
    for text in (row.sv, row.en):
        assert text.endswith(".")
    assert bool(row.remedy_sv) == bool(row.remedy_en)
    assert explain(row.code, "en") == row.en
    if row.group == "failed":
        assert row.remedy_sv


def test_summaries_exist_in_both_languages() -> None:
    for aspect, languages in templates().items():
        if aspect not in ("unmeasured", "words"):
            assert set(languages["sv"]) == set(languages["en"]), aspect
    assert set(templates()["words"]["sv"]) == set(templates()["words"]["en"])


def test_the_most_telling_reason_is_said() -> None:
    assert why(("A1", "not_archived", "as_if"), "en") == explain("not_archived", "en")
    assert why(("not_D2", "no_hours"), "en") == explain("no_hours", "en")
    said = explain("not_A1")
    assert why(("not_A1",), "sv") == said[0].lower() + said[1:]


def test_the_cap_that_binds_speaks_first() -> None:
    shown = judge(observation([entry(region="footer", y=3000)], [page()])).aspects.prominence
    assert shown.summary_en.endswith(explain("footer_only", "en"))
