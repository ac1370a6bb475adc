"""What to do to get a missing point: in the municipality's own names and numbers, then by the codebook."""

from collections.abc import Iterator, Mapping, Sequence
from math import floor

from reports.codebook import CodeText
from reports.language import Language
from reports.webtext import short_address, show
from reports.words import Words
from scoring.result import Aspect, AspectResult, EntryFound, EntryPlace, Result

FOLD = 768
"""Height of the deciding viewport (METHOD, section 1)."""
READABLE, READABLE_LARGE = 4.5, 3.0
"""Contrast that text needs, and large text (METHOD, R2; WCAG 1.4.3)."""
LARGE = 24.0
"""Pixels from which text is large without being bold (WCAG 1.4.3)."""
COVERED = 0.2
"""From this share on, covering is a reason (METHOD, section 4)."""
PROMINENT = ("header", "hero", "shortcut")

NO_PAGE = frozenset({"pdf_only", "target_error", "target_home", "only_english", "behind_login"})
"""There is no page yet that a link could lead to, or that could say more."""
DEAD = frozenset({"target_error", "target_home"})
SAID_BY_OWN: Mapping[Aspect, frozenset[str]] = {
    "existence": frozenset({"not_A1"}),
    "front_page": frozenset({"not_B"}),
    "prominence": frozenset(
        {"clicks_1", "clicks_2", "clicks_3", "below_first_screen", "below_second_screen", "low_contrast"}
        | {"very_low_contrast", "footer_only", "news_only", "not_R1", "not_R2", "not_R3"}
    ),
}
"""Codes whose remedy only repeats, without its names and numbers, the sentence of the municipality's own."""
SAID_BY_OTHERS: Mapping[str, frozenset[str]] = {
    "what_under_3": frozenset({"not_D1"}),
    "not_D2": frozenset({"channels_under_2", "no_hours", "no_process"}),
}
"""The same between codes: one of these says it already, and more precisely."""


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
    present = {code.code for code in codes}
    if present & NO_PAGE:
        own, said = _no_page(present, verdict, result, language), DEAD | {"pdf_only"}
    else:
        own = _own(aspect, verdict, result, language, words)
        said = SAID_BY_OWN.get(aspect, frozenset())
    decisive = verdict.caps or verdict.review_reasons  # these say it precisely; the rules repeat it
    told = [code for code in codes if code.code in decisive and code.remedy] or codes
    written = [
        code.remedy
        for code in sorted(told, key=lambda code: code.code not in NO_PAGE)  # first a page, then the rest
        if code.remedy
        and not (own and code.code in said)
        and not present & SAID_BY_OTHERS.get(code.code, frozenset())
    ]
    if not own and not written:
        written = [_general(aspect, language)]
    where = "" if present & NO_PAGE else _where(aspect, result, language)
    return tuple(dict.fromkeys(text for text in (own, *written, where) if text))


def _own(aspect: Aspect, verdict: AspectResult, result: Result, language: Language, words: Words) -> str:
    """In a sentence or two, what it has today and where that belongs; empty when nothing is known of it."""
    _ = language.gettext
    function, broad = result.function, result.function_broad
    if function is None:
        return "" if broad is None else _unnamed(aspect, result, language, words)
    if aspect == "front_page":
        name, address = show(function.name, 80), short_address(function.url)
        return _("Put a link “{name}” to {address} in the page header.", name=name, address=address)
    if aspect == "prominence" and result.entry is not None and verdict.desktop is not None:
        return _moved(result.entry, verdict, language, words)
    return ""


def _no_page(present: set[str], verdict: AspectResult, result: Result, language: Language) -> str:
    """What leads to nothing that can be read; empty when it has no address of its own to name."""
    url = result.function.url if result.function else next((e.url for e in verdict.evidence), "")
    address = short_address(url)
    if url and "pdf_only" in present:
        return language.gettext("{address} is a PDF: put what it says on a web page.", address=address)
    if url and present & DEAD:
        return language.gettext("The link to {address} leads to no page: mend it.", address=address)
    return ""


def _unnamed(aspect: Aspect, result: Result, language: Language, words: Words) -> str:
    """The work is done under a general name: with a name of its own, most else may be there already."""
    _, broad, entry = language.gettext, result.function_broad, result.entry_broad
    assert broad is not None  # noqa: S101 - asked by whoever calls
    there = getattr(result.aspects_broad, aspect)
    address = short_address(broad.url)
    if aspect == "existence":
        return _(
            "“{name}” ({address}) already does the work: give it a name that says so, such as Kontaktcenter.",
            name=show(broad.name, 80),
            address=address,
        )
    label = show(entry.text or entry.accessible_name, 60) if entry else ""
    if aspect == "front_page" and there.verdict == "yes" and label:
        return _("The entry “{label}” will count once the page behind it has such a name.", label=label)
    if aspect == "prominence" and there.verdict == "yes":
        return _("The way there shows clearly already: the point comes with the name.")
    if aspect == "prominence" and entry is not None and there.desktop is not None:
        return _moved(entry, there, language, words)
    if aspect == "help_info" and there.verdict == "yes":
        return _("{address} says enough already: the point comes with the name.", address=address)
    return ""


def _where(aspect: Aspect, result: Result, language: Language) -> str:
    """On which page to write what is missing."""
    function = result.function
    if aspect != "help_info" or function is None:
        return ""
    return language.gettext("Write it on {address}.", address=short_address(function.url))


def _moved(entry: EntryFound, verdict: AspectResult, language: Language, words: Words) -> str:
    """ "Lägg ingången ”Kontaktcenter” i sidhuvudet: i dag ligger den 2 600 px ned i sidfoten." """
    _ = language.gettext
    label = show(entry.text or entry.accessible_name, 60)
    place, facts = _place(entry, language, words), list(_facts(entry, verdict, language))
    if not label or not (place or facts):
        return ""
    if place:
        first = _("Put the entry “{label}” in the page header: today {place}.", label=label, place=place)
    else:
        first = _("Make the entry “{label}” clearer.", label=label)
        if entry.clicks:
            facts[0] += " " + _("Show it without a menu.")
    return " ".join((first, *facts))


def _place(entry: EntryFound, language: Language, words: Words) -> str:
    """Where it is today; empty where that is no fault."""
    _, at = language.gettext, entry.desktop
    where = words.places.get(entry.region, entry.region)
    if at and at.y >= FOLD:
        pixels = round(at.y, -1 if at.y < 1000 else -2)
        return _("it lies {pixels} px down {where}", pixels=int(pixels), where=where)
    return "" if entry.region in PROMINENT else _("it stands {where}", where=where)


def _facts(entry: EntryFound, verdict: AspectResult, language: Language) -> Iterator[str]:
    """What else is wrong with it, a sentence each."""
    _, at = language.gettext, entry.desktop
    if entry.clicks:
        yield language.ngettext(
            "It takes {n} click to see it.", "It takes {n} clicks to see it.", entry.clicks
        )
    if at and at.contrast is not None and (needed := _lacking(at, at.contrast, verdict)):
        contrast = language.number(floor(at.contrast * 10) / 10)  # 4.46 is not enough, and must not look so
        wanted = language.number(needed)
        yield _("Its contrast is {contrast}:1 where {wanted}:1 is needed.", contrast=contrast, wanted=wanted)
    if at and at.covered >= COVERED:
        yield _("Something covers {share} of it.", share=language.percent(at.covered))
    if "weak_on_mobile" in verdict.review_reasons and verdict.mobile is not None:
        yield _("On a phone it gets {points} of 100.", points=verdict.mobile)


def _lacking(at: EntryPlace, contrast: float, verdict: AspectResult) -> float | None:
    """The contrast that it needs and has not; between the two limits the rule knows whether it is bold."""
    if contrast < READABLE_LARGE:
        return READABLE_LARGE if at.font_px >= LARGE else READABLE
    return READABLE if contrast < READABLE and "low_contrast" in verdict.caps else None


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
