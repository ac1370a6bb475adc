"""Who leads, on the function's own page: there a role needs no function beside it, only a person or a card
that says it (method §3e)."""

import re

from scoring.lexicon import normalise
from scoring.role_words import CELL, Hit, RoleLine, Words, is_role, person_in

_LABEL = re.compile(r"[:|]\s*|\s(?:är|heter)\s|,\s+|\s+[–-]\s+")
_SELF = re.compile(
    r"\b(?:vi|oss|vår|vårt|våra|hur vi|verksamheten|enheten|avdelningen|gruppen|teamet|arbetet|driften"
    r"|personalen|medarbetarna|bemötande\w*|kvalite\w*|mottagningen|us|our)\b"
)
_LEAD_WORDS = 6


def on_own_page(line: RoleLine, words: Words) -> Hit | None:
    """A line of the function's own page or section."""
    return (
        _labelled(line, words)
        or _after_name(line, words)
        or _below_role(line, words)
        or _leads_us(line, words)
        or _led_by(line, words)
    )


def _labelled(line: RoleLine, words: Words) -> Hit | None:
    """ "Teamchef: Helena Sand", "Platsansvarig" above a name, "Chef är Helena Sand"."""
    label, _, rest = _split(line.low)
    role = is_role(label, words)
    if role and (not rest or person_in(line.text, len(label)) or len(rest.split()) <= _LEAD_WORDS):
        return Hit(role, line.text, "likely")
    return None


def _split(low: str) -> tuple[str, str, str]:
    mark = _LABEL.search(low)
    return (low[: mark.start()], mark.group(), low[mark.end() :]) if mark else (low, "", "")


def _after_name(line: RoleLine, words: Words) -> Hit | None:
    """ "Helena Sand gruppledare", "Helena Sand | Teamledare"."""
    person = person_in(line.text)
    if person is None:
        return None
    rest = normalise(line.text[person.end() :].strip(" ,|–-"))
    role = is_role(_split(rest)[0], words)
    return Hit(role, line.text, "likely") if role else None


def _below_role(line: RoleLine, words: Words) -> Hit | None:
    """The heading is the role, the line the person."""
    role = is_role(normalise(line.heading), words)
    if role and CELL not in line.text and person_in(line.text, anywhere=True):
        return Hit(role, f"{line.heading}: {line.text}", "likely")
    return None


def _leads_us(line: RoleLine, words: Words) -> Hit | None:
    """ "Gruppledare Helena Sand har ansvaret för hur vi tar emot dig", also where the role stands in the
    sentence before."""
    says = words.responsible.search(line.low)
    if not says:
        return None
    what = " ".join(line.low[says.end() :].split()[:_LEAD_WORDS])
    told = (
        f"{line.previous} {line.low[: says.start()]}" if line.continues(words) else line.low[: says.start()]
    )
    role = words.heads.search(told) or words.heads.search(line.low)
    return Hit(role.group(), line.text, "likely") if role and _SELF.search(what) else None


def _led_by(line: RoleLine, words: Words) -> Hit | None:
    """ "Enheten leds av enhetschef Helena Sand"."""
    by = words.led_by.search(line.low)
    begins = line.low.startswith(("vi ", *words.units)) or line.low.startswith(("verksamheten ", "arbetet "))
    return Hit(by.group(), line.text, "likely") if by and begins else None
