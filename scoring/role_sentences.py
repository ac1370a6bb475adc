"""Sentences that say who leads what: "Helena Sand ansvarar för kontaktcenter", "Kontaktcenter leds av
Helena Sand", "För kontaktcenter svarar Helena Sand" (method §3e).

They are read without names: `NAME` stands for a person. Who leads is a role, an officer or a person; what is
led is the function, service to the citizens, or on the function's own page "oss" and "verksamheten".
"""

import re
from dataclasses import dataclass

from scoring.lexicon import TermMatch
from scoring.role_functions import functions_in
from scoring.role_names import NAME
from scoring.role_words import WORD, Words
from scoring.site import Site

_CLAUSE = re.compile(r"[.;!?|]|\d\d")
_NAME = re.compile(rf"\b{NAME}\b")
_LISTED = re.compile(r",|\b(?:och|samt|and)\b")
_FAR = 8
_NEAR = 6
_PAST_ROLE = 2
"""Words that may follow the word that leads back: "ansvarig för den också"."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What is asked of one line: the site's names, the words about roles, and whether the page is the
    function's own."""

    site: Site
    words: Words
    own: bool

    def leader(self, text: str) -> str:
        """A role, an officer or a person in a normalised text; empty: none."""
        role = self.words.heads.search(text)
        if role:
            return role.group()
        return self.words.manager_in(text) or (NAME if _NAME.search(text) else "")

    def functions(self, text: str) -> list[TermMatch]:
        """The functions a normalised text names, not those of another service."""
        return functions_in(self.site, text)

    def led(self, text: str) -> int:
        """Where what is led ends in the text behind "ansvarar för"; -1: it is not the function."""
        text = _CLAUSE.split(text, maxsplit=1)[0]
        for term in self.functions(text):
            before = text[: term.start]
            if len(before.split()) <= _FAR and not self.beside(before) and self._itself(text, term):
                return term.end
        near = " ".join(text.split()[: _FAR + 2])
        if self.words.serves_citizens(near):
            return len(near)
        first = WORD.findall(text)[:1]
        ours = self.words.ourselves.search(text) if self.own and set(first) <= self.words.inside else None
        return ours.end() if ours and len(text[: ours.start()].split()) < _NEAR else -1

    def beside(self, before: str) -> bool:
        """ "schemat på kontaktcenter", "upphandlingen av kontaktcenter": something else is led, at or about
        the function. "arbetet på kontaktcenter" is the function's, and "arkiv och kontaktcenter" both."""
        words = WORD.findall(_LISTED.split(before)[-1])
        linked = [place for place, word in enumerate(words) if word in self.words.linking]
        return bool(linked) and not set(words[: linked[-1]]) <= self.words.inside

    def _itself(self, text: str, term: TermMatch) -> bool:
        """ "kontaktcentrets arbete" is the function's, "kontaktcentrets telefonsystem" is a thing."""
        if not term.text.endswith("s"):
            return True
        bare = functions_in(self.site, term.text[:-1])
        following = WORD.findall(text[term.end :])
        if not following or not any(m.text == term.text[:-1] for m in bare):
            return True
        return (
            bool({following[0], following[-1]} & self.words.inside)
            or self.words.heads.search(following[0]) is not None
        )


def who_leads(reader: Reader, low: str) -> str:
    """The role in a sentence that says who leads the function; `low` has no names. Empty: it does not."""
    return (
        _says(reader, low)
        or _turned(reader, low)
        or _led_by(reader, low)
        or _holds(reader, low)
        or _leads_back(reader, low)
    )


def _says(reader: Reader, low: str) -> str:
    """ "Kanslichefen har ansvaret för kundservice", "Ansvarig för kundservice är kanslichefen"."""
    for start, end in reader.words.responsible.spans(low):
        said = low[:start].rstrip()
        before = said if said.endswith(reader.words.whose) else re.split(r"[.;!?|]", said)[-1]
        end += len(low[end:]) - len(low[end:].lstrip())
        stops = reader.led(low[end:])
        if stops < 0:
            continue
        if (who := reader.leader(before)) and not reader.functions(_last(before)):
            return who
        behind = low[end + stops :]
        labelled = _only_small(reader, before) and low[start:end].startswith(_adjectives(reader))
        if labelled and not behind.strip(" .:,"):
            return low[start:end].strip()  # a label of its own line: the role suffices (settled question 26)
        if (who := reader.leader(_near(behind))) and _turns(reader, behind):
            return who
    return ""


def _adjectives(reader: Reader) -> tuple[str, ...]:
    return tuple(word for word in reader.words.before if word.startswith("ansvar"))


def _only_small(reader: Reader, before: str) -> bool:
    """ "Ytterst ansvarig för …": nothing before it but how far."""
    return set(WORD.findall(before)) <= reader.words.degrees


def _last(before: str) -> str:
    return " ".join(before.split()[-1:])


def _near(text: str) -> str:
    return " ".join(text.split()[:_NEAR])


def _turns(reader: Reader, behind: str) -> bool:
    """Whether what stands behind what is led tells who leads it: "är …", ": …", "ligger hos …"."""
    behind = behind.lstrip()
    if behind[:1] in ("–", "-", ",") or ":" in _near(behind) or "|" in _near(behind):
        return True
    return any(f"{word} " in f"{_near(behind)} " for word in reader.words.turned)


def _turned(reader: Reader, low: str) -> str:
    """ "För kontaktcentrets verksamhet svarar enhetschefen"."""
    if not low.startswith(reader.words.turned_first):
        return ""
    rest = low.partition(" ")[2]
    for verb in reader.words.turned:
        what, said, who = rest.partition(f" {verb} ")
        if said and len(what.split()) <= _FAR and reader.led(what) >= 0:
            return reader.leader(_near(who))
    return ""


def _led_by(reader: Reader, low: str) -> str:
    """ "Kontaktcenter leds av Helena Sand", "Verksamheten leds av enhetschefen"."""
    for start, end in reader.words.led_by.spans(low):
        what, who = re.split(r"[.;!?|]", low[:start])[-1], reader.leader(_near(low[end:]))
        begins = not start or low.startswith((*reader.words.led_here, *reader.words.units))
        # "Just nu leds Kontaktcenter av Helena Sand"
        between = low[start:end].partition(" ")[2]
        inside = any(not reader.beside(between[: term.start]) for term in reader.functions(between))
        if who and (inside or reader.functions(what) or (reader.own and begins)):
            return low[start:end]
    under = reader.words.led_under.search(low)
    who = reader.leader(under["by"] or under["whose"]) if under else ""
    return who if who and reader.functions(low) else ""


def _holds(reader: Reader, low: str) -> str:
    """ "Stabschefen har kundservice under sig", "Kundservice leder Helena Sand"."""
    for start, _ in reader.words.held.spans(low):
        for term in reader.functions(low[:start]):
            if who := reader.leader(low[: term.start]):
                return who
    for start, end in reader.words.responsible.spans(low):
        first = low[end:].split()[:1]
        if " " not in low[start:end] and first == [NAME] and reader.functions(_last(low[:start])):
            return low[start:end]
    return ""


def _leads_back(reader: Reader, low: str) -> str:
    """ "Kundtjänsten hör till kansliet, och kanslichefen är ansvarig för den", "… som är dess chef"."""
    words = reader.words
    for start, end in words.responsible.spans(low):
        behind = WORD.findall(_CLAUSE.split(low[end:], maxsplit=1)[0])
        if behind and behind[0] in words.back and len(behind) <= _PAST_ROLE:
            who = reader.leader(low[:start])
            if who and reader.functions(low[:start]):
                return who
    for start, end in words.heads.spans(low):
        before = WORD.findall(low[:start])
        if before and before[-1] in words.belonging and reader.functions(low[:start]):
            return low[start:end]
    return ""
