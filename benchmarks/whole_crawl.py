"""Variant `crawl`: a night as the user runs it, polite at 1 s per host, with archive, scoring and store; then
the report, timed apart. What was stored is read back then: a crawl that saw nothing must not look fast."""

import statistics
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from benchmarks.profiling import Profiler
from benchmarks.variant import Outcome, Stopwatch, Task, run_variant
from crawler.process import crawl
from scoring.observation import Observation
from scoring.registry import Registry
from scoring.result import METHOD_VERSION
from scoring.store import NewRun, Store

FUNCTION_PAGE = "/kontakt/kontaktcenter.html"


def work(task: Task) -> Outcome:
    outcome = Outcome()
    registry = task.registry
    with closing(Store.open(task.folder)) as store:
        plan = tuple(row.code for row in registry)
        new = NewRun(plan=plan, scope="all", registry_digest="benchmark", versions={"method": METHOD_VERSION})
        run = store.begin_run(new, datetime.now(UTC)).id
    with Profiler(task.profile), Stopwatch(outcome):
        crawl(list(registry), run, task.folder, task.options, lambda event: None, registry)
    with closing(Store.open(task.folder)) as store:
        store.finish_run(run, "finished", datetime.now(UTC), published=True)
        _check(store, run, registry, outcome)
        outcome.more |= {"report_seconds": _report(store, registry, task), **_disk(task)}
    return outcome


def _check(store: Store, run: str, registry: Registry, outcome: Outcome) -> None:
    """Whole: measured in both viewports, banner closed, pictures taken, panel opened, function page read
    with what it says."""
    missing: Counter[str] = Counter()
    seen: list[Observation] = []
    for row in registry:
        observation = store.observation(run, row.code)
        lacking = lacks(observation)
        if observation is not None:
            seen.append(observation)
        missing.update(lacking)
        if lacking:
            outcome.failed.append(f"{row.homepage}: lacks {', '.join(lacking)}")
        else:
            outcome.whole += 1
    outcome.more |= {"lacking": dict(missing), "visits": _visits(seen), "verdicts": _verdicts(store, run)}


def lacks(observation: Observation | None) -> list[str]:
    """What a whole visit of a heavy site has and this one has not."""
    if observation is None or observation.start is None:
        why = f"{observation.status_reason} {observation.status_detail}" if observation else "not stored"
        return [f"measurement ({why.strip()})"]
    start = observation.start
    function = [page for page in observation.pages if page.final_url.endswith(FUNCTION_PAGE) and page.ok]
    found = {
        "phone": start.mobile is not None,
        "quiet": start.desktop.ready_by == "quiet",
        "consent": start.consent.closed,
        "pictures": {"before_consent", "desktop", "mobile"} <= {picture.kind for picture in start.pictures},
        "panel": any("Kontaktcenter" in entry.panel_text for entry in start.entries),
        "function page": any(page.channels and page.hours for page in function),
        "sub-pages": sum(one.role in ("subpage", "responsible") and one.ok for one in observation.pages) >= 2,
    }
    return [name for name, there in found.items() if not there]


def _visits(seen: list[Observation]) -> dict[str, Any]:
    if not seen:
        return {}
    middle = {
        "median_unit_ms": [one.visit.duration_ms for one in seen],
        "median_start_page_ms": [one.visit.start_page_ms for one in seen],
        "median_requests": [one.visit.requests for one in seen],
        "median_bytes": [one.visit.bytes_received for one in seen],
        "median_settle_ms": [one.start.desktop.settle_ms for one in seen if one.start],
    }
    notes = Counter(note[:60] for one in seen for note in one.visit.notes)
    found: dict[str, Any] = {name: statistics.median(values) for name, values in middle.items() if values}
    return found | {"notes": dict(notes.most_common(5))}


def _verdicts(store: Store, run: str) -> dict[str, int]:
    return dict(Counter(str(result.score) for result in store.results(run)))


def _report(store: Store, registry: Registry, task: Task) -> float | None:
    """Seconds, or None while there is no report to build."""
    try:
        from reports.site import build_site
    except ImportError:
        return None
    began = time.monotonic()
    build_site(store, registry, task.folder / "report", "sv", task.folder)
    return time.monotonic() - began


def _disk(task: Task) -> dict[str, int]:
    """Bytes that a night leaves."""
    folders = {name: task.folder / name for name in ("archive", "pictures", "report")}
    found = {
        f"bytes_{name}": sum(one.stat().st_size for one in at.rglob("*") if one.is_file())
        for name, at in folders.items()
    }
    return found | {"bytes_database": sum(one.stat().st_size for one in task.folder.glob("*.db*"))}


if __name__ == "__main__":
    run_variant(work)
