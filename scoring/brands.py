"""Names that no lexicon has: a brand counts as one when the site's own page explains it (method §3a A1).

"AskIn" in the header, and on its page: "AskIn är Asklunda kommuns kundtjänst".
"""

from collections.abc import Iterable, Sequence

from scoring.lexicon import LabelReading, Lexicon, normalise
from scoring.observation import Page

LONGEST = 30
"""Characters. A brand is short."""
WORDS = 3
BETWEEN = 6
"""Words between the brand and the term that explains it."""
_EXPLAINS = frozenset({"är", "heter", "kallas", "kallar", "betyder", "står", "–", "-", "=", ":"})


def brands_of(pages: Iterable[Page], lexicon: Lexicon, places: Sequence[str]) -> dict[str, LabelReading]:
    """Brand readings by normalised label: headings of pages whose text says what known thing they are."""
    found: dict[str, LabelReading] = {}
    for page in pages:
        heading = next((h.text for h in page.headings if h.level == 1), "")
        name = normalise(heading)
        if not page.ok or not name or len(name) > LONGEST or len(name.split()) > WORDS:
            continue
        if lexicon.read_label(heading, tuple(places)).kind == "none" and _explained(
            page, name, lexicon, places
        ):
            found[name] = LabelReading("brand", name, name, "explained")
    return found


def _explained(page: Page, name: str, lexicon: Lexicon, places: Sequence[str]) -> bool:
    for section in page.sections:
        for line in normalise(section.text).replace("! ", ". ").split(". "):
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
