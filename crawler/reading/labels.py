"""The nearest label of something found in a line: before it in the line, above it, or the heading."""

import re

from crawler.reading.lines import Line

_LABEL_LENGTH = 60
_LOOK_BACK = 3
"""Lines above that may hold the label: a name, and one detail between (an address has two lines)."""
_TRIM = " :;,.–—-|(/•·\u00a0"
_CUT = re.compile(r"[.;|!?]\s|\s\|\s")
_DETAIL = re.compile(r"\d|@")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def label_before(text: str, start: int, *, after: int = 0) -> str:
    """The last clause of `text[after:start]`, when it is short enough to be a label."""
    before = text[max(after, start - 160) : start].rstrip(_TRIM)
    clause = _CUT.split(before)[-1].strip(_TRIM)
    return clause if len(clause) <= _LABEL_LENGTH and _LETTERS.search(clause) else ""


def label_above(lines: list[Line], index: int) -> str:
    """A short line just above that names what follows, else the heading above; empty where there is
    neither."""
    here = lines[index]
    for step, line in enumerate(reversed(lines[max(0, index - 40) : index])):
        if line.landmark != here.landmark and line.role == "heading":
            return ""
        if line.role == "heading":
            return line.text[:_LABEL_LENGTH]
        if step < _LOOK_BACK and _names(line):
            return line.head.rstrip(_TRIM)
    return ""


def heading_chain(lines: list[Line], index: int) -> list[str]:
    """The headings that a line stands under, innermost first, then the openers of its panel."""
    chain: list[str] = []
    level = 9
    for line in reversed(lines[max(0, index - 300) : index]):
        if line.landmark != lines[index].landmark:
            continue
        if line.role == "opener" and level == 9 and lines[index].collapsed:
            chain.append(line.text)
            level = 8
        elif line.role == "heading" and line.level < level:
            chain.append(line.text)
            level = line.level
            if level == 1:
                break
    return chain


def _names(line: Line) -> bool:
    if len(line.head) > _LABEL_LENGTH or _DETAIL.search(line.head) or not _LETTERS.search(line.head):
        return False
    return line.strong or line.head.endswith(":") or line.role in ("opener",) or len(line.head) <= 30
