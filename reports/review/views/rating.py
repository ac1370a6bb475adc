"""One item of a round: judged blind and alone, then together, then by the third."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.review.access import Visit
from reports.review.dossier import aspect_of
from reports.review.views.item import Form, open_word, version_of
from reports.review.views.rounds import Progress, progress_of
from scoring.result import Aspect
from scoring.rounds import SPLIT, NewRating, Rated, Rating, Stage, Standing, problems
from scoring.store import Conflict, StoreError


def next_one(visit: Visit) -> Response:
    """To what this person has to judge next; to the round when there is nothing."""
    found = progress_of(visit)
    waits = found.waits_for(visit.account.name)
    to = f"/rate/{waits[0].item.code}/{waits[0].item.aspect}" if waits else ""
    return RedirectResponse(f"/rounds/{found.of.id}{to}", 303)


def item(visit: Visit) -> Response:
    found, standing = _asked(visit)
    return _page(visit, found, standing)


def rate(visit: Visit) -> Response:
    app = visit.app
    found, standing = _asked(visit)
    stage = _stage(visit, found, standing)
    said, why = visit.text("verdict", 16), visit.text("why")
    words: dict[str, Rated] = {"yes": "yes", "no": "no", "open": open_word(standing.item.aspect)}
    if stage == "joint":
        words["split"] = SPLIT
    if said not in words:
        raise HTTPException(400, "verdict")
    new = NewRating(
        code=standing.item.code,
        aspect=standing.item.aspect,
        stage=stage,
        rater=found.of.joint if stage == "joint" else visit.account.name,
        verdict=words[said],
        why=why,
    )
    ratings = app.store.rounds.ratings(found.of.id)
    wrong = [field for field, _ in problems(new, found.of, ratings)]
    if wrong:
        return _page(visit, found, standing, Form(said, why, problem=_told(visit, wrong[0])), status=400)
    try:
        app.store.rounds.rate(found.of.id, new, version_of(visit), visit.now)
    except Conflict as conflict:
        last = conflict.last
        same = isinstance(last, Rating) and (last.verdict, last.why) == (new.verdict, new.why)
        if not same:  # else a second click on the same button
            return _page(visit, found, standing, Form(said, why), conflict=last, status=409)
    except ValueError:
        raise HTTPException(400, "expected") from None
    return RedirectResponse(f"/rounds/{found.of.id}/next", 303)


def _told(visit: Visit, field: str) -> str:
    _ = visit.app.speech(visit.session, visit.request).language.gettext
    if field == "why":
        return _("What settles a disagreement needs its reason.")
    return _("It is not your turn here any more.")


def _asked(visit: Visit) -> tuple[Progress, Standing]:
    found = progress_of(visit)
    key = (visit.request.path_params["code"], aspect_of(visit.request.path_params["aspect"]))
    standing = next((s for s in found.found if (s.item.code, s.item.aspect) == key), None)
    if standing is None or key[0] not in visit.app.places:
        raise HTTPException(404)
    return found, standing


def _stage(visit: Visit, found: Progress, standing: Standing) -> Stage:
    """In which stage this person speaks about it. Raises 403 when it is not theirs to judge."""
    who = visit.account.name
    if who in found.of.raters:
        return "joint" if found.talking else "alone"
    if (standing.turn == "third" or standing.third is not None) and found.of.third in ("", who):
        return "third"
    raise HTTPException(403, "turn")


def _page(
    visit: Visit,
    found: Progress,
    standing: Standing,
    form: Form | None = None,
    *,
    conflict: object = None,
    status: int = 200,
) -> Response:
    app, speech = visit.app, visit.app.speech(visit.session, visit.request)
    stage = _stage(visit, found, standing)
    asked = standing.item
    mine = _mine(visit, found, standing, stage)
    try:
        result = app.store.result(asked.run, asked.code)
    except StoreError:
        raise HTTPException(404) from None
    place = app.places[asked.code]
    file = app.dossier(speech, place, asked.aspect, asked.run, result, blind=True)
    keys = [(s.item.code, s.item.aspect) for s in found.found]
    at = keys.index((asked.code, asked.aspect))
    root = f"/rounds/{found.of.id}"
    return app.page(
        visit,
        "rate",
        status,
        round=found.of,
        file=file,
        stage=stage,
        standing=standing,
        open_for_me=standing.turn == stage or (stage == "alone" and not found.talking),
        form=form or Form(_said(mine, asked.aspect), mine.why if mine else "", later=False),
        conflict=conflict,
        action=f"{root}/rate/{asked.code}/{asked.aspect}",
        expected=mine.version if mine else 0,
        before=f"{root}/rate/{keys[at - 1][0]}/{keys[at - 1][1]}" if at and stage == "alone" else "",
        after=f"{root}/next",
        position=at + 1,
        total=len(keys),
        done=found.rated(visit.account.name) if visit.account.name in found.of.raters else None,
    )


def _mine(visit: Visit, found: Progress, standing: Standing, stage: Stage) -> Rating | None:
    if stage == "alone":
        return standing.alone[found.of.raters.index(visit.account.name)]
    return standing.joint if stage == "joint" else standing.third


def _said(mine: Rating | None, aspect: Aspect) -> str:
    if mine is None:
        return ""
    return "open" if mine.verdict == open_word(aspect) else mine.verdict
