"""What a municipality's page shows, gathered from its result; the template only arranges it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.codebook import Codebook, CodeText
from reports.language import Language
from reports.remedies import remedies
from reports.shots import Shot, Shots
from reports.source import Place, StoredResult
from reports.standings import LETTERS
from reports.webtext import quoted, short_address, web_href
from reports.words import Words
from scoring.lexicon import Lexicon, load_lexicon
from scoring.masking import mask
from scoring.observation import Observation
from scoring.result import Aspect, AspectResult, Evidence, Result

Masker = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    text: str
    address: str
    href: str | None
    selector: str
    view: str
    shot: Shot | None


@dataclass(frozen=True, slots=True)
class RejectedView:
    text: str
    address: str
    href: str | None
    why: CodeText


@dataclass(frozen=True, slots=True)
class AspectView:
    aspect: Aspect
    letter: str
    name: str
    question: str
    result: AspectResult
    broad: AspectResult
    summary: str
    summary_lang: str
    codes: tuple[CodeText, ...]
    remedies: tuple[str, ...]
    evidence: tuple[EvidenceView, ...]
    rejected: tuple[RejectedView, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    letter: str
    name: str
    verdict: str
    state: str
    """`valid`, `expired`, `outdated`, `withdrawn`, or `replaced` by a later one."""
    by: str
    at: str
    why: str
    source: str
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class Page:
    answer: str
    aspects: tuple[AspectView, ...]
    shots: tuple[Shot, ...]

    @property
    def missing(self) -> tuple[AspectView, ...]:
        """What stands between the municipality and five points."""
        return tuple(view for view in self.aspects if view.result.verdict != "yes")

    def of(self, *verdicts: str) -> list[str]:
        return [f"{view.name} ({view.letter})" for view in self.aspects if view.result.verdict in verdicts]


class PageMaker:
    """`mask_names` is off only where those who decide work, behind a login (method §3e)."""

    def __init__(
        self, language: Language, words: Words, codebook: Codebook, shots: Shots, *, mask_names: bool = True
    ) -> None:
        self._mask_names = mask_names
        self._language = language
        self._words = words
        self._codebook = codebook
        self._shots = shots
        self._lexicon: Lexicon = load_lexicon()

    def page(self, place: Place, result: Result, seen: Observation | None) -> Page:
        framed = self._shots.of_entry(result, seen)
        shown: set[tuple[str, object]] = {(shot.href, frame) for shot in framed for frame in shot.frames}
        views: list[AspectView] = []
        for aspect, verdict in result.aspects.items():
            view = self._aspect(place, result, aspect, verdict, seen, shown)
            shown |= {(e.shot.href, f) for e in view.evidence if e.shot for f in e.shot.frames}
            views.append(view)
        return Page(answer(result, self._language), tuple(views), framed)

    def decisions(self, place: Place, stored: StoredResult) -> Iterator[DecisionView]:
        """What humans have decided, newest first."""
        masked = self._masker(place)  # who was called may stand in the reasons
        for decision in sorted(stored.decisions, key=lambda d: (d.at, d.version), reverse=True):
            ruling = stored.rulings.get(decision.aspect)
            current = ruling is not None and ruling.decision == decision
            yield DecisionView(
                letter=LETTERS[decision.aspect],
                name=self._words.aspects[decision.aspect],
                verdict=decision.verdict,
                state=ruling.state if ruling is not None and current else "replaced",
                by=decision.by,
                at=decision.at,
                why=masked(decision.why),
                source=decision.source,
                valid_until=decision.valid_until,
            )

    def view(self, place: Place, result: Result, aspect: Aspect) -> AspectView:
        """One aspect without pictures."""
        return self._aspect(place, result, aspect, getattr(result.aspects, aspect), None, set())

    def _aspect(
        self,
        place: Place,
        result: Result,
        aspect: Aspect,
        verdict: AspectResult,
        seen: Observation | None,
        shown: set[tuple[str, object]],
    ) -> AspectView:
        # Persons appear where somebody is looked for; elsewhere capitalised words are services and places.
        masked = self._mask_names and aspect == "responsible"
        shown_text: Masker = self._masker(place) if masked else str
        summary, summary_lang = self._summary(verdict)
        reasons = dict.fromkeys((*verdict.reasons, *verdict.review_reasons, *verdict.caps, *verdict.flags))
        codes = tuple(self._codebook.text(code) for code in reasons)
        return AspectView(
            aspect=aspect,
            letter=LETTERS[aspect],
            name=self._words.aspects[aspect],
            question=self._words.questions[aspect],
            result=verdict,
            broad=getattr(result.aspects_broad, aspect),
            summary=shown_text(summary),
            summary_lang=summary_lang,
            codes=codes,
            remedies=remedies(aspect, verdict, codes, result, self._language, self._words),
            evidence=tuple(self._evidence(e, shown_text, seen, shown) for e in verdict.evidence),
            rejected=tuple(self._rejected(verdict, shown_text)),
        )

    def _summary(self, verdict: AspectResult) -> tuple[str, str]:
        if self._language.code != "sv" and verdict.summary_en:
            return verdict.summary_en, self._language.code
        return verdict.summary, "sv"

    def _evidence(
        self, evidence: Evidence, shown_text: Masker, seen: Observation | None, shown: set[tuple[str, object]]
    ) -> EvidenceView:
        shot = self._shots.of_evidence(evidence, seen)
        if shot and all((shot.href, frame) in shown for frame in shot.frames):
            shot = None  # the same frame in the same picture is already on the page
        return EvidenceView(
            text=quoted(shown_text(evidence.text)),
            address=shown_text(short_address(evidence.url)),
            href=_href(evidence.url, shown_text),
            selector=evidence.selector,
            view=self._words.views.get(evidence.viewport, ""),
            shot=shot,
        )

    def _rejected(self, verdict: AspectResult, shown_text: Masker) -> Iterator[RejectedView]:
        for candidate in verdict.rejected:
            text, address = shown_text(candidate.text), shown_text(short_address(candidate.url))
            why = self._codebook.text(candidate.why)
            yield RejectedView(text, address, _href(candidate.url, shown_text), why)

    def _masker(self, place: Place) -> Masker:
        return lambda text: mask(text, self._lexicon, (place.name,))


def _href(url: str, shown_text: Masker) -> str | None:
    """A person's mailbox must not become a link where its address is masked."""
    return web_href(url) if shown_text(url) == url else None


def answer(result: Result, language: Language) -> str:
    """The page's first sentence: is there a way to help, and does it show?"""
    _ = language.gettext
    verdicts = {aspect: view.verdict for aspect, view in result.aspects.items()}
    if verdicts["existence"] == "no":
        if result.aspects_broad.existence.verdict == "yes":
            return _(
                "No way to help with a name of its own was found,"
                " but a staffed contact page under a general name was."
            )
        return _("No way to help with a name of its own was found.")
    named = _("There is a named way to help")
    if verdicts["existence"] != "yes":
        named = _("There may be a named way to help, a human must look")
    if verdicts["front_page"] == "no":
        return _("{named}, but the start page does not lead to it.", named=named)
    if verdicts["front_page"] != "yes":
        return _("{named}; whether the start page leads to it is under review.", named=named)
    endings = {
        "yes": _("{named}, and it shows clearly on the start page.", named=named),
        "no": _("{named}, but on the start page it is hard to see.", named=named),
    }
    under_review = _("{named}, and on the start page; whether it shows clearly is under review.", named=named)
    return endings.get(verdicts["prominence"], under_review)
