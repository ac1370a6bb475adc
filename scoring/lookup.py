"""Which municipality does somebody mean? By name, alias, code or host; exact first, then near misses."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from scoring.hosts import parse_authority
from scoring.registry import BUNDLED_ALIASES

if TYPE_CHECKING:
    from scoring.registry import Municipality, Registry

How = Literal["exact", "alias", "host", "code", "near"]

NEAR_ENOUGH = 0.8
"""Least similarity of a near miss: one letter in five may be wrong."""
SAME_DISTANCE = 0.03
"""Two municipalities closer together than this are equally near: ask, never guess."""
WORTH_SUGGESTING = 0.45
_SUGGESTIONS = 5
_ORGANISATION_WORDS = {"kommun", "kommuns", "stad", "municipality", "city", "staden", "region"}


@dataclass(frozen=True, slots=True)
class Match:
    """The municipality that was meant; ``text`` is the name, alias, host or code that matched."""

    municipality: Municipality
    how: How
    text: str

    @property
    def certain(self) -> bool:
        """False if the caller should say which municipality was taken ("Menade du …?")."""
        return self.how != "near"


class AmbiguousName(LookupError):
    """Several municipalities fit equally well; ``candidates`` are they."""

    def __init__(self, query: str, candidates: Iterable[Municipality]) -> None:
        self.query, self.candidates = query, tuple(candidates)
        names = ", ".join(f"{m.name} ({m.code})" for m in self.candidates)
        super().__init__(f"{query!r} may be any of: {names}")


class UnknownName(LookupError):
    """No municipality fits; ``suggestions`` are the nearest, best first, perhaps none."""

    def __init__(self, query: str, suggestions: Iterable[Municipality] = ()) -> None:
        self.query, self.suggestions = query, tuple(suggestions)
        names = ", ".join(f"{m.name} ({m.code})" for m in self.suggestions)
        super().__init__(f"no municipality is called {query!r}" + (f"; nearest: {names}" if names else ""))


class Index:
    """Ways to find the municipalities of one registry; each is built when it is first needed."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def find(self, query: str) -> Match:
        """The municipality meant by ``query``; raises ``AmbiguousName`` or ``UnknownName``."""
        text = " ".join(unicodedata.normalize("NFKC", query).split())
        for look in (
            self._by_code,
            self._by_host,
            self._by_name,
            self._by_alias,
            self._by_organisation,
            self._by_start,
            self._near,
        ):
            match = look(text)
            if match:
                return match
        raise UnknownName(query, self._suggestions(text))

    def place_names(self, code: str | None = None) -> tuple[str, ...]:
        """Names and aliases that name a place, of one municipality or of all, without repetition."""
        wanted = [self._registry[code]] if code is not None else list(self._registry)
        names = {m.code: [m.name] for m in wanted}
        for alias_code, alias in self._aliases:
            if alias_code in names and _is_place(alias, names[alias_code][0]):
                names[alias_code].append(alias)
        return tuple(dict.fromkeys(name for group in names.values() for name in group))

    @cached_property
    def _aliases(self) -> list[tuple[str, str]]:
        """(code, alias) for the codes that this registry has."""
        if not BUNDLED_ALIASES.is_file():
            return []
        with BUNDLED_ALIASES.open(encoding="utf-8-sig", newline="") as file:
            rows = [(row["code"], row["alias"]) for row in csv.DictReader(file)]
        return [(code, alias) for code, alias in rows if code in self._registry]

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        return [(m.code, m.name) for m in self._registry]

    def _by_code(self, text: str) -> Match | None:
        """Four digits; three if a spreadsheet has eaten the leading zero."""
        if not (text.isascii() and text.isdigit() and len(text) in (3, 4)):
            return None
        code = text.zfill(4)
        return Match(self._registry[code], "code", code) if code in self._registry else None

    def _by_host(self, text: str) -> Match | None:
        if not set(text) & set(".:/"):
            return None
        owners = [m for m in self._registry if m.owns(text)]
        authority = parse_authority(text)
        return _only(text, owners, "host", str(authority) if authority else text)

    def _by_name(self, text: str) -> Match | None:
        return self._exact(text, self._names, "exact")

    def _by_alias(self, text: str) -> Match | None:
        return self._exact(text, self._aliases, "alias")

    def _by_organisation(self, text: str) -> Match | None:
        """The name with "kommun" or "stad" added, for registries without aliases: "Lyckebys kommun"."""
        bare = " ".join(word for word in text.split() if word.casefold() not in _ORGANISATION_WORDS)
        if bare == text:
            return None
        nominative = bare.removesuffix("s")
        return self._exact(bare, self._names, "alias") or self._exact(nominative, self._names, "alias")

    def _exact(self, text: str, known: list[tuple[str, str]], how: How) -> Match | None:
        """As it is spelt; only if nobody is spelt so, without diacritics (habo is Habo, never Håbo)."""
        keys: tuple[Callable[[str], str], ...] = (str.casefold, fold)
        for key in keys:
            wanted = key(text)
            found = {code: name for code, name in known if wanted and key(name) == wanted}
            match = _only(text, [self._registry[code] for code in found], how, *found.values())
            if match:
                return match
        return None

    def _by_start(self, text: str) -> Match | None:
        """The start of a name ("Kristianst"); several names with that start are ambiguous."""
        if len(text) < 3:
            return None
        keys: tuple[Callable[[str], str], ...] = (str.casefold, fold)
        for key in keys:
            found = [m for m in self._registry if key(m.name).startswith(key(text))]
            match = _only(text, found, "near", *(m.name for m in found[:1]))
            if match:
                return match
        return None

    def _near(self, text: str) -> Match | None:
        ranked = self._ranked(text)
        best = ranked[0][0] if ranked else 0.0
        if best < NEAR_ENOUGH or text.isdigit():
            return None
        close = [self._registry[code] for score, code, _ in ranked if best - score < SAME_DISTANCE]
        return _only(text, close, "near", ranked[0][2])

    def _suggestions(self, text: str) -> list[Municipality]:
        worthy = [code for score, code, _ in self._ranked(text) if score >= WORTH_SUGGESTING]
        return [self._registry[code] for code in worthy[:_SUGGESTIONS]]

    def _ranked(self, text: str) -> list[tuple[float, str, str]]:
        """(similarity 0–1, code, name) of each municipality's most similar name, best first."""
        from rapidfuzz.distance import OSA  # loaded only by somebody who has mistyped

        authority = parse_authority(text) if "." in text else None
        plain, folded = (str(authority) if authority else text).casefold(), fold(text)
        best: dict[str, tuple[float, str, str]] = {}
        for code, name in self._names + self._aliases:
            as_spelt = OSA.normalized_similarity(plain, name.casefold())
            unmarked = max(as_spelt, OSA.normalized_similarity(folded, fold(name)))
            score = 0.9 * unmarked + 0.1 * as_spelt
            if score > best.get(code, (0.0, "", ""))[0]:
                best[code] = (score, code, name)
        return sorted(best.values(), key=lambda item: (-item[0], item[1]))


def fold(text: str) -> str:
    """Without case, diacritics and hyphens: "Upplands-Väsby" → "upplands vasby"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "a"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", " ").split())


def _only(query: str, found: list[Municipality], how: How, *texts: str) -> Match | None:
    """The one found, None if none was; several are ambiguous."""
    if len(found) > 1:
        raise AmbiguousName(query, found)
    return Match(found[0], how, texts[0]) if found else None


def _is_place(alias: str, name: str) -> bool:
    """Whether an alias is the name of a place, not of an organisation, a host, or a genitive."""
    words = set(alias.casefold().split())
    return "." not in alias and not words & _ORGANISATION_WORDS and alias not in (f"{name}s", name)
