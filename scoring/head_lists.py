"""Lists of heads: a heading, a page's title or a line above says that its rows are units and who heads them
("Chefer i Almsta kommun", and below it "Kundtjänst | Helena Sand | 014"; method §3e)."""

import re

from scoring.lexicon import normalise
from scoring.observation import Page
from scoring.role_functions import functions_in
from scoring.role_names import NAME, without_names
from scoring.role_sentences import Reader
from scoring.role_words import CELL, WORD, Hit, RoleLine, Words
from scoring.site import Site, h1

_LONGEST_ROW, _LONGEST_NAME, _UNIT_WORDS = 140, 60, 8
_MARK = re.compile(r": | [–—-] |, | \(")
_PERSON = re.compile(rf"\b{NAME}\b")
_DETAILS = re.compile(rf"{NAME}\b[\W\d]*(?:\S+@\S+)?")


def list_named(words: Words, text: str) -> str:
    """The text normalised, if it names a list of heads; else empty."""
    if len(text) > _LONGEST_NAME or CELL in text:
        return ""
    low = normalise(text)
    named = words.anchors.any_in(low) and words.lists_heads.search(low) and words.is_now(low)
    return low if named else ""


def page_lists(words: Words, page: Page) -> str:
    """What the whole page lists, by its heading or the first part of its title."""
    return list_named(words, h1(page)) or list_named(words, re.split(r" [|–—·-] ", page.title)[0])


def in_list_of_heads(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """A row that names the function as the unit, and a person beside it: "Kundtjänst | vakant (t.f. Helena
    Sand)", "Helena Sand, kundtjänst", or the person in the line below. `low` has no names."""
    if not line.in_list or len(low) > _LONGEST_ROW or not functions_in(reader.site, low):
        return None
    if _others(reader.site, line.in_list) or _others(reader.site, line.heading):
        return None
    cells = [cell.strip(" ()") for cell in (low.split(CELL) if CELL in low else _MARK.split(low))]
    units = [at for at, cell in enumerate(cells) if _is_unit(reader, cell)]
    # "Kommunvägledare" names the function too, and beside "Kontaktcenter" it is a title.
    units = [at for at in units if not _other_title(reader, cells[at])] or units
    if not units or any(_others(reader.site, cell) for cell in cells):
        return None
    other_title = any(_other_title(reader, cell) for at, cell in enumerate(cells) if at not in units)
    beside = [cells[at + step] for at in units for step in (1, -1, 2) if 0 <= at + step < len(cells)]
    held = next((cell for cell in beside if _PERSON.search(cell)), "")
    role = next((column for column in sorted(reader.words.columns, key=len) if column in line.in_list), "")
    if held and not other_title:
        return Hit(role or line.in_list, line.text, "likely")
    alone = len(cells) == 1 and len(line.following) <= _LONGEST_NAME
    if alone and _DETAILS.fullmatch(without_names(reader.site, line.following, reader.words)):
        return Hit(role or line.in_list, f"{line.text}: {line.following}", "likely")
    return None


def _is_unit(reader: Reader, cell: str) -> bool:
    """ "Kundtjänst och reception", not "upphandlingen av kundtjänst", nor a person of it."""
    terms = functions_in(reader.site, cell)
    words = WORD.findall(cell)
    return (
        any(not reader.beside(cell[: term.start]) for term in terms)
        and len(words) <= _UNIT_WORDS
        and NAME not in words
    )


def _others(site: Site, text: str) -> bool:
    """Whether a text says whose heads they are, and it is another field's: "Chefer på vatten och avfall"."""
    low = normalise(text)
    fields = site.lexicon.kinds_in(low) or site.lexicon.data.qualifiers.groups_in(low)
    return bool(fields) and not functions_in(site, low)


def _other_title(reader: Reader, cell: str) -> bool:
    """ "Helena Sand, administratör": somebody with a title that is no head's."""
    data = reader.site.lexicon.data
    titles = (*data.words("masking", "titles"), *data.words("roles", "other_titles"))
    said = [word for word in WORD.findall(cell) if word.endswith(titles)]
    words = reader.words
    return bool(said) and not any(words.heads.search(word) or words.manager_in(word) for word in said)
