"""One way in as it is said, and the lowest step of the ladder that the web shows (Millwater: switchboard →
contact centre → value centre → development centre; the upper two need a survey's answer)."""

from scoring.measures.answers import found, nothing, quote
from scoring.measures.contact import phone
from scoring.measures.ground import Ground
from scoring.result import Measured


def one_way_said(ground: Ground) -> Measured:
    said = ground.own_sentence("one_way")
    return (
        found("one_way_said", "yes", "one_way_phrase", [said.evidence()]) if said else nothing("one_way_said")
    )


def ladder(ground: Ground) -> Measured:
    if ground.function is not None:
        candidate = ground.function.candidate
        return found("ladder", "contact_centre", "ladder_function", [quote(candidate.url, candidate.name)])
    number = phone(ground)
    if number.value != "none":
        return found("ladder", "switchboard", "ladder_switchboard", number.evidence)
    if ground.contact is not None:
        candidate = ground.contact.candidate
        return found("ladder", "switchboard", "ladder_switchboard", [quote(candidate.url, candidate.name)])
    return nothing("ladder")
