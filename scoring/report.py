"""Verdicts with their reasons, evidence (names masked) and sentences, as the result's records."""

from scoring.assessment import Assessment
from scoring.codes import Code
from scoring.existence import Existence
from scoring.front_page import Claim
from scoring.help_info import HelpInfo, Quote
from scoring.masking import mask
from scoring.point_card import card_data
from scoring.prominence import Prominence
from scoring.responsible import Responsible
from scoring.result import AspectResult, Confidence, Evidence, Rejected, Verdict
from scoring.role_names import NAME
from scoring.site import Site
from scoring.summaries import sentence, why, words

QUOTE = 300


class Telling:
    """Puts verdicts about one site into words."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._masked: dict[str, str] = {}
        """Both readings quote the same lines, and both languages."""

    def masked(self, text: str) -> str:
        # A name that the cut would halve must still be seen whole by the mask.
        cut = text[: 2 * QUOTE]
        if cut not in self._masked:
            self._masked[cut] = mask(cut, self._site.lexicon, self._site.places)[:QUOTE]
        return self._masked[cut]

    def existence(self, judged: Existence) -> AspectResult:
        chosen = judged.chosen
        reasons = tuple(str(code) for code in chosen.reasons) if chosen else (str(Code.NOT_A1),)
        case: str = judged.verdict if chosen else "no_candidate"
        texts = {}
        for language in ("sv", "en"):
            found = words(sorted(chosen.signs), language) if chosen else ""
            name = self.masked(chosen.candidate.name) if chosen else ""
            texts[language] = sentence(
                "existence", case, language, name=name, signs=found, why=why(reasons, language)
            )
        return AspectResult(
            verdict=judged.verdict,
            machine=judged.verdict,
            confidence=judged.confidence,
            reasons=reasons,
            summary=texts["sv"],
            summary_en=texts["en"],
            evidence=self._function_evidence(chosen),
            flags=tuple(map(str, judged.flags)),
            rejected=self._rejected(judged.others),
        )

    def _function_evidence(self, chosen: Assessment | None) -> tuple[Evidence, ...]:
        if chosen is None:
            return ()
        candidate = chosen.candidate
        found = [Evidence(url=candidate.url, text=self.masked(candidate.label or candidate.name))]
        if candidate.area is not None:
            found.append(Evidence(url=candidate.area.url, text=self.masked(candidate.area.text)))
            found += [
                Evidence(url=candidate.area.url, text=self.masked(f"{c.label}: {c.raw}".strip(": ")))
                for c in candidate.area.channels[:4]
            ]
        return tuple(dict.fromkeys(found))

    def _rejected(self, found: tuple[Rejected, ...]) -> tuple[Rejected, ...]:
        return tuple(Rejected(text=self.masked(r.text), url=r.url, why=str(r.why)) for r in found)

    def front_page(
        self,
        a: Existence,
        front: tuple[Verdict, tuple[Code, ...], Confidence],
        found: list[Claim],
        shown: Prominence | None,
    ) -> AspectResult:
        verdict, codes, confidence = front
        claim = _claim(found, shown, verdict)
        reasons = [*codes, *(claim.reasons if claim else ())] + (
            [Code.AS_IF] if a.verdict == "review" else []
        )
        others = tuple(
            Rejected(
                text=c.entry.text or c.entry.accessible_name,
                url=c.entry.target_url or "",
                why=c.reasons[-1] if c.verdict == "no" else Code.LOWER_SCORE,
            )
            for c in found
            if c is not claim
        )
        flags = tuple(str(f) for f in claim.flags) if claim else ()
        texts = {
            language: self._front_sentence(language, a, verdict, claim, tuple(map(str, reasons)))
            for language in ("sv", "en")
        }
        return AspectResult(
            verdict=verdict,
            machine=verdict,
            confidence=_as_sure(a, verdict, confidence),
            reasons=_unique(reasons),
            summary=texts["sv"],
            summary_en=texts["en"],
            evidence=self._entry_evidence(claim),
            flags=flags,
            rejected=self._rejected(tuple(sorted(others, key=lambda r: (r.why, r.url, r.text)))),
        )

    def _front_sentence(
        self, language: str, a: Existence, verdict: Verdict, claim: Claim | None, reasons: tuple[str, ...]
    ) -> str:
        if a.verdict == "no":
            return sentence("front_page", "no_function", language)
        placement = claim.entry.desktop if claim else None
        region = words([placement.region], language) if placement else ""
        how = words(["via_menu"], language) if claim and Code.FLAG_VIA_MENU in claim.flags else ""
        return sentence(
            "front_page",
            verdict,
            language,
            label=self._label(claim),
            region=region,
            how=how,
            name=self._name(a, language),
            why=why(reasons, language),
        )

    def _label(self, claim: Claim | None) -> str:
        return self.masked(claim.entry.text or claim.entry.accessible_name) if claim else ""

    def _name(self, a: Existence, language: str) -> str:
        return self.masked(a.chosen.candidate.name) if a.chosen else words(["function"], language)

    def _entry_evidence(self, claim: Claim | None) -> tuple[Evidence, ...]:
        if claim is None:
            return ()
        entry, start = claim.entry, self._site.start
        box = entry.desktop.text_box or entry.desktop.click_box if entry.desktop else None
        picture = next((p.sha256 for p in start.pictures if p.entry == entry.id), None)
        picture = picture or next((p.sha256 for p in start.pictures if p.kind == "desktop"), None)
        return (
            Evidence(
                url=start.page.final_url or start.page.url,
                text=self._label(claim),
                selector=entry.selector,
                box=box,
                viewport="desktop" if box else "",
                picture=picture,
            ),
        )

    def prominence(
        self, a: Existence, front_page: Verdict, shown: Prominence | None, verdict: Verdict
    ) -> AspectResult:
        reasons: list[Code | str] = []
        if a.verdict == "no":
            reasons.append(Code.NO_FUNCTION)
        elif front_page == "no":
            reasons.append(Code.NOT_ON_FRONT_PAGE)
        reviews = shown.reviews if shown else ()
        if shown is not None:
            reasons += [*shown.reasons, *(shown.desktop.caps if shown.desktop else ()), *reviews]
            if verdict == "review" and shown.verdict == "yes":
                reasons.append(Code.ENTRY_UNPROVEN)
        elif front_page == "review":
            reasons.append(Code.NOT_MEASURED)
        if Code.AS_IF not in reasons and "review" in (a.verdict, front_page):
            reasons.append(Code.AS_IF)
        codes = _unique(reasons)
        scores = shown.scores if shown else (None, None)
        texts = {
            language: self._prominence_sentence(language, a, front_page, shown, verdict, codes)
            for language in ("sv", "en")
        }
        return AspectResult(
            verdict=verdict,
            machine=verdict,
            confidence=_shown_confidence(a, shown, verdict),
            reasons=codes,
            summary=texts["sv"],
            summary_en=texts["en"],
            evidence=self._entry_evidence(shown.claim if shown else None),
            desktop=scores[0],
            mobile=scores[1],
            caps=shown.desktop.caps if shown and shown.desktop else (),
            review_reasons=tuple(map(str, reviews)),
            card_desktop=shown.desktop if shown else None,
            card_mobile=shown.mobile if shown else None,
        )

    def _prominence_sentence(
        self,
        language: str,
        a: Existence,
        front_page: Verdict,
        shown: Prominence | None,
        verdict: Verdict,
        codes: tuple[str, ...],
    ) -> str:
        if a.verdict == "no":
            return sentence("prominence", "no_function", language)
        if shown is None:
            return sentence("prominence", "no_entry", language)
        desktop, mobile = shown.scores
        limits = card_data()["caps"]
        # The cap that binds speaks first.
        codes = tuple(sorted(codes, key=lambda code: limits[code]["desktop"] if code in limits else 100))
        return sentence(
            "prominence",
            verdict,
            language,
            label=self._label(shown.claim),
            desktop=str(desktop),
            mobile=str(mobile),
            why=why(codes, language),
        )

    def help_info(self, a: Existence, info: HelpInfo | None) -> AspectResult:
        if info is None:
            return AspectResult(
                verdict="no",
                machine="no",
                confidence=a.confidence,
                reasons=(Code.NO_FUNCTION,),
                summary=sentence("help_info", "no_function", "sv"),
                summary_en=sentence("help_info", "no_function", "en"),
                grade=0,
            )
        reasons = [*info.reasons, *([Code.AS_IF] if a.verdict == "review" else [])]
        texts = {
            language: sentence(
                "help_info",
                info.verdict,
                language,
                name=self._name(a, language),
                kinds=", ".join(info.kinds[:4]) or words(["list"], language),
                channels=words(info.channels, language),
                why=why(map(str, reasons), language),
            )
            for language in ("sv", "en")
        }
        quotes = (Quote(info.url, ", ".join(info.kinds)), info.hours, info.process)
        evidence = [Evidence(url=said.url, text=self.masked(said.text)) for said in quotes if said.text]
        return AspectResult(
            verdict=info.verdict,
            machine=info.verdict,
            confidence=_as_sure(a, info.verdict, info.confidence),
            reasons=_unique(reasons),
            summary=texts["sv"],
            summary_en=texts["en"],
            evidence=tuple(evidence),
            grade=info.grade,
        )

    def responsible(self, found: Responsible) -> AspectResult:
        verdict: Verdict = "yes" if found.found else "unknown"
        reasons = (Code.E1,) if found.found else (Code.NOT_E1, Code.ROLE_NOT_FOUND)
        evidence = (Evidence(url=found.url, text=self.masked(found.text)),) if found.found else ()
        bare = (NAME, *self._site.lexicon.data.words("roles", "bare"))
        case = "person" if found.found and found.role in bare else verdict
        texts = {
            language: sentence("responsible", case, language, role=self.masked(found.role))
            for language in ("sv", "en")
        }
        return AspectResult(
            verdict=verdict,
            machine=verdict,
            confidence=found.confidence,
            reasons=_unique(reasons),
            summary=texts["sv"],
            summary_en=texts["en"],
            evidence=evidence,
            rejected=self._rejected(found.rejected),
        )


def _claim(found: list[Claim], shown: Prominence | None, verdict: Verdict) -> Claim | None:
    """The entry that is shown, unless another one proves b."""
    if shown is not None and (shown.claim.verdict == verdict or verdict == "review"):
        return shown.claim
    proving = sorted(
        (c for c in found if c.verdict == verdict), key=lambda c: (c.entry.target_url or "", c.entry.id)
    )
    return proving[0] if proving else None


def _shown_confidence(a: Existence, shown: Prominence | None, verdict: Verdict) -> Confidence:
    if verdict == "review":
        return "uncertain"
    if a.verdict == "no":
        return a.confidence  # as sure as that there is nothing to show
    sure = shown.confidence if shown is not None and shown.verdict == verdict else "likely"
    return _as_sure(a, verdict, sure)


def _as_sure(a: Existence, verdict: Verdict, confidence: Confidence) -> Confidence:
    """A yes that is judged as if there were a function is no surer than that there is one."""
    return "likely" if a.verdict == "review" and verdict == "yes" else confidence


def _unique(codes: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(code) for code in codes))  # type: ignore[attr-defined]
