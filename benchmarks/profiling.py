"""Where the crawl's Python time goes: cProfile on processor time, in the main thread and in the writer's."""

import cProfile
import pstats
import threading
import time
from pathlib import Path
from types import TracebackType

from crawler.pipelines import SavePipeline
from crawler.unit import Unit

TOP = 40


class Profiler:
    """A context manager that does nothing without a `path`. In Python 3.11 a profile sees one thread, so the
    thread that judges and saves gets one of its own; both are added up in the file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        # Processor time of the thread: waiting for the network or for the other thread is no cost.
        self._profiles: dict[int, cProfile.Profile] = {}
        self._save = SavePipeline.save

    def _of_this_thread(self) -> cProfile.Profile:
        return self._profiles.setdefault(threading.get_ident(), cProfile.Profile(time.thread_time))

    def __enter__(self) -> "Profiler":
        if self.path:
            plain, profiler = self._save, self

            def save(pipeline: SavePipeline, unit: Unit) -> None:
                profiler._of_this_thread().runcall(plain, pipeline, unit)

            SavePipeline.save = save  # type: ignore[method-assign, assignment]
            self._of_this_thread().enable()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path:
            self._of_this_thread().disable()
            SavePipeline.save = self._save  # type: ignore[method-assign]
            first, *others = self._profiles.values()
            stats = pstats.Stats(first)
            stats.add(*others)
            stats.dump_stats(self.path)


def print_top(path: Path) -> None:
    """The dearest functions: by their own time, then with what they call."""
    for order in ("tottime", "cumtime"):
        pstats.Stats(str(path)).sort_stats(order).print_stats(TOP)
