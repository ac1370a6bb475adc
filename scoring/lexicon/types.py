"""What the lexicon answers."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["strong", "needs_scope", "place", "brand", "contact", "negative", "none"]
TermClass = Literal["S", "M", "P", "B", "W", "N"]

NAMING: frozenset[str] = frozenset({"strong", "needs_scope", "place", "brand"})
"""The kinds of label that may name the function (method §3a A1)."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term in a text. `start` and `end` index `normalise(text)`, which leaves clean text as long as it
    was."""

    start: int
    end: int
    text: str
    term: str
    cls: TermClass
    why: str
    """`term`, `compound`, `misspelling`, `pattern`, or for a blocked name how: `negative_compound`,
    `negative_adjacent`, `negative_sole_field`, `negative_location`, `negative_record`, `negative_word`."""
    lang: str = ""
    needs: str = ""
    switchboard: bool = False

    @property
    def negative(self) -> bool:
        return self.why.startswith("negative")


@dataclass(frozen=True, slots=True)
class LabelReading:
    """What one label, heading or title says."""

    kind: Kind
    text: str = ""
    """The matched words as they stand in the normalised label."""
    term: str = ""
    """The canonical term."""
    why: str = ""
    lang: str = ""
    """Set when the term is of another language than the lexicon."""
    needs: str = ""
    switchboard: bool = False
    bot: bool = False
    generic: bool = False
    """A contact label that is nobody's in particular (method §3b)."""

    @property
    def names(self) -> bool:
        return self.kind in NAMING


NOTHING = LabelReading("none")
