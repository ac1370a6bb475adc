"""Kinds of help that no word list knows: what a sentence, a heading or a question announces as such."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from scoring.area import Area, sentences
from scoring.lexicon import normalise
from scoring.site import NOT_MAIN, Site, remembered

LONGEST = 6
"""Words. What is longer is a sentence, not the name of a kind."""
ENUMERATION = 3
"""Two are a pair of anything; an enumeration begins with three."""
SERVICES = 5
"""A list of services has so many (method §3d)."""
KNOWN = 2
"""So many known kinds make an enumeration one of kinds, whatever announces it."""
_BETWEEN = re.compile(r"\s*(?:,|;|·|•|\|| och | samt | eller | and | or )\s*")
_MARKS = (",", ";", "·", "•", "|", " och ", " samt ", " eller ", " and ", " or ")
"""What stands between two things in `_BETWEEN`."""
_CLEAN = re.compile(
    r"^(?:till exempel|bland annat|t\.?ex\.?|som|om|med|din|ditt|dina|the|your)\s+|[.:!?…\s]+$"
)
DETAIL = re.compile(r"(?i)\d{2}|@|\b(?:telefon|mejl|e-post|chatt|öppet|besök)")
"""A list of ways to reach the function is no list of what it helps with."""
_ERRAND = re.compile(
    r"^(?:att |svara|ta emot|ge |guida|lotsa|slussa|koppla|vägleda|registrera|hitta|komma|lämna|framföra|"
    r"kontakta|hjälpa|allt|det mesta|annat|mer|mera|alla|övrigt|much more|more|frågor|ärenden)"
)
_ASKING = re.compile(r"\b(?:undrar|vill|behöver|ska|funderar)\b")
_QUESTION = re.compile(r"(?:^|[\s,:–-])(?:hur|varför|vem|vems|vilka|vilken|vilket|när|var|vad|om)\s")
_NOT = re.compile(r"\b(?:inte|aldrig|ej|not)\b")


def promised_kinds(site: Site, areas: Sequence[Area]) -> tuple[str, ...]:
    """What is counted up after "hjälper dig med", or listed below such a sentence or heading."""
    found = [kind for area in areas for kind in (*_told(site, area), *_in_lists(site, area))]
    return tuple(dict.fromkeys(found))


def lists_in_text(site: Site, area: Area) -> bool:
    """Five services or more counted up in one sentence are a list of them."""
    return any(len(set(kinds)) >= SERVICES for kinds in _enumerations(site, area))


def _told(site: Site, area: Area) -> Iterator[str]:
    for kinds in _enumerations(site, area):
        yield from kinds


@remembered
def _enumerations(site: Site, area: Area) -> list[tuple[str, ...]]:
    help_ = site.lexicon.phrases("help")
    found = []
    for sentence in (*sentences(site, area), *_after_headings(site, area)):
        spans = help_.spans(sentence)
        announced = _parts(sentence[max(end for _, end in spans) :]) if spans else ()
        if len(announced) >= ENUMERATION:
            found.append(announced)
        elif not _NOT.search(sentence):
            found.append(_asked(sentence) or _errands(site, sentence) or _known(site, sentence))
    return [kinds for kinds in found if kinds]


def _after_headings(site: Site, area: Area) -> Iterator[str]:
    """A heading that promises help, read together with the first line below it."""
    if area.page is None:
        return
    for section in area.page.sections:
        heading = normalise(section.heading)
        promises = site.lexicon.phrases("help").search(heading) or site.lexicon.phrases(
            "help_headings"
        ).search(heading)
        if promises and section.landmark not in NOT_MAIN and section.heading in area.text:
            first = normalise(re.split(r"(?<=[.!?])\s|\n", section.text, maxsplit=1)[0])
            # "Frågor om" needs what follows; "Det här hjälper vi till med" is a sentence of its own.
            yield (
                f"{heading} {first}" if site.lexicon.phrases("help").search(heading) else f"hjälp med {first}"
            )


def _asked(sentence: str) -> tuple[str, ...]:
    """ "Undrar du hur man söker förskola, vem som äger lekparken eller när banan spolas?" """
    if not _ASKING.search(sentence):
        return ()
    clauses = [clause.strip() for clause in _counted_up(sentence)]
    asked = [clause for clause in clauses if _QUESTION.search(clause) and not DETAIL.search(clause)]
    return tuple(asked) if len(asked) >= ENUMERATION else ()


def _known(site: Site, sentence: str) -> tuple[str, ...]:
    """An enumeration that nothing announces but that holds kinds that are known."""
    if sentence.count(",") + sentence.count("·") < ENUMERATION - 1 or DETAIL.search(sentence):
        return ()
    if len(site.lexicon.kinds_in(sentence)) < KNOWN:
        return ()
    parts = _parts(sentence.rpartition(":")[2])
    return parts if len(parts) >= SERVICES else ()


def _errands(site: Site, sentence: str) -> tuple[str, ...]:
    """ "Här kan du köpa parkeringskort, hämta nycklar och lämna in ritningar": what one does, thrice."""
    parts = [part.strip(" .:–-") for part in _counted_up(sentence)]
    told = [part for part in parts if site.lexicon.patterned("errand", part) and not DETAIL.search(part)]
    return tuple(told) if len(told) >= ENUMERATION else ()


def _counted_up(sentence: str) -> list[str]:
    """The parts of an enumeration; nothing of a sentence with too few for one, which most are."""
    if sum(map(sentence.count, _MARKS)) < ENUMERATION - 1:
        return []
    return _BETWEEN.split(sentence)


def _in_lists(site: Site, area: Area) -> Iterator[str]:
    """Below a sentence that announces them. Under a mere heading it takes a list of five (method §3d)."""
    help_ = site.lexicon.phrases("help")
    lines = [normalise(line) for line in area.text.splitlines()]
    yield from (kind for run in _runs(lines) for kind in run)
    for _, items in area.items:
        first = normalise(items[0])
        above = lines[lines.index(first) - 1] if first in lines[1:] else ""
        if not any(map(DETAIL.search, items)) and len(above.split()) > 4 and help_.search(above):
            yield from (kind for item in items for kind in _parts(normalise(item))[:1])


def _runs(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Lists set by hand: three lines or more that begin with a dash, or that are questions."""
    for mark, of_one_kind in groupby(lines, _mark):
        run = tuple(line.lstrip("-–—•* ") for line in of_one_kind)
        if mark and len(run) >= ENUMERATION and not any(map(DETAIL.search, run)):
            yield run


def _mark(line: str) -> str:
    if line[:2] in ("- ", "– ", "— ", "• ", "* "):
        return "-"
    return "?" if line.endswith("?") else ""


def _parts(text: str) -> tuple[str, ...]:
    pieces = (_CLEAN.sub("", _CLEAN.sub("", piece.strip())) for piece in _BETWEEN.split(text))
    return tuple(
        piece for piece in pieces if piece and len(piece.split()) <= LONGEST and not _ERRAND.match(piece)
    )
