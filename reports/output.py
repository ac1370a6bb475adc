"""Writing a site: only what changed, and nothing left behind from an earlier build."""

import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

OWN = (
    "*.html",
    "kommun/*.html",
    "kommun/*.js",
    "county/*.html",
    "group/*.html",
    "size/*.html",
    "changes/*.html",
    "service/*.html",
    "changes/*.js",
    "*.atom",
    "*/*.atom",
    "badge/*.svg",
)
"""What a build may remove again, in every language's folder. Everything else belongs to somebody else."""
MOST_THREADS = 4
SHARED = ("static/*", "pictures/??/*.webp", "data/*", "kommun/*.json")


class Output:
    """`out` is written; what an earlier site (`previous`) has with the same bytes is linked, not written
    again, so that a new folder for every night costs only what changed."""

    def __init__(self, out: Path, previous: Path | None = None, folders: Iterable[str] = ("",)) -> None:
        self.out = out
        self.written = 0
        self._fresh = not out.is_dir() or not any(out.iterdir())
        self._previous = previous if previous and previous.is_dir() and not _same(previous, out) else None
        self._own = (*SHARED, *(f"{folder}{pattern}" for folder in folders for pattern in OWN))
        self._kept: set[str] = set()
        self._folders: set[Path] = set()
        self._threads: ThreadPoolExecutor | None = None
        self._making: list[Future[None]] = []

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within it files are derived in threads while pages are rendered: decoding, scaling and encoding
        pictures needs no Python. All are there at its end, or what went wrong is raised."""
        with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as self._threads:
            try:
                yield
                for made in self._making:
                    made.result()
            finally:
                for made in self._making:
                    made.cancel()
                self._threads, self._making = None, []

    def text(self, name: str, text: str) -> Path:
        return self.data(name, text.encode("utf-8", "replace"))

    def data(self, name: str, data: bytes) -> Path:
        path = self._claim(name)
        if not self._fresh and _holds(path, data):
            return path
        if self._previous and _holds(self._previous / name, data) and _linked(self._previous / name, path):
            return path
        self._put(path, lambda: data)
        self.written += 1
        return path

    def _put(self, path: Path, make: Callable[[], bytes]) -> None:
        """Beside it, then renamed: nobody sees half a page, and nobody reads a folder that began empty."""
        draft = path if self._fresh else path.with_name(path.name + ".new")
        data = make()
        with draft.open("wb") as stream:
            stream.write(data)
        if draft is not path:
            draft.replace(path)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A file that is written piece by piece. It appears whole, at the end, and only if nothing failed."""
        path = self._claim(name)
        draft = path.with_name(path.name + ".new")
        try:
            with draft.open("wb") as stream:
                yield stream
            self._settle(draft, path, name)
        finally:
            draft.unlink(missing_ok=True)

    def _settle(self, draft: Path, path: Path, name: str) -> None:
        if path.is_file() and filecmp.cmp(draft, path, shallow=False):
            return
        before = self._previous / name if self._previous else None
        if before and before.is_file() and filecmp.cmp(draft, before, shallow=False):
            path.unlink(missing_ok=True)
            if _linked(before, path):
                return
        draft.replace(path)
        self.written += 1

    def link(self, name: str, source: Path) -> None:
        """A picture never changes under its name (its sha256), so a hard link serves as a copy."""
        if name in self._kept:
            return
        path = self._claim(name)
        if path.exists():
            return
        if not _linked(source, path):  # another file system, or one without hard links
            shutil.copyfile(source, path)
        self.written += 1

    def derived(self, name: str, make: Callable[[], bytes]) -> None:
        """A file whose name says what it holds: made only where no earlier site has it."""
        if name in self._kept:
            return
        path = self._claim(name)
        if path.exists() or (self._previous and _linked(self._previous / name, path)):
            return
        self.written += 1
        if self._threads:
            self._making.append(self._threads.submit(self._put, path, make))
        else:
            self._put(path, make)

    def left_behind(self, pattern: str) -> list[str]:
        """Names that an earlier site has and this one has not claimed: somebody may have linked to them."""
        roots = [self.out, *([self._previous] if self._previous else [])]
        names = {path.relative_to(root).as_posix() for root in roots for path in _matching(root, [pattern])}
        return sorted(names - self._kept)

    def keep(self, name: str) -> None:
        """Leave a file as the earlier site has it."""
        path = self._claim(name)
        before = self._previous / name if self._previous else None
        if before and not path.exists() and not _linked(before, path):
            shutil.copyfile(before, path)

    def remove_stale(self) -> None:
        # A file may match two patterns.
        for path in dict.fromkeys(_matching(self.out, self._own)):
            if path.relative_to(self.out).as_posix() not in self._kept:
                path.unlink()
                self.written += 1

    def _claim(self, name: str) -> Path:
        path = self.out / name
        self._kept.add(name)
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _linked(source: Path, path: Path) -> bool:
    try:
        os.link(source, path)
    except OSError:
        return False
    return True


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _matching(root: Path, patterns: Iterable[str]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(root.glob(pattern)) if path.is_file()]
