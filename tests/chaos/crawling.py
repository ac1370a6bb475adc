"""A real crawl as a process of its own, with everything that it starts, to be killed at will."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal
from uuid import uuid4

from tests.web import COLUMNS, PROJECT, ExampleWeb, read_registry

MARK = "VAGVISAREN_TEST_MARK"
Target = Literal["python", "browser", "driver"]
SITES = 40
PATIENCE = 240.0
"""Seconds that any one crawl of `SITES` may take, on a machine with other work."""


@dataclass
class Place:
    """A data directory with its registry, and the web that the registry speaks of."""

    web: ExampleWeb
    data: Path
    registry: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def at(self, data: Path, **settings: str) -> "Place":
        """The same municipalities, in another data directory."""
        return Place(self.web, data, self.registry, {**self.settings, **settings})


def write_sites(path: Path, count: int = SITES) -> Path:
    """The first `count` example municipalities as a registry."""
    import csv

    rows = read_registry()[:count]
    further = sorted({column for row in rows for column in row} - set(COLUMNS))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*COLUMNS, *further], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


class Crawl:
    """`vagvisaren crawl …` under way. A context manager: whatever is left of it ends with the block."""

    def __init__(self, place: Place, *arguments: str, program: str = "") -> None:
        """`program`: Python that takes the place of the command line."""
        self.mark = uuid4().hex
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as long as we live
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("VAGVISAREN_")},
            **{k: v for k, v in os.environ.items() if k == "VAGVISAREN_BROWSER"},
            "VAGVISAREN_NAME_MAP": place.web.name_map,
            "VAGVISAREN_PAGE_DELAY": "0",
            # Few at once, so that a kill finds some done, some under way and some not begun.
            "VAGVISAREN_CONCURRENCY": "4",
            "VAGVISAREN_IN_FLIGHT": "8",
            **place.settings,
            MARK: self.mark,
        }
        command = [
            *(sys.executable, *(("-c", program) if program else ("-m", "vagvisaren"))),
            *("--data", str(place.data), "crawl"),
            *("--registry", str(place.registry), "--allow-private", *arguments),
        ]
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def __enter__(self) -> "Crawl":
        return self

    def __exit__(self, *error: object) -> None:
        for pid in (self.process.pid, *self.others()):
            _kill(pid)
        self.process.wait()
        self._said.close()

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    @property
    def said(self) -> str:
        self._said.seek(0)
        return self._said.read().decode(errors="replace")

    def end(self, patience: float = PATIENCE) -> int:
        """Wait for it; the exit code."""
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {patience} s; it said:\n{self.said}") from None

    def wait_for(self, condition: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Until `condition` holds; the crawl must still be running then."""
        deadline = time.monotonic() + patience
        while not condition():
            assert self.running, f"ended with {self.process.returncode} before its time:\n{self.said}"
            assert time.monotonic() < deadline, f"waited {patience} s in vain:\n{self.said}"
            time.sleep(0.02)

    def others(self) -> list[int]:
        """The processes that it started and that are still there, wherever they stand in the tree."""
        return [pid for pid in _marked(self.mark) if pid != self.process.pid]

    def kill(self, target: Target) -> bool:
        """SIGKILL to the program, to every process of its browser, or to Playwright's driver. False if there
        is none."""
        if target == "python":
            return self.running and _kill(self.process.pid)
        found = [pid for pid in self.others() if _is(target, pid)]
        return sum(_kill(pid) for pid in found) > 0

    def wait_until_alone(self, patience: float = 60.0) -> None:
        """What it started must end by itself, also when the program was killed."""
        deadline = time.monotonic() + patience
        while left := self.others():
            assert time.monotonic() < deadline, f"left behind: {[_command(pid)[:120] for pid in left]}"
            time.sleep(0.05)


def killed_crawl(place: Place, target: Target, after: float, moment: random.Random) -> bool:
    """Go on with the crawl and kill `target` `after` seconds from its start; a browser or driver that is gone
    must not end it, so the program follows a little later. Whether it was still running then."""
    with Crawl(place, "--resume") as crawl:
        _sleep(after, crawl)
        crawl.kill(target)
        if target != "python":
            _sleep(moment.uniform(0.2, 4.0), crawl)
        cut_short = crawl.kill("python")
        crawl.process.wait()
        crawl.wait_until_alone()
    return cut_short


@contextmanager
def example_place(folder: Path, count: int = SITES) -> Iterator[Place]:
    with ExampleWeb() as web:
        yield place_in(folder, web, count)


def place_in(folder: Path, web: ExampleWeb, count: int) -> Place:
    return Place(web, folder / "data", write_sites(folder / "sites.csv", count))


def _sleep(seconds: float, crawl: Crawl) -> None:
    end = time.monotonic() + seconds
    while crawl.running and time.monotonic() < end:
        time.sleep(0.01)


def _marked(mark: str) -> Iterator[int]:
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                if wanted in (folder / "environ").read_bytes().split(b"\0"):
                    yield int(folder.name)
            except OSError:
                continue


def _is(target: Target, pid: int) -> bool:
    command = _command(pid)
    return ("/driver/" in command and "node" in command) if target == "driver" else "chrom" in command


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
