"""One item on one screen, and what is decided there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.language import local_time
from reports.review.access import Visit
from reports.review.dossier import aspect_of
from reports.review.speech import Speech
from reports.review.waiting import Wanted, wanted_from
from scoring.decisions import SOURCES, NewDecision, Said, Source, StoredDecision, problems, undone
from scoring.queue import Queued
from scoring.registry import Municipality
from scoring.result import Aspect
from scoring.store import Conflict, utc_text

ONE_YEAR = timedelta(days=365)
MOST_QUERY = 400


@dataclass(frozen=True, slots=True)
class Form:
    """The decision form as it is shown: empty, or as it came back."""

    verdict: str = ""
    why: str = ""
    source: str = "site"
    valid_until: str | None = ""
    problem: str = ""
    later: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    text: str
    undo: str = ""
    expected: int = 0
    query: str = ""


def item(visit: Visit) -> Response:
    place, aspect = _unit(visit)
    return _page(visit, place, aspect, query=visit.request.url.query, notice=_notice(visit))


def decide(visit: Visit) -> Response:
    """Record, or say why not. A conflict shows what the other decided and keeps what was typed."""
    app = visit.app
    place, aspect = _unit(visit)
    query = _query(visit)
    wanted = wanted_from(dict(parse_qsl(query)))
    # Before anything is recorded: what is decided leaves the queue, and its neighbour with it.
    after = app.waiting.around(place.code, aspect, wanted, visit.account.name, visit.now)
    following = after.after or after.before
    if visit.text("do", 8) == "later":
        app.waiting.put_aside(visit.account.name, place.code, aspect, visit.now)
        return RedirectResponse(_next(following, wanted, {}), 303)
    form = Form(
        verdict=visit.text("verdict", 16),
        why=visit.text("why"),
        source=visit.text("source", 8) or "site",
        valid_until=visit.text("valid_until", 10),
    )
    new = _new(visit, place, aspect, form)
    wrong = list(dict.fromkeys(_told(visit, field) for field, _ in problems(new, visit.now)))
    if wrong:
        kept = Form(form.verdict, form.why, form.source, form.valid_until, " ".join(wrong))
        return _page(visit, place, aspect, query=query, form=kept, status=400)
    try:
        made = app.store.decisions.decide(new, version_of(visit), visit.now)
    except Conflict as conflict:
        made = _other(conflict)
        if not _the_same(made, new):  # else a second click on the same button
            return _page(visit, place, aspect, query=query, form=form, conflict=made, status=409)
    done = {"done": f"{place.code}.{aspect}.{made.version}"}
    return RedirectResponse(_next(following, wanted, done), 303)


def undo(visit: Visit) -> Response:
    """Take the newest decision back, by adding one that says so."""
    app = visit.app
    place, aspect = _unit(visit)
    history = app.store.decisions.of(place.code, aspect)
    expected = version_of(visit)
    if not history or history[-1].version != expected:
        last = history[-1] if history else None
        return _page(visit, place, aspect, query=_query(visit), conflict=last, status=409)
    _ = app.speech(visit.session, visit.request).language.gettext
    back = undone(history, visit.account.name, utc_text(visit.now), _("Taken back."))
    try:
        app.store.decisions.decide(back, expected, visit.now)
    except Conflict as conflict:
        return _page(visit, place, aspect, query=_query(visit), conflict=_other(conflict), status=409)
    query = _query(visit)
    return RedirectResponse(f"/item/{place.code}/{aspect}{f'?{query}' if query else ''}", 303)


def _told(visit: Visit, field: str) -> str:
    """What is wrong with a field, in the auditor's language."""
    _ = visit.app.speech(visit.session, visit.request).language.gettext
    return {
        "why": _("A decision needs its reason, of at most 4,000 characters."),
        "valid_until": _("It must be valid until a day that is still to come, or until further notice."),
        "verdict": _("A site that names nobody proves no “no” about e: that takes a call or an answer."),
    }.get(field, field)


def _page(
    visit: Visit,
    place: Municipality,
    aspect: Aspect,
    *,
    query: str = "",
    form: Form | None = None,
    conflict: StoredDecision | None = None,
    notice: Notice | None = None,
    status: int = 200,
) -> Response:
    app = visit.app
    speech = app.speech(visit.session, visit.request)
    wanted = wanted_from(dict(parse_qsl(query)))
    around = app.waiting.around(place.code, aspect, wanted, visit.account.name, visit.now)
    shown = around.shown
    if shown is None:
        raise HTTPException(404)
    always = around.here is not None and around.here.blind
    blind = wanted.blind or always
    history = app.store.decisions.of(place.code, aspect)
    file = app.dossier(speech, place, aspect, shown.run_id, shown.result, blind=blind)
    may = visit.account.may("rater")
    here = f"/item/{place.code}/{aspect}"
    until = (local_time(visit.now) + ONE_YEAR).date().isoformat()
    return app.page(
        visit,
        "item",
        status,
        file=file,
        form=form or Form(valid_until=until),
        action=f"{here}/decide",
        expected=history[-1].version if history else 0,
        undo=f"{here}/undo" if history and history[-1].by == visit.account.name else None,
        query=wanted.query,
        sources=SOURCES,
        may_decide=may,
        standing=shown.rulings.get(aspect),
        decisions=history,
        spans=() if blind else app.waiting.passage(place.code, aspect),
        objections=app.waiting.objections(place.code, aspect),
        conflict=conflict,
        notice=notice,
        why_here=[] if blind else _why(around.here, speech),
        before=_address(around.before, wanted),
        after=_address(around.after, wanted),
        position=around.position,
        total=around.total,
        blind_toggle="" if always else here + wanted.toggled().query,
    )


def _unit(visit: Visit) -> tuple[Municipality, Aspect]:
    place = visit.app.places.get(visit.request.path_params["code"])
    if place is None:
        raise HTTPException(404)
    return place, aspect_of(visit.request.path_params["aspect"])


def _new(visit: Visit, place: Municipality, aspect: Aspect, form: Form) -> NewDecision:
    said: dict[str, Said] = {"yes": "yes", "no": "no", "open": open_word(aspect)}
    sources: dict[str, Source] = {source: source for source in get_args(Source)}
    if form.verdict not in said or form.source not in sources:
        raise HTTPException(400, "verdict")
    return NewDecision(
        code=place.code,
        aspect=aspect,
        verdict=said[form.verdict],
        by=visit.account.name,
        at=utc_text(visit.now),
        why=form.why,
        valid_until=form.valid_until or None,
        source=sources[form.source],
        run=visit.text("run", 40) or None,
    )


def _other(conflict: Conflict) -> StoredDecision:
    """What somebody decided meanwhile."""
    if not isinstance(conflict.last, StoredDecision):
        raise TypeError(f"a decision met {conflict.last!r}")
    return conflict.last


def _the_same(last: StoredDecision, new: NewDecision) -> bool:
    """To the letter but for the moment, by the same person: a form sent twice."""
    names = ("code", "aspect", "verdict", "by", "why", "valid_until", "source")
    return all(getattr(last, name) == getattr(new, name) for name in names)


def open_word(aspect: Aspect) -> Literal["unknown", "review"]:
    """What "can't tell" is called: only of e can it be that nobody can know from the web."""
    return "unknown" if aspect == "responsible" else "review"


def version_of(visit: Visit) -> int:
    """The version that the form's maker has seen."""
    return visit.number("expected")


def _query(visit: Visit) -> str:
    """The queue's filter, as the form carries it; nothing else of it is believed."""
    return wanted_from(dict(parse_qsl(visit.text("query", MOST_QUERY).lstrip("?")))).query.lstrip("?")


def _next(to: Queued | None, wanted: Wanted, more: dict[str, str]) -> str:
    path = f"/item/{to.code}/{to.aspect}" if to else "/queue"
    pairs = {**dict(parse_qsl(wanted.query.lstrip("?"))), **more}
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def _address(to: Queued | None, wanted: Wanted) -> str:
    return f"/item/{to.code}/{to.aspect}{wanted.query}" if to else ""


def _why(here: Queued | None, speech: Speech) -> list[str]:
    return [speech.reason(here.reason)] if here else []


def _notice(visit: Visit) -> Notice | None:
    """What was saved a moment ago, from the address: its parts are looked up, none is shown."""
    parts = visit.request.query_params.get("done", "").split(".")
    if len(parts) != 3 or not parts[2].isascii() or not parts[2].isdigit():
        return None
    code, name, version = parts[0], parts[1], int(parts[2])
    place = visit.app.places.get(code)
    if place is None:
        return None
    history = visit.app.store.decisions.of(code, aspect_of(name))
    made = next((d for d in history if d.version == version), None)
    if made is None:
        return None
    speech = visit.app.speech(visit.session, visit.request)
    said = {str(word): text for word, text in speech.words.verdicts.items()}
    verdict = said.get(made.verdict, speech.language.gettext("taken back"))
    _ = speech.language.gettext
    words = _(
        "Saved: {name} {letter}, {verdict}.", name=place.name, letter=speech.letter(name), verdict=verdict
    )
    mine = made.by == visit.account.name and made is history[-1]
    undoing = f"/item/{code}/{name}/undo" if mine else ""
    return Notice(words, undoing, version, wanted_from(dict(visit.request.query_params)).query)
