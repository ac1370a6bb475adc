"""A real store with four nights of five municipalities, for what tells of the past."""

from datetime import UTC, datetime
from pathlib import Path

from scoring.registry import Municipality, Registry
from scoring.result import AspectResult, Result, Score
from scoring.store import NewRun, Store
from tests.reports.invented_measures import answer, measures
from tests.store.samples import aspect, observation
from tests.store.samples import result as judged

NIGHTS = tuple(datetime(2026, 3, day, 1, 0, tzinfo=UTC) for day in (1, 2, 3, 4))
HOSTILE = "=<b>Å</b>&\"']]>"
NO_POINT = {"front_page": aspect("no", flags=()), "prominence": aspect("no", desktop=None, mobile=None)}
CALM: dict[str, AspectResult] = {}

STORY: dict[str, tuple[dict[str, AspectResult] | str, ...]] = {
    "0114": (NO_POINT, NO_POINT, CALM, CALM),  # wins a point in the third night
    "0115": (CALM, "timeout", NO_POINT, CALM),  # loses and wins; one night between cannot be measured
    "0180": (CALM, CALM, CALM, CALM),
    "1480": ("blocked", "blocked", "blocked", "blocked"),
}
"""What each night saw, by code; 9999 is never visited."""


def registry() -> Registry:
    counties = {"01": "Stockholms län", "14": "Västra Götalands län", "99": "Övriga län"}
    names = {"0114": HOSTILE, "0115": "Vallentuna", "0180": "Stockholm", "1480": "Göteborg", "9999": "Ny"}
    return Registry(
        Municipality(
            code=code, name=name, county_code=code[:2], county=counties[code[:2]],
            homepage=f"https://m{code}.example", population=20_000, lat=60.0, lon=15.0, group_code="A1",
        )
        for code, name in names.items()
    )  # fmt: skip


def scored(found: Result) -> Result:
    """The points that the verdicts give: the samples always say four of five."""
    if found.status == "unmeasured":
        return found
    lost = 2 if found.aspects.front_page.verdict == "no" else 0
    return found.model_copy(
        update={
            "score": Score(points=4 - lost, max=5 - lost),
            "score_without_responsible": Score(points=4 - lost, max=4 - lost),
        }
    )


def fill(data_dir: Path) -> None:
    """Four accepted nights, and a fifth run that the gate held back: nobody may see it."""
    with Store.open(data_dir) as store:
        for number, night in enumerate((*NIGHTS, datetime(2026, 3, 5, 1, 0, tzinfo=UTC))):
            run = store.begin_run(NewRun(plan=tuple(STORY)), night)
            for code, nights in STORY.items():
                told = nights[number] if number < len(nights) else NO_POINT
                at = f"{night:%Y-%m-%d}T01:00:{int(code[-2:]) % 60:02}Z"
                seen = observation(code, text=HOSTILE, reason=told if isinstance(told, str) else None, at=at)
                seen = seen.model_copy(update={"name": f"Kommun {code}"})
                changed = {} if isinstance(told, str) else told
                fresh = scored(judged(seen, version="1" if number < 3 else "2", **changed))
                if fresh.status == "measured":
                    shown = measures(number % 2 == 0, HOSTILE)
                    fresh = fresh.model_copy(update={"measures": shown})
                store.save(run.id, seen, fresh)
            store.finish_run(run.id, "finished", night, published=number < len(NIGHTS))
        store.surveys.add([answer("0114", 62.0, HOSTILE)], NIGHTS[-1])
