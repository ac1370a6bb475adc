"""Groups, not places: equal ones share a group (method §1, ranking)."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.result import Result, Score
from scoring.score import WITHOUT_RESPONSIBLE, score_aspects


@dataclass(frozen=True, slots=True)
class Group:
    """Municipalities with the same points, max and broad score, by code."""

    score: Score
    broad: Score
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    groups: tuple[Group, ...]
    unmeasured: tuple[tuple[str, str], ...]
    """(code, reason): never 0 and never 5, but apart."""


def rank(results: Iterable[Result], without_responsible: bool = False) -> Ranking:
    """By points, then max, then the broad score; `without_responsible` ranks by a–d alone."""
    scored: list[tuple[str, Score, Score]] = []
    apart: list[tuple[str, str]] = []
    for result in results:
        scores = _scores(result, without_responsible)
        if scores is None:
            apart.append((result.code, result.status_reason or ""))
        else:
            scored.append((result.code, *scores))
    return Ranking(ranked_groups(scored), tuple(sorted(apart)))


def ranked_groups(scored: Iterable[tuple[str, Score, Score]]) -> tuple[Group, ...]:
    """The groups of (code, score, broad score), best first."""
    groups: dict[tuple[int, int, int, int], list[str]] = {}
    for code, score, broad in scored:
        groups.setdefault((score.points, score.max, broad.points, broad.max), []).append(code)
    return tuple(
        Group(Score(points=p, max=m), Score(points=bp, max=bm), tuple(sorted(groups[p, m, bp, bm])))
        for p, m, bp, bm in sorted(groups, reverse=True)
    )


def _scores(result: Result, without_responsible: bool) -> tuple[Score, Score] | None:
    if without_responsible:
        score, broad = (score_aspects(a, WITHOUT_RESPONSIBLE) for a in (result.aspects, result.aspects_broad))
    else:
        score, broad = result.score, result.score_broad
    return None if score is None or broad is None else (score, broad)
