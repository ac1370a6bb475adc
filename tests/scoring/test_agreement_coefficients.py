"""The agreement coefficients against the worked examples of those who published them."""

import pytest

from scoring.agreement.coefficients import cohen_kappa, gwet_ac1, krippendorff_alpha, proportion

Table = list[list[int]]


def ratings(table: Table) -> list[tuple[str, str]]:
    """The units of a contingency table: its rows are one rater's categories, its columns the other's."""
    return [
        (f"category {row}", f"category {column}")
        for row, cells in enumerate(table)
        for column, number in enumerate(cells)
        for _ in range(number)
    ]


COHEN_1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Cohen, Educational and Psychological Measurement 20 (1960), table 1: 200 patients, three diagnoses."""
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""Gwet, irrCAC (documentation, `cont3x3abstractors`): 100 pregnancies, two abstractors."""
GWET_PARADOX = [[118, 5], [2, 0]]
"""Gwet, Kappa statistic is not satisfactory (2002): agreement of 94 % with a κ below nought."""
BOTH_SAY_ONE = [[7, 0], [0, 0]]


@pytest.mark.parametrize(
    ("table", "published"), [(COHEN_1960, 0.492), (ABSTRACTORS, 0.7964094), (GWET_PARADOX, -0.0234)]
)
def test_kappa(table: Table, published: float) -> None:
    assert cohen_kappa(ratings(table)) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(("table", "published"), [(ABSTRACTORS, 0.8493305), (GWET_PARADOX, 0.9408)])
def test_ac1(table: Table, published: float) -> None:
    assert gwet_ac1(ratings(table)) == pytest.approx(published, abs=0.00005)


def test_alpha_of_a_table() -> None:
    assert krippendorff_alpha(ratings(ABSTRACTORS)) == pytest.approx(0.7972585, abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [("aabbdcccedda", "babbbccceddd", 0.692), ("0100000010", "1110010000", 0.095)],
)
def test_alpha_of_krippendorff_2011(one: str, other: str, published: float) -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), examples B and A: two observers."""
    assert krippendorff_alpha(list(zip(one, other, strict=True))) == pytest.approx(published, abs=0.0005)


def test_the_library_gives_the_alpha_of_four_observers_with_gaps() -> None:
    """Krippendorff 2011, example C: 0.743. We have two raters; this holds the library to its source."""
    import krippendorff

    observers = ["123321412***", "1233224125*3", "*3332342251*", "12332441251*"]
    values = [[float("nan") if cell == "*" else float(cell) for cell in row] for row in observers]
    assert krippendorff.alpha(values, level_of_measurement="nominal") == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals(count: int, of: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    found = proportion(count, of)
    assert found.share == pytest.approx(count / of, abs=1e-6)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.00005), pytest.approx(high, abs=0.00005))


def test_wilson_intervals_are_those_of_scipy() -> None:
    from scipy.stats import binomtest

    for of in (1, 2, 9, 30, 290, 10_000):
        for count in {0, 1, of // 3, of - 1, of}:
            theirs = binomtest(count, of).proportion_ci(0.95, method="wilson")
            ours = proportion(count, of)
            assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


@pytest.mark.parametrize(
    ("count", "of", "shown"), [(299, 300, 99.7), (1, 300, 0.3), (300, 300, 100), (56, 57, 98), (0, 0, None)]
)
def test_nearly_all_does_not_look_like_all(count: int, of: int, shown: float | None) -> None:
    assert proportion(count, of).percent == shown


def test_one_category_leaves_kappa_and_alpha_undefined() -> None:
    same = ratings(BOTH_SAY_ONE)
    assert (cohen_kappa(same), krippendorff_alpha(same)) == (None, None)
    assert gwet_ac1(same) == 1.0


def test_nothing_to_compare() -> None:
    assert (cohen_kappa([]), krippendorff_alpha([]), gwet_ac1([])) == (None, None, None)
    assert proportion(0, 0).model_dump() == {"count": 0, "of": 0, "share": None, "low": None, "high": None}


def test_one_disagreement_is_no_better_than_chance() -> None:
    assert cohen_kappa([("yes", "no")]) == 0.0
    assert krippendorff_alpha([("yes", "no")]) == 0.0
    assert gwet_ac1([("yes", "no")]) == -1.0
