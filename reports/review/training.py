"""A training round: example sites whose right answers are known, told at once after each answer."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.agreement.gold import read_gold
from scoring.registry import Municipality, load_registry
from scoring.result import ASPECTS, Aspect
from scoring.rounds import Item, Rated
from scoring.store import Shown, Store

LENGTH = 20
REGISTRY = "registry.csv"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One example question with everything that is right about it."""

    item: Item
    place: Municipality
    shown: Shown
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said about an exercise, and what the gold file allows."""

    item: Item
    said: Rated
    right: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return self.said in self.right


class Training:
    """The example municipalities of one data directory. What each person has answered is kept until the app
    ends: it is practice, not a record."""

    def __init__(self, data: Path, gold: Path) -> None:
        self.data = data
        self.store = Store.open(data, create=False)
        registry = load_registry(data / REGISTRY)
        self._places: Mapping[str, Municipality] = {place.code: place for place in registry}
        # The labels may be of more sites than were measured here: those are left out below.
        self._gold = read_gold(gold, _Everything())
        self._lock = threading.Lock()
        self._course: tuple[Exercise, ...] | None = None
        self._answers: dict[str, dict[tuple[str, str], Feedback]] = {}

    def course(self) -> tuple[Exercise, ...]:
        """The same twenty for everybody, so that two can compare: each aspect in turn, its answers mixed."""
        with self._lock:
            if self._course is None:
                self._course = self._drawn()
            return self._course

    def answer(self, who: str, exercise: Exercise, said: Rated) -> Feedback:
        feedback = Feedback(exercise.item, said, exercise.right)
        self._answers.setdefault(who, {})[exercise.item.code, exercise.item.aspect] = feedback
        return feedback

    def answers(self, who: str) -> Mapping[tuple[str, str], Feedback]:
        return self._answers.get(who, {})

    def again(self, who: str) -> None:
        self._answers.pop(who, None)

    def _drawn(self) -> tuple[Exercise, ...]:
        latest = {c: s for c, s in self.store.latest().items() if s.result.status == "measured"}
        by_answer: dict[Aspect, dict[str, list[Exercise]]] = {aspect: {} for aspect in ASPECTS}
        for label in sorted(self._gold.labels, key=lambda label: _digest(label.code, label.column)):
            aspect = next((a for a in ASPECTS if a == label.column), None)
            if aspect is None or label.code not in latest or label.code not in self._places:
                continue
            shown = latest[label.code]
            exercise = Exercise(
                Item(label.code, aspect, shown.run_id), self._places[label.code], shown, label.allowed
            )
            by_answer[aspect].setdefault(label.allowed[0], []).append(exercise)
        found: list[Exercise] = []
        number = 0
        while len(found) < LENGTH and number < LENGTH * len(ASPECTS):
            answers = by_answer[ASPECTS[number % len(ASPECTS)]]
            kinds = sorted(kind for kind, left in answers.items() if left)
            if kinds:
                found.append(answers[kinds[(number // len(ASPECTS)) % len(kinds)]].pop(0))
            number += 1
        return tuple(found)


class _Everything:
    def __contains__(self, _code: object) -> bool:
        return True


def _digest(code: str, column: str) -> bytes:
    return hashlib.sha256(f"training:{code}:{column}".encode()).digest()
