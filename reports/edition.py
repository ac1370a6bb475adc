"""One language of the site: its words, its templates and where its pages lie."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reports.codebook import Codebook
from reports.language import Language
from reports.pages import PageMaker
from reports.render import environment
from reports.shots import Shots
from reports.words import Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before it is rendered. `name` is its path within the edition, such as `kommun/0114.html`."""

    name: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


Sheets = Iterator[Sheet]


class Edition:
    """The first language of a site lies at its root, every other in a folder of its own."""

    def __init__(self, code: str, first: str, shots: Shots) -> None:
        self.language = Language(code)
        self.prefix = "" if code == first else f"{code}/"
        self.words = Words(self.language)
        self.codebook = Codebook(self.language)
        self.maker = PageMaker(self.language, self.words, self.codebook, shots)
        self._env = environment(self.language, self.words)
        self._env.globals["code_text"] = self.codebook.text

    @property
    def code(self) -> str:
        return self.language.code

    def tell(self, **everywhere: object) -> None:
        """What every page may mention."""
        self._env.globals.update(everywhere)

    def html(self, sheet: Sheet) -> str:
        """`home` leads to this language's start page, `root` to what the languages share."""
        home = "../" * sheet.name.count("/")
        root = home + "../" * self.prefix.count("/")
        page = {"home": home, "root": root, "name": sheet.name, **sheet.context}
        return self._env.get_template(f"{sheet.template}.j2").render(page)

    def path(self, sheet: Sheet) -> str:
        return self.prefix + sheet.name
