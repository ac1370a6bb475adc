"""Chat with staff, and bots: two channels that look alike."""

import re

from scoring.measures.answers import found, nothing
from scoring.measures.ground import Ground, LabelSeen
from scoring.measures.sentences import Sentence, saying
from scoring.result import Measured

_TIME = re.compile(r"\d{1,2}(?:[.:]\d\d)?\s?[-–]\s?\d{1,2}")
_LONGEST_LABEL = 80


def chat(ground: Ground) -> Measured:
    """What the pages say decides; "closed for good" is an answer of its own."""
    words = ground.words
    closed: Sentence | None = None
    for sentence in ground.own_sentences:
        if not _of_staff(ground, sentence):
            continue
        if words.chat["closed"].search(sentence.normal):
            closed = closed or sentence
        elif words.chat["staff"].search(sentence.normal) or _TIME.search(sentence.normal):
            return found("chat", "yes", "chat_said", [sentence.evidence()])
    if closed is not None:
        return found("chat", "closed", "chat_closed", [closed.evidence()])
    for area in ground.areas:
        for record in area.hours:
            if record.kind == "chat":
                return found("chat", "yes", "chat_said", [Sentence(record.raw, "", area.url).evidence()])
    for seen in ground.labels_with(words.chat["staff"]):
        if len(seen.normal) <= _LONGEST_LABEL and _of_staff(ground, seen) and _invites(ground, seen):
            return found("chat", "yes", "chat_said", [seen.evidence()])
    return nothing("chat")


def _of_staff(ground: Ground, said: Sentence | LabelSeen) -> bool:
    """Speaks of a chat that is neither a bot's nor somebody else's."""
    words = ground.words
    if "chat" not in said.normal or not words.chat_word.search(said.normal):
        return False
    return not (words.bot["words"].search(said.normal) or words.chat["foreign"].search(said.normal))


def _invites(ground: Ground, seen: LabelSeen) -> bool:
    """A button or link: "Chatta med oss", not "Chatta med Otto"."""
    return ground.words.chat["staff"].search(seen.normal) is not None and not _bot_label(ground, seen)


def chatbot(ground: Ground) -> Measured:
    label = next((seen for seen in _maybe_bots(ground) if _bot_label(ground, seen)), None)
    told = saying(ground.words.bot["words"], _sentences(ground))
    if label is None and not told:
        return nothing("chatbot")
    name = _name(ground, [*([label.text] if label else []), *(s.text for s in told)])
    about = [*told, *(s for s in _sentences(ground) if name and name.casefold() in s.normal)]
    heads: list[LabelSeen | Sentence] = [*([label] if label else []), *about]
    says = any(ground.words.bot["says"].search(said.normal) for said in heads)
    hands = next((s for s in about if ground.words.bot["hands_over"].search(s.normal)), None)
    evidence = [said.evidence() for said in (*heads[:2], *([hands] if hands else []))]
    details = {"name": name, "says": _yes(says), "human": _yes(hands is not None), "vendor": _vendor(ground)}
    rule = "bot_label" if label else "bot_text"
    return found("chatbot", "yes", rule, evidence, details={k: v for k, v in details.items() if v})


def _maybe_bots(ground: Ground) -> list[LabelSeen]:
    """The few of a thousand labels that need be asked whether they are a bot's."""
    words = ground.words
    return ground.labels_holding(words.bot["words"].anchors.words | words.bot_name_stems)


def _bot_label(ground: Ground, seen: LabelSeen) -> bool:
    """A short label with a bot's word, or "Fråga Kim": one name that is nobody's function."""
    if len(seen.normal) > _LONGEST_LABEL:
        return False
    if ground.words.bot["words"].search(seen.normal):
        return True
    match = ground.words.bot_names[0].search(seen.text)
    if match is None:
        return False
    reading = ground.site.read(seen.text)
    return reading.bot and not reading.names and not ground.site.read(match["name"]).names


def _sentences(ground: Ground) -> tuple[Sentence, ...]:
    return (*ground.own_sentences, *ground.start_sentences)


def _name(ground: Ground, texts: list[str]) -> str:
    for text in texts:
        for pattern in ground.words.bot_names:
            if match := pattern.search(text):
                return match["name"]
    return ""


def _vendor(ground: Ground) -> str:
    """Named in the scripts of the start page."""
    chats = (c for c in ground.site.start.page.channels if c.kind == "chat" and not c.label and c.section < 0)
    return next((channel.raw for channel in chats), "")


def _yes(held: bool) -> str:
    return "yes" if held else "no"
