"""The door to the static site: light to import, everything heavy is behind it."""

from dataclasses import dataclass
from pathlib import Path

from reports.licence import NOBODY, Publisher
from reports.source import Places, Source


@dataclass(frozen=True, slots=True)
class SiteBuilt:
    index: Path
    pages: int
    written: int = 0
    """Files whose bytes differ from the last build; 0 when nothing changed."""


def build_site(
    store: Source,
    registry: Places,
    out: Path,
    lang: str = "sv",
    data_dir: Path | None = None,
    previous: Path | None = None,
    publisher: Publisher = NOBODY,
) -> SiteBuilt:
    """Write the site for all municipalities of the registry to `out`, in every language, `lang` at its root.

    Pictures are taken from `data_dir`/pictures; without it the pages do without. Files that did not change
    are left alone, or linked from the `previous` site when `out` is a new folder; pages of an earlier build
    that no longer belong are removed, foreign files never touched.
    Raises `ValueError` for a language without a catalog or a code that cannot be a file name.
    """
    from reports.builder import Builder

    return Builder(store, registry, out, lang, data_dir, previous, publisher).build()
