"""What a municipality is told to do: its own names and numbers, each thing once, nothing for no point."""

from typing import Any

import pytest

from reports.codebook import Codebook
from reports.language import Language
from reports.remedies import remedies
from reports.words import Words
from scoring.result import Aspect, AspectResult, EntryFound, EntryPlace, FunctionFound, Result
from tests.store.samples import aspect, aspects, observation
from tests.store.samples import result as judged

FUNCTION = FunctionFound(name="Kundservice", url="https://www.m9901.example/kundservice")
CONTACT = FunctionFound(name="Kontakta oss", url="https://www.m9901.example/kontakt")
PDF = FunctionFound(name="Kundservice", url="https://www.m9901.example/kundservice.pdf")


def entry(**more: Any) -> EntryFound:
    place = {"x": 0, "y": 24, "width": 96, "height": 24, "font_px": 14, "contrast": 9.0, "covered": 0.0}
    at = {key: more.pop(key) for key in tuple(more) if key in place}
    given = {"id": "1", "text": "Kundservice", "accessible_name": "Kundservice", "target_url": None}
    given |= {"region": "header", "clicks": 0, "desktop": EntryPlace(**(place | at)), "mobile": None}
    return EntryFound.model_validate(given | more)


def told(
    one: Aspect, verdict: AspectResult, broad: AspectResult | None = None, code: str = "sv", **more: Any
) -> tuple[str, ...]:
    language = Language(code)
    found: Result = judged(observation(), **{one: verdict})
    known = {"function": FUNCTION, "function_broad": None, "entry": None, "entry_broad": None} | more
    if broad:
        known["aspects_broad"] = aspects(**{one: broad})
    codebook = Codebook(language)
    reasons = dict.fromkeys((*verdict.reasons, *verdict.review_reasons, *verdict.caps))
    codes = [codebook.text(reason) for reason in reasons]
    return tuple(
        text.replace("\xa0", " ")
        for text in remedies(one, verdict, codes, found.model_copy(update=known), language, Words(language))
    )


def no(*reasons: str, **more: Any) -> AspectResult:
    return aspect("no", reasons=reasons, **more)


def unclear(*caps: str, **more: Any) -> AspectResult:
    return aspect("no", reasons=("not_R1", *caps), caps=caps, **({"desktop": 35, "mobile": 35} | more))


def test_where_the_entry_lies_and_where_it_belongs_is_said_once() -> None:
    below = entry(region="footer", y=2612)
    assert told("prominence", unclear("below_second_screen", "footer_only"), entry=below) == (
        "Lägg ingången ”Kundservice” i sidhuvudet: i dag ligger den 2 600 px ned i sidfoten.",
    )
    hidden = entry(region="menu", clicks=1)
    assert told("prominence", unclear("clicks_1", "icon_menu"), entry=hidden) == (
        "Lägg ingången ”Kundservice” i sidhuvudet: i dag står den i huvudmenyn."
        " Det krävs 1 klick för att se den.",
        "Skriv Meny på knappen.",
    )
    assert told("prominence", unclear("clicks_2"), code="en", entry=entry(clicks=2)) == (
        "Make the entry “Kundservice” clearer. It takes 2 clicks to see it. Show it without a menu.",
    )


@pytest.mark.parametrize(
    ("contrast", "font", "caps", "said"),
    [
        (4.46, 14, ("low_contrast",), "Kontrasten är 4,4:1 där 4,5:1 behövs."),
        (2.86, 32, ("very_low_contrast",), "Kontrasten är 2,8:1 där 3:1 behövs."),
        (2.86, 14, ("very_low_contrast",), "Kontrasten är 2,8:1 där 4,5:1 behövs."),
    ],
)
def test_contrast_never_looks_like_enough(
    contrast: float, font: float, caps: tuple[str, ...], said: str
) -> None:
    grey = entry(contrast=contrast, font_px=font)
    assert told("prominence", unclear(*caps), entry=grey) == (
        f"Gör ingången ”Kundservice” tydligare. {said}",
    )


def test_contrast_that_is_enough_for_large_text_is_no_fault() -> None:
    large = entry(contrast=3.6, font_px=20, covered=0.6)
    assert told("prominence", unclear("covered"), entry=large) == (
        "Gör ingången ”Kundservice” tydligare. Något täcker 60 % av den.",
        "Flytta det som täcker.",
    )


def test_nobody_is_told_to_link_to_what_gains_no_point() -> None:
    assert told("front_page", no("not_B"), function=FUNCTION) == (
        "Lägg en länk ”Kundservice” till m9901.example/kundservice i sidhuvudet.",
    )
    assert told("front_page", no("not_B", "pdf_only"), function=PDF) == (
        "m9901.example/kundservice.pdf är en PDF: lägg informationen på en webbsida.",
        "Länka till funktionen från startsidan med dess namn.",
    )
    assert told("help_info", no("target_error"), function=FUNCTION) == (
        "Länken till m9901.example/kundservice leder inte till någon sida: rätta den.",
    )


def test_what_is_missing_is_told_once_and_where_to_write_it() -> None:
    assert told("help_info", no("not_D1", "what_under_3", "not_D2", "no_hours")) == (
        "Nämn minst tre slags hjälp, eller lista minst fem tjänster.",
        "Skriv ut tiderna.",
        "Skriv det på m9901.example/kundservice.",
    )


def test_what_a_contact_page_does_already_counts_with_its_name() -> None:
    contact = {"function": None, "function_broad": CONTACT, "entry_broad": entry(text="Kontakta oss")}
    lacking = no("no_function")
    assert told("existence", no("not_A1"), aspect(), **contact) == (
        "”Kontakta oss” (m9901.example/kontakt) gör redan arbetet: ge den ett namn som säger det,"
        " till exempel Kontaktcenter.",
    )
    assert told("front_page", lacking, aspect(), **contact) == (
        "Ingången ”Kontakta oss” räknas när sidan den leder till har ett sådant namn.",
    )
    assert told("prominence", lacking, aspect(desktop=90, mobile=80), **contact) == (
        "Vägen dit syns redan tydligt: poängen följer med namnet.",
    )
    footer = contact | {"entry_broad": entry(text="Kontakt", region="footer", y=1234)}
    assert told("prominence", lacking, unclear("footer_only"), **footer) == (
        "Lägg ingången ”Kontakt” i sidhuvudet: i dag ligger den 1 200 px ned i sidfoten.",
    )
    assert told("help_info", lacking, aspect(), **contact) == (
        "m9901.example/kontakt säger redan tillräckligt: poängen följer med namnet.",
    )


def test_something_is_always_told() -> None:
    nothing = {"function": None}
    for one in ("existence", "front_page", "prominence", "help_info", "responsible"):
        assert told(one, no("no_function"), **nothing), one  # type: ignore[arg-type]
        assert told(one, aspect(), **nothing) == (), one  # type: ignore[arg-type]
