"""Builds the whole site: gathers once, renders page by page in every language, keeps no page in memory."""

from collections.abc import Iterator
from pathlib import Path
from re import fullmatch

from reports.edition import Edition, Sheet
from reports.gathered import gather
from reports.language import languages
from reports.navigation import navigation
from reports.opendata.published import open_data
from reports.output import Output
from reports.render import STATIC
from reports.sheets import DATA, KINDS, Workshop
from reports.sheets.municipality import portraits
from reports.sheets.plain import method
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
    ) -> None:
        self._store = store
        self._places = tuple(places)
        self._data_dir = data_dir
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
        gathered = gather(self._store, self._places, self._data_dir)
        for asset in sorted(STATIC.iterdir()):
            self._output.data(f"static/{asset.name}", asset.read_bytes())
        for edition in self._editions:
            edition.tell(
                view=gathered.view,
                method_version=gathered.method_version,
                menu=navigation(edition.language, has_quality=bool(gathered.validated or gathered.people)),
                editions=[(other.code, other.prefix) for other in self._editions],
            )
        shop = Workshop(self._store, gathered, self._shots, self._output)
        for kind in KINDS:
            for edition in self._editions:
                self._write(edition, kind(shop, edition))
        for data in DATA:
            data(shop)
        for portrait in portraits(shop):
            for edition in self._editions:
                self._write(edition, portrait.sheets(edition))
        for edition, sheet in open_data(shop, self._editions):
            self._write(edition, iter([sheet]))
        self._keep_addresses()
        for edition in self._editions:  # last: by now it knows every code that a page mentioned
            self._write(edition, method(edition))
        self._output.remove_stale()
        return SiteBuilt(self._output.out / "index.html", self._pages, self._output.written)

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
