"""The data files of the site, written side by side in one pass over the municipalities."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from reports.columns import COLUMNS, Table
from reports.export import (
    FORMATS,
    Format,
    JsonWriter,
    batches,
    heading,
    json_text,
    open_writer,
)
from reports.export_measures import by_code, rows_of_place
from reports.export_rows import municipality, visit
from reports.export_tables import Writer
from reports.licence import LICENCE, Licence
from reports.output import Output
from reports.source import Place, Published, Source, StoredResult
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue

FOLDER = "data"
SCHEMAS = Path(__file__).parents[1] / "schema"
MUNICIPALITY_SCHEMA = "vagvisaren-municipality/1"
OFFERED: dict[Table, tuple[Format, ...]] = {
    "results": FORMATS,
    "history": ("csv", "parquet"),
    "measures": ("csv", "parquet"),
}
"""Years of nights, and all measures of everybody, are too many rows for a workbook and too long for one
JSON."""


@dataclass(frozen=True, slots=True)
class File:
    """One table in one format. `name` is its path from the site's root."""

    table: Table
    kind: Format
    name: str
    bytes: int
    sha256: str
    rows: int


@dataclass(slots=True)
class Past:
    """One municipality as the files know it."""

    place: Place
    stored: StoredResult | None
    visits: Sequence[Published]
    week: Week | None = None
    said: Sequence[SurveyValue] = ()

    @property
    def since(self) -> str:
        """When the first visit was made; empty without one."""
        return min((visit.measured_at for visit in self.visits), default="")


@dataclass
class DataFiles:
    """Iterate over `municipalities`, to the end; then the files stand in `files`."""

    store: Source
    places: Sequence[Place]
    output: Output
    weeks: Mapping[str, Week] = field(default_factory=dict)
    survey_values: Sequence[SurveyValue] = ()
    licence: Licence = LICENCE
    files: list[File] = field(default_factory=list)
    since: str = ""
    """When the first visit of the history was made; empty without one."""

    def municipalities(self) -> Iterator[Past]:
        for path in sorted(SCHEMAS.glob("*.json")):
            self.output.data(f"{FOLDER}/{path.name}", path.read_bytes())
        rows: dict[Table, int] = dict.fromkeys(COLUMNS, 0)
        said = by_code(self.survey_values)
        with ExitStack() as stack:
            writers = self._writers(stack)
            for batch in batches(self.places):
                codes = [place.code for place in batch]
                shown, visits = self.store.latest(codes), self.store.timeline(codes)
                for place in batch:
                    mine = shown.get(place.code), visits.get(place.code, ())
                    past = Past(place, *mine, self.weeks.get(place.code), said.get(place.code, ()))
                    rows["results"] += 1
                    rows["history"] += len(past.visits)
                    rows["measures"] += self._add(writers, past)
                    yield past
            for of_table in writers.values():
                for writer in of_table:
                    writer.close()
        self.files += [self._file(table, kind, rows[table]) for table in OFFERED for kind in OFFERED[table]]

    def _writers(self, stack: ExitStack) -> dict[Table, list[Writer]]:
        head = heading(self.store)
        return {
            table: [
                open_writer(
                    stack.enter_context(self.output.open(_name(table, kind))), kind, table, head, self.licence
                )
                for kind in kinds
            ]
            for table, kinds in OFFERED.items()
        }

    def _add(self, writers: dict[Table, list[Writer]], past: Past) -> int:
        """How many measures there are of it."""
        row = municipality(past.place, past.stored)
        history = [visit(judged) for judged in past.visits]
        text = json_text(row)
        for writer in writers["results"]:
            if isinstance(writer, JsonWriter):
                writer.add_text(text)
            else:
                writer.add(row)
        for writer in writers["history"]:
            for each in history:
                writer.add(each)
        told = [*rows_of_place(past.place, past.stored, past.week, past.said)]
        for writer in writers["measures"]:
            for each in told:
                writer.add(each)
        self.since = min(filter(None, (self.since, past.since)), default="")
        head = f'{{"schema": "{MUNICIPALITY_SCHEMA}", "municipality": {text}, "history": '
        self.output.text(f"kommun/{past.place.code}.json", head + json_text(history) + "}\n")
        return len(told)

    def _file(self, table: Table, kind: Format, rows: int) -> File:
        name = _name(table, kind)
        with (self.output.out / name).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return File(table, kind, name, stream.seek(0, 2), digest, rows)


def _name(table: Table, kind: Format) -> str:
    return f"{FOLDER}/{table}.{kind}"
