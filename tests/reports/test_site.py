"""What holds on every page of the site, in both languages."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import etree, html

from scoring.measures import definitions
from tests.reports.conftest import Site
from tests.reports.invented import HOSTILE

RESOURCES = (
    "//img/@src",
    "//script/@src",
    "//link/@href",
    "//source/@srcset",
    "//iframe/@src",
    "//object/@data",
)


def test_every_municipality_has_a_page_in_both_languages(site: Site) -> None:
    names = {path.relative_to(site.root).as_posix() for path in site.pages()}
    other = "en" if site.lang == "sv" else "sv"
    wanted = {
        "index.html",
        "ranking.html",
        "about.html",
        "data.html",
        "method.html",
        "quality.html",
        "areas.html",
        "changes.html",
        "compare.html",
        "service.html",
        "service/table.html",
        *(f"service/{measure}.html" for measure in definitions()),
        "reality.html",
        "review.html",
        "trends.html",
        *(f"kommun/{n:04}.html" for n in range(1, 14)),
        *(f"county/{code}.html" for code in ("03", "12", "18")),
        *(f"group/{code}.html" for code in ("B3", "C8")),
        *(f"size/{key}.html" for key in ("15000_40000", "40000_100000", "from_100000")),
        *(f"changes/2026112{n}T010000Z.html" for n in (1, 2)),
    }
    assert names == wanted | {f"{other}/{name}" for name in wanted}


def test_languages_lead_to_each_other(site: Site) -> None:
    """Every page names its twin, whatever folder it lies in, and the switch leads there."""
    for page in site.pages():
        tree = html.parse(page)
        alternates = {
            str(link.get("hreflang")): (page.parent / str(link.get("href"))).resolve()
            for link in tree.xpath("//link[@rel='alternate'][@hreflang]")
        }
        assert set(alternates) == {"sv", "en", "x-default"}
        assert alternates[site.lang_of(page)] == page.resolve()
        assert alternates["x-default"] == alternates[site.lang]
        (switch,) = tree.xpath("//p[@class='switch']/a")
        assert switch.get("lang") != site.lang_of(page)
        assert (page.parent / switch.get("href")).resolve() == alternates[switch.get("lang")]


def test_links_and_anchors_resolve(site: Site) -> None:
    anchors = {page: {str(i) for i in html.parse(page).xpath("//@id")} for page in site.pages()}
    for page in site.pages():
        for link in html.parse(page).xpath(
            "//a/@href | //img/@src | //link/@href | //script/@src | //form/@action"
        ):
            address, fragment = urldefrag(str(link))
            if re.match(r"(https?|mailto|tel):", address):
                continue
            target = (page.parent / unquote(address)).resolve() if address else page
            assert target.is_file(), f"{page.name}: {link}"
            # With an equals sign it is a state that a script reads.
            assert not fragment or "=" in fragment or fragment in anchors[target], f"{page.name}: {link}"


def test_nothing_is_fetched_from_elsewhere(site: Site) -> None:
    for page in site.pages():
        tree = html.parse(page)
        for path in RESOURCES:
            for address in tree.xpath(path):
                assert not re.match(r"[a-z]+:|//", str(address)), f"{page.name}: {address}"
    for asset in (site.root / "static").iterdir():
        text = asset.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\(", text), asset.name


def test_policy_needs_no_inline_code(site: Site) -> None:
    for page in site.pages():
        tree = html.parse(page)
        policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not tree.xpath("//style | //@style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), (
            page.name
        )


def test_only_harmless_addresses_become_links(site: Site) -> None:
    for page in site.pages():
        for link in html.parse(page).xpath("//a"):
            address = str(link.get("href"))
            scheme = re.match(r"([a-zA-Z][a-zA-Z+.-]*):", address)
            if scheme:
                assert scheme.group(1) in ("http", "https", "mailto", "tel"), address
                assert link.get("rel") == "noopener noreferrer nofollow"


def test_hostile_texts_are_shown_as_text(site: Site) -> None:
    source = (site.root / "kommun/0006.html").read_text()
    assert "<b>Hostila</b>" not in source
    assert "&lt;script&gt;alert" in source
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", source)
    shown = site.text("kommun/0006.html")
    assert "<b>Hostila</b> & Co" in shown
    assert "⟦U+202E⟧gnp.exe" in shown
    assert "{{ 7*7 }} {n}" in shown
    assert HOSTILE not in source


def test_pages_are_well_formed(site: Site) -> None:
    """Every tag closed in order: read as XML after the few things HTML may leave open are closed."""
    for page in site.pages():
        text = page.read_text()
        assert text.startswith("<!doctype html>"), page.name
        closed = re.sub(
            r"<(meta|link|img|input|br)\b([^<>]*?)/?>", r"<\1\2/>", text.removeprefix("<!doctype html>")
        )
        closed = re.sub(r"(<[a-z]+[^<>]*?) (hidden|defer)(?=[ />])", r'\1 \2=""', closed)
        etree.fromstring(closed.encode())
        ids = html.fromstring(text.encode()).xpath("//@id")
        assert len(ids) == len(set(ids)), page.name


def test_structure_for_all_readers(site: Site) -> None:
    for page in site.pages():
        tree = html.parse(page)
        assert tree.getroot().get("lang") == site.lang_of(page)
        assert len(tree.xpath("//h1")) == 1
        assert len(tree.xpath("//main")) == 1
        levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), page.name
        assert not tree.xpath("//img[not(@alt) or not(@width) or not(@height)]")
        assert not tree.xpath("//input[not(@id = //label/@for)] | //select[not(@id = //label/@for)]")
        assert not tree.xpath("//svg[not(ancestor-or-self::*/@aria-hidden) and not(@aria-labelledby)]")
        ids = set(tree.xpath("//@id"))
        for reference in tree.xpath("//@aria-labelledby"):
            assert set(str(reference).split()) <= ids, page.name


def test_footer_says_what_findability_is_not(swedish: Site, english: Site) -> None:
    for page in swedish.pages("sv"):
        assert "Att vägen är lätt att hitta säger inget om servicen." in page.read_text()
    for page in english.pages("en"):
        assert "That the way is easy to find says nothing about the service." in page.read_text()


def test_texts_of_the_web_keep_their_language(english: Site) -> None:
    for quote in english.tree("kommun/0001.html").xpath("//blockquote | //q"):
        assert quote.get("lang") == "sv"
    assert not english.tree("kommun/0001.html").xpath("//p[@class='summary'][@lang]")


def test_pages_are_light(site: Site) -> None:
    assert max(path.stat().st_size for path in (site.root / "kommun").iterdir()) < 80_000
    assert (site.root / "index.html").stat().st_size < 150_000


def test_persons_are_not_named(site: Site) -> None:
    source = (site.root / "kommun/0002.html").read_text()
    assert "Kontaktcenterchef" in source
    for secret in ("Andersson", "anna.andersson"):
        assert secret not in source


@pytest.mark.parametrize("code", ["0001", "0003"])
def test_frames_are_drawn_over_untouched_pictures(swedish: Site, code: str) -> None:
    tree = swedish.tree(f"kommun/{code}.html")
    pictures = tree.xpath("//figure//a[@class='picture']")
    assert len(pictures) == 2
    for picture in pictures:
        assert len(picture.xpath("./svg/rect[@class='frame']")) == 1
        assert (swedish.root / "kommun" / Path(picture.xpath("string(./img/@src)"))).is_file()


def test_entry_below_the_picture_is_said_not_drawn(swedish: Site) -> None:
    figure = swedish.tree("kommun/0004.html").xpath("//figure[@class='desktop']")[0]
    assert not figure.xpath(".//rect")
    assert "den börjar 2\u202f604 px ned" in figure.text_content().replace("\xa0", "\u202f")


def test_the_map_counts_what_the_charts_count(swedish: Site) -> None:
    """As long as e is open nearly everywhere, a municipality with a–d has four of four points, none open."""
    tree = swedish.tree("index.html")
    looks = {link.get("aria-label"): link.get("class") for link in tree.xpath("//*[@class='map']//a[@class]")}
    assert "Poäng 0–4 (a–d), som i diagrammet ovan." in swedish.text("index.html")
    assert looks
    for told, look in looks.items():
        assert told.endswith(("av 4 poäng", "ej mätt")), told
        assert ("open" in look.split()) == ("–" in told.rpartition(":")[2]), told
