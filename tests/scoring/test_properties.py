"""What must hold for every observation."""

import itertools
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.assessment import RANK
from scoring.codes import Code
from scoring.judge import judge
from scoring.observation import Box, Entry, Observation, Placement
from scoring.result import AspectResult, Aspects, Result, Score, Verdict
from scoring.score import WITHOUT_RESPONSIBLE, score_aspects
from tests.scoring.build import HOME, entry, on_phone, placement
from tests.scoring.observations import observations

HIDDEN = placement(visible=False, hidden_by="display", clicks=None)
RICH = settings(max_examples=150)


def scores(result: Result) -> tuple[Score, Score, Score]:
    assert result.score is not None
    assert result.score_broad is not None
    assert result.score_without_responsible is not None
    return result.score, result.score_broad, result.score_without_responsible


def never_lower(after: Result, before: Result) -> None:
    """A function is never worse proven, and never has fewer points. Two things are meant to differ: of two
    functions the better proven one counts, then the wider; and what a proof settles is no longer open, so
    that `max` may fall as `points` rise."""
    for new, old, this, that in (
        (after.aspects, before.aspects, after.function, before.function),
        (after.aspects_broad, before.aspects_broad, after.function_broad, before.function_broad),
    ):
        assert RANK[new.existence.verdict] >= RANK[old.existence.verdict]
        if that is None or this == that:
            higher, lower = score_aspects(new), score_aspects(old)
            assert higher is not None
            assert lower is not None
            assert higher.points >= lower.points
            assert higher.max >= lower.max or new.existence.verdict != old.existence.verdict


def with_entries(seen: Observation, *entries: Entry) -> Observation:
    assert seen.start is not None
    return seen.model_copy(update={"start": seen.start.model_copy(update={"entries": entries})})


def hiding(seen: Observation, *ids: str) -> Observation:
    """Nobody sees these entries, nor the links that they are."""
    assert seen.start is not None
    gone = {each.target_url for each in seen.start.entries if each.id in ids}
    links = tuple(replace(link, visible=link.visible and link.url not in gone) for link in seen.start.links)
    entries = tuple(
        each.model_copy(update={"desktop": HIDDEN, "mobile": HIDDEN}) if each.id in ids else each
        for each in seen.start.entries
    )
    return seen.model_copy(
        update={"start": seen.start.model_copy(update={"entries": entries, "links": links})}
    )


def entries_of(seen: Observation) -> tuple[Entry, ...]:
    assert seen.start is not None
    return seen.start.entries


def plain(result: Result) -> Entry:
    """A visible header entry, on the phone too, for the function that was found, or for a new one."""
    found = result.function
    assume(Code.PDF_ONLY not in result.aspects.existence.reasons)  # a link to a PDF is no way in
    name, target = (found.name, found.url) if found else ("Kontaktcenter", "/kontaktcenter")
    target += "#kontakt" if target == HOME else ""
    return entry(name, target, mobile=on_phone(clicks=0), id="plain", selector="#plain")


@RICH
@given(observations())
def test_points_never_exceed_max_and_broad_is_never_lower(seen: Observation) -> None:
    strict, broad, without = scores(judge(seen))
    for score in (strict, broad, without):
        assert 0 <= score.points <= score.max <= 5
    assert without.max <= 4
    assert broad.points >= strict.points
    assert broad.max >= strict.max


@RICH
@given(observations())
def test_one_more_plain_header_entry_never_lowers(seen: Observation) -> None:
    before = judge(seen)
    after = judge(with_entries(seen, *entries_of(seen), plain(before)))
    never_lower(after, before)
    assert before.function is None or (after.function and after.function.url == before.function.url)


@RICH
@given(observations())
def test_hiding_that_entry_never_raises(seen: Observation) -> None:
    """Nor does it help to have it hidden rather than not at all."""
    without = judge(seen)
    shown = with_entries(seen, *entries_of(seen), plain(without))
    hidden = judge(hiding(shown, "plain"))
    never_lower(judge(shown), hidden)
    never_lower(without, hidden)


@RICH
@given(observations())
def test_hiding_everything_never_raises(seen: Observation) -> None:
    never_lower(judge(seen), judge(hiding(seen, *(each.id for each in entries_of(seen)))))


@RICH
@given(observations())
def test_hiding_the_entry_that_was_found_never_raises(seen: Observation) -> None:
    before = judge(seen)
    for found in (before.entry, before.entry_broad):
        if found is not None:
            never_lower(before, judge(hiding(seen, found.id)))


def moved(seen: Observation, x: float, y: float) -> Observation:
    """The whole layout, moved across the page."""

    def box(old: Box | None) -> Box | None:
        return old and Box(x=old.x + x, y=old.y + y, width=old.width, height=old.height)

    def place(old: Placement | None) -> Placement | None:
        return old and old.model_copy(update={"text_box": box(old.text_box), "click_box": box(old.click_box)})

    assert seen.start is not None
    entries = tuple(
        each.model_copy(update={"desktop": place(each.desktop), "mobile": place(each.mobile)})
        for each in seen.start.entries
    )
    links = tuple(replace(link, box=box(link.box)) for link in seen.start.links)
    start = seen.start.model_copy(update={"entries": entries, "links": links})
    return seen.model_copy(update={"start": start})


@RICH
@given(observations())
def test_translating_the_layout_by_nothing_changes_nothing(seen: Observation) -> None:
    first = judge(seen).model_dump_json()
    assert judge(moved(seen, 0, 0)).model_dump_json() == first
    assert judge(moved(moved(seen, 8, 512), -8, -512)).model_dump_json() == first


@RICH
@given(observations(), st.integers(0, 99))
def test_order_of_links_and_pages_does_not_matter(seen: Observation, seed: int) -> None:
    assert seen.start is not None
    by = random.Random(seed)

    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(by.sample(rows, len(rows)))

    pages = tuple(each.model_copy(update={"links": mixed(each.links)}) for each in seen.pages)
    start = seen.start.model_copy(
        update={"entries": mixed(seen.start.entries), "links": mixed(seen.start.links)}
    )
    mixed_up = judge(seen.model_copy(update={"start": start, "pages": mixed(pages)}))
    assert without_order(mixed_up) == without_order(judge(seen))


def without_order(result: Result) -> Result:
    """Consistent help (WCAG 2.2, 3.2.6) is about nothing but the order of links."""
    if result.measures is None:
        return result
    found = tuple(one for one in result.measures.found if one.measure != "consistent_help")
    return result.model_copy(update={"measures": result.measures.model_copy(update={"found": found})})


def resolutions(aspects: Aspects) -> list[Aspects]:
    """Every way in which the open verdicts may turn out."""
    choices: list[tuple[Verdict, ...]] = [
        ("no", "yes") if found.verdict in ("review", "unknown") else (found.verdict,)
        for _, found in aspects.items()
    ]
    names = [name for name, _ in aspects.items()]

    def settled(verdicts: tuple[Verdict, ...]) -> Aspects:
        update: dict[str, AspectResult] = {
            name: getattr(aspects, name).model_copy(update={"verdict": verdict})
            for name, verdict in zip(names, verdicts, strict=True)
        }
        return aspects.model_copy(update=update)

    return [settled(verdicts) for verdicts in itertools.product(*choices)]


@RICH
@given(observations())
def test_every_resolution_of_what_is_open_lies_within(seen: Observation) -> None:
    result = judge(seen)
    strict, broad, without = scores(result)
    for score, aspects, counted in (
        (strict, result.aspects, tuple(name for name, _ in result.aspects.items())),
        (broad, result.aspects_broad, tuple(name for name, _ in result.aspects.items())),
        (without, result.aspects, WITHOUT_RESPONSIBLE),
    ):
        found = [score_aspects(each, counted) for each in resolutions(aspects)]
        assert all(each is not None and each.points == each.max for each in found)
        points = [each.points for each in found if each is not None]
        assert (min(points), max(points)) == (score.points, score.max)


@settings(max_examples=100)
@given(observations())
def test_the_same_observation_gives_the_same_bytes(seen: Observation) -> None:
    first = judge(seen).model_dump_json()
    again = Observation.model_validate_json(seen.model_dump_json())
    assert judge(seen).model_dump_json() == first
    assert judge(again).model_dump_json() == first
    assert Result.model_validate_json(first).model_dump_json() == first
    assert "Eva Ek" not in first


ANOTHER_PROCESS = """
import sys
from scoring.judge import judge
from scoring.observation import Observation
for line in sys.stdin:
    print(judge(Observation.model_validate_json(line)).model_dump_json())
"""


def test_another_process_gives_the_same_bytes() -> None:
    """Sets have another order there."""
    seen: list[Observation] = []

    @settings(max_examples=60)
    @given(observations())
    def collect(each: Observation) -> None:
        seen.append(each)

    collect()
    text = "".join(f"{each.model_dump_json()}\n" for each in seen)
    expected = [judge(each).model_dump_json() for each in seen]
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", ANOTHER_PROCESS],
            cwd=Path(__file__).parents[2],
            input=text,
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        )
        assert done.stdout.splitlines() == expected
