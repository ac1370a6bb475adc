"""Rule ids and reason codes with their sentences, from the one table that code, docs and reports share."""

import hashlib
import re
from dataclasses import dataclass

from reports.language import Language
from scoring.codes import explanations


@dataclass(frozen=True, slots=True)
class CodeText:
    code: str
    sentence: str = ""
    remedy: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the method page."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.code.casefold()).strip("-")
        # Rules with a long or odd name (a code from elsewhere) must not share an anchor by accident.
        return (
            f"code-{slug}" if re.fullmatch(r"[A-Za-z0-9_]{1,40}", self.code) else f"code-{_digest(self.code)}"
        )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()[:12]


class Codebook:
    """All codes of the table, and those that results mention beyond it: each has an anchor to point to."""

    def __init__(self, language: Language) -> None:
        self._codes = {row.code: row for row in _table(language.code)}

    def text(self, code: str) -> CodeText:
        return self._codes.setdefault(code, CodeText(code))

    def all(self) -> list[CodeText]:
        """In the table's order; codes of older versions, which it no longer has, at the end."""
        known = [row for row in self._codes.values() if row.sentence]
        retired = [row for row in self._codes.values() if not row.sentence]
        return known + sorted(retired, key=lambda row: row.code)


def _table(lang: str) -> list[CodeText]:
    if lang == "sv":
        return [CodeText(row.code, _sentence(row.sv), row.remedy_sv) for row in explanations().values()]
    return [CodeText(row.code, _sentence(row.en), row.remedy_en) for row in explanations().values()]


def _sentence(text: str) -> str:
    """The table has some as clauses, to follow a colon elsewhere."""
    return text[:1].upper() + text[1:]
