"""A result as it is published: the human's word above the machine's, and what follows from it (method §1).

The stored result has the machine's verdicts after the rule of three nights. This lays the valid decisions
over it whenever it is read, so that nothing has to be rewritten when one of them ends.
"""

from collections.abc import Mapping
from datetime import datetime

from scoring.codes import Code, explain
from scoring.decisions import Ruling
from scoring.result import Aspect, AspectResult, Aspects, Result, Verdict
from scoring.score import NEEDS, WITHOUT_RESPONSIBLE, score_aspects
from scoring.stability import Decision, Published, with_decisions

_FLAGS = {
    "valid": Code.FLAG_DECIDED,
    "expired": Code.FLAG_DECISION_EXPIRED,
    "outdated": Code.FLAG_DECISION_OUTDATED,
}
_RANK: dict[Verdict, int] = {"unmeasured": 0, "no": 1, "unknown": 2, "review": 3, "yes": 4}
_NOTHING_ABOVE = frozenset({Code.NO_FUNCTION, Code.NOT_ON_FRONT_PAGE})

Found = dict[Aspect, AspectResult]


def decided(result: Result, rulings: Mapping[Aspect, Ruling], now: datetime) -> Result:
    """`result` with what humans have decided; scores are counted anew. What could not be measured stays
    unmeasured: decisions about it wait beside it."""
    if not rulings or result.status == "unmeasured":
        return result
    strict, broad = dict(result.aspects.items()), dict(result.aspects_broad.items())
    same = {aspect for aspect in strict if strict[aspect] == broad[aspect]}
    above = _with_rulings(strict, rulings, result, now)
    # In the broad reading a decision counts where that reading rests on the same thing; a yes always does.
    shared = {
        aspect: ruling
        for aspect, ruling in rulings.items()
        if aspect in same or aspect == "responsible" or ruling.decision.verdict == "yes"
    }
    below = _never_lower(_with_rulings(broad, shared, result, now), above, strict)
    aspects, aspects_broad = Aspects(**above), Aspects(**below)
    return result.model_copy(
        update={
            "aspects": aspects,
            "aspects_broad": aspects_broad,
            "score": score_aspects(aspects),
            "score_broad": score_aspects(aspects_broad),
            "score_without_responsible": score_aspects(aspects, WITHOUT_RESPONSIBLE),
        }
    )


def _with_rulings(found: Found, rulings: Mapping[Aspect, Ruling], result: Result, now: datetime) -> Found:
    out: Found = {}
    for aspect, judged in found.items():
        ruling = rulings.get(aspect)
        if ruling is not None and ruling.state != "withdrawn":
            judged = _ruled(judged, ruling, result, now)
        own = ruling is not None and ruling.valid
        out[aspect] = judged if own else _nested(aspect, judged, found, out)
    return out


def _ruled(judged: AspectResult, ruling: Ruling, result: Result, now: datetime) -> AspectResult:
    decision = ruling.decision
    flags = tuple(dict.fromkeys((*judged.flags, str(_FLAGS[ruling.state]))))
    if decision.verdict == "withdrawn" or ruling.state == "outdated":
        return judged.model_copy(update={"flags": flags})
    shown = with_decisions(
        Published(judged.verdict, result.measured_at, None, changing=judged.changing),
        [Decision(decision.aspect, decision.verdict, decision.at, decision.valid_until)],
        now,
    )
    return judged.model_copy(update={"verdict": shown.verdict, "changing": shown.changing, "flags": flags})


def _nested(aspect: Aspect, judged: AspectResult, before: Found, now: Found) -> AspectResult:
    """b needs a, c needs b, d needs a: what a human decided above may leave nothing below, or a question."""
    needed = NEEDS.get(aspect)
    if needed is None or before[needed].verdict == now[needed].verdict:
        return judged
    missing = Code.NOT_ON_FRONT_PAGE if needed == "front_page" else Code.NO_FUNCTION
    if now[needed].verdict == "no":
        return _following(judged, "no", (missing, Code.DECIDED_ABOVE))
    if before[needed].verdict == "no" and _NOTHING_ABOVE & set(judged.reasons):
        # The machine never judged it: it saw nothing to judge.
        return _following(judged, "review", (Code.DECIDED_ABOVE,))
    return judged


def _following(judged: AspectResult, verdict: Verdict, reasons: tuple[Code, ...]) -> AspectResult:
    return judged.model_copy(
        update={
            "verdict": verdict,
            "changing": None,
            "confidence": "uncertain" if verdict == "review" else "certain",
            "reasons": tuple(map(str, reasons)),
            "summary": explain(reasons[0], "sv"),
            "summary_en": explain(reasons[0], "en"),
        }
    )


def _never_lower(broad: Found, strict: Found, strict_before: Found) -> Found:
    """Where decisions moved the strict reading, the broad one is at least as high (method §1)."""
    return {
        aspect: judged.model_copy(update={"verdict": strict[aspect].verdict, "changing": None})
        if strict[aspect].verdict != strict_before[aspect].verdict
        and _RANK[judged.verdict] < _RANK[strict[aspect].verdict]
        else judged
        for aspect, judged in broad.items()
    }


def decided_verdicts(
    verdicts: Mapping[Aspect, Verdict], said: Mapping[Aspect, Verdict]
) -> dict[Aspect, Verdict]:
    """The same for bare verdicts of a measured visit, strict reading; `said`: by decisions that counted."""
    out: dict[Aspect, Verdict] = {}
    for aspect, verdict in verdicts.items():
        needed = NEEDS.get(aspect)
        if aspect in said:
            out[aspect] = said[aspect]
        elif needed is None or verdicts[needed] == out[needed]:
            out[aspect] = verdict
        elif out[needed] == "no":
            out[aspect] = "no"
        else:
            # Below a no the machine has judged nothing.
            out[aspect] = "review" if verdicts[needed] == verdict == "no" else verdict
    return out
