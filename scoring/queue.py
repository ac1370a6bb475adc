"""What waits for a human: open and changing verdicts, decisions that have ended, objections, and a few that
are certain (`scoring.drift`). Pure."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from scoring.codes import Code
from scoring.decisions import Ruling
from scoring.drift import is_drawn, month_of
from scoring.objections import Objection
from scoring.result import ASPECTS, Aspect, AspectResult, Confidence, Result, Verdict

Kind = Literal["objection", "outdated", "expired", "changing", "review", "unknown", "drawn"]
KINDS: tuple[Kind, ...] = ("objection", "outdated", "expired", "changing", "review", "unknown", "drawn")
"""The most urgent first."""


@dataclass(frozen=True, slots=True)
class Queued:
    """One question for a human."""

    code: str
    aspect: Aspect
    kind: Kind
    """Why it is here. Not for the eyes of who judges: `drawn` must look like any other."""
    reason: str
    """The reason code it is listed under; a drawn one is listed among others of its aspect."""
    since: str
    """ISO 8601: since when it waits, as far as is known."""
    run: str
    """The run whose result is shown."""
    machine: Verdict
    confidence: Confidence
    published: Verdict
    objection: int | None = None
    blind: bool = False
    """To be judged without a look at what the machine says: every drawn one, and as many others."""

    @property
    def key(self) -> tuple[str, Aspect]:
        return self.code, self.aspect


@dataclass(frozen=True, slots=True)
class Shown:
    """What the queue has to know of one municipality."""

    run: str
    result: Result
    """As published."""
    rulings: Mapping[Aspect, Ruling]


def queue(
    shown: Mapping[str, Shown],
    objections: Iterable[Objection],
    now: datetime,
    since: Mapping[tuple[str, Aspect], str] | None = None,
) -> tuple[Queued, ...]:
    """Everything that waits, the most urgent kinds first, then the oldest. `shown` by code; `since`: when an
    open verdict was last something else (`Store.open_since`)."""
    complaints = open_complaints(objections)
    return arranged(item for code, one in shown.items() for item in waits(code, one, complaints, now, since))


def open_complaints(objections: Iterable[Objection]) -> dict[tuple[str, Aspect], Objection]:
    """The objections that nobody has ended, by what they are about."""
    return {(o.code, o.aspect): o for o in objections if o.end is None}


def waits(
    code: str,
    one: Shown,
    complaints: Mapping[tuple[str, Aspect], Objection],
    now: datetime,
    since: Mapping[tuple[str, Aspect], str] | None = None,
) -> Iterator[Queued]:
    """What waits of one municipality; drawn ones still say that they are: `arranged` hides it."""
    for aspect in ASPECTS:
        item = _item(code, aspect, one, complaints.get((code, aspect)), f"{now:%Y-%m}")
        if item is None:
            continue
        known = (since or {}).get(item.key)
        opened = item.kind in ("review", "unknown") and known
        yield replace(item, since=known) if opened and known else item


def arranged(found: Iterable[Queued]) -> tuple[Queued, ...]:
    """What waits of all municipalities, as a queue."""
    return tuple(sorted(_unmarked(list(found)), key=_urgency))


def open_reason(judged: AspectResult) -> str:
    """The reason code that an open verdict is listed under. "As if the verdict above were yes" is none."""
    own = [reason for reason in judged.reasons if reason != Code.AS_IF]
    return next(iter((*judged.review_reasons, *own[-1:])), judged.verdict)


def _urgency(item: Queued) -> tuple[int, str, str, int]:
    # A drawn one stands where the reviews stand.
    kind: Kind = "review" if item.kind == "drawn" else item.kind
    return KINDS.index(kind), item.since, item.code, ASPECTS.index(item.aspect)


def _item(code: str, aspect: Aspect, one: Shown, complaint: Objection | None, month: str) -> Queued | None:
    judged: AspectResult = getattr(one.result.aspects, aspect)
    kind_reason_since = _why(code, aspect, one, judged, complaint, month)
    if kind_reason_since is None:
        return None
    kind, reason, since = kind_reason_since
    return Queued(
        code=code,
        aspect=aspect,
        kind=kind,
        reason=reason,
        since=since,
        run=one.run,
        machine=judged.machine,
        confidence=judged.confidence,
        published=judged.verdict,
        objection=complaint.id if complaint else None,
    )


def _why(
    code: str, aspect: Aspect, one: Shown, judged: AspectResult, complaint: Objection | None, month: str
) -> tuple[Kind, str, str] | None:
    ruling, at = one.rulings.get(aspect), one.result.measured_at
    if complaint is not None:
        return "objection", "objection", complaint.at
    if ruling is not None and ruling.state == "outdated":
        return "outdated", str(Code.FLAG_DECISION_OUTDATED), ruling.ended or at
    if ruling is not None and ruling.state == "expired":
        return "expired", str(Code.FLAG_DECISION_EXPIRED), ruling.ended or at
    if ruling is not None and ruling.valid and judged.verdict != "review":
        return None
    if one.result.status == "unmeasured":
        return None
    if judged.changing is not None:
        return "changing", "changing", at
    if judged.verdict in ("review", "unknown"):
        return ("review" if judged.verdict == "review" else "unknown"), open_reason(judged), at
    if judged.confidence == "certain" and ruling is None and is_drawn(code, aspect, month):
        return "drawn", "", at
    return None


def _unmarked(found: list[Queued]) -> Iterator[Queued]:
    """Each drawn one listed as some review of its aspect is, where there is one; always the same. What the
    machine says would betray it, so it is judged blind, and so are as many reviews of its aspect."""
    reviews: dict[Aspect, list[Queued]] = {aspect: [] for aspect in ASPECTS}
    drawn = dict.fromkeys(ASPECTS, 0)
    for item in found:
        if item.kind == "review":
            reviews[item.aspect].append(item)
        drawn[item.aspect] += item.kind == "drawn"
    beside = {
        item.key
        for aspect, others in reviews.items()
        for item in sorted(others, key=lambda other: _digest(other, ""))[: drawn[aspect]]
    }
    for item in found:
        if item.kind != "drawn":
            yield replace(item, blind=True) if item.key in beside else item
            continue
        digest = _digest(item, f":{month_of(item.since)}")
        others = sorted(reviews[item.aspect], key=lambda other: other.code)
        model = others[digest[0] % len(others)] if others else None
        since, reason = (model.since, model.reason) if model else (item.since, "review")
        yield replace(item, reason=reason, since=since, blind=True)


def _digest(item: Queued, more: str) -> bytes:
    return hashlib.sha256(f"{item.code}:{item.aspect}{more}".encode()).digest()


def pick(
    found: Iterable[Queued],
    *,
    reason: str | None = None,
    aspect: Aspect | None = None,
    codes: frozenset[str] | None = None,
    before: str | None = None,
) -> tuple[Queued, ...]:
    """Those with this reason, about this aspect, of these municipalities (a county's), waiting since before
    this day; None: any."""
    return tuple(
        item
        for item in found
        if (reason is None or item.reason == reason)
        and (aspect is None or item.aspect == aspect)
        and (codes is None or item.code in codes)
        and (before is None or item.since < before)
    )
