"""The words of the method, one data file per language, and the code that reads them (and knows no word)."""

from scoring.lexicon.lexicon import Lexicon, load_lexicon
from scoring.lexicon.normalise import normalise
from scoring.lexicon.types import LabelReading, TermMatch

__all__ = ["LabelReading", "Lexicon", "TermMatch", "load_lexicon", "normalise"]
