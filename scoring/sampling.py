"""Which municipalities a round of raters is about: a draw that can be repeated (method §6). Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from scoring.registry import Municipality
from scoring.sizes import SIZE_CLASSES, size_class

Kind = Literal["all", "random", "stratified", "queue"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Which municipalities a round is about. `size`: how many; None: all of the kind. `seed` makes the draw
    repeatable. `reason`: for a round by queue, the reason code that it was taken by."""

    kind: Kind
    size: int | None = None
    seed: int = 0
    reason: str = ""


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


def sample_json(sample: Sample) -> str:
    return json.dumps(asdict(sample), sort_keys=True)


def read_sample(text: str) -> Sample:
    fields: dict[str, Any] = json.loads(text)
    return Sample(**fields)
