"""Labels that lead to pages with phone and hours and stand in no class of the lexicon: how brands are found.

Pure. What is found is a list for a human: nothing here is read by a rule.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scoring.area import Area, page_area
from scoring.evidence_of_help import Scope, scope_of, signs
from scoring.lexicon import Lexicon, normalise
from scoring.lexicon.normalise import clean, fold_space
from scoring.observation import Observation, Page
from scoring.site import Site, h1, in_news
from scoring.targets import named_by, target_trouble
from scoring.urls import page_key

SLOT = "{ort}"
"""Stands for the municipality's name: "Sundsvall svarar" and "Ånge svarar" are one pattern."""
LONGEST = 60
"""Longer labels are sentences and headlines, not names."""
EXAMPLES = 3
COMMON = 3
"""A name that so many municipalities use for all their services is no longer anybody's brand."""

Guess = Literal["S", "M", "P", "B", "W", "N", "?"]
Hint = tuple[Guess, str]
_ORDER: tuple[Guess, ...] = ("S", "M", "P", "B", "W", "N", "?")
"""Those first that may name a function."""
_EDGES = " .,:;!?·•|/\\-–—<>»«›‹→←▸►+*\"'”“’()[]"
_LETTER = re.compile(r"[^\W\d_]")
_NAMES = {
    "S": "{n} municipalities head pages so that say they serve the whole municipality",
    "M": "{n} municipalities head pages so that answer or guide",
    "B": "one municipality heads a page so that answers or guides",
}
_PLACE: Hint = ("P", "the name of the place stands in it")
_HEADED: Hint = ("?", "its page is headed so and does not say that it answers or guides")
_NOTHING: Hint = ("?", "nothing speaks for a class")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One label of one municipality's site, with what its target says."""

    code: str
    name: str
    label: str
    """As a visitor sees it."""
    url: str
    pattern: str
    """Normalised, with `SLOT` for the place's name."""
    points_to: Hint
    """Which class this one label's target speaks for."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One label, wherever it was seen."""

    label: str
    municipalities: int
    links: int
    """Different labels and targets."""
    guess: Guess
    reason: str
    examples: tuple[Sighting, ...]
    """One per municipality, at most `EXAMPLES`."""


def unknown_labels(observation: Observation, lexicon: Lexicon, places: tuple[str, ...]) -> list[Sighting]:
    """Every label of one visit that no class knows and whose target was read and shows phone and hours."""
    if observation.status == "unmeasured" or observation.start is None:
        return []
    site = Site(observation, lexicon, places)
    places_in = _places_in(site)
    found: dict[tuple[str, str], Sighting] = {}
    for label, page in _labels(site):
        text = clean(label).strip(_EDGES)
        pattern = _pattern(text, places_in)
        key = pattern, page_key(page.final_url or page.url)
        if key in found or pattern == SLOT or len(text) > LONGEST or len(_LETTER.findall(text)) < 2:
            continue
        found[key] = Sighting(
            observation.code,
            observation.name,
            text,
            page.final_url or page.url,
            pattern,
            _points_to(site, text, page, places_in),
        )
    return [found[key] for key in sorted(found)]


def patterns(sightings: list[Sighting]) -> tuple[Pattern, ...]:
    """Grouped: what may name a function first, then what most municipalities have."""
    groups: dict[str, list[Sighting]] = {}
    for seen in sightings:
        groups.setdefault(seen.pattern, []).append(seen)
    found = [_grouped(label, group) for label, group in groups.items()]
    return tuple(sorted(found, key=lambda p: (_ORDER.index(p.guess), -p.municipalities, p.label)))


def _grouped(label: str, group: list[Sighting]) -> Pattern:
    by_code = {seen.code: seen for seen in reversed(group)}
    guess, reason = _guess([seen.points_to for seen in by_code.values()])
    examples = sorted(by_code.values(), key=lambda seen: seen.code)[:EXAMPLES]
    links = len({(seen.code, seen.label, seen.url) for seen in group})
    return Pattern(label, len(by_code), links, guess, reason, tuple(examples))


def _guess(hints: list[Hint]) -> Hint:
    """The class that most municipalities speak for. A name is strong when several say its scope, and a brand
    when nobody else has it."""
    votes = Counter(cls for cls, _ in hints)
    if votes["S"] < COMMON:
        votes["M"] += votes.pop("S", 0)
    guess = min(votes, key=lambda cls: (-votes[cls], _ORDER.index(cls)))
    if guess == "M" and votes["M"] == 1:
        return "B", _NAMES["B"]
    if guess in _NAMES:
        return guess, _NAMES[guess].format(n=votes[guess])
    reasons = Counter(reason for cls, reason in hints if cls == guess)
    return guess, min(reasons, key=lambda reason: (-reasons[reason], reason))


def _labels(site: Site) -> Iterator[tuple[str, Page]]:
    """(label, page it leads to) of entries, panels, links of the start page and of every page read."""
    for entry in site.start.entries:
        reading, _ = site.read_entry(entry)
        if reading.kind == "none" and not reading.bot and not entry.skip_link and not in_news(entry):
            yield from _unknown(site, [(entry.text or entry.accessible_name, entry.target_url or "")])
        yield from _unknown(site, list(entry.panel_links))
    yield from _unknown(site, [(link.text, link.url) for link in site.start.links if link.visible])
    for page in site.observation.pages:
        yield from _unknown(site, [(page.via_label, page.url)])
        if page.ok:
            yield from _unknown(site, [(link.text, link.url) for link in page.links if link.visible])


def _unknown(site: Site, links: list[tuple[str, str]]) -> Iterator[tuple[str, Page]]:
    reached = [(text, page) for text, url in links if (page := _target(site, url)) is not None]
    readings = site.read_all([text for text, _ in reached])
    for (text, page), reading in zip(reached, readings, strict=True):
        if reading.kind == "none" and not reading.bot:
            yield text, page


def _target(site: Site, url: str) -> Page | None:
    page = site.page_at(url)
    if (
        page is None
        or page is site.start.page
        or target_trouble(site, url) is not None
        or not site.own(page.final_url or page.url)
    ):
        return None
    area = page_area(site, page)
    reachable = any(channel.kind == "phone" and channel.value for channel in area.channels)
    return page if reachable and area.hours else None


def _places_in(site: Site) -> re.Pattern[str]:
    """The municipality's names as whole words, or as the first part of a name like "UmeåDirekt"."""
    names = "|".join(
        re.escape(form) for form in sorted(site.lexicon.place_forms(site.places), key=len, reverse=True)
    )
    if not names:
        return re.compile(r"(?!)")
    ends = r"(?:(?![^\W\d_])|(?<=[a-zåäöéü])(?=[A-ZÅÄÖÉÜ]))"
    return re.compile(rf"(?<![^\W\d_])(?i:{names}){ends}")


def _pattern(label: str, places: re.Pattern[str]) -> str:
    return fold_space(places.sub(SLOT, label).casefold())


def _points_to(site: Site, label: str, page: Page, places_in: re.Pattern[str]) -> Hint:
    """What the label and its target say about the label's class, the strongest sign first."""
    heading, area = h1(page) or page.title, page_area(site, page)
    sector = _sector(site, label) or _sector(site, heading)
    if sector:
        return "N", f"about one field: {sector}"
    if places_in.search(label):
        return _PLACE
    named = named_by(site, page)
    if named is not None:
        return "W", f"leads to a page that is named {_pattern(named.term, places_in)}"
    reading = site.read(heading)
    if reading.kind == "contact" and reading.generic:
        return "W", f"leads to a page that is headed {reading.term}"
    if normalise(label) not in normalise(heading):
        return _NOTHING
    return _by_itself(site, area, normalise(label), heading)


def _by_itself(site: Site, area: Area, name: str, heading: str) -> Hint:
    """A page that calls itself by the label."""
    if "guides" not in signs(site, area, "broad"):
        return _HEADED
    cls: Guess = "S" if scope_of(site, area, name, (heading,)) is Scope.SAID else "M"
    return cls, ""


def _sector(site: Site, text: str) -> str:
    """The one or two fields that a label or heading is about; a list of more is no sector's."""
    if site.read(text).kind == "negative":
        return site.read(text).text
    fields = site.lexicon.fields_in(text)
    if 0 < len(fields) < 3:
        return ", ".join(fields)
    return ", ".join(site.lexicon.data.qualifiers.words_in(normalise(text)))
