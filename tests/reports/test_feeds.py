"""Feeds and badges of a site built from four nights."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import etree

from reports.site import build_site
from scoring.store import Store
from tests.reports.conftest import Site
from tests.reports.several_nights import HOSTILE, STORY, fill, registry

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RULES = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("atom.rng"))))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("nights")
    fill(folder / "data")
    with Store.open(folder / "data", create=False) as store:
        build_site(store, registry(), folder / "out", "sv", folder / "data")
    return Site(folder / "out", "sv")


def feed(site: Site, name: str) -> Any:
    return etree.parse(str(site.root / name)).getroot()


def feeds(site: Site) -> Iterator[tuple[Path, Any]]:
    for path in sorted(site.root.rglob("*.atom")):
        yield path, etree.parse(str(path)).getroot()


def said(found: Any) -> list[tuple[str, str]]:
    """(day, title) of each entry."""
    return [
        (entry.findtext("a:updated", namespaces=ATOM)[:10], entry.findtext("a:title", namespaces=ATOM))
        for entry in found.iterfind("a:entry", ATOM)
    ]


def test_there_is_one_for_all_for_every_county_and_municipality_in_both_languages(built: Site) -> None:
    names = {path.relative_to(built.root).as_posix() for path, _ in feeds(built)}
    counties = [name for name in names if name.startswith("county/")]
    assert len(counties) == 3
    wanted = {"changes.atom", *counties, *(f"kommun/{code}.atom" for code in (*STORY, "9999"))}
    assert names == wanted | {f"en/{name}" for name in wanted}


def test_every_feed_is_valid(built: Site) -> None:
    for path, found in feeds(built):
        assert RULES.validate(found), f"{path.name}: {RULES.error_log}"
        moments = [entry.findtext("a:updated", namespaces=ATOM) for entry in found.iterfind("a:entry", ATOM)]
        assert all(later >= earlier for later, earlier in pairwise(moments))
        assert found.findtext("a:updated", namespaces=ATOM) == max(moments, default="") or not moments
        ids = found.xpath(".//a:id/text()", namespaces=ATOM)
        assert len(ids) == len(set(ids))


def test_the_rules_refuse_what_is_wrong(built: Site) -> None:
    for wrong in ("//a:feed/a:id", "//a:feed/a:updated", "//a:feed/a:author", "//a:entry/a:title"):
        found = feed(built, "changes.atom")
        for element in found.xpath(wrong, namespaces=ATOM):
            element.getparent().remove(element)
        assert not RULES.validate(found), wrong


def test_feeds_have_ids_of_their_own_and_name_themselves(built: Site) -> None:
    ids = {}
    for path, found in feeds(built):
        ids[found.findtext("a:id", namespaces=ATOM)] = path
        (own,) = found.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
        assert urljoin(path.as_uri(), own) == path.as_uri()
    assert len(ids) == len(list(feeds(built)))


def test_what_happened_is_told_newest_first(built: Site) -> None:
    assert said(feed(built, "changes.atom")) == [
        ("2026-03-04", "Vallentuna: från 2–3 till 4–5 av 5 poäng"),
        ("2026-03-03", "Vallentuna: från 4–5 till 2–3 av 5 poäng"),
        ("2026-03-03", f"{HOSTILE}: från 2–3 till 4–5 av 5 poäng"),
    ]
    assert [day for day, _ in said(feed(built, "kommun/0115.atom"))] == ["2026-03-04", "2026-03-03"]
    assert said(feed(built, "en/kommun/0114.atom")) == [
        ("2026-03-03", f"{HOSTILE}: from 2–3 to 4–5 of 5 points")
    ]
    for quiet in ("0180", "1480", "9999"):
        assert said(feed(built, f"kommun/{quiet}.atom")) == []


def test_an_entry_says_which_points_and_whether_the_method_changed(built: Site) -> None:
    summaries = feed(built, "kommun/0115.atom").xpath("//a:summary/text()", namespaces=ATOM)
    assert "b på startsidan: nej → ja; c syns tydligt: nej → ja. Metoden eller dess ordlista" in summaries[0]
    assert summaries[1] == "b på startsidan: ja → nej; c syns tydligt: ja → nej."
    terms = feed(built, "kommun/0115.atom").xpath("//a:category/@term", namespaces=ATOM)
    assert terms == ["better", "worse"]


def test_a_county_tells_of_its_own(built: Site) -> None:
    told = {
        found.findtext("a:title", namespaces=ATOM): len(said(found))
        for path, found in feeds(built)
        if path.parent == built.root / "county"
    }
    assert told == {
        "Vägvisaren: ändringar i Stockholms län": 3,
        "Vägvisaren: ändringar i Västra Götalands län": 0,
        "Vägvisaren: ändringar i Övriga län": 0,
    }


def test_links_of_feeds_lead_to_pages(built: Site) -> None:
    for path, found in feeds(built):
        for link in found.xpath("//a:link[@rel='alternate']/@href", namespaces=ATOM):
            assert (path.parent / link).resolve().is_file(), f"{path.name}: {link}"


# Badges


def badge(site: Site, name: str) -> Any:
    return etree.parse(str(site.root / name)).getroot()


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        (
            "badge/0115.svg",
            "Vallentuna: 4–5 av 5 poäng, mätt den 4 mars 2026",
            ["vägen till hjälp", "4–5 av 5"],
        ),
        ("badge/1480.svg", "Göteborg: inte mätt", ["vägen till hjälp", "ej mätt"]),
        ("badge/9999.svg", "Ny: inte mätt", ["vägen till hjälp", "ej mätt"]),
        ("en/badge/1480.svg", "Göteborg: not measured", ["the way to help", "not measured"]),
    ],
)
def test_a_badge_says_the_score_or_that_there_is_none(
    built: Site, name: str, title: str, words: list[str]
) -> None:
    found = badge(built, name)
    assert found.findtext("{*}title") == title
    assert ["".join(text.itertext()) for text in found.iter("{*}text")] == words
    boxes = len(list(found.iter("{*}rect"))) - 1
    assert boxes == (0 if "0115" not in name else 5)


def test_badges_need_nothing_else_and_their_words_fit(built: Site, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    for path in sorted(built.root.rglob("badge/*.svg")):
        assert not re.search(r"href|url\(|<script|style=", path.read_text())
        page.goto(path.as_uri())
        for text in page.locator("text").all():
            wanted = float(text.get_attribute("textLength") or 0)
            natural = text.evaluate(
                "t => { t.removeAttribute('textLength'); return t.getComputedTextLength() }"
            )
            assert 0.75 < natural / wanted < 1.15, f"{path.name}: {natural} in {wanted}"
    context.close()
