"""What was published of earlier visits, with what humans had decided by then.

A visit stands until the next one: a decision made in between was published of it, so it counts for it. That a
decision is outdated is known from the visit on that first saw another entry.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from scoring.decisions import WITHDRAWN, Ruling, StoredDecision, basis_of, newest
from scoring.published import decided_verdicts
from scoring.result import ASPECTS, Aspect, Result, Verdict
from scoring.score import score_verdicts
from scoring.stability import ended, moment
from scoring.store import timeline
from scoring.store.audits import Connecting, history
from scoring.store.records import KEEPS_OLD_VALUES, Shown
from scoring.store.timeline import Judged, Tally

Outdated = Mapping[tuple[str, Aspect, int], str]
"""(code, aspect, version) of decisions that no longer count → since which visit."""


class Past:
    """`Store.timeline`, `as_of`, `tallies`. `latest` and `result` are the store's, and raise as they do."""

    def __init__(
        self,
        read: Connecting,
        latest: Callable[[Sequence[str]], Mapping[str, Shown]],
        result: Callable[[str, str], Result],
        clock: Callable[[], datetime],
    ) -> None:
        self._read, self._latest, self._result, self._clock = read, latest, result, clock

    def timeline(self, codes: Sequence[str]) -> dict[str, tuple[Judged, ...]]:
        with self._read() as connection:
            visits = timeline.of_codes(connection, codes)
            said = history(connection, codes)
        return {code: tuple(rows) for code, rows in visits.items()} | self._decided(visits, said)

    def as_of(self, run: str) -> dict[str, Judged]:
        with self._read() as connection:
            rows = {row.code: row for row in timeline.as_of(connection, run, KEEPS_OLD_VALUES)}
            said = history(connection, None)
            if not said:
                return rows
            visits = timeline.of_codes(connection, sorted(said))
            until = timeline.next_started(connection, run)
        outdated = self._outdated(said, visits)
        at = moment(until) if until else self._clock()
        return rows | {
            code: decided_visit(rows[code], said[code], at, outdated) for code in said.keys() & rows.keys()
        }

    def tallies(self) -> tuple[Tally, ...]:
        with self._read() as connection:
            found = timeline.tallies(connection)
            said = history(connection, None)
            visits = timeline.of_codes(connection, sorted(said))
        return decided_tallies(found, visits, self._decided(visits, said))

    def _decided(
        self, visits: Mapping[str, Sequence[Judged]], said: Mapping[str, tuple[StoredDecision, ...]]
    ) -> dict[str, tuple[Judged, ...]]:
        if not said:
            return {}
        outdated = self._outdated(said, visits)
        now = self._clock()
        return {code: decided_timeline(visits[code], said[code], now, outdated) for code in said}

    def _outdated(self, codes: Iterable[str], visits: Mapping[str, Sequence[Judged]]) -> Outdated:
        shown = self._latest(sorted(codes)).values()
        rulings = [ruling for one in shown for ruling in one.rulings.values()]
        return outdated_since(rulings, visits, self._result)


def outdated_since(
    rulings: Iterable[Ruling],
    visits: Mapping[str, Sequence[Judged]],
    result: Callable[[str, str], Result],
) -> dict[tuple[str, Aspect, int], str]:
    """Of each ruling that is outdated now: the first visit that saw another entry. `result`: (run, code)."""
    found = {}
    for ruling in rulings:
        decision = ruling.decision
        if ruling.state != "outdated" or decision.basis is None:
            continue
        since = ruling.ended or ""
        for visit in visits.get(decision.code, ()):
            if visit.points is None or moment(visit.measured_at) <= moment(decision.at):
                continue
            if decision.basis.changed(basis_of(result(visit.run_id, visit.code), decision.aspect)):
                since = visit.measured_at
                break
        found[decision.code, decision.aspect, decision.version] = since
    return found


def said_by(
    history: Iterable[StoredDecision], at: datetime, visit: str, outdated: Outdated
) -> dict[Aspect, Verdict]:
    """What the decisions said by `at` about a visit at `visit` (ISO 8601)."""
    said: dict[Aspect, Verdict] = {}
    for aspect, decision in newest(history, at).items():
        over = decision.valid_until is not None and at > ended(decision.valid_until)
        since = outdated.get((decision.code, aspect, decision.version))
        if over or (since is not None and moment(visit) >= moment(since)):
            continue
        if decision.verdict != WITHDRAWN:
            said[aspect] = decision.verdict  # type: ignore[assignment] # every other word is a verdict
    return said


def decided_visit(
    visit: Judged, history: Iterable[StoredDecision], at: datetime, outdated: Outdated
) -> Judged:
    """The visit as it was published at `at`; one that was not measured stays as it is."""
    said = said_by(history, at, visit.measured_at, outdated)
    if not said or visit.points is None:
        return visit
    verdicts = decided_verdicts(dict(zip(ASPECTS, visit.verdicts, strict=True)), said)
    score = score_verdicts(verdicts)
    return replace(
        visit,
        verdicts=tuple(verdicts[aspect] for aspect in ASPECTS),
        points=score.points if score else None,
        max=score.max if score else None,
    )


def decided_timeline(
    visits: Sequence[Judged], history: Sequence[StoredDecision], now: datetime, outdated: Outdated
) -> tuple[Judged, ...]:
    """One municipality's visits, oldest first, each as it was published last."""
    ends = [*(moment(visit.measured_at) for visit in visits[1:]), now]
    return tuple(
        decided_visit(visit, history, end, outdated) for visit, end in zip(visits, ends, strict=True)
    )


def decided_tallies(
    tallies: Sequence[Tally], visits: Mapping[str, Sequence[Judged]], decided: Mapping[str, Sequence[Judged]]
) -> tuple[Tally, ...]:
    """Counts of whole runs, where some municipalities' visits (before, and as decided) are others."""
    changes: dict[str, list[tuple[Judged, Judged]]] = {}
    for code, before in visits.items():
        for old, new in zip(before, decided[code], strict=True):
            if old != new:
                changes.setdefault(old.run_id, []).append((old, new))
    return tuple(_moved(tally, changes.get(tally.run_id, ())) for tally in tallies)


def _moved(tally: Tally, changes: Sequence[tuple[Judged, Judged]]) -> Tally:
    if not changes:
        return tally
    scores, yes, no = dict(tally.scores), dict(tally.yes), dict(tally.no)
    for sign, visits in ((-1, [old for old, _ in changes]), (1, [new for _, new in changes])):
        for visit in visits:
            if visit.points is not None and visit.max is not None:
                key = visit.points, visit.max
                scores[key] = scores.get(key, 0) + sign
            for aspect, verdict in zip(ASPECTS, visit.verdicts, strict=True):
                for word, count in (("yes", yes), ("no", no)):
                    if verdict == word:
                        count[aspect] = count.get(aspect, 0) + sign
    return replace(tally, scores={key: n for key, n in scores.items() if n}, yes=yes, no=no)
