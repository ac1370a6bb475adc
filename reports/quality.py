"""The page that says how often the machine is right: the last validation, as its readers write figures."""

import logging
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from babel.numbers import format_decimal, format_percent
from pydantic import ValidationError

from reports.language import Language
from reports.source import Place
from reports.standings import LETTERS
from reports.words import Words
from scoring.agreement.validation import (
    HUMANS_AGREE,
    VALIDATION_FILE,
    Column,
    Disagreement,
    Group,
    Proportion,
    Validation,
)


def stored_validation(data_dir: Path | None) -> Validation | None:
    """What `vagvisaren validate` kept. One that cannot be read costs only its page, and the log says so."""
    path = data_dir / VALIDATION_FILE if data_dir else None
    if path is None or not path.is_file():
        return None
    try:
        return Validation.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        logging.getLogger(__name__).warning("no page about quality: %s: %s", path, error)
        return None


class Quality:
    """A validation and the words and figures that its page asks for."""

    def __init__(self, found: Validation, places: Iterable[Place], language: Language, words: Words) -> None:
        self.found = found
        self._pages = {place.code for place in places}
        self._language = language
        self._words = words

    @property
    def columns(self) -> list[Column]:
        """Those that something was compared in."""
        return [column for column in self.found.columns if column.statistics.agreement.of]

    @property
    def judged(self) -> list[Column]:
        """Those with verdicts: all but the status."""
        return [column for column in self.columns if column.reviews is not None]

    @property
    def several(self) -> int:
        return sum(column.several for column in self.found.columns)

    @property
    def undefined(self) -> bool:
        """Whether a coefficient is shown as –."""
        shown = [column.statistics for column in self.columns]
        shown += [figures for group in self.found.groups for figures in group.columns.values()]
        return any(figures.undefined for figures in shown)

    def groups(self, kind: str) -> list[Group]:
        return [group for group in self.found.groups if group.kind == kind]

    def has_page(self, found: Disagreement) -> bool:
        return found.code in self._pages

    def title(self, column: str) -> str:
        """As `a finns`, or `a finns, bred läsning`."""
        return self._titles[column]

    def word(self, verdict: str) -> str:
        """A verdict in words; a status reason as it is."""
        _ = self._language.gettext
        known = {str(name): word for name, word in self._words.verdicts.items()} | {"measured": _("measured")}
        return known.get(verdict, verdict)

    def label(self, allowed: Iterable[str]) -> str:
        return " / ".join(self.word(verdict) for verdict in allowed)

    def group_name(self, group: Group) -> str:
        return self._words.sizes.get(group.name, group.name) if group.kind == "size" else group.name

    def why(self, found: Disagreement) -> tuple[str, str]:
        """(the machine's sentence, its language)."""
        if self._language.code != "sv" and found.summary_en:
            return found.summary_en, self._language.code
        return found.summary, "sv"

    def share(self, found: Proportion) -> str:
        return "–" if found.percent is None else self._percent(found.percent / 100)

    def interval(self, found: Proportion) -> str:
        if found.low is None or found.high is None:
            return "–"
        return self._language.interval(found.low, found.high)

    def coefficient(self, value: float | None) -> str:
        return "–" if value is None else str(format_decimal(value, "0.00", locale=self._language.code))

    @property
    def humans(self) -> tuple[str, str]:
        low, high = HUMANS_AGREE
        return self._percent(low), self._percent(high)

    def _percent(self, share: float) -> str:
        return str(format_percent(round(share, 3), locale=self._language.code, decimal_quantization=False))

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        _ = self._language.gettext
        titles = {"status": _("status")}
        for aspect, name in self._words.aspects.items():
            titles[aspect] = f"{LETTERS[aspect]} {name}"
            titles[f"{aspect}_broad"] = _("{aspect}, broad reading", aspect=titles[aspect])
        return titles
