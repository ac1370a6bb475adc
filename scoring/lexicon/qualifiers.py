"""When a name belongs to another service: the negative as the name's own qualifier (method §2)."""

import re

from scoring.lexicon.data import LexiconData

UNRELATED = 3
"""So many unrelated fields in one list say "wide", not "narrow" (method §2)."""

CLAUSE = 200
"""No clause is looked at further than so many characters from the name."""

LABEL = 80
"""Characters: what is longer is a sentence, where a field that stands beside a name is not always its
qualifier."""

_WORD_BEFORE = re.compile(r"([^\W_]+)(?::[^\W\d_]{1,2})?[\s\-–—(:/]*$")
"""Without the ending that an abbreviation has after a colon ("VA:s")."""
_WORD_AFTER = re.compile(r"^[\s\-–—(:/]*([^\W_]+(?:-[^\W_]+)?)")
_ONLY_SPACE = re.compile(r"\s+([^\W_]+)")
_PAIR = re.compile(r"\s+([^\W_]+) (?:och|samt|&) ([^\W_]+)\s*")
_WORDS = re.compile(r"[^\W\d_]+")
COMPANY, LONGEST_COMPANY = 2, 4
"""Words of a company's name: a place and a trade, or a place and two."""
_CLAUSE = re.compile(r"[.!?;|»>]")
_AMONG_OTHERS = re.compile(r"[^\W_]|,| (?:och|samt|eller|&) ")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")


def blocked_by(data: LexiconData, text: str, start: int, end: int, places: tuple[str, ...]) -> str:
    """Why the name at `start`–`end` of a normalised text is another service's, or an empty string."""
    compound = _compound(data, text, start, places)
    if compound:
        return compound
    before = _CLAUSE.split(text[max(0, start - CLAUSE) : start])[-1]
    after = _CLAUSE.split(text[end : end + CLAUSE], maxsplit=1)[0]
    if _owned_by_another(data, before, after, places):
        return "negative_adjacent"
    if len(text) <= LABEL and _is_record(data, text):
        return "negative_record"
    # A list of unrelated fields is scope, whatever stands next to the name.
    if len(data.fields.groups_in(before + " " + after)) >= UNRELATED:
        return ""
    why = _qualified(data, before, after)
    return why or (_beside(data, before, after, places) if len(text) <= LABEL else "")


def _compound(data: LexiconData, text: str, start: int, places: tuple[str, ...]) -> str:
    prefix = compound_before(text, start)
    neutral = ("", *data.words("compounds", "neutral"), *places)
    return "" if prefix in neutral else "negative_compound"


def compound_before(text: str, start: int) -> str:
    """The letters that stand before `start` in the same word."""
    if start == 0 or not text[start - 1].isalpha():
        return ""
    found = _LETTERS_BEFORE.search(text, max(0, start - 30), start)
    return found.group() if found else ""


def _owned_by_another(data: LexiconData, before: str, after: str, places: tuple[str, ...]) -> bool:
    """ "Statens servicecenter", "Servicekontor: Skatteverket"."""
    allowed = {
        word
        for rule in data.raw.get("exceptions", ())
        if rule["place"].casefold() in places
        for word in rule["allows"]
    }
    previous, following = _WORD_BEFORE.search(before), _WORD_AFTER.search(after)
    beside = {(previous.group(1), "before")} if previous else set()
    beside |= {(following.group(1), "behind")} if following else set()
    return any(word in data.words("qualifiers", side) and word not in allowed for word, side in beside)


def _is_record(data: LexiconData, label: str) -> bool:
    """ "Protokoll 2024-03-12 § 18 Inrättande av medborgarservice"."""
    start = next((one for one in data.words("qualifiers", "records") if label.startswith(one)), "")
    # "Arkiv, val och kontaktcenter" are what somebody has in hand.
    return bool(start) and _AMONG_OTHERS.match(label, len(start)) is None


def _qualified(data: LexiconData, before: str, after: str) -> str:
    previous, following = _WORD_BEFORE.search(before), _WORD_AFTER.search(after)
    if previous and data.qualifiers.groups_in(previous.group(1)):
        return "negative_adjacent"
    if not following:
        return ""
    word, rest = following.group(1), after[following.end() :]
    if word in data.words("qualifiers", "prepositions"):
        return "negative_sole_field" if _narrows(data, rest) else ""
    if word in data.words("qualifiers", "locations"):
        place = _WORD_AFTER.search(rest)
        if place and data.qualifiers.groups_in(place.group(1)):
            return "negative_location"
        company = " ".join(_WORDS.findall(rest)[1 : COMPANY + 1]) if word == "hos" else ""
        return "negative_adjacent" if data.qualifiers.groups_in(company) else ""
    return "negative_adjacent" if data.qualifiers.groups_in(word) else ""


def _beside(data: LexiconData, before: str, after: str, places: tuple[str, ...]) -> str:
    """ "Skolans kundservice", "Slamtömning – kundtjänst", "Kundtjänst skolskjuts", "Kundservice Älvnäs
    Vatten", "Kundservice Älvnäs Energi & Miljö", "Kontaktcenter Vård och omsorg"; but a street or a house
    says where."""
    words = _WORDS.findall(after)
    previous, following = _WORD_BEFORE.search(before), _ONLY_SPACE.match(after)
    near = [previous.group(1)] if previous else []
    near += [following.group(1)] if following and len(words) == 1 else []
    if any(word not in places and _sector(data, word) for word in near):
        return "negative_adjacent"
    pair = _PAIR.fullmatch(after)
    if pair and set(pair.groups()) <= set(data.words("qualifiers", "paired")):
        return "negative_adjacent"
    small = (*data.words("qualifiers", "prepositions"), *data.words("generic", "words"), "samt")
    ours = len(words) == COMPANY or (COMPANY < len(words) <= LONGEST_COMPANY and words[0] in places)
    company = ours and words[0] not in small
    trades = (word for word in words[1:] if data.qualifiers.groups_in(word))
    return "negative_adjacent" if company and any(trades) else ""


def _sector(data: LexiconData, word: str) -> bool:
    return bool(data.sectors.groups_in(word)) and not word.endswith(data.words("masking", "streets"))


def _narrows(data: LexiconData, rest: str) -> bool:
    """What follows för/om names one or two fields and no audience."""
    words = set(_WORDS.findall(rest))
    if words & set(data.words("qualifiers", "audience")):
        return False
    return bool(data.fields.groups_in(rest) or data.qualifiers.groups_in(rest))
