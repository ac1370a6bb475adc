"""What one municipality costs Python after the browser has looked: choosing pages, judging, archive, store.

    .venv/bin/python -m benchmarks.judge                   # 1,160 links on the start page, then 90
    .venv/bin/python -m benchmarks.judge --profile judge   # where the time of one step goes

Everything is made from fixed seeds, so that two versions of the program do the same work. The figures are
processor time of this thread, the best of the rounds, in milliseconds: other programs on the machine hardly
disturb them. What is remembered from one municipality to the next is forgotten before every round.
"""

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.judge_site import HOST, NAME, Visited, visited
from crawler.archive import LAYOUT, OBSERVATION, SNAPSHOT, Extra, write_archive
from crawler.candidates import Reader
from crawler.choice import Chooser
from crawler.entries import layout_json, links_of
from crawler.mhtml import slim
from scoring import hosts, urls
from scoring.judge import judge
from scoring.lexicon import load_lexicon
from scoring.store import Store
from scoring.store.records import NewRun, as_json

LINKS = (1_160, 90)
ROUNDS = 20
MOMENT = datetime(2026, 1, 31, tzinfo=UTC)
Step = Callable[[], int]
"""Answers how many bytes it wrote, 0 when that is not the point."""


def steps(site: Visited, folder: Path) -> dict[str, Step]:
    """Each step of `crawler.unit` and `crawler.pipelines` that is measured here."""
    observation = site.observation
    result = judge(observation, (NAME,))
    store = Store.open(folder)
    run = store.begin_run(NewRun(("0001",)), MOMENT)
    codes = iter(range(10_000, 1_000_000))
    text, layout = as_json(observation), layout_json(site.desktop, site.mobile)
    path = folder / "0001.warc.gz"

    def save() -> int:
        code = str(next(codes))
        seen = observation.model_copy(update={"code": code})
        return 0 * store.save(run.id, seen, result.model_copy(update={"code": code}), (), text)

    return {
        "links_of": lambda: 0 * len(links_of(site.desktop)),
        "choice": lambda: choose(site),
        "judge": lambda: 0 * len(judge(observation, (NAME,)).code),
        "observation as JSON": lambda: len(as_json(observation)),
        "layout as JSON": lambda: len(layout_json(site.desktop, site.mobile)),
        "write_archive": lambda: write_archive(path, site.fetched, extras(site, text, layout)).bytes,
        "store.save": save,
    }


def choose(site: Visited) -> int:
    """All that is asked of the links in a visit where no page names the function."""
    start = site.observation.start
    assert start is not None  # noqa: S101 - it was made measured
    chooser = Chooser(start, Reader(load_lexicon(), (NAME,)), lambda url: HOST in url)
    wanted = [*chooser.targets(), *chooser.responsible([]), *chooser.subpages([]), *chooser.likely_homes()]
    return 0 * len(wanted)


def extras(site: Visited, text: bytes, layout: bytes) -> list[Extra]:
    at, about = site.observation.measured_at, site.observation.final_url
    return [
        Extra(OBSERVATION, "application/json", text, at, about),
        Extra(LAYOUT, "application/json", layout, at, about),
        Extra(SNAPSHOT, "multipart/related", slim(site.mhtml), at, about),
    ]


def best(step: Step, rounds: int) -> tuple[float, int]:
    """(milliseconds of processor time, bytes)"""
    times, written = [], 0
    for _ in range(rounds):
        forget()
        began = time.thread_time()
        written = step()
        times.append(time.thread_time() - began)
    return min(times) * 1000, written


def forget() -> None:
    """As if another municipality came in between."""
    for module in (hosts, urls):
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"the best of so many (default {ROUNDS})")
    parser.add_argument("--links", type=int, nargs="+", default=LINKS, help="links on the start page")
    parser.add_argument("--profile", metavar="STEP", help="cProfile of one step instead of figures")
    given = parser.parse_args()
    for links in given.links:
        with tempfile.TemporaryDirectory() as folder:
            table = steps(visited(links), Path(folder))
            if given.profile:
                profile(table[given.profile], given.rounds)
                continue
            print(f"{links} links on the start page, best of {given.rounds}")
            for name, step in table.items():
                took, written = best(step, given.rounds)
                print(f"  {name:<22}{took:8.2f} ms" + (f"{written:>12,} bytes" if written else ""))


def profile(step: Step, rounds: int) -> None:
    profiler = cProfile.Profile(time.thread_time)
    for _ in range(rounds):
        forget()
        profiler.runcall(step)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
