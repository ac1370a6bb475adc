"""Who is visited again, how often, and with a browser to itself."""

import time
from collections.abc import Sequence

import pytest

from crawler.repeats import MOST_KEPT, Repeats
from crawler.unit import Unit
from scoring.observation import Observation

LOST, PARTLY = "lost", "partly"
"""A visit whose browser ended under it; one that could not see everything."""


def visited(code: str, went: str | None) -> Unit:
    reason = {LOST: "browser", PARTLY: None}.get(went or "", went)
    seen = Observation(
        code=code,
        name=code,
        homepage=f"http://{code}.test/",
        own_hosts=(f"{code}.test",),
        measured_at="2026-11-22T02:00:00Z",
        status="unmeasured" if reason else "measured",
        status_reason=reason,  # type: ignore[arg-type]
    )
    return Unit(seen, browser_gone=went == LOST, missed=went == PARTLY)


def night(**visits: Sequence[str | None]) -> tuple[dict[str, int], list[tuple[list[str], bool]]]:
    """Which of its visits, that go as told, counts for each municipality; and who was in which round, alone
    in the browser or not."""
    repeats, settled = Repeats(), dict[str, int]()
    made: dict[str, list[Unit]] = {code: [] for code in visits}
    rounds: list[tuple[list[str], bool]] = []
    round_now = list(visits)
    while round_now:
        rounds.append((sorted(round_now), repeats.alone))
        for code in round_now:
            unit = visited(code, visits[code][len(made[code])])
            made[code].append(unit)
            if counts := repeats.settle(unit):
                assert code not in settled
                settled[code] = next(n for n, one in enumerate(made[code]) if one is counts)
        round_now = list(repeats.next_round())
    assert list(repeats.rest()) == []
    assert {code: len(of_one) for code, of_one in made.items()} == {
        code: len(of_one) for code, of_one in visits.items()
    }
    return settled, rounds


@pytest.mark.parametrize(
    ("visits", "counts", "alone"),
    [
        ([None], 0, [False]),
        (["http_4xx"], 0, [False]),
        (["http_5xx", None], 1, [False, False]),
        (["http_5xx", "timeout"], 1, [False, False]),
        (["http_5xx", "http_4xx"], 1, [False, False]),
        (["http_5xx", PARTLY], 1, [False, False]),
        ([LOST, None], 1, [False, True]),
        # Alone in the browser it has ended it itself.
        ([LOST, LOST], 1, [False, True]),
        # What another's page did to it does not cost it its second visit.
        ([LOST, "http_5xx", None], 2, [False, True, False]),
        ([LOST, "http_5xx", "http_5xx"], 2, [False, True, False]),
        (["timeout", LOST, None], 2, [False, False, True]),
        (["timeout", LOST, "timeout"], 2, [False, False, True]),
        ([LOST, "timeout", LOST, LOST], 3, [False, True, False, True]),
        ([LOST, PARTLY, None], 2, [False, True, False]),
        # What has been measured is not lost again.
        ([PARTLY, None], 1, [False, False]),
        ([PARTLY, PARTLY], 1, [False, False]),
        ([PARTLY, "timeout"], 0, [False, False]),
        ([PARTLY, LOST], 0, [False, False]),
        ([PARTLY, "crisis_page"], 0, [False, False]),
    ],
)
def test_how_often_and_which_counts(visits: list[str | None], counts: int, alone: list[bool]) -> None:
    settled, rounds = night(one=visits)
    assert settled == {"one": counts}
    assert [to_itself for _, to_itself in rounds] == alone


def test_those_who_suffered_come_after_those_who_may_have_caused_it() -> None:
    settled, rounds = night(
        lost=[LOST, None], partly=[PARTLY, None], slow=["timeout", LOST, None], good=[None]
    )
    assert settled == {"lost": 1, "partly": 1, "slow": 2, "good": 0}
    assert rounds == [
        (["good", "lost", "partly", "slow"], False),
        (["slow"], False),
        (["partly"], False),
        (["lost", "slow"], True),
    ]


def test_where_everything_is_slow_few_are_kept_for_another_visit() -> None:
    repeats = Repeats()
    settled = [repeats.settle(visited(str(code), PARTLY)) for code in range(MOST_KEPT + 5)]
    assert settled.count(None) == MOST_KEPT == len(repeats.next_round())


def test_who_has_asked_to_be_left_alone_keeps_its_visit() -> None:
    repeats = Repeats()
    unit = visited("one", "maintenance")
    unit.not_before = time.monotonic() + 3600
    assert repeats.settle(unit) is None
    assert repeats.next_round() == {}
    assert list(repeats.rest()) == [unit]
