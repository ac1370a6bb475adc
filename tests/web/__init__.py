"""The example web: fictional Swedish municipalities, served locally by name.

`with ExampleWeb() as web:` starts it as a process of its own; `web.name_map` tells a crawler where the
names lead, `web.registry` is the list of municipalities to visit.
"""

import csv
import json
import selectors
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self

REGISTRIES = Path(__file__).parent / "registry"
PROJECT = Path(__file__).parents[2]
COLUMNS = ("code", "name", "county_code", "county", "homepage", "population", "lat", "lon", "group_code")
START_SECONDS = 120
STOP_SECONDS = 5

__all__ = ["ExampleWeb", "ExampleWebError", "read_registry", "write_registry"]


class ExampleWebError(RuntimeError):
    """The example web did not start."""


def read_registry(folder: Path = REGISTRIES) -> list[dict[str, str]]:
    """The rows of all families, sorted by code. Optional columns of one family are kept for it."""
    rows: list[dict[str, str]] = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows.extend(csv.DictReader(stream))
    return sorted(rows, key=lambda row: row["code"])


def write_registry(path: Path) -> Path:
    """Merge the registries of all families into one CSV at `path`."""
    rows = read_registry()
    further = sorted({column for row in rows for column in row} - set(COLUMNS))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [*COLUMNS, *further], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


class ExampleWeb:
    """Context manager around `python -m tests.web`; the process ends with the block, or with its parent."""

    port: int
    name_map: str
    registry: Path

    def __init__(self, port: int = 0) -> None:
        self._wanted_port = port

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="example-web-")
        self._errors: IO[bytes] = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.web", "--port", str(self._wanted_port), "--until-stdin-closes"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        try:
            self._read_announcement()
            self.registry = write_registry(Path(self._folder.name) / "municipalities.csv")
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def url(self, host: str, path: str = "/") -> str:
        """The address of a page for a client that does not know the name map, but sets no Host of its own.

        The name must still resolve to the loopback address (a name map, or a hosts file).
        """
        return f"http://{host}:{self.port}/{path.lstrip('/')}"

    def _read_announcement(self) -> None:
        line = self._first_line()
        try:
            announcement = json.loads(line)
        except ValueError as error:
            raise ExampleWebError(self._failure()) from error
        self.port, self.name_map = announcement["port"], announcement["name_map"]

    def _first_line(self) -> bytes:
        stream = self._process.stdout
        assert stream is not None
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            if not selector.select(START_SECONDS):
                raise ExampleWebError(
                    f"the example web said nothing for {START_SECONDS} s. {self._failure()}"
                )
        return stream.readline()

    def _failure(self) -> str:
        self._process.kill()
        status = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip() or "nothing"
        return f"the example web did not start (exit {status}); it said: {said}"

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                stream.close()
        self._folder.cleanup()
