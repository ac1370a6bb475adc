"""Labels that the lexicon does not know: which count, how they are grouped, what is guessed."""

import pytest

from scoring.lexicon import load_lexicon
from scoring.mining import SLOT, Pattern, Sighting, patterns, unknown_labels
from scoring.observation import Observation, Page
from tests.scoring.build import HELP, behind, email, entry, hours, link, observation, page, phone, section

LEXICON = load_lexicon()
GUIDES = "Vi svarar på dina frågor och lotsar dig rätt."


def mined(seen: Observation, *places: str) -> dict[str, Sighting]:
    return {found.pattern: found for found in unknown_labels(seen, LEXICON, places or ("Almsta",))}


def brand(h1: str = "Lyktan", text: str = GUIDES, path: str = "/lyktan", **changes: object) -> Page:
    return page(path, h1, text, **{"title": h1, **changes})  # type: ignore[arg-type]


def visit(code: str, label: str, h1: str, text: str = GUIDES) -> Observation:
    return observation([entry(label, "/lyktan")], [brand(h1, text)], code=code, name=f"Kommun {code}")


def grouped(*seen: Observation) -> dict[str, Pattern]:
    every = [found for each in seen for found in unknown_labels(each, LEXICON, (each.name,))]
    return {found.label: found for found in patterns(every)}


def test_an_unknown_label_that_leads_to_phone_and_hours_is_found() -> None:
    found = mined(observation([entry("Lyktan", "/lyktan")], [brand()]))["lyktan"]
    assert (found.code, found.name, found.label) == ("9999", "Almsta", "Lyktan")
    assert found.url == "https://www.almsta.se/lyktan"


@pytest.mark.parametrize(
    "label",
    [
        "Kontaktcenter",
        "Medborgarkontor",
        "Almsta direkt",
        "KomIn",
        "Kontakta oss",
        "Kundtjänst VA",
        "Fråga Kim",
    ],
)
def test_what_stands_in_a_class_is_not_listed(label: str) -> None:
    assert mined(observation([entry(label, "/lyktan")], [brand()])) == {}


@pytest.mark.parametrize(
    "target",
    [
        brand(channels=(email(),)),
        brand(times=()),
        brand(status=404, error="http_4xx"),
        brand(kind_hints=("pdf",)),
        brand(kind_hints=("login",)),
        brand(path="https://www.bolaget.se/lyktan"),
        brand(final_url="https://www.almsta.se/"),
        # the site's own number in the footer says nothing about the page
        brand(
            sections=(section("Lyktan", GUIDES, level=1), section("Kontakt", "", landmark="contentinfo")),
            channels=(phone(section=1),),
            times=(hours(section=1),),
        ),
    ],
    ids=["no phone", "no hours", "error", "pdf", "login", "another's host", "start page", "footer"],
)
def test_a_page_that_shows_no_phone_and_hours_of_its_own_is_not_counted(target: Page) -> None:
    assert mined(observation([entry("Lyktan", target.url)], [target])) == {}


def test_a_page_that_was_not_read_proves_nothing() -> None:
    assert mined(observation([entry("Lyktan", "/lyktan")])) == {}


def test_labels_come_from_entries_panels_raw_links_and_pages() -> None:
    pages = [brand(path=f"/{name}") for name in ("ikon", "panel", "sida")]
    via = brand(path="/vald", via_label="Vald väg", links=(link("På sidan", "/sida"),))
    seen = observation(
        [
            entry("", "/ikon", accessible_name="Bara ikon"),
            entry("Service A–Ö", None, panel_text="…", panel_links=(("I panelen", "https://www.almsta.se/panel"),)),
            entry("Bakom meny", "/ikon", desktop=behind(1)),
        ],
        [*pages, via],
        links=[link("Rå länk", "/sida"), link("Osynlig", "/sida", visible=False)],
    )  # fmt: skip
    assert set(mined(seen)) == {"bara ikon", "i panelen", "bakom meny", "rå länk", "på sidan", "vald väg"}


@pytest.mark.parametrize(
    ("label", "place", "pattern"),
    [
        ("Sundsvall svarar", "Sundsvall", "{ort} svarar"),
        ("Ånge svarar!", "Ånge", "{ort} svarar"),
        ("Ånges lots »", "Ånge", "{ort} lots"),
        ("UmeåLotsen", "Umeå", "{ort}lotsen"),
        ("UMEÅ-lotsen", "Umeå", "{ort}-lotsen"),
        ("Lots\u00aden i Upplands  Väsby", "Upplands Väsby", "lotsen i {ort}"),
        ("Väsby lots", "Upplands Väsby", "{ort} lots"),
        ("Alebladet", "Ale", "alebladet"),
        ("Sundsvalls lots", "Umeå", "sundsvalls lots"),
    ],
)
def test_the_places_name_becomes_a_slot(label: str, place: str, pattern: str) -> None:
    assert set(mined(observation([entry(label, "/lyktan")], [brand()]), place)) == {pattern}


@pytest.mark.parametrize(
    "label",
    ["", "»", "3", "Almsta", "Nu är det klart: så här ska det nya torget i centrum se ut efter sommaren"],
)
def test_what_can_be_no_name_is_left_out(label: str) -> None:  # fmt: skip
    assert mined(observation([entry(label, "/lyktan")], [brand()])) == {}


def test_news_and_skip_links_are_left_out() -> None:
    entries = [
        entry("Lyktan öppnar", "/lyktan", region="news"),
        entry("Till lyktan", "/lyktan", skip_link=True),
    ]
    assert mined(observation(entries, [brand()])) == {}


def test_an_unmeasured_visit_has_no_labels() -> None:
    seen = observation(status="unmeasured", status_reason="dns").model_copy(update={"start": None})
    assert unknown_labels(seen, LEXICON, ("Almsta",)) == []


def test_places_are_one_pattern_with_examples_of_each_municipality() -> None:
    seen = [
        observation([entry(f"{name} svarar", "/lyktan")], [brand()], code=code, name=name)
        for code, name in (("2281", "Sundsvall"), ("2480", "Umeå"), ("2260", "Ånge"), ("1489", "Alingsås"))
    ]
    found = grouped(*seen, seen[0])["{ort} svarar"]
    assert (found.municipalities, found.links, found.guess) == (4, 4, "P")
    assert SLOT in found.label
    assert [(one.code, one.label) for one in found.examples] == [
        ("1489", "Alingsås svarar"), ("2260", "Ånge svarar"), ("2281", "Sundsvall svarar"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "guess", "reason"),
    [
        ([visit("1", "Lyktan", "Lyktan")], "B", "one municipality"),
        ([visit("1", "Lyktan", "Lyktan"), visit("2", "Lyktan", "Lyktan")], "M", "2 municipalities"),
        ([visit(str(n), "Lyktan", "Lyktan", HELP) for n in range(3)], "S", "3 municipalities"),
        ([visit(str(n), "Lyktan", "Lyktan", HELP) for n in range(2)], "M", "2 municipalities"),
        ([visit("1", "Vägen in", "Kontaktcenter")], "W", "named kontaktcenter"),
        ([visit("1", "Öppettider", "Kontakta oss")], "W", "headed kontakta oss"),
        ([visit("1", "Bygglov", "Bygga")], "N", "building"),
        ([visit("1", "Lyktan", "Kundtjänst VA")], "N", "kundtjänst"),
        ([visit("1", "Lyktan", "Lyktan", "Välkommen.")], "?", "does not say"),
        ([visit("1", "Läs mer", "Lyktan")], "?", "nothing"),
    ],
)
def test_the_guess_and_its_reason(seen: list[Observation], guess: str, reason: str) -> None:
    (found,) = grouped(*seen).values()
    assert (found.guess, reason in found.reason) == (guess, True), found.reason


def test_names_come_first_then_the_most_frequent() -> None:
    seen = [
        visit("1", "Läs mer", "Lyktan"),
        visit("2", "Läs mer", "Lyktan"),
        visit("3", "Lyktan", "Lyktan"),
        visit("4", "Aktuellt", "Något annat"),
    ]
    assert list(grouped(*seen)) == ["lyktan", "läs mer", "aktuellt"]


def test_the_order_of_what_was_seen_does_not_matter() -> None:
    seen = [
        visit(str(n), label, "Lyktan") for n, label in enumerate(("Lyktan", "Läs mer", "Lyktan", "Aktuellt"))
    ]
    every = [found for each in seen for found in unknown_labels(each, LEXICON, (each.name,))]
    assert patterns(every) == patterns(every[::-1])
