"""What a visit to a start page looks for, and what it saw, raw: `crawler.entries` makes records of it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from crawler.browser.opening import Opened, Raw


@dataclass(frozen=True)
class Wish:
    """What to look for on the page."""

    pattern: str
    """Regular expression (JavaScript, flags `iu`) that every label worth measuring matches."""
    name_pattern: str
    """The same for names of functions: they are measured first where there are more labels than can be."""
    weigh_label: Callable[[str], int]
    """The same scale as `weigh`, for a label alone."""
    weigh: Callable[[Raw], int]
    """How likely a raw entry is the way in: 0 not at all, 2 telephone or mail, 3 contact word, 4–6 a
    function's name."""
    ordinary: str = ""
    """The same as `pattern` for words of ordinary labels: what matches it is no coined name."""


@dataclass(frozen=True)
class Shot:
    kind: Literal["desktop", "mobile", "before_consent", "clip"]
    data: bytes
    box: tuple[float, float, float, float]
    entry: int | None = None

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass
class StartVisit:
    """What the visit saw, raw; `crawler.entries` makes records of it."""

    url: str
    final_url: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    document_bytes: int = 0
    """Of the document alone, unpacked."""
    ready: Raw = field(default_factory=dict)
    consent: Raw = field(default_factory=dict)
    desktop: Raw = field(default_factory=dict)
    mobile: Raw | None = None
    mobile_ready: Raw = field(default_factory=dict)
    opened_desktop: Opened = field(default_factory=Opened)
    opened_mobile: Opened = field(default_factory=Opened)
    faded_in: list[Raw] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    shots: list[Shot] = field(default_factory=list)
    mhtml: bytes = b""
    dialogs: int = 0
    notes: list[str] = field(default_factory=list)
    missed: int = 0
    """How many steps came to nothing that another visit may bring to something."""
    milliseconds: dict[str, int] = field(default_factory=dict)

    def miss(self, why: str) -> None:
        self.notes.append(why[:300])
        self.missed += 1

    def let_go(self) -> None:
        """Of what was measured, once records have been made of it."""
        self.desktop, self.mobile, self.faded_in = {}, None, []
        self.opened_desktop, self.opened_mobile = Opened(), Opened()
