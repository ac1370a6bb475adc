"""A coverage-guided run: `python -m tests.fuzz --seconds 1800`. Needs atheris (`uv sync --group fuzz`).

What it finds is written, one file each, into `--findings`; move it to `tests/fuzz/found/`, where it becomes
a test, and mend the cause.
"""

import argparse
import hashlib
import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["crawler.reading", "crawler.statuses", "scoring"]):
    from tests.fuzz.targets import HEAD, survive

from tests.fuzz.seeds import LONGEST, PIECES, seeds

SLOW = 2.0
"""Seconds of one input's own processor time (instrumented code is a few times slower than the program)."""
HANG = 20.0
"""After so many seconds an input is let go, so that the run can go on."""
MOST_REPEATS = 4_000


class _Hangs(BaseException):
    """No error of the program's own may be mistaken for it, and no `except Exception` may catch it."""


def _let_go(*_: object) -> None:
    raise _Hangs


class Run:
    """One input after another; a finding is kept and the run goes on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._slowest = SLOW / 2

    def __call__(self, data: bytes) -> None:
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
        try:
            survive(data)
        except _Hangs:
            pass  # told below: it took long
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(data, f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.process_time() - began
        if took > self._slowest:
            self._slowest = took
            print(f"slowest so far: {took:.2f} s for {len(data)} bytes", flush=True)
        if took > SLOW:
            self._keep(data, f"slow-{took:.0f}s-{hashlib.sha256(data).hexdigest()[:8]}")

    def _keep(self, data: bytes, name: str) -> None:
        file = self._folder / name
        if not file.exists() or file.stat().st_size > len(data):
            file.write_bytes(data)
            print(f"FOUND {name}: {len(data)} bytes", flush=True)


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Half of the time bytes, as libFuzzer does; else pieces of pages, moved, spliced in and repeated."""
    chance = random.Random(seed)  # libFuzzer hands out the seeds: a run can be repeated
    if chance.random() < 0.5 or len(data) <= HEAD:
        return bytes(atheris.Mutate(data, max_size))
    place = chance.randrange(HEAD, len(data) + 1)
    end = min(len(data), place + chance.choice((1, 8, 40, 200, 2_000)))
    match chance.randrange(4):
        case 0:
            piece = chance.choice(PIECES).encode("utf-8", "surrogatepass")
        case 1:
            other = chance.randrange(len(data))
            piece = data[other : other + chance.choice((8, 80, 800))]
        case 2:
            unit = chance.choice((data[place:end], chance.choice(PIECES).encode())) or b" "
            piece = unit * chance.choice((2, 30, MOST_REPEATS))
        case _:
            piece = b""
    changed = data[:place] + piece + data[end if chance.random() < 0.5 else place :]
    return changed[:max_size]


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--seconds", type=int, default=1_800)
    asked.add_argument("--findings", type=Path, required=True)
    given = asked.parse_args()
    given.findings.mkdir(parents=True, exist_ok=True)
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for body in seeds():
        (corpus / hashlib.sha256(body).hexdigest()[:16]).write_bytes(body)
    limits = (
        f"-max_len={LONGEST}",
        "-timeout=60",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={given.findings}/",
    )
    arguments = [sys.argv[0], str(corpus), f"-max_total_time={given.seconds}", *limits]
    signal.signal(signal.SIGVTALRM, _let_go)
    atheris.Setup(arguments, Run(given.findings), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
