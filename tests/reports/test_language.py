"""Catalogs: both languages have every message, with the same placeholders."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import reports
from reports.language import Language, catalog_path, languages, local_time
from reports.sorting import fold, swedish_order

ROOM = Path(reports.__file__).parent
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]


@lru_cache
def _used() -> set[str | tuple[str, ...]]:
    return {message for _, _, message, _, _ in extract_from_dir(ROOM, method_map=METHODS)}


def _catalog(lang: str) -> Catalog:
    with catalog_path(lang).open("rb") as source:
        return read_po(source, locale=lang, abort_invalid=True)


def test_languages() -> None:
    assert languages() == ("en", "sv")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_message_is_translated_and_none_is_left_over(lang: str) -> None:
    catalog = _catalog(lang)
    there = {message.id for message in catalog if message.id and not message.fuzzy}
    assert there == _used()
    assert not [message.id for message in catalog if not all(_forms(message.string))]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_placeholders_agree(lang: str) -> None:
    for message in _catalog(lang):
        if message.id:
            wanted = set(re.findall(r"{\w+}", _forms(message.id)[-1]))
            assert all(set(re.findall(r"{\w+}", form)) <= wanted for form in _forms(message.string)), (
                message.id
            )
            assert set(re.findall(r"{\w+}", _forms(message.string)[-1])) == wanted, message.id


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def test_markup_escapes_values_and_keeps_links() -> None:
    made = Language("sv").markup("The start page of {name}", name="<i>&")
    assert made == "Startsidan för &lt;i&gt;&amp;"


def test_intervals_hide_no_doubt() -> None:
    swedish, english = Language("sv"), Language("en")
    assert swedish.interval(0.094, 0.905) == "9–90\xa0%"
    assert swedish.interval(0.9958, 1.0) == "99,6–100\xa0%"
    assert english.interval(0.0, 0.003) == "0–0.3%"


def test_numbers_and_days() -> None:
    swedish, english = Language("sv"), Language("en")
    assert (swedish.number(250000), english.number(250000)) == ("250\xa0000", "250,000")
    assert swedish.range(3, 4) == "3–4"
    assert swedish.range(3, 3) == "3"
    assert swedish.day(local_time("2026-11-21T23:30:00Z")) == "22 november 2026"
    assert swedish.listing(["a", "b", "c"]) == "a, b och c"


def test_order_and_folding() -> None:
    names = ["Östersund", "Ängelholm", "Åmål", "Örebro", "Zorn", "Arjeplog", "Älvdalen"]
    assert sorted(names, key=swedish_order) == [
        "Arjeplog", "Zorn", "Åmål", "Älvdalen", "Ängelholm", "Örebro", "Östersund",
    ]  # fmt: skip
    assert fold("ÖREBRO län") == "orebro lan"
