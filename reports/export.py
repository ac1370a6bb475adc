"""Results for other programs: JSON (`vagvisaren-results/1`), CSV, XLSX, Parquet.

All show the last accepted result of every municipality in the registry; those never measured are unmeasured
with a null reason, or `skipped`. Persons' names are masked.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

from scoring.lexicon import Lexicon, load_lexicon
from scoring.masking import mask
from scoring.registry import Municipality, Registry
from scoring.result import ASPECTS, METHOD_VERSION, Aspect, AspectResult, Aspects, Result
from scoring.store import Attempt, Run, Shown, Store

SCHEMA = "vagvisaren-results/1"

Format = Literal["json", "csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx", "parquet")
TEXTUAL: tuple[Format, ...] = ("json", "csv")

Masker = Callable[[str], str]

_UNSEEN = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)

_PROMINENCE_ONLY = ("desktop", "mobile", "caps", "review_reasons", "card_desktop", "card_mobile")
_HELP_ONLY = ("grade",)
_NULL_WHEN_NEVER_MEASURED = (
    "final_url", "measured_at", "score", "score_broad", "score_without_responsible", "function",
    "function_broad", "entry", "entry_broad", "method_version", "lexicon_version", "run_id", "newer",
)  # fmt: skip


def export(store: Store, registry: Registry, kind: Format) -> bytes:
    """The whole file. Raises StoreError."""
    found = document(store, registry)
    if kind == "json":
        return (escaped(json.dumps(found, ensure_ascii=False, indent=1)) + "\n").encode()
    from reports import export_tables

    write = {
        "csv": export_tables.csv_bytes,
        "xlsx": export_tables.xlsx_bytes,
        "parquet": export_tables.parquet_bytes,
    }
    return write[kind](found)


def escaped(text: str) -> str:
    """The same JSON; what could act on a terminal, or turn the reading direction, written as its code."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def document(store: Store, registry: Registry) -> dict[str, Any]:
    """The results JSON as data; `reports/schema/vagvisaren-results-1.json` describes it."""
    shown = store.latest()
    runs = store.runs()
    run = next((r for r in runs if r.published), runs[0] if runs else None)
    newest = max((s.result for s in shown.values()), key=lambda r: r.measured_at, default=None)
    return {
        "schema": SCHEMA,
        "method_version": newest.method_version if newest else METHOD_VERSION,
        "lexicon_version": newest.lexicon_version if newest else "",
        "run": _run(run) if run else None,
        "municipalities": [_municipality(place, shown.get(place.code)) for place in registry],
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "started": run.started,
        "finished": run.finished,
        "source": run.source,
        "as_of": run.as_of,
        "planned": run.planned,
        "measured": run.measured,
        "unmeasured": run.unmeasured,
        "accepted": run.published,
    }


def _municipality(place: Municipality, shown: Shown | None) -> dict[str, Any]:
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
    plain = result.model_dump(
        mode="json", exclude={"code", "aspects", "aspects_broad", "method_version", "lexicon_version"}
    )
    return plain | {
        "aspects": _aspects(result.aspects, masker),
        "aspects_broad": _aspects(result.aspects_broad, masker),
        "method_version": result.method_version,
        "lexicon_version": result.lexicon_version,
    }


def _audits(shown: Shown, masker: Masker) -> list[dict[str, Any]]:
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
    aspects = {aspect: _aspect(aspect, nothing, str) for aspect in ASPECTS}
    return dict.fromkeys(_NULL_WHEN_NEVER_MEASURED) | {
        "status": "unmeasured",
        "status_reason": reason,
        "aspects": aspects,
        "aspects_broad": aspects,
        "audits": [],
        "accepted": False,
    }


def _origin(shown: Shown) -> dict[str, Any]:
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


def _aspects(aspects: Aspects, masker: Masker) -> dict[str, Any]:
    return {aspect: _aspect(aspect, found, masker) for aspect, found in aspects.items()}


def _aspect(aspect: Aspect, found: AspectResult, masker: Masker) -> dict[str, Any]:
    hidden = {
        *(() if aspect == "prominence" else _PROMINENCE_ONLY),
        *(() if aspect == "help_info" else _HELP_ONLY),
    }
    plain = found.model_dump(mode="json", exclude=hidden)
    return _masked(plain, masker) if aspect == "responsible" else plain


def _masked(plain: Mapping[str, Any], masker: Masker) -> dict[str, Any]:
    """Without persons' names in what is quoted (METHOD, aspect e). Addresses of pages stay."""
    return {
        **plain,
        "summary": masker(plain["summary"]),
        "summary_en": masker(plain["summary_en"]),
        "evidence": [{**e, "text": masker(e["text"])} for e in plain["evidence"]],
        "rejected": [{**r, "text": masker(r["text"])} for r in plain["rejected"]],
    }
