"""The page about the data, and their description for data portals (DCAT-AP-SE 3)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from reports.areas import Area
from reports.columns import COLUMNS, Column, Table, meaning
from reports.edition import Edition, Sheet
from reports.language import Language
from reports.opendata.datapackage import MEDIA_TYPES
from reports.opendata.files import FOLDER, DataFiles
from reports.service_words import ServiceWords
from scoring.measures import definitions
from scoring.surveys import imported


class Term(NamedTuple):
    """One row of the data dictionary: the columns that mean the same of each aspect share one."""

    names: tuple[str, ...]
    kind: str
    values: str
    meaning: str


def data_page(files: DataFiles, counties: Sequence[Area], edition: Edition) -> Sheet:
    language, words = edition.language, ServiceWords(edition.language)
    return Sheet(
        "data.html",
        "data.html",
        {
            "files": [
                (file, size(file.bytes, language), formats(language)[file.kind]) for file in files.files
            ],
            "titles": titles(language),
            "dictionary": {table: dictionary(table, language) for table in COLUMNS},
            "measures": [
                (one.id, words.name(one), words.meaning(one), one.cls, one.values, one.unit, one.weekly)
                for one in definitions().values()
            ],
            "imported": [
                (one.id, words.survey(one.id), words.survey_meaning(one.id), one.values, one.unit)
                for one in imported().values()
            ],
            "counties": counties,
            "example": files.places[0].code,
        },
    )


def catalogue(files: DataFiles, head: Mapping[str, Any], editions: Sequence[Edition]) -> Sheet:
    """Both languages in one file; addresses are relative to where it lies."""
    languages = [edition.language for edition in editions]
    run = head["run"] or {}
    context = {
        "files": files.files,
        "media_types": MEDIA_TYPES,
        "texts": [
            (each.code, _about(each), titles(each), formats(each), _keywords(each)) for each in languages
        ],
        "since": files.since[:10],
        "modified": run.get("finished") or run.get("started", ""),
    }
    return Sheet(f"{FOLDER}/dcat.rdf", "dcat.rdf", context)


def titles(language: Language) -> Mapping[Table, str]:
    _ = language.gettext
    return {
        "results": _("The last accepted result of every municipality"),
        "history": _("Every accepted visit of every municipality, a row each"),
        "measures": _("Measures beyond the five points, crawled and imported, a row each"),
    }


def formats(language: Language) -> Mapping[str, str]:
    _ = language.gettext
    return {
        "json": _("everything, with evidence and point card"),
        "csv": _("a table for any program; UTF-8, comma"),
        "xlsx": _("a workbook with filter, frozen header and explanations"),
        "parquet": _("a typed table for analysis"),
    }


def size(count: int, language: Language) -> str:
    """In kB or MB as people count them."""
    if count < 1_000_000:
        return language.gettext("{n} kB", n=max(round(count / 1000), 1))
    return language.gettext("{n} MB", n=round(count / 1_000_000, 1))


def _about(language: Language) -> tuple[str, str]:
    _ = language.gettext
    return (
        _("Vägvisaren: how easy is it to find the way to help on a municipality’s website?"),
        _(
            "All Swedish municipalities, asked every night: five aspects, a point each, in a strict and a"
            " broad reading. Findability is not service."
        ),
    )


def _keywords(language: Language) -> list[str]:
    _ = language.gettext
    return [_("municipalities"), _("websites"), _("findability"), _("contact centre")]


def dictionary(table: Table, language: Language) -> list[Term]:
    same: dict[str, list[Column]] = {}
    for column in COLUMNS[table]:
        same.setdefault(column.text, []).append(column)
    return [_term(columns, language) for columns in same.values()]


def _term(columns: Sequence[Column], language: Language) -> Term:
    _ = language.gettext
    column = columns[0]
    kinds = {
        "str": _("text"),
        "int": _("whole number"),
        "float": _("number"),
        "bool": _("true or false"),
        "datetime": _("time, UTC"),
    }
    values = ", ".join(column.known)
    if column.between:
        low, high = column.between
        values = language.range(low, high) if high is not None else _("from {n}", n=low)
    names = tuple(each.name for each in columns)
    return Term(names, kinds[column.kind.__name__], values, meaning(column).of(language.code))
