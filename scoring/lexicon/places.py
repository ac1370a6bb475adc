"""The slots for a municipality's names: "<place> direkt", "Kontakt <place>" (LEXICON class P)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

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
        if name != normalise(place) and name.endswith("s"):
            forms[name.removesuffix("s")] = None  # "Almstas kommun", in a registry of one's own
        parts = [part for part in re.split(r"[ -]", name) if len(part) >= SHORTEST_PART]
        for form in (name, name.replace("-", " "), *parts):
            if form and form not in suffixes:
                forms[form] = None
                forms[form if form.endswith(("s", "x", "z")) else form + "s"] = None
    return tuple(forms)


@dataclass(frozen=True)
class PlacePattern:
    """A pattern of the language with one municipality's names in it. Compiled when it is first looked for:
    most labels have not even its anchor, and every municipality has its own."""

    pattern: str
    forms: tuple[str, ...]
    not_before: tuple[str, ...]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return place_pattern(self.pattern, self.forms, self.not_before)


def place_patterns(data: LexiconData, forms: tuple[str, ...]) -> tuple[tuple[str, PlacePattern], ...]:
    """(anchor, pattern) for each pattern of the language."""
    if not forms:
        return ()
    not_before = data.words("places", "not_before")
    return tuple(
        (place_anchor(pattern), PlacePattern(pattern, forms, not_before))
        for pattern in data.words("places", "patterns")
    )


def place_anchor(pattern: str) -> str:
    """What a label must hold beside the place's name."""
    return pattern.casefold().replace("{place}", "").strip()
