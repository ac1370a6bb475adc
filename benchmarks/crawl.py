"""Is the crawl as fast as a browser can be? One run compares the bare browser, the whole crawl and stock
scrapy-playwright on the same heavy sites. See benchmarks/README.md.

    .venv/bin/python benchmarks/crawl.py --sites 1000 --rounds 3
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a script: the rooms are found from the root
    sys.path.insert(0, str(ROOT))

from benchmarks import meter, profiling, table  # noqa: E402
from benchmarks.heavy_sites import write_sites  # noqa: E402
from benchmarks.serve import serving  # noqa: E402
from benchmarks.variant import Task, write_task  # noqa: E402

MODULES = {"bare": "bare_browser", "crawl": "whole_crawl", "stock": "stock_playwright"}
CALIBRATION = (8, 12, 16, 20, 24)
CALIBRATION_SITES = 60


@dataclass
class Bench:
    """One run of the benchmark."""

    folder: Path
    sites: int
    port: int
    server: int
    concurrency: int = 0
    count: int = 0

    def run(self, variant: str, sites: int, concurrency: int, profile: Path | None = None) -> table.Measured:
        self.count += 1
        place = self.folder / f"{self.count:02d}-{variant}"
        (place / "data").mkdir(parents=True)
        write_task(
            Task(sites, self.port, concurrency, place / "data", profile),
            place / "task.json",
        )
        command = [sys.executable, "-m", f"benchmarks.{MODULES[variant]}", str(place / "task.json")]
        code, usage = meter.measure([*command, str(place / "result.json")], place / "log", ROOT, self.server)
        if code:
            raise SystemExit(f"{variant} ended with exit code {code}:\n{(place / 'log').read_text()[-3000:]}")
        outcome: dict[str, Any] = json.loads((place / "result.json").read_text())
        return table.Measured(variant, sites, concurrency, outcome, usage)

    def calibrate(self) -> int:
        """The bare browser's own best concurrency on this machine, today."""
        sites = min(CALIBRATION_SITES, self.sites)
        # Once unmeasured: the first to start would pay for reading browser and sites from the disk.
        self.run("bare", min(sites, 12), CALIBRATION[0])
        tried = {level: self.run("bare", sites, level) for level in CALIBRATION}
        for level, measured in tried.items():
            print(f"  {level:2d} at once: {measured.rate:.2f} sites/s", flush=True)
        return max(tried, key=lambda level: tried[level].rate)

    def rounds(self, count: int, variants: list[str], profile: Path | None) -> Iterator[table.Measured]:
        """Each round starts with another variant, so that none always gets the warm or the quiet machine."""
        for turn in range(count):
            shift = turn % len(variants)
            for variant in [*variants[shift:], *variants[:shift]]:
                profiled = profile if variant == "crawl" else None
                measured = self.run(variant, self.sites, self.concurrency, profiled)
                print(f"  round {turn + 1}: {table.line(measured)}", flush=True)
                yield measured


def main() -> int:
    """Exit code 0 when every bound that could be checked was kept, 1 otherwise."""
    options = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="vagvisaren-benchmark-"))
    try:
        return _run(options, folder)
    finally:
        if options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _run(options: argparse.Namespace, folder: Path) -> int:
    began = time.monotonic()
    hosts = write_sites(folder, options.sites)
    print(f"{options.sites} sites written in {time.monotonic() - began:.0f} s", flush=True)
    with serving(hosts, folder / "server") as (port, server, kind):
        bench = Bench(folder, options.sites, port, server, options.concurrency)
        if not bench.concurrency:
            print("the bare browser's best concurrency:", flush=True)
            bench.concurrency = bench.calibrate()
        print(f"served by {kind}; bare and stock visit {bench.concurrency} at once", flush=True)
        measured = list(bench.rounds(options.rounds, options.only, options.profile))
    summary = table.summary(measured)
    table.show(summary, profiled=options.profile is not None)
    if options.json:
        options.json.write_text(json.dumps(table.as_data(measured, summary), indent=1, default=str))
    if options.profile and options.profile.exists():
        profiling.print_top(options.profile)
    return 0 if all(bound.kept for bound in summary.bounds) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sites", type=int, default=1000, help="how many (default 1000)")
    add("--rounds", type=int, default=3, help="how often each variant runs; medians count (default 3)")
    add("--only", nargs="+", choices=MODULES, default=list(MODULES), help="these variants")
    add("--concurrency", type=int, default=0, help="of bare and stock; 0: tried out first")
    add("--keep", action="store_true", help="leave sites, data directories and logs on the disk")
    add("--profile", type=Path, metavar="FILE", help="cProfile of the crawl; its times then do not count")
    add("--json", type=Path, metavar="FILE", help="write all figures")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
