"""Who leads, on the function's own page: there a role needs no function beside it, only a person or a card
that says it (method §3e)."""

import re

from scoring.lexicon import normalise
from scoring.lexicon.phrases import PhraseTable
from scoring.role_names import NAME
from scoring.role_sentences import Reader
from scoring.role_words import CELL, WORD, Hit, RoleLine, Words, is_role, person_in

_MARKS = " ,:;|–()-"
_DETAIL = re.compile(r"\W*(?:$|[\d+]|\S+@)")
_NAMED = re.compile(rf"{NAME}\b[{_MARKS}]*")
_BESIDE = re.compile(r"^(?:[^\s,:|]+ ){1,3}?(?:och|samt|&|/) ")
"""Another title of the same person: "Verksamhetsutvecklare och teamledare"."""
_IN_BRACKETS = re.compile(rf"\b{NAME} \((?P<role>[^()]+)\)")
_OF_US = re.compile(rf"(?:hos oss|här)(?: hos oss)? (?:är|heter)(?: det)? {NAME} (?:som är )?(?:vår )?")
"""Before the role: "Hos oss är det Helena Sand som är enhetschef"."""
_IT_IS = re.compile(r"det är (?:vår )?|(?:ytterst|närmast|högst) ansvarig (?:chef )?är ")
"""The same, with the person behind it: "Det är enhetschef Helena Sand som …"."""
_CLAUSE = re.compile(r"[,.;!?]")
_REST_WORDS = 6
_PLURAL = ("chefer", "cheferna")
_SHORT_LINE = 90
_CARD_LINE = 40


def on_own_page(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """A line of the function's own page or section; `low` is the line without names."""
    heading = normalise(line.heading)
    role = _labelled(reader, line, low) or _ours(reader, low) or _turned_to(reader, line, low)
    role = role or _among_staff(reader, low) or _of_us(reader, low)
    if role and not _another(reader, (heading,)):
        return Hit(role, line.text, "likely")
    return _below_role(reader, line)


def _labelled(reader: Reader, line: RoleLine, low: str) -> str:
    """A line that begins with the role, or with a person and the role, and says of whom: "Teamchef: Helena
    Sand", "Platsansvarig" above a name, "Chef är Helena Sand", "Helena Sand | Teamledare, 0123-45 67 01".
    What it is for stands behind it, and must be us: "Chef för hemtjänsten" is not."""
    if len(low) > _SHORT_LINE:
        return ""
    told = low[name.end() :] if (name := _NAMED.match(low)) else low
    if name and (only := told.strip(_MARKS)) in reader.words.columns:
        return only  # "Helena Sand (ansvarig)"
    if (aside := _IN_BRACKETS.search(low)) and (one := is_role(aside["role"], reader.words)):
        return one  # "I ledningen: Helena Sand (chef), Nils Ek (biträdande)"
    role = _first_role(told, reader.words)
    if role is None or not is_ours(reader, told[role[1] :]):
        return ""
    behind = WORD.findall(told[role[1] :])
    if not behind and _another(reader, (normalise(line.following), line.previous)):
        return ""
    if set(behind) <= {NAME} and _another_unit(reader, line.previous):
        return ""
    found = told[role[0] : role[1]]
    # "Telefontider till handläggare och chefer" is of nobody's.
    return "" if found.endswith(_PLURAL) and NAME not in low else found


def _first_role(text: str, words: Words) -> tuple[int, int] | None:
    """The role with which the text begins, small words before it aside."""
    for start, end in words.heads.spans(text):
        if set(WORD.findall(_BESIDE.sub("", text[:start]))) <= words.before | {NAME}:
            longest = max(e for s, e in words.heads.spans(text) if s == start)
            return start, max(end, longest)
    return None


def is_ours(reader: Reader, rest: str) -> bool:
    """What stands behind a role: nothing, a person, how to reach them, or that it is for us."""
    words, text = reader.words, rest.strip(_MARKS)
    if name := _NAMED.match(text):
        behind = text[name.end() :]
        if told := words.responsible.search(behind):
            return reader.led(behind[told.end() :].lstrip()) >= 0
        next_word = WORD.match(behind)
        placed = next_word is not None and next_word.group() in words.linking
        return is_ours(reader, behind) if placed else not _another(reader, (behind,))
    if _DETAIL.match(text):
        return True
    word, _, more = text.partition(" ")
    first = word.strip(_MARKS + ".")
    if first in words.naming:
        return _few(reader, more)
    if first in words.reached or words.stands_in.match(text):
        return True
    if _phrase(words.ourselves, first):
        return True
    if first in words.between:
        inside = WORD.findall(more)[:1]
        return (bool(inside) and _phrase(words.ourselves, inside[0])) or reader.led(more) >= 0
    if reader.functions(first):
        return True
    marked = rest.lstrip()[:1] in (":", "|", ",")
    return marked and _few(reader, text)


def _few(reader: Reader, text: str) -> bool:
    """A few words that name nobody else's field: a person whose name was not told apart."""
    return len(text.split()) <= _REST_WORDS and not _another(reader, (text,))


def _phrase(table: PhraseTable, text: str) -> bool:
    found = table.search(text)
    return found is not None and found.start() == 0


def _another(reader: Reader, texts: tuple[str, ...]) -> bool:
    """Whether a short line beside the role names another field or unit: "Enhetschef" above "Hemtjänsten"."""
    for text in texts:
        if len(text) > _CARD_LINE or reader.functions(text):
            continue
        lexicon = reader.site.lexicon
        if lexicon.kinds_in(text) or lexicon.data.qualifiers.groups_in(text):
            return True
        if any(word.endswith(reader.words.elsewhere) for word in WORD.findall(text)):
            return True
    return False


def _another_unit(reader: Reader, above: str) -> bool:
    """ "IT-servicecenter" or "Tekniska avdelningen" above "Chef: Helena Sand"."""
    if len(above) > _CARD_LINE or reader.functions(above):
        return False
    unit = any(word.endswith(reader.words.elsewhere) for word in WORD.findall(above))
    return unit or reader.site.read(above).kind == "negative"


def _ours(reader: Reader, low: str) -> str:
    """ "Kontakta gärna vår enhetschef Helena Sand", "Enhetens chef heter Helena Sand"."""
    words = reader.words
    for start, end in words.heads.spans(low):
        before = [word for word in WORD.findall(low[:start]) if word not in words.before - words.possessive]
        owner = before[-1] if before else ""
        of_us = owner in words.possessive or (
            owner.endswith("s") and (_phrase(words.ourselves, owner[:-1]) or _phrase(words.ourselves, owner))
        )
        if of_us and is_ours(reader, low[end:]):
            return low[start:end]
    return ""


def _of_us(reader: Reader, low: str) -> str:
    """ "Hos oss är Helena Sand chef", and of no other field."""
    for start, end in reader.words.heads.spans(low):
        behind = low[end:].lstrip()
        if _OF_US.fullmatch(low[:start]):
            rest = _CLAUSE.split(behind, maxsplit=1)[0]
            ours = not rest or is_ours(reader, rest)
        else:
            ours = _IT_IS.fullmatch(low[:start]) is not None and _NAMED.match(behind) is not None
        if ours and not reader.site.lexicon.kinds_in(low):
            return low[start:end]
    return ""


def _among_staff(reader: Reader, low: str) -> str:
    """ "Vi är tio vägledare och en gruppledare"."""
    words = reader.words
    if not (low.startswith((*words.led_here, *words.units)) or reader.functions(low)):
        return ""
    for start, end in words.heads.spans(low):
        if words.staffed.search(low[:start]) and is_ours(reader, low[end:]):
            return low[start:end]
    return ""


def _turned_to(reader: Reader, line: RoleLine, low: str) -> str:
    """ "Synpunkter på kontaktcenter? Vänd dig till enhetschef Helena Sand": about us, and nothing else."""
    told = f"{line.previous} {low}"
    about = reader.functions(told) or reader.words.ourselves.search(told)
    if not about or reader.site.lexicon.kinds_in(told):
        return ""
    for start, end in reader.words.heads.spans(low):
        if low[:start].rstrip().endswith(reader.words.turn_to) and _NAMED.match(low[end:].lstrip()):
            return low[start:end]
    return ""


def _below_role(reader: Reader, line: RoleLine) -> Hit | None:
    """The heading is the role, the line the person."""
    role = is_role(normalise(line.heading), reader.words)
    if role and CELL not in line.text and person_in(line.text, anywhere=True):
        return Hit(role, f"{line.heading}: {line.text}", "likely")
    return None
