"""The sequence of a run: registry, lock, begin or resume, crawl, gate, publish, tell."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import FrameType

from night.closing import close, show, stopped_at_once, stopped_before_report
from night.context import Crawl, CrawlOutcome, Ended, Night
from night.deadline import window
from night.errors import INTERRUPTED, UserError
from night.journal import Journal
from night.lock import run_lock
from night.progress import progress
from night.publish import is_shown
from night.telling import telling
from night.workspace import open_store, remember
from scoring.registry import Municipality
from scoring.result import METHOD_VERSION
from scoring.store import NewRun, Run, Store, StoreError


def run(night: Night, named: Sequence[Municipality] = (), *, resume: bool = False) -> Ended:
    """Visit everything (or only `named`), or go on with the run that was interrupted.

    Raises UserError (exit code 5 if another run holds the lock), StoreError, and what crawler or report
    raise: a run that the crawler left so is marked as failed and can be resumed.
    """
    if resume and named:
        raise UserError("--resume goes on with the interrupted run as it was planned: leave the names out.")
    with telling(night) as told:
        if night.crawl is None:
            # Before a run is begun: without a browser there would be nothing to resume.
            _check_browser(night)
        with run_lock(night.settings.data), _terminated_is_interrupted():
            ended = _run(night, named, resume=resume)
            Journal.of(night).ended(ended)
            return told(ended)


def _run(night: Night, named: Sequence[Municipality], *, resume: bool) -> Ended:
    seconds = window(night.settings.deadline, night.now())
    unshown = _without_report(night) if resume else None
    if unshown:
        night.say(f"run {unshown.id} was complete, only its report was not")
        try:
            return show(night, unshown)
        except KeyboardInterrupt as stop:
            return stopped_before_report(night, unshown, terminated=isinstance(stop, Terminated))
    begun = _begin(night, named, resume=resume)
    try:
        outcome = _crawl(night, begun, seconds)
    except KeyboardInterrupt as stop:
        return stopped_at_once(night, begun, terminated=isinstance(stop, Terminated))
    except BaseException as error:
        why = f"{type(error).__name__}: {error}"
        _failed(night, begun, why)
        Journal.of(night).failed(begun, why)
        raise
    try:
        ended = close(night, begun, interrupted=outcome.interrupted, late=outcome.late)
    except KeyboardInterrupt as stop:
        return stopped_before_report(night, begun, terminated=isinstance(stop, Terminated))
    return replace(ended, terminated=outcome.terminated and ended.exit_code == INTERRUPTED)


def _without_report(night: Night) -> Run | None:
    """The newest run, if it was killed between its last municipality and its report."""
    with open_store(night.settings) as store:
        newest = next(iter(store.runs(limit=1)), None)
    unshown = newest is not None and newest.published and not is_shown(night.settings, newest.id)
    return newest if unshown and newest and newest.state == "finished" else None


def _begin(night: Night, named: Sequence[Municipality], *, resume: bool) -> Run:
    with open_store(night.settings) as store:
        store.abandon_runs("its process ended without a word")
        digest = remember(night.registry, night.settings.data)
        unfinished = store.resume_run() if resume else None
        if unfinished:
            night.say(f"going on with run {unfinished.id}: {len(store.done_codes(unfinished.id))} are done")
            return unfinished
        if resume:
            night.say("no interrupted run to go on with: this is a new one")
        plan = tuple(m.code for m in (named or night.registry) if not m.skip)
        if not plan:
            raise UserError("nothing to visit: every municipality asked for has a reason to be skipped.")
        new = NewRun(
            plan=plan,
            scope="named" if named else "all",
            registry_digest=digest,
            versions={"method": METHOD_VERSION, "program": program_version()},
        )
        return store.begin_run(new, _moment(night, store))


def _moment(night: Night, store: Store) -> datetime:
    """Now, but after every earlier run: by their beginnings is told which one is the newest. A clock that was
    set back, or that had been ahead for a night, must not hide what comes."""
    now, last = night.now(), next(iter(store.runs(limit=1)), None)
    if last is None or now > (before := datetime.fromisoformat(last.started)):
        return now
    night.say(
        f"the clock says {now:%Y-%m-%dT%H:%M:%SZ}, but run {last.id} began at {last.started}: one of them is "
        "wrong (`vagvisaren doctor` looks at the clock). This run is counted as the later one."
    )
    return before + timedelta(seconds=1)


def _crawl(night: Night, begun: Run, seconds: float | None) -> CrawlOutcome:
    """The store is closed meanwhile: the crawler opens its own. With a deadline those begin whose last visit
    is the longest ago: else it would be the same ones that every night leaves out."""
    with open_store(night.settings) as store:
        done = store.done_codes(begun.id)
        seen = last_visits(store) if seconds is not None else {}
    left = [code for code in begun.plan if code not in done]
    gone = [code for code in left if code not in night.registry]
    if gone:
        night.say(f"no longer in the registry, not visited: {', '.join(gone)}")
    rows = [night.registry[code] for code in left if code in night.registry]
    rows.sort(key=lambda row: seen.get(row.code, ""))
    if not rows:
        return _Nothing()
    crawl, journal = night.crawl or _crawler(), Journal.of(night)
    journal.begun(begun, len(rows))
    with progress("crawl", len(rows)) as on_event:
        told = journal.also(begun, on_event)
        return crawl(rows, begun.id, night.settings.data, night.settings, told, window=seconds)


@dataclass(frozen=True, slots=True)
class _Nothing:
    """The outcome where nothing was left to visit."""

    interrupted: bool = False
    late: bool = False
    terminated: bool = False


def last_visits(store: Store) -> dict[str, str]:
    """When each municipality was last visited, whatever came of it."""
    found: dict[str, str] = {}
    for unit in store.units():
        found[unit.code] = max(unit.measured_at, found.get(unit.code, ""))
    return found


def _check_browser(night: Night) -> None:
    from crawler.context import NO_SANDBOX, browser_options

    if not browser_options(night.settings).sandbox:
        night.say(f"WARNING: {NO_SANDBOX}")


def _crawler() -> Crawl:
    from crawler.process import crawl

    return crawl


def _failed(night: Night, begun: Run, why: str) -> None:
    try:
        with open_store(night.settings) as store:
            store.finish_run(begun.id, "failed", night.now(), note=why[:500])
    except StoreError as error:
        # The first error is the one to tell. The next command marks the run as interrupted.
        night.say(f"run {begun.id} cannot be marked as failed: {error}")


def program_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("vagvisaren")
    except PackageNotFoundError:
        return "unknown"


class Terminated(KeyboardInterrupt):
    """SIGTERM, which nobody types."""


@contextmanager
def _terminated_is_interrupted() -> Iterator[None]:
    """`systemctl stop` and `kill` end a run as Ctrl-C does: what was measured is kept."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
