"""A small real implementation of `crawler.process.crawl`: made-up visits, the real store and archive."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crawler.archive import Extra, Fetched, archive_path, write_archive
from night.progress import OnEvent
from night.settings import Settings
from scoring.observation import Observation
from scoring.registry import Municipality, Registry
from scoring.result import AspectResult
from scoring.store import Store, StoredFile
from tests.store.samples import AT, observation, result


@dataclass(frozen=True)
class Told:
    code: str
    status: str | None
    reason: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Outcome:
    interrupted: bool
    late: bool = False
    terminated: bool = False


@dataclass
class RealCrawl:
    """Visits in order. `reasons`: who is unmeasured, and why. `stop_after`: interrupted after so many, or,
    where there is a window, `late`."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    stop_after: int | None = None
    fail_after: int | None = None
    verdicts: Mapping[str, Mapping[str, AspectResult]] = field(default_factory=dict)
    """Aspects that differ from the usual ones, per code."""
    seen_at: str = AT
    interrupted: bool = False
    """A signal came, but everything had been begun."""
    terminated: bool = False
    """The signal, if one came, was SIGTERM."""
    before_each: Callable[[str], None] = lambda code: None
    visited: list[str] = field(default_factory=list)

    def __call__(
        self,
        rows: Sequence[Municipality],
        run_id: str,
        data_dir: Path,
        options: Settings,
        on_event: OnEvent,
        *,
        window: float | None = None,
    ) -> Outcome:
        with Store.open(data_dir) as store:
            for number, row in enumerate(rows):
                if number == self.stop_after:
                    return Outcome(window is None, window is not None, self.terminated)
                if number == self.fail_after:
                    raise RuntimeError("the browser is gone")
                self.before_each(row.code)
                seen = observation(
                    row.code,
                    reason=self.reasons.get(row.code),
                    text=f"Kontaktcenter {row.name}",
                    at=self.seen_at,
                )
                judged = result(seen, **self.verdicts.get(row.code, {}))
                store.save(run_id, seen, judged, [archived(data_dir, run_id, seen)])
                self.visited.append(row.code)
                on_event(Told(row.code, seen.status, seen.status_reason))
        return Outcome(interrupted=self.interrupted, terminated=self.terminated)


def archived(data_dir: Path, run: str, seen: Observation) -> StoredFile:
    relative = archive_path(run, seen.code)
    page = Fetched(seen.homepage, "GET", 200, "OK", [], [("Content-Type", "text/html")], b"<h1>Hej", AT)
    record = Extra("observation", "application/json", seen.model_dump_json().encode(), AT)
    written = write_archive(data_dir / relative, [page], [record])
    return StoredFile("archive", written.sha256, relative.as_posix(), written.bytes)


def places(count: int, skip: Mapping[int, str] | None = None) -> Registry:
    """`count` invented municipalities, 9901 and on."""
    return Registry(place(9901 + n, (skip or {}).get(n)) for n in range(count))


def place(code: int, skip: str | None = None) -> Municipality:
    return Municipality(
        code=str(code), name=f"Kommun {code}", county_code="99", county="Exempellän", homepage=f"https://m{code}.example",
        population=1000, lat=60.0, lon=15.0, group_code="A1", skip=skip,
    )  # fmt: skip


@dataclass(frozen=True)
class Site:
    index: Path


def build(store: Store, registry: Registry, out: Path, lang: str, data_dir: Path) -> Site:
    """A report of one page: the codes that are shown, and by which run."""
    out.mkdir(parents=True)
    shown = store.latest()
    (out / "index.html").write_text("\n".join(f"{code} {shown[code].run_id}" for code in sorted(shown)))
    return Site(out / "index.html")
