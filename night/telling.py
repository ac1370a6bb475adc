"""What is told of a run beyond the terminal: figures to a file, messages to whom the settings name.

None of it can fail the night: what does not come through is a remark.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from night.changes import Standing, changes, standing
from night.changes import lines as change_lines
from night.context import Ended, Night
from night.errors import DEGRADED, NOTHING_MEASURED, UserError
from night.metrics import write_metrics
from night.notify import Message, addresses, send
from night.status import LEAST_FREE_BYTES
from night.workspace import open_store
from scoring.store import NoStore


@contextmanager
def telling(night: Night) -> Iterator[Callable[[Ended], Ended]]:
    """Give the block a function to hand its end to. What it raises is told as a failed run; wrong use and
    another run's lock are not: somebody sits at the terminal, or the other run is the night's."""
    before = _standing(night)
    handed: list[Ended] = []

    def told(ended: Ended) -> Ended:
        handed.append(ended)
        return ended

    try:
        yield told
    except UserError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        after_run(night, [Message("Vägvisaren: the run failed", [why, *_disk(night)], "failure")])
        raise
    after_run(night, (message for ended in handed for message in _of(night, ended, before)))


def after_run(night: Night, messages: Iterable[Message]) -> None:
    """Send what there is, write the figures; what fails is said, without anybody's address."""
    _guarded(night, "notifications", lambda: _send(night, messages))
    if night.settings.metrics_file:
        path = night.settings.metrics_file
        _guarded(night, "figures", lambda: write_metrics(path, night.settings.data, night.settings.database))


def _guarded(night: Night, what: str, work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:
        night.say(f"the {what} failed, the run did not ({type(error).__name__}: {error})")


def _send(night: Night, messages: Iterable[Message]) -> None:
    for message in messages:
        for failed in send(message, night.settings):
            night.say(f"a notification did not get through: {failed}")


def _standing(night: Night) -> Standing:
    """What is published before the run; nothing where nobody is told, or nothing can be read."""
    if not addresses(night.settings):
        return {}
    try:
        with open_store(night.settings, create=False) as store:
            return standing(store)
    except NoStore:
        return {}
    except Exception as error:
        night.say(f"what is published cannot be read ({type(error).__name__}: {error})")
        return {}


def _of(night: Night, ended: Ended, before: Standing) -> Iterator[Message]:
    """At most one message: what went wrong, or what changed."""
    if not addresses(night.settings):
        return
    low = _disk(night)
    if ended.exit_code in (DEGRADED, NOTHING_MEASURED):
        title = "nothing was measured" if ended.exit_code == NOTHING_MEASURED else "the run is held back"
        yield Message(f"Vägvisaren: {title}", [f"run {ended.run.id}: {ended.message}", *low], "warning")
        return
    found = _changes(night, before) if ended.run.published else []
    if ended.terminated:
        lines = [f"run {ended.run.id}: {ended.message}", *found, *low]
        yield Message("Vägvisaren: the run was stopped before its end", lines, "warning")
        return
    if found:
        heading = f"run {ended.run.id}: published points changed"
        yield Message("Vägvisaren: points changed", [heading, *found, *low], "warning" if low else "info")
    elif low:
        yield Message("Vägvisaren: the disk is nearly full", low, "warning")


def _changes(night: Night, before: Standing) -> list[str]:
    with open_store(night.settings, create=False) as store:
        found = changes(before, standing(store))
    who = "municipality" if len(found) == 1 else "municipalities"
    return [f"{len(found)} {who} won or lost a point", *change_lines(found, night.registry)] if found else []


def _disk(night: Night) -> list[str]:
    try:
        free = shutil.disk_usage(night.settings.data).free
    except OSError:
        return []
    return [f"disk: {free / 1e9:.1f} GB free"] if free < LEAST_FREE_BYTES else []
