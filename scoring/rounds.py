"""Two raters, each alone, then together, then a third: whose turn it is, and what came out (method §6). Pure.

Both work from the archived pages of one run each, so that they see the same. The two begin to talk when both
have judged everything alone. What each said alone is kept and is what agreement is counted from.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from scoring.checks import text_problems
from scoring.decisions import LONGEST_BY, LONGEST_WHY, NewDecision
from scoring.registry import Municipality
from scoring.result import ASPECTS, Aspect
from scoring.sizes import SIZE_CLASSES, size_class

Kind = Literal["all", "random", "stratified", "queue"]
Stage = Literal["alone", "joint", "third"]
STAGES: tuple[Stage, ...] = get_args(Stage)
Rated = Literal["yes", "no", "review", "unknown", "split"]
VERDICTS: tuple[Rated, ...] = ("yes", "no", "review", "unknown")
SPLIT: Rated = "split"
"""The two, together, do not agree: the third decides."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Which municipalities a round is about. `size`: how many; None: all of the kind. `seed` makes the draw
    repeatable. `reason`: for a round by queue, the reason code that it was taken by."""

    kind: Kind
    size: int | None = None
    seed: int = 0
    reason: str = ""


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


def draw(sample: Sample, places: Iterable[Municipality], queued: Sequence[str] = ()) -> tuple[str, ...]:
    """The codes of a sample, by code. The same seed draws the same; a larger size draws more of the same.

    `queued`: the codes of a queue, first things first, for a round by queue. Raises ValueError for a size
    that is missing or below 1.
    """
    if sample.kind != "all" and sample.size is not None and sample.size < 1:
        raise ValueError(f"a sample of {sample.size} is none")
    known = sorted(places, key=lambda place: place.code)
    if sample.kind == "queue":
        return tuple(dict.fromkeys(queued))[: sample.size]
    if sample.kind == "all" or sample.size is None:
        return tuple(place.code for place in known)
    if sample.kind == "random":
        return tuple(sorted(_shuffled((place.code for place in known), sample.seed)[: sample.size]))
    return tuple(sorted(_stratified(known, sample.size, sample.seed)))


def _stratified(places: Sequence[Municipality], size: int, seed: int) -> Iterator[str]:
    """Each size class by its share of all (largest remainder), but one of each before two of any."""
    classes = {
        name: _shuffled((p.code for p in places if size_class(p.population) == name), seed)
        for name, _ in SIZE_CLASSES
    }
    taken = dict.fromkeys(classes, 0)
    for _ in range(min(size, len(places))):
        free = [name for name, codes in classes.items() if taken[name] < len(codes)]
        # The class that is furthest behind its share; an empty one is infinitely far.
        behind = max(free, key=lambda name: (taken[name] == 0, len(classes[name]) / (taken[name] + 1)))
        yield classes[behind][taken[behind]]
        taken[behind] += 1


def _shuffled(codes: Iterable[str], seed: int) -> list[str]:
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).digest())


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


def alone_pairs(found: Iterable[Standing]) -> dict[Aspect, list[tuple[str, str]]]:
    """What both said alone, by aspect: what agreement is counted from."""
    pairs: dict[Aspect, list[tuple[str, str]]] = {aspect: [] for aspect in ASPECTS}
    for standing in found:
        one, other = standing.alone
        if one and other:
            pairs[standing.item.aspect].append((one.verdict, other.verdict))
    return pairs


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


def gold_csv(found: Iterable[Standing]) -> str:
    """The settled ones as a gold file (`docs/interface.md`): one row per municipality, strict reading."""
    rows: dict[str, dict[str, str]] = {}
    for standing in found:
        if standing.verdict:
            rows.setdefault(standing.item.code, {})[standing.item.aspect] = standing.verdict
    columns = [*(f"{a}{s}" for a in ASPECTS[:4] for s in ("", "_broad")), "responsible"]
    lines = [",".join(["code", *columns])]
    lines += [",".join([code, *(rows[code].get(column, "") for column in columns)]) for code in sorted(rows)]
    return "\n".join(lines) + "\n"


def as_decisions(of: Round, found: Iterable[Standing], at: str) -> Iterator[NewDecision]:
    """What came out, as decisions: `at` ISO 8601. An open question of a–d is a review; that a site names
    nobody decides nothing about e."""
    for standing in found:
        verdict, item, settled = standing.verdict, standing.item, standing.by
        if verdict is None or verdict == "split" or settled is None:
            continue
        if item.aspect == "responsible" and verdict != "yes":
            continue
        by = settled.rater if standing.joint else of.joint
        reasons = dict.fromkeys(r.why.strip() for r in (*standing.alone, standing.joint, standing.third) if r)
        said = " / ".join(reason for reason in reasons if reason)
        yield NewDecision(
            code=item.code,
            aspect=item.aspect,
            verdict="review" if verdict == "unknown" else verdict,
            by=by,
            at=at,
            why=f"{of.name}: {said or 'both, each alone'}"[:LONGEST_WHY],
            run=item.run,
            details={"round": of.id},
        )


def sample_json(sample: Sample) -> str:
    return json.dumps(asdict(sample), sort_keys=True)


def read_sample(text: str) -> Sample:
    fields: dict[str, Any] = json.loads(text)
    return Sample(**fields)


@dataclass(frozen=True, slots=True)
class Feedback:
    """In a training round: what a rater said alone, and what the gold file allows."""

    item: Item
    said: Rated
    right: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.said in self.right


def feedback(
    of: Round, found: Iterable[Standing], rater: str, right: Mapping[tuple[str, Aspect], tuple[str, ...]]
) -> tuple[Feedback, ...]:
    """For what `rater` has judged alone and somebody has settled before; `right` by code and aspect."""
    seat = of.raters.index(rater)
    said = ((s.item, s.alone[seat], right.get((s.item.code, s.item.aspect))) for s in found)
    return tuple(Feedback(item, own.verdict, known) for item, own, known in said if own and known)
