"""Who publishes the report and its data, and under which terms they may be used."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Licence(NamedTuple):
    """Of figures, verdicts and explanations. Quoted texts and pictures are the municipalities' own."""

    name: str
    """SPDX identifier."""
    title: str
    url: str


LICENCES: Mapping[str, Licence] = {
    licence.name: licence
    for licence in (
        Licence("CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence(
            "CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
        ),
        Licence(
            "ODC-By-1.0", "Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"
        ),
        Licence("ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    )
}
LICENCE = LICENCES["CC0-1.0"]


class Publisher(NamedTuple):
    """Who stands behind one report. Without a name it is Vägvisaren that data portals are told."""

    name: str = ""
    contact: str = ""
    """A web address or an e-mail address; empty when nobody is to be written to."""
    licence: Licence = LICENCE

    @property
    def shown(self) -> str:
        return self.name or "Vägvisaren"

    @property
    def href(self) -> str:
        """`contact` as an address that a link may lead to; empty when it is none."""
        if "://" in self.contact:
            return self.contact if self.contact.startswith(("https://", "http://")) else ""
        return f"mailto:{self.contact}" if _MAILBOX.fullmatch(self.contact) else ""

    @property
    def mail(self) -> bool:
        return self.href.startswith("mailto:")


NOBODY = Publisher()
