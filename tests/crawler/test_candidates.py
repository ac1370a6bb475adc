"""Which labels are worth looking at, and in what order."""

import re

import pytest

from crawler.candidates import DETAIL_WEIGHT, WEIGHTS, Raw, Reader
from scoring.lexicon import load_lexicon


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_lexicon(), ("Upplands Väsby", "Väsby"))


def raw(text: str = "", kind: str = "link", **more: str) -> Raw:
    return {"kind": kind, "text": text, "raw": text, "accessible_name": "", "title": "", "alt": "", **more}


@pytest.mark.parametrize(
    ("label", "weight"),
    [
        ("Kontaktcenter", 6),
        ("Kundtjänst", 6),
        ("KUNDSERVICE", 6),
        ("Medborgarkontor", 5),
        ("Väsby direkt", 4),
        ("Kontakt", 3),
        ("Kontakta oss", 3),
        ("Kontaktperson", 0),
        ("Vattenkundtjänst", 0),
        ("Bygga och bo", 0),
        ("", 0),
    ],
)
def test_weight_of_a_label(reader: Reader, label: str, weight: int) -> None:
    assert reader.weight_of(label) == weight


def test_the_best_of_an_entrys_names_counts(reader: Reader) -> None:
    assert reader.weigh(raw("Kontakt", accessible_name="Kontaktcenter")) == WEIGHTS["strong"]
    assert reader.weigh(raw("☎", title="Kontakta oss")) == WEIGHTS["contact"]
    assert reader.weigh(raw("", alt="Kundcenter")) == WEIGHTS["strong"]


@pytest.mark.parametrize("kind", ["tel", "mailto"])
def test_a_bare_detail_weighs_a_little(reader: Reader, kind: str) -> None:
    assert reader.weigh(raw("Ring", kind=kind)) in (DETAIL_WEIGHT, WEIGHTS["contact"])
    assert reader.weigh(raw("Linnéa", kind=kind)) == DETAIL_WEIGHT
    assert reader.weigh(raw("Linnéa")) == 0


@pytest.mark.parametrize(
    "label",
    [
        "Kontaktcenter",
        "kund service",
        "Kundtjänst",
        "Kontakta oss",
        "Upplands Väsby direkt",
        "Väsby-direkt",
        "Kontakt Väsby",
        "0123 tel:+46123",
        "mailto:kommun@vasby.test",
    ],
)
def test_the_pattern_finds(reader: Reader, label: str) -> None:
    assert re.search(reader.pattern(), label, re.IGNORECASE)


@pytest.mark.parametrize("label", ["Bygga och bo", "Skola", "Trafik och vägar", "Bibliotek"])
def test_the_pattern_leaves(reader: Reader, label: str) -> None:
    assert not re.search(reader.pattern(), label, re.IGNORECASE)


def test_whatever_weighs_is_found_by_the_pattern(reader: Reader) -> None:
    for term in load_lexicon().data.terms:
        if reader.weight_of(term.anchor):
            assert re.search(reader.pattern(), term.anchor, re.IGNORECASE), term.anchor


def test_names_come_first(reader: Reader) -> None:
    names = re.compile(reader.name_pattern(), re.IGNORECASE)
    assert names.search("Kontaktcenter")
    assert names.search("Väsby direkt")
    assert not names.search("Bygga och bo")


def test_a_wish_reads_as_the_reader(reader: Reader) -> None:
    wish = reader.wish()
    assert (wish.pattern, wish.name_pattern) == (reader.pattern(), reader.name_pattern())
    assert wish.weigh(raw("Kontaktcenter")) == 6


@pytest.mark.parametrize("place", ["Malå", "Håbo (x)", "S:t Ekby", "A+B*", "Ö"])
def test_a_places_name_is_no_expression(place: str) -> None:
    assert re.compile(Reader(load_lexicon(), (place,)).pattern())


@pytest.mark.parametrize("label", ["Lyktan", "Navet", "Entrén", "Torget Tolv"])
def test_what_may_be_a_coined_name(reader: Reader, label: str) -> None:
    assert reader.coined(label)


@pytest.mark.parametrize(
    "label",
    [
        "Skola",
        "Bygga",
        "Synpunkter",
        "Självservice",
        "Mina sidor",
        "Väsby Nyheter",
        "Kontakt",
        "Kundtjänst",
        "lyktan",
        "Lyktan 4",
        "Lyktan vid stora torget",
        "",
    ],
)
def test_what_is_no_coined_name(reader: Reader, label: str) -> None:
    assert not reader.coined(label)
