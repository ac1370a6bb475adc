"""Everything that one item shows: pictures, quotes, what was rejected, the rules, how it went before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException

from reports.codebook import CodeText
from reports.output import Output
from reports.pages import AspectView, PageMaker
from reports.review.candidates import Candidate, View, candidates, view
from reports.review.reasons import Reason, reasons
from reports.review.speech import Speech
from reports.shots import Shots, picture_path
from reports.source import Place
from reports.standings import LETTERS
from reports.webtext import harmless, short_address, web_href
from scoring.codes import explanations
from scoring.observation import Observation, Page
from scoring.result import ASPECTS, Aspect, Result
from scoring.store import Store, StoreError

PICTURES = ("desktop", "mobile", "before_consent", "clip")
RULES: dict[Aspect, str] = dict(zip(ASPECTS, "ABRDE", strict=True))
"""The first letter of the rules of each aspect, in the code table."""
PAGES, SECTIONS, SECTION_TEXT = 6, 40, 1500
_ORDER = {"target": 0, "step": 1, "responsible": 2}


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One further page as it was read: headings and texts, nothing of its markup."""

    title: str
    address: str
    href: str | None
    via: str
    sections: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """(heading, lines, things named one by one)."""
    channels: tuple[tuple[str, str], ...]
    hours: tuple[str, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class Dossier:
    place: Place
    aspect: Aspect
    letter: str
    question: str
    meaning: str
    rules: tuple[CodeText, ...]
    blind: bool
    run: str
    result: Result
    machine: AspectView
    """Never rendered in blind mode; the template asks `blind` first."""
    candidates: tuple[Candidate, ...]
    views: tuple[View, ...]
    pages: tuple[ArchivedPage, ...]
    reasons: tuple[Reason, ...]


def aspect_of(text: str) -> Aspect:
    """Raises 404 for what is no aspect."""
    for aspect in ASPECTS:
        if aspect == text:
            return aspect
    raise HTTPException(404)


def dossier(
    speech: Speech,
    store: Store,
    place: Place,
    aspect: Aspect,
    run: str,
    result: Result,
    *,
    data: Path,
    blind: bool,
    pictures: str = "/pictures",
) -> Dossier:
    """`run` is where `result` comes from; `data` holds its pictures, served below the address `pictures`."""
    seen = _seen(store, run, place.code)
    # `view` asks for no picture: nothing is ever put out.
    shots = Shots(None, Output(data))
    maker = PageMaker(speech.language, speech.words, speech.codebook, shots, mask_names=False)
    made = maker.view(place, result, aspect)
    found = candidates(result, made.result, seen, speech.codebook, blind=blind)
    asked = () if blind else (*made.result.review_reasons, *made.result.caps, *made.result.reasons)
    return Dossier(
        place=place,
        aspect=aspect,
        letter=LETTERS[aspect],
        question=speech.words.questions[aspect],
        meaning=speech.words.meanings[aspect],
        rules=tuple(speech.codebook.text(code) for code in _rules(aspect)),
        blind=blind,
        run=run,
        result=result,
        machine=made,
        candidates=found,
        views=_views(seen, lambda sha: picture_path(data, sha) is not None, pictures, found),
        pages=_pages(seen, aspect),
        reasons=reasons(aspect, asked, speech.language.code),
    )


def _rules(aspect: Aspect) -> list[str]:
    first = RULES[aspect]
    rules = [row.code for row in explanations().values() if row.group == "rules"]
    return [code for code in rules if code.startswith(first) and code[1:].isdigit()]


def _views(
    seen: Observation | None, there: Callable[[str], bool], root: str, found: tuple[Candidate, ...]
) -> tuple[View, ...]:
    kept = seen.start.pictures if seen and seen.start else ()
    first = {kind: next((p for p in kept if p.kind == kind), None) for kind in PICTURES}
    return tuple(
        view(picture, f"{root}/{picture.sha256}.webp", () if kind == "before_consent" else found)
        for kind, picture in first.items()
        if picture is not None and there(picture.sha256) and picture.box.width > 0 and picture.box.height > 0
    )


def _pages(seen: Observation | None, aspect: Aspect) -> tuple[ArchivedPage, ...]:
    """What a human judges a, d and e by, whose proof is not on the start page."""
    if seen is None:
        return ()
    wanted = [
        page
        for page in seen.pages
        if page.role in _ORDER and (page.role != "responsible" or aspect == "responsible")
    ]
    if aspect == "responsible":
        wanted.sort(key=lambda page: -_ORDER[page.role])
    return tuple(_page(page) for page in wanted[:PAGES])


def _page(page: Page) -> ArchivedPage:
    address = page.final_url or page.url
    problem = page.error or ("" if page.ok else f"HTTP {page.status}")
    return ArchivedPage(
        title=page.title,
        address=short_address(address),
        href=web_href(address),
        via=page.via_label,
        sections=tuple(
            (s.heading, tuple(_lines(s.text)), s.items[:40])
            for s in page.sections[:SECTIONS]
            if s.text or s.items
        ),
        channels=tuple((c.label, c.raw or c.value) for c in page.channels[:20]),
        hours=tuple(h.raw for h in page.hours[:12]),
        problem=problem,
    )


def _lines(text: str) -> list[str]:
    return [harmless(line) for line in text[:SECTION_TEXT].splitlines() if line.strip()]


def _seen(store: Store, run: str, code: str) -> Observation | None:
    try:
        return store.observation(run, code)
    except StoreError:
        return None  # a damaged one costs the pictures only
