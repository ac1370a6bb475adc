"""Cells that no spreadsheet takes for a formula, and that read back as what they were.

An apostrophe stands before what a spreadsheet would calculate; a text that has apostrophes there already gets
one more, so that taking one away always gives the text back.
"""

import re

_START = "=+\\-@＝＋－＠"
_BEGINS = re.compile(rf"'*(?=\s*[{_START}])|'*(?=[\t\r\n])")
_SECOND = re.compile(rf"(;\s*)('*)(?=[{_START}])")
"""Where the list separator is a semicolon, as in Sweden, a text with one becomes two cells."""
_SECOND_GUARDED = re.compile(rf"(;\s*)'('*)(?=[{_START}])")


def guarded(text: str) -> str:
    """As it is written to a file."""
    text = _SECOND.sub(r"\1'\2", text)
    return f"'{text}" if _BEGINS.match(text) else text


def unguarded(cell: str) -> str:
    """As it was before."""
    if cell.startswith("'") and _BEGINS.match(cell):
        cell = cell[1:]
    return _SECOND_GUARDED.sub(r"\1\2", cell)
