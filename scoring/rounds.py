"""Two raters, each alone, then together, then a third: whose turn it is (method §6). Pure.

Both work from the archived pages of one run each, so that they see the same. The two begin to talk when both
have judged everything alone. What each said alone is kept and is what agreement is counted from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from scoring.checks import text_problems
from scoring.decisions import LONGEST_BY, LONGEST_WHY
from scoring.result import Aspect
from scoring.sampling import Sample

Stage = Literal["alone", "joint", "third"]
STAGES: tuple[Stage, ...] = get_args(Stage)
Rated = Literal["yes", "no", "review", "unknown", "split"]
VERDICTS: tuple[Rated, ...] = ("yes", "no", "review", "unknown")
SPLIT: Rated = "split"
"""The two, together, do not agree: the third decides."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a round: an aspect of a municipality as it was in a run."""

    code: str
    aspect: Aspect
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    name: str
    codebook_version: str
    sample: Sample
    raters: tuple[str, str]
    items: tuple[Item, ...]
    created_by: str
    third: str = ""
    """Who decides where the two do not agree; may be named later by rating."""
    purpose: Literal["audit", "training"] = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(NewRound):
    id: int
    created_at: str

    @property
    def joint(self) -> str:
        """The two as one rater."""
        return " + ".join(self.raters)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRating:
    code: str
    aspect: Aspect
    stage: Stage
    rater: str
    verdict: Rated
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(NewRating):
    version: int
    """1, 2 … of the same rater about the same item in the same stage: the last one counts."""
    rated_at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item of a round stands."""

    item: Item
    alone: tuple[Rating | None, Rating | None]
    """In the order of the round's raters."""
    joint: Rating | None = None
    third: Rating | None = None
    turn: Stage | None = None
    """Who has to judge now; None when it is settled."""
    verdict: Rated | None = None
    """What came out; None while it is open."""

    @property
    def by(self) -> Rating | None:
        """The rating that settled it."""
        return (self.third or self.joint or self.alone[0]) if self.verdict else None


def standings(of: Round, ratings: Iterable[Rating]) -> tuple[Standing, ...]:
    """Every item in the round's order."""
    last: dict[tuple[str, str, str, str], Rating] = {}
    for rating in sorted(ratings, key=lambda rating: rating.version):
        last[rating.code, rating.aspect, rating.stage, rating.rater] = rating
    thirds = {(r.code, r.aspect): r for r in last.values() if r.stage == "third"}
    first, second = of.raters
    pairs = {
        item: (
            last.get((item.code, item.aspect, "alone", first)),
            last.get((item.code, item.aspect, "alone", second)),
        )
        for item in of.items
    }
    talking = all(one and other for one, other in pairs.values())
    return tuple(
        _standing(
            item,
            pair,
            last.get((item.code, item.aspect, "joint", of.joint)),
            thirds.get((item.code, item.aspect)),
            talking,
        )
        for item, pair in pairs.items()
    )


def _standing(
    item: Item,
    alone: tuple[Rating | None, Rating | None],
    joint: Rating | None,
    third: Rating | None,
    talking: bool,
) -> Standing:
    one, other = alone
    if one is None or other is None:
        return Standing(item, alone, turn="alone")
    if one.verdict == other.verdict:
        return Standing(item, alone, verdict=one.verdict)
    if joint is None:
        return Standing(item, alone, turn="joint" if talking else "alone")
    if joint.verdict != SPLIT:
        return Standing(item, alone, joint, verdict=joint.verdict)
    if third is None:
        return Standing(item, alone, joint, turn="third")
    return Standing(item, alone, joint, third, verdict=third.verdict)


def problems(new: NewRating, of: Round, ratings: Iterable[Rating]) -> Iterator[tuple[str, str]]:
    """(field, reason) of everything that keeps a rating from being recorded."""
    found = {(s.item.code, s.item.aspect): s for s in standings(of, ratings)}
    standing = found.get((new.code, new.aspect))
    if standing is None:
        yield "code", f"{new.aspect} of {new.code} is not in this round"
        return
    allowed = (*VERDICTS, SPLIT) if new.stage == "joint" else VERDICTS
    if new.verdict not in allowed:
        yield "verdict", f"{new.verdict!r} is none of {', '.join(allowed)}"
    if new.why:
        yield from text_problems("why", new.why, LONGEST_WHY, "")
    elif new.stage != "alone":
        yield "why", "empty; what settles a disagreement needs its reason"
    yield from text_problems("rater", new.rater, LONGEST_BY, "say who judges")
    yield from _turn_problems(new, of, standing, all(s.turn != "alone" for s in found.values()))


def _turn_problems(new: NewRating, of: Round, standing: Standing, talking: bool) -> Iterator[tuple[str, str]]:
    if new.stage not in STAGES:
        yield "stage", f"{new.stage!r} is none of {', '.join(STAGES)}"
    elif new.stage == "alone":
        if new.rater not in of.raters:
            yield "rater", f"{new.rater} is not one of the two: {', '.join(of.raters)}"
        if talking:
            yield "stage", "both have judged everything alone: what they said then is kept as it is"
    elif new.stage not in (standing.turn, _last(standing)):
        yield "stage", f"it is not for {new.stage} now"
    elif new.stage == "joint" and new.rater != of.joint:
        yield "rater", f"together they are {of.joint!r}"
    elif new.stage == "third" and (new.rater in of.raters or of.third not in ("", new.rater)):
        yield "rater", f"{new.rater} is not the third of this round"


def _last(standing: Standing) -> Stage | None:
    """Who judged last and may still correct themselves."""
    return "third" if standing.third else "joint" if standing.joint else None


def todo(of: Round, found: Iterable[Standing], rater: str) -> tuple[Standing, ...]:
    """What waits for `rater`, in the round's order: alone, at the table of the two, or as the third."""
    return tuple(standing for standing in found if _waits(of, standing, rater))


def _waits(of: Round, standing: Standing, rater: str) -> bool:
    if rater in of.raters:
        own = standing.alone[of.raters.index(rater)]
        return own is None or standing.turn == "joint"
    return standing.turn == "third" and of.third in ("", rater)


def round_problems(new: NewRound) -> Iterator[tuple[str, str]]:
    """(field, reason) of everything that keeps a round from being opened."""
    yield from text_problems("name", new.name, LONGEST_BY, "a round needs a name")
    for rater in new.raters:
        yield from text_problems("raters", rater, LONGEST_BY, "it takes two")
    if len({*new.raters, new.third} - {""}) < len([r for r in (*new.raters, new.third) if r]):
        yield "raters", "two raters and the third are different people"
    if not new.items:
        yield "items", "there is nothing to judge"
