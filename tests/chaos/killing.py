"""Kill a crawl again and again, go on with it, and look whether anything was lost or became half."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.crawling import Crawl, Place, Target, killed_crawl
from tests.chaos.whole import Verdicts, damage, newest_run, verdicts

TARGETS: tuple[Target, ...] = ("python", "python", "browser", "driver")
SHORTEST = 0.5
LONGEST = 9.0
"""Seconds after which a kill comes: from before the first row to the building of the report of forty."""


@dataclass
class Killed:
    """What a series of kills came to."""

    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    """How many times everything was visited to the end."""
    faults: list[str] = field(default_factory=list)


def undisturbed(place: Place) -> Verdicts:
    """What a crawl says that nobody disturbs."""
    with Crawl(place) as crawl:
        assert crawl.end() == 0, crawl.said
    assert damage(place.data) == []
    return verdicts(place.data)


def kill_again_and_again(
    place: Place, kills: int, seed: int, expected: Verdicts, longest: float = LONGEST
) -> Killed:
    """`kills` of them, each after `longest` seconds at the latest; as many whole crawls as they leave time
    for, each ended without a kill at the last."""
    chance, found = random.Random(seed), Killed()
    while found.kills.total() < kills:
        found.rounds += 1
        here = place.at(place.data / f"round-{found.rounds}")
        in_this_round = min(chance.randint(4, 8), kills - found.kills.total())
        for _ in range(in_this_round):
            target = chance.choice(TARGETS)
            if not killed_crawl(here, target, chance.uniform(SHORTEST, longest), chance):
                found.kills["too late"] += 1
                break
            found.kills[target] += 1
        found.faults += [f"round {found.rounds}: {fault}" for fault in _end(here, expected)]
    return found


def _end(place: Place, expected: Verdicts) -> list[str]:
    """Go on to the end and compare. Empty: all is well."""
    with Crawl(place, "--resume") as crawl:
        code = crawl.end()
        faults = [] if code == 0 else [f"exit code {code}: {crawl.said}"]
        crawl.wait_until_alone()
    run, seen = newest_run(place.data), verdicts(place.data)
    if (run.state, run.published, run.measured + run.unmeasured) != ("finished", True, len(expected)):
        faults.append(f"run {run.id} is {run.state}, published {run.published}, {run.measured} measured")
    if set(seen) != set(expected) or set(seen) != set(run.plan):
        faults.append(f"not the same municipalities: {set(seen) ^ set(expected)}")
    faults += [
        f"{code}: {seen[code]}, not {expected[code]}" for code in seen if seen[code] != expected.get(code)
    ]
    if not (place.data / "report" / "index.html").is_file():
        faults.append("no report")
    return faults + damage(place.data) + _left_over(place.data)


def _left_over(data: Path) -> list[str]:
    """A file without a name of its own is what a kill leaves, and must lie where `prune` finds it."""
    unfinished = [path for path in data.rglob("*.part") if path.is_file()]
    known = {"archive", "pictures", "reports"}
    return [f"left over: {path}" for path in unfinished if path.relative_to(data).parts[0] not in known]
