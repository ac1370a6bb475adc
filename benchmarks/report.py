"""How long the report takes, what it remembers meanwhile, and how heavy its pages are.

    .venv/bin/python -m benchmarks.report                     # 290, 2,000 and 10,000 municipalities
    .venv/bin/python -m benchmarks.report --sizes 290 --profile report.prof

Invented municipalities in a hundred counties per ten thousand, judged by the rules themselves in four kinds,
two nights each, in a store of their own; no pictures. Every size is built in a process of its own: first into
an empty folder, then again beside it, as on the next night. Seconds are wall clock and processor time, memory
is the kernel's account of the process (VmHWM), weights are bytes of the largest page of a kind.
"""

import argparse
import cProfile
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.judge_site import NAME, visited
from reports.site import build_site
from scoring.judge import judge
from scoring.observation import Observation
from scoring.registry import Municipality, Registry
from scoring.result import Result
from scoring.store import NewRun, Store

SIZES = (290, 2_000, 10_000)
NIGHTS = 2
BEGAN = datetime(2026, 1, 30, 1, tzinfo=UTC)
GROUPS = ("A1", "A2", "B3", "B4", "B5", "C6", "C7", "C8", "C9")
MOST = {"index.html": 150_000, "ranking.html": 400_000, "kommun": 80_000}
"""Bytes that a page may weigh."""
SECONDS_FOR_290, MEGABYTES = 4.0, 500


def places(count: int) -> list[Municipality]:
    rng = random.Random(count)  # noqa: S311 - the same invented country every time
    counties = max(21, count // 100)
    return [
        Municipality(
            code=f"{n:05}",
            name=f"{NAME}s {n}:e kommun",
            county_code=f"{n % counties:03}",
            county=f"Län {n % counties}",
            homepage=f"https://www.k{n}.example",
            population=round(2_000 + rng.paretovariate(1.2) * 6_000) % 900_000,
            lat=round(rng.uniform(55.4, 68.0), 4),
            lon=round(rng.uniform(11.2, 23.0), 4),
            group_code=GROUPS[n % len(GROUPS)],
        )
        for n in range(1, count + 1)
    ]


def kinds() -> list[tuple[Observation, Result]]:
    """One whole municipality and three that lack something, as the rules judge them."""
    whole = visited(90).observation
    start = whole.start
    if start is None:
        raise ValueError("the invented municipality has no start page")
    bare = start.model_copy(update={"entries": (), "links": ()})
    poor = [
        whole,
        whole.model_copy(update={"pages": whole.pages[:1]}),
        whole.model_copy(update={"pages": ()}),
        whole.model_copy(update={"pages": (), "start": bare}),
    ]
    return [(seen, judge(seen, (NAME,))) for seen in poor]


def fill(folder: Path, count: int) -> None:
    models = kinds()
    rows = places(count)
    with Store.open(folder) as store:
        for night in range(NIGHTS):
            began = BEGAN + timedelta(days=night)
            run = store.begin_run(NewRun(tuple(row.code for row in rows)), began)
            for n, row in enumerate(rows):
                seen, result = models[(n + (night if n % 50 == 0 else 0)) % len(models)]
                at = {"code": row.code, "measured_at": f"{began:%Y-%m-%dT%H:%M:%SZ}"}
                store.save(run.id, seen.model_copy(update=at), result.model_copy(update=at))
            store.finish_run(run.id, "finished", began + timedelta(hours=3), published=True)


def build(folder: Path, count: int, profile: str | None) -> dict[str, Any]:
    """Both builds in this process; its memory is asked last."""
    registry = Registry(places(count))
    found: dict[str, Any] = {"municipalities": count}
    profiler = cProfile.Profile() if profile else None
    with Store.open(folder) as store:
        for name, out, previous in (("first", "a", None), ("next", "b", folder / "a")):
            wall, cpu = time.perf_counter(), time.process_time()
            if profiler and name == "first":
                profiler.enable()
            built = build_site(store, registry, folder / out, "sv", folder, previous)
            if profiler:
                profiler.disable()
            found[name] = {
                "seconds": round(time.perf_counter() - wall, 2),
                "cpu": round(time.process_time() - cpu, 2),
                "pages": built.pages,
                "written": built.written,
            }
    if profiler and profile:
        profiler.dump_stats(profile)
    found["peak_mb"] = _peak()
    found["bytes"] = dict(_weights(folder / "a"))
    return found


def _peak() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) * 1024 / 1e6)
    return 0


def _weights(site: Path) -> Iterator[tuple[str, int]]:
    for page in sorted(site.glob("*.html")):
        yield page.name, page.stat().st_size
    for folder in ("kommun", "county", "group", "size", "changes"):
        sizes = [page.stat().st_size for page in (site / folder).glob("*.html")]
        if sizes:
            yield folder, max(sizes)


def problems(found: dict[str, Any]) -> Iterator[str]:
    """What breaks a bound. Bytes count for up to two thousand: beyond, the counties carry the table."""
    for name, most in MOST.items():
        if found["bytes"].get(name, 0) > most and found["municipalities"] <= SIZES[0]:
            yield f"{name} weighs {found['bytes'][name]} bytes, more than {most}"
    if found["peak_mb"] > MEGABYTES:
        yield f"{found['peak_mb']} MB at its peak, more than {MEGABYTES}"
    if found["municipalities"] <= SIZES[0] and found["first"]["cpu"] > SECONDS_FOR_290:
        yield f"{found['first']['cpu']} s of processor time, more than {SECONDS_FOR_290}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--profile", metavar="FILE", help="cProfile of the first build of the first size")
    parser.add_argument("--one", nargs=2, metavar=("FOLDER", "COUNT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(build(Path(asked.one[0]), int(asked.one[1]), asked.profile)))
        return
    broken = [text for size in asked.sizes for text in _measured(size, asked.profile)]
    print("\n".join(f"BROKEN: {text}" for text in broken) or "every bound is kept")
    sys.exit(1 if broken else 0)


def _measured(size: int, profile: str | None) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), size)
        command = [sys.executable, "-m", "benchmarks.report", "--one", folder, str(size)]
        command += ["--profile", profile] if profile else []
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    found = json.loads(done.stdout)
    first, second = found["first"], found["next"]
    print(
        f"{size:6} municipalities: {first['seconds']} s ({first['cpu']} s processor), {first['pages']} pages;"
        f" next night {second['seconds']} s, {second['written']} files written; peak {found['peak_mb']} MB"
    )
    print("       " + ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in found["bytes"].items()))
    return list(problems(found))


if __name__ == "__main__":
    main()
