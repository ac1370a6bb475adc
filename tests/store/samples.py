"""Observations and results made by hand, for tests that need some and do not care which."""

from scoring.observation import Observation, Page, StartPage, Viewport
from scoring.result import (
    AspectResult,
    Aspects,
    EntryFound,
    EntryPlace,
    Evidence,
    FunctionFound,
    Result,
    Score,
    Verdict,
)

AT = "2026-01-31T02:03:04Z"


def observation(
    code: str = "9901", *, text: str = "", reason: str | None = None, at: str = AT
) -> Observation:
    """`text` becomes the page's title; with a `reason` the municipality was not measured."""
    home = f"https://m{code}.example"
    page = Page(url=home, final_url=home, role="start", status=200, title=text)
    return Observation.model_validate(
        {
            "code": code,
            "name": f"Kommun {code}",
            "homepage": home,
            "own_hosts": (f"m{code}.example",),
            "measured_at": at,
            "status": "unmeasured" if reason else "measured",
            "status_reason": reason,
            "final_url": home,
            "start": None if reason else StartPage(page=page, desktop=Viewport(width=1366, height=768)),
        }
    )


def aspect(verdict: Verdict = "yes", **more: object) -> AspectResult:
    return AspectResult.model_validate(
        {"verdict": verdict, "machine": verdict, "reasons": ("A1_named",), "summary": "Så är det."} | more
    )


def aspects(**changed: AspectResult) -> Aspects:
    usual = {
        "existence": aspect(),
        "front_page": aspect(flags=("footer",)),
        "prominence": aspect(desktop=92, mobile=75),
        "help_info": aspect(grade=4),
        "responsible": aspect("unknown"),
    }
    return Aspects(**(usual | changed))


def result(seen: Observation, *, version: str = "1", **changed: AspectResult) -> Result:
    """Four points of five, or unmeasured like the observation."""
    measured = seen.status == "measured"
    nothing = {name: aspect("unmeasured", reasons=()) for name in Aspects.model_fields}
    found = aspects(**changed) if measured else Aspects(**nothing)
    home = seen.homepage
    title = seen.start.page.title if seen.start else ""
    place = EntryPlace(x=0, y=24, width=96, height=24, font_px=14, contrast=5.2, covered=0.0)
    entry = EntryFound(
        id="e1", text=title or "Kontaktcenter", accessible_name="Kontaktcenter", target_url=f"{home}/kontakt",
        region="header", clicks=0, desktop=place, mobile=None,
    )  # fmt: skip
    function = FunctionFound(name=title or "Kontaktcenter", url=f"{home}/kontakt")
    points = Score(points=4, max=5)
    return Result(
        code=seen.code,
        method_version=version,
        lexicon_version="1",
        status=seen.status,
        status_reason=seen.status_reason,
        measured_at=seen.measured_at,
        final_url=seen.final_url,
        score=points if measured else None,
        score_broad=points if measured else None,
        score_without_responsible=Score(points=4, max=4) if measured else None,
        aspects=found,
        aspects_broad=found,
        function=function if measured else None,
        function_broad=function if measured else None,
        entry=entry if measured else None,
        entry_broad=entry if measured else None,
    )


def evidence(text: str) -> Evidence:
    return Evidence(url="https://m9901.example/kontakt", text=text, selector="main p")
