"""What waits for a human, in which order, and what nobody can tell apart."""

from datetime import UTC, datetime
from typing import Any

from scoring.codes import Code
from scoring.decisions import StoredDecision, basis_of, rulings
from scoring.drift import Precision, is_drawn, precision
from scoring.objections import Challenges, End, NewEnd, NewObjection, Objection, challenges
from scoring.objections import end_problems as end_problems
from scoring.objections import problems as objection_problems
from scoring.published import decided
from scoring.queue import Queued, Shown, pick, queue
from scoring.result import ASPECTS, Aspect, Changing, Result
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONTH = "2026-03"


def judged(code: str = "9901", **changed: Any) -> Result:
    """Nothing to ask about but what `changed` says."""
    sure = {"responsible": aspect("yes", confidence="likely")}
    plain = {name: aspect("yes", confidence="likely") for name in ASPECTS}
    return result(observation(code), **(plain | sure | changed))


def shown(found: Result, *history: StoredDecision) -> Shown:
    ruled = rulings(history, found, NOW)
    return Shown("r1", decided(found, ruled, NOW), ruled)


def waiting(*found: Shown, objections: tuple[Objection, ...] = (), **more: Any) -> tuple[Queued, ...]:
    return queue({one.result.code: one for one in found}, objections, NOW, **more)


def decision(verdict: str = "yes", judged_on: Result | None = None, **more: Any) -> StoredDecision:
    basis = basis_of(judged_on or judged(), "prominence")
    fields = {
        "code": "9901", "aspect": "prominence", "by": "Ada", "at": "2026-02-01", "why": "Syns.", "version": 1,
        "recorded_at": "2026-02-01T10:00:00Z", "basis": basis,
    } | more  # fmt: skip
    return StoredDecision(verdict=verdict, **fields)  # type: ignore[arg-type]


def objection(code: str = "9901", ends: tuple[End, ...] = ()) -> Objection:
    return Objection(
        id=3, code=code, aspect="help_info", by="Kommunen", at="2026-02-20", text="Det står där.",
        recorded_by="Ada", recorded_at="2026-02-20T10:00:00Z", ends=ends,
    )  # fmt: skip


def test_an_open_verdict_waits_under_its_review_reason() -> None:
    open_c = aspect("review", reasons=("R1", "fold_band"), review_reasons=("fold_band",))
    (item,) = waiting(shown(judged(prominence=open_c)))
    assert (item.kind, item.reason, item.since) == ("review", "fold_band", "2026-01-31T02:03:04Z")


def test_unknown_and_changing_wait_too() -> None:
    found = judged(
        existence=aspect("yes", machine="no", changing=Changing(to="no", nights=1)),
        responsible=aspect("unknown", reasons=("not_E1", "role_not_found")),
    )
    assert [(item.aspect, item.kind, item.reason) for item in waiting(shown(found))] == [
        ("existence", "changing", "changing"),
        ("responsible", "unknown", "role_not_found"),
    ]


def test_a_decided_one_no_longer_waits_unless_somebody_wants_to_look_again() -> None:
    found = judged(prominence=aspect("review"))
    assert waiting(shown(found, decision())) == ()
    assert [item.kind for item in waiting(shown(found, decision("review")))] == ["review"]


def test_what_has_ended_comes_back() -> None:
    expired = shown(judged(), decision(valid_until="2026-02-10"))
    (item,) = waiting(expired)
    assert (item.kind, item.reason, item.since) == ("expired", Code.FLAG_DECISION_EXPIRED, "2026-02-10")
    other = judged().model_copy(update={"entry": None})
    (item,) = waiting(shown(other, decision()))
    assert (item.kind, item.reason) == ("outdated", Code.FLAG_DECISION_OUTDATED)


def test_an_objection_comes_first_until_it_has_ended() -> None:
    found = shown(judged(prominence=aspect("review")))
    first, second = waiting(found, objections=(objection(),))
    assert (first.kind, first.objection, first.since) == ("objection", 3, "2026-02-20")
    assert second.kind == "review"
    end = End(
        outcome="rejected",
        by="Ada",
        at="2026-02-21",
        why="Nej.",
        version=1,
        recorded_at="2026-02-21T10:00:00Z",
    )
    assert [item.kind for item in waiting(found, objections=(objection(ends=(end,)),))] == ["review"]


def test_who_was_not_measured_has_nothing_to_look_at_but_may_object() -> None:
    silent = shown(result(observation(reason="timeout")))
    assert waiting(silent) == ()
    assert [item.kind for item in waiting(silent, objections=(objection(),))] == ["objection"]


def test_age_is_since_it_was_last_settled() -> None:
    found = [shown(judged(code, prominence=aspect("review"))) for code in ("9901", "9902")]
    since: dict[tuple[str, Aspect], str] = {("9902", "prominence"): "2025-12-01T02:00:00Z"}
    assert [item.code for item in waiting(*found, since=since)] == ["9902", "9901"]


def test_picking() -> None:
    found = waiting(
        shown(judged("9901", prominence=aspect("review", review_reasons=("fold_band",)))),
        shown(judged("9902", help_info=aspect("review", reasons=("only_in_pdf",)))),
    )
    assert [item.code for item in pick(found, reason="fold_band")] == ["9901"]
    assert [item.code for item in pick(found, aspect="help_info")] == ["9902"]
    assert [item.code for item in pick(found, codes=frozenset({"9902"}))] == ["9902"]
    assert pick(found, before="2026-01-01") == ()


# Drift control

CODES = [f"{number:04}" for number in range(2000)]


def test_about_one_in_twenty_certain_verdicts_is_drawn_and_another_one_next_month() -> None:
    drawn = [(code, one) for code in CODES for one in ASPECTS if is_drawn(code, one, MONTH)]
    assert 400 < len(drawn) < 600
    again = [pair for pair in drawn if is_drawn(*pair, "2026-04")]
    assert len(again) < 60


def test_a_drawn_one_cannot_be_told_from_a_review() -> None:
    codes = [code for code in CODES if is_drawn(code, "prominence", MONTH)][:3]
    certain = [shown(judged(code, prominence=aspect("yes", confidence="certain"))) for code in codes]
    open_c = aspect("review", review_reasons=("fold_band",))
    found = waiting(*certain, shown(judged("9999", prominence=open_c)))
    assert {item.reason for item in found} == {"fold_band"}
    assert sorted(item.kind for item in found) == ["drawn"] * 3 + ["review"]
    assert [item.code for item in found] == sorted(item.code for item in found)
    assert waiting(*certain, shown(judged("9999", prominence=open_c))) == found


def test_drawn_ones_are_judged_blind_and_as_many_reviews_beside_them() -> None:
    codes = [code for code in CODES if is_drawn(code, "prominence", MONTH)][:3]
    certain = [shown(judged(code, prominence=aspect("yes", confidence="certain"))) for code in codes]
    open_c = aspect("review", review_reasons=("fold_band",))
    others = [shown(judged(f"99{number}", prominence=open_c)) for number in range(10, 20)]
    open_b = shown(judged("9950", front_page=open_c))
    found = waiting(*certain, *others, open_b)
    assert {item.code for item in found if item.kind == "drawn"} == set(codes)
    blind = [item for item in found if item.blind]
    assert sorted(item.kind for item in blind) == ["drawn"] * 3 + ["review"] * 3
    assert {item.aspect for item in blind} == {"prominence"}
    assert not any(item.blind for item in waiting(*others, open_b))


def test_only_certain_ones_that_nobody_has_decided_are_drawn() -> None:
    code = next(code for code in CODES if is_drawn(code, "prominence", MONTH))
    assert waiting(shown(judged(code, prominence=aspect("yes", confidence="likely")))) == ()
    sure = judged(code, prominence=aspect("yes", confidence="certain"))
    assert waiting(shown(sure, decision(code=code, basis=basis_of(sure, "prominence")))) == ()


def test_precision_per_word() -> None:
    drawn = next(code for code in CODES if is_drawn(code, "prominence", "2026-02"))
    chosen = next(code for code in CODES if not is_drawn(code, "prominence", "2026-02"))
    seen = {"run": "r1", "confidence": "certain", "machine": "yes"}
    history = [
        decision("no", code=drawn, **seen),
        decision("no", code=chosen, **seen),
        decision("yes", code=chosen, run="r1", confidence="likely", machine="yes"),
        decision("no", code=chosen, run="r2", confidence="likely", machine="yes"),
        decision("yes", code=chosen, run="r3", confidence="likely", machine="review"),
        decision("no", code=chosen, run="r4", confidence="likely", machine="yes", source="phone"),
        decision("no", code=chosen, run="r5", confidence="likely", machine="yes", details={"objection": 1}),
    ]
    assert precision(history) == (
        Precision("certain", 0, 1),
        Precision("likely", 1, 2),
        Precision("uncertain", 0, 0),
    )


# Objections


def test_how_objections_have_ended() -> None:
    ends = {
        outcome: End(
            outcome=outcome, by="Ada", at="2026-02-21", why="Så.", version=1, recorded_at="2026-02-21"
        )
        for outcome in ("upheld", "rejected")
    }
    reversed_later = objection(ends=(ends["rejected"], ends["upheld"]))
    found = challenges([objection(), objection(ends=(ends["rejected"],)), reversed_later])
    assert found == Challenges(upheld=1, rejected=1, open=1)
    assert found.ended == 2


def test_what_cannot_be_recorded() -> None:
    good = {"code": "9901", "aspect": "help_info", "by": "Kommunen", "at": "2026-02-20", "text": "Fel."}
    for bad, column in (
        ({}, None),
        ({"aspect": "colour"}, "aspect"),
        ({"by": ""}, "by"),
        ({"text": ""}, "text"),
        ({"at": "2027-01-01"}, "at"),
    ):
        found = [name for name, _ in objection_problems(NewObjection(**(good | bad)), NOW)]  # type: ignore[arg-type]
        assert found == ([column] if column else [])
    end = {"outcome": "upheld", "by": "Ada", "at": "2026-02-21", "why": "Det står där."}
    assert list(end_problems(NewEnd(**end), NOW)) == []  # type: ignore[arg-type]
    assert [n for n, _ in end_problems(NewEnd(**(end | {"why": " ", "outcome": "open"})), NOW)] == [  # type: ignore[arg-type]
        "outcome",
        "why",
    ]
