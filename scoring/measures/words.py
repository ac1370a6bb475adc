"""The measures' words, compiled once from `scoring/lexicon/measures/`."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from scoring.lexicon.anchors import Anchors
from scoring.lexicon.phrases import PhraseTable, phrase_source

FOLDER = Path(__file__).parents[1] / "lexicon" / "measures"
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|&")
_LONGEST_LABEL = 80


class Label:
    """Whether a whole label says one thing: its core occurs, and no word stands beside it that makes it
    another."""

    def __init__(self, core: Iterable[str], beside: Iterable[str]) -> None:
        self._core = PhraseTable.of(core)
        self._phrases = tuple(re.compile(phrase_source(phrase)) for phrase in core)
        self._beside = frozenset(word.casefold() for word in beside)

    @property
    def core(self) -> PhraseTable:
        return self._core

    def says(self, label: str, more: frozenset[str] = frozenset()) -> bool:
        """`label` is normalised; `more`: further words that may stand beside (the place's names)."""
        if len(label) > _LONGEST_LABEL or not self._core.search(label):
            return False
        for phrase in self._phrases:
            label = phrase.sub(" ", label)
        return all(word in self._beside or word in more for word in _WORD.findall(label))


class Words:
    """One language."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.version = str(raw["version"])
        self.raw = raw
        common = raw["common"]["beside"]
        self.labels = {
            name: Label(row["core"], [*common, *row["beside"]]) for name, row in raw["labels"].items()
        }
        self.text = {name: PhraseTable.of(rows) for name, rows in raw["text"].items()}
        self.chat = {name: PhraseTable.of(raw["chat"][name]) for name in ("staff", "closed", "foreign")}
        self.chat_word = re.compile(rf"\b(?:{raw['chat']['word']})\b")
        self.bot = {name: PhraseTable.of(raw["bot"][name]) for name in ("words", "says", "hands_over")}
        self.bot_names = (re.compile(raw["bot"]["name"]), re.compile(raw["bot"]["name_before"]))
        self.bot_name_stems = frozenset(raw["bot"]["name_stems"])
        tables = (*self.text.values(), *self.chat.values(), *self.bot.values())
        tables = (*tables, *(label.core for label in self.labels.values()))
        self.stems = Anchors({*self.bot_name_stems, *(word for t in tables for word in t.anchors.words)})
        """Of all tables: what is looked for in the labels of a site is looked for in one go."""
        self.numbers: dict[str, int] = raw["numbers"]
        self.within = _within(raw)
        self.has_time = _has_time(raw)
        self.next_day = _next(raw)
        self.services = re.compile(rf"(?<![\d.,-])({_number(raw)}) e-tjänster\b")

    def amount(self, text: str) -> int:
        return int(text) if text.isdigit() else self.numbers.get(text, 0)

    def unit(self, word: str) -> str:
        return next(str(name) for name, words in self.raw["units"].items() if word in words)


def _number(raw: dict[str, Any]) -> str:
    return r"\d{1,3}|" + "|".join(map(re.escape, raw["numbers"]))


def _within(raw: dict[str, Any]) -> re.Pattern[str]:
    """ "inom två arbetsdagar", "inom ett dygn", "senast två vardagar senare", "within three working days"."""
    units = sorted((word for words in raw["units"].values() for word in words), key=len, reverse=True)
    return re.compile(rf"\b(?:inom|within|senast) ({_number(raw)}) ({'|'.join(map(re.escape, units))})\b")


def _has_time(raw: dict[str, Any]) -> re.Pattern[str]:
    """ "har två arbetsdagar på sig att svara"."""
    units = sorted((word for words in raw["units"].values() for word in words), key=len, reverse=True)
    return re.compile(rf"\bhar ({_number(raw)}) ({'|'.join(map(re.escape, units))}) på sig\b")


def _next(raw: dict[str, Any]) -> re.Pattern[str]:
    """ "senast nästa arbetsdag", "samma eller nästkommande vardag": one day or working day."""
    units = sorted((*raw["units"]["days"], *raw["units"]["working_days"]), key=len, reverse=True)
    words = "|".join(map(re.escape, raw["next_day"]["words"]))
    return re.compile(rf"\b(?:{words}) ({'|'.join(map(re.escape, units))})\b")


@lru_cache(maxsize=4)
def words_of(language: str = "sv_se") -> Words:
    return Words(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
