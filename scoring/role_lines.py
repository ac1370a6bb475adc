"""Does a line say who is head of the function, or responsible for service to the citizens? (method §3e)"""

import re

from scoring.lexicon import TermMatch, normalise
from scoring.own_page_roles import on_own_page
from scoring.role_words import CELL, WORD, Hit, RoleLine, Words, is_role, person_in
from scoring.site import Site

_BETWEEN = 5
_SHORT_LINE = 90
_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){1,2}\s*[,–-]\s*")
_DETAILS = re.compile(r"\W*(?:$|(?:[^\W\d]{2,9}\W{1,3})?[\d+])")
_BREAK = re.compile(r"[.;:|\d]")
_AMONG = 6
_CARD_LINE = 40
_LONG_SENTENCE = 200
_LISTED_LINE = 100
_IS = (" är ", ": ", " ", ", ")


def read_line(site: Site, line: RoleLine, own_section: bool, words: Words) -> Hit | None:
    """`own_section`: the page or the section is the function's own."""
    low = line.low
    said = f"{line.previous} {low}" if line.continues(words) else low
    return (
        _in_line(site, line.text, said, own_section, words)
        or _on_card(site, line.text, low, line.following, words)
        or _under_role(site, line.text, low, line.heading, words)
        or _led(site, line, words)
        or _listed(site, line, words)
        or _of_the_unit(site, line, words)
        or _with(site, line, words)
        or (on_own_page(line, words) if own_section else None)
    )


def _led(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """ "Kontaktcenter leds av Helena Sand"."""
    by = words.led_by.search(line.low)
    return Hit(by.group(), line.text, "likely") if by and _names(site, line.low[: by.start()]) else None


def _listed(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """A list of units and heads ("Kundcenter och intern service: Helena Sand, enhetschef"), or a row of a
    table with a column of heads."""
    if len(line.low) > _LISTED_LINE:
        return None
    cells = line.low.split(CELL)
    if line.column and len(cells) > 1:
        return Hit(line.column, line.text, "likely") if _names(site, cells[0]) else None
    role = words.heads.search(normalise(line.heading))
    if role and len(cells) > 1 and _names(site, cells[0]) and person_in(line.text.split(CELL)[1]):
        return Hit(role.group(), line.text, "likely")  # "Förvaltningens chefer", and in its row the function
    unit, mark, head = line.low.partition(": ")
    role = words.heads.search(head) if mark else None
    if role and _names(site, unit):
        return Hit(role.group(), line.text, "likely")
    # "Enhetschef: Helena Sand, kontaktcenter"
    if mark and (only := is_role(unit, words)) and person_in(line.text, len(unit)) and _names(site, head):
        return Hit(only, line.text, "likely")
    # "Chef kommunikation och kundservice: Helena Sand"
    role = words.heads.search(unit) if mark and person_in(line.text, len(unit)) else None
    titled = role is not None and role.start() == 0 and _names(site, unit)
    return Hit(role.group(), line.text, "likely") if role and titled else None


def _of_the_unit(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """ "Avdelningen samlar kontaktcenter, webb och tryckeri. Avdelningschef är Helena Sand." """
    role = words.heads.search(line.low)
    if role is None or role.start() or len(line.low) > _SHORT_LINE:
        return None
    # "Vi heter egentligen Medborgarservice. Chef är Helena Sand." needs the person.
    if not line.previous.startswith(words.units) and not person_in(line.text, role.end()):
        return None
    named = line.low[role.end() :].startswith(_IS) and _names(site, line.previous)
    return Hit(role.group(), line.text, "likely") if named else None


def _with(site: Site, line: RoleLine, words: Words) -> Hit | None:
    """ "Här finns även Kontaktcenter med Helena Sand som enhetschef"."""
    role = next((m for m in words.heads.spans(line.low) if line.low[: m[0]].endswith(" som ")), None)
    if role is None or len(line.low) > _LONG_SENTENCE or not person_in(line.text, anywhere=True):
        return None
    clause = line.low[: role[0]].rpartition(",")[2]
    return Hit(line.low[role[0] : role[1]], line.text, "likely") if _names(site, clause) else None


def _names(site: Site, text: str) -> bool:
    found = site.lexicon.find(text, site.places)
    return any(m.cls in "SMPB" for m in found) and not any(m.negative for m in found)


def _under_role(site: Site, line: str, low: str, heading: str, words: Words) -> Hit | None:
    """The role is the heading: "Kommunikationschef", and below it what she is responsible for."""
    role = normalise(heading)
    if not words.responsible.search(low) or not (words.heads.search(role) or _manager(role, words.manager)):
        return None
    return _in_line(site, line, f"{role} {low}", False, words)


def _on_card(site: Site, line: str, low: str, following: str, words: Words) -> Hit | None:
    """A contact card in lines: "Helena Sand", "Enhetschef", "Kontaktcenter"."""
    role = words.heads.search(low)
    if role is None or WORD.findall(low) != WORD.findall(role.group()) or len(following) > _CARD_LINE:
        return None
    reading = site.read(following)
    return Hit(role.group(), f"{line} {following}", "likely") if reading.names else None


def _in_line(site: Site, line: str, low: str, own_section: bool, words: Words) -> Hit | None:
    named = words.named.search(low)
    if named:
        return Hit(named.group(), line, "certain")
    if compound := _compound(site, low, words):
        return Hit(compound, line, "certain")
    matches = site.lexicon.find(low, site.places)
    if any(m.negative for m in matches):
        return None
    terms = [m for m in matches if m.cls in "SMPB"]
    role = words.heads.search(low)
    for start, end in words.heads.spans(low):
        if any(_belongs(low, start, end, term, words) for term in terms):
            return Hit(low[start:end], line, "certain")
    manager = _manager(low, words.manager)
    says = words.responsible.search(low)
    if says and terms and (role or manager) and any(term.start > says.start() for term in terms):
        return Hit(role.group() if role else manager, line, "likely")
    if says and person_in(line, anywhere=True) and any(_follows(low, says, term) for term in terms):
        return Hit(says.group(), line, "likely")  # "Ansvarig för kontaktcenter är …"
    service = words.citizen_service.search(low)
    if says and service and service.start() > says.start() and (role or manager):
        return Hit(role.group() if role else manager, line, "likely")
    if any(_among(low, *span, term, words) for span in words.heads.spans(low) for term in terms):
        return Hit(role.group() if role else manager, line, "likely")
    if role and own_section and len(low) <= _SHORT_LINE and (role.start() == 0 or _named_first(line, role)):
        return Hit(role.group(), line, "likely")
    return None


def _compound(site: Site, low: str, words: Words) -> str:
    """ "Kundtjänstansvarig": role and function in one word."""
    for found in WORD.finditer(low):
        word = found.group()
        ending = next((end for end in words.endings if word.endswith((end, f"{end}n", f"{end}en"))), "")
        if ending and any(m.cls in "SM" for m in site.lexicon.find(word[: word.rindex(ending)], site.places)):
            return word
    return ""


def _follows(low: str, says: re.Match[str], term: TermMatch) -> bool:
    between = low[says.end() : term.start]
    return term.start >= says.end() and len(WORD.findall(between)) <= _BETWEEN and not _BREAK.search(between)


def _named_first(line: str, role: re.Match[str]) -> bool:
    """ "Helena Sand, enhetschef, 0123-45 67 01": a name, the role, and nothing that it is for."""
    name = _NAME.match(line)
    if name is None:
        return False
    rest = line[name.end() :]
    found = rest.casefold().startswith(role.group())
    return found and _DETAILS.match(rest[len(role.group()) :]) is not None


def _among(low: str, start: int, end: int, term: TermMatch, words: Words) -> bool:
    """ "Enhetschef för växel, reception och kontaktcenter": the function among what the role is for."""
    between = low[end : term.start]
    inside = WORD.findall(between)
    if term.start < end or not inside or len(inside) > _AMONG or _BREAK.search(between):
        return False
    begins = inside[0] in words.between or (start == 0 and between.lstrip().startswith(","))
    ends = inside[-1] in words.between or between.rstrip().endswith(",")
    return begins and ends and sum(word not in words.between for word in inside) <= 2


def _manager(low: str, ending: str) -> str:
    """Any kind of manager ("kommunikationschef"): the text must say what for (ruling 33)."""
    if not ending:
        return ""
    return next((w.group() for w in WORD.finditer(low) if w.group().endswith((ending, ending + "en"))), "")


def _belongs(low: str, start: int, end: int, term: TermMatch, words: Words) -> bool:
    """ "Enhetschef för kommunens kontaktcenter", "Kontaktcenter, enhetschef": nothing but small words
    between."""
    if term.start >= end:
        between = WORD.findall(low[end : term.start])
        return len(between) <= _BETWEEN and set(between) <= words.between
    return term.end <= start and not WORD.findall(low[term.end : start])
