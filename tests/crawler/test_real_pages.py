"""Pages saved from real municipal sites, visited as the crawler does. They are no part of the project."""

import mimetypes
from pathlib import Path

import pytest

from crawler.candidates import Reader
from crawler.entries import links_of
from scoring.lexicon import load_lexicon
from scoring.observation import Entry
from tests.crawler.local_web import Answer
from tests.crawler.looking import Look, Visitor

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="the saved real pages (../shared/real) are not here"),
    pytest.mark.xdist_group("real"),
]


def answer(file: Path) -> Answer:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Answer(file.read_bytes(), f"{kind}; charset=utf-8" if kind == "text/html" else kind)


@pytest.fixture(scope="module")
def looks() -> dict[str, Look]:
    return {}


def look(looks: dict[str, Look], visitor: Visitor, name: str) -> Look:
    """One visit serves all tests of a page; what it took is printed (pytest -s), never asserted closely."""
    if name not in looks:
        folder = REAL / name
        files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
        pages = {f"/{file.relative_to(folder).as_posix()}": answer(file) for file in files}
        site = visitor.web.site({**pages, "/": pages["/index.html"]})
        looks[name] = visitor.visit(site, pictures=True)
        took = looks[name].seen.milliseconds
        print(f"\n{name}: measure {took['measure']} ms, visit {sum(took.values())} ms, {took}")
    return looks[name]


def regions(found: Look, label: str) -> list[str]:
    return [one.desktop.region for one in found.all(label) if one.desktop and one.desktop.visible]


def named(found: Look, word: str) -> list[Entry]:
    return [one for one in found.entries if word in f"{one.text} {one.panel_text}".casefold()]


def box(entry: Entry) -> tuple[float, float, float, float]:
    assert entry.desktop is not None
    assert entry.desktop.text_box is not None
    found = entry.desktop.text_box
    return found.x, found.y, found.width, found.height


def test_laholm_says_contact_in_its_header(visitor: Visitor, looks: dict[str, Look]) -> None:
    found = look(looks, visitor, "laholm")
    (header,) = [one for one in found.all("Kontakt") if one.desktop and one.desktop.region == "header"]
    assert header.desktop is not None
    assert header.text == "Kontakt"
    assert (header.desktop.visible, header.desktop.clicks, header.desktop.covered) == (True, 0, 0)
    # As in the picture: the second of three dark buttons at the upper right.
    x, y, width, height = box(header)
    assert 1130 < x < 1180
    assert 40 < y < 80
    assert width < 100
    assert height < 30
    assert header.desktop.contrast is not None
    assert header.desktop.contrast > 7


def test_laholm_names_its_function_in_the_footer_only(visitor: Visitor, looks: dict[str, Look]) -> None:
    entries = named(look(looks, visitor, "laholm"), "medborgarservice")
    assert entries
    assert {one.desktop.region for one in entries if one.desktop and one.desktop.visible} == {"footer"}


def test_laholm_phone_hides_the_contact_button(visitor: Visitor, looks: dict[str, Look]) -> None:
    (header,) = [
        one
        for one in look(looks, visitor, "laholm").all("Kontakt")
        if one.desktop and one.desktop.region == "header"
    ]
    assert header.mobile is not None
    assert not header.mobile.visible


def test_botkyrkas_floating_button(visitor: Visitor, looks: dict[str, Look]) -> None:
    floating = look(looks, visitor, "botkyrka").one("KONTAKTA OSS")
    assert floating.desktop is not None
    assert (floating.kind, floating.desktop.region, floating.desktop.clicks) == ("button", "floating", 0)
    # Set sideways at the right edge: taller than wide.
    x, y, width, height = box(floating)
    assert x > 1300
    assert 250 < y < 500
    assert height > 3 * width


def test_botkyrka_says_contact_in_its_header(visitor: Visitor, looks: dict[str, Look]) -> None:
    assert regions(look(looks, visitor, "botkyrka"), "Kontakt") == ["header"]


def test_botkyrkas_menu_of_thousands_is_measured_in_time(visitor: Visitor, looks: dict[str, Look]) -> None:
    found = look(looks, visitor, "botkyrka")
    assert len(links_of(found.seen.desktop)) == 2565
    assert found.seen.notes == []
    # A tenth of this on an idle machine.
    assert found.seen.milliseconds["measure"] < 10_000
    assert sum(found.seen.milliseconds.values()) < 40_000


@pytest.mark.parametrize("name", ["laholm", "botkyrka"])
def test_near_misses_are_not_the_functions_name(visitor: Visitor, looks: dict[str, Look], name: str) -> None:
    found = look(looks, visitor, name)
    reader = Reader(load_lexicon(), (name.capitalize(),))
    labels = {link.text for link in links_of(found.seen.desktop)}
    guilty = {
        label
        for label in labels
        if reader.read(label).names
        and not any(
            word in label.casefold() for word in ("medborgarservice", "medborgarcenter", "medborgarkontor")
        )
    }
    assert guilty == set()


def test_botkyrka_has_near_misses_to_be_wary_of(visitor: Visitor, looks: dict[str, Look]) -> None:
    labels = " ".join(
        link.text for link in links_of(look(looks, visitor, "botkyrka").seen.desktop)
    ).casefold()
    assert [word for word in ("kontaktperson", "servicehus", "kontaktfamilj") if word not in labels] == []


def test_trondheims_header(visitor: Visitor, looks: dict[str, Look]) -> None:
    found = look(looks, visitor, "trondheim")
    # A Norwegian page: the Swedish lexicon keeps no entry of it, so the raw measurement is looked at.
    placements = [one["placement"] for one in found.seen.desktop["entries"] if one["text"] == "Kontaktinfo"]
    assert placements[0]["visible"]
    assert placements[0]["region"] == "header"
    assert placements[0]["text_box"]["y"] < 250
