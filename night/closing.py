"""The end of a run: the gate, publishing, and what the operator is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from night.context import Ended, Night
from night.errors import DEGRADED, DONE, INTERRUPTED, NOTHING_MEASURED, UserError
from night.gate import ALARM_NIGHTS, Decision, Shift, closed_nights, decide, shift_between
from night.lock import run_lock
from night.publish import publish
from night.workspace import open_store
from scoring.store import Run, State, Store


def close(night: Night, begun: Run, *, interrupted: bool = False, late: bool = False) -> Ended:
    """The gate, the run's note, and the report if the run is good enough for one.

    `interrupted`: by a signal, `late`: by its deadline. What was left out for that is known, and no sign of a
    bad night: it counts as not measured, and its earlier values stand. An interrupted run can be resumed.
    """
    with open_store(night.settings) as store:
        good = [r for r in store.runs() if r.published and r.id != begun.id]
        last_good = next((r for r in good if r.scope == "all"), None) if begun.scope == "all" else None
        done, reasons = len(store.done_codes(begun.id)), store.reasons(begun.id)
        left = begun.planned - done
        stopped = interrupted and left > 0
        decision = decide(
            begun.planned,
            done - len(reasons),
            last_good,
            named=begun.scope == "named",
            missing=0 if interrupted or late else left,
            shift=_shift(store, last_good, begun),
        )
        why = decision.why + _if_nothing(decision, reasons) + _left(left, stopped, late)
        state: State = "interrupted" if stopped else "finished"
        published = decision.accepted or (stopped and begun.published)
        ended = store.finish_run(begun.id, state, night.now(), published=published, note=why[:500])
        if stopped:
            message = f"{_kept(ended)}; {decision.why}. {_GO_ON}"
            index = _publish(night, store, ended) if decision.accepted else None
            return Ended(INTERRUPTED, ended, message, index)
        message = why + _alarm(store, ended)
        return Ended(decision.exit_code, ended, message, _report(night, store, decision, bool(good), ended))


def stopped_at_once(night: Night, begun: Run, *, terminated: bool = False) -> Ended:
    """What is there is kept; nothing is looked at or shown."""
    with open_store(night.settings) as store:
        note = "stopped by the operator"
        ended = store.finish_run(begun.id, "interrupted", night.now(), published=begun.published, note=note)
    return Ended(INTERRUPTED, ended, f"{_kept(ended)}. {_GO_ON}", terminated=terminated)


def stopped_before_report(night: Night, begun: Run, *, terminated: bool = False) -> Ended:
    """Everything is measured and judged; yesterday's report still stands."""
    with open_store(night.settings) as store:
        ended = store.run(begun.id)
        if ended.state == "running":
            note = "stopped by the operator"
            ended = store.finish_run(
                begun.id, "interrupted", night.now(), published=begun.published, note=note
            )
    what = f"run {ended.id} is complete, only its report is not: `vagvisaren crawl --resume` builds it"
    if ended.state == "interrupted":
        what = f"{_kept(ended)}. {_GO_ON}"
    elif not ended.published:
        what = ended.note
    return Ended(INTERRUPTED, ended, what, terminated=terminated)


def show(night: Night, accepted: Run) -> Ended:
    """The report of a run that the gate has accepted already."""
    with open_store(night.settings) as store:
        return Ended(DONE, accepted, accepted.note, _publish(night, store, accepted))


_GO_ON = "Go on with `vagvisaren crawl --resume`."


def _kept(ended: Run) -> str:
    return f"interrupted: {ended.measured + ended.unmeasured} of {ended.planned} are kept (run {ended.id})"


def _left(left: int, stopped: bool, late: bool) -> str:
    if not left or not (stopped or late):
        return ""
    return f"; {left} left out, {'stopped by the operator' if stopped else 'for the deadline'}"


def _shift(store: Store, last_good: Run | None, begun: Run) -> Shift | None:
    return shift_between(store.results(last_good.id), store.results(begun.id)) if last_good else None


def _alarm(store: Store, ended: Run) -> str:
    """What to do when the gate stays closed: the same doubt every night is perhaps how things are now."""
    nights = closed_nights(store.runs()) if ended.scope == "all" else 0
    if nights < ALARM_NIGHTS:
        return ""
    told = f". ALARM: nothing published for {nights} nights in a row. "
    if not ended.measured:
        return f"{told}`vagvisaren doctor` looks for what is wrong with this machine"
    return (
        f"{told}Look at `vagvisaren status`; if the night is right, `vagvisaren publish {ended.id}` shows it"
    )


def show_all_the_same(night: Night, run_id: str | None) -> Ended:
    """Publish a finished run that the gate held back: by its id, or the newest one. The operator answers for
    it, and the run's note says so. Raises UserError, StoreError."""
    with run_lock(night.settings.data), open_store(night.settings, create=False) as store:
        held = [run for run in store.runs() if run.state == "finished" and not run.published]
        chosen = next((run for run in held if run_id in (None, run.id)), None)
        if chosen is None:
            raise UserError(_nothing_held(store, run_id, held))
        if not chosen.measured:
            raise UserError(f"run {chosen.id} has measured nothing: there is nothing to show.")
        note = f"{chosen.note}; published all the same by the operator on {night.now():%Y-%m-%d}"
        finished = datetime.fromisoformat(chosen.finished or chosen.started)
        ended = store.finish_run(chosen.id, "finished", finished, published=True, note=note[:500])
        return Ended(DONE, ended, f"run {ended.id} is published", _publish(night, store, ended))


def _nothing_held(store: Store, run_id: str | None, held: Sequence[Run]) -> str:
    choice = f"Held back: {', '.join(run.id for run in held[:5])}." if held else "No run is held back."
    if run_id is None:
        return choice
    known = next((run for run in store.runs() if run.id == run_id), None)
    why = "there is no such run" if known is None else "it is published" if known.published else known.state
    return f"run {run_id} cannot be published: {why}. {choice}"


def _if_nothing(decision: Decision, reasons: Sequence[tuple[str, str | None]]) -> str:
    """Why not a single one was measured, when one reason explains it."""
    if decision.exit_code != NOTHING_MEASURED:
        return ""
    counts = Counter(reason or "unknown" for _, reason in reasons)
    told = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
    offline = counts["dns"] + counts["connection"] == counts.total()
    hint = ""
    if offline:
        hint = ": no name resolves and nothing answers, is this machine connected to the internet"
    elif counts["browser"] == counts.total():
        hint = ": the browser does not start or does not live, `vagvisaren doctor` tells why"
    return f" ({told}){hint}"


def _report(night: Night, store: Store, decision: Decision, has_good: bool, ended: Run) -> Path | None:
    # A first, poor run has no good ranking to protect: showing it, with its gaps, beats showing nothing.
    if decision.accepted or (decision.exit_code == DEGRADED and not has_good):
        return _publish(night, store, ended)
    return None


def _publish(night: Night, store: Store, ended: Run) -> Path:
    return publish(store, night.registry, night.settings, ended.id, night.build)
