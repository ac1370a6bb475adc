"""What every variant's process has in common: its arguments, its clock, its result."""

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.heavy_sites import registry_of
from benchmarks.meter import memory_field
from crawler.context import Defaults
from scoring.registry import Registry


@dataclass(frozen=True)
class Task:
    """One variant's order: which sites, where they are served, how many at once."""

    sites: int
    port: int
    concurrency: int
    folder: Path
    """Of this process alone; empty when it starts."""
    profile: Path | None = None

    @property
    def registry(self) -> Registry:
        return registry_of(self.sites)

    @property
    def options(self) -> Defaults:
        """The crawl's own defaults, with the example names led to the server."""
        return replace(Defaults(), name_map=f"*.example=127.0.0.1:{self.port}", contact="benchmark")

    @property
    def addresses(self) -> list[str]:
        return [row.homepage for row in self.registry]


@dataclass
class Outcome:
    """What a variant tells about itself. Processor time and memory are measured from outside."""

    seconds: float = 0.0
    """From the first thing done for a site to the last browser closed; starting Python is not in it."""
    whole: int = 0
    failed: list[str] = field(default_factory=list)
    python_cpu: float = 0.0
    """User and system seconds of this process during `seconds`: its children are not in it."""
    python_peak: int = 0
    """Highest resident memory of this process until then, in bytes, by the kernel's account."""
    more: dict[str, Any] = field(default_factory=dict)


class Stopwatch:
    """Wall and own processor time of a block, into an outcome."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def __enter__(self) -> "Stopwatch":
        self._wall, self._cpu = time.monotonic(), _own_cpu()
        return self

    def __exit__(self, *_: object) -> None:
        self.outcome.seconds = time.monotonic() - self._wall
        self.outcome.python_cpu = _own_cpu() - self._cpu
        self.outcome.python_peak = memory_field(os.getpid(), "status", "VmHWM:")


def _own_cpu() -> float:
    # The kernel's account of this process with all its threads, without its children.
    times = os.times()
    return times.user + times.system


def run_variant(work: Callable[[Task], Outcome]) -> None:
    """Entry point of a variant's module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", type=Path)
    parser.add_argument("result", type=Path)
    options = parser.parse_args()
    outcome = work(read_task(options.task))
    options.result.write_text(json.dumps(asdict(outcome)))


def write_task(task: Task, path: Path) -> None:
    path.write_text(json.dumps(asdict(task), default=str))


def read_task(path: Path) -> Task:
    raw = json.loads(path.read_text())
    profile = raw.pop("profile")
    return Task(**{**raw, "folder": Path(raw["folder"]), "profile": Path(profile) if profile else None})
