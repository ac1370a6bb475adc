"""A result as it may be given away: nothing that the web said about persons is taken on trust."""

from collections.abc import Mapping
from typing import Any

from scoring.lexicon import load_lexicon
from scoring.masking import mask
from scoring.result import Result

_QUOTES = frozenset({"text", "name", "accessible_name"})
"""The fields of a result that hold the web's words."""


def public_result(result: Result, places: tuple[str, ...]) -> Result:
    """Persons' names in quotes masked (method §3e); addresses and our own sentences stay."""
    return Result.model_validate(_masked(result.model_dump(mode="json"), places))


def _masked(value: Any, places: tuple[str, ...], quoted: bool = False) -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(one, places, key in _QUOTES) for key, one in value.items()}
    if isinstance(value, list):
        return [_masked(one, places, quoted) for one in value]
    return mask(value, load_lexicon(), places) if quoted and isinstance(value, str) else value
