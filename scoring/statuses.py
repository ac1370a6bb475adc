"""Why a municipality could not be measured: what it means, who must act, what helps, whether to try again.

One table for the crawl, the operator's `status` and the reports; the texts stand in `statuses.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Who = Literal["site", "registry", "operator", "nobody"]


class Status(NamedTuple):
    """A status reason of the interface, explained."""

    reason: str
    who: Who
    """Who must act: the site's owner, the registry's keeper, the operator of the measurement, or nobody."""
    again: bool
    """Whether a visit is tried once more at the end of the night."""
    sv: str
    en: str
    remedy_sv: str
    remedy_en: str

    def sentence(self, language: str) -> str:
        return self.sv if language == "sv" else self.en

    def remedy(self, language: str) -> str:
        return self.remedy_sv if language == "sv" else self.remedy_en


@cache
def statuses() -> dict[str, Status]:
    """All of them by reason, in the table's order. `not_yet` is no reason of the interface: it stands for a
    municipality without any visit."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        table = tomllib.load(file)
    return {reason: Status(reason, **row) for reason, row in table.items()}


def status_of(reason: str | None) -> Status:
    """An unknown reason is shown as it is, with the remedy that a stranger would need."""
    known = statuses().get(reason or "")
    if known:
        return known
    name = reason or "unknown"
    return Status(name, "operator", False, name, name, "Se körningens logg.", "See the run’s log.")


def visited_again(reason: str | None) -> bool:
    """Whether a visit that ended so is worth another at the end of the night: what is permanent is not."""
    return status_of(reason).again
