"""Ruling 18, settled question 8: the municipality says in words that another body runs the function."""

from collections.abc import Iterator
from itertools import pairwise

from scoring.area import Area, sentences
from scoring.lexicon.normalise import SENTENCE
from scoring.observation import Observation
from scoring.site import Site, remembered


@remembered
def delegated_here(site: Site, area: Area) -> bool:
    """What stands about a function says that another runs it."""
    if not site.lexicon.patterned("delegated", area.normal):
        return False
    told = [line for line in sentences(site, area) if site.lexicon.patterned("delegated", line)]
    # It may also be said across two lines: whose desk it is, and on whose behalf.
    return not told or not all(_of_a_field(site, line) for line in told)


def delegates(site: Site, around: str) -> bool:
    """The text around a link to another's page says so, or some page of the municipality's own."""
    return _says_so(site, around.casefold()) or _somewhere(site, site.observation)


@remembered
def _somewhere(site: Site, observation: Observation) -> bool:
    pairs = (
        pair
        for page in (site.start.page, *observation.pages)
        if site.own(page.final_url or page.url)
        for section in page.sections
        for pair in _pairs(section.text.casefold())
    )
    return any(
        _says_so(site, said) and not _of_a_field(site, said) and _names(site, f"{said} {then}")
        for said, then in pairs
    )


def _says_so(site: Site, text: str) -> bool:
    said = site.lexicon.phrases("delegation").search(text) is not None
    return said or site.lexicon.patterned("delegated", text)


def _of_a_field(site: Site, line: str) -> bool:
    """ "Vatten och avlopp sköts av bolaget" is not said of the function."""
    return bool(site.lexicon.fields_in(line)) and not _names(site, line)


def _names(site: Site, text: str) -> bool:
    return any(m.cls in "SM" for m in site.lexicon.find(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence with the one that follows it."""
    return pairwise([*(line for line in SENTENCE.split(text) if line.strip()), ""])
