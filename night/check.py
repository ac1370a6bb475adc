"""`status --check`: one line and an exit code for monitoring systems, as the Monitoring Plugins have them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from night.gate import ALARM_NIGHTS, closed_nights, last_good
from night.lock import holder
from night.publish import behind
from night.settings import Settings
from night.status import LEAST_FREE_BYTES, STALE_HOURS, over_budget
from night.terminal import clean
from night.workspace import open_store
from scoring.store import NoStore, Run, StoreError

OK, WARNING, CRITICAL = 0, 1, 2
_WORDS = ("OK", "WARNING", "CRITICAL")
VERY_STALE_HOURS = 2 * STALE_HOURS
AHEAD_HOURS = 1
"""A clock that was set right by so much is nobody's concern; a run dated further ahead hides that none came
after it."""
HARDLY_FREE_BYTES = LEAST_FREE_BYTES // 4


@dataclass(frozen=True, slots=True)
class Problem:
    """`kind` stays the same from check to check while the problem lasts."""

    kind: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    problems: tuple[Problem, ...]
    figures: str
    """What is said when all is well."""
    measures: str = ""
    """Performance data: `name=value;warning;critical`."""

    @property
    def level(self) -> int:
        return max((problem.level for problem in self.problems), default=OK)

    @property
    def line(self) -> str:
        worst_first = sorted(self.problems, key=lambda problem: -problem.level)
        text = clean("; ".join(problem.text for problem in worst_first) or self.figures, 500)
        # The bar parts text from performance data.
        told = f"VAGVISAREN {_WORDS[self.level]} - {text.replace('|', '/')}"
        return f"{told} | {self.measures}" if self.measures else told


def check(settings: Settings, now: datetime) -> Checked:
    """Last good run, gate, disk, database. Never raises StoreError: a database that cannot be read is a
    finding."""
    problems = list(_disk(settings))
    try:
        with open_store(settings, create=False) as store:
            damage = store.check()
            runs = store.runs()
    except NoStore as error:
        return Checked((*problems, Problem("never", CRITICAL, f"{error.what} ({error.where})")), "")
    except StoreError as error:
        return Checked((*problems, Problem("database", CRITICAL, f"{error.what} ({error.where})")), "")
    if damage != "ok":
        problems.append(Problem("database", CRITICAL, f"the database is damaged: {damage}"))
    problems += _nights(runs, now)
    problems += _shown(settings, runs)
    return Checked(tuple(problems), _figures(runs, now), _measures(settings, runs, now))


def hours_since(run: Run, now: datetime) -> float:
    return (now - datetime.fromisoformat(run.finished or run.started)).total_seconds() / 3600


def _nights(runs: tuple[Run, ...], now: datetime) -> Iterator[Problem]:
    good = last_good(runs)
    if good is None:
        yield Problem("stale", WARNING, "no run of everything was good yet")
    elif (hours := hours_since(good, now)) < -AHEAD_HOURS:
        text = f"the last good run is dated {-hours:.0f} h ahead: this clock is wrong, or was then"
        yield Problem("clock", WARNING, text)
    elif hours > STALE_HOURS:
        level = CRITICAL if hours > VERY_STALE_HOURS else WARNING
        yield Problem("stale", level, f"last good run {hours:.0f} h ago{_since(runs, good)}")
    if (closed := closed_nights(runs)) >= ALARM_NIGHTS:
        yield Problem("gate", CRITICAL, f"the gate has been closed for {closed} nights")


def _shown(settings: Settings, runs: tuple[Run, ...]) -> Iterator[Problem]:
    """An accepted night that readers do not see. While a run holds the lock its report may be under way."""
    unseen = behind(settings, runs)
    if unseen and holder(settings.data) is None:
        text = f"run {unseen.id} was accepted, but its report is not built; `vagvisaren report` does it"
        yield Problem("report", WARNING, text)


def _since(runs: tuple[Run, ...], good: Run) -> str:
    """How the newest run ended, if it is another."""
    newest = runs[0]
    if newest.id == good.id:
        return ", none since"
    return f", newest {newest.id} {newest.state}" + (f": {newest.note}" if newest.note else "")


def _disk(settings: Settings) -> Iterator[Problem]:
    free = _free(settings)
    if free is not None and free < LEAST_FREE_BYTES:
        level = CRITICAL if free < HARDLY_FREE_BYTES else WARNING
        yield Problem("disk", level, f"{free / 1e9:.1f} GB free on the disk")
    too_much = over_budget(settings)
    if too_much:
        yield Problem("budget", WARNING, too_much)


def _free(settings: Settings) -> int | None:
    try:
        return shutil.disk_usage(settings.data).free
    except OSError:
        return None


def _figures(runs: tuple[Run, ...], now: datetime) -> str:
    good = last_good(runs)
    if good is None:
        return ""
    return f"last good run {hours_since(good, now):.0f} h ago, {good.measured}/{good.planned} measured"


def _measures(settings: Settings, runs: tuple[Run, ...], now: datetime) -> str:
    good, free = last_good(runs), _free(settings)
    found = [f"closed_nights={closed_nights(runs)};;{ALARM_NIGHTS - 1}"]
    if good:
        found.append(f"hours={hours_since(good, now):.1f};{STALE_HOURS};{VERY_STALE_HOURS}")
        found.append(f"measured={good.measured};;;0;{good.planned}")
    if free is not None:
        found.append(f"free={free}B;{LEAST_FREE_BYTES}:;{HARDLY_FREE_BYTES}:")
    return " ".join(found)
