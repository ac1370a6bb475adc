"""Pages that are mostly words: about, quality, method."""

from functools import partial

from reports.edition import Edition, Sheet, Sheets
from reports.people import shown
from reports.quality import Quality
from reports.sheets.workshop import Workshop


def sheets(shop: Workshop, edition: Edition) -> Sheets:
    yield Sheet("about.html", "about.html")
    validated, people = shop.gathered.validated, shop.gathered.people
    context = {"people": people, "share": partial(shown, language=edition.language)}
    if validated:
        quality = Quality(validated, shop.gathered.places, edition.language, edition.words)
        yield Sheet("quality.html", "quality.html", {"quality": quality, **context})
    elif people:
        yield Sheet("quality.html", "quality-people.html", context)


def method(edition: Edition) -> Sheets:
    """Rendered last: it lists every code that another page mentions."""
    yield Sheet("method.html", "method.html", {"codes": edition.codebook.all()})
