"""The fuzzer's own test: what it has found stays mended, a short walk over the seeds, and the long run."""

import importlib.util
import random
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

import pytest

from tests.fuzz.seeds import PIECES, seeds
from tests.fuzz.targets import HEAD, seed, survive

ROOT = Path(__file__).resolve().parents[2]
FOUND = sorted((Path(__file__).parent / "found").iterdir())
LIMIT = 2.0
"""Seconds of processor time for one input."""
MINUTES = 3
"""Of the run in `./vagvisaren test --all`; by hand: `python -m tests.fuzz --seconds 1800`."""


@lru_cache
def pages() -> list[bytes]:
    return seeds()


def timed(data: bytes) -> float:
    began = time.process_time()
    survive(data)
    return time.process_time() - began


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_was_found_stays_mended(file: Path) -> None:
    assert timed(file.read_bytes()) < LIMIT


@pytest.mark.parametrize("number", range(12))
def test_mutated_pages(number: int) -> None:
    """A page of every kind, cut, spliced and repeated; the same ones every time."""
    chance = random.Random(number)
    data = chance.choice(pages())
    for _ in range(6):
        place = chance.randrange(HEAD, len(data) + 1)
        piece = chance.choice(PIECES).encode("utf-8", "surrogatepass") * chance.choice((1, 3, 300))
        data = data[:place] + piece + data[place + chance.choice((0, 40, 2_000)) :]
        assert timed(data) < LIMIT


@pytest.mark.parametrize("piece", PIECES)
def test_one_piece_thousands_of_times(piece: str) -> None:
    """What takes time in proportion to the square of a length shows here."""
    assert timed(seed(piece.encode("utf-8", "surrogatepass") * 3_000)) < LIMIT


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not here (group fuzz)")
def test_coverage_guided(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.fuzz", "--seconds", str(MINUTES * 60)]
    done = subprocess.run(
        [*command, "--findings", str(tmp_path / "found")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=MINUTES * 60 + 240,
        check=False,
    )
    assert sorted(file.name for file in (tmp_path / "found").iterdir()) == [], done.stdout[-2_000:]
    assert done.returncode == 0, done.stderr[-2_000:]
