"""Labels, running text, fields, prefilter; the words come from the data, the near misses from LEXICON."""

import re
import tomllib

import pytest

from scoring.lexicon import load_lexicon, normalise
from scoring.lexicon.data import FOLDER

LEXICON = load_lexicon()
PLACES = ("Almsta", "Eskilstuna", "Sundsvall", "Upplands Väsby")
READINGS = {
    "strong": [
        "Kontaktcenter",
        "Kontakt center",
        "kund-service",
        "KUNDTJÄNST",
        "Kontaktcentrets öppettider",
        "Kundtjänsten",
        "kontaktcneter",
        "kudnservice",
        "medborgarsevice",
        "Almsta kundcenter",
        "Almstas kontaktcenter",
        "Kontaktcenter Knivsta",
        "Kundcenter hjälper dig med bygglov, avfall och parkering",
        "Växel och kontaktcenter",
        "Konsument- och medborgarservice",
        "Kommungemensamt kontaktcenter",
        "Chatta med kontaktcenter",
        "Kon\u00adtakt\u00adcenter",
        "Kund\u200bservice",
        "Kund\u00a0service",
        "kundtj\ufffdnst",
        "Ｋontaktcenter",
        "Kundservice för invånare och företag",
        "Kontaktcenter för hela kommunen",
        "stadskontaktcenter",
    ],
    "needs_scope": [
        "Medborgarkontoret",
        "Informationscenter",
        "Kommunvägledare",
        "Servicekontor",
        "Kommunhusets reception",
    ],
    "place": ["Eskilstuna direkt", "Kontakt Sundsvall", "Väsby Direkt", "Välkommen till Eskilstuna direkt"],
    "brand": ["KomIn", "Selma Center"],
    "contact": [
        "Kontakt",
        "Kontakta oss",
        "Kontakt och öppettider",
        "Fler kontakter",
        "Fler kontaktvägar",
        "Telefon",
        "Chatt",
        "Kontaktvägar",
        "Våra kontaktuppgifter",
        "Växel 0123-45 60 00",
        "0123-45 60 00",
        "018 - 34 70 00",
        "Kontakt Sundsvalls kommun",
        "Hitta hit",
        "Frågor och svar",
        "kontakter",
    ],
    "negative": [
        "Kundcenter VA",
        "Vattenkundtjänst",
        "VA-kundtjänst",
        "Kundservice för avfall",
        "Kundtjänst (teknik)",
        "Statens servicecenter",
        "Statligt servicekontor",
        "Servicecenter IT",
        "Regionens kontaktcenter",
        "kontaktperson",
        "kontaktlärare",
        "Kontaktfamilj",
        "Kretslopp och vattens kundservice",
        "Servicehus",
        "Pensionsmyndighetens kundservice",
        "Turistcenter",
        "Medborgarförslag",
        "Kontakta bygglov",
        "Stöd och service",
        "Kundservice för vatten och avlopp",
        "Medborgarservice på biblioteket",
        "Ledsagarservice",
    ],
    "none": [
        "Självservice",
        "E-tjänster",
        "konsultcenter",
        "Kundtjänstchef",
        "Fråga Kim",
        "Bygga och bo",
        "Synpunkter",
        "",
        "Hundservice",
    ],
}


@pytest.mark.parametrize(
    ("kind", "label"), [(kind, label) for kind, labels in READINGS.items() for label in labels]
)
def test_labels(kind: str, label: str) -> None:
    assert LEXICON.read_label(label, PLACES).kind == kind


@pytest.mark.parametrize(
    "label",
    [
        label
        for kind, labels in READINGS.items()
        if kind not in ("none", "negative", "place")
        for label in labels
        if "Ｋ" not in label and "kudn" not in label
    ],
)
def test_prefilter_lets_every_label_through(label: str) -> None:
    assert re.search(LEXICON.prefilter(), label, re.IGNORECASE)


def test_prefilter_lets_every_form_of_every_term_through() -> None:
    quick = re.compile(LEXICON.prefilter(), re.IGNORECASE)
    for term in LEXICON.data.terms:
        assert all(quick.search(form) for form in term.forms), term.name


def test_prefilter_is_plain_enough_for_javascript() -> None:
    source = LEXICON.prefilter()
    assert "(?P" not in source
    assert "(?i" not in source
    assert not re.search(r"\\[^sdwbu.+\-]", source)


def test_gotland_is_its_own_region() -> None:
    assert LEXICON.read_label("Regionens kontaktcenter", ("Gotland",)).kind == "strong"


def test_find_gives_spans_of_the_normalised_text() -> None:
    text = "Ring Kontaktcenter. Kundtjänst VA svarar inte. Kontakt Sundsvall gör det."
    found = LEXICON.find(text, PLACES)
    assert [(m.text, m.cls, m.negative) for m in found] == [
        ("kontaktcenter", "S", False),
        ("kundtjänst", "S", True),
        ("kontakt sundsvall", "P", False),
    ]
    assert all(normalise(text)[m.start : m.end] == m.text for m in found)


def test_fields() -> None:
    assert LEXICON.fields_in("Bygglov, förskola och VA") == ("school", "building", "water")
    assert LEXICON.fields_in("Vi ses") == ()
    assert len(LEXICON.data.raw["fields"]) == 12


def test_kinds_count_a_word_once() -> None:
    assert LEXICON.kinds_in("förskola, skolskjuts och bygglov") == ("förskola", "skolskjuts", "bygglov")


@pytest.mark.parametrize("language", ["sv_se", "sv_fi", "fi", "nb", "da"])
def test_every_language_reads_its_own_names(language: str) -> None:
    lexicon = load_lexicon(language)
    raw = tomllib.loads((FOLDER / f"{language}.toml").read_text())
    assert lexicon.version == raw["version"]
    assert len(lexicon.data.raw["fields"]) == 12
    for term in lexicon.data.terms:
        if term.cls == "S" and not term.lang:
            assert lexicon.read_label(term.name).kind == "strong", term.name
        assert term.date.isoformat() >= "2026-11-22"


def test_only_swedish_is_active() -> None:
    assert [p.stem for p in sorted(FOLDER.glob("*.toml")) if load_lexicon(p.stem).data.active] == ["sv_se"]


@pytest.mark.parametrize(
    ("label", "generic"),
    [
        ("Kontakta oss", True),
        ("Kontakt och öppettider", True),
        ("Hitta hit, öppettider och kontakt", True),
        ("Fler kontaktvägar", True),
        ("Kontakta Almsta kommun", True),
        ("Ring oss på 0123-45 60 00", True),
        ("Kontakta socialtjänsten", False),
        ("Kontakta politiker", False),
        ("Akut hjälp och krisstöd", False),
    ],
)
def test_generic_contact_labels(label: str, generic: bool) -> None:
    reading = LEXICON.read_label(label, PLACES)
    assert (reading.kind, reading.generic) == ("contact", generic)


def test_labels_that_promise_help_are_told_together_as_one_by_one() -> None:
    labels = [
        "Vanliga frågor",
        "Så arbetar vi",
        "Simhallen",
        "",
        "Det här hjälper vi dig med",
        "VANLIGA FRÅGOR",
    ]
    lexicon = load_lexicon()
    one_by_one = {at for at, label in enumerate(labels) if lexicon.promises_help(label)}
    assert lexicon.promising_help(labels) == one_by_one
    assert {0, 1, 5} <= one_by_one
    assert 2 not in one_by_one
