"""`python -m tests.chaos --kills 200 --seed 7 DIRECTORY`: kill a crawl at random and say what came of it."""

import argparse
from pathlib import Path

from tests.chaos.crawling import SITES, example_place
from tests.chaos.killing import kill_again_and_again, undisturbed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("directory", type=Path, help="an empty one; it is kept")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sites", type=int, default=SITES)
    asked = parser.parse_args()
    asked.directory.mkdir(parents=True, exist_ok=True)
    with example_place(asked.directory, asked.sites) as place:
        expected = undisturbed(place)
        found = kill_again_and_again(place, asked.kills, asked.seed, expected)
    print(
        f"{dict(found.kills)} in {found.rounds} rounds over {asked.sites} sites, {len(found.faults)} faults"
    )
    print("\n".join(found.faults))
    return bool(found.faults)


if __name__ == "__main__":
    raise SystemExit(main())
