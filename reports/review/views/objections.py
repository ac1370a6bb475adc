"""Right of reply: what a municipality says against a result, and how that ends."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.language import local_time
from reports.review.access import Visit
from reports.review.dossier import aspect_of
from reports.sorting import fold, swedish_order
from scoring.decisions import NewDecision
from scoring.decisions import problems as decision_problems
from scoring.objections import (
    LONGEST_TEXT,
    OUTCOMES,
    NewEnd,
    NewObjection,
    Objection,
    challenges,
    end_problems,
    problems,
)
from scoring.registry import Municipality
from scoring.store import Conflict, utc_text

ONE_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Given:
    """The form of a new one, as it came back."""

    place: str = ""
    aspect: str = ""
    by: str = ""
    at: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """What somebody wrote to end one, when it could not be recorded."""

    outcome: str
    verdict: str
    why: str


def listed(visit: Visit) -> Response:
    return _page(visit)


def record(visit: Visit) -> Response:
    given = Given(
        visit.text("place", 100),
        visit.text("aspect", 16),
        visit.text("by", 200),
        visit.text("at", 10),
        visit.text("text", LONGEST_TEXT),
    )
    place = _place(visit, given.place)
    if place is None:
        return _page(visit, given, "place", 400)
    new = NewObjection(
        code=place.code, aspect=aspect_of(given.aspect), by=given.by, at=given.at, text=given.text
    )
    wrong = next((field for field, _ in problems(new, visit.now)), "")
    if wrong:
        return _page(visit, given, wrong, 400)
    made = visit.app.store.objections.record(new, visit.account.name, visit.now)
    return RedirectResponse(f"/objections#o{made.id}", 303)


def end(visit: Visit) -> Response:
    """Upheld: what stands now becomes a decision in the same moment. Rejected: the reason is kept."""
    app = visit.app
    found = _one(visit)
    outcome = next((known for known in OUTCOMES if known == visit.text("outcome", 16)), None)
    if outcome is None:
        raise HTTPException(400, "outcome")
    why, now = visit.text("why"), utc_text(visit.now)
    new = NewEnd(outcome=outcome, by=visit.account.name, at=now, why=why)
    wrong = next((field for field, _ in end_problems(new, visit.now)), "")
    decision = None
    if not wrong and outcome == "upheld":
        decided = _decision(visit, found, why)
        wrong = next((field for field, _ in decision_problems(decided, visit.now)), "")
        decision = (decided, visit.number("version"))
    ending = Ending(outcome, visit.text("verdict", 8), why)
    if wrong:
        return _page(visit, problem=wrong, at=found.id, ending=ending, status=400)
    try:
        app.store.objections.end(found.id, new, visit.number("ends"), visit.now, decision)
    except Conflict as conflict:
        by = str(getattr(conflict.last, "by", ""))
        return _page(visit, problem="conflict", at=found.id, ending=ending, status=409, who=by)
    except ValueError:
        raise HTTPException(400, "ends") from None
    return RedirectResponse(f"/objections#o{found.id}", 303)


def _decision(visit: Visit, found: Objection, why: str) -> NewDecision:
    """What is right instead, as the municipality has said: so even a `no` about e can come of it."""
    said = visit.text("verdict", 8)
    if said not in ("yes", "no"):
        raise HTTPException(400, "verdict")
    return NewDecision(
        code=found.code,
        aspect=found.aspect,
        verdict="yes" if said == "yes" else "no",
        by=visit.account.name,
        at=utc_text(visit.now),
        why=why,
        valid_until=(local_time(visit.now) + ONE_YEAR).date().isoformat(),
        source="owner",
        details={"objection": found.id},
    )


def _page(
    visit: Visit,
    given: Given | None = None,
    problem: str = "",
    status: int = 200,
    *,
    at: int = 0,
    who: str = "",
    ending: Ending | None = None,
) -> Response:
    app = visit.app
    found: tuple[Objection, ...] = app.store.objections.all()
    versions = {o.id: app.store.decisions.version(o.code, o.aspect) for o in found if o.end is None}
    return app.page(
        visit,
        "objections",
        status,
        waiting=[o for o in found if o.end is None],
        ended=[o for o in reversed(found) if o.end is not None],
        places=app.places,
        names=sorted((place.name for place in app.registry), key=swedish_order),
        versions=versions,
        totals=challenges(found),
        given=given or Given(at=local_time(visit.now).date().isoformat(), place=_asked(visit)),
        problem=problem,
        at=at,
        who=who,
        ending=ending,
        may_record=visit.account.may("rater"),
        may_end=visit.account.may("lead"),
    )


def _asked(visit: Visit) -> str:
    """The municipality that the address names, if there is one: a link from its item."""
    place: Municipality | None = visit.app.places.get(visit.request.query_params.get("code", ""))
    return place.name if place else ""


def _place(visit: Visit, name: str) -> Municipality | None:
    """By name or code, without regard to case and dots; None when no or several fit."""
    fitting = [p for p in visit.app.registry if name and (p.code == name or fold(p.name) == fold(name))]
    return fitting[0] if len(fitting) == 1 else None


def _one(visit: Visit) -> Objection:
    text = visit.request.path_params["objection"]
    found = {str(o.id): o for o in visit.app.store.objections.all()}
    if text not in found:
        raise HTTPException(404)
    return found[text]
