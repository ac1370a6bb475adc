"""What to do to get a missing point: in the municipality's own names and numbers, then by the codebook."""

from collections.abc import Iterator, Sequence

from reports.codebook import CodeText
from reports.language import Language
from reports.webtext import short_address, show
from reports.words import Words
from scoring.result import Aspect, AspectResult, EntryFound, Result

FOLD = 768
"""Height of the deciding viewport (METHOD, section 1)."""
READABLE = 4.5
"""Contrast that text needs (METHOD, R2; WCAG 1.4.3)."""
COVERED = 0.2
"""From this share on, covering is a reason (METHOD, section 4)."""


def remedies(
    aspect: Aspect,
    verdict: AspectResult,
    codes: Sequence[CodeText],
    result: Result,
    language: Language,
    words: Words,
) -> tuple[str, ...]:
    """Empty when the point is there already or nothing can be done about it."""
    if verdict.verdict in ("yes", "unmeasured"):
        return ()
    own = _own(aspect, verdict, result, language, words)
    decisive = verdict.caps or verdict.review_reasons  # these say it precisely; the rules repeat it
    told = [code for code in codes if code.code in decisive and code.remedy] or codes
    written = list(dict.fromkeys(code.remedy for code in told if code.remedy))
    return tuple(([own] if own else []) + written) or (_general(aspect, language),)


def _own(aspect: Aspect, verdict: AspectResult, result: Result, language: Language, words: Words) -> str:
    """In one sentence, what this municipality has and where to; empty when nothing of its own is known."""
    _ = language.gettext
    function, broad = result.function, result.function_broad
    if aspect == "existence" and function is None and broad is not None:
        name, address = show(broad.name, 80), short_address(broad.url)
        return _(
            "“{name}” ({address}) already does the work: give it a name that says so, such as Kontaktcenter.",
            name=name,
            address=address,
        )
    if aspect == "front_page" and function is not None:
        name, address = show(function.name, 80), short_address(function.url)
        return _("Put a link “{name}” to {address} in the page header.", name=name, address=address)
    if aspect == "prominence" and result.entry is not None and verdict.desktop is not None:
        return _moved(result.entry, verdict, language, words)
    if aspect == "help_info" and function is not None:
        return _("It belongs on {address}.", address=short_address(function.url))
    return ""


def _moved(entry: EntryFound, verdict: AspectResult, language: Language, words: Words) -> str:
    """ "Lägg ingången ”Kontaktcenter” i sidhuvudet: i dag ligger den 2 600 px ned, i sidfoten." """
    _ = language.gettext
    label = show(entry.text or entry.accessible_name, 60)
    today = list(_today(entry, verdict, language, words))
    if not label or not today:
        return ""
    facts = language.listing(today)
    if entry.region in ("header", "hero", "shortcut") and not entry.clicks and not _low(entry):
        return _("Make the entry “{label}” clearer: today {facts}.", label=label, facts=facts)
    return _("Put the entry “{label}” in the page header: today {facts}.", label=label, facts=facts)


def _today(entry: EntryFound, verdict: AspectResult, language: Language, words: Words) -> Iterator[str]:
    _, place = language.gettext, entry.desktop
    where = words.places.get(entry.region, entry.region)
    if _low(entry) and place:
        pixels = round(place.y, -1 if place.y < 1000 else -2)
        yield _("it lies {pixels} px down {where}", pixels=int(pixels), where=where)
    elif entry.region not in ("header", "hero", "shortcut"):
        yield _("it stands {where}", where=where)
    if entry.clicks:
        yield language.ngettext("it takes {n} click to see it", "it takes {n} clicks to see it", entry.clicks)
    if place and place.contrast is not None and place.contrast < READABLE:
        contrast = language.number(round(place.contrast, 1))
        yield _("its contrast is {contrast}:1 where 4.5:1 is needed", contrast=contrast)
    if place and place.covered >= COVERED:
        yield _("something covers {share} of it", share=language.percent(place.covered))
    if "weak_on_mobile" in verdict.review_reasons and verdict.mobile is not None:
        yield _("a phone shows it with {points} of 100", points=verdict.mobile)


def _low(entry: EntryFound) -> bool:
    return entry.desktop is not None and entry.desktop.y >= FOLD


def _general(aspect: Aspect, language: Language) -> str:
    _ = language.gettext
    return {
        "existence": _(
            "Give the first line a name that says what it is, such as Kontaktcenter, and use it everywhere."
        ),
        "front_page": _("Put a link to it on the start page, with its name as the text."),
        "prominence": _("Put the entry in the page header, as text, visible without opening a menu."),
        "help_info": _(
            "Say on its page what it helps with, how to reach it, when it is open and what happens then."
        ),
        "responsible": _("Say on the site which role is responsible for service to the citizens."),
    }[aspect]
