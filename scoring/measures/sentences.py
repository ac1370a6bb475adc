"""Sentences of an area, each with the words as they stand and as they are compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.area import Area
from scoring.lexicon.normalise import normalise_all
from scoring.lexicon.phrases import PhraseTable
from scoring.result import Evidence

_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9\"”'])|\n+")
_QUOTE = 240


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    normal: str
    url: str

    def evidence(self) -> Evidence:
        return Evidence(url=self.url, text=self.text[:_QUOTE])


def sentences_of(area: Area) -> tuple[Sentence, ...]:
    """In order, each once."""
    texts = [text for text in dict.fromkeys(_ENDS.split(area.text)) if text.strip()]
    return tuple(
        Sentence(text, normal, area.url) for text, normal in zip(texts, normalise_all(texts), strict=True)
    )


def saying(phrases: PhraseTable, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Those that hold one of the phrases, in their order."""
    held = phrases.in_lines([sentence.normal for sentence in sentences])
    return [sentences[at] for at in sorted(held)]
