"""Does a line say who is head of the function, or responsible for service to the citizens? (method §3e)"""

import re

from scoring.head_lists import in_list_of_heads
from scoring.lexicon import TermMatch, normalise
from scoring.own_page_roles import is_ours, on_own_page
from scoring.role_functions import names_only_ours
from scoring.role_names import NAME, without_names
from scoring.role_sentences import Reader, who_leads
from scoring.role_words import CELL, WORD, Hit, RoleLine, Words, is_role, person_in
from scoring.site import Site
from scoring.unit_heads import head_of_holding_unit, head_of_that_unit, head_of_unit_with_parts, stand_in

_BETWEEN = 5
_SHORT_LINE = 90
_BREAK = re.compile(r"[.;:|\d]")
_AMONG = 6
_CARD_LINE = 40
_LONG_SENTENCE = 200
_LISTED_LINE = 100
_ASIDE = re.compile(r" \((?:i|på|vid|bredvid|mitt emot|öppet)\b[^()|]{0,60}\)")
"""Where it lies, between a unit and its head: "Medborgarservice (i kommunhusets foajé), enhetschef …"."""
_CARD = re.compile(rf"{NAME}\b[\W\d]*(?:tel\w*|mobil)?[\W\d]*(?:\S+@\S+)?")
"""A person with how to be reached, and nothing else."""
_AT_END = re.compile(r"[ ,(–-]*")
_DASH = re.compile(r" [–—-] ")
_TITLE = 2
"""Words of an officer's title that stands alone in a cell."""


def read_line(site: Site, line: RoleLine, own_section: bool, words: Words) -> Hit | None:
    """`own_section`: the page or the section is the function's own."""
    low = _ASIDE.sub(" ", without_names(site, line.text, words))
    reader = Reader(site, words, own_section)
    said = f"{line.previous.rstrip('.')}, {low}" if line.continues(words) else low
    return (
        _in_line(reader, line.text, said)
        or _on_card(site, line, words)
        or _below_unit(reader, line, low)
        or _under_role(reader, line.text, low, line.heading)
        or _listed(site, line, words)
        or head_of_that_unit(reader, line, low)
        or _with(site, line, words, own_section)
        or _where(reader, line)
        or _answered(reader, line, low)
        or in_list_of_heads(reader, line, low)
        or head_of_holding_unit(reader, line, low)
        or head_of_unit_with_parts(reader, line, low)
        or stand_in(reader, line, low)
        or (on_own_page(reader, line, low) if own_section else None)
        or _named_above(reader, line, low)
    )


def _in_line(reader: Reader, line: str, low: str) -> Hit | None:
    site, words = reader.site, reader.words
    named = words.named.search(low)
    if named and not _of_a_field(site, low[named.end() :]):
        return Hit(named.group(), line, "certain")
    if compound := _compound(site, low, words):
        return Hit(compound, line, "certain")
    terms = reader.functions(low)
    for start, end in words.heads.spans(low):
        if any(_belongs(reader, low, start, end, term) for term in terms):
            return Hit(low[start:end], line, "certain")
    if leader := _leads(reader, low, terms):
        return Hit(leader, line, "certain")
    if head := _shared(reader, low):
        return Hit(head, line, "likely")
    if any(_among(low, *span, term, words) for span in words.heads.spans(low) for term in terms):
        role = words.heads.search(low)
        return Hit(role.group() if role else "", line, "likely")
    if who := who_leads(reader, low):
        return Hit(who, line, "likely")
    return None


def _compound(site: Site, low: str, words: Words) -> str:
    """ "Kundtjänstansvarig": role and function in one word."""
    for found in WORD.finditer(low):
        word = found.group()
        ending = next(
            (end for end in words.endings if word.endswith((end, f"{end}n", f"{end}en", f"{end}a"))), ""
        )
        function = ending and any(
            m.cls in "SM" for m in site.lexicon.find(word[: word.rindex(ending)], site.places)
        )
        if function and not _of_a_field(site, low[found.end() :]):
            return word
    return ""


def _of_a_field(site: Site, behind: str) -> bool:
    """ "Kundtjänstchefen för Älvnäs Energi"."""
    near = " ".join(WORD.findall(behind)[:_BETWEEN])
    return bool(site.lexicon.data.qualifiers.groups_in(near))


def _belongs(reader: Reader, low: str, start: int, end: int, term: TermMatch) -> bool:
    """ "Enhetschef för kommunens kontaktcenter", "Kontaktcenter, enhetschef": nothing but small words
    between."""
    words = reader.words
    if term.start >= end:
        between = WORD.findall(low[end : term.start])
        own = {f"{place.casefold()}s" for place in reader.site.places}  # "Enhetschef för Almstas kundcenter"
        return len(between) <= _BETWEEN and set(between) <= words.between | own
    said = set(WORD.findall(low[term.end : start]))
    if term.end > start or len(said) > _BETWEEN or not said <= words.before | words.holds | {NAME}:
        return False
    # "Kontaktcenter, chef för hemtjänsten"
    follows = WORD.match(low[end:].lstrip())
    return follows is None or follows.group() not in words.linking or reader.led(low[end:]) >= 0


def _leads(reader: Reader, low: str, terms: list[TermMatch]) -> str:
    """ "Stabschef för kundservice", "Kontaktcentrets ledare": any leader, where the words say what for."""
    words = reader.words
    for role in words.leaders.finditer(low):
        for term in terms:
            between = WORD.findall(low[role.end() : term.start]) if term.start >= role.end() else []
            if between and between[0] in words.leads and set(between) <= words.between:
                return role.group()
    for term in terms:
        following = WORD.findall(low[term.end :])[:1]
        if term.text.endswith("s") and following and following[0] in words.owned and reader.leader(low):
            return str(following[0])
    return ""


def _shared(reader: Reader, low: str) -> str:
    """ "Kundservice, reception och vaktmästeri har alla samma chef"."""
    for start, end in reader.words.heads.spans(low):
        held = reader.words.shared.search(low[:start])
        units = re.split(r"[.;:!?|]", low[: held.start()])[-1] if held else ""
        if any(not reader.beside(units[: term.start]) for term in reader.functions(units)):
            return low[start:end]
    return ""


def _among(low: str, start: int, end: int, term: TermMatch, words: Words) -> bool:
    """ "Enhetschef för växel, reception och kontaktcenter": the function among what the role is for."""
    between = low[end : term.start]
    inside = WORD.findall(between)
    if term.start < end or not inside or len(inside) > _AMONG or _BREAK.search(between):
        return False
    if NAME in inside or words.naming & set(inside):
        return False  # "Enhetschef för hemtjänst är Helena Sand, och kontaktcenter …"
    begins = inside[0] in words.between or (start == 0 and between.lstrip().startswith(","))
    ends = inside[-1] in words.between or between.rstrip().endswith(",")
    return begins and ends and sum(word not in words.between for word in inside) <= 2


def _on_card(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """A contact card in lines: "Helena Sand", "Enhetschef", "Kontaktcenter", or the name between the two.
    "Ansvarig" alone needs the name: it may be anybody's heading."""
    role = is_role(line.low, words) or (line.low if line.low in words.columns else "")
    if not role or len(line.following) > _CARD_LINE:
        return None
    if line.low not in words.columns and site.read(line.following).names:
        return Hit(role, f"{line.text} {line.following}", "likely")
    named = person_in(line.following) is not None and len(line.after) <= _CARD_LINE
    if named and site.read(line.after).names:
        return Hit(role, f"{line.text} {line.following} {line.after}", "likely")
    return None


def _below_unit(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """A list of units, each with its head below: "Kontaktcenter", and then "Helena Sand, enhetschef,
    0693-440 12", "Enhetschef | Helena Sand", or the role above the name."""
    role = reader.words.heads.search(low) if len(low) <= _LISTED_LINE else None
    if role is None or len(line.previous) > _CARD_LINE or not reader.site.read(line.previous).names:
        return None
    if line.previous.startswith(reader.words.ask_for_call):
        return None
    first, rest = low[: role.start()].strip(" ,|:–-("), low[role.end() :]
    named = NAME in WORD.findall(low) or (not rest and person_in(line.following) is not None)
    if first in ("", NAME) and named and is_ours(reader, rest or f" {NAME}"):
        return Hit(role.group(), f"{line.previous}: {line.text}", "likely")
    return None


def _under_role(reader: Reader, line: str, low: str, heading: str) -> Hit | None:
    """The role is the heading: "Kommunikationschef", and below it what she is responsible for."""
    role = normalise(heading)
    if not reader.words.responsible.search(low) or not reader.leader(role):
        return None
    return _in_line(reader, line, f"{role} {low}")


def _listed(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """A list of units and heads ("Kundcenter och intern service: Helena Sand, enhetschef"), or a row of a
    table with a column of heads."""
    if CELL in line.low and (row := _row(site, line, words)):
        return row
    if len(line.low) > _LISTED_LINE:
        return None
    cells = line.low.split(CELL)
    if line.column and len(cells) > 1:
        unit = cells[1] if person_in(line.text) else cells[0]  # "Chef | Ansvarsområde"
        return Hit(line.column, line.text, "likely") if names_only_ours(site, unit) else None
    role = words.heads.search(normalise(line.heading))
    if role and len(cells) > 1 and names_only_ours(site, cells[0]) and person_in(line.text.split(CELL)[1]):
        return Hit(role.group(), line.text, "likely")  # "Förvaltningens chefer", and in its row the function
    dashed = _DASH.split(line.low, maxsplit=1)
    if (
        len(dashed) > 1
        and (role := words.heads.search(dashed[1]))
        and not role.start()
        and names_only_ours(site, dashed[0])
    ):
        return Hit(role.group(), line.text, "likely")  # "Kontaktcenter, information – samordnare Helena Sand"
    unit, mark, head = line.low.partition(": ")
    role = words.heads.search(head) if mark else None
    if role and names_only_ours(site, unit):
        return Hit(role.group(), line.text, "likely")
    first, _, person = head.partition(" ")
    if (
        first in words.columns
        and names_only_ours(site, unit)
        and person_in(line.text, len(line.text) - len(person))
    ):
        return Hit(first, line.text, "likely")  # "Kundservice: ansvarig Helena Sand"
    # "Enhetschef: Helena Sand, kontaktcenter"
    only = is_role(unit, words) or (unit if unit in words.columns else "")
    if mark and only and person_in(line.text, len(unit)) and names_only_ours(site, head):
        return Hit(only, line.text, "likely")
    # "Chef kommunikation och kundservice: Helena Sand", or with the name in the next cell
    unit, mark, _ = (unit, mark, head) if mark else line.low.partition(CELL)
    role = words.heads.search(unit) if mark and person_in(line.text, len(unit)) else None
    titled = role is not None and role.start() == 0 and names_only_ours(site, unit)
    return Hit(role.group(), line.text, "likely") if role and titled else None


def _row(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """ "Kanslichef | Helena Sand | Arkiv, säkerhet samt kommunens kontaktcenter"."""
    cells = line.low.split(CELL)
    if len(line.low) > _LONG_SENTENCE or not person_in(line.text, anywhere=True):
        return None
    for place, cell in enumerate(cells[:2]):
        alone = len(cell.split()) <= _TITLE
        role = is_role(cell, words) or (words.manager_in(cell) if alone else "")
        others = (other for at, other in enumerate(cells) if at != place)
        if role and any(names_only_ours(site, other) for other in others):
            return Hit(role, line.text, "likely")
    return None


def _with(site: Site, line: RoleLine, words: Words, own: bool) -> Hit | None:
    """ "Här finns även Kontaktcenter med Helena Sand som enhetschef"."""
    role = next((m for m in words.heads.spans(line.low) if line.low[: m[0]].endswith(" som ")), None)
    if role is None or len(line.low) > _LONG_SENTENCE or not person_in(line.text, anywhere=True):
        return None
    clause = line.low[: role[0]].rpartition(",")[2]
    ours = own and clause.startswith((*words.led_here, *words.units))
    reader = Reader(site, words, own)
    # "Skuldrådgivarna på Medborgarcenter har Helena Sand som chef"
    led = any(not reader.beside(clause[: term.start]) for term in reader.functions(clause))
    return Hit(line.low[role[0] : role[1]], line.text, "likely") if ours or led else None


def _where(reader: Reader, line: RoleLine) -> Hit | None:
    """ "Avdelningen rymmer upphandling och Servicecenter, där Helena Sand är gruppledare"."""
    for start, end in reader.words.heads.spans(line.low):
        unit, there, who = line.low[:start].rpartition(" där ")
        ends = there and any(_AT_END.fullmatch(unit[term.end :]) for term in reader.functions(unit))
        if ends and who.endswith(" är ") and person_in(line.text, len(unit), anywhere=True):
            return Hit(line.low[start:end], line.text, "likely")
    return None


def _answered(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """ "Vem ansvarar för kundcenter?", and below it "Det gör servicechefen"."""
    asked = reader.words.responsible.search(line.previous) and line.previous.rstrip().endswith("?")
    if not asked or not low.startswith(reader.words.answers) or not reader.functions(line.previous):
        return None
    role = reader.leader(low)
    return Hit(role, line.text, "likely") if role else None


def _named_above(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """ "Helena Sand, 0123-45 67 01", and below it "ansvarar för Kontaktcenter och arkiv"; on the function's
    own page also a name of words that are no names elsewhere."""
    told = reader.words.responsible.search(low) if len(line.previous) <= _SHORT_LINE else None
    if told is None or told.start():
        return None
    above = WORD.findall(line.previous)
    person = _CARD.fullmatch(without_names(reader.site, line.above, reader.words)) or (
        reader.own
        and len(above) in (2, 3)
        and not _BREAK.search(line.previous)
        and not reader.site.lexicon.kinds_in(line.previous)
    )
    if not person or reader.leader(line.previous):
        return None
    led = reader.led(low[told.end() :].lstrip()) >= 0
    return Hit(told.group().strip(), line.text, "likely") if led else None
