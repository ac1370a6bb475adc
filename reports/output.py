"""Writing a site: only what changed, and nothing left behind from an earlier build."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

OWN = ("*.html", "kommun/*.html", "static/*", "pictures/??/*.webp")
"""What a build may remove again. Everything else in the directory belongs to somebody else."""


class Output:
    def __init__(self, out: Path) -> None:
        self.out = out
        self.written = 0
        self._kept: set[Path] = set()

    def text(self, name: str, text: str) -> Path:
        return self.data(name, text.encode("utf-8", "replace"))

    def data(self, name: str, data: bytes) -> Path:
        path = self._claim(name)
        if not path.is_file() or path.read_bytes() != data:
            # Beside it, then renamed: a reader never sees half a page.
            draft = path.with_name(path.name + ".new")
            draft.write_bytes(data)
            draft.replace(path)
            self.written += 1
        return path

    def link(self, name: str, source: Path) -> None:
        """A picture never changes under its name (its sha256), so a hard link serves as a copy."""
        path = self._claim(name)
        if path.exists():
            return
        try:
            os.link(source, path)
        except OSError:  # another file system, or one without hard links
            shutil.copyfile(source, path)
        self.written += 1

    def remove_stale(self) -> None:
        for path in _matching(self.out, OWN):
            if path not in self._kept:
                path.unlink()
                self.written += 1

    def _claim(self, name: str) -> Path:
        path = self.out / name
        if path not in self._kept:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._kept.add(path)
        return path


def _matching(root: Path, patterns: Iterable[str]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(root.glob(pattern)) if path.is_file()]
