"""Sentences and cards as they may stand on a municipality's page, each read on the page of its function: who
is responsible (METHOD 3e), and whether hours are told (3d). " / " stands between lines.

Whoever wrote and labelled them had METHOD and not the rules. The rules were made with the half `dev` in view;
of the half `test` only the figures were looked at. `open` is what is read instead today: a limitation each,
told when it goes away.
"""

import csv
import html
from pathlib import Path

import pytest

from crawler.reading.page import read_page
from scoring.area import page_area
from scoring.evidence_of_help import hours_said
from scoring.lexicon import load_lexicon
from scoring.observation import Page
from scoring.responsible import judge_responsible
from scoring.site import Site
from tests.scoring.build import entry, observation, url

FOLDER = Path(__file__).parent / "sentences"
LABEL = "Kontaktcenter"
NAMED_AFTER = (
    *("Brohult", "Lerdala", "Granvik", "Storvik", "Tuna", "Mossberg", "Fjällbo", "Lillhammar", "Björkvik"),
    "Hällvik",
)
"""Places that functions in these files are named after."""
PLACES = ("Almsta", *NAMED_AFTER)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases(name: str) -> list[object]:
    return [
        pytest.param(
            row["text"],
            row["label"],
            id=f"{row['half']}-{number}",
            marks=[pytest.mark.xfail(strict=True, reason="read otherwise")] if row["open"] else [],
        )
        for number, row in enumerate(rows(name))
    ]


def with_open(name: str, prefix: str = "") -> list[object]:
    late = pytest.mark.xfail(strict=True, reason="read otherwise")
    return [
        pytest.param(row, id=f"{prefix}{number}", marks=[late] if row["open"] else [])
        for number, row in enumerate(rows(name))
    ]


def on_its_page(text: str, name: str = LABEL, heading: str = "") -> tuple[Site, Page]:
    """The site whose header leads to a page of the function with nothing but the text; or to one that has
    another `heading`."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split(" / "))
    heading = html.escape(heading or name)
    address = url("/funktionen")
    page = read_page(
        f"<html lang=sv><title>{heading}</title><main><h1>{heading}</h1>{lines}</main></html>".encode(),
        url=address,
        final_url=address,
        status=200,
        content_type="text/html; charset=utf-8",
        role="target",
        depth=1,
        via_label=name,
    )
    return Site(observation([entry(name, "/funktionen")], [page]), load_lexicon(), PLACES), page


def read_responsible(text: str, name: str = LABEL, heading: str = "") -> str:
    return "yes" if judge_responsible(on_its_page(text, name, heading)[0]).found else "unknown"


def read_hours(text: str) -> str:
    site, page = on_its_page(text)
    return "yes" if hours_said(site, page_area(site, page)) else "no"


@pytest.mark.parametrize(("text", "label"), cases("responsible"))
def test_who_is_responsible(text: str, label: str) -> None:
    assert read_responsible(text) == label


@pytest.mark.parametrize(
    "row", [*with_open("responsible_fourth_writer"), *with_open("responsible_fifth_writer", "fifth-")]
)
def test_who_is_responsible_for_functions_of_many_names(row: dict[str, str]) -> None:
    assert read_responsible(row["text"], row["function"]) == row["label"]


@pytest.mark.parametrize("row", with_open("responsible_sixth_writer"))
def test_who_is_responsible_on_pages_of_other_names(row: dict[str, str]) -> None:
    """`page` is the page's heading; empty: it is the function's own."""
    assert read_responsible(row["text"], row["function"], row["page"]) == row["label"]


@pytest.mark.parametrize("row", with_open("labels"))
def test_labels_of_start_pages(row: dict[str, str]) -> None:
    """A name of the function, another way to contact, or neither: another service's name, or nothing."""
    reading = load_lexicon().read_label(row["text"], NAMED_AFTER)
    read = "function" if reading.names else "contact" if reading.kind == "contact" else "neither"
    assert read == (row["kind"] if row["kind"] in ("function", "contact") else "neither")


@pytest.mark.parametrize(("text", "label"), cases("hours"))
def test_hours(text: str, label: str) -> None:
    assert read_hours(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Informations- och servicecenter (ISC) / ISC-chef: Eva Ek", "yes"),
        ("ISC-chef: Eva Ek", "unknown"),
        ("Statens servicecenter (SSC) / SSC-chef: Eva Ek", "unknown"),
        ("Kommunens energibolag (KEB) / KEB-chef: Eva Ek", "unknown"),
    ],
)
def test_what_the_page_explains_as_short_for_the_function(text: str, label: str) -> None:
    assert read_responsible(text) == label
