"""From five verdicts to points: a range when something is open (method §1)."""

from collections.abc import Mapping

from scoring.result import ASPECTS, Aspect, Aspects, Score, Verdict

OPEN = frozenset({"review", "unknown"})
WITHOUT_RESPONSIBLE: tuple[Aspect, ...] = ("existence", "front_page", "prominence", "help_info")
NEEDS: dict[Aspect, Aspect] = {
    "front_page": "existence",
    "prominence": "front_page",
    "help_info": "existence",
}
"""Nesting: b needs a, c needs b, d needs a; e stands alone."""


def score_verdicts(verdicts: Mapping[Aspect, Verdict], aspects: tuple[Aspect, ...] = ASPECTS) -> Score | None:
    """`points`: every open verdict turned out no; `max`: every one turned out yes. None when unmeasured."""
    if any(verdict == "unmeasured" for verdict in verdicts.values()):
        return None
    return Score(points=_total(verdicts, aspects, "no"), max=_total(verdicts, aspects, "yes"))


def score_aspects(results: Aspects, aspects: tuple[Aspect, ...] = ASPECTS) -> Score | None:
    """The score of the published verdicts."""
    return score_verdicts({aspect: result.verdict for aspect, result in results.items()}, aspects)


def _total(verdicts: Mapping[Aspect, Verdict], aspects: tuple[Aspect, ...], resolved: Verdict) -> int:
    holds: dict[Aspect, bool] = {}
    for aspect in ASPECTS:
        verdict = resolved if verdicts[aspect] in OPEN else verdicts[aspect]
        needed = NEEDS.get(aspect)
        holds[aspect] = verdict == "yes" and (needed is None or holds[needed])
    return sum(holds[aspect] for aspect in aspects)
