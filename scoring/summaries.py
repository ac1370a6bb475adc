"""The sentence of an aspect, from the templates in `summaries.toml`."""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from scoring.codes import explain, explanations
from scoring.result import Aspect

LANGUAGES = ("sv", "en")


@lru_cache(maxsize=1)
def templates() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("summaries.toml").read_text(encoding="utf-8"))


def sentence(aspect: Aspect, case: str, language: str, **values: str) -> str:
    """The template of an aspect and case, filled; values come from the web and are inserted as they are."""
    filled = templates()[aspect][language][case]
    for name, value in values.items():
        filled = filled.replace("{" + name + "}", value)
    return str(filled)


def words(keys: Iterable[str], language: str) -> str:
    """A readable list of words from the data file: "telefon, tider"."""
    table = templates()["words"][language]
    return ", ".join(table.get(key, key) for key in keys)


_GENERAL = frozenset({"rules", "frame", "flags"})


def why(reasons: Iterable[str], language: str) -> str:
    """The sentence of the first reason that says what is missing or open, else of a flag or a failed rule; it
    goes on a sentence."""
    groups = [(code, explanations()[code].group) for code in reasons]
    specific = [code for code, group in groups if group not in _GENERAL and group != "failed"]
    flags, failed = ([code for code, group in groups if group == one] for one in ("flags", "failed"))
    said = explain((*specific, *flags, *failed, "no_function")[0], language)
    return said[:1].lower() + said[1:] if said[1:2].islower() else said


def unmeasured(reason: str, language: str) -> str:
    return str(templates()["unmeasured"][language]).replace("{why}", reason)
