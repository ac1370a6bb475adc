"""One page of every kind, found by looking: a new kind of page is tried without being listed anywhere."""

from pathlib import Path

from tests.reports.conftest import Site

ODD = ("0002", "0003", "0004", "0006", "0007", "0008", "0009", "0010", "0011", "0013")
"""Municipalities that show something of their own: full points, open ones, footer, hostile texts, a name that
does not end, no points, broad only, not measured, never visited."""
SHOWN_OF_A_KIND = 2


def page_kinds(site: Site) -> list[Path]:
    """All pages that stand alone; of every folder the largest ones, of the municipalities the odd ones."""
    kinds: list[Path] = []
    for folder in sorted({page.parent for page in site.pages()}):
        pages = sorted(folder.glob("*.html"))
        if folder.name == "kommun":
            kinds += [folder / f"{code}.html" for code in ODD]
        elif (folder / "index.html").exists():
            kinds += pages
        else:
            kinds += sorted(pages, key=lambda page: page.stat().st_size)[-SHOWN_OF_A_KIND:]
    return kinds
