"""Names that no lexicon has: a brand counts as one when the site's own page explains it (method §3a A1).

"AskIn" in the header, and on its page: "AskIn är Asklunda kommuns kundtjänst". Or "Lyktan", whose page speaks
of Lyktan as the way in to all that the municipality does, and tells how one gets help there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from scoring.lexicon import LabelReading, Lexicon, normalise
from scoring.lexicon.normalise import SENTENCE, loosely_folded
from scoring.observation import Page, Section

LONGEST = 30
"""Characters. A brand is short."""
WORDS = 3
BETWEEN = 6
"""Words between the brand and the term that explains it."""
_EXPLAINS = frozenset({"är", "heter", "kallas", "kallar", "betyder", "står", "–", "-", "=", ":"})
_PARTS = re.compile(r"\s*(?:[,:|]| [–—-] )\s*")
_WORD = re.compile(r"[^\W\d_]+")
_ELSEWHERE = ("banner", "navigation", "contentinfo", "search")


def brands_of(pages: Iterable[Page], lexicon: Lexicon, places: Sequence[str]) -> dict[str, LabelReading]:
    """Brand readings by normalised label: headings of pages whose text says what known thing they are."""
    found: dict[str, LabelReading] = {}
    for page in pages:
        name = _name(page, lexicon, places) if page.ok else ""
        if name and (_explained(page, name, lexicon, places) or _speaks_for_itself(page, name, lexicon)):
            found[name] = LabelReading("brand", name, name, "explained")
    return found


def _name(page: Page, lexicon: Lexicon, places: Sequence[str]) -> str:
    """The page's heading, or what stands before its first comma ("Lyktan, din väg in"), when it is short and
    says nothing that the lexicon knows."""
    heading = next((h.text for h in page.headings if h.level == 1), "")
    if lexicon.read_label(heading, tuple(places)).kind != "none":
        return ""
    whole = normalise(heading)
    part = _PARTS.split(whole)[0]
    # "Avfall, vatten och avlopp" begins with no name.
    names = (whole,) if part == whole or _ordinary(part, lexicon) else (whole, part)
    return next((name for name in names if name and len(name) <= LONGEST and len(name.split()) <= WORDS), "")


def _ordinary(name: str, lexicon: Lexicon) -> bool:
    if lexicon.ordinary and re.search(lexicon.ordinary, name):
        return True
    return bool(lexicon.kinds_in(name) or lexicon.fields_in(name))


def _explained(page: Page, name: str, lexicon: Lexicon, places: Sequence[str]) -> bool:
    word = _WORD.search(name)
    # Few sections hold it at all.
    holding = (one for one in page.sections if word is None or word[0] in loosely_folded(one.text))
    for line in _lines(holding):
        at = line.find(name)
        if at < 0:
            continue
        rest = line[at + len(name) :]
        terms = [m for m in lexicon.find(rest, tuple(places)) if m.cls in "SM"]
        if any(not m.negative and _says(rest[: m.start]) for m in terms):
            return True
    return False


def _says(between: str) -> bool:
    words = between.split()
    return len(words) <= BETWEEN and bool(_EXPLAINS & {word.strip(",") for word in words})


def _speaks_for_itself(page: Page, name: str, lexicon: Lexicon) -> bool:
    """A made-up name whose page shows all that a function's shows: telephone, hours, that it is for
    everything, what happens with an errand, and what sort of thing the name stands for."""
    if _ordinary(name, lexicon):
        return False
    own = [section for section in page.sections if section.landmark not in _ELSEWHERE]
    if not any(channel.kind == "phone" for channel in page.channels) or not page.hours:
        return False
    told = list(_lines(own))
    called = re.compile(rf"\b{re.escape(name)}s?\b")
    headings = [normalise(section.heading) for section in own]
    of_itself = [line for line in (*told, *headings) if called.search(line)]
    return (
        any(lexicon.patterned("way_in", line) for line in of_itself)
        and lexicon.tells("scope", told)
        and lexicon.tells("process", told)
        and not lexicon.patterned("narrow", " ".join(told[:2]))
    )


def _lines(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from map(normalise, SENTENCE.split(section.text))
