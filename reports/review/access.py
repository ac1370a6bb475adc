"""Who may what: the role that each route asks for stands beside the route, and one wrapper enforces it.

A route without a role does not exist: `Door` is the only way to make one.
"""

import hmac
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import anyio.to_thread
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scoring.store import accounts
from scoring.store.accounts import Account, Role, Session

if TYPE_CHECKING:
    from reports.review.app import App

Needs = Literal["nobody", "reader", "rater", "lead"]
_LOOKING = anyio.CapacityLimiter(1)
"""Pages made at once. More threads only take Python's lock from one another: with four, ten raters cost 16 ms
of processor time an answer instead of 8, and the slowest page in twenty comes after 293 ms instead of 160."""
View = Callable[["Visit"], Response]
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MAX_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, with who makes it. `form` is empty unless it is a POST that carries the right token."""

    request: Request
    session: Session | None
    form: FormData
    now: datetime

    @property
    def account(self) -> Account:
        """Only in views that ask for a role."""
        if self.session is None:
            raise HTTPException(403)
        return self.session.account

    @property
    def app(self) -> "App":
        app: App = self.request.app.state.review
        return app

    def text(self, name: str, limit: int = 4000) -> str:
        """A field of the form, without control characters but newlines; 400 when it is too long."""
        value = self.form.get(name, "")
        if not isinstance(value, str) or len(value) > limit:
            raise HTTPException(400, name)
        return "".join(c for c in value.replace("\r\n", "\n") if c >= " " or c == "\n").strip()

    def number(self, name: str) -> int:
        """A whole number of at most nine digits; 400 when it is none."""
        text = self.text(name, 9)
        if not text.isascii() or not text.isdigit():
            raise HTTPException(400, name)
        return int(text)


@dataclass(frozen=True, slots=True)
class Door:
    """One route: its path, method, the least role, and the view behind it."""

    method: Literal["GET", "POST"]
    path: str
    needs: Needs
    view: View
    csrf: bool = True

    def route(self) -> Route:
        # The function's name is only what Starlette calls the route.
        return Route(self.path, _guarded(self), methods=[self.method], name=f"{self.method} {self.path}")


def _guarded(door: Door) -> Callable[[Request], Awaitable[Response]]:
    async def looks(request: Request) -> Response:
        now = datetime.now(UTC)
        return await anyio.to_thread.run_sync(_answered, door, request, now, limiter=_LOOKING)

    async def sends(request: Request) -> Response:
        now = datetime.now(UTC)
        session = await run_in_threadpool(_let_through, door, request, now)
        if isinstance(session, Response):
            return session
        form = await _form(request, session, door)
        return await run_in_threadpool(_seen_to, door, Visit(request, session, form, now))

    return sends if door.method == "POST" else looks


def _answered(door: Door, request: Request, now: datetime) -> Response:
    session = _let_through(door, request, now)
    if isinstance(session, Response):
        return session
    return _seen_to(door, Visit(request, session, FormData(), now))


def _let_through(door: Door, request: Request, now: datetime) -> Session | Response | None:
    """The session, if there is one; for who is not let through, the way to the login. Raises 401 or 403."""
    session: Session | None = request.app.state.review.session_of(request, now)
    if door.needs != "nobody" and session is None:
        return _to_login(request, door)
    if session is not None and door.needs != "nobody" and not session.account.may(door.needs):
        raise HTTPException(403, "role")
    return session


def _seen_to(door: Door, visit: Visit) -> Response:
    response = door.view(visit)
    if visit.session is not None and door.needs != "nobody":
        visit.app.was_here(visit.request, visit.session, response, visit.now)
    return response


async def _form(request: Request, session: Session | None, door: Door) -> FormData:
    """The form, if it comes from one of our own pages. Raises 403 or 400."""
    if request.headers.get("content-type", "").split(";")[0].strip().casefold() not in _FORM_TYPES:
        raise HTTPException(400, "form")
    if not same_origin(request):
        raise HTTPException(403, "origin")
    form = await request.form(max_fields=MAX_FIELDS, max_files=1)
    if door.csrf:
        expected = request.app.state.review.csrf(request, session)
        given = form.get("csrf", "")
        if (
            not isinstance(given, str)
            or not expected
            or not hmac.compare_digest(given.encode(), expected.encode())
        ):
            raise HTTPException(403, "csrf")
    return form


def same_origin(request: Request) -> bool:
    """A browser says where a form was sent from; what says another place is not ours."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    # `null` comes with our own `Referrer-Policy: no-referrer` in some browsers; the token decides then.
    return (
        origin in (None, "null") or urlsplit(origin).netloc.casefold() == request.headers["host"].casefold()
    )


def _to_login(request: Request, door: Door) -> Response:
    if door.method == "GET" and request.app.state.review.config.mode == "team":
        return RedirectResponse("/login", 303)
    raise HTTPException(401, "session")


def csrf_token(secret: str) -> str:
    """Of a session's secret: needs no storage, and changes with every login."""
    return hmac.new(secret.encode(), b"csrf", "sha256").hexdigest()


def own_path(path: str) -> str:
    """`path` if it leads into this app, else its start: never an open redirect."""
    fine = (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and path.isprintable()
        and "\\" not in path
    )
    return path if fine else "/"


log = logging.getLogger(__name__)

__all__ = ["Door", "Role", "Visit", "accounts", "csrf_token", "own_path", "same_origin"]
