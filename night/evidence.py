"""`vagvisaren evidence NAME`: all that one visit rests on in one file, for whoever wants to check it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import scoring
from night.archive_reader import read_observation, verify
from night.errors import UserError
from night.evidence_text import readme, verdict_lines
from night.terminal import clean
from reports.public import public_result
from scoring.codes import explanations
from scoring.observation import Observation
from scoring.registry import Municipality, Registry
from scoring.result import Result
from scoring.store import Store, StoredFile
from scoring.store.records import as_json

SCHEMA = "vagvisaren-evidence/1"
DIGESTS = "SHA256SUMS"
_RULES = Path(scoring.__file__).parent
_METHOD = _RULES.parent / "docs" / "method.md"
_ZIP_FIRST, _ZIP_LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""What a zip can say of a file's moment: the clock may have been wrong."""
_PACKED = (".warc.gz", ".webp")


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into the file."""

    run: str
    measured_at: str
    files: int
    missing: tuple[str, ...]
    """Pictures that the database names and the disk has not."""


def default_name(place: Municipality, result: Result) -> str:
    """`vagvisaren-0180-20260131.zip`: the municipality's code and the day of the visit."""
    return f"vagvisaren-{place.code}-{result.measured_at[:10].replace('-', '')}.zip"


class Evidence:
    """Everything about the shown result of one municipality. Raises UserError where it cannot be had."""

    def __init__(self, store: Store, registry: Registry, data: Path, place: Municipality) -> None:
        self._data, self._place = data, place
        self._places = registry.place_names(place.code) if place.code in registry else (place.name,)
        shown = store.latest([place.code]).get(place.code)
        if shown is None:
            raise UserError(f"never visited here: {self._who}. Run `vagvisaren crawl {place.code}` first.")
        self.run, self.result = shown.run_id, shown.result
        self._files = [file for _, file in store.files(self.run, place.code)]
        self._archive = self._whole_archive()
        self._observation = self._seen(store)

    def write(self, stream: IO[bytes]) -> Packed:
        """The same bytes for the same visit and the same judgement."""
        moment = datetime.fromisoformat(self.result.measured_at)
        public = public_result(self.result, self._places)
        missing: list[str] = []
        digests: dict[str, str] = {}
        with ZipFile(stream, "w") as packed:

            def put(name: str, content: bytes) -> None:
                info = ZipInfo(name, min(max(moment.timetuple()[:6], _ZIP_FIRST), _ZIP_LAST))
                info.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
                info.create_system, info.external_attr = 3, 0o644 << 16
                packed.writestr(info, content)
                digests[name] = hashlib.sha256(content).hexdigest()

            put("README.txt", readme(self._place, self.run, self.result).encode())
            for language in ("sv", "en"):
                text = verdict_lines(self._place, self.run, public, language)
                put(f"verdicts.{language}.txt", text.encode())
            put("verdicts.json", _pretty(self._verdicts(public)))
            for name, content in _rules():
                put(name, content)
            for file in self._pictures():
                try:
                    put(f"pictures/{Path(file.path).name}", (self._data / file.path).read_bytes())
                except FileNotFoundError:
                    missing.append(file.path)
            put("complete/observation.json", _pretty(json.loads(as_json(self._observation))))
            put(f"complete/{self._archive.name}", self._archive.read_bytes())
            lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
            put(DIGESTS, lines.encode())
        return Packed(self.run, self.result.measured_at, len(digests), tuple(missing))

    @property
    def _who(self) -> str:
        return f"{clean(self._place.name)} ({self._place.code})"

    def _pictures(self) -> list[StoredFile]:
        found = {file.path: file for file in self._files if file.kind == "picture"}
        return [found[path] for path in sorted(found)]

    def _whole_archive(self) -> Path:
        """An archive that does not hold proves nothing: better none."""
        file = next((file for file in self._files if file.kind == "archive"), None)
        if file is None or not (self._data / file.path).is_file():
            raise UserError(
                f"nothing is archived of {self._who} in run {self.run}: it was pruned, or measured with "
                f"VAGVISAREN_ARCHIVE=no. Visit again: `vagvisaren crawl {self._place.code}`."
            )
        problems = verify(self._data / file.path, file.sha256)
        if problems:
            raise UserError(f"the archive of {self._who} does not hold, so it proves nothing: {problems[0]}")
        return self._data / file.path

    def _seen(self, store: Store) -> Observation:
        # The archive's own copy: it is what its digests vouch for.
        return store.observation(self.run, self._place.code) or read_observation(self._archive)

    def _verdicts(self, public: Result) -> dict[str, Any]:
        codes = {
            code
            for aspects in (public.aspects, public.aspects_broad)
            for _, found in aspects.items()
            for code in (*found.reasons, *found.flags, *found.caps, *found.review_reasons)
        }
        known = explanations()
        return {
            "schema": SCHEMA,
            "municipality": {"code": self._place.code, "name": self._place.name},
            "run": self.run,
            "result": public.model_dump(mode="json"),
            "codes": {c: {"sv": known[c].sv, "en": known[c].en} for c in sorted(codes) if c in known},
        }


def _rules() -> list[tuple[str, bytes]]:
    """The tables that the program judges by; the method in words where the documents are at hand."""
    tables = [*sorted(_RULES.glob("*.toml")), *sorted((_RULES / "lexicon").glob("*.toml"))]
    found = [(f"rules/{path.relative_to(_RULES).as_posix()}", path.read_bytes()) for path in tables]
    return [("rules/method.md", _METHOD.read_bytes()), *found] if _METHOD.is_file() else found


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
