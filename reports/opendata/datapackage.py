"""`datapackage.json`: the tables described for programs (Data Package 2.0, https://datapackage.org)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from reports.columns import COLUMNS, Column, Table, meaning
from reports.licence import NOBODY, Publisher
from reports.opendata.files import File

_PROFILES = "https://datapackage.org/profiles/2.0"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", datetime: "datetime"}
_KEYS: Mapping[Table, tuple[str, ...]] = {
    "results": ("code",),
    "history": ("code", "run_id"),
    "measures": ("code", "measure", "source", "seen"),
}
TITLES: Mapping[Table, str] = {
    "results": "The last accepted result of every municipality",
    "history": "Every accepted visit of every municipality",
    "measures": "Measures beyond the five points, crawled and imported",
}


def datapackage(
    files: Sequence[File], head: Mapping[str, Any], publisher: Publisher = NOBODY
) -> dict[str, Any]:
    """Paths are relative to its own place, beside the files."""
    run, licence = head["run"] or {}, publisher.licence
    made = {"created": run["started"]} if run else {}
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "vagvisaren",
        "title": "Vägvisaren: how easy is it to find the way to help on a municipality's website?",
        "description": (
            "All Swedish municipalities, asked every night: five aspects, a point each, in a strict and a "
            "broad reading. Findability is not service. Quoted texts are the municipalities' own."
        ),
        "version": head["method_version"],
        **made,
        "keywords": ["municipalities", "Sweden", "websites", "findability", "contact centre"],
        "licenses": [{"name": licence.name, "path": licence.url, "title": licence.title}],
        "contributors": list(_contributors(publisher)),
        "resources": [_resource(file) for file in files],
    }


def _contributors(publisher: Publisher) -> Iterator[dict[str, Any]]:
    yield {"title": "Vägvisaren", "roles": ["creator"]}
    if publisher.name:
        address = {"email": publisher.contact} if publisher.mail else {"path": publisher.href}
        yield {"title": publisher.name, "roles": ["publisher"], **(address if publisher.href else {})}


def _resource(file: File) -> dict[str, Any]:
    plain = {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": file.table if file.kind == "csv" else f"{file.table}-{file.kind}",
        "title": TITLES[file.table],
        "path": PurePosixPath(file.name).name,
        "format": file.kind,
        "mediatype": MEDIA_TYPES[file.kind],
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if file.kind != "csv":
        return plain
    return {**plain, "type": "table", "encoding": "utf-8", "schema": table_schema(file.table)}


def table_schema(table: Table) -> dict[str, Any]:
    key = _KEYS[table]
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in COLUMNS[table]],
        "missingValues": [""],
        "primaryKey": list(key),
    }
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.known:
        constraints["enum"] = list(column.known)
    if column.between:
        low, high = column.between
        constraints |= {"minimum": low} if high is None else {"minimum": low, "maximum": high}
    plain = {"name": column.name, "type": _TYPES[column.kind], "description": meaning(column).en}
    return {**plain, "constraints": constraints} if constraints else plain
