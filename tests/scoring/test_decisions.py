"""What a human's decision does: above the machine, while it is valid and about what is there now."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.codes import Code
from scoring.decisions import (
    SAID,
    Basis,
    NewDecision,
    StoredDecision,
    basis_of,
    newest,
    problems,
    rulings,
    undone,
)
from scoring.published import decided, decided_verdicts
from scoring.result import ASPECTS, Aspect, AspectResult, Result, Verdict
from scoring.score import NEEDS
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEEN = result(observation())
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "review", "unknown")


def new(judged: Aspect = "prominence", verdict: str = "yes", **more: Any) -> NewDecision:
    usual = {"by": "Ada", "at": "2026-02-01", "why": "Syns tydligt.", "code": "9901"}
    return NewDecision(aspect=judged, verdict=verdict, **(usual | more))  # type: ignore[arg-type]


def stored(
    judged: Aspect = "prominence", verdict: str = "yes", version: int = 1, **more: Any
) -> StoredDecision:
    usual = {"by": "Ada", "at": "2026-02-01", "why": "Syns tydligt.", "code": "9901"}
    made = {"basis": basis_of(SEEN, judged), "recorded_at": "2026-02-01T10:00:00Z"}
    fields = usual | made | more
    return StoredDecision(aspect=judged, verdict=verdict, version=version, **fields)  # type: ignore[arg-type]


def published(found: Result, *history: StoredDecision, now: datetime = NOW) -> Result:
    return decided(found, rulings(history, found, now), now)


def judged_as(**verdicts: str) -> Result:
    changed = {name: aspect(verdict) for name, verdict in verdicts.items()}  # type: ignore[arg-type]
    return result(observation(), **changed)


def moved(found: Result, **entry: Any) -> Result:
    assert found.entry
    return found.model_copy(update={"entry": found.entry.model_copy(update=entry)})


def test_the_human_stands_above_the_machine_and_both_are_shown() -> None:
    found = published(judged_as(prominence="review"), stored())
    assert (found.aspects.prominence.verdict, found.aspects.prominence.machine) == ("yes", "review")
    assert Code.FLAG_DECIDED in found.aspects.prominence.flags
    assert found.score
    assert (found.score.points, found.score.max) == (4, 5)


def test_a_phone_answer_settles_e_in_both_readings() -> None:
    found = published(SEEN, stored("responsible", "no", source="phone"))
    assert found.aspects.responsible.verdict == found.aspects_broad.responsible.verdict == "no"
    assert found.score
    assert (found.score.points, found.score.max) == (4, 4)


def test_a_decision_holds_to_the_end_of_its_last_day_and_then_gives_way_with_a_flag() -> None:
    machine = judged_as(prominence="review")
    until = stored(valid_until="2026-02-28")
    last = published(machine, until, now=datetime(2026, 2, 28, 23, 59, tzinfo=UTC))
    assert last.aspects.prominence.verdict == "yes"
    after = published(machine, until, now=datetime(2026, 3, 1, 0, 0, tzinfo=UTC))
    assert after.aspects.prominence.verdict == "review"
    assert after.aspects.prominence.flags[-1] == Code.FLAG_DECISION_EXPIRED


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"text": "Kundservice"}, "name"),
        ({"target_url": "https://m9901.example/annat"}, "target"),
        ({"region": "footer"}, "place"),
        ({"clicks": 1}, "place"),
    ],
)
def test_another_entry_than_the_one_decided_about_makes_it_outdated(
    change: dict[str, Any], part: str
) -> None:
    found = moved(judged_as(prominence="no"), **change)
    (ruling,) = rulings([stored()], found, NOW).values()
    assert (ruling.state, ruling.changed) == ("outdated", (part,))
    shown = published(found, stored())
    assert shown.aspects.prominence.verdict == "no"
    assert shown.aspects.prominence.flags[-1] == Code.FLAG_DECISION_OUTDATED


def test_the_same_entry_written_or_addressed_a_little_differently_is_the_same() -> None:
    found = moved(SEEN, text="  KONTAKTCENTER ", target_url="http://www.m9901.example/kontakt/")
    assert rulings([stored()], found, NOW)["prominence"].valid


def test_an_entry_further_down_is_at_another_place() -> None:
    assert SEEN.entry
    assert SEEN.entry.desktop
    lower = moved(SEEN, desktop=SEEN.entry.desktop.model_copy(update={"y": 900}))
    a_little = moved(SEEN, desktop=SEEN.entry.desktop.model_copy(update={"y": 60}))
    assert not rulings([stored()], lower, NOW)["prominence"].valid
    assert rulings([stored()], a_little, NOW)["prominence"].valid


def test_e_and_what_was_decided_without_a_measurement_never_outdate() -> None:
    found = moved(SEEN, text="Något annat")
    assert rulings([stored("responsible")], found, NOW)["responsible"].valid
    assert rulings([stored(basis=None)], found, NOW)["prominence"].valid
    unmeasured = result(observation(reason="timeout"))
    assert rulings([stored()], unmeasured, NOW)["prominence"].valid


def test_an_unmeasured_municipality_stays_unmeasured() -> None:
    unmeasured = result(observation(reason="timeout"))
    assert published(unmeasured, *(stored(one) for one in ASPECTS)) == unmeasured


def test_a_later_one_supersedes_and_does_not_give_way_to_an_earlier() -> None:
    machine = judged_as(prominence="review")
    history = [stored(), stored(verdict="no", version=2, at="2026-02-02", valid_until="2026-02-10")]
    assert (
        published(machine, *history, now=datetime(2026, 2, 5, tzinfo=UTC)).aspects.prominence.verdict == "no"
    )
    assert published(machine, *history).aspects.prominence.verdict == "review"


def test_of_one_day_the_one_recorded_last_counts() -> None:
    history = [stored(), stored(verdict="no", version=2)]
    assert newest(history[::-1], NOW)["prominence"].verdict == "no"


def test_what_is_dated_later_does_not_count_yet() -> None:
    assert newest([stored(at="2026-03-02")], NOW) == {}


def test_undo_brings_back_what_was_before() -> None:
    machine = judged_as(prominence="review")
    first, second = stored(), stored(verdict="no", version=2, at="2026-02-02")
    back = undone([first, second], "Bo", "2026-02-03", "Fel rad.")
    assert (back.verdict, back.details["undoes"]) == ("yes", 2)
    nothing = undone([first], "Bo", "2026-02-03", "Fel rad.")
    withdrawn = stored(verdict=nothing.verdict, version=2, at="2026-02-03")
    assert rulings([first, withdrawn], machine, NOW)["prominence"].state == "withdrawn"
    assert published(machine, first, withdrawn).aspects == machine.aspects


# What follows below a decision (method §1, nesting)


def test_no_function_by_decision_leaves_nothing_below() -> None:
    found = published(SEEN, stored("existence", "no"))
    verdicts = [judged.verdict for _, judged in found.aspects.items()]
    assert verdicts == ["no", "no", "no", "no", "unknown"]
    assert found.aspects.front_page.reasons == (Code.NO_FUNCTION, Code.DECIDED_ABOVE)
    assert found.aspects.prominence.reasons == (Code.NOT_ON_FRONT_PAGE, Code.DECIDED_ABOVE)


def test_a_function_by_decision_opens_what_the_machine_never_judged() -> None:
    nothing = {
        name: aspect("no", reasons=(str(code),))
        for name, code in (
            ("existence", Code.NOT_A1),
            ("front_page", Code.NO_FUNCTION),
            ("prominence", Code.NO_FUNCTION),
            ("help_info", Code.NO_FUNCTION),
        )
    }
    found = published(result(observation(), **nothing), stored("existence", "yes"))
    verdicts = [judged.verdict for _, judged in found.aspects.items()]
    assert verdicts == ["yes", "review", "review", "review", "unknown"]
    assert found.score
    assert (found.score.points, found.score.max) == (1, 5)


def test_a_no_that_the_machine_judged_stays_under_a_decided_yes() -> None:
    found = published(judged_as(existence="review", front_page="no"), stored("existence", "yes"))
    assert found.aspects.front_page.verdict == "no"


def test_a_decision_about_what_is_below_stands_by_itself() -> None:
    history = stored("existence", "no"), stored("help_info", "yes")
    found = published(SEEN, *history)
    assert found.aspects.help_info.verdict == "yes"
    assert found.score
    assert found.score.points == 0


def test_a_strict_no_does_not_touch_another_function_of_the_broad_reading() -> None:
    broad = SEEN.aspects_broad.model_copy(update={"existence": aspect("yes", summary="En annan.")})
    found = published(SEEN.model_copy(update={"aspects_broad": broad}), stored("existence", "no"))
    assert found.aspects.existence.verdict == "no"
    assert found.aspects_broad.existence.verdict == found.aspects_broad.help_info.verdict == "yes"


levels = {"no": 1, "unknown": 2, "review": 3, "yes": 4}
verdicts = st.sampled_from(VERDICTS)


@given(
    st.tuples(*(st.tuples(verdicts, verdicts) for _ in ASPECTS)),
    st.lists(st.tuples(st.sampled_from(ASPECTS), st.sampled_from(SAID)), max_size=6),
)
def test_the_broad_reading_is_never_lowered_below_the_strict(
    machine: tuple[tuple[Verdict, Verdict], ...], said: list[tuple[Aspect, str]]
) -> None:
    def made(which: int) -> dict[str, AspectResult]:
        pairs = dict(zip(ASPECTS, machine, strict=True))
        found = {name: sorted(pair, key=levels.__getitem__)[which] for name, pair in pairs.items()}
        return {name: aspect(verdict) for name, verdict in found.items()}

    before = result(observation(), **made(0))
    before = before.model_copy(update={"aspects_broad": before.aspects.model_copy(update=made(1))})
    history = [stored(one, verdict, number) for number, (one, verdict) in enumerate(said, 1)]
    found = published(before, *history)
    for one in ASPECTS:
        strict, broad = getattr(found.aspects, one), getattr(found.aspects_broad, one)
        assert levels[broad.verdict] >= levels[strict.verdict]
        assert strict.machine == getattr(before.aspects, one).machine
        ruling = rulings(history, before, NOW).get(one)
        if ruling and ruling.valid:
            assert strict.verdict == ruling.decision.verdict


# What can be recorded


def test_a_good_decision_has_no_problems() -> None:
    assert list(problems(new(), NOW)) == []
    assert list(problems(new(valid_until="2026-02-01", at="2026-02-01T23:00:00Z"), NOW)) == []
    assert list(problems(new("responsible", "no", source="phone"), NOW)) == []


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        ({"judged": "colour"}, "aspect"),
        ({"verdict": "maybe"}, "verdict"),
        ({"verdict": "unmeasured"}, "verdict"),
        ({"verdict": "unknown"}, "verdict"),
        ({"judged": "responsible", "verdict": "no"}, "verdict"),
        ({"source": "rumour"}, "source"),
        ({"by": " "}, "by"),
        ({"why": "\n"}, "why"),
        ({"why": "x" * 4001}, "why"),
        ({"why": "a\x00b"}, "why"),
        ({"why": "a\u202eb"}, "why"),
        ({"why": "a\uffffb"}, "why"),
        ({"at": "i går"}, "at"),
        ({"at": "20260201"}, "at"),
        ({"at": "2026-03-03"}, "at"),
        ({"valid_until": "snart"}, "valid_until"),
        ({"valid_until": "2026-01-31"}, "valid_until"),
    ],
)
def test_what_cannot_be_recorded_is_named_by_its_field(bad: dict[str, Any], column: str) -> None:
    assert [name for name, _ in problems(new(**bad), NOW)] == [column]


def test_the_basis_of_each_aspect() -> None:
    assert basis_of(SEEN, "existence") == Basis("kontaktcenter", "m9901.example/kontakt")
    assert basis_of(SEEN, "front_page") == Basis(
        "kontaktcenter", "m9901.example/kontakt", "header, 0 clicks, screen 1"
    )
    assert basis_of(SEEN, "responsible") == Basis()


@given(st.tuples(*(verdicts for _ in ASPECTS)), st.dictionaries(st.sampled_from(ASPECTS), verdicts))
def test_bare_verdicts_follow_the_same_rules(
    machine: tuple[Verdict, ...], said: dict[Aspect, Verdict]
) -> None:
    """As the machine says them: nested, with the reasons that go with it."""
    before = dict(zip(ASPECTS, machine, strict=True))
    made = {}
    for one, verdict in before.items():
        needed = NEEDS.get(one)
        if needed and made[needed].verdict == "no":
            code = Code.NOT_ON_FRONT_PAGE if needed == "front_page" else Code.NO_FUNCTION
            made[one] = aspect("no", reasons=(str(code),))
        else:
            made[one] = aspect(verdict)
    history = [stored(one, verdict, basis=None) for one, verdict in said.items()]
    whole = published(result(observation(), **made), *history)
    bare = decided_verdicts({one: found.verdict for one, found in made.items()}, said)
    assert bare == {one: found.verdict for one, found in whole.aspects.items()}
