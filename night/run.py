"""The sequence of a run: registry, lock, begin or resume, crawl, gate, publish, tell."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from night.closing import close
from night.context import Crawl, Ended, Night
from night.errors import INTERRUPTED, UserError
from night.lock import run_lock
from night.progress import progress
from night.settings import Settings
from night.telling import telling
from night.workspace import remember
from scoring.registry import Municipality
from scoring.result import METHOD_VERSION
from scoring.store import NewRun, Run, State, Store


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
            _check_browser(night.settings)
        with run_lock(night.settings.data), _terminated_is_interrupted():
            return told(_run(night, named, resume=resume))


def _run(night: Night, named: Sequence[Municipality], *, resume: bool) -> Ended:
    begun = _begin(night, named, resume=resume)
    try:
        interrupted = _crawl(night, begun)
    except BaseException as error:
        _finish(night, begun, "failed", f"{type(error).__name__}: {error}")
        raise
    if interrupted:
        ended = _finish(night, begun, "interrupted", "stopped by the operator")
        message = f"{_kept(ended)}. Go on with `vagvisaren crawl --resume`."
        return Ended(INTERRUPTED, ended, message)
    return close(night, begun)


def _begin(night: Night, named: Sequence[Municipality], *, resume: bool) -> Run:
    with Store.open(night.settings.data) as store:
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
        return store.begin_run(new, night.now())


def _crawl(night: Night, begun: Run) -> bool:
    """True if it was interrupted. The store is closed meanwhile: the crawler opens its own."""
    with Store.open(night.settings.data) as store:
        done = store.done_codes(begun.id)
    left = [code for code in begun.plan if code not in done]
    gone = [code for code in left if code not in night.registry]
    if gone:
        night.say(f"no longer in the registry, not visited: {', '.join(gone)}")
    rows = [night.registry[code] for code in left if code in night.registry]
    crawl = night.crawl or _crawler()
    with progress("crawl", len(rows)) as on_event:
        try:
            return (
                crawl(rows, begun.id, night.settings.data, night.settings, on_event).interrupted
                if rows
                else False
            )
        except KeyboardInterrupt:
            return True


def _check_browser(settings: Settings) -> None:
    from crawler.context import browser_options

    browser_options(settings)


def _crawler() -> Crawl:
    from crawler.process import crawl

    return crawl


def _finish(night: Night, begun: Run, state: State, note: str) -> Run:
    with Store.open(night.settings.data) as store:
        return store.finish_run(begun.id, state, night.now(), note=note[:500])


def _kept(ended: Run) -> str:
    return f"interrupted: {ended.measured + ended.unmeasured} of {ended.planned} are kept (run {ended.id})"


def program_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("vagvisaren")
    except PackageNotFoundError:
        return "unknown"


@contextmanager
def _terminated_is_interrupted() -> Iterator[None]:
    """`systemctl stop` and `kill` end a run as Ctrl-C does: what was measured is kept."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
