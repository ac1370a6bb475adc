"""Complaints: a page or a form, anonymous or not, a promise, and what became of them."""

from scoring.area import Area
from scoring.measures.answers import found, nothing
from scoring.measures.ground import Ground
from scoring.measures.promise import shortest_promise
from scoring.measures.sentences import Sentence, sentences_of
from scoring.result import Measured


def _areas(ground: Ground) -> tuple[Area, ...]:
    return ground.pages_about("complaints")


def _sentences(ground: Ground) -> tuple[Sentence, ...]:
    return tuple(sentence for area in _areas(ground) for sentence in sentences_of(area))


def complaints(ground: Ground) -> Measured:
    for area in _areas(ground):
        form = next((channel for channel in area.channels if channel.kind == "form"), None)
        if form is not None:
            said = Sentence(form.label or area.heading, "", area.url)
            return found("complaints", "form", "complaints_form", [said.evidence()])
    if seen := ground.label_saying("complaints"):
        return found("complaints", "page", "complaints_page", [seen.evidence()])
    for area in _areas(ground):
        said = Sentence(area.heading, "", area.url)
        return found("complaints", "page", "complaints_page", [said.evidence()])
    return nothing("complaints")


def complaints_anonymous(ground: Ground) -> Measured:
    text = ground.words.text
    for sentence in _sentences(ground):
        if text["anonymous"].search(sentence.normal) and not text["not_anonymous"].search(sentence.normal):
            return found("complaints_anonymous", "yes", "anonymous_said", [sentence.evidence()])
    return nothing("complaints_anonymous")


def complaints_promise(ground: Ground) -> Measured:
    promise = shortest_promise(ground, _sentences(ground), general=False)
    if promise is None:
        return nothing("complaints_promise")
    return found(
        "complaints_promise",
        "promised",
        "complaints_within",
        [promise.sentence.evidence()],
        number=float(promise.hours),
        details=promise.details,
    )


def complaints_results(ground: Ground) -> Measured:
    published = ground.words.text["complaint_results"]
    for sentence in _sentences(ground):
        if published.search(sentence.normal):
            return found("complaints_results", "yes", "complaints_published", [sentence.evidence()])
    return nothing("complaints_results")
