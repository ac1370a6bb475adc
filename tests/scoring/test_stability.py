"""A published point changes only when three nights agree; versions and human decisions apply at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.result import ASPECTS, Aspect, Changing, Verdict
from scoring.stability import (
    NIGHTS,
    NOTHING,
    Decision,
    Published,
    Visit,
    after,
    moment,
    night_began,
    with_decisions,
)
from tests.scoring.build import entry, observation, page

FIRST = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
LETTERS: dict[str, Verdict] = {
    "y": "yes", "n": "no", "r": "review", "u": "unknown", "-": "unmeasured",
}  # fmt: skip


def at(night: int, hours: float = 0) -> str:
    """01:00 of the night with that number, the first being 0."""
    return f"{FIRST + timedelta(days=night, hours=hours):%Y-%m-%dT%H:%M:%SZ}"


def day(night: int) -> str:
    return at(night)[:10]


def visit(night: int, letter: str, *, hours: float = 0, method: str = "1", lexicon: str = "1") -> Visit:
    return Visit(at(night, hours), method, lexicon, dict.fromkeys(ASPECTS, LETTERS[letter]))


def nights(word: str) -> list[Visit]:
    return [visit(number, letter) for number, letter in enumerate(word)]


def shown(
    visits: list[Visit], *decisions: Decision, now: int = 400, aspect: Aspect = "existence"
) -> Published:
    """What nights that are settled one after another come to, as in the store, with the decisions over it. Of
    a night counts its last measured visit."""
    at_last = FIRST + timedelta(days=now)
    last = {
        night_began(one.at): one
        for one in sorted(visits, key=lambda one: moment(one.at))
        if moment(one.at) <= at_last and one.verdicts[aspect] != "unmeasured"
    }
    found, earlier = NOTHING, None
    for night in last.values():
        found, earlier = after(found, earlier, night, night.verdicts[aspect]), night
    return with_decisions(
        found, [d for d in decisions if d.aspect == aspect and moment(d.at) <= at_last], at_last
    )


def pending(to: str, count: int) -> Changing:
    return Changing(to=LETTERS[to], nights=count)


@pytest.mark.parametrize(
    ("word", "verdict", "since", "changing", "changing_since"),
    [
        ("y", "y", 0, None, None),
        ("yyyy", "y", 0, None, None),
        ("yn", "y", 0, ("n", 1), 1),
        ("ynn", "y", 0, ("n", 2), 1),
        ("ynnn", "n", 3, None, None),
        ("ynnnnn", "n", 3, None, None),
        ("ynny", "y", 0, None, None),
        ("ynnynn", "y", 0, ("n", 2), 4),
        ("ynrnrn", "y", 0, ("n", 1), 5),
        ("ynnrrr", "r", 5, None, None),
        ("ynnnyyy", "y", 6, None, None),
        ("uuuy", "u", 0, ("y", 1), 3),
        # unmeasured nights neither count nor reset
        ("--y", "y", 2, None, None),
        ("y-n-n", "y", 0, ("n", 2), 2),
        ("y-n-n--n-", "n", 7, None, None),
        ("ynn---", "y", 0, ("n", 2), 1),
    ],
)
def test_three_nights_must_agree(
    word: str, verdict: str, since: int, changing: tuple[str, int] | None, changing_since: int | None
) -> None:
    found = shown(nights(word))
    assert (found.verdict, found.since) == (LETTERS[verdict], at(since))
    assert found.changing == (pending(*changing) if changing else None)
    assert found.changing_since == (None if changing_since is None else at(changing_since))


def test_what_is_published_says_why() -> None:
    assert shown(nights("y")).cause == "first"
    found = shown(nights("ynnn"))
    assert (found.cause, found.before) == ("nights", "yes")


@pytest.mark.parametrize("word", ["", "-", "---"])
def test_without_a_measured_night_there_is_nothing(word: str) -> None:
    assert shown(nights(word)) == NOTHING


@pytest.mark.parametrize(
    ("last", "cause"),
    [
        (visit(2, "n", method="2"), "method"),
        (visit(2, "n", lexicon="2"), "lexicon"),
        (visit(2, "n", method="2", lexicon="2"), "method"),
    ],
)
def test_a_new_version_applies_at_once_and_is_marked(last: Visit, cause: str) -> None:
    found = shown([*nights("yy"), last])
    assert (found.verdict, found.since, found.cause, found.before) == ("no", at(2), cause, "yes")
    assert found.changing is None


def test_a_new_version_that_says_the_same_changes_nothing() -> None:
    found = shown([*nights("yn"), visit(2, "y", method="2"), visit(3, "n", method="2")])
    assert (found.verdict, found.since, found.cause) == ("yes", at(0), "first")
    assert (found.changing, found.changing_since) == (pending("n", 1), at(3))


def test_a_version_that_came_on_an_unmeasured_night_counts_from_the_next_measured_one() -> None:
    found = shown([*nights("y"), visit(1, "-", method="2"), visit(2, "n", method="2")])
    assert (found.verdict, found.cause, found.since) == ("no", "method", at(2))


def test_a_visit_in_the_morning_is_of_the_same_night_and_counts_instead() -> None:
    morning = 8  # 09:00 in Sweden
    assert shown(
        [*nights("y"), visit(1, "n"), visit(1, "n", hours=morning), visit(1, "n", hours=9)]
    ).changing == pending("n", 1)
    assert shown([*nights("y"), visit(1, "n"), visit(1, "y", hours=morning)]).changing is None
    assert shown([*nights("y"), visit(1, "n"), visit(1, "-", hours=morning)]).changing == pending("n", 1)
    before_midnight = [visit(number, "n", hours=hours) for number, hours in ((1, -2), (2, 1), (3, -2))]
    assert shown([visit(-1, "y"), *before_midnight]).verdict == "no"  # fmt: skip


def decision(verdict: Verdict, since: int, until: int | None = None) -> Decision:
    return Decision("existence", verdict, day(since), None if until is None else day(until))


def test_a_decision_applies_at_once_and_is_marked() -> None:
    found = shown(nights("rrr"), decision("yes", 2))
    assert found == Published("yes", day(2), "audit", "review")
    assert shown(nights("rrr"), decision("yes", 2), now=9, aspect="front_page").verdict == "review"


def test_a_decision_holds_against_any_number_of_nights_until_its_last_day() -> None:
    found = shown(nights("ynnnnnn"), decision("yes", 1, 9), now=9)
    assert (found.verdict, found.cause, found.before) == ("yes", "audit", "no")
    found = shown(nights("ynnnnnn"), decision("yes", 1, 9), now=10)
    assert (found.verdict, found.cause, found.before, found.since) == ("no", "audit", "yes", day(9))


def test_the_end_of_a_decision_that_the_machine_shares_changes_nothing() -> None:
    assert shown(nights("ynnn"), decision("no", 0, 5)) == shown(nights("ynnn"))


def test_a_decision_that_ended_before_the_last_change_is_history() -> None:
    assert shown(nights("yyyyyynnn"), decision("no", 1, 2)) == shown(
        nights("yyyyyynnn"), decision("no", 1, 2), now=20
    )
    found = shown(nights("yyyyyynnn"), decision("review", 1, 2))
    assert (found.cause, found.before) == ("nights", "yes")


def test_of_several_decisions_the_newest_counts_and_none_comes_back() -> None:
    both = decision("yes", 1), decision("no", 3, 5)
    assert [shown(nights("rrrrrrrr"), *both, now=now).verdict for now in (0, 2, 4, 6)] == [
        "review",
        "yes",
        "no",
        "review",
    ]


def test_what_is_later_than_now_does_not_count() -> None:
    assert shown(nights("ynnn"), now=2) == shown(nights("ynn"))
    assert shown(nights("yyy"), decision("no", 2), now=1) == shown(nights("yy"))


def test_a_visit_is_made_of_a_result() -> None:
    result = judge(observation([entry(region="footer", y=900)], [page()]))
    strict, broad = Visit.of(result), Visit.of(result, "broad")
    assert strict.at == result.measured_at
    assert strict.verdicts["prominence"] == result.aspects.prominence.machine == "no"
    assert broad.verdicts["existence"] == result.aspects_broad.existence.machine
    unmeasured = judge(observation(status="unmeasured", status_reason="dns"))
    assert set(Visit.of(unmeasured).verdicts.values()) == {"unmeasured"}


words = st.text("ynru-", max_size=14)
measured = st.text("ynru", min_size=1, max_size=14)


@given(words, st.text("ynru", min_size=1, max_size=1))
def test_three_more_nights_that_agree_settle_it(word: str, letter: str) -> None:
    found = shown(nights(word + letter * NIGHTS))
    assert (found.verdict, found.changing) == (LETTERS[letter], None)


@given(words)
def test_one_more_night_changes_nothing_unless_it_is_the_third(word: str) -> None:
    seen = word.replace("-", "")
    if len(seen) > 1 and (len(seen) <= NIGHTS or len(set(seen[-NIGHTS:])) > 1):
        cut = word.rindex(seen[-1])
        assert shown(nights(word)).verdict == shown(nights(word[:cut])).verdict


@given(measured, st.lists(st.tuples(st.integers(0, 40), st.floats(-3, 10)), max_size=6))
def test_unmeasured_visits_change_nothing(word: str, extra: list[tuple[int, float]]) -> None:
    visits = nights(word)
    failed = [visit(night, "-", hours=hours, method="9") for night, hours in extra]
    assert shown([*visits, *failed]) == shown(visits)


@given(measured, st.randoms(use_true_random=False), st.lists(st.integers(0, 14), max_size=3))
def test_order_of_visits_and_decisions_does_not_matter(word: str, by: object, starts: list[int]) -> None:
    visits = nights(word)
    decisions = [decision(("yes", "no", "review")[n % 3], start, start + n) for n, start in enumerate(starts)]
    mixed = by.sample(visits, len(visits))  # type: ignore[attr-defined]
    for now in (2, 9, 20):
        assert shown(mixed, *decisions[::-1], now=now) == shown(visits, *decisions, now=now)


@given(measured)
def test_what_is_published_was_seen_and_what_is_changing_was_not(word: str) -> None:
    found = shown(nights(word))
    assert found.verdict in {LETTERS[letter] for letter in word}
    assert found.since is not None
    if found.changing is None:
        assert found.verdict == LETTERS[word[-1]]
        assert found.changing_since is None
    else:
        assert found.changing.to == LETTERS[word[-1]] != found.verdict
        assert 1 <= found.changing.nights < NIGHTS
        assert found.changing_since == at(len(word) - found.changing.nights)


@given(measured, st.sampled_from("ynru"))
def test_any_new_version_is_published_at_once(word: str, letter: str) -> None:
    found = shown([*nights(word), visit(len(word), letter, lexicon="2")])
    assert (found.verdict, found.changing) == (LETTERS[letter], None)


@given(measured, st.sampled_from(("yes", "no", "unknown")), st.integers(0, 14))
def test_a_valid_decision_is_what_is_published(word: str, verdict: Verdict, since: int) -> None:
    found = shown(nights(word), decision(verdict, since))
    assert (found.verdict, found.cause, found.since, found.changing) == (verdict, "audit", day(since), None)
