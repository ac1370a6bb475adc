"""Kinds of help that no word list knows: what a sentence or a heading announces as such."""

import re
from collections.abc import Iterator, Sequence

from scoring.area import Area, sentences
from scoring.lexicon import normalise
from scoring.site import Site

LONGEST = 4
"""Words. What is longer is a sentence, not the name of a kind."""
_BETWEEN = re.compile(r"\s*(?:,|;| och | samt | eller | and | or )\s*")
_CLEAN = re.compile(
    r"^(?:till exempel|bland annat|t\.?ex\.?|som|om|med|din|ditt|dina|the|your)\s+|[.:!?…\s]+$"
)
DETAIL = re.compile(r"(?i)\d{2}|@|\b(?:telefon|mejl|e-post|chatt|öppet|besök)")
"""A list of ways to reach the function is no list of what it helps with."""
_ERRAND = re.compile(
    r"^(?:att |svara|ta emot|ge |guida|lotsa|slussa|koppla|vägleda|registrera|hitta|komma|lämna|framföra|"
    r"kontakta|hjälpa|allt|det mesta|annat|mer|mera|alla|övrigt|much more|more|frågor|ärenden)"
)


def promised_kinds(site: Site, areas: Sequence[Area]) -> tuple[str, ...]:
    """What is counted up after "hjälper dig med", or listed below such a sentence or heading."""
    found = [kind for area in areas for kind in (*_in_sentences(site, area), *_in_lists(site, area))]
    return tuple(dict.fromkeys(found))


def _in_sentences(site: Site, area: Area) -> Iterator[str]:
    help_ = site.lexicon.phrases("help")
    for sentence in sentences(site, area):
        spans = help_.spans(sentence)
        parts = _parts(sentence[max(end for _, end in spans) :]) if spans else ()
        # Two are a pair of anything; an enumeration begins with three.
        if len(parts) >= 3:
            yield from parts


def _in_lists(site: Site, area: Area) -> Iterator[str]:
    """Below a sentence that announces them. Under a mere heading it takes a list of five (method §3d)."""
    help_ = site.lexicon.phrases("help")
    lines = [normalise(line) for line in area.text.splitlines()]
    for _, items in area.items:
        first = normalise(items[0])
        above = lines[lines.index(first) - 1] if first in lines[1:] else ""
        if not any(map(DETAIL.search, items)) and len(above.split()) > LONGEST and help_.search(above):
            yield from (kind for item in items for kind in _parts(normalise(item))[:1])


def _parts(text: str) -> tuple[str, ...]:
    pieces = (_CLEAN.sub("", _CLEAN.sub("", piece.strip())) for piece in _BETWEEN.split(text))
    return tuple(
        piece for piece in pieces if piece and len(piece.split()) <= LONGEST and not _ERRAND.match(piece)
    )
