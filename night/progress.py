"""How far a long run has come: one live line on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TextIO

from night.terminal import clean

_PLAIN_SECONDS = 15.0


class Event(Protocol):
    """What the crawler tells while it works. With a `status`, one more is done; else only `text` is shown."""

    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str | None:
        """`measured` or `unmeasured` when the municipality is done, else None."""

    @property
    def reason(self) -> str | None: ...
    @property
    def text(self) -> str: ...


OnEvent = Callable[[Event], None]


class Count:
    """What has been done of `total`, and since when."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total, self.measured, self.failed = total, 0, 0
        self._clock, self._began = clock, clock()

    def add(self, event: Event) -> bool:
        """Whether the event says that one more is done."""
        self.measured += event.status == "measured"
        self.failed += event.status == "unmeasured"
        return event.status is not None

    @property
    def done(self) -> int:
        return self.measured + self.failed

    def line(self) -> str:
        elapsed = self._clock() - self._began
        left = max(self.total - self.done, 0)
        remaining = f"~{_span(elapsed / self.done * left)} left" if self.done else "…"
        counts = f"{self.measured} measured, {self.failed} failed, {left} to go"
        return f"{self.done}/{self.total}: {counts}, {_span(elapsed)}, {remaining}"


@contextmanager
def progress(phase: str, total: int, stream: TextIO | None = None) -> Iterator[OnEvent]:
    """Give the block a function to call with events; tell a person how it goes."""
    stream = sys.stderr if stream is None else stream
    count = Count(total)
    if stream.isatty():
        with _live(phase, count, stream) as on_event:
            yield on_event
    else:
        yield _plain(phase, count, stream)
    _tell(stream, f"{phase} {count.line().rsplit(', ', 1)[0]}")


def _plain(phase: str, count: Count, stream: TextIO) -> OnEvent:
    said = time.monotonic()

    def on_event(event: Event) -> None:
        nonlocal said
        finished = count.add(event)
        if finished and time.monotonic() - said >= _PLAIN_SECONDS:
            said = time.monotonic()
            _tell(stream, f"{phase} {count.line()}")

    return on_event


@contextmanager
def _live(phase: str, count: Count, stream: TextIO) -> Iterator[OnEvent]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns: tuple[Any, ...] = (TextColumn("{task.description}", markup=False), BarColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(f"{phase} {count.line()}", total=count.total)

        def on_event(event: Event) -> None:
            if event.text:
                bar.console.print(clean(event.text), markup=False, highlight=False)
            count.add(event)
            bar.update(task, completed=count.done, description=f"{phase} {count.line()}")

        yield on_event


def _tell(stream: TextIO, line: str) -> None:
    # Whoever listened may have gone (a closed terminal, a broken pipe): the night goes on.
    with suppress(OSError, ValueError):
        print(line, file=stream, flush=True)


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
