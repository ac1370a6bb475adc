"""Rounds of two raters: begin one, see how it goes, take what came out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.language import local_time
from reports.review.access import Visit
from scoring.queue import pick
from scoring.result import ASPECTS, METHOD_VERSION, Aspect
from scoring.round_outcome import alone_pairs, as_decisions, gold_csv
from scoring.rounds import Item, NewRound, Rating, Round, Standing, round_problems, standings, todo
from scoring.sampling import Kind, Sample, draw
from scoring.store import Conflict, accounts, utc_text

KINDS: tuple[Kind, ...] = get_args(Kind)
LARGEST_SEED = 10**9
FIELDS = ("name", "kind", "size", "seed", "first", "second", "third", "reason")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is."""

    of: Round
    found: tuple[Standing, ...]

    @property
    def settled(self) -> int:
        return sum(one.verdict is not None for one in self.found)

    def rated(self, rater: str) -> int:
        at = self.of.raters.index(rater)
        return sum(one.alone[at] is not None for one in self.found)

    @property
    def talking(self) -> bool:
        """Both have judged everything alone."""
        return all(one.alone[0] and one.alone[1] for one in self.found)

    def waits_for(self, who: str) -> tuple[Standing, ...]:
        """What this person has to judge now."""
        return todo(self.of, self.found, who)


def progress_of(visit: Visit) -> Progress:
    """Of the round in the address. Raises 404."""
    text = visit.request.path_params["round"]
    known = {one.id: one for one in visit.app.store.rounds.all()}
    of = known.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if of is None:
        raise HTTPException(404)
    return progress(visit, of)


def progress(visit: Visit, of: Round, ratings: Sequence[Rating] | None = None) -> Progress:
    return Progress(of, standings(of, visit.app.store.rounds.ratings(of.id) if ratings is None else ratings))


def listed(visit: Visit) -> Response:
    found = [progress(visit, of) for of in visit.app.store.rounds.all()]
    return visit.app.page(visit, "rounds", rounds=found, may_open=visit.account.may("lead"))


def new_form(visit: Visit) -> Response:
    return _form(visit, dict.fromkeys(FIELDS, "") | {"kind": "stratified", "size": "30", "seed": "1"}, "")


def open_round(visit: Visit) -> Response:
    """Draw the sample and begin. What is wrong with it comes back with the form."""
    app = visit.app
    given = {name: visit.text(name, 200) for name in FIELDS}
    chosen = [str(a) for a in visit.form.getlist("aspect")]
    aspects = tuple(aspect for aspect in ASPECTS if aspect in chosen)
    sample = _sample(given)
    if sample is None or not aspects:
        return _form(visit, given, "sample" if sample is None else "aspects", chosen)
    people = {one.name for one in _people(visit)}
    if not {given["first"], given["second"]} <= people or given["third"] not in people | {""}:
        return _form(visit, given, "raters", chosen)
    new = NewRound(
        name=given["name"],
        codebook_version=METHOD_VERSION,
        sample=sample,
        raters=(given["first"], given["second"]),
        third=given["third"],
        items=_items(visit, sample, aspects),
        created_by=visit.account.name,
    )
    wrong = next((field for field, _ in round_problems(new)), "")
    if wrong:
        return _form(visit, given, wrong, chosen)
    try:
        made = app.store.rounds.open(new, visit.now)
    except Conflict:
        return _form(visit, given, "taken", chosen)
    return RedirectResponse(f"/rounds/{made.id}", 303)


def one(visit: Visit) -> Response:
    found = progress_of(visit)
    who = visit.account.name
    waits = found.waits_for(who)
    return visit.app.page(
        visit,
        "round",
        round=found.of,
        progress=found,
        waits=len(waits),
        rates=[
            (aspect, pairs, _agreement(pairs)) for aspect, pairs in alone_pairs(found.found).items() if pairs
        ],
        places=visit.app.places,
        disagreements=[s for s in found.found if s.joint or s.third or s.turn in ("joint", "third")],
        may_settle=who in found.of.raters,
        may_third=who not in found.of.raters and found.of.third in ("", who) and visit.account.may("rater"),
        may_close=visit.account.may("lead"),
        added=visit.request.query_params.get("added", "")
        if visit.request.query_params.get("added", "").isdigit()
        else "",
    )


def gold(visit: Visit) -> Response:
    """The settled ones as a gold file, for `vagvisaren validate`."""
    found = _finished_alone(visit)
    name = f"gold-round-{found.of.id}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(gold_csv(found.found), media_type="text/csv; charset=utf-8", headers=headers)


def decisions(visit: Visit) -> Response:
    """What came out becomes decisions; what is recorded already is not recorded twice."""
    found = _finished_alone(visit)
    at = max(
        (r.rated_at for s in found.found for r in (*s.alone, s.joint, s.third) if r),
        default=utc_text(visit.now),
    )
    added = visit.app.store.decisions.add(tuple(as_decisions(found.of, found.found, at)), visit.now)
    return RedirectResponse(f"/rounds/{found.of.id}?added={len(added.new)}", 303)


def _finished_alone(visit: Visit) -> Progress:
    """Before that, what came out would tell one rater what the other has said."""
    found = progress_of(visit)
    if not found.talking:
        raise HTTPException(409, "alone")
    return found


def _agreement(pairs: Sequence[tuple[str, str]]) -> object:
    from scoring.agreement.statistics import two_raters  # scipy takes long to load

    return two_raters(pairs)


def _form(visit: Visit, given: dict[str, str], problem: str, chosen: Sequence[str] = ASPECTS[:4]) -> Response:
    app, speech = visit.app, visit.app.speech(visit.session, visit.request)
    reasons = sorted({item.reason for item in app.waiting.all(visit.now)})
    status = 400 if problem else 200
    return app.page(
        visit,
        "round_new",
        status,
        given=given,
        problem=problem,
        chosen=chosen,
        kinds=KINDS,
        people=_people(visit),
        reasons=[(code, speech.reason(code)) for code in reasons],
        today=local_time(visit.now).date().isoformat(),
    )


def _people(visit: Visit) -> list[accounts.Account]:
    with visit.app.reading() as connection:
        return [one for one in accounts.everyone(connection) if one.may("rater")]


def _sample(given: dict[str, str]) -> Sample | None:
    kind = next((kind for kind in KINDS if kind == given["kind"]), None)
    size, seed = given["size"], given["seed"] or "0"
    numbers = all(
        text.isascii() and text.isdigit() and int(text) <= LARGEST_SEED for text in (size or "1", seed)
    )
    if kind is None or not numbers or (kind != "all" and not size) or size == "0":
        return None
    return Sample(kind, int(size) if size and kind != "all" else None, int(seed), given["reason"])


def _items(visit: Visit, sample: Sample, aspects: Sequence[Aspect]) -> tuple[Item, ...]:
    """In a round by queue only what waits; else every aspect that was asked for."""
    app = visit.app
    shown = {code: one for code, one in app.store.latest().items() if one.result.status == "measured"}
    waiting = [
        i for i in pick(app.waiting.all(visit.now), reason=sample.reason or None) if i.aspect in aspects
    ]
    places = [place for place in app.registry if place.code in shown]
    codes = draw(sample, places, [item.code for item in waiting if item.code in shown])
    queued = {item.key for item in waiting}
    return tuple(
        Item(code, aspect, shown[code].run_id)
        for code in codes
        for aspect in aspects
        if sample.kind != "queue" or (code, aspect) in queued
    )
