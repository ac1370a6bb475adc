"""The application: what all views share, and the factory that puts routes, guard and error pages together."""

import logging
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from reports.review.access import Visit, csrf_token, own_path
from reports.review.config import Config
from reports.review.guard import Guard
from reports.review.speech import LANGUAGES, Speech
from reports.review.training import Training
from reports.review.waiting import Line, wanted_from
from scoring.registry import Municipality, Registry
from scoring.store import Store, StoreError, accounts
from scoring.store.accounts import Session

log = logging.getLogger(__name__)
REMEMBER_EVERY = timedelta(seconds=10)


class App:
    """One process of the review app. Thread-safe: views run on a pool of threads."""

    def __init__(self, config: Config, store: Store, registry: Registry) -> None:
        self.config = config
        self.store = store
        self.registry = registry
        self.places: Mapping[str, Municipality] = {place.code: place for place in registry}
        self.hashing = threading.BoundedSemaphore(2)
        """Argon2 takes 64 MB a go: more at once would be a way to fill the memory."""
        self.waiting = Line(store, registry)
        self._speeches = {code: Speech(code) for code in LANGUAGES}
        self._remembered: dict[str, datetime] = {}
        self._places: dict[str, str] = {}
        self._token, self._token_lock = config.token, threading.Lock()

    # Database

    def reading(self) -> AbstractContextManager[Connection]:
        return self.store.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        return self.store.writing()

    # Sessions

    def take_token(self, given: str) -> bool:
        """Whether it is this start's token, which works once."""
        import hmac

        with self._token_lock:
            right = bool(self._token) and hmac.compare_digest(given.encode(), self._token.encode())
            if right:
                self._token = ""
        return right

    def secret_of(self, request: Request) -> str:
        return request.cookies.get(self.config.cookie_name, "")

    def session_of(self, request: Request, now: datetime) -> Session | None:
        secret = self.secret_of(request)
        if not 20 <= len(secret) <= 100:
            return None
        with self.reading() as connection:
            return accounts.session(connection, secret, now)

    def csrf(self, request: Request, session: Session | None) -> str:
        return csrf_token(self.secret_of(request)) if session else ""

    def was_here(self, request: Request, session: Session, response: Response, now: datetime) -> None:
        """Keep the session alive and remember the page to resume from; seldom written, as each is a write."""
        name = session.account.name
        if request.method == "GET" and request.url.path.startswith("/item/") and response.status_code == 200:
            self._places[name] = request.url.path + wanted_from(request.query_params).query
        before = self._remembered.get(session.digest)
        if before is not None and now - before < REMEMBER_EVERY:
            return
        self._remembered[session.digest] = now
        with self.writing() as connection:
            accounts.seen(connection, session.digest, now)
            self.keep_place(connection, name)

    def keep_place(self, connection: Connection, name: str) -> None:
        if name in self._places:
            accounts.was_at(connection, name, self._places[name])

    def place_of(self, name: str) -> str:
        """Where this person was last, as a path inside the app; empty: nowhere yet."""
        with self.reading() as connection:
            return own_path(self._places.get(name) or accounts.last_place(connection, name) or "")

    # Pages

    def speech(self, session: Session | None, request: Request) -> Speech:
        wanted = session.language if session and session.language else ""
        if not wanted:
            first = request.headers.get("accept-language", "")[:2].casefold()
            wanted = first if first in LANGUAGES else self.config.language
        return self._speeches.get(wanted, self._speeches["sv"])

    def page(self, visit: Visit, template: str, status: int = 200, **context: object) -> Response:
        return self.render(visit.request, visit.session, template, status, **context)

    def render(
        self, request: Request, session: Session | None, template: str, status: int = 200, **context: object
    ) -> Response:
        env = self.speech(session, request).env
        shared = {
            "status": status,
            "path": request.url.path,
            "account": session.account if session else None,
            "csrf": self.csrf(request, session),
            "mode": self.config.mode,
            "has_training": self.config.training is not None,
        }
        text = env.get_template(f"review/{template}.html.j2").render(shared | context)
        return HTMLResponse(text, status)

    @cached_property
    def training(self) -> Training | None:
        """Opened when the first one trains."""
        where, gold = self.config.training, self.config.training_gold
        return Training(where, gold) if where is not None and gold is not None else None

    @cached_property
    def counties(self) -> dict[str, str]:
        return {place.county_code: place.county for place in self.registry}


def create_app(config: Config, store: Store, registry: Registry) -> ASGIApp:
    """The whole app over an open store. Its lifetime is the caller's, the store's too."""
    from reports.review.routes import routes

    app = Starlette(
        routes=routes(),
        middleware=[Middleware(Guard, hosts=config.hosts, secure=config.secure)],
        exception_handlers={HTTPException: _refused, StoreError: _store_failed, Exception: _broken},
    )
    app.router.redirect_slashes = False
    app.state.review = App(config, store, registry)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    app: App = request.app.state.review
    session = app.session_of(request, datetime.now(UTC))
    return app.render(request, session, "refused", error.status_code, why=error.detail)


async def _store_failed(request: Request, error: Exception) -> Response:
    log.error("%s %s: %s", request.method, request.url.path, error)
    return PlainTextResponse(f"{error}\n", 503)


async def _broken(request: Request, error: Exception) -> Response:
    log.error("%s %s: internal error", request.method, request.url.path)
    return PlainTextResponse("Something went wrong here; the log says what. Nothing was saved.\n", 500)
