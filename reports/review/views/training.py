"""The training round: judge an example blind, then see at once what is right and why."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.review.access import Visit
from reports.review.dossier import dossier
from reports.review.training import Exercise, Feedback, Training
from reports.review.views.item import Form, open_word
from scoring.rounds import Rated


def start(visit: Visit) -> Response:
    """Where one is, and what has been right so far."""
    found = _training(visit)
    course, answers = found.course(), found.answers(visit.account.name)
    return visit.app.page(
        visit,
        "training",
        course=course,
        answers=answers,
        right=sum(answer.agrees for answer in answers.values()),
        following=next((n for n, e in enumerate(course, 1) if _key(e) not in answers), None),
    )


def exercise(visit: Visit) -> Response:
    found = _training(visit)
    number, asked = _asked(visit, found)
    return _page(visit, found, number, asked, found.answers(visit.account.name).get(_key(asked)))


def answer(visit: Visit) -> Response:
    found = _training(visit)
    number, asked = _asked(visit, found)
    words: dict[str, Rated] = {"yes": "yes", "no": "no", "open": open_word(asked.item.aspect)}
    said = visit.text("verdict", 16)
    if said not in words:
        raise HTTPException(400, "verdict")
    found.answer(visit.account.name, asked, words[said])
    return RedirectResponse(f"/training/{number}", 303)


def again(visit: Visit) -> Response:
    _training(visit).again(visit.account.name)
    return RedirectResponse("/training", 303)


def _page(visit: Visit, found: Training, number: int, asked: Exercise, feedback: Feedback | None) -> Response:
    speech = visit.app.speech(visit.session, visit.request)
    file = dossier(
        speech,
        found.store,
        asked.place,
        asked.item.aspect,
        asked.item.run,
        asked.shown.result,
        data=found.data,
        blind=feedback is None,
        pictures="/training/pictures",
    )
    total = len(found.course())
    return visit.app.page(
        visit,
        "exercise",
        file=file,
        feedback=feedback,
        form=Form(later=False),
        action=f"/training/{number}",
        position=number,
        total=total,
        before=f"/training/{number - 1}" if number > 1 else "",
        after=f"/training/{number + 1}" if number < total else "/training",
    )


def _training(visit: Visit) -> Training:
    found: Training | None = visit.app.training
    if found is None:
        raise HTTPException(404)
    return found


def _asked(visit: Visit, found: Training) -> tuple[int, Exercise]:
    text, course = visit.request.path_params["number"], found.course()
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= len(course):
        raise HTTPException(404)
    return int(text[:6]), course[int(text[:6]) - 1]


def _key(asked: Exercise) -> tuple[str, str]:
    return asked.item.code, asked.item.aspect
