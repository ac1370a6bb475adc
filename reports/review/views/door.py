"""In and out: the token of this start, login with throttling, logout, language."""

import hmac
import logging
import secrets
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.review.access import Visit, own_path
from reports.review.passwords import LONGEST, verified
from reports.review.speech import LANGUAGES
from scoring.store import accounts

log = logging.getLogger(__name__)

WINDOW = timedelta(minutes=15)
PER_NAME, PER_ADDRESS = 10, 30
"""Failed logins within `WINDOW` after which no password is tried any more."""
LOGIN_COOKIE = "login"


def enter(visit: Visit) -> Response:
    """Local mode: the token of this start becomes a cookie, once, and leaves the address at once."""
    app = visit.app
    if app.config.mode != "local":
        raise HTTPException(404)
    if visit.session is None:
        if not app.take_token(visit.request.query_params.get("token", "")):
            raise HTTPException(401, "token")
        return _let_in(visit, app.config.person)
    return RedirectResponse("/", 303)


def login_form(visit: Visit) -> Response:
    if visit.app.config.mode != "team":
        raise HTTPException(404)
    if visit.session is not None:
        return RedirectResponse("/", 303)
    return _login_page(visit, 200)


def login(visit: Visit) -> Response:
    app = visit.app
    if app.config.mode != "team":
        raise HTTPException(404)
    sent, kept = visit.text("csrf"), visit.request.cookies.get(_login_cookie(visit), "")
    if len(kept) < 20 or not hmac.compare_digest(sent.encode(), kept.encode()):
        return _login_page(visit, 403, "stale")
    name, password = visit.text("name", 64), visit.form.get("password", "")
    if not isinstance(password, str) or len(password) > LONGEST:
        raise HTTPException(400, "password")
    if _throttled(visit, name):
        log.warning("login refused for now: too many failures (name or address)")
        return _login_page(visit, 429, "throttled")
    with app.reading() as connection:
        account = accounts.find(connection, name)
    usable = account.password if account is not None and account.active else ""
    with app.hashing:
        right = verified(password, usable)
    if not right:
        return _login_page(visit, 401, "wrong", name)
    with app.writing() as connection:
        accounts.forgive(connection, name, visit.now - WINDOW)
    return _let_in(visit, name)


def logout(visit: Visit) -> Response:
    app = visit.app
    if visit.session is not None:
        with app.writing() as connection:
            accounts.end(connection, visit.session.digest)
            app.keep_place(connection, visit.account.name)
    answer = app.page(visit, "bye") if app.config.mode == "local" else RedirectResponse("/login", 303)
    answer.delete_cookie(app.config.cookie_name, path="/", secure=app.config.secure, httponly=True)
    return answer


def language(visit: Visit) -> Response:
    wanted = visit.text("language", 8)
    if wanted not in LANGUAGES or visit.session is None:
        raise HTTPException(400, "language")
    with visit.app.writing() as connection:
        accounts.seen(connection, visit.session.digest, visit.now, language=wanted)
    return RedirectResponse(own_path(visit.text("back") or "/"), 303)


def _throttled(visit: Visit, name: str) -> bool:
    """Counts this attempt before its password is looked at, so that many at once gain nothing."""
    client = visit.request.client
    address = client.host if client else ""
    since = visit.now - WINDOW
    with visit.app.writing() as connection:
        by_name = accounts.failures(connection, since, name=name) if name else PER_NAME
        by_address = accounts.failures(connection, since, address=address)
        if by_name >= PER_NAME or by_address >= PER_ADDRESS:
            return True
        accounts.failed(connection, name, address, visit.now)
    return False


def _let_in(visit: Visit, name: str) -> Response:
    """Always a new session: whatever cookie the browser brought is worth nothing (session fixation)."""
    app = visit.app
    with app.writing() as connection:
        secret = accounts.begin(connection, name, visit.now)
    answer = RedirectResponse("/", 303)
    # Strict would lose the session on a link in a mail; a form from elsewhere carries no Lax cookie.
    answer.set_cookie(
        app.config.cookie_name, secret, path="/", secure=app.config.secure, httponly=True, samesite="lax"
    )
    answer.delete_cookie(_login_cookie(visit), path="/", secure=app.config.secure, httponly=True)
    return answer


def _login_page(visit: Visit, status: int, problem: str = "", name: str = "") -> Response:
    token = secrets.token_urlsafe(24)
    answer: Response = visit.app.page(visit, "login", status, problem=problem, name=name, login_token=token)
    answer.set_cookie(
        _login_cookie(visit),
        token,
        path="/",
        secure=visit.app.config.secure,
        httponly=True,
        samesite="strict",
    )
    if status == 429:
        answer.headers["retry-after"] = str(int(WINDOW.total_seconds()))
    return answer


def _login_cookie(visit: Visit) -> str:
    return f"{visit.app.config.cookie_name}-{LOGIN_COOKIE}"
