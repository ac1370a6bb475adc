"""Size classes of municipalities: for the ranking's filter, the agreement by size, and samples."""

SIZE_CLASSES = (
    ("under_15000", 0),
    ("15000_40000", 15_000),
    ("40000_100000", 40_000),
    ("from_100000", 100_000),
)
"""Inhabitants from here on, up to the next class."""


def size_class(population: int) -> str:
    return next(name for name, least in reversed(SIZE_CLASSES) if population >= least)
