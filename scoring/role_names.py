"""A line about roles without the names of persons, so that rules see what stands around them."""

import re

from scoring.lexicon import normalise
from scoring.masking import is_title, kept_words
from scoring.role_words import WORD, Words
from scoring.site import Site

NAME = "nn"
"""Stands for a person's name in a normalised text."""
_CAPITAL = r"[A-ZÅÄÖÉÜØÆ][\w’'´-]*"
_SHORT_FOR = re.compile(r"([^\n.,;:()]{4,60}) \(([A-ZÅÄÖ]{2,5})\)")
_RUN = re.compile(rf"(?<![\w@.]){_CAPITAL}(?: (?:(?:von|af|de|van|der|el|al|la) )?{_CAPITAL})*")


def without_names(site: Site, text: str, words: Words) -> str:
    """`text` normalised, a person's name of two words and more as `NAME`. A first name alone counts behind
    a word that gives a name ("heter Carina")."""

    def hide(run: re.Match[str]) -> str:
        lead = text[: run.start()].rstrip(" :").rpartition(" ")[2].casefold()
        return " ".join(_hidden(site, run.group().split(), lead, words))

    return apart(site, normalise(_RUN.sub(hide, text)), words)


def abbreviations(site: Site, text: str) -> dict[str, str]:
    """What the page's text explains as short for the function: "Internt stöd och servicecenter (ISC)"."""
    found: dict[str, str] = {}
    for match in _SHORT_FOR.finditer(text) if " (" in text else ():
        name = normalise(match[1])
        terms = site.lexicon.find(name, site.places)
        if terms and terms[-1].end == len(name) and terms[-1].cls in "SM" and not terms[-1].negative:
            found[match[2]] = terms[-1].text
    return found


def in_full(text: str, short: dict[str, str]) -> str:
    """ "ISC-chef" as "servicecenterchef"."""
    for letters, name in short.items():
        text = re.sub(rf"\b{letters}(?:-(?=[^\W\d_])|\b)", name, text)
    return text


def apart(site: Site, low: str, words: Words) -> str:
    """ "kundtjänstteamet" as "kundtjänst teamet": the function and what belongs to it."""

    def split(found: re.Match[str]) -> str:
        word = found.group()
        end = next((end for end in words.joined if word.endswith(end) and len(word) > len(end)), "")
        head = word.removesuffix(end)
        whole = end and any(m.text == head and m.cls in "SM" for m in site.lexicon.find(head, site.places))
        return f"{head} {end}" if whole else word

    return WORD.sub(split, low)


def _hidden(site: Site, run: list[str], lead: str, words: Words) -> list[str]:
    out: list[str] = []
    name: list[str] = []
    for word in [*run, ""]:
        if word and not _known(site, word, words):
            name.append(word)
            continue
        alone = len(name) == 1 and not out and lead in words.naming
        out += [NAME] if len(name) > 1 or alone else name
        name = []
        out += [word] if word else []
    return out


def _known(site: Site, word: str, words: Words) -> bool:
    """No part of a person's name: a role, a function, a field, a word of every page."""
    low = word.casefold().rstrip(".,:;")
    return (
        low in kept_words(site.lexicon, site.places)
        or is_title(word, site.lexicon)
        or low in words.before
        or words.heads.search(low) is not None
        or bool(words.manager_in(low))
        or any(m.cls in "SMPB" for m in site.lexicon.find(low, site.places))
        or bool(site.lexicon.kinds_in(low))
    )
