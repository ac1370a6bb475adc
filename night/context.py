"""What a run works with, and what it ends in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from night.progress import OnEvent
from night.publish import Build
from night.settings import Settings
from night.workspace import Say
from scoring.registry import Municipality, Registry
from scoring.store import Run


class CrawlOutcome(Protocol):
    @property
    def interrupted(self) -> bool:
        """A signal ended it before its time."""

    @property
    def late(self) -> bool:
        """Its window closed before everything was visited."""

    @property
    def terminated(self) -> bool:
        """The signal was SIGTERM: another program's, or an operator's from elsewhere."""


class Crawl(Protocol):
    """`crawler.process.crawl`. It saves every unit to the store itself, in one transaction each."""

    def __call__(
        self,
        rows: Sequence[Municipality],
        run_id: str,
        data_dir: Path,
        options: Settings,
        on_event: OnEvent,
        *,
        window: float | None = None,
    ) -> CrawlOutcome:
        """`window`: after so many seconds no further municipality is begun."""


@dataclass(frozen=True, slots=True)
class Ended:
    """`report` is the index page, if one was published. `terminated`: cut short by SIGTERM."""

    exit_code: int
    run: Run
    message: str
    report: Path | None = None
    terminated: bool = False


@dataclass(frozen=True, slots=True)
class Night:
    """What a run works with; the last three are replaced in tests."""

    settings: Settings
    registry: Registry
    say: Say
    crawl: Crawl | None = None
    build: Build | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
