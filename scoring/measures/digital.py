"""Channels on the screen: e-services, log-in, video, text messages, messengers, social media."""

import re
from itertools import pairwise

from scoring.area import page_area
from scoring.measures.answers import found, nothing, quote
from scoring.measures.ground import Ground, LabelSeen
from scoring.measures.sentences import Sentence, saying, sentences_of
from scoring.page_texts import may_say
from scoring.result import Measured

_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|instagram|linkedin|youtube|twitter|x|tiktok|snapchat|threads)\.(?:com|net)$"
)
_SMS_NUMBER = re.compile(r"\bsms\W{1,3}(?:\+46|0)?\d[\d -]{3,}")


def by_label(ground: Ground, measure: str, label: str, rule: str) -> Measured:
    seen = ground.label_saying(label)
    return found(measure, "yes", rule, [seen.evidence()]) if seen else nothing(measure)


def printable_forms(ground: Ground) -> Measured:
    return by_label(ground, "printable_forms", "printable_forms", "forms_label")


def login(ground: Ground) -> Measured:
    return by_label(ground, "login", "login", "login_label")


def easy_read(ground: Ground) -> Measured:
    return by_label(ground, "easy_read", "easy_read", "easy_label")


def eservices(ground: Ground) -> Measured:
    seen = ground.label_saying("eservices")
    if seen is None:
        return nothing("eservices")
    services = ground.words.services
    for page in ground.pages:
        if not may_say(ground.site, page, "e-tjänster", services.search):
            continue
        for sentence in sentences_of(page_area(ground.site, page)):
            if match := services.search(sentence.normal):
                number = float(ground.words.amount(match[1]))
                evidence = [seen.evidence(), sentence.evidence()]
                return found("eservices", "yes", "eservices_label", evidence, number=number)
    return found("eservices", "yes", "eservices_label", [seen.evidence()])


def video(ground: Ground) -> Measured:
    said = ground.own_sentence("video")
    return found("video", "yes", "video_said", [said.evidence()]) if said else nothing("video")


def sms(ground: Ground) -> Measured:
    table, not_ours = ground.words.text["sms"], ground.words.text["sms_not"]
    for sentence in ground.own_sentences:
        if not_ours.search(sentence.normal):
            continue
        if table.search(sentence.normal) or (
            "sms" in sentence.normal and _SMS_NUMBER.search(sentence.normal)
        ):
            return found("sms", "yes", "sms_said", [sentence.evidence()])
    for area in ground.areas:
        for channel in area.channels:
            if channel.kind == "sms":
                return found("sms", "yes", "sms_said", [quote(area.url, channel.raw)])
    return nothing("sms")


def whatsapp(ground: Ground) -> Measured:
    return _messenger(ground, "whatsapp", ("wa.me", "whatsapp.com"))


def messenger(ground: Ground) -> Measured:
    return _messenger(ground, "messenger", ("m.me", "messenger.com"))


def _messenger(ground: Ground, measure: str, hosts: tuple[str, ...]) -> Measured:
    for seen, host in ground.linked_hosts:
        if host.endswith(hosts):
            return found(measure, "yes", f"{measure}_said", [seen.evidence()])
    said = ground.own_sentence(measure)
    return found(measure, "yes", f"{measure}_said", [said.evidence()]) if said else nothing(measure)


def social(ground: Ground) -> Measured:
    names, service = ground.words.text["social_names"], ground.words.text["social_service"]
    said = saying(names, (*ground.start_sentences, *ground.own_sentences))
    called = frozenset(ground.words.raw["text"]["social_names"])
    led = {id(seen) for seen, host in ground.linked_hosts if _SOCIAL.search(host)}
    links = [seen for seen in ground.labels if seen.target and (id(seen) in led or seen.normal in called)]
    everything: list[LabelSeen | Sentence] = [*links, *said]
    for one in everything:
        if names.search(one.normal) and service.search(one.normal):
            return found("social", "service", "social_service", [one.evidence()])
    follow = ground.words.text["social_follow"]
    for before, after in pairwise(ground.own_sentences):
        if names.search(before.normal) and follow.search(after.normal) and service.search(after.normal):
            return found("social", "service", "social_service", [before.evidence(), after.evidence()])
    if everything:
        return found("social", "presence", "social_presence", [everything[0].evidence()])
    return nothing("social")
