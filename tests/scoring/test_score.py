"""Points and max, ranking in groups."""

import itertools

import pytest

from scoring.judge import judge
from scoring.ranking import rank
from scoring.result import ASPECTS, Result, Verdict
from scoring.score import WITHOUT_RESPONSIBLE, score_verdicts
from tests.scoring.build import entry, observation, page

LETTERS: dict[str, Verdict] = {"y": "yes", "n": "no", "r": "review", "u": "unknown"}


def _score(word: str) -> tuple[int, int] | None:
    found = score_verdicts(dict(zip(ASPECTS, (LETTERS[c] for c in word), strict=True)))
    return None if found is None else (found.points, found.max)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("yyyyy", (5, 5)),
        ("ryyyu", (0, 5)),
        ("yyryn", (3, 4)),
        ("nyyyy", (1, 1)),
        ("yryyu", (2, 5)),
        ("yyyyu", (4, 5)),
        ("ynyyn", (2, 2)),
        ("nnnnu", (0, 1)),
        ("yrnrn", (1, 3)),
    ],
)
def test_points_and_max(word: str, expected: tuple[int, int]) -> None:
    assert _score(word) == expected


@pytest.mark.parametrize("word", ["".join(w) for w in itertools.product("ynr", repeat=4)])
def test_every_resolution_lies_within(word: str) -> None:
    within = _score(word + "u")
    assert within is not None
    for choice in itertools.product("yn", repeat=5):
        resolved = "".join(c if v in "ru" else v for v, c in zip(word + "u", choice, strict=True))
        found = _score(resolved)
        assert found is not None
        assert within[0] <= found[0] <= within[1]


def test_unmeasured_is_neither_zero_nor_five() -> None:
    assert score_verdicts(dict.fromkeys(ASPECTS, "unmeasured")) is None


def _result(code: str, *entries: object) -> Result:
    return judge(observation(entries, [page()], code=code))  # type: ignore[arg-type]


def test_equal_ones_share_a_group() -> None:
    low = _result("0003", entry(region="footer", y=3000))
    apart = judge(observation(status="unmeasured", status_reason="dns", code="0004"))
    ranking = rank([low, _result("0002", entry()), apart, _result("0001", entry())])
    assert [group.codes for group in ranking.groups] == [("0001", "0002"), ("0003",)]
    assert ranking.unmeasured == (("0004", "dns"),)
    without = rank([low, _result("0001", entry())], without_responsible=True)
    assert [(g.score.points, g.score.max) for g in without.groups] == [(4, 4), (3, 3)]
    assert low.score_without_responsible is not None
    assert len(WITHOUT_RESPONSIBLE) == 4
