"""Builds the whole site: gathers once, renders page by page in every language, keeps no page in memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import fullmatch
from typing import cast

from reports.edition import Edition, Sheet
from reports.gathered import gather
from reports.language import languages
from reports.licence import NOBODY, Publisher
from reports.navigation import navigation
from reports.opendata.published import OpenData
from reports.output import Output
from reports.render import STATIC
from reports.sheets import DATA, KINDS, Workshop
from reports.sheets.municipality import Portraits
from reports.sheets.plain import method
from reports.shelf import Shelf
from reports.shots import Shots
from reports.site import SiteBuilt
from reports.source import Places, Source


class Builder:
    def __init__(
        self,
        store: Source,
        places: Places,
        out: Path,
        lang: str,
        data_dir: Path | None,
        previous: Path | None = None,
        publisher: Publisher = NOBODY,
    ) -> None:
        self._places = tuple(places)
        self._store = cast(Source, Shelf(store, len(self._places)))
        self._data_dir = data_dir
        self._publisher = publisher
        codes = (lang, *(code for code in languages() if code != lang))
        # Every language may have been the first one once, so each has a folder to clean.
        self._output = Output(out, previous, ("", *(f"{code}/" for code in codes)))
        self._shots = Shots(data_dir, self._output)
        self._editions = tuple(Edition(code, lang, self._shots) for code in codes)
        self._pages = 0
        for place in self._places:
            if not fullmatch(r"[A-Za-z0-9_-]+", place.code):
                raise ValueError(f"the code {place.code!r} cannot be the name of a page")

    def build(self) -> SiteBuilt:
        with _rarely_collecting(), self._output.aside():
            return self._build()

    def _build(self) -> SiteBuilt:
        gathered = gather(self._store, self._places, self._data_dir)
        for asset in sorted(STATIC.iterdir()):
            self._output.data(f"static/{asset.name}", asset.read_bytes())
        for edition in self._editions:
            edition.tell(
                view=gathered.view,
                publisher=self._publisher,
                licence=self._publisher.licence,
                method_version=gathered.method_version,
                menu=navigation(edition.language, has_quality=bool(gathered.validated or gathered.people)),
                editions=[(other.code, other.prefix) for other in self._editions],
            )
        shop = Workshop(self._store, gathered, self._shots, self._output, self._publisher)
        for kind in KINDS:
            for edition in self._editions:
                self._write(edition, kind(shop, edition))
        for data in DATA:
            data(shop)
        self._municipalities(shop)
        self._keep_addresses()
        for edition in self._editions:  # last: by now it knows every code that a page mentioned
            self._write(edition, method(edition))
        self._output.remove_stale()
        return SiteBuilt(self._output.out / "index.html", self._pages, self._output.written)

    def _municipalities(self, shop: Workshop) -> None:
        """Everything there is about each, in one pass; then what sums them up."""
        portraits, published = Portraits(shop), OpenData(shop, self._editions)
        for past in published.municipalities():
            portrait = portraits.of(past.place, past.stored, past.visits)
            for edition in self._editions:
                self._write(edition, portrait.sheets(edition))
            for edition, sheet in published.of(past):
                self._write(edition, iter([sheet]))
        for edition, sheet in published.of_all():
            self._write(edition, iter([sheet]))

    def _keep_addresses(self) -> None:
        """What somebody may have linked to: pages of old nights stay as they were, and who has left the
        registry has a page that says so."""
        for edition in self._editions:
            for name in self._output.left_behind(f"{edition.prefix}changes/*.html"):
                self._output.keep(name)
            for name in self._output.left_behind(f"{edition.prefix}kommun/*.html"):
                sheet = Sheet(name.removeprefix(edition.prefix), "gone.html", {"code": Path(name).stem})
                self._write(edition, iter([sheet]))

    def _write(self, edition: Edition, sheets: Iterator[Sheet]) -> None:
        for sheet in sheets:
            self._output.text(edition.path(sheet), edition.html(sheet))
            self._pages += sheet.name.endswith(".html")


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """A build makes and drops millions of objects without cycles; looking for cycles less often than Python
    does by itself halves what that takes, 0.3 s for 290 municipalities."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
