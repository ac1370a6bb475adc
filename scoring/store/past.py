"""What was published of earlier visits, with what humans had decided by then.

A visit stands until the next one: a decision made in between was published of it, so it counts for it. That a
decision is outdated is known from the visit on that first saw another entry.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scoring.decisions import WITHDRAWN, Basis, Ruling, StoredDecision, basis_of, newest
from scoring.published import decided_verdicts
from scoring.result import ASPECTS, Aspect, Result, Verdict
from scoring.score import score_verdicts
from scoring.stability import ended, moment
from scoring.store import timeline
from scoring.store.audits import Connecting, history
from scoring.store.records import KEEPS_OLD_VALUES, Shown, utc_text
from scoring.store.timeline import Judged, Tally

Outdated = Mapping[tuple[str, Aspect, int], str]
"""(code, aspect, version) of decisions that no longer count → since which visit."""

_A_SECOND = timedelta(seconds=1)
"""`ended` is the last moment that counts; in whole seconds the next one is the first that does not."""
_A_FRACTION = timedelta(microseconds=999_999)
"""A decision made within a second counts from the next whole one."""


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
            until = timeline.next_started(connection, run)
        outdated = self._outdated(said)
        at = until or utc_text(self._clock())
        return rows | {
            code: Voice(said[code], outdated).over(rows[code], at) for code in said.keys() & rows.keys()
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
        outdated = self._outdated(said)
        now = utc_text(self._clock())
        return {code: Voice(said[code], outdated).through(visits[code], now) for code in said}

    def _outdated(self, said: Mapping[str, tuple[StoredDecision, ...]]) -> Outdated:
        """Only decisions that were made on something can be: most are about e, and are not looked up."""
        codes = [code for code, each in said.items() if any(d.basis not in (None, Basis()) for d in each)]
        if not codes:
            return {}
        rulings = [r for one in self._latest(codes).values() for r in one.rulings.values()]
        moved = sorted({ruling.decision.code for ruling in rulings if ruling.state == "outdated"})
        with self._read() as connection:
            visits = timeline.of_codes(connection, moved)
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


class Voice:
    """What humans said about one municipality, over its visits. Years of nights meet few different answers:
    each is worked out once. Moments are texts of one form here, which sort as they should."""

    def __init__(self, decisions: Sequence[StoredDecision], outdated: Outdated) -> None:
        self._decisions = decisions
        self._outdated = {
            (d.aspect, d.version): utc_text(moment(outdated[d.code, d.aspect, d.version]))
            for d in decisions
            if (d.code, d.aspect, d.version) in outdated
        }
        ends = [ended(d.valid_until) + _A_SECOND for d in decisions if d.valid_until is not None]
        turns = {utc_text(turn) for turn in (*(moment(d.at) + _A_FRACTION for d in decisions), *ends)}
        self._turns = sorted(turns | set(self._outdated.values()))
        self._said: dict[tuple[int, int], dict[Aspect, Verdict]] = {}
        self._heard: dict[tuple[object, ...], tuple[tuple[Verdict, ...], int | None, int | None]] = {}

    def through(self, visits: Sequence[Judged], now: str) -> tuple[Judged, ...]:
        """All visits, oldest first, each as it was published last."""
        ends = [*(visit.measured_at for visit in visits[1:]), now]
        return tuple(self.over(visit, end) for visit, end in zip(visits, ends, strict=True))

    def over(self, visit: Judged, at: str) -> Judged:
        """The visit as it was published at `at`; one that was not measured stays as it is."""
        if visit.points is None:
            return visit
        # Between two turns nothing changes.
        turn = bisect_right(self._turns, at), bisect_right(self._turns, visit.measured_at)
        if turn not in self._said:
            self._said[turn] = self._say(at, visit.measured_at)
        said = self._said[turn]
        if not said:
            return visit
        key = (*turn, visit.verdicts)
        if key not in self._heard:
            verdicts = decided_verdicts(dict(zip(ASPECTS, visit.verdicts, strict=True)), said)
            score = score_verdicts(verdicts)
            points, most = (score.points, score.max) if score else (None, None)
            self._heard[key] = tuple(verdicts[aspect] for aspect in ASPECTS), points, most
        shown, points, most = self._heard[key]
        return replace(visit, verdicts=shown, points=points, max=most)

    def _say(self, at: str, visited: str) -> dict[Aspect, Verdict]:
        now = moment(at)
        said: dict[Aspect, Verdict] = {}
        for aspect, decision in newest(self._decisions, now).items():
            over = decision.valid_until is not None and now > ended(decision.valid_until)
            since = self._outdated.get((aspect, decision.version))
            if over or decision.verdict == WITHDRAWN or (since is not None and visited >= since):
                continue
            said[aspect] = decision.verdict  # type: ignore[assignment] # every other word is a verdict
        return said


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
