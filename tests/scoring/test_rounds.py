"""Two raters and a third: whose turn it is, what is kept, what comes out."""

import csv
import io
from typing import Any

import pytest

from scoring.agreement.statistics import two_raters
from scoring.registry import Municipality, load_registry
from scoring.round_outcome import alone_pairs, as_decisions, gold_csv
from scoring.rounds import Item, NewRating, NewRound, Rating, Round, problems, round_problems, standings, todo
from scoring.sampling import Sample, draw, read_sample, sample_json
from scoring.sizes import size_class

PLACES = tuple(load_registry())
ITEMS = (Item("9901", "existence", "r1"), Item("9901", "responsible", "r1"), Item("9902", "existence", "r1"))
ROUND = Round(
    id=7,
    name="Våren",
    codebook_version="1",
    sample=Sample("all"),
    raters=("Ada", "Bo"),
    third="Cy",
    items=ITEMS,
    created_by="Ada",
    created_at="2026-02-01T10:00:00Z",
)


def said(rater: str, number: int, verdict: str, stage: str = "alone", **more: Any) -> Rating:
    item = ITEMS[number]
    fields = {"version": 1, "why": "Så ser det ut.", "rated_at": "2026-02-01T11:00:00Z"} | more
    return Rating(code=item.code, aspect=item.aspect, stage=stage, rater=rater, verdict=verdict, **fields)  # type: ignore[arg-type]


ALONE = [
    said("Ada", 0, "yes"), said("Bo", 0, "yes"),
    said("Ada", 1, "unknown"), said("Bo", 1, "yes"),
    said("Ada", 2, "no"), said("Bo", 2, "review"),
]  # fmt: skip


def turns(*ratings: Rating) -> list[str | None]:
    return [standing.turn for standing in standings(ROUND, ratings)]


def refused(rating: Rating, *before: Rating) -> list[str]:
    return [name for name, _ in problems(rating, ROUND, before)]


def test_each_alone_until_both_are_through() -> None:
    assert turns() == ["alone"] * 3
    assert turns(*ALONE[:5]) == [None, "alone", "alone"]
    assert turns(*ALONE) == [None, "joint", "joint"]


def test_the_two_together_then_the_third() -> None:
    joint = [said("Ada + Bo", 1, "yes", "joint"), said("Ada + Bo", 2, "split", "joint")]
    assert turns(*ALONE, *joint) == [None, None, "third"]
    found = standings(ROUND, [*ALONE, *joint, said("Cy", 2, "no", "third")])
    assert [standing.verdict for standing in found] == ["yes", "yes", "no"]
    assert [standing.by.rater for standing in found if standing.by] == ["Ada", "Ada + Bo", "Cy"]


def test_what_was_said_alone_is_kept_whatever_comes_out() -> None:
    joint = said("Ada + Bo", 1, "yes", "joint")
    pairs = alone_pairs(standings(ROUND, [*ALONE, joint]))
    assert pairs["responsible"] == [("unknown", "yes")]
    assert pairs["existence"] == [("yes", "yes"), ("no", "review")]
    agreed = two_raters(pairs["existence"])
    assert (agreed.agreement.count, agreed.agreement.of) == (1, 2)


def test_the_last_word_of_a_rater_counts() -> None:
    again = said("Ada", 0, "no", version=2)
    (first, *_) = standings(ROUND, [again, *ALONE])
    assert first.alone[0] == again
    assert first.turn == "joint"


def test_who_may_say_what_and_when() -> None:
    assert refused(said("Ada", 0, "yes")) == []
    assert refused(said("Cy", 0, "yes")) == ["rater"]
    assert refused(said("Ada", 0, "split")) == ["verdict"]
    assert refused(said("Ada + Bo", 1, "yes", "joint"), *ALONE[:5]) == ["stage"]
    assert refused(said("Ada + Bo", 1, "yes", "joint"), *ALONE) == []
    assert refused(said("Ada", 1, "yes", "joint"), *ALONE) == ["rater"]
    assert refused(said("Ada + Bo", 1, "yes", "joint", why=""), *ALONE) == ["why"]
    assert refused(said("Ada", 1, "yes"), *ALONE) == ["stage"]
    assert refused(said("Cy", 2, "no", "third"), *ALONE) == ["stage"]
    split = said("Ada + Bo", 2, "split", "joint")
    assert refused(said("Cy", 2, "no", "third"), *ALONE, split) == []
    assert refused(said("Bo", 2, "no", "third"), *ALONE, split) == ["rater"]
    corrected = said("Ada + Bo", 2, "no", "joint", version=2)
    assert refused(corrected, *ALONE, split) == []
    assert refused(corrected, *ALONE, split, said("Cy", 2, "no", "third")) == ["stage"]
    elsewhere = NewRating(code="9903", aspect="existence", stage="alone", rater="Ada", verdict="yes")
    assert [name for name, _ in problems(elsewhere, ROUND, ())] == ["code"]


def test_what_waits_for_whom() -> None:
    def waiting(rater: str, *ratings: Rating) -> list[int]:
        return [ITEMS.index(s.item) for s in todo(ROUND, standings(ROUND, ratings), rater)]

    assert waiting("Bo", *ALONE[:1]) == [0, 1, 2]
    assert waiting("Ada", *ALONE[:5]) == []
    assert waiting("Ada", *ALONE) == [1, 2]
    assert waiting("Cy", *ALONE) == []
    assert waiting("Cy", *ALONE, said("Ada + Bo", 2, "split", "joint")) == [2]
    assert waiting("Di", *ALONE, said("Ada + Bo", 2, "split", "joint")) == []


def test_the_gold_file_has_what_is_settled() -> None:
    found = standings(ROUND, [*ALONE, said("Ada + Bo", 2, "no", "joint")])
    rows = list(csv.DictReader(io.StringIO(gold_csv(found))))
    assert [(row["code"], row["existence"], row["responsible"]) for row in rows] == [
        ("9901", "yes", ""),
        ("9902", "no", ""),
    ]


def test_decisions_of_a_round_name_those_who_settled_it() -> None:
    joint = [said("Ada + Bo", 1, "yes", "joint"), said("Ada + Bo", 2, "unknown", "joint", why="Oklart.")]
    made = list(as_decisions(ROUND, standings(ROUND, [*ALONE, *joint]), "2026-02-02"))
    assert [(d.code, d.aspect, d.verdict, d.by, d.run) for d in made] == [
        ("9901", "existence", "yes", "Ada + Bo", "r1"),
        ("9901", "responsible", "yes", "Ada + Bo", "r1"),
        ("9902", "existence", "review", "Ada + Bo", "r1"),
    ]
    assert made[2].why == "Våren: Så ser det ut. / Oklart."
    silent = [said("Ada", 1, "unknown"), said("Bo", 1, "unknown")]
    assert list(as_decisions(ROUND, standings(ROUND, silent), "2026-02-02")) == []


def test_a_round_needs_two_and_something_to_judge() -> None:
    def named(**more: Any) -> list[str]:
        usual = {
            "name": "Våren", "codebook_version": "1", "sample": Sample("all"), "raters": ("Ada", "Bo"),
            "items": ITEMS, "created_by": "Ada",
        }  # fmt: skip
        return [name for name, _ in round_problems(NewRound(**(usual | more)))]

    assert named() == []
    assert named(raters=("Ada", "Ada")) == ["raters"]
    assert named(third="Bo") == ["raters"]
    assert named(name="", items=()) == ["name", "items"]


# Samples


def test_a_random_sample_is_the_same_again_and_grows() -> None:
    twenty = draw(Sample("random", 20, 1), PLACES)
    assert twenty == draw(Sample("random", 20, 1), reversed(PLACES))
    assert len(set(twenty)) == 20
    assert set(twenty) < set(draw(Sample("random", 40, 1), PLACES))
    assert twenty != draw(Sample("random", 20, 2), PLACES)


def by_class(codes: tuple[str, ...]) -> dict[str, int]:
    sizes = {place.code: size_class(place.population) for place in PLACES}
    found = [sizes[code] for code in codes]
    return {name: found.count(name) for name in sorted(set(sizes.values()))}


def test_a_stratified_sample_has_every_class_by_its_share() -> None:
    everyone = by_class(tuple(place.code for place in PLACES))
    drawn = by_class(draw(Sample("stratified", 58, 3), PLACES))
    assert all(abs(drawn[name] - everyone[name] / 5) <= 1 for name in everyone)
    assert sum(drawn.values()) == 58
    assert min(by_class(draw(Sample("stratified", 4, 3), PLACES)).values()) == 1
    assert len(draw(Sample("stratified", 10_000, 3), PLACES)) == len(PLACES)


def test_all_and_by_queue() -> None:
    assert len(draw(Sample("all"), PLACES)) == len(PLACES)
    assert draw(Sample("queue", 2), PLACES, ["0180", "0114", "0180", "0115"]) == ("0180", "0114")
    with pytest.raises(ValueError, match="sample of 0"):
        draw(Sample("random", 0), PLACES)


def test_a_sample_is_kept_as_it_was() -> None:
    sample = Sample("queue", 5, 9, "fold_band")
    assert read_sample(sample_json(sample)) == sample


def test_a_class_without_anybody_is_no_trouble() -> None:
    village = Municipality("0001", "By", "01", "Län", "https://by.example", 900, 60.0, 15.0, "C9")
    assert draw(Sample("stratified", 3), [village]) == ("0001",)
