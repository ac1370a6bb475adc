"""From labels and results to the figures: what counts as right, what is left out, how it is grouped."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from scoring.agreement.gold import Gold, Label
from scoring.agreement.statistics import Judged, validation
from scoring.agreement.validation import Column, Validation
from scoring.registry import Municipality, Registry
from scoring.result import AspectResult
from scoring.sizes import size_class
from tests.store.samples import aspect, observation, result

AT = "2026-11-22T04:00:00Z"


def registry(**more: int) -> Registry:
    """9901 to 9906, and their inhabitants where `more` says so: c9902=50_000."""
    places = [
        Municipality(
            str(code), f"Kommun {code}", "99", "Exempellän", f"https://m{code}.example",
            more.get(f"c{code}", 1000), 60.0, 15.0, "A1",
        )
        for code in range(9901, 9907)
    ]  # fmt: skip
    return Registry(places)


def gold(*labels: tuple[str, str, str], families: Mapping[str, str] | None = None) -> Gold:
    made = tuple(Label(code, column, tuple(allowed.split("|"))) for code, column, allowed in labels)
    return Gold("gold.csv", "0" * 64, made, families or {})


def judged(reasons: Mapping[str, str] | None = None, **changed: AspectResult) -> dict[str, Judged]:
    """9901 to 9905 visited: `changed` holds of 9902 only, `reasons` says who is unmeasured."""
    found = {}
    for code in ("9901", "9902", "9903", "9904", "9905"):
        seen = observation(code, reason=(reasons or {}).get(code))
        found[code] = Judged("r1", result(seen, **(changed if code == "9902" else {})))
    return found


def column(found: Validation, name: str) -> Column:
    return next(each for each in found.columns if each.column == name)


def test_agreement_and_confusion() -> None:
    labels = gold(
        *((code, "existence", "yes") for code in ("9901", "9902", "9903")), ("9904", "existence", "no")
    )
    found = column(validation(labels, judged(existence=aspect("no")), registry(), AT), "existence")
    assert (found.statistics.agreement.count, found.statistics.agreement.of) == (2, 4)
    assert found.confusion["yes"] == {"yes": 2, "no": 1, "review": 0, "unknown": 0}
    assert found.confusion["no"]["yes"] == 1
    rates = {each.verdict: each for each in found.verdicts}
    assert (rates["yes"].precision.count, rates["yes"].precision.of) == (2, 3)
    assert (rates["yes"].recall.count, rates["yes"].recall.of) == (2, 3)
    assert rates["unknown"].recall.share is None


def test_any_allowed_verdict_is_right() -> None:
    labels = gold(("9901", "existence", "no|yes"), ("9902", "existence", "review|no"))
    found = column(validation(labels, judged(), registry(), AT), "existence")
    assert found.several == 2
    assert found.statistics.agreement.count == 1
    assert found.confusion["yes"]["yes"] == 1
    assert found.confusion["review"]["yes"] == 1


def test_the_unmeasured_have_a_status_and_no_verdicts() -> None:
    labels = gold(
        ("9901", "existence", "yes"), ("9901", "status", "measured"),
        ("9902", "existence", "yes"), ("9902", "status", "measured"),
        ("9903", "status", "maintenance"), ("9904", "status", "unmeasured"),
        ("9905", "status", "measured|dns"),
    )  # fmt: skip
    reasons = {"9902": "timeout", "9903": "maintenance", "9904": "blocked"}
    found = validation(labels, judged(reasons), registry(), AT)
    existence, status = column(found, "existence"), column(found, "status")
    assert (existence.statistics.agreement.of, existence.unmeasured, found.unmeasured) == (1, 1, 1)
    assert (status.statistics.agreement.count, status.statistics.agreement.of) == (4, 5)
    assert status.confusion["measured"] == {"measured": 2, "timeout": 1, "blocked": 0, "maintenance": 0}
    assert status.reviews is None
    (wrong,) = found.disagreements
    assert (wrong.code, wrong.column, wrong.gold, wrong.machine) == (
        "9902",
        "status",
        ("measured",),
        "timeout",
    )


def test_labels_without_a_visit_are_named() -> None:
    found = validation(
        gold(("9901", "existence", "yes"), ("9906", "existence", "no")), judged(), registry(), AT
    )
    assert [(place.code, place.name) for place in found.not_visited] == [("9906", "Kommun 9906")]
    assert (found.labelled, found.compared) == (2, 1)


def test_the_machines_verdict_counts_not_the_audited_one() -> None:
    audited = judged(existence=AspectResult(verdict="yes", machine="no"))
    found = validation(gold(("9902", "existence", "yes")), audited, registry(), AT)
    assert [each.machine for each in found.disagreements] == ["no"]


def test_confidence_words_and_needless_reviews() -> None:
    labels = gold(*((code, "existence", "yes") for code in ("9901", "9902", "9903")))
    found = validation(labels, judged(existence=aspect("review", confidence="uncertain")), registry(), AT)
    words = {each.confidence: each for each in column(found, "existence").confidence}
    assert (words["certain"].share.count, words["certain"].share.of) == (2, 3)
    assert (words["certain"].right.count, words["uncertain"].right.count) == (2, 0)
    assert found.confidence == column(found, "existence").confidence
    assert (found.reviews.share.count, found.reviews.needless.count, found.reviews.needless.of) == (1, 1, 1)


def test_the_broad_reading_is_compared_with_the_broad() -> None:
    found = result(observation("9901"))
    other = found.model_copy(update={"aspects": found.aspects.model_copy(update={"existence": aspect("no")})})
    labels = gold(("9901", "existence", "no"), ("9901", "existence_broad", "yes"))
    shown = validation(labels, {"9901": Judged("r1", other)}, registry(), AT)
    assert not shown.disagreements
    assert (shown.strict.count, shown.strict.of) == (1, 1)


def test_groups() -> None:
    labels = gold(
        *((code, "existence", "yes") for code in ("9901", "9902", "9903")), families={"9901": "press"}
    )
    places = [
        replace(place, extra={"family": "tiles"}) if place.code != "9903" else place
        for place in registry(c9902=50_000)
    ]
    found = validation(labels, judged(), Registry(places), AT)
    assert [(group.kind, group.name, group.municipalities) for group in found.groups] == [
        ("size", "under_15000", 2), ("size", "40000_100000", 1),
        ("family", "press", 1), ("family", "tiles", 1),
    ]  # fmt: skip
    assert found.groups[0].columns["existence"].agreement.of == 2


@pytest.mark.parametrize(
    ("population", "name"),
    [(0, "under_15000"), (14_999, "under_15000"), (15_000, "15000_40000"), (100_000, "from_100000")],
)
def test_size_classes(population: int, name: str) -> None:
    assert size_class(population) == name


def test_one_verdict_only_is_said_and_never_nan() -> None:
    found = validation(
        gold(("9901", "existence", "yes"), ("9902", "existence", "yes")), judged(), registry(), AT
    )
    figures = column(found, "existence").statistics
    assert (figures.kappa, figures.alpha, figures.ac1, figures.undefined) == (None, None, 1.0, "one_category")
    assert column(found, "help_info").statistics.undefined == "nothing_compared"
    text = found.as_json()
    assert (
        json.loads(text, parse_constant=lambda word: pytest.fail(word))["schema"] == "vagvisaren-validation/1"
    )
    assert Validation.model_validate_json(text) == found


def test_persons_are_masked() -> None:
    said = aspect("yes", summary="Kontaktcenterchef Anna Andersson ansvarar.")
    found = validation(gold(("9902", "responsible", "unknown")), judged(responsible=said), registry(), AT)
    (wrong,) = found.disagreements
    assert "Andersson" not in wrong.summary
    assert wrong.summary.startswith("Kontaktcenterchef")
