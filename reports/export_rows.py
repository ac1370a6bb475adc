"""One municipality, or one visit, as a row of what is given away, with the names of persons masked."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from reports.source import Attempt, Place, Published, StoredResult
from scoring.lexicon import Lexicon, load_lexicon
from scoring.masking import mask
from scoring.result import ASPECTS, Aspect, AspectResult, Result

Masker = Callable[[str], str]

_PROMINENCE_ONLY = ("desktop", "mobile", "caps", "review_reasons", "card_desktop", "card_mobile")
_HELP_ONLY = ("grade",)


def _not_of(aspect: Aspect) -> tuple[str, ...]:
    """Fields of a verdict that this aspect has nothing to put into."""
    return (
        *(() if aspect == "prominence" else _PROMINENCE_ONLY),
        *(() if aspect == "help_info" else _HELP_ONLY),
    )


_OF_ASPECTS = {aspect: set(_not_of(aspect)) for aspect in ASPECTS}
_LEFT_OUT: dict[str, Any] = {
    "code": True,
    "method_version": True,
    "lexicon_version": True,
    "aspects": _OF_ASPECTS,
    "aspects_broad": _OF_ASPECTS,
}
"""Of a result: what its row has elsewhere or in another order."""
_NULL_WHEN_NEVER_MEASURED = (
    "final_url", "measured_at", "score", "score_broad", "score_without_responsible", "function",
    "function_broad", "entry", "entry_broad", "method_version", "lexicon_version", "run_id", "newer",
    "measures",
)  # fmt: skip


def visit(judged: Published) -> dict[str, Any]:
    return {
        "code": judged.code,
        "run_id": judged.run_id,
        "measured_at": judged.measured_at,
        "status": judged.status,
        "status_reason": judged.reason,
        "points": judged.points,
        "max": judged.max,
        **dict(zip(ASPECTS, judged.verdicts, strict=True)),
        "prominence_desktop": judged.desktop,
        "prominence_mobile": judged.mobile,
        "method_version": judged.method_version,
        "lexicon_version": judged.lexicon_version,
    }


def municipality(place: Place, shown: StoredResult | None) -> dict[str, Any]:
    known = {
        "code": place.code,
        "name": place.name,
        "county_code": place.county_code,
        "county": place.county,
        "population": place.population,
        "group_code": place.group_code,
        "homepage": place.homepage,
    }
    if shown is None:
        return known | _never_measured("skipped" if place.skip else None)
    masker = _masker(place.name)
    return known | _measured(shown.result, masker) | {"audits": _audits(shown, masker)} | _origin(shown)


def _masker(place_name: str) -> Masker:
    return lambda text: mask(text, _lexicon(), (place_name,))


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def _measured(result: Result, masker: Masker) -> dict[str, Any]:
    plain = result.model_dump(mode="json", exclude=_LEFT_OUT)
    versions = {"method_version": result.method_version, "lexicon_version": result.lexicon_version}
    aspects = {key: _masked(plain.pop(key), masker) for key in ("aspects", "aspects_broad")}
    return plain | aspects | versions


def _audits(shown: StoredResult, masker: Masker) -> list[dict[str, Any]]:
    """The newest decision about each aspect, and whether it counts. Who decided is named; persons whom the
    reason names are not."""
    return [
        {
            "aspect": ruling.decision.aspect,
            "verdict": ruling.decision.verdict,
            "by": ruling.decision.by,
            "at": ruling.decision.at,
            "why": masker(ruling.decision.why),
            "valid_until": ruling.decision.valid_until,
            "source": ruling.decision.source,
            "state": ruling.state,
            "changed": list(ruling.changed),
            "run": ruling.decision.run,
            "method_version": ruling.decision.method_version,
            "version": ruling.decision.version,
        }
        for ruling in shown.rulings.values()
        if ruling.state != "withdrawn"
    ]


def _never_measured(reason: str | None) -> dict[str, Any]:
    nothing = AspectResult(verdict="unmeasured", machine="unmeasured")
    aspects = {aspect: nothing.model_dump(mode="json", exclude=set(_not_of(aspect))) for aspect in ASPECTS}
    return dict.fromkeys(_NULL_WHEN_NEVER_MEASURED) | {
        "status": "unmeasured",
        "status_reason": reason,
        "aspects": aspects,
        "aspects_broad": aspects,
        "audits": [],
        "accepted": False,
    }


def _origin(shown: StoredResult) -> dict[str, Any]:
    return {"run_id": shown.run_id, "accepted": shown.accepted, "newer": _attempt(shown.newer)}


def _attempt(newer: Attempt | None) -> dict[str, Any] | None:
    if newer is None:
        return None
    return {
        "run_id": newer.run_id,
        "status": newer.status,
        "status_reason": newer.reason,
        "measured_at": newer.measured_at,
    }


def _masked(aspects: dict[str, Any], masker: Masker) -> dict[str, Any]:
    """Without persons' names in what is quoted (METHOD, aspect e). Addresses of pages stay."""
    plain = aspects["responsible"]
    return aspects | {"responsible": _without_names(plain, masker)}


def _without_names(plain: Mapping[str, Any], masker: Masker) -> dict[str, Any]:
    return {
        **plain,
        "summary": masker(plain["summary"]),
        "summary_en": masker(plain["summary_en"]),
        "evidence": [{**e, "text": masker(e["text"])} for e in plain["evidence"]],
        "rejected": [{**r, "text": masker(r["text"])} for r in plain["rejected"]],
    }
