"""Fault reports, sign language, other languages."""

from scoring.measures.answers import found, nothing
from scoring.measures.ground import Ground, LabelSeen
from scoring.result import Measured

_ENGLISH = frozenset({"english", "engelska", "in english", "information in english", "på engelska"})
_OTHERS = frozenset(
    {
        "suomi",
        "suomeksi",
        "polski",
        "deutsch",
        "français",
        "español",
        "somali",
        "soomaali",
        "arabic",
        "russian",
        "meänkieli",
        "davvisámegiella",
        "julevsámegiella",
        "åarjelsaemien",
        "samegiella",
        "sámegiella",
        "samiska",
        "romani",
        "jiddisch",
    }
)
_CODES = frozenset({"en", "fi", "fin", "eng", "de", "pl", "ar", "so", "uk", "ru", "es", "fr"})
"""Links in a choice of languages ("FI", "EN"); Swedish is the site's own."""
_SIGNS = ("teckenspråk", "teckentolk")
"""An interpreter of sign language, also where only the heading above says so."""
_MANY = 2
_LONGEST = 40
_LATIN_END = 0x250
"""Letters above are of other scripts: Arabic, Cyrillic, Thai."""


def fault_report(ground: Ground) -> Measured:
    if seen := ground.label_saying("fault_report"):
        return found("fault_report", "yes", "fault_label", [seen.evidence()])
    for sentence in ground.own_sentences:
        if "felanmäl" in sentence.normal and not ground.words.text["foreign_number"].search(sentence.normal):
            return found("fault_report", "yes", "fault_text", [sentence.evidence()])
    return nothing("fault_report")


def sign_language(ground: Ground) -> Measured:
    if seen := ground.label_saying("sign_language"):
        return found("sign_language", "yes", "sign_label", [seen.evidence()])
    if said := ground.own_sentence("sign_language"):
        return found("sign_language", "yes", "sign_text", [said.evidence()])
    return nothing("sign_language")


def languages(ground: Ground) -> Measured:
    if seen := ground.label_saying("languages"):
        return found("languages", "several", "language_labels", [seen.evidence()])
    labelled = {name: seen for seen in ground.labels if (name := _language(seen))}
    if len(labelled) >= _MANY:
        return found("languages", "several", "language_labels", [s.evidence() for s in labelled.values()])
    text = ground.words.text
    before = ""
    for sentence in ground.own_sentences:
        heading, before = before, sentence.normal
        named = text["language_names"].all(sentence.normal)
        several = len(named) >= _MANY and text["spoken"].search(sentence.normal)
        if several or len(named) > _MANY or text["many_languages"].search(sentence.normal):
            return found("languages", "several", "language_said", [sentence.evidence()])
        if not text["tolk"].search(sentence.normal):
            continue
        if not any(sign in said for sign in _SIGNS for said in (heading, sentence.normal)):
            return found("languages", "several", "language_said", [sentence.evidence()])
    if labelled:
        seen = next(iter(labelled.values()))
        return found("languages", "one", "language_labels", [seen.evidence()])
    return nothing("languages")


def _language(seen: LabelSeen) -> str:
    """The language that a link's label names: "English", "Suomi", "العربية"."""
    if not seen.target or len(seen.normal) > _LONGEST:
        return ""
    label = seen.normal.strip(" .:›»")
    if label in _ENGLISH:
        return "english"
    if label in _CODES:
        return label
    first = label.split(" ")[0]
    if label in _OTHERS or first in _OTHERS:
        return first
    if not label or ord(max(label)) < _LATIN_END:
        return ""
    foreign = [char for char in label if char.isalpha() and ord(char) >= _LATIN_END]
    return label if len(foreign) > len(label) / 2 else ""
