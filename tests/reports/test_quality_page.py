"""The page about quality: its figures in words, and when it is there at all."""

import logging
from pathlib import Path

import pytest

from reports.site import build_site
from scoring.agreement.validation import VALIDATION_FILE
from tests.reports.conftest import Site
from tests.reports.invented import invent


def test_it_leads_with_how_often_the_machine_is_right(swedish: Site) -> None:
    text = swedish.text("quality.html")
    assert "Hur ofta maskinen har rätt Människor har bedömt 9 kommuner för hand." in text
    assert "är 31 av 35 utslag rätt: 89 %, med 95-procentigt intervall 74–95 %." in text
    assert "överens med varandra i 70 % till 88 % av fallen" in text


def test_what_is_not_compared_is_said(swedish: Site) -> None:
    text = swedish.text("quality.html")
    assert "1 kommun i facit är inte besökt och jämförs inte: Nyast." in text
    assert "1 kommun i facit gick inte att mäta: bara dess status jämförs." in text
    assert "1 svar i facit godtar flera utslag" in text


def test_undefined_coefficients_are_dashes_and_explained(swedish: Site) -> None:
    assert "Ett streck: inte definierat" in swedish.text("quality.html")
    assert "nan" not in swedish.text("quality.html").lower().split()


def test_every_disagreement_leads_to_its_municipality(swedish: Site) -> None:
    rows = swedish.tree("quality.html").xpath("//section[@aria-labelledby='disagreements']//tbody/tr")
    told = [" ".join(row.text_content().split()) for row in rows]
    assert len(told) == 5
    assert told[0].startswith("Åmål e ansvarig okänt ja säkert Kontaktcenterchef N.N.")
    assert rows[0].xpath("string(th/a/@href)") == "kommun/0002.html"


def test_groups_and_hostile_names(swedish: Site) -> None:
    text = swedish.text("quality.html")
    assert "Invånare: 15 000 till 40 000 (3 kommuner)" in text
    assert "Webbplatsfamilj: <i>Sitevision</i> (1 kommun)" in text
    assert "<i>" not in (swedish.root / "quality.html").read_text()


def test_persons_are_not_named(site: Site) -> None:
    assert "Andersson" not in (site.root / "quality.html").read_text()


def test_english(english: Site) -> None:
    text = english.text("quality.html")
    assert (
        "In the strict reading 31 of 35 verdicts are right: 89%, with a 95-percent interval of 74–95%" in text
    )
    assert "Cohen’s κ" in text
    assert "Every disagreement" in text


def test_no_page_without_a_validation(tmp_path: Path) -> None:
    store, places = invent(tmp_path / "data")
    built = build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    assert not (tmp_path / "out" / "quality.html").exists()
    assert "quality.html" not in built.index.read_text()


def test_a_damaged_validation_costs_only_its_page(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store, places = invent(tmp_path / "data")
    (tmp_path / "data" / VALIDATION_FILE).write_text('{"schema": "vagvisaren-validation/0"}')
    with caplog.at_level(logging.WARNING):
        build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    assert "no page about quality" in caplog.text
    assert not (tmp_path / "out" / "quality.html").exists()
