"""What a sentence tells, where lists of phrases have no end: a linear model over the words and word parts of
one sentence. Its weights are data (`told_sv_se.json`), learnt by `python -m benchmarks.sentences --learn`
from sentences that people labelled; it adds to the phrases and patterns and never overrules them.

Pure, and the same everywhere: sums of integers over a table.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

SCALE = 1000
"""Weights are integers: thousandths."""
SURE = 2.5 * SCALE
"""Twelve to one, as the model reckons: what a human would have to look at is worse than a sentence missed."""
FEWEST_WORDS = 4
"""What is shorter is a label or a heading."""
LONGEST_PART, SHORTEST_PART = 5, 3
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


def features(sentence: str) -> frozenset[str]:
    """Words, pairs of words, and parts of three to five letters within a word, of a normalised sentence.
    Numbers are all alike."""
    words = _WORD.findall(_DIGITS.sub("0", sentence))
    found = set(words)
    found.update(f"{one} {other}" for one, other in pairwise(words))
    found.update(part for word in words for part in _parts(f"<{word}>"))
    return frozenset(found)


def _parts(word: str) -> Iterator[str]:
    for length in range(SHORTEST_PART, LONGEST_PART + 1):
        for start in range(len(word) - length + 1):
            yield f"_{word[start : start + length]}"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a sentence may tell."""

    bias: int
    weights: dict[str, int]

    def score(self, found: frozenset[str]) -> float:
        """Log-odds in thousandths. A long sentence says no more by being long: the sum is taken by the root
        of how many features it has."""
        known = sum(self.weights.get(feature, 0) for feature in found)
        return self.bias + known / sqrt(len(found) or 1)


class Sentences:
    """Reads sentences for every label of the file. Remembers: the pages of a site repeat themselves."""

    def __init__(self, path: Path) -> None:
        raw = json.loads(path.read_text(encoding="utf-8"))
        self._labels = {name: Told(one["bias"], one["weights"]) for name, one in raw["labels"].items()}
        self.tells = lru_cache(maxsize=4096)(self._tells)
        self._features = lru_cache(maxsize=1024)(features)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._labels)

    def _tells(self, label: str, sentence: str) -> bool:
        """Whether a normalised sentence tells what the label stands for; a label of its own never does."""
        told = self._labels.get(label)
        if told is None or len(sentence.split()) < FEWEST_WORDS:
            return False
        return told.score(self._features(sentence)) >= SURE


@lru_cache(maxsize=8)
def load_sentences(language: str) -> Sentences | None:
    """The model of a language; None where there is none."""
    path = Path(__file__).parent / f"told_{language}.json"
    return Sentences(path) if path.exists() else None
