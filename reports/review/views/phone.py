"""Phone calls about e: whom to ask, what has been tried, and the answer, which must keep to the protocol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.desk import question
from reports.language import local_time
from reports.review.access import Visit
from scoring.phone_sheet import ASPECT, FIELDS, HEADINGS, VALID_YEARS, Call, Field, answer, call_of
from scoring.registry import Municipality
from scoring.store import Conflict, Shown, StoreError, calls

LONGEST = 1000
WRITTEN: tuple[Field, ...] = get_args(Field)[5:]
"""The columns that the caller fills in; those before them the site gives."""
PROTOCOL = "a no needs the whole protocol"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What keeps an answer from counting."""

    fields: tuple[Field, ...] = ()
    protocol: bool = False
    somebody: str = ""
    """Who has noted or decided something meanwhile."""

    def __bool__(self) -> bool:
        return bool(self.fields or self.protocol or self.somebody)


@dataclass(frozen=True, slots=True)
class Row:
    place: Municipality
    tried: int
    emailed: bool
    by: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One municipality's form."""

    call: Call
    given: Mapping[str, str]
    version: int
    decisions: int
    wrong: Wrong = field(default_factory=Wrong)


def listed(visit: Visit) -> Response:
    app = visit.app
    with app.reading() as connection:
        known = calls.notes(connection)
    rows = []
    for item in app.waiting.all(visit.now):
        if item.aspect == ASPECT and item.kind != "drawn" and item.code in app.places:
            note = known.get(item.code)
            fields = note.fields if note else {}
            tried = sum(bool(fields.get(name)) for name in ("attempt_1", "attempt_2"))
            rows.append(Row(app.places[item.code], tried, bool(fields.get("email")), note.by if note else ""))
    # Those under way first: their second day is what is waited for.
    rows.sort(key=lambda row: (row.tried == 0, -row.tried))
    return app.page(visit, "phone", rows=rows)


def call(visit: Visit) -> Response:
    place, shown = _asked(visit)
    return _page(visit, _sheet(visit, place, shown))


def keep(visit: Visit) -> Response:
    """Note what has been tried, or record the answer if it keeps to the protocol."""
    app = visit.app
    place, shown = _asked(visit)
    before = _sheet(visit, place, shown)
    given = {str(name): visit.text(name, LONGEST) for name in WRITTEN} | {"caller": visit.account.name}
    version, decisions = visit.number("version"), visit.number("decisions")
    with app.writing() as connection:
        kept = calls.keep(connection, place.code, given, visit.account.name, version, visit.now)
    if not kept:
        now = _sheet(visit, place, shown)
        with app.reading() as connection:
            last = calls.notes(connection, place.code)[place.code] if now.version else None
        wrong = Wrong(somebody=last.by if last else "")
        return _page(visit, Sheet(before.call, given, now.version, now.decisions, wrong), 409)
    if visit.text("do", 8) != "answer":
        return RedirectResponse("/phone", 303)
    return _answered(visit, Sheet(before.call, given, version + 1, decisions))


def _answered(visit: Visit, sheet: Sheet) -> Response:
    app = visit.app
    row = _row(sheet)
    new, problems = answer(row, question(app.speech(visit.session, visit.request).language), visit.now)
    if problems:
        wrong = Wrong(_fields(problems), any(PROTOCOL in problem for problem in problems))
        return _page(visit, Sheet(sheet.call, sheet.given, sheet.version, sheet.decisions, wrong), 400)
    try:
        app.store.decisions.decide(new, sheet.decisions, visit.now)
    except Conflict as conflict:
        wrong = Wrong(somebody=str(getattr(conflict.last, "by", "")))
        now = app.store.decisions.version(sheet.call.code, ASPECT)
        return _page(visit, Sheet(sheet.call, sheet.given, sheet.version, now, wrong), 409)
    return RedirectResponse("/phone", 303)


def _row(sheet: Sheet) -> Mapping[Field, str]:
    """As the sheet would have it: a browser writes `2026-11-20T10:15`."""
    call = sheet.call
    site = {
        "code": call.code,
        "name": call.name,
        "number": call.number,
        "hours": call.hours,
        "page": call.page,
    }
    given = {
        n: text.replace("T", " ") if n.startswith("attempt") else text for n, text in sheet.given.items()
    }
    whole = site | given
    return {name: whole.get(name, "") for name in FIELDS}


def _fields(problems: tuple[str, ...]) -> tuple[Field, ...]:
    """The columns that the problems name."""
    return tuple(
        name
        for name in FIELDS
        if any(problem.startswith(f"column {HEADINGS[name][0]}:") for problem in problems)
    )


def _asked(visit: Visit) -> tuple[Municipality, Shown]:
    place = visit.app.places.get(visit.request.path_params["code"])
    shown = visit.app.store.latest([place.code]).get(place.code) if place else None
    if place is None or shown is None:
        raise HTTPException(404)
    return place, shown


def _sheet(visit: Visit, place: Municipality, shown: Shown) -> Sheet:
    app = visit.app
    try:
        seen = app.store.observation(shown.run_id, place.code)
    except StoreError:
        seen = None  # a damaged one costs the number only
    found = call_of(place.name, shown.result, seen)
    with app.reading() as connection:
        note = calls.notes(connection, place.code).get(place.code)
    today = local_time(visit.now).date()
    end = today.replace(year=today.year + VALID_YEARS, day=min(today.day, 28)).isoformat()
    blank = dict.fromkeys(WRITTEN, "") | {
        "source": "phone",
        "answered": today.isoformat(),
        "valid_until": end,
    }
    return Sheet(
        found or Call(place.code, place.name, "", "", shown.result.final_url),
        blank | (dict(note.fields) if note else {}),
        note.version if note else 0,
        app.store.decisions.version(place.code, ASPECT),
    )


def _page(visit: Visit, sheet: Sheet, status: int = 200) -> Response:
    speech = visit.app.speech(visit.session, visit.request)
    which = 0 if speech.language.code == "sv" else 1
    return visit.app.page(
        visit,
        "call",
        status,
        sheet=sheet,
        asked=question(speech.language),
        headings={name: texts[which] for name, texts in HEADINGS.items()},
        may_note=visit.account.may("rater"),
        caller=visit.account.name,
    )
