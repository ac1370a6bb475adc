"""The 42 borderline rulings (method §5), one case or more for each; `v` gives the verdicts a–e as letters."""

import pytest

from scoring.judge import judge
from scoring.observation import Control, Interval, Link
from scoring.result import AspectResult, Result
from tests.scoring.build import (
    HELP,
    address,
    behind,
    consent_wall,
    contact_page,
    email,
    entry,
    hours,
    link,
    observation,
    on_phone,
    page,
    phone,
    placement,
    section,
    url,
)


def verdicts(result: Result, broad: bool = False) -> str:
    aspects = result.aspects_broad if broad else result.aspects
    return "".join(aspect.verdict[0] for _, aspect in aspects.items())


def a(result: Result) -> str:
    return result.aspects.existence.verdict


def b(result: Result) -> str:
    return result.aspects.front_page.verdict


def c(result: Result) -> AspectResult:
    return result.aspects.prominence


def test_plain_case_is_four_points_and_five_at_most() -> None:
    result = judge(observation([entry()], [page()]))
    assert verdicts(result) == "yyyyu"
    assert result.score is not None
    assert (result.score.points, result.score.max) == (4, 5)


def test_01_contact_page_with_switchboard_is_broad_only() -> None:
    result = judge(observation([entry("Kontakta oss", "/kontakt")], [contact_page()]))
    assert verdicts(result) == "nnnnu"
    assert verdicts(result, broad=True).startswith("yyy")


def test_01_a_departments_contact_page_is_not_even_broad() -> None:
    result = judge(observation([entry("Kontakta socialtjänsten", "/kontakt")], [contact_page()]))
    assert verdicts(result, broad=True)[:4] == "nnnn"


def test_02_contact_label_to_page_named_kontaktcenter() -> None:
    result = judge(observation([entry("Kontakta oss", "/kontakt")], [page("/kontakt")]))
    assert verdicts(result) == "yyyyu"


def test_03_only_the_switchboard() -> None:
    text = entry("Växel 0123-45 60 00", "tel:+46123456000")
    result = judge(observation([text]))
    assert (a(result), result.aspects_broad.existence.verdict) == ("no", "no")


def test_04_switchboard_and_contact_centre_as_one_heading() -> None:
    result = judge(observation([entry("Kontakt", "/kontakt")], [page("/kontakt", "Växel och kontaktcenter")]))
    assert a(result) == "yes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Öppet 8–16. Storgatan 1.", "no"),
        ("Öppet 8–16. Vi svarar på dina frågor om alla kommunens verksamheter.", "yes"),
    ],
)
def test_05_reception_needs_a_word_of_help(text: str, expected: str) -> None:
    desk = page("/reception", "Reception i kommunhuset", text, channels=[address()], times=[hours("visit")])
    result = judge(observation([entry("Reception i kommunhuset", "/reception")], [desk]))
    assert a(result) == expected


GENERAL = "Här får du svar på allmänna frågor om alla kommunens verksamheter."


@pytest.mark.parametrize(("clicks", "front"), [(1, "yes"), (2, "no")])
def test_06_medborgarkontor_in_a_sub_menu(clicks: int, front: str) -> None:
    office = page("/mk", "Medborgarkontor", GENERAL, channels=[phone(label="Telefon"), address()])
    result = judge(observation([entry("Medborgarkontor", "/mk", desktop=behind(clicks))], [office]))
    assert (a(result), b(result)) == ("yes", front)
    if front == "yes":
        assert "via_menu" in result.aspects.front_page.flags


def test_06_medborgarkontor_without_proof_of_scope_is_no_yes() -> None:
    office = page("/mk", "Medborgarkontor", "Välkommen.", channels=[phone(label="Telefon"), address()])
    assert a(judge(observation([entry("Medborgarkontor", "/mk")], [office]))) == "review"


def test_07_two_afternoons_in_the_library() -> None:
    two = tuple(Interval(weekday=d, opens="13:00", closes="16:00") for d in (1, 3))
    desk = page(
        "/ms",
        "Medborgarservice",
        channels=[phone(label="Telefon"), email()],
        times=[hours("visit", intervals=two)],
    )
    assert a(judge(observation([entry("Medborgarservice", "/ms")], [desk]))) == "review"


def test_08_footer_only() -> None:
    result = judge(observation([entry(region="footer", y=3200)], [page()]))
    assert verdicts(result)[:3] == "yyn"
    assert "footer" in result.aspects.front_page.flags


def test_09_footer_in_the_first_screen() -> None:
    result = judge(observation([entry(region="footer", y=500)], [page()]))
    assert c(result).verdict == "review"
    assert "footer_in_view" in c(result).review_reasons


def test_10_hamburger_at_desktop_width() -> None:
    result = judge(observation([entry(desktop=behind(1))], [page()]))
    assert verdicts(result)[:3] == "yyn"
    assert "via_menu" in result.aspects.front_page.flags


def test_11_hamburger_on_mobile_only() -> None:
    result = judge(observation([entry()], [page()]))
    assert c(result).verdict == "yes"
    assert "mobile_menu" in result.aspects.front_page.flags


@pytest.mark.parametrize(("name", "front"), [("Kontaktcenter", "yes"), ("", "review")])
def test_12_phone_icon(name: str, front: str) -> None:
    icon = placement(icon_only=True, contrast=None, contrast_from="none", font_px=0)
    result = judge(observation([entry("", accessible_name=name, desktop=icon)], [page()]))
    assert (a(result), b(result), c(result).verdict) == ("yes", front, "no")


def test_13_name_painted_in_an_image() -> None:
    image = placement(icon_only=True, image_text=True, contrast=None, contrast_from="unknown")
    result = judge(
        observation(
            [entry("", accessible_name="Kontaktcenter", alt="Kontaktcenter", desktop=image)], [page()]
        )
    )
    assert verdicts(result)[:3] == "yyr"
    assert "text_in_image" in c(result).review_reasons


def test_14_news_is_the_only_hit() -> None:
    news = page("/nyheter/1", "Nu öppnar kontaktcenter", kind_hints=("news",))
    assert (
        a(judge(observation([entry("Nu öppnar kontaktcenter", "/nyheter/1", region="news", y=700)], [news])))
        == "no"
    )
    assert (
        a(judge(observation([entry("Nu öppnar kontaktcenter", "/nyheter/1", region="news", y=700)]))) == "no"
    )


def test_15_chatbot_is_a_channel() -> None:
    bot = entry("Fråga Kim", None, region="floating", y=700, kind="button")
    assert verdicts(judge(observation([bot]))) == "nnnnu"


def test_16_chat_button_that_names_the_function() -> None:
    chat = entry("Chatta med kontaktcenter", "/kontaktcenter", region="floating", y=600, kind="button")
    result = judge(observation([chat], [page()]))
    assert verdicts(result)[:3] == "yyr"
    assert "floating_widget" in c(result).review_reasons


@pytest.mark.parametrize("to", ["https://www.almstaenergi.se/kundcenter", "/va"])
def test_17_the_companys_service(to: str) -> None:
    text = "Kundcenter" if ":" in to else "Kundcenter VA"
    assert a(judge(observation([entry(text, to)], [page(to, text)]))) == "no"


@pytest.mark.parametrize(
    ("near", "expected"), [("", "no"), ("Kundtjänsten sköts av Kretsloppet på uppdrag av kommunen", "review")]
)
def test_18_function_on_a_federations_site(near: str, expected: str) -> None:
    there = "https://www.kretsloppet.se/kundtjanst"
    result = judge(observation([entry("Kundtjänst", there, near_text=near)], [page(there, "Kundtjänst")]))
    assert a(result) == expected
    if expected == "review":
        assert b(result) == "yes"


@pytest.mark.parametrize("name", ["Kontakt Almsta", "Almsta direkt"])
def test_19_place_pattern(name: str) -> None:
    one = judge(observation([entry(name, "/direkt")], [page("/direkt", name)]))
    assert verdicts(one)[:3] == "yyr"
    assert c(one).review_reasons == ("opaque_name",)
    near = judge(
        observation([entry(name, "/direkt", near_text="Kommunens kundservice")], [page("/direkt", name)])
    )
    assert c(near).verdict == "yes"


def test_20_the_widest_scope_is_taken() -> None:
    technical = page("/teknik", "Kundtjänst", "Vi svarar på frågor.")
    result = judge(
        observation(
            [entry("Kundtjänst", "/teknik"), entry("Medborgarservice", "/ms", y=60)],
            [technical, page("/ms", "Medborgarservice")],
        )
    )
    assert result.function is not None
    assert result.function.name == "Medborgarservice"
    assert "Kundtjänst" in {r.text for r in result.aspects.existence.rejected}


def test_21_cookie_wall_that_cannot_be_closed() -> None:
    result = judge(observation([entry()], [page()], start={"consent": consent_wall()}))
    assert verdicts(result)[:4] == "yrry"
    assert c(result).review_reasons == ("consent_blocks",)


def test_22_crisis_page_is_unmeasured() -> None:
    result = judge(observation(status="unmeasured", status_reason="crisis_page"))
    assert verdicts(result) == "uuuuu"
    assert result.aspects.existence.verdict == "unmeasured"
    assert result.score is None


def test_23_second_slide_of_a_carousel() -> None:
    slide = placement("hero", 300, visible=False, hidden_by="slide", clicks=1, moving=True)
    result = judge(observation([entry(desktop=slide)], [page()]))
    assert (b(result), c(result).verdict) == ("review", "no")


def test_24_service_page_is_a_pdf() -> None:
    pdf = page(
        "/kc.pdf", "", sections=(), channels=(), times=(), kind_hints=("pdf",), content_type="application/pdf"
    )
    result = judge(observation([entry("Kontaktcenter", "/kc.pdf")], [pdf]))
    assert (a(result), b(result), result.aspects.help_info.verdict) == ("review", "no", "no")


@pytest.mark.parametrize(
    "broken", [{"status": 404, "error": "http_4xx"}, {"final_url": url("/"), "redirects": (url("/"),)}]
)
def test_25_dead_target(broken: dict[str, object]) -> None:
    result = judge(observation([entry()], [page(**broken)]))  # type: ignore[arg-type]
    assert verdicts(result)[:4] == "nnnn"


def test_26_grey_on_white() -> None:
    result = judge(observation([entry(desktop=placement(contrast=2.8))], [page()]))
    assert c(result).verdict == "no"
    assert c(result).caps == ("very_low_contrast",)


def test_27_text_on_a_photo() -> None:
    photo = {"contrast": None, "contrast_from": "unknown", "over_image": True}
    assert c(judge(observation([entry(desktop=placement(**photo))], [page()]))).review_reasons == (
        "contrast_unknown",
    )
    settled = placement(contrast=5.0, contrast_median=9.0, contrast_from="pixels", over_image=True)
    assert c(judge(observation([entry(desktop=settled)], [page()]))).verdict == "yes"


def test_28_only_on_the_english_version() -> None:
    result = judge(
        observation(
            [entry("Contact Center", "/en/contact")], [page("/en/contact", "Contact Center", lang="en")]
        )
    )
    assert verdicts(result)[:3] == "rnn"


@pytest.mark.parametrize("text", ["Självservice", "Hjälp", "Frågor och svar"])
def test_29_no_name(text: str) -> None:
    assert a(judge(observation([entry(text, "/x")], [page("/x", text, "Text.", channels=[])]))) == "no"


def test_30_complaints_are_not_the_entry() -> None:
    result = judge(
        observation(
            [entry("Synpunkter och felanmälan", "/fel"), entry(region="footer", y=3000)],
            [page("/fel", "Synpunkter och felanmälan"), page()],
        )
    )
    assert verdicts(result)[:3] == "yyn"


def test_31_the_functions_number_in_the_header() -> None:
    number = entry("0123-45 67 00", "tel:0123-456700")
    footer = entry("Om kommunen", "/om", region="footer", y=3000)
    home = {"links": (link("Kontaktcenter", "/kontaktcenter"),)}
    result = judge(
        observation(
            [number, footer],
            [page()],
            links=[Link(text="Kontaktcenter", url=url("/kontaktcenter"))],
            start_page=home,
        )
    )
    assert (a(result), b(result)) == ("yes", "yes")
    assert "B4" in result.aspects.front_page.reasons


def test_32_state_office() -> None:
    assert (
        a(judge(observation([entry("Statligt servicekontor", "/s")], [page("/s", "Statligt servicekontor")])))
        == "no"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kommunikationschef Eva Ek ansvarar för kommunikation och kontaktcenter.", "yes"),
        ("Sidansvarig: Eva Ek", "unknown"),
        ("Enhetschef för kontaktcenter: Eva Ek", "yes"),
        ("Kontaktcenterchef", "yes"),
        ("Teamledare för kontaktcentret", "yes"),
        ("Vi på kontaktcenter svarar. Fråga efter en chef.", "unknown"),
        ("Enhetschef för kundtjänst VA", "unknown"),
        ("chef för kundcentret", "yes"),
        ("Kommunvägledare Eva Ek", "unknown"),
    ],
)
def test_33_34_responsible(text: str, expected: str) -> None:
    result = judge(observation([entry()], [page(text=HELP + "\n" + text)]))
    assert result.aspects.responsible.verdict == expected
    assert "Eva" not in result.model_dump_json()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Vi hjälper dig med det mesta.", "no"), ("Vi hjälper dig med alla verksamheter.", "review")],
)
def test_35_what_without_kinds(text: str, expected: str) -> None:
    result = judge(observation([entry()], [page(text=text, channels=[phone()])]))
    assert result.aspects.help_info.verdict == expected


@pytest.mark.parametrize("why", ["template", "hidden_attribute", "display", "off_screen", "aria_hidden"])
def test_36_invisible_text_is_no_entry(why: str) -> None:
    hidden = placement(visible=False, hidden_by=why, clicks=None)
    result = judge(observation([entry(desktop=hidden, mobile=hidden)], [page()]))
    assert (a(result), b(result)) == ("no", "no")
    assert "unlinked_page" in result.aspects.existence.flags


def test_37_skip_link() -> None:
    skip = entry("Hoppa till kontaktcenter", "/kontaktcenter", skip_link=True)
    result = judge(observation([skip, entry(region="footer", y=3000)], [page()]))
    assert c(result).verdict == "no"


@pytest.mark.parametrize(
    "text",
    ["Kontakt\u00adcenter", "Kontakt\u200bcenter", "Kund\u00adservice", "Kontakt center", "kund-service"],
)
def test_38_split_names(text: str) -> None:
    assert a(judge(observation([entry(text)], [page(h1=text)]))) == "yes"


def test_39_shadow_root_and_frame() -> None:
    assert b(judge(observation([entry(in_shadow=True, frame="same_origin")], [page()]))) == "yes"


def test_40_lost_letters() -> None:
    assert a(judge(observation([entry("Kundtj\ufffdnst")], [page(h1="Kundtj\ufffdnst")]))) == "yes"


def _nested(first: str, second: str) -> Result:
    sections = [
        section("Kontakta kommunen", "", level=1),
        section(first, HELP),
        section(second, "Adress och karta."),
    ]
    index = 1 if first == "Kontaktcenter" else 2
    if index == 2:
        sections = [
            section("Kontakta kommunen", "", level=1),
            section(first, "Adress"),
            section(second, HELP),
        ]
    target = page(
        "/kontakt",
        "Kontakta kommunen",
        sections=sections,
        times=[hours(section=index)],
        channels=[phone(section=index), email(section=index), address(section=1)],
    )
    return judge(observation([entry("Kontakt", "/kontakt")], [target]))


def test_41_first_block_names_the_function() -> None:
    assert verdicts(_nested("Kontaktcenter", "Hitta hit"))[:4] == "yyyy"
    further = _nested("Hitta hit", "Kontaktcenter")
    assert (a(further), b(further)) == ("yes", "review")


def test_42_footer_link_that_fades_in() -> None:
    result = judge(
        observation(
            [entry(region="footer", y=3000, desktop=placement("footer", 3000, fade_in=True))], [page()]
        )
    )
    assert b(result) == "yes"


def test_hover_menu_is_one_click() -> None:
    hover = (Control(label="Meny", icon_only=False, action="hover", selector="li"),)
    result = judge(
        observation([entry(desktop=placement("menu", visible=False, clicks=1, opened_by=hover))], [page()])
    )
    assert (b(result), c(result).desktop) == ("yes", 50)
    assert on_phone().clicks == 1
