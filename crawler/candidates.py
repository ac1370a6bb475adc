"""Which raw entries are worth looking at, and which pages are worth reading: ranking, never judging."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any
from urllib.parse import unquote

from crawler.browser.seen import Wish
from scoring.brands import brands_of
from scoring.lexicon import LabelReading, Lexicon, normalise
from scoring.observation import Page

Raw = dict[str, Any]

WEIGHTS = {"strong": 6, "needs_scope": 5, "place": 4, "brand": 4, "contact": 3, "negative": 0, "none": 0}
BRAND_HEAD = 3
BRAND_LENGTH = 30
DETAIL_WEIGHT = 2
"""A telephone number or mail address that names nothing: it may be the function's."""


_COINED = re.compile(r"[^\W\d_a-zåäö][^\W\d_]{2,14}(?: [^\W\d_]{2,12})?")
_EXTENSION = re.compile(r"\.\w{2,5}$")


@dataclass
class Reader:
    """Reads labels for one municipality."""

    lexicon: Lexicon
    places: tuple[str, ...]
    _seen: dict[str, LabelReading] = field(default_factory=dict)
    _weights: dict[tuple[str, ...], int] = field(default_factory=dict)
    _brands: dict[str, LabelReading] = field(default_factory=dict)

    def read(self, text: str) -> LabelReading:
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self.lexicon.read_label(text, self.places)
        if found.kind == "none" and self._brands:
            return self._brands.get(normalise(text), found)
        return found

    def learn(self, page: Page) -> None:
        """A further page may explain a name that no lexicon has."""
        self._brands.update(self.explained_by(page))

    def explained_by(self, page: Page) -> dict[str, LabelReading]:
        """Names that no lexicon has and that a page says of itself what they stand for."""
        return brands_of([page], self.lexicon, self.places)

    def weighing(self, labels: Sequence[str], least: int) -> frozenset[str]:
        """Those of at least this weight; far cheaper for many than one by one. Brands are not looked for."""
        different = list(dict.fromkeys(labels))
        read = self.lexicon.read_labels(different, self.places)
        return frozenset(
            label for label, found in zip(different, read, strict=True) if self._weight(found) >= least
        )

    def weight_of(self, *labels: str) -> int:
        return max((self._weight_of(label) for label in labels if label), default=0)

    def _weight_of(self, label: str) -> int:
        weight = self._weight(self.read(label))
        return weight or int(self.branded(label))

    def _weight(self, reading: LabelReading) -> int:
        # "Omsorg och hjälp" has a contact word in it and is no contact label.
        return 1 if reading.kind == "contact" and not reading.generic else WEIGHTS.get(reading.kind, 0)

    def branded(self, label: str) -> bool:
        """A short label that begins like the place and is not its name: "AskIn" in Asklunda may be one."""
        return len(label) <= BRAND_LENGTH and self._brand.fullmatch(label.strip()) is not None

    def coined(self, label: str) -> bool:
        """A short label without an ordinary word in it: "Lyktan" may be a name that its page explains."""
        if _COINED.fullmatch(label) is None or not (ordinary := self.lexicon.ordinary):
            return False
        if re.search(ordinary, label, re.IGNORECASE) or self.lexicon.kinds_in(label):
            return False
        said = label.casefold()
        return self.read(label).kind == "none" and not any(place.casefold() in said for place in self.places)

    @cached_property
    def _brand(self) -> re.Pattern[str]:
        return re.compile(self._brandlike or r"(?!)", re.IGNORECASE)

    def explains(self, label: str) -> bool:
        """A label that promises what one gets help with, or how."""
        return self.lexicon.promises_help(label)

    def explaining(self, labels: Sequence[str]) -> set[int]:
        """The indexes of the labels (without line breaks) that `explains` holds of."""
        return self.lexicon.promising_help(labels)

    def tells_times(self, label: str) -> bool:
        """ "Öppettider", and nobody else's: "Bibliotekets öppettider" are."""
        if not self.lexicon.promises_times(label) or self.lexicon.patterned("narrow", label.casefold()):
            return False
        return self.read(label).kind != "negative"

    def hinted(self, raw: Raw) -> bool:
        """An icon without any name, whose address names something (ruling 12)."""
        said = (raw["text"], raw["raw"], raw["accessible_name"], raw["title"], raw["alt"])
        return not any(said) and self.weight_of(slug_of(raw["target_url"] or "")) >= WEIGHTS["contact"]

    def weigh(self, raw: Raw) -> int:
        """How likely a raw entry is the way in: see `Wish.weigh`."""
        key = (raw["text"], raw["raw"], raw["accessible_name"], raw["title"], raw["alt"])
        weight = self._weights.get(key)
        if weight is None:
            weight = self._weights[key] = self.weight_of(*key)
        if weight == 0 and raw["kind"] in ("tel", "mailto"):
            return DETAIL_WEIGHT
        return weight

    def wish(self) -> Wish:
        return Wish(self.pattern(), self.name_pattern(), self.weight_of, self.weigh, self.lexicon.ordinary)

    def pattern(self) -> str:
        """The lexicon's pre-filter, telephone and mail links, and this place's names: brands carry them."""
        brand = [rf"^\s*{self._brandlike}\s*$"] if self._brandlike else []
        return "|".join([self.lexicon.prefilter(), "^.{0,80}(tel|mailto):", *self._place_patterns(), *brand])

    def name_pattern(self) -> str:
        """Labels that may name a function: where there are more labels than can be measured, these come
        first."""
        return "|".join([*_function_names(self.lexicon), *self._place_patterns()])

    @cached_property
    def _brandlike(self) -> str:
        """For both dialects: two words at most, the first beginning with the place's first three letters."""
        places = [place for place in self.places if len(place) > BRAND_HEAD]
        own = "|".join(rf"{_loose(place)}s?" for place in places)
        heads = "|".join(sorted({_loose(place[:BRAND_HEAD]) for place in places}))
        return rf"(?!(?:{own})\b)(?:(?:mitt|min|vårt) )?(?:{heads})\w{{1,9}}(?: \w{{2,10}})?" if heads else ""

    def _place_patterns(self) -> list[str]:
        places = [_loose(place) for place in self.places if len(place) >= 3]
        return [
            rf"\b{place}s?\s?direkt|kontakt\s{place}|{place}s?\s\w*(center|centrum|tjänst|service)"
            for place in places
        ]


def slug_of(url: str) -> str:
    """The last part of an address, as words."""
    _, host, rest = url.partition("://")
    whole = (rest if host else url.rpartition(":")[2]).partition("#")[0].partition("?")[0]
    path = whole.partition("/")[2] if host else whole
    last = path.rstrip("/").rpartition("/")[2]
    if "%" in last:
        last = unquote(last)
    if last.endswith(".html"):  # most of those that have an extension
        last = last[:-5]
    elif "." in last:
        last = _EXTENSION.sub("", last)
    return last.replace("-", " ").replace("_", " ").replace("+", " ")


@cache
def _function_names(lexicon: Lexicon) -> tuple[str, ...]:
    data = lexicon.data.raw
    terms = (*data["terms"], *data.get("brands", ()))
    return tuple(_split(term["name"]) for term in terms if term.get("class", "B") in "SMB")


def _split(name: str) -> str:
    """A term of the lexicon as a pattern for both dialects; `|` in it marks where it may be split."""
    return r"[-\s\u00ad]?".join(_loose(part) for part in name.split("|"))


def _loose(place: str) -> str:
    """The name as a pattern that JavaScript (with `u`) and Python both take."""
    return re.sub(r"[^\w]+", r"[\\s-]", place.lower())
