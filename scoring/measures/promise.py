"""Reply times, service guarantees, what happens when they are not kept, and how well they were."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.measures.answers import found, nothing
from scoring.measures.ground import Ground
from scoring.measures.sentences import Sentence, sentences_of
from scoring.result import Measured

_HOURS = {"hours": 1, "days": 24, "working_days": 24, "weeks": 7 * 24}
"""For comparing only: a working day is not said to have 24 hours."""


@dataclass(frozen=True, slots=True)
class Promise:
    amount: int
    unit: str
    sentence: Sentence

    @property
    def hours(self) -> int:
        return self.amount * _HOURS[self.unit]

    @property
    def details(self) -> dict[str, str]:
        return {"amount": str(self.amount), "unit": self.unit}


def shortest_promise(ground: Ground, said: Iterable[Sentence], *, general: bool) -> Promise | None:
    """`general`: not what is promised about one kind of errand only."""
    promises = (promise for sentence in said for promise in _promises(ground, sentence, general))
    return min(promises, key=lambda promise: promise.hours, default=None)


def _promises(ground: Ground, sentence: Sentence, general: bool) -> Iterator[Promise]:
    words, text = ground.words, sentence.normal
    times = [(words.amount(match[1]), match[2]) for match in words.within.finditer(text)]
    times += [(words.amount(match[1]), match[2]) for match in words.has_time.finditer(text)]
    times += [(1, match[1]) for match in words.next_day.finditer(text)]
    if not times or not words.text["reply"].search(text):
        return
    if general and words.text["reply_not"].search(text):
        return
    for amount, unit in times:
        if amount:
            yield Promise(amount, words.unit(unit), sentence)


def reply_promise(ground: Ground) -> Measured:
    elsewhere = {area.url for area in ground.pages_about("complaints") if area.whole}
    said = (sentence for sentence in ground.own_sentences if sentence.url not in elsewhere)
    promise = shortest_promise(ground, said, general=True)
    if promise is None:
        return nothing("reply_promise")
    evidence = [promise.sentence.evidence()]
    hours = float(promise.hours)
    return found("reply_promise", "promised", "reply_within", evidence, number=hours, details=promise.details)


def declaration(ground: Ground) -> Measured:
    if seen := ground.label_saying("guarantee"):
        return found("declaration", "yes", "guarantee_label", [seen.evidence()])
    stems = [core.rstrip("*") for core in ground.words.raw["labels"]["guarantee"]["core"]]
    for sentence in ground.own_sentences:
        if any(stem in sentence.normal for stem in stems):
            return found("declaration", "yes", "guarantee_text", [sentence.evidence()])
    return nothing("declaration")


def _of_guarantee(ground: Ground) -> tuple[Sentence, ...]:
    return tuple(s for area in ground.pages_about("guarantee") for s in sentences_of(area))


def compensation(ground: Ground) -> Measured:
    text = ground.words.text
    said = _of_guarantee(ground)
    for sentence in said:
        if text["if_not"].search(sentence.normal) and (
            text["compensation"].search(sentence.normal) or "får du" in sentence.normal
        ):
            return found("compensation", "yes", "compensation_said", [sentence.evidence()])
    return nothing("compensation")


def results_published(ground: Ground) -> Measured:
    text = ground.words.text
    for sentence in _of_guarantee(ground):
        if text["results"].search(sentence.normal) and text["results_shown"].search(sentence.normal):
            return found("results_published", "yes", "results_said", [sentence.evidence()])
    return nothing("results_published")
