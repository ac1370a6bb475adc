"""From single measurements to medians, ratios and the bounds they must keep."""

import os
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.meter import Usage

CRAWL_TO_BARE = 1.3
CRAWL_TO_STOCK = 0.75
PYTHON_MS = 130.0
PYTHON_PEAK = 300_000_000
VARIANTS = ("bare", "crawl", "stock")


@dataclass(frozen=True)
class Measured:
    """One variant, once."""

    variant: str
    sites: int
    concurrency: int
    outcome: dict[str, Any]
    usage: Usage

    @property
    def seconds(self) -> float:
        return float(self.outcome["seconds"])

    @property
    def rate(self) -> float:
        return self.sites / self.seconds

    @property
    def figures(self) -> dict[str, float]:
        """Name → value, in the units of the table. Python's processor time and memory are those of the work
        itself, without starting up, reading everything back and the report."""
        usage, per_site = self.usage, 1000 / self.sites
        own_ms = float(self.outcome["python_cpu"]) * per_site
        ours = usage.total_cpu + usage.server_cpu
        return {
            "seconds": self.seconds,
            "sites/s": self.rate,
            "python ms/site": own_ms,
            "node ms/site": usage.node_cpu * per_site,
            "browser ms/site": usage.browser_cpu * per_site,
            "server ms/site": usage.server_cpu * per_site,
            "all three": (usage.node_cpu + usage.browser_cpu) * per_site + own_ms,
            "cores used": ours / usage.process_seconds,
            "cores of others": max(0.0, usage.machine_cpu - ours) / usage.process_seconds,
            "python peak MB": self.outcome["python_peak"] / 1e6,
            "browser peak MB": usage.browser_peak / 1e6,
            "whole sites": float(self.outcome["whole"]),
        }


@dataclass(frozen=True)
class Bound:
    text: str
    value: float
    limit: float

    @property
    def kept(self) -> bool:
        return self.value <= self.limit


@dataclass(frozen=True)
class Summary:
    medians: dict[str, dict[str, float]]
    bounds: list[Bound]
    sites: int
    crawl: dict[str, Any]
    """What the last crawl told about itself."""
    failed: dict[str, list[str]]


def line(measured: Measured) -> str:
    figures = measured.figures
    return (
        f"{measured.variant:5s} {figures['seconds']:7.1f} s  {figures['sites/s']:5.2f} sites/s  "
        f"python {figures['python ms/site']:4.0f} ms  whole {measured.outcome['whole']}/{measured.sites}"
    )


def summary(all_measured: Sequence[Measured]) -> Summary:
    medians: dict[str, dict[str, float]] = {}
    for variant in VARIANTS:
        rows = [one.figures for one in all_measured if one.variant == variant]
        if rows:
            medians[variant] = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    crawls = [one.outcome["more"] for one in all_measured if one.variant == "crawl"]
    failed = {
        v: [f for one in all_measured if one.variant == v for f in one.outcome["failed"]] for v in medians
    }
    sites = all_measured[0].sites
    return Summary(medians, _bounds(medians, sites), sites, crawls[-1] if crawls else {}, failed)


def _bounds(medians: dict[str, dict[str, float]], sites: int) -> list[Bound]:
    found: list[Bound] = []
    if crawl := medians.get("crawl"):
        for other, limit in (("bare", CRAWL_TO_BARE), ("stock", CRAWL_TO_STOCK)):
            if other in medians:
                found.append(
                    Bound(f"crawl / {other}, wall", crawl["seconds"] / medians[other]["seconds"], limit)
                )
        found.append(Bound("Python CPU of the crawl, ms per site", crawl["python ms/site"], PYTHON_MS))
        found.append(Bound("Python peak of the crawl, MB", crawl["python peak MB"], PYTHON_PEAK / 1e6))
    # Speed counts only when everything was seen.
    missing = max((sites - row["whole sites"] for row in medians.values()), default=0.0)
    return [*found, Bound("sites not wholly seen (worst variant)", missing, 0.0)]


def show(found: Summary, *, profiled: bool) -> None:
    print(f"\nmedians, {found.sites} sites, {os.cpu_count()} cores")
    names = list(next(iter(found.medians.values())))
    print(f"  {'':16s}" + "".join(f"{variant:>10s}" for variant in found.medians))
    for name in names:
        values = "".join(
            f"{row[name]:10.2f}" if row[name] < 100 else f"{row[name]:10.0f}"
            for row in found.medians.values()
        )
        print(f"  {name:16s}{values}")
    if found.crawl:
        report = found.crawl.get("report_seconds")
        print(f"  report of the crawl, apart: {'none' if report is None else f'{report:.1f} s'}")
        for name in ("visits", "verdicts", "lacking"):
            print(f"  {name}: {found.crawl.get(name)}")
    for variant, failed in found.failed.items():
        for failure in failed[:5]:
            print(f"  {variant}: {failure}")
    print("\nbounds" + (" (profiled: times do not count)" if profiled else ""))
    for bound in found.bounds:
        word = "kept  " if bound.kept else "BROKEN"
        print(f"  {word} {bound.value:8.2f} of at most {bound.limit:7.2f}  {bound.text}")


def as_data(all_measured: Sequence[Measured], found: Summary) -> dict[str, Any]:
    """Everything, for `--json`."""
    return {
        "cores": os.cpu_count(),
        "single": [{**asdict(one), "figures": one.figures} for one in all_measured],
        "medians": found.medians,
        "bounds": [{**asdict(bound), "kept": bound.kept} for bound in found.bounds],
    }
