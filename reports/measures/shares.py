"""How many have a measure: over all, and by size class, SKR group and county, with Wilson intervals."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.areas import KINDS, PERCENT_FROM, Kind, area_key
from reports.beyond import Light
from reports.sorting import swedish_order
from reports.source import Place
from scoring.agreement.coefficients import wilson
from scoring.measures import Definition
from scoring.sizes import SIZE_CLASSES, size_class

_ONLY = {
    "chat": ("yes",),
    "ladder": ("contact_centre",),
    "consistent_help": ("consistent",),
    "centralisation": ("all_in_one",),
}
_NOT_TAKEN = {"centralisation": "unknown", "consistent_help": "too_few"}
"""Too few pages were read to say anything: neither found nor not found."""


@dataclass(frozen=True, slots=True)
class Share:
    count: int
    total: int

    @property
    def share(self) -> float:
        return self.count / self.total

    @property
    def percent(self) -> bool:
        """Whether there are enough to speak of percent."""
        return self.total >= PERCENT_FROM

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.count, self.total)


def counts_as_found(definition: Definition) -> tuple[str, ...]:
    """Closed for good is no chat, help that moves is not at the same place; a ladder's share is that of
    contact centres, and centralisation's of all in one place."""
    return _ONLY.get(definition.id, definition.values[1:])


def taken(values: Mapping[str, str], definition: Definition) -> str | None:
    """The value, unless nothing can be said of it."""
    value = values.get(definition.id)
    return None if value == _NOT_TAKEN.get(definition.id) else value


def share_of(rows: Iterable[Light], definition: Definition, *values: str) -> Share | None:
    """Of those where the measure was taken: how many have one of the values (default: anything found)."""
    found = [value for row in rows if (value := taken(row.values, definition))]
    wanted = values or counts_as_found(definition)
    return Share(sum(value in wanted for value in found), len(found)) if found else None


@dataclass(frozen=True, slots=True)
class Part:
    """Municipalities that belong together. `label`: the county's name, the group's code or the size class."""

    kind: Kind
    label: str
    page: str
    rows: tuple[Light, ...]


def parts(rows: Sequence[Light]) -> dict[Kind, tuple[Part, ...]]:
    """In the order that readers expect: small to large, groups by code, counties by name."""
    sizes = [name for name, _ in SIZE_CLASSES]
    of: dict[Kind, tuple[Callable[[Place], tuple[str, str]], Callable[[str], object]]] = {
        "size": (lambda p: (size_class(p.population),) * 2, sizes.index),
        "group": (lambda p: (p.group_code, p.group_code), str),
        "county": (lambda p: (p.county_code, p.county), swedish_order),
    }
    return {kind: tuple(_parts(kind, rows, *of[kind])) for kind in KINDS}


def _parts(
    kind: Kind,
    rows: Sequence[Light],
    which: Callable[[Place], tuple[str, str]],
    order: Callable[[str], object],
) -> Iterable[Part]:
    found: dict[str, list[Light]] = {}
    labels: dict[str, str] = {}
    for row in rows:
        code, label = which(row.place)
        if code:
            labels.setdefault(code, label)
            found.setdefault(code, []).append(row)
    for code in sorted(labels, key=lambda code: order(labels[code])):  # type: ignore[arg-type,return-value]
        yield Part(kind, labels[code], f"{kind}/{area_key(code)}.html", tuple(found[code]))


def split(
    of: Mapping[Kind, Sequence[Part]], definition: Definition
) -> dict[Kind, list[tuple[Part, Share | None]]]:
    return {kind: [(part, share_of(part.rows, definition)) for part in some] for kind, some in of.items()}
