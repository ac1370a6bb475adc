"""The reasons that an auditor can take with one key, from `reasons.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from scoring.result import Aspect

YesNo = Literal["yes", "no"]
MOST = 8
"""As many as have a digit of their own, with one to spare."""


@dataclass(frozen=True, slots=True)
class Reason:
    verdict: YesNo
    text: str


@lru_cache(maxsize=1)
def table() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    """`codes` and `aspects` → key → verdict → language → sentence."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def reasons(aspect: Aspect, codes: Iterable[str], language: str) -> tuple[Reason, ...]:
    """Those of the codes first, the aspect's own last, each verdict beside its opposite."""
    rows = [table()["codes"][code] for code in dict.fromkeys(codes) if code in table()["codes"]]
    pairs = [*rows[: (MOST - 2) // 2], table()["aspects"][aspect]]
    order: tuple[YesNo, ...] = ("yes", "no")
    return tuple(
        Reason(verdict, row[verdict][language]) for row in pairs for verdict in order if verdict in row
    )
