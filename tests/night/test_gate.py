"""What is good enough to be shown, and what happens to a night that is not."""

import pytest

from night.closing import show_all_the_same
from night.context import Night
from night.errors import UserError
from night.gate import Shift, decide, shift_between
from scoring.result import AspectResult
from scoring.store import Run
from tests.night.bench import Bench, down
from tests.night.real_crawl import RealCrawl, build
from tests.store.samples import aspect, observation, result

GONE = {"existence": aspect("no"), "front_page": aspect("no")}


def gone(count: int) -> RealCrawl:
    """A night in which so many municipalities have lost their function."""
    lost: dict[str, dict[str, AspectResult]] = {str(9901 + n): GONE for n in range(count)}
    return RealCrawl(verdicts=lost)


def past(measured: int) -> Run:
    """An accepted run of a hundred."""
    return Run(
        id="r",
        started="",
        finished="",
        source="live",
        as_of=None,
        registry_digest="",
        scope="all",
        plan=(),
        versions={},
        state="finished",
        planned=100,
        measured=measured,
        unmeasured=100 - measured,
        published=True,
        note="",
    )


@pytest.mark.parametrize(
    ("planned", "measured", "last", "code"),
    [
        (10, 9, None, 0),
        (10, 8, None, 3),
        (1, 1, None, 0),
        (1, 0, None, 4),
        (290, 261, None, 0),
        (290, 260, None, 3),
        (100, 95, 100, 0),
        (100, 94, 100, 3),
        (100, 94, 90, 0),
    ],
)
def test_gate(planned: int, measured: int, last: int | None, code: int) -> None:
    good = None if last is None else past(last)
    assert decide(planned, measured, good).exit_code == code


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        (Shift(290, 23), 0),
        (Shift(290, 24), 3),
        (Shift(20, 3), 0),
        (Shift(20, 4), 3),
        (Shift(290, 0, {"existence": (100, 90)}), 0),
        (Shift(290, 0, {"existence": (100, 89)}), 3),
        (Shift(290, 0, {"responsible": (100, 111)}), 3),
        (Shift(290, 0, {"responsible": (4, 7)}), 0),
    ],
)
def test_gate_of_change(shift: Shift, code: int) -> None:
    assert decide(100, 100, past(100), shift=shift).exit_code == code


def test_a_planned_municipality_without_a_row_closes_the_gate() -> None:
    decision = decide(100, 98, past(100), missing=1)
    assert decision.exit_code == 3
    assert "1 of the planned have no row" in decision.why


def test_only_what_the_same_rules_judged_is_compared() -> None:
    before = [result(observation(code)) for code in ("9901", "9902", "9903")]
    after = [
        result(observation("9901"), **GONE),
        result(observation("9902"), version="2", **GONE),
        result(observation("9903", reason="dns")),
        result(observation("9904"), **GONE),
    ]
    shift = shift_between(before, after)
    assert (shift.compared, shift.changed) == (1, 1)
    assert shift.yes["existence"] == (1, 0)
    assert shift.yes["help_info"] == (1, 1)


def test_a_night_in_which_too_much_changed_is_held_back(bench: Bench) -> None:
    bench.run(down(0))
    before = bench.report
    ended = bench.run(gone(4))
    assert ended.exit_code == 3
    assert ended.report is None
    assert "4 of 20 compared municipalities changed" in ended.message
    assert "existence went from 20 yes to 16" in ended.message
    assert bench.report == before


def test_few_changes_are_published(bench: Bench) -> None:
    bench.run(down(0))
    assert bench.run(gone(3)).exit_code == 0


def test_the_third_closed_night_is_an_alarm(bench: Bench) -> None:
    bench.run(down(0))
    assert "ALARM" not in bench.run(gone(5)).message
    assert "ALARM" not in bench.run(down(4)).message
    third = bench.run(gone(5))
    assert "ALARM: nothing published for 3 nights in a row" in third.message
    assert f"vagvisaren publish {third.run.id}" in third.message
    assert "ALARM" not in bench.run(down(0)).message


@pytest.mark.parametrize(("reason", "hint"), [("dns", "connected to the internet"), ("browser", "doctor")])
def test_what_measured_nothing_is_not_offered_for_publishing(bench: Bench, reason: str, hint: str) -> None:
    nothing = RealCrawl({row.code: reason for row in bench.registry})
    told = [bench.run(nothing).message for _ in range(3)]
    assert all(hint in line.partition("ALARM")[0] for line in told)
    assert "ALARM" in told[2]
    assert "`vagvisaren doctor`" in told[2]
    assert "vagvisaren publish" not in told[2]


def test_the_operator_publishes_all_the_same(bench: Bench) -> None:
    bench.run(down(0))
    held = bench.run(gone(5)).run
    night = Night(bench.settings, bench.registry, bench.said.append, None, build)
    shown = show_all_the_same(night, None)
    assert shown.run.id == held.id
    assert shown.run.published
    assert "published all the same by the operator" in shown.run.note
    assert held.id in bench.report
    # The next night is compared with what is shown now.
    assert bench.run(gone(5)).exit_code == 0


def test_what_cannot_be_published(bench: Bench) -> None:
    good = bench.run(down(0)).run
    night = Night(bench.settings, bench.registry, bench.said.append, None, build)
    with pytest.raises(UserError, match="No run is held back"):
        show_all_the_same(night, None)
    with pytest.raises(UserError, match=f"run {good.id} cannot be published: it is published"):
        show_all_the_same(night, good.id)
    with pytest.raises(UserError, match="there is no such run"):
        show_all_the_same(night, "20200101T000000Z")
    bench.run(down(20))
    with pytest.raises(UserError, match="has measured nothing"):
        show_all_the_same(night, None)
