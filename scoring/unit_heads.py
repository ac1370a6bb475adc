"""Who leads the unit that the function is part of, told in two sentences: "Avdelningen leds av Helena Sand.
I uppdraget ligger varumärke och bemötandet i Servicecenter" (method §3e, ruling 33); and who stands in for a
head of whom the sentence before says that the post is empty."""

import re

from scoring.lexicon import normalise
from scoring.own_page_roles import is_ours
from scoring.role_functions import names_only_ours
from scoring.role_names import NAME
from scoring.role_sentences import Reader
from scoring.role_words import CELL, WORD, Hit, RoleLine

_WITH_PARTS = re.compile(r"[^()|:.]{3,60} \((?P<parts>[^()|]{3,120})\)[.:,]?")
_PARTS = re.compile(r", | och | samt | & ")
_MARKS = " ,:;|–.-"
_SHORT_LINE = 90
_IS = (" är ", ": ", " ", ", ")
_LONG_SENTENCE = 320
_SHORT_SENTENCE = 160
_HERS = ("hennes ", "hans ", "dennes ", "deras ")


def head_of_that_unit(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """ "Avdelningen samlar kontaktcenter, webb och tryckeri. Avdelningschef är Helena Sand."; of any
    leader, where the function is part of what they lead: "Kontaktcenter ingår i staben. Stabschef är …"."""
    words = reader.words
    role = words.heads.search(low)
    if role is None or role.start():
        role = words.leaders.match(low) if words.part_of.search(line.previous) else None
    if (
        role is None
        or role.start()
        or len(line.low) > _SHORT_LINE
        or line.previous.startswith(words.ask_for_call)
        or not names_only_ours(reader.site, line.previous)
    ):
        return None
    # "Vi heter egentligen Medborgarservice. Chef är Helena Sand." needs the person.
    rest = low[role.end() :]
    if not line.previous.startswith(words.units) and NAME not in WORD.findall(rest):
        return None
    ours = rest.startswith(_IS) and is_ours(reader, rest)
    return Hit(role.group(), line.text, "likely") if ours else None


def head_of_holding_unit(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """`low` has no names. What the unit holds stands in the sentence after or before."""
    following = normalise(line.following)
    # "Helena Sand är kommunikationschef. Hennes avdelning sköter webb och kundcenter."
    hers = following.startswith(_HERS)
    told = reader.words.unit_led.match(low) or (hers and low.startswith(NAME))
    if not told or CELL in low or len(low) > _SHORT_SENTENCE or reader.words.unit_apart.search(low):
        return None
    role = _role(reader, low)
    if not role:
        return None
    for beside in (following, "" if line.previous.startswith(_HERS) else line.previous):
        if _holds_function(reader, beside):
            return Hit(role, line.text, "likely")
    return None


def head_of_unit_with_parts(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """ "Service och utveckling (kontaktcenter, it, kost). Förvaltningschef: Helena Sand", in one line, two
    sentences, or a row of a table."""
    unit = _WITH_PARTS.match(low) or _WITH_PARTS.fullmatch(line.previous)
    if unit is None or len(line.low) > _SHORT_SENTENCE:
        return None
    parts = [part for part in _PARTS.split(unit["parts"]) if part]
    head = low[unit.end() :] if unit.string is low else low
    role = reader.words.heads.search(head) or reader.words.leaders.search(head)
    if role is None or NAME not in WORD.findall(head) or head[: role.start()].strip(_MARKS) not in ("", NAME):
        return None
    follows = WORD.match(head[role.end() :].lstrip())
    if follows and follows.group() in reader.words.linking and reader.led(head[role.end() :].lstrip()) < 0:
        return None  # "Chef för it: Helena Sand"
    named = any(reader.functions(part) and names_only_ours(reader.site, part) for part in parts)
    return Hit(role.group(), line.text, "likely") if named and len(parts) > 1 else None


def stand_in(reader: Reader, line: RoleLine, low: str) -> Hit | None:
    """ "Enhetschefen för Kundservice är föräldraledig. Under tiden vikarierar Helena Sand."; on the
    function's own page whose head it is goes without saying."""
    words = reader.words
    named = NAME in low and len(low) <= _SHORT_SENTENCE and NAME in WORD.findall(low)
    if not named or not _takes_over(reader, low):
        return None
    post = line.previous
    for told in (post, low):
        role = words.heads.search(told) or words.posts.search(told)
        if role is None or words.away.search(told) is None or reader.site.lexicon.kinds_in(told):
            continue
        ours = reader.own and not _elsewhere(reader, told)
        if ours or any(
            reader.led(told[end:].lstrip()) >= 0 for _, end in (*words.heads.spans(told), role.span())
        ):
            return Hit(role.group(), line.text if told is low else f"{post} {line.text}", "likely")
    return None


def _takes_over(reader: Reader, low: str) -> bool:
    """ "… vikarierar", "så länge leder hon arbetet"; whom to ring meanwhile is not enough."""
    words = reader.words
    if words.holds_post.search(low):
        return True
    if words.stands_in.search(low) is None:
        return False
    told = (low[end:].lstrip() for _, end in words.responsible.spans(low))
    return any(reader.led(what) >= 0 or set(WORD.findall(what)[:1]) & words.back for what in told)


def _role(reader: Reader, low: str) -> str:
    """Who leads it: a role, or a person."""
    if role := reader.words.heads.search(low):
        return role.group()
    if officer := reader.words.manager_in(low):
        return officer
    led = reader.words.led_by.search(low) or reader.words.responsible.search(low)
    return led.group().strip() if led and NAME in WORD.findall(low) else ""


def _holds_function(reader: Reader, told: str) -> bool:
    words = reader.words
    if not told or len(told) > _LONG_SENTENCE or words.unit_apart.search(told):
        return False
    holds = words.unit_holds.search(told)
    if holds is None:
        return False
    functions = reader.functions(told)
    named_in_it = any(
        term.start >= holds.end() and not reader.beside(told[holds.end() : term.start]) for term in functions
    )
    belongs = any(term.end <= holds.start() and not told[: term.start].strip() for term in functions)
    return named_in_it or belongs


def _elsewhere(reader: Reader, told: str) -> bool:
    """Whether the sentence names another unit's head: "Enhetschefen för hemtjänsten"."""
    words = WORD.findall(told)
    return any(word.endswith(reader.words.elsewhere) for word in words) or bool(
        reader.site.lexicon.data.qualifiers.groups_in(told)
    )
