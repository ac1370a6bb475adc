"""Finding the municipality somebody means."""

from __future__ import annotations

import contextlib
import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.lookup import AmbiguousName, UnknownName, fold
from scoring.registry import BUNDLED_ALIASES, Municipality, Registry, load_registry

REGISTRY = load_registry()
CODES = [m.code for m in REGISTRY]


def read_aliases() -> list[tuple[str, str]]:
    with BUNDLED_ALIASES.open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["alias"]) for row in csv.DictReader(file)]


def test_all_290_are_found_by_name_code_host_and_homepage() -> None:
    for m in REGISTRY:
        for query, how in [(m.name, "exact"), (m.code, "code"), (m.hosts[0], "host"), (m.homepage, "host")]:
            match = REGISTRY.find(query)
            assert (match.municipality.code, match.how) == (m.code, how), query


def test_every_alias_leads_to_its_code_and_never_as_a_guess() -> None:
    for code, alias in read_aliases():
        match = REGISTRY.find(alias)
        assert (match.municipality.code, match.certain) == (code, True), alias


def test_names_without_diacritics_lead_home_unless_they_are_somebody_elses() -> None:
    names = {m.name.casefold(): m.code for m in REGISTRY}
    for m in REGISTRY:
        bare = fold(m.name)
        assert REGISTRY.find(bare).municipality.code == names.get(bare, m.code)


@pytest.mark.parametrize(
    ("query", "name", "how"),
    [
        ("vasteras", "Västerås", "exact"),
        ("Upplands väsby", "Upplands Väsby", "exact"),
        ("  upplands   väsby ", "Upplands Väsby", "exact"),
        ("upplands bro", "Upplands-Bro", "exact"),
        ("gothenburg", "Göteborg", "alias"),
        ("Göteborgs stad", "Göteborg", "alias"),
        ("malmo.se", "Malmö", "host"),
        ("malmö.se", "Malmö", "alias"),
        ("https://www.lund.se/kontakt", "Lund", "host"),
        ("angelholm.se", "Ängelholm", "host"),
        ("0114", "Upplands Väsby", "code"),
        ("114", "Upplands Väsby", "code"),
        ("Habo", "Habo", "exact"),
        ("HABO", "Habo", "exact"),
        ("habo kommun", "Habo", "alias"),
        ("Håbo", "Håbo", "exact"),
        ("ha\u030abo", "Håbo", "exact"),
        ("stokholm", "Stockholm", "near"),
        ("Kristianstadd", "Kristianstad", "near"),
        ("Kristianst", "Kristianstad", "near"),
        ("https://www.lundd.se/", "Lund", "near"),
    ],
)
def test_find(query: str, name: str, how: str) -> None:
    match = REGISTRY.find(query)
    assert (match.municipality.name, match.how) == (name, how)
    assert match.certain is (how != "near")


def test_near_miss_says_what_it_took() -> None:
    assert REGISTRY.find("stokholm").text == "Stockholm"


@pytest.mark.parametrize(
    ("query", "names"), [("Upplands", {"Upplands Väsby", "Upplands-Bro"}), ("hábo", {"Habo", "Håbo"})]
)
def test_ambiguous_lists_the_candidates(query: str, names: set[str]) -> None:
    with pytest.raises(AmbiguousName) as caught:
        REGISTRY.find(query)
    assert {m.name for m in caught.value.candidates} == names
    assert all(name in str(caught.value) for name in names)


def test_unknown_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match="nearest: Lund") as caught:
        REGISTRY.find("Lunf")
    assert caught.value.suggestions[0].name == "Lund"


@pytest.mark.parametrize(
    "query", ["", "  ", "9999", "00114", "xyzzy", "www.example.org", "https://", "mailto:x@lund.se"]
)
def test_unknown(query: str) -> None:
    with pytest.raises(UnknownName):
        REGISTRY.find(query)


@given(st.text(max_size=30))
def test_any_text_is_found_or_refused(text: str) -> None:
    with contextlib.suppress(AmbiguousName, UnknownName):
        assert REGISTRY.find(text).municipality in REGISTRY


@given(st.sampled_from(CODES), st.data())
def test_a_long_name_with_one_letter_lost_is_found_or_asked_about(code: str, data: st.DataObject) -> None:
    name = REGISTRY[code].name
    lost = data.draw(st.integers(1, len(name) - 1))
    try:
        found = {REGISTRY.find(name[:lost] + name[lost + 1 :]).municipality.code}
    except AmbiguousName as error:
        found = {m.code for m in error.candidates}
    except UnknownName as error:
        found = {m.code for m in error.suggestions}
    known = {fold(m.name) for m in REGISTRY} | {fold(alias) for _, alias in read_aliases()}
    assert code in found or fold(name[:lost] + name[lost + 1 :]) in known or len(name) < 8


def small(*names: str) -> Registry:
    return Registry(
        Municipality(f"99{n:02}", name, "99", "Län", f"https://m{n}.example", 1, 59.0, 17.0, "C9")
        for n, name in enumerate(names)
    )


def test_other_registries_know_no_foreign_aliases_but_the_word_kommun() -> None:
    registry = small("Lyckeby", "Gransås")
    for query in ("Lyckeby kommun", "lyckebys kommun", "Staden Lyckeby"):
        assert registry.find(query).municipality.name == "Lyckeby"
    assert registry.find("Gransås kommun").municipality.name == "Gransås"
    with pytest.raises(UnknownName):
        registry.find("gothenburg")


def test_two_municipalities_of_one_name_are_ambiguous() -> None:
    with pytest.raises(AmbiguousName):
        small("Lyckeby", "Lyckeby").find("lyckeby")


def test_place_names_are_places_only() -> None:
    assert REGISTRY.place_names("0114")[0] == "Upplands Väsby"
    assert "Väsby" in REGISTRY.place_names("0114")
    everything = REGISTRY.place_names()
    assert {m.name for m in REGISTRY} <= set(everything)
    assert len(everything) == len(set(everything))
    assert not [name for name in everything if "kommun" in name.casefold().split() or "." in name]


def test_an_exact_name_costs_neither_rapidfuzz_nor_the_aliases(tmp_path: Path) -> None:
    program = (
        "import sys, scoring.lookup as lookup; from scoring.registry import load_registry\n"
        "lookup.BUNDLED_ALIASES = lookup.BUNDLED_ALIASES.with_name('none'); r = load_registry()\n"
        "assert r.find('vasteras').municipality.name == 'Västerås'\n"
        "assert '_aliases' not in vars(r._index) and 'rapidfuzz' not in sys.modules\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
