"""A data directory and nights in it, with a small real crawler."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from night.context import Ended, Night
from night.run import run
from night.settings import Settings
from scoring.registry import Registry
from tests.night.real_crawl import RealCrawl, build


class Bench:
    """A data directory, a registry, and nights in it."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.settings, self.registry, self.said = Settings(data=folder), registry, list[str]()
        self.nights = 0

    def run(self, crawl: RealCrawl, *codes: str, **more: Any) -> Ended:
        self.nights += 1
        now = datetime(2026, 1, self.nights, 2, tzinfo=UTC)
        night = Night(self.settings, self.registry, self.said.append, crawl, build, lambda: now)
        return run(night, [self.registry[code] for code in codes], **more)

    @property
    def report(self) -> str:
        return (self.settings.data / "report" / "index.html").read_text()


def down(count: int) -> RealCrawl:
    return RealCrawl({str(9901 + n): "timeout" for n in range(count)})
