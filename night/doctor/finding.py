"""What a check has found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` says what is; `remedy` what to do when that is not well, in sentences of its own."""

    well: bool
    text: str
    remedy: str = ""
