"""Which functions a text about roles names: the lexicon's terms, and brands that only this site's own pages
explain ("chefen för Fyrskär direkt")."""

import re
from functools import lru_cache

from scoring.lexicon import TermMatch, normalise
from scoring.site import Site


def functions_in(site: Site, text: str) -> list[TermMatch]:
    """The functions a text names, not those of another service, in order; spans index `normalise(text)`."""
    return [term for term in _terms(site, text) if term.cls in "SMPB" and not term.negative]


def names_only_ours(site: Site, text: str) -> bool:
    """Whether a text names a function, and no other service."""
    found = _terms(site, text)
    return any(term.cls in "SMPB" for term in found) and not any(term.negative for term in found)


def _terms(site: Site, text: str) -> list[TermMatch]:
    found = list(site.lexicon.find(text, site.places))
    if not site.brands:
        return found
    low = normalise(text)
    taken = [(term.start, term.end) for term in found]
    branded = [
        TermMatch(match.start(), match.end(), match.group(), name, "B", "explained")
        for name in site.brands
        if name in low
        for match in _as_word(name).finditer(low)
        if all(match.end() <= start or match.start() >= end for start, end in taken)
    ]
    return sorted([*found, *branded], key=lambda term: term.start)


@lru_cache(maxsize=256)
def _as_word(name: str) -> re.Pattern[str]:
    """Also as an owner: "Lyktans föreståndare"."""
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)")
