"""A first search for phrases in texts whose white space has not been folded: by one word of each phrase."""

from collections.abc import Iterable, Sequence

from scoring.lexicon.anchors import Anchors, fewest


class LooseAnchors:
    """Over-inclusive: every text that has a phrase when its white space is folded is found, and some more."""

    def __init__(self, phrases: Iterable[str]) -> None:
        longest = {phrase: longest_word(phrase) for phrase in phrases}
        words = fewest(longest.values())
        self._words = Anchors(words)
        self._in_all = "" in words
        self._inner = frozenset(
            word
            for word in words
            if all(word not in p.replace(f"{word} ", "") for p in longest if word in longest[p])
        )
        """Behind these the phrase goes on: "under" of "under sig" stands before white space, so that
        "undervisning" is let go."""

    def lines_holding(self, lines: Sequence[str]) -> set[int]:
        """The indexes of the lines (without line breaks) that may hold a phrase: searched as one text."""
        if self._in_all:
            return set(range(len(lines)))
        text = "\n".join((*lines, ""))
        found: set[int] = set()
        line = before = 0
        for start, word in self._words.places_in(text):
            end = start + len(word)
            if word in self._inner and not text[end].isspace():
                continue
            line += text.count("\n", before, end)
            before = end
            found.add(line)
        return found


def longest_word(phrase: str) -> str:
    return max(phrase.split() or [""], key=len)
