"""An observation in, a result out: the five aspects in two readings. Pure: the same input gives the same
bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.assessment import RANK, Assessment
from scoring.candidates import gather
from scoring.codes import Code
from scoring.existence import Existence, judge_existence
from scoring.found import entry_found, function_found
from scoring.front_page import Claim, claims, judge_front_page
from scoring.help_info import HelpInfo, judge_help_info
from scoring.lexicon import load_lexicon
from scoring.measures import measure
from scoring.observation import Observation
from scoring.prominence import Prominence, choose, judge_entry
from scoring.report import Telling
from scoring.responsible import judge_responsible
from scoring.result import METHOD_VERSION, AspectResult, Aspects, Confidence, Reading, Result, Verdict
from scoring.score import WITHOUT_RESPONSIBLE, score_aspects
from scoring.site import Site
from scoring.summaries import unmeasured


@dataclass(frozen=True, slots=True)
class _Judged:
    """One reading, before it is put into words."""

    existence: Existence
    front_page: tuple[Verdict, tuple[Code, ...], Confidence]
    claims: list[Claim]
    prominence: Prominence | None
    prominence_verdict: Verdict
    help_info: HelpInfo | None


def judge(observation: Observation, places: tuple[str, ...] = ()) -> Result:
    """Five verdicts in two readings. `places` are the municipality's names (default: the observation's
    name)."""
    lexicon = load_lexicon()
    if observation.status == "unmeasured" or observation.start is None:
        return _unmeasured(observation, lexicon.version)
    site = Site(observation, lexicon, places or (observation.name,))
    candidates = gather(site)
    strict = judge_existence(site, candidates, "strict")
    broad = judge_existence(site, candidates, "broad")
    functions = _functions(strict)
    first = _judge_reading(site, strict, functions, strict.siblings, "strict")
    both = _distinct((*functions, *_functions(broad)))
    second = _judge_reading(site, broad, both, (*strict.siblings, *broad.siblings), "broad")
    told = Telling(site)
    responsible = told.responsible(judge_responsible(site))
    aspects, aspects_broad = (_aspects(told, judged, responsible) for judged in (first, second))
    return Result(
        code=observation.code,
        method_version=METHOD_VERSION,
        lexicon_version=lexicon.version,
        status="measured",
        status_reason=None,
        measured_at=observation.measured_at,
        final_url=observation.final_url,
        score=score_aspects(aspects),
        score_broad=score_aspects(aspects_broad),
        score_without_responsible=score_aspects(aspects, WITHOUT_RESPONSIBLE),
        aspects=aspects,
        aspects_broad=aspects_broad,
        function=function_found(strict),
        function_broad=function_found(broad),
        entry=entry_found(first.prominence),
        entry_broad=entry_found(second.prominence),
        measures=measure(site, strict, broad),
    )


def _functions(existence: Existence) -> tuple[Assessment, ...]:
    if existence.verdict == "no":
        return ()
    return tuple(found for found in (existence.chosen, existence.rival) if found is not None)


def _distinct(functions: Sequence[Assessment]) -> tuple[Assessment, ...]:
    return tuple({f.candidate.key: f for f in functions}.values())


def _judge_reading(
    site: Site,
    existence: Existence,
    functions: tuple[Assessment, ...],
    siblings: tuple[Assessment, ...],
    reading: Reading,
) -> _Judged:
    """b, c and d for whichever functions count in this reading (method §1, two readings)."""
    if not functions:
        return _Judged(existence, ("no", (Code.NO_FUNCTION,), existence.confidence), [], None, "no", None)
    found = claims(site, functions)
    front = judge_front_page(site, found)
    if existence.chosen is not None and Code.ONLY_ENGLISH in existence.chosen.reasons:
        front = ("no", (Code.ONLY_ENGLISH,), "likely")  # settled question 14
    shown, verdict = choose([judge_entry(site, claim) for claim in found], front[0])
    if front[0] == "no":
        verdict = "no"
    elif Code.CONSENT_BLOCKS in front[1]:
        verdict = "review"
    infos = [judge_help_info(site, f) for f in (*functions, *siblings)]
    best = max(infos, key=lambda info: (RANK[info.verdict], info.grade, info.url))
    return _Judged(existence, front, found, shown, verdict, best)


def _aspects(told: Telling, judged: _Judged, responsible: AspectResult) -> Aspects:
    return Aspects(
        existence=told.existence(judged.existence),
        front_page=told.front_page(judged.existence, judged.front_page, judged.claims, judged.prominence),
        prominence=told.prominence(
            judged.existence, judged.front_page[0], judged.prominence, judged.prominence_verdict
        ),
        help_info=told.help_info(judged.existence, judged.help_info),
        responsible=responsible,
    )


def _unmeasured(observation: Observation, lexicon_version: str) -> Result:
    reason = observation.status_reason or "browser"
    nothing = AspectResult(
        verdict="unmeasured",
        machine="unmeasured",
        reasons=(Code.SITE_UNMEASURED,),
        summary=unmeasured(reason, "sv"),
        summary_en=unmeasured(reason, "en"),
    )
    all_five = Aspects(
        existence=nothing, front_page=nothing, prominence=nothing, help_info=nothing, responsible=nothing
    )
    return Result(
        code=observation.code,
        method_version=METHOD_VERSION,
        lexicon_version=lexicon_version,
        status="unmeasured",
        status_reason=observation.status_reason,
        measured_at=observation.measured_at,
        final_url=observation.final_url,
        score=None,
        score_broad=None,
        score_without_responsible=None,
        aspects=all_five,
        aspects_broad=all_five,
        function=None,
        function_broad=None,
        entry=None,
        entry_broad=None,
    )
