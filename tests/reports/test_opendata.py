"""The data files of a site built from four nights: valid by their own schemas, and all telling the same."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pyarrow.parquet as pq
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF
from referencing import Registry as Schemas
from referencing import Resource

from reports.columns import COLUMNS, HISTORY, MEASURES, RESULTS, document, meanings
from reports.export import export
from reports.opendata.files import SCHEMAS
from reports.site import build_site
from scoring.measures import definitions
from scoring.store import Store
from scoring.surveys import imported
from tests.reports.conftest import Site
from tests.reports.several_nights import HOSTILE, STORY, fill, registry


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("nights")
    fill(folder / "data")
    with Store.open(folder / "data", create=False) as store:
        build_site(store, registry(), folder / "out", "sv", folder / "data")
    return Site(folder / "out", "sv")


def loaded(site: Site, name: str) -> Any:
    return json.loads((site.root / name).read_text())


def validator(name: str, change: Callable[[Any], Any] = lambda schema: schema) -> Any:
    """For one published schema; `change` is made to all of them."""
    schemas = {path.name: change(json.loads(path.read_text())) for path in SCHEMAS.glob("*.json")}
    known = Schemas().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
    jsonschema.Draft202012Validator.check_schema(schemas[name])
    return jsonschema.Draft202012Validator(schemas[name], registry=known)


def closed(schema: Any, inside: str = "") -> Any:
    """The schema that refuses what it does not describe. What an `allOf` builds on stays open: its whole is
    closed."""
    if isinstance(schema, list):
        return [closed(each, inside) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value, key) for key, value in schema.items()}
    whole = "required" in made and ("properties" in made or "allOf" in made)
    if (whole and inside != "aspect") or (made.get("$ref") == "#/$defs/aspect" and inside != "allOf"):
        made["unevaluatedProperties"] = False
    return made


def test_json_follows_the_published_schema(built: Site) -> None:
    published = json.loads((built.root / "data/vagvisaren-results-1.json").read_text())
    assert published == json.loads((SCHEMAS / "vagvisaren-results-1.json").read_text())
    validator("vagvisaren-results-1.json").validate(loaded(built, "data/results.json"))
    for code in (*STORY, "9999"):
        validator("vagvisaren-municipality-1.json").validate(loaded(built, f"kommun/{code}.json"))


def test_the_schema_describes_every_field(built: Site) -> None:
    """A field that is added and not described fails here."""
    found = [loaded(built, f"kommun/{code}.json") for code in (*STORY, "9999")]
    strict = validator("vagvisaren-municipality-1.json", closed)
    assert [error.message for each in found for error in strict.iter_errors(each)] == []
    found[0]["municipality"]["aspects"]["prominence"]["new"] = 1
    assert list(strict.iter_errors(found[0]))


def test_the_sites_json_is_the_export(built: Site) -> None:
    with Store.open(built.root.parent / "data", create=False) as store:
        assert json.loads(export(store, registry(), "json")) == loaded(built, "data/results.json")
        for kind in ("csv", "parquet"):
            assert export(store, registry(), kind) == (built.root / f"data/results.{kind}").read_bytes()
            exported = export(store, registry(), kind, "history")
            assert exported == (built.root / f"data/history.{kind}").read_bytes()


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text().splitlines()))


def test_history_has_every_accepted_visit_and_no_other(built: Site) -> None:
    found = [
        (row["code"], row["measured_at"][:10], row["points"]) for row in rows(built.root / "data/history.csv")
    ]
    assert found == [
        (code, f"2026-03-{number:02}", "" if isinstance(told, str) else "2" if told else "4")
        for code, nights in STORY.items()
        for number, told in enumerate(nights, 1)
    ]


@pytest.mark.parametrize("table", ["results", "history", "measures"])
def test_csv_and_parquet_say_the_same(built: Site, table: str) -> None:
    texts = rows(built.root / f"data/{table}.csv")
    typed = pq.read_table(built.root / f"data/{table}.parquet").to_pylist()
    assert len(texts) == len(typed)
    for text, row in zip(texts, typed, strict=True):
        for name, value in row.items():
            said = f"{value:%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else str(value)
            assert text[name] == ("" if value is None else f"'{value}" if value == HOSTILE else said), name


def test_workbook_explains_itself(built: Site) -> None:
    book = openpyxl.load_workbook(built.root / "data/results.xlsx")
    assert book.sheetnames == ["results", "fields", "about"]
    sheet = book["results"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == (
        "C2",
        f"A1:{sheet.cell(6, len(RESULTS)).coordinate}",
    )
    explained = {row[0].value: row[1].value for row in book["fields"].iter_rows(min_row=2)}
    assert explained["points"] == meanings()["points"].sv
    assert list(explained) == [column.name for column in RESULTS]
    facts = {row[0].value: row[1].value for row in book["about"].iter_rows(min_row=2)}
    assert (facts["run"], facts["licence"].split(",")[0]) == ("20260305T010000Z"[:7] + "4T010000Z", "CC0-1.0")
    book.close()


# Data dictionary


def test_every_column_is_explained_and_nothing_else() -> None:
    used = {column.text for table in COLUMNS.values() for column in table}
    assert used == set(meanings())
    for meaning in meanings().values():
        assert meaning.sv.endswith(".")
        assert meaning.en.endswith(".")


def test_the_document_prints_the_columns_as_they_are() -> None:
    text = (SCHEMAS.parents[1] / "docs/interface.md").read_text()
    assert document() in text, "run: python -m reports.columns, and paste the table"


@pytest.mark.parametrize("name", ["data.html", "en/data.html"])
def test_the_page_lists_every_column(built: Site, name: str) -> None:
    tables = built.tree(name).xpath("//table[contains(@class, 'dictionary')]")
    listed = [sorted(cell.text for cell in table.xpath(".//tbody//th/code")) for table in tables]
    assert listed == [
        *(sorted(column.name for column in table) for table in (RESULTS, HISTORY, MEASURES)),
        sorted([*definitions(), *imported()]),
    ]
    words = built.text(name)
    assert " ".join(meanings()["max"].of("en" if name.startswith("en") else "sv").split()) in words
    assert "None" not in words


# datapackage.json


def test_datapackage_describes_the_files_that_are_there(built: Site) -> None:
    described = loaded(built, "data/datapackage.json")
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", described["name"])
    assert described["licenses"][0]["name"] == "CC0-1.0"
    names = [resource["name"] for resource in described["resources"]]
    assert sorted(set(names)) == sorted(names)
    for resource in described["resources"]:
        content = (built.root / "data" / resource["path"]).read_bytes()
        assert len(content) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]


CASTS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"True": True, "False": False}.__getitem__,
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"),
}


def test_every_cell_keeps_its_fields_type_and_bounds(built: Site) -> None:
    """What a reader of Table Schema checks."""
    for resource in loaded(built, "data/datapackage.json")["resources"]:
        if resource.get("type") != "table":
            continue
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        table = rows(built.root / "data" / resource["path"])
        assert list(table[0]) == list(fields)
        key = resource["schema"]["primaryKey"]
        assert len({tuple(row[name] for name in key) for row in table}) == len(table)
        for row in table:
            for name, cell in row.items():
                bounds = fields[name].get("constraints", {})
                assert cell or not bounds.get("required"), name
                if cell:
                    value = CASTS[fields[name]["type"]](cell)
                    assert value in bounds.get("enum", [value]), name
                    assert bounds.get("minimum", value) <= value <= bounds.get("maximum", value), name


def test_frictionless_agrees(built: Site, tmp_path: Path) -> None:
    """Theirs: https://framework.frictionlessdata.io. Not pinned here: forty packages for one question.

    It does not count the bytes of Parquet, and calls the missing number wrong.
    """
    program = shutil.which("frictionless")
    if program is None:
        pytest.skip("no frictionless on the PATH: pip install 'frictionless[excel]'")
    shutil.copytree(built.root / "data", tmp_path / "data")
    described = loaded(built, "data/datapackage.json")
    described["resources"] = [each for each in described["resources"] if each["format"] != "parquet"]
    (tmp_path / "data/datapackage.json").write_text(json.dumps(described))
    done = subprocess.run(
        [program, "validate", "--json", "datapackage.json"], cwd=tmp_path / "data",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["valid"], done.stdout


# DCAT-AP-SE


@pytest.fixture(scope="module")
def graph(built: Site) -> rdflib.Graph:
    place = built.root / "data/dcat.rdf"
    return rdflib.Graph().parse(place, format="xml", publicID=place.as_uri())


def the(graph: rdflib.Graph, kind: rdflib.URIRef) -> Any:
    (found,) = graph.subjects(RDF.type, kind)
    return found


def test_catalogue_has_what_is_mandatory_in_both_languages(graph: rdflib.Graph) -> None:
    catalogue, dataset = the(graph, DCAT.Catalog), the(graph, DCAT.Dataset)
    assert (catalogue, DCAT.dataset, dataset) in graph
    for subject in (catalogue, dataset):
        for predicate in (DCTERMS.title, DCTERMS.description):
            assert {text.language for text in graph.objects(subject, predicate)} == {"sv", "en"}
        publisher = graph.value(subject, DCTERMS.publisher)
        assert (publisher, RDF.type, FOAF.Agent) in graph
        assert graph.value(publisher, FOAF.name)
    for predicate in (DCAT.theme, DCTERMS.accrualPeriodicity, DCTERMS.accessRights, DCTERMS.spatial):
        assert str(graph.value(dataset, predicate)).startswith(
            "http://publications.europa.eu/resource/authority/"
        )
    assert str(graph.value(dataset, DCTERMS.modified).toPython())[:10] == "2026-03-04"


def test_every_distribution_is_a_file_with_a_licence(graph: rdflib.Graph, built: Site) -> None:
    offered = set(graph.objects(the(graph, DCAT.Dataset), DCAT.distribution))
    assert offered == set(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(offered) == 8
    for each in offered:
        path = Path(str(graph.value(each, DCAT.downloadURL)).removeprefix("file://"))
        assert path.parent == built.root / "data"
        assert path.stat().st_size == int(graph.value(each, DCAT.byteSize))
        assert str(graph.value(each, DCTERMS.license)).startswith(
            "https://creativecommons.org/publicdomain/zero/"
        )


def test_what_the_catalogue_names_is_there(graph: rdflib.Graph) -> None:
    local = {str(each).split("#")[0] for triple in graph for each in triple if str(each).startswith("file:")}
    assert [name for name in local if not Path(name.removeprefix("file://")).is_file()] == []
