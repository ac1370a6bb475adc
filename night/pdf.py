"""One page of the report as a PDF: built from the store, printed, nothing left behind."""

import tempfile
from pathlib import Path

from crawler.context import browser_options
from night.errors import UserError
from night.publish import REPORT, publisher_of, site_builder
from night.settings import Settings
from reports.pdf import TooLarge, foot, print_page
from scoring.registry import Municipality, Registry
from scoring.store import Store

SUMMARY = "summary"


def pdf_of(store: Store, registry: Registry, settings: Settings, place: Municipality | None) -> bytes:
    """The page of a municipality, or with None the start page. Raises NoBrowser, UserError, StoreError."""
    browser = browser_options(settings)
    with tempfile.TemporaryDirectory(prefix="vagvisaren-pdf-") as folder:
        site = Path(folder)
        build = site_builder(settings.data / REPORT, publisher_of(settings))
        build(store, registry, site, settings.language, settings.data)
        page = site / (f"kommun/{place.code}.html" if place else "index.html")
        try:
            return print_page(page, foot(settings.language), browser.executable, sandbox=browser.sandbox)
        except TooLarge as error:
            raise UserError(f"{error} The page itself stands in the report.") from error


def default_name(place: Municipality | None) -> str:
    return f"vagvisaren-{place.code if place else SUMMARY}.pdf"
