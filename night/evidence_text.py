"""The texts of an evidence file: what is in it, and the verdicts in words. Swedish and English."""

from __future__ import annotations

from collections.abc import Iterator

from night.terminal import clean
from reports.language import Language
from reports.words import Words
from scoring.codes import explanations
from scoring.registry import Municipality
from scoring.result import ASPECTS, AspectResult, Result
from scoring.statuses import status_of

_README = """\
UNDERLAG
========
{name} ({code}), besökt {at} (körning {run}).
Adress: {address}
Bedömt med metodens version {method} och ordlistans version {lexicon}.

Här finns allt som bedömningen vilar på, så att den kan kontrolleras punkt för punkt.

verdicts.sv.txt    de fem svaren med skäl, på svenska
verdicts.en.txt    samma sak på engelska
verdicts.json      samma sak för program, med mått, poängkort och belägg
rules/             reglerna: koder, poängkort, ordlistor (och metoden i ord, om den fanns till hands)
pictures/          bilder av det som visades
complete/          hela materialet: webbarkivet (WARC) och mätningen (observation.json)
SHA256SUMS         kontrollsummor: kör "sha256sum -c SHA256SUMS"

Personuppgifter: i de tre filerna verdicts är namn på personer utbytta mot "N.N." och personliga
e-postadresser maskerade. I mappen complete är inget maskerat: webbarkivet innehåller sidorna så som de
svarade, med de namn, nummer och adresser som stod där, och mätningen citerar ur dem. Även bilderna visar
sidorna som de var. Sprid inte de mapparna vidare utan att ha tänkt igenom det.

Ett webbarkiv öppnas med till exempel ReplayWeb.page. Svaren och deras huvuden är sparade som de kom, men utan
överföringens komprimering; ögonblicksbilden av startsidan är utan stora bilder.


EVIDENCE
========
{name} ({code}), visited {at} (run {run}).
Address: {address}
Judged by version {method} of the method and version {lexicon} of the lexicon.

This is everything that the judgement rests on, so that it can be checked point by point.

verdicts.en.txt    the five answers with their reasons, in English
verdicts.sv.txt    the same in Swedish
verdicts.json      the same for programs, with measures, point card and evidence
rules/             the rules: codes, point card, lexica (and the method in words, where it was at hand)
pictures/          pictures of what was shown
complete/          all of the material: the web archive (WARC) and the measurement (observation.json)
SHA256SUMS         digests: run "sha256sum -c SHA256SUMS"

Personal data: in the three files called verdicts, names of persons are replaced with "N.N." and personal
e-mail addresses are masked. In the folder complete nothing is masked: the web archive holds the pages as they
answered, with the names, numbers and addresses that stood there, and the measurement quotes from them. The
pictures show the pages as they were, too. Think before you pass those folders on.

A web archive can be opened with ReplayWeb.page, for instance. Answers and their headers are kept as they
came, but without their transfer compression; the snapshot of the start page is without large pictures.
"""

_WORDS = {
    "sv": {
        "visited": "Besökt", "run": "körning", "method": "metod", "lexicon": "ordlista", "points": "Poäng",
        "broad": "Bred läsning (även \u201dKontakta oss\u201d räknas som namn)", "strict": "Strikt läsning",
        "machine": "maskinens svar", "not_measured": "Inte mätt", "seen": "Belägg",
    },
    "en": {
        "visited": "Visited", "run": "run", "method": "method", "lexicon": "lexicon", "points": "Points",
        "broad": "Broad reading (\u201cContact us\u201d counts as a name too)", "strict": "Strict reading",
        "machine": "the machine's answer", "not_measured": "Not measured", "seen": "Evidence",
    },
}  # fmt: skip


def readme(place: Municipality, run: str, result: Result) -> str:
    """What is in the file, for whoever opens it."""
    return _README.format(
        name=clean(place.name),
        code=place.code,
        at=result.measured_at,
        run=run,
        address=clean(result.final_url or place.homepage),
        method=result.method_version,
        lexicon=result.lexicon_version,
    )


def verdict_lines(place: Municipality, run: str, result: Result, language: str) -> str:
    """The verdicts with their reasons as text."""
    said = _WORDS[language]
    versions = f"{said['method']} {result.method_version}, {said['lexicon']} {result.lexicon_version}"
    lines = [f"{clean(place.name)} ({place.code})", clean(result.final_url or place.homepage)]
    lines.append(f"{said['visited']} {result.measured_at}, {said['run']} {run}, {versions}")
    if result.status_reason is not None:
        lines += ["", f"{said['not_measured']}: {status_of(result.status_reason).sentence(language)}"]
        return "\n".join(lines) + "\n"
    for title, aspects, score in (
        ("strict", result.aspects, result.score),
        ("broad", result.aspects_broad, result.score_broad),
    ):
        lines += ["", said[title], "-" * len(said[title])]
        if score:
            points = f"{score.points}" if score.points == score.max else f"{score.points}\u2013{score.max}"
            lines.append(f"{said['points']}: {points}")
        for letter, aspect in zip("abcde", ASPECTS, strict=True):
            question = Words(Language(language)).questions[aspect]
            lines += ["", f"{letter}. {question}", *_answer(getattr(aspects, aspect), language)]
    return "\n".join(lines) + "\n"


def _answer(found: AspectResult, language: str) -> Iterator[str]:
    said, verdicts = _WORDS[language], Words(Language(language)).verdicts
    machine = f" ({said['machine']}: {verdicts[found.machine]})" if found.machine != found.verdict else ""
    summary = clean(found.summary if language == "sv" else found.summary_en, 2000)
    yield f"   {verdicts[found.verdict]}{machine}. {summary}"
    known = explanations()
    for code in dict.fromkeys((*found.reasons, *found.caps, *found.review_reasons, *found.flags)):
        if code in known:
            yield f"   - {code}: {known[code].sv if language == 'sv' else known[code].en}"
    for evidence in found.evidence:
        # On one line: what the web wrote must not look like a line of ours.
        yield f"   {said['seen']}: \u201d{clean(evidence.text)}\u201d {clean(evidence.url)}".rstrip()
