"""Agreement of two raters on nominal categories: the figures of METHOD section 6, each from its source.

A rating is one unit as both raters saw it: (gold, machine). Where a coefficient is not defined the answer
is None, never NaN.

Cohen's κ stands here because the library that has it, statsmodels, brings pandas and six more with it; the
Wilson interval because scipy, which has it and which the tests hold it to, takes two seconds to import, in
every build of the report.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from scoring.agreement.validation import Proportion

Ratings = Sequence[tuple[str, str]]
CONFIDENCE_LEVEL = 0.95
_DIGITS = 6
_Z = NormalDist().inv_cdf((1 + CONFIDENCE_LEVEL) / 2)


def proportion(count: int, of: int) -> Proportion:
    """A share with its Wilson score interval."""
    if not of:
        return Proportion(count=0, of=0)
    low, high = wilson(count, of)
    return Proportion(
        count=count, of=of, share=round(count / of, _DIGITS), low=_rounded(low), high=_rounded(high)
    )


@lru_cache(maxsize=4096)
def wilson(count: int, of: int) -> tuple[float, float]:
    """Limits of the Wilson score interval (Wilson 1927; Newcombe 1998, method 3: no correction for
    continuity)."""
    share = count / of
    middle = share + _Z * _Z / (2 * of)
    reach = _Z * sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    scale = 1 + _Z * _Z / of
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)


def cohen_kappa(ratings: Ratings) -> float | None:
    """Cohen's κ (Cohen 1960): (p_o − p_e) / (1 − p_e), p_e = Σ p_gold(k)·p_machine(k).

    None when both used one and the same category throughout: p_e is 1 then.
    """
    if _one_category(ratings):
        return None
    n = len(ratings)
    gold, machine = Counter(g for g, _ in ratings), Counter(m for _, m in ratings)
    by_chance = sum(gold[category] * machine[category] for category in gold) / n**2
    return _corrected(ratings, by_chance)


def gwet_ac1(ratings: Ratings) -> float | None:
    """Gwet's AC1 (Gwet 2008, British Journal of Mathematical and Statistical Psychology 61, 29–48):
    (p_o − p_e) / (1 − p_e), p_e = Σ π(k)·(1 − π(k)) / (q − 1), π(k) the mean share of category k.

    q is the number of categories that were used, as in Gwet's own irrCAC, but at least two: nobody asks a
    question with one answer. So where all agree on one category it is 1. None without ratings.
    """
    if not ratings:
        return None
    used = Counter(category for rating in ratings for category in rating)
    shares = [number / (2 * len(ratings)) for number in used.values()]
    by_chance = sum(share * (1 - share) for share in shares) / max(len(used) - 1, 1)
    return _corrected(ratings, by_chance)


def krippendorff_alpha(ratings: Ratings) -> float | None:
    """Krippendorff's α for nominal data (Krippendorff 2011). None when only one category was used."""
    if _one_category(ratings):
        return None
    import krippendorff  # and with it numpy: only validation needs them

    by_rater = [[gold for gold, _ in ratings], [machine for _, machine in ratings]]
    return _rounded(krippendorff.alpha(by_rater, level_of_measurement="nominal"))


def _corrected(ratings: Ratings, by_chance: float) -> float:
    observed = sum(gold == machine for gold, machine in ratings) / len(ratings)
    return _rounded((observed - by_chance) / (1 - by_chance))


def _one_category(ratings: Ratings) -> bool:
    return len({category for rating in ratings for category in rating}) < 2


def _rounded(value: float) -> float:
    # Through float: what numpy returns is not JSON's. Plus zero: no -0.0.
    return round(float(value), _DIGITS) + 0.0
