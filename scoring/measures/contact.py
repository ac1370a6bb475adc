"""Desk, telephone, e-mail and contact form: the channels that have a value of their own."""

from collections.abc import Iterator

from scoring.area import Area
from scoring.evidence_of_help import usable_channels
from scoring.lexicon import normalise
from scoring.masking import is_personal_address
from scoring.measures.answers import found, nothing
from scoring.measures.ground import Ground
from scoring.measures.hours import hours_for
from scoring.observation import Channel, Page
from scoring.result import Evidence, Measured
from scoring.site import h1
from scoring.urls import mail_key, phone_key

_POST = ("postadress", "fakturaadress")


def desk(ground: Ground) -> Measured:
    for area in ground.areas:
        for channel in usable_channels(ground.site, area, "broad"):
            if channel.kind == "address" and not _only_post(channel):
                return found("desk", "yes", "desk_address", [_quote(area.url, channel)])
    for url, channel in _beside_switchboard(ground):
        return found("desk", "yes", "desk_address", [_quote(url, channel)])
    hours = hours_for(ground, "visit")
    if hours is not None and hours.visit_only:
        return found("desk", "yes", "desk_hours", [hours.evidence])
    return nothing("desk")


def _beside_switchboard(ground: Ground) -> Iterator[tuple[str, Channel]]:
    """A street beside the switchboard's number on the start page, mostly in its foot."""
    start = ground.pages[0]
    sections = {
        c.section for c in start.channels if c.kind == "phone" and _calls_switchboard(ground, start, c)
    }
    for channel in start.channels:
        if channel.kind == "address" and channel.section in sections and not _only_post(channel):
            yield start.final_url or start.url, channel


def _calls_switchboard(ground: Ground, page: Page, channel: Channel) -> bool:
    return not _foreign(ground, channel) and (
        _is_switchboard(ground, channel) or _under_switchboard(ground, page, channel)
    )


def _only_post(channel: Channel) -> bool:
    label = normalise(f"{channel.label} {channel.raw}")
    return any(word in label for word in _POST) and "besök" not in label


def phone(ground: Ground) -> Measured:
    own = list(_numbers(ground, ground.areas))
    function = [(url, c) for url, c in own if ground.named and not _is_switchboard(ground, c)]
    known = {phone_key(c.value) for _, c in function}
    board = [(url, c) for url, c in own if not ground.named or _is_switchboard(ground, c)]
    board += list(_start_switchboard(ground))
    board = [(url, c) for url, c in board if phone_key(c.value) not in known]
    if function and board:
        evidence = [_quote(*function[0]), _quote(*board[0])]
        return found("phone", "both", "phone_both", evidence)
    if function:
        return found("phone", "function", "phone_function", [_quote(*pair) for pair in function[:2]])
    if board:
        return found("phone", "switchboard", "phone_switchboard", [_quote(*board[0])])
    return nothing("phone")


def _numbers(ground: Ground, areas: tuple[Area, ...]) -> Iterator[tuple[str, Channel]]:
    for area in areas:
        for channel in area.channels:
            if channel.kind == "phone" and len(channel.value) > 5 and not _foreign(ground, channel):
                yield area.url, channel


def _foreign(ground: Ground, channel: Channel) -> bool:
    """Of health care, a company, the library, the officer on duty."""
    label = normalise(channel.label)
    reading = ground.site.read(channel.label)
    return reading.kind == "negative" or ground.words.text["foreign_number"].search(label) is not None


def _is_switchboard(ground: Ground, channel: Channel) -> bool:
    reading = ground.site.read(channel.label)
    return reading.switchboard and not reading.names


def _start_switchboard(ground: Ground) -> Iterator[tuple[str, Channel]]:
    """A number that the start page, or any page read, calls the switchboard's."""
    for page in ground.pages:
        for channel in page.channels:
            if channel.kind == "phone" and _calls_switchboard(ground, page, channel):
                yield page.final_url or page.url, channel


def _under_switchboard(ground: Ground, page: Page, channel: Channel) -> bool:
    """A bare "Telefon" under the heading "Växel"."""
    heading = page.sections[channel.section].heading if 0 <= channel.section < len(page.sections) else ""
    reading = ground.site.read(heading)
    return reading.switchboard and not reading.names


def email(ground: Ground) -> Measured:
    for area in ground.areas:
        for channel in area.channels:
            foreign = ground.site.read(channel.label).kind == "negative"
            if channel.kind == "email" and not is_personal_address(channel.value) and not foreign:
                return found("email", "yes", "email_functional", [_quote(area.url, channel)])
    general = set(ground.words.raw["text"]["functional_mail"]) | ground.place_words
    for page in ground.pages:
        for channel in page.channels:
            if channel.kind == "email" and mail_key(channel.value).partition("@")[0] in general:
                return found(
                    "email", "yes", "email_functional", [_quote(page.final_url or page.url, channel)]
                )
    return nothing("email")


def form(ground: Ground) -> Measured:
    """A form on the function's page or on one that is called a contact form; those for complaints and faults
    are other measures."""
    for area in ground.areas:
        for channel in area.channels:
            if channel.kind == "form" and not _for_complaints(ground, area, channel):
                return found("form", "yes", "form_contact", [_quote(area.url, channel)])
    return nothing("form")


def _for_complaints(ground: Ground, area: Area, channel: Channel) -> bool:
    words = normalise(f"{channel.label} {channel.raw} {h1(area.page) if area.page and area.whole else ''}")
    stems = ("synpunkt", "klagomål", "felanm", "tyck till")
    return any(stem in words for stem in stems) and not ground.site.read(channel.label).names


def _quote(url: str, channel: Channel) -> Evidence:
    label = f"{channel.label}: " if channel.label and channel.label != channel.raw else ""
    return Evidence(url=url, text=f"{label}{channel.raw}"[:240])
