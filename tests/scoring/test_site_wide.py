"""What is judged across the pages of a site: its frame, names in text only, English pages, brands that only
the site explains, links that nobody sees."""

import pytest

from scoring.judge import judge
from scoring.observation import Page, Section
from scoring.result import Result
from tests.scoring.build import (
    HELP,
    HOME,
    address,
    contact_page,
    email,
    entry,
    hours,
    link,
    observation,
    page,
    phone,
    section,
)

FOOTER = "Almsta kommun, Storgatan 1, 123 45 Almsta"
MENU = ("Förskola", "Hemtjänst", "Bygglov", "Avfall och återvinning")


def verdict(result: Result, aspect: str = "existence") -> str:
    return str(getattr(result.aspects, aspect).verdict)


def ordinary(path: str, *more: Section) -> Page:
    """A page about something else, in the same frame."""
    return page(
        path,
        "Skolan",
        sections=[section("Skolan", "Om skolan.", level=1, landmark="none", items=MENU), *more],
        channels=[address()],
        times=[],
        role="subpage",
    )


def framed(text: str) -> Page:
    """The function's page on a site without landmarks: menu and footer stand in its content."""
    return page(
        sections=[section("Kontaktcenter", text, level=1, landmark="none", items=MENU)],
        channels=[email(), address()],
        times=[],
    )


@pytest.mark.parametrize(("label", "found"), [("Kontaktcenter", "yes"), ("Biblioteket", "review")])
def test_a_number_behind_the_name_on_the_start_page_is_the_functions(label: str, found: str) -> None:
    """Method §3a: on the function's own page or the start page."""
    own = page(text="Du kan fråga oss om allt, från förskola till vigsel.", channels=[], times=[hours()])
    start = {"channels": (phone(label=label, section=-1),)}
    seen = observation([entry()], [own])
    first = seen.start
    assert first is not None
    at_home = first.model_copy(update={"page": first.page.model_copy(update=start)})
    assert verdict(judge(seen.model_copy(update={"start": at_home}))) == found


def test_the_footers_address_is_no_sign_of_the_function() -> None:
    others = [ordinary("/skola"), ordinary("/omsorg")]
    seen = judge(observation([entry()], [framed("Välkommen."), *others]))
    assert verdict(seen) == "review"
    assert "first_line_unproven" in seen.aspects.existence.reasons
    alone = judge(observation([entry()], [framed("Välkommen.")]))
    assert verdict(alone) == "yes"


def test_the_menus_words_are_no_kinds_of_help() -> None:
    text = "Vi hjälper dig med det mesta. Du får svar direkt."
    others = [ordinary("/skola"), ordinary("/omsorg")]
    own = framed(text).model_copy(update={"channels": (email(), phone()), "hours": (hours(),)})
    assert verdict(judge(observation([entry()], [own, *others])), "help_info") == "no"


def test_an_own_list_of_the_menus_words_counts() -> None:
    others = [ordinary("/skola"), ordinary("/omsorg")]
    sections = [
        section(
            "Kontaktcenter",
            "Vi hjälper dig med mycket. Du får svar direkt.",
            level=1,
            landmark="none",
            items=MENU,
        ),
        section("Vanliga frågor", items=MENU, landmark="none"),
    ]
    own = page(sections=sections, channels=[email(), phone()])
    assert verdict(judge(observation([entry()], [own, *others])), "help_info") == "yes"


def broken() -> Page:
    return page(status=404, error="http_4xx", sections=[], channels=[], times=[])


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ([], "no"),
        ([ordinary("/om", section("Om oss", "Kommunens kontaktcenter finns i stadshuset."))], "review"),
        ([ordinary("/om", section("Om oss", "Vi har ett VA-kontaktcenter."))], "no"),
        (
            [
                ordinary("/nytt", section("Nytt", "Kommunens kontaktcenter fyller tio.")).model_copy(
                    update={"kind_hints": ("news",)}
                )
            ],
            "no",
        ),
    ],
)
def test_a_name_that_leads_nowhere(elsewhere: list[Page], expected: str) -> None:
    assert verdict(judge(observation([entry()], [broken(), *elsewhere]))) == expected


def test_a_dead_link_in_a_contact_block_names_nothing() -> None:
    block = entry(
        "Växel 0123-45 60 00", None, kind="text", near_text="Växel 0123-45 60 00\nKontaktcenter", id="block"
    )
    assert verdict(judge(observation([entry(), block], [broken()]))) == "no"


def test_a_label_that_leads_to_a_login_is_no_entry() -> None:
    """It is not visited, and not counted (method §3b)."""
    header, home = (
        entry("Kontaktcenter", "/mitt/logga-in"),
        page("/kommun", "Kommun", "Om oss", role="subpage"),
    )
    found = page(role="step", from_url=home.url, depth=2)
    seen = judge(observation([header], [home, found]))
    assert [v.verdict for _, v in seen.aspects.items()][:3] == ["yes", "no", "no"]


def test_another_page_that_takes_only_some_questions_is_a_conflict() -> None:
    wide = page(text=f"{HELP} Vi svarar för samtliga förvaltningar.")
    table = "Kontaktcenter | 0123-45 67 00 | Endast frågor som rör förskola och grundskola."
    other = page("/kontakt", "Kontakt", table, channels=[phone(label="Växel")], times=[])
    seen = judge(observation([entry(), entry("Kontakt", "/kontakt", id="c")], [wide, other]))
    assert verdict(seen) == "review"
    assert "conflicting_scopes" in seen.aspects.existence.reasons


@pytest.mark.parametrize(
    "said",
    [
        "Kontaktcenter svarar inte bara på frågor om bygglov utan på allt.",
        "Ring kontaktcenter på 0123-45 67 00. Tandvården svarar endast på frågor om tandvård.",
        "Kontaktcenter | 0123-45 67 00 | Endast frågor om kommunens service.",
        "Kontaktcenter kan inte svara på frågor om andra myndigheters verksamhet.",
    ],
)
def test_what_another_page_says_that_is_no_conflict(said: str) -> None:
    wide = page(text=f"{HELP} Vi svarar för samtliga förvaltningar.")
    other = page("/kontakt", "Kontakt", said, channels=[phone(label="Växel")], times=[])
    seen = judge(observation([entry(), entry("Kontakt", "/kontakt", id="c")], [wide, other]))
    assert verdict(seen) == "yes"


ENGLISH = (
    "Our customer service (Kundservice) answers questions about all municipal services. We help you with "
    "preschool, elderly care and building permits. Most questions are answered at once, and you will get a "
    "reply within two days. You can call or visit us."
)


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_a_function_only_in_english(lang: str) -> None:
    english = page("/en", "Welcome", ENGLISH, lang=lang, role="subpage", channels=(phone(), email()))
    seen = judge(observation([], [english], links=[link("English", "/en")]))
    assert [v.verdict for _, v in seen.aspects.items()][:4] == ["review", "no", "no", "yes"]
    assert "only_english" in seen.aspects.existence.reasons


FINNISH = (
    "Kontaktcenter palvelee kaikissa kunnan asioissa. Vastaamme kysymyksiin varhaiskasvatuksesta, "
    "rakentamisesta ja vanhuspalveluista heti tai soitamme takaisin kahden päivän kuluessa. Voit myös tulla "
    "käymään kunnantalolla tai lähettää sähköpostia milloin tahansa."
)


def test_a_function_only_in_another_language() -> None:
    finnish = page(
        "/fi", "Kontaktcenter", FINNISH, lang="fi", role="step", from_url=f"{HOME}suomeksi", depth=2
    )
    above = page(
        "/suomeksi",
        "Suomeksi",
        "Tervetuloa",
        lang="fi",
        role="subpage",
        links=(link("Kontaktcenter", "/fi"),),
    )
    seen = judge(observation([], [above, finnish], links=[link("Suomeksi", "/suomeksi")]))
    assert [v.verdict for _, v in seen.aspects.items()][:3] == ["review", "no", "no"]
    assert "only_english" in seen.aspects.existence.reasons


@pytest.mark.parametrize("lang", ["fi", "se"])
@pytest.mark.parametrize("text", [HELP, "Bygglov, förskola, avfall. Telefon och besök."])
def test_a_swedish_page_marked_as_another_language_is_swedish(lang: str, text: str) -> None:
    assert verdict(judge(observation([entry()], [page(text=text, lang=lang)]))) == "yes"


def brand_page(text: str) -> Page:
    return page(
        "/askin", "AlmIn", f"{text} {HELP}", channels=[phone(label="Telefon"), email("hej@almsta.se")]
    )


def test_a_brand_that_its_page_explains() -> None:
    own = brand_page("AlmIn är Almsta kommuns kundtjänst, en väg in för alla ärenden.")
    seen = judge(observation([entry("AlmIn", "/askin")], [own]))
    assert [v.verdict for _, v in seen.aspects.items()][:3] == ["yes", "yes", "review"]
    assert seen.aspects.prominence.review_reasons == ("opaque_name",)


@pytest.mark.parametrize(
    "text",
    [
        "AlmIn är kommunens nya lekplats.",
        "AlmIn är Almsta kommuns VA-kundtjänst.",
        "AlmIn bjuder på kaffe. Kommunens kundtjänst har öppet som vanligt.",
    ],
)
def test_a_heading_that_explains_nothing_is_no_brand(text: str) -> None:
    assert verdict(judge(observation([entry("AlmIn", "/askin")], [brand_page(text)]))) == "no"


def made_up_page(heading: str, text: str) -> Page:
    answers = (
        "Vi hjälper dig med bygglov, förskola, parkering och avfall, oavsett förvaltning. "
        "Vi svarar direkt på enklare frågor eller kopplar dig vidare till en handläggare."
    )
    channels = [phone(label="Telefon"), email("hej@almsta.se")]
    return page("/lyktan", heading, f"{text} {answers}", channels=channels)


MADE_UP = (
    "Lyktan heter kommunens samlade kundmottagning. Fråga om vad som helst som kommunen gör.",
    "Sedan 2022 har Almsta en gemensam serviceenhet som heter Lyktan.",
    "Lyktan är din väg in till kommunen.",
)


@pytest.mark.parametrize("text", MADE_UP)
@pytest.mark.parametrize("heading", ["Lyktan", "Lyktan, mitt i byn"])
def test_a_made_up_name_whose_page_shows_what_it_stands_for(text: str, heading: str) -> None:
    own = made_up_page(heading, text)
    seen = judge(observation([entry("Lyktan", "/lyktan")], [own]))
    assert [v.verdict for _, v in seen.aspects.items()][:4] == ["yes", "yes", "review", "yes"]
    assert seen.aspects.prominence.review_reasons == ("opaque_name",)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Lyktan", "Stig in och ta en kopp kaffe. Lyktan är öppen för alla som vill träffas."),
        ("Synpunkter", "Synpunkter är din väg in till kommunen."),  # an ordinary word is no name (ruling 29)
        ("Lyktan", "Biblioteket Lyktan är en service för alla. Fråga oss om vad som helst."),
        ("Avfall, vatten och avlopp", "Avfall: ring kommunens kundtjänst."),
    ],
)
def test_a_heading_that_stands_for_something_else_is_no_name(heading: str, text: str) -> None:
    own = made_up_page(heading, text)
    assert verdict(judge(observation([entry(heading, "/lyktan")], [own]))) == "no"


def test_a_page_that_only_unseen_links_lead_to_is_not_found() -> None:
    hidden = link("Kontaktcenter", "/kontaktcenter", visible=False)
    contact = contact_page(links=(hidden,))
    found = page(role="step", from_url=contact.url, depth=2)
    assert verdict(judge(observation([entry("Kontakta oss", "/kontakt")], [contact, found]))) == "no"
    seen = contact.model_copy(update={"links": (link("Kontaktcenter", "/kontaktcenter"),)})
    assert verdict(judge(observation([entry("Kontakta oss", "/kontakt")], [seen, found]))) == "yes"


def test_a_reception_is_a_desk_in_the_broad_reading_too() -> None:
    desk = entry("Reception i kommunhuset", "/reception")
    silent = page("/reception", "Reception i kommunhuset", "Öppet alla vardagar.")
    assert judge(observation([desk], [silent])).aspects_broad.existence.verdict == "no"
    guides = page("/reception", "Reception i kommunhuset", "Vi lotsar dig till rätt person. " + HELP)
    assert judge(observation([desk], [guides])).aspects_broad.existence.verdict == "yes"
