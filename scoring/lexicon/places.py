"""The slots for a municipality's names: "<place> direkt", "Kontakt <place>" (LEXICON class P)."""

import re

from scoring.lexicon.data import LexiconData, place_pattern
from scoring.lexicon.normalise import normalise

SHORTEST_PART = 4


def place_forms(data: LexiconData, places: tuple[str, ...]) -> tuple[str, ...]:
    """Names, their genitives, and the parts of names of several words ("Väsby" of Upplands Väsby),
    normalised."""
    suffixes = tuple(" " + suffix for suffix in data.words("places", "suffixes"))
    forms: dict[str, None] = {}
    for place in places:
        name = normalise(place)
        for suffix in suffixes:
            name = name.removesuffix(suffix)
        parts = [part for part in re.split(r"[ -]", name) if len(part) >= SHORTEST_PART]
        for form in (name, name.replace("-", " "), *parts):
            if form and form not in suffixes:
                forms[form] = None
                forms[form if form.endswith(("s", "x", "z")) else form + "s"] = None
    return tuple(forms)


def compile_places(data: LexiconData, forms: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(anchor, pattern) for each pattern of the language."""
    if not forms:
        return ()
    not_before = data.words("places", "not_before")
    return tuple(
        (pattern.casefold().replace("{place}", "").strip(), place_pattern(pattern, forms, not_before))
        for pattern in data.words("places", "patterns")
    )
