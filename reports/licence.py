"""Under which terms the published data may be used."""

from typing import NamedTuple


class Licence(NamedTuple):
    name: str
    title: str
    url: str


LICENCE = Licence(
    "CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"
)
"""Of figures, verdicts and explanations. Quoted texts and pictures are the municipalities' own."""
