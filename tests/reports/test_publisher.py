"""Who publishes the report, and under which terms, wherever it is told."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from night.errors import UserError
from night.settings import load
from reports.licence import LICENCES, Publisher
from reports.site import build_site
from tests.reports.invented import InventedStore, Shown, municipality, result

PLACE = municipality("0001", "Ale")
NAME = "Ett & annat <b>län</b>"


def built(folder: Path, publisher: Publisher) -> Path:
    store = InventedStore({"0001": Shown("20261122T010000Z", result(PLACE, "yynyu"))})
    build_site(store, [PLACE], folder, publisher=publisher)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    publisher = Publisher(NAME, "granskning@example.org", LICENCES["CC-BY-4.0"])
    return built(tmp_path_factory.mktemp("published"), publisher)


def test_pages_name_the_publisher_and_whom_to_write_to(site: Path) -> None:
    page = (site / "kommun/0001.html").read_text("utf-8")
    assert "Publiceras av Ett &amp; annat &lt;b&gt;län&lt;/b&gt;." in page
    assert 'Skriv till <a href="mailto:granskning@example.org"' in page
    assert NAME not in page


def test_portals_are_told(site: Path) -> None:
    text = (site / "data/dcat.rdf").read_text("utf-8")
    names = {node.tag.rpartition("}")[2]: node for node in ElementTree.fromstring(text).iter()}
    assert names["Agent"][0].text == names["fn"].text == NAME
    assert "mailto:granskning@example.org" in names["hasEmail"].attrib.values()
    assert text.count("https://creativecommons.org/licenses/by/4.0/") == text.count("<dcterms:license ")


def test_programs_are_told(site: Path) -> None:
    package = json.loads((site / "data/datapackage.json").read_bytes())
    assert [each["name"] for each in package["licenses"]] == ["CC-BY-4.0"]
    assert {"title": NAME, "roles": ["publisher"], "email": "granskning@example.org"} in package[
        "contributors"
    ]
    feed = ElementTree.fromstring((site / "changes.atom").read_bytes())
    assert feed.findtext(".//{http://www.w3.org/2005/Atom}name") == NAME


def test_a_contact_that_is_no_address_becomes_no_link(tmp_path: Path) -> None:
    site = built(tmp_path, Publisher("Länet", "javascript:alert(1)@x"))
    page = (site / "kommun/0001.html").read_text("utf-8")
    assert "Skriv till Länet." in page
    assert "javascript:" not in page.replace("mailto:javascript:alert(1)@x", "")
    assert "mailto:javascript" not in page


def test_without_a_publisher(tmp_path: Path) -> None:
    page = (built(tmp_path, Publisher()) / "kommun/0001.html").read_text("utf-8")
    assert "Skriv till den som publicerar rapporten." in page
    assert "Publiceras av" not in page


def test_unknown_terms_are_refused_with_the_choices() -> None:
    assert load({}, {"VAGVISAREN_LICENCE": "ODbL-1.0"}).licence == "ODbL-1.0"
    with pytest.raises(UserError, match=r"must be one of CC0-1\.0, CC-BY-4\.0"):
        load({}, {"VAGVISAREN_LICENCE": "mine"})
