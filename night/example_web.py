"""Start the example web as a process of its own: it belongs to the tests, which nothing here may import."""

import json
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from night.errors import UserError

PROJECT = Path(__file__).resolve().parents[1]
GOLD = PROJECT / "tests" / "web" / "gold.csv"
START_SECONDS = 120
STOP_SECONDS = 5
_WRITE_REGISTRY = "import sys, pathlib, tests.web; tests.web.write_registry(pathlib.Path(sys.argv[1]))"


@contextmanager
def example_web() -> Iterator[str]:
    """Serve the example municipalities during the block; gives the name map. May raise UserError."""
    if not (PROJECT / "tests" / "web" / "__main__.py").is_file():
        raise UserError(
            "the example municipalities come with the source: run the demo from a clone of the project."
        )
    command = [sys.executable, "-m", "tests.web", "--until-stdin-closes"]
    # Standard error is ours: what it complains of is worth seeing, and a full pipe would stop it.
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield _name_map(process)
    finally:
        _stop(process)


def write_registry(path: Path) -> None:
    """The registry of all example municipalities, as a file. Raises UserError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", _WRITE_REGISTRY, str(path.resolve())]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise UserError(f"the example registry cannot be written ({path}): {done.stderr.strip()[-300:]}", 1)


def _name_map(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None  # noqa: S101 - Popen was given a pipe
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        line = process.stdout.readline() if selector.select(START_SECONDS) else b""
    try:
        return str(json.loads(line)["name_map"])
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("the example web did not start; what it said stands above.", 1) from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
