"""Night after night over drifting sites: the real program as a process each, with its clock set ahead."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from scoring.result import ASPECTS, Result
from scoring.store import DATABASE, Run, Store
from tests.chaos.crawling import Crawl, Place, write_sites
from tests.chaos.drifting import Drift, DriftingWeb, drifting
from tests.night.inbox import Inbox, inbox
from tests.web import PROJECT, ExampleWeb, read_registry

FIRST = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
AHEAD = "VAGVISAREN_TEST_AHEAD"
CLOCK = f"""
import datetime, os
ahead = datetime.timedelta(seconds=float(os.environ["{AHEAD}"]))
real = datetime.datetime
class Meta(type):
    def __instancecheck__(cls, one): return isinstance(one, real)
class Later(real, metaclass=Meta):
    @classmethod
    def now(cls, tz=None): return real.now(tz) + ahead
Later.__name__ = Later.__qualname__ = "datetime"  # some libraries go by it
Later.__module__ = "datetime"
datetime.datetime = Later
import vagvisaren
vagvisaren.main()
"""


@dataclass
class Sizes:
    """Bytes on the disk."""

    database: int
    all: int


@dataclass
class Nights:
    """`count` municipalities of the example web, and what they drift to."""

    place: Place
    web: DriftingWeb
    box: Inbox
    sites: dict[str, str]
    """Host without `www.`, by code."""
    night: int = 0
    sizes: list[Sizes] = field(default_factory=list)

    @property
    def clock(self) -> datetime:
        return FIRST + timedelta(days=self.night)

    def pass_one(self) -> None:
        """A night in which the machine is off."""
        self.night += 1

    def crawl(self, *arguments: str, kill_after: int = 0) -> tuple[int, str]:
        """The next night; its exit code, and what it said. `kill_after`: SIGKILL when so many are done, then
        `--resume`."""
        self.night += 1
        self.box.got.clear()
        if kill_after:
            from tests.chaos.whole import done

            with Crawl(self._now(), *arguments, program=CLOCK) as crawl:
                crawl.wait_for(lambda: 0 < done(self.place.data) >= kill_after)
                crawl.kill("python")
                crawl.process.wait()
                crawl.wait_until_alone()
            arguments = ("--resume", *arguments)
        with Crawl(self._now(), *arguments, program=CLOCK) as crawl:
            code = crawl.end()
            said = crawl.said
            crawl.wait_until_alone()
        self.sizes.append(self.measured())
        return code, said

    def command(self, *arguments: str, later: float = 0.0) -> tuple[int, str]:
        """Another command, so many hours after the night began; its exit code and what it said."""
        place = self._now(later)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("VAGVISAREN_")}
        done = subprocess.run(
            [sys.executable, "-c", CLOCK, "--data", str(place.data), *arguments],
            cwd=PROJECT, env={**environment, **place.settings}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def _now(self, later: float = 1.0) -> Place:
        ahead = (self.clock + timedelta(hours=later) - datetime.now(UTC)).total_seconds()
        return self.place.at(self.place.data, **{AHEAD: str(ahead)})

    def drift(self, looks_like: dict[str, str], down: set[str] = frozenset()) -> None:  # type: ignore[assignment]
        """By code. Stays so until the next call."""
        self.web.drift = Drift(
            {self.sites[one]: self.sites[other] for one, other in looks_like.items()},
            {self.sites[code] for code in down},
        )

    def shown(self, code: str) -> Result:
        with Store.open(self.place.data, create=False) as store:
            return store.latest([code])[code].result

    def verdicts(self) -> dict[str, tuple[str, ...]]:
        """What is published of every municipality."""
        with Store.open(self.place.data, create=False) as store:
            found = store.latest()
        return {
            code: tuple(getattr(one.result.aspects, aspect).verdict for aspect in ASPECTS)
            for code, one in found.items()
        }

    @property
    def run(self) -> Run:
        with Store.open(self.place.data, create=False) as store:
            return store.runs()[0]

    @property
    def report(self) -> str:
        """Which run's report stands."""
        return (self.place.data / "report").resolve().name

    def measured(self) -> Sizes:
        files = [path for path in self.place.data.rglob("*") if path.is_file() and not path.is_symlink()]
        database = sum(path.stat().st_size for path in files if path.name.startswith(DATABASE))
        return Sizes(database, sum(path.stat().st_size for path in files))


@contextmanager
def nights(folder: Path, count: int) -> Iterator[Nights]:
    rows = read_registry()[:count]
    hosts = {row["code"]: urlsplit(row["homepage"]).hostname or "" for row in rows}
    bare = {code: host.removeprefix("www.") for code, host in hosts.items()}
    with (
        ExampleWeb() as web,
        drifting(web, {bare[code]: hosts[code] for code in hosts}) as drift,
        inbox() as box,
    ):
        settings = {
            "VAGVISAREN_NAME_MAP": drift.name_map,
            "VAGVISAREN_CONCURRENCY": "8",
            "VAGVISAREN_IN_FLIGHT": "32",
            "VAGVISAREN_NOTIFY": box.address,
            "VAGVISAREN_ALLOW_PRIVATE": "yes",
        }
        place = Place(web, folder / "data", write_sites(folder / "sites.csv", count), settings)
        yield Nights(place, drift, box, bare)


def some(seed: int, codes: list[str], count: int) -> list[str]:
    """The same ones every time."""
    return random.Random(seed).sample(codes, count)
