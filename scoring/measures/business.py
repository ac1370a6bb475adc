"""What a business finds: a guide, a named contact, a channel, one way in."""

import re
from collections.abc import Iterator

from scoring.area import Area, page_area
from scoring.masking import MASK, mask
from scoring.measures.answers import found, nothing, quote
from scoring.measures.ground import Ground
from scoring.measures.sentences import Sentence, sentences_of
from scoring.page_texts import may_hold
from scoring.result import Measured

_FULL_NAME = re.compile(
    r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)? (?:[Vv]on |af |de )?[A-ZÅÄÖ][a-zåäöéü]+"
)
"""First name and surname. Masking hides more than names: rather too much than too little."""


def _areas(ground: Ground) -> tuple[Area, ...]:
    return ground.pages_about("business")


def _sentences(ground: Ground) -> Iterator[Sentence]:
    for area in _areas(ground):
        yield from sentences_of(area)


def business_guide(ground: Ground) -> Measured:
    guide = ground.words.text["guide"]
    short = (seen for seen in ground.labels_with(guide) if len(seen.normal) < 60)
    if seen := next((s for s in short if guide.search(s.normal)), None):
        return found("business_guide", "yes", "guide_label", [seen.evidence()])
    for page in ground.pages[1:]:
        area = page_area(ground.site, page)
        if guide.search(area.normal):
            said = next(s for s in sentences_of(area) if guide.search(s.normal))
            return found("business_guide", "yes", "guide_text", [said.evidence()])
    return nothing("business_guide")


def business_contact(ground: Ground) -> Measured:
    person = ground.words.text["contact_person"]
    for sentence in _sentences(ground):
        if person.search(sentence.normal) and (masked := _without_name(ground, sentence)):
            return found("business_contact", "yes", "business_person", [quote(sentence.url, masked)])
    return nothing("business_contact")


def _without_name(ground: Ground, sentence: Sentence) -> str:
    """The sentence with the person's name masked; empty when it names nobody."""
    if not _FULL_NAME.search(sentence.text):
        return ""
    masked = mask(sentence.text, ground.site.lexicon, ground.site.places)
    return masked if MASK in masked else ""


def business_channel(ground: Ground) -> Measured:
    function = {channel.value for area in ground.areas for channel in area.channels}
    for area in _areas(ground):
        for channel in area.channels:
            if channel.kind in ("phone", "email") and channel.value not in function:
                text = mask(f"{channel.label}: {channel.raw}", ground.site.lexicon, ground.site.places)
                return found("business_channel", "yes", "business_channel", [quote(area.url, text)])
    return nothing("business_channel")


def business_one_way(ground: Ground) -> Measured:
    phrases = ground.words.text["business_one_way"]
    for page in ground.pages:
        if not may_hold(ground.site, page, phrases):
            continue
        area = page_area(ground.site, page)
        if phrases.search(area.normal):
            said = next((s for s in sentences_of(area) if phrases.search(s.normal)), None)
            evidence = (
                [quote(said.url, mask(said.text, ground.site.lexicon, ground.site.places))] if said else []
            )
            return found("business_one_way", "yes", "business_one_way_phrase", evidence)
    return nothing("business_one_way")
