"""What a municipality is sent before publication: its page with pictures, what was measured, how to object.

One folder's worth of files that need nothing beside them, in both languages, persons' names masked.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.edition import Edition, Sheet
from reports.language import languages
from reports.output import Output
from reports.public import public_result
from reports.render import STATIC
from reports.replies import replies
from reports.shots import Shots
from reports.standings import LETTERS
from reports.webtext import harmless
from scoring.observation import Observation
from scoring.registry import Municipality, Registry
from scoring.store import Shown

SCHEMA = "vagvisaren-preview/1"
_ASSETS = ("site.css", "sign.svg")


@dataclass(frozen=True, slots=True)
class Invitation:
    """To whom an objection goes, and until when; either may be empty."""

    reply_to: str
    until: str


class Preview:
    """The files of one municipality's preview. `lang` is the language that opens first."""

    def __init__(
        self,
        registry: Registry,
        place: Municipality,
        data: Path,
        lang: str,
        invited: Invitation,
    ) -> None:
        self._place, self._data, self._lang, self._invited = place, data, lang, invited
        self._places = registry.place_names(place.code)

    def files(self, shown: Shown, seen: Observation | None) -> Iterator[tuple[str, bytes]]:
        """(name, content) of every file, by name. The same result gives the same bytes."""
        public = replace(shown, result=public_result(shown.result, self._places))
        with TemporaryDirectory() as folder:
            out = Path(folder)
            output = Output(out)
            shots = Shots(self._data, output)
            codes = (self._lang, *(code for code in languages() if code != self._lang))
            editions = [Edition(code, self._lang, shots) for code in codes]
            for edition in editions:
                self._tell(edition, editions, public)
                for sheet in self._sheets(edition, public, seen):
                    output.text(edition.path(sheet), edition.html(sheet))
                output.text(f"{edition.prefix}objection.txt", self._form(edition))
            for name in _ASSETS:
                output.data(f"static/{name}", (STATIC / name).read_bytes())
            output.text("measured.json", self._measured(public))
            for path in sorted(path for path in out.rglob("*") if path.is_file()):
                yield path.relative_to(out).as_posix(), path.read_bytes()

    def _tell(self, edition: Edition, editions: Sequence[Edition], public: Shown) -> None:
        edition.tell(
            place=self._place,
            invited=self._invited,
            stored=public,
            editions=[(other.code, other.prefix) for other in editions],
            replies=replies(self._place.name, public.objections, public.decisions),
        )

    def _sheets(self, edition: Edition, public: Shown, seen: Observation | None) -> Iterator[Sheet]:
        measured = public.result.status == "measured"
        page = edition.maker.page(self._place, public.result, seen) if measured else None
        decisions = tuple(edition.maker.decisions(self._place, public))
        yield Sheet("index.html", "preview.html", {"page": page, "decisions": decisions})
        # Last: by now the codebook has every code that the page mentions.
        yield Sheet("method.html", "preview-method.html", {"codes": edition.codebook.all()})

    def _measured(self, public: Shown) -> str:
        fields = {
            "schema": SCHEMA,
            "municipality": {"code": self._place.code, "name": self._place.name},
            "run": public.run_id,
            "result": public.result.model_dump(mode="json"),
            "reply": asdict(self._invited),
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"

    def _form(self, edition: Edition) -> str:
        _ = edition.language.gettext
        name, questions = harmless(self._place.name), edition.words.questions
        lines = [
            _("Objection to the measurement of {name} ({code})", name=name, code=self._place.code),
            "",
            _("Which aspect (one form for each):"),
            *(f"  [ ] {letter}. {questions[aspect]}" for aspect, letter in LETTERS.items()),
            "",
            _("What a visitor sees instead, and at which address:"),
            "",
            "",
            _("Who objects (name, role, how to reach you), and the day:"),
            "",
        ]
        return "\n".join(lines) + "\n"
