"""The application: what all views share, and the factory that puts routes, guard and error pages together."""

import logging
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp

from reports.review.access import Visit, csrf_token, own_path
from reports.review.config import Config
from reports.review.dossier import Dossier, dossier
from reports.review.guard import Guard
from reports.review.speech import LANGUAGES, Speech
from reports.review.training import Training
from reports.review.waiting import Line, wanted_from
from scoring.registry import Municipality, Registry
from scoring.result import Aspect, Result
from scoring.store import Store, StoreError, accounts
from scoring.store.accounts import Session

log = logging.getLogger(__name__)
REMEMBER_EVERY = timedelta(seconds=10)
DOSSIERS = 1000
"""Kept at most."""


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
        self._speeches: dict[str, Speech] = {}
        self._dossiers: dict[tuple[str, str, str, str, bool], Dossier] = {}
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
        """Keep the session alive and remember the page to resume from; seldom written, as each is a write,
        and after the answer: nobody has to wait for the disk."""
        name = session.account.name
        if request.method == "GET" and request.url.path.startswith("/item/") and response.status_code == 200:
            self._places[name] = request.url.path + wanted_from(request.query_params).query
        before = self._remembered.get(session.digest)
        if before is None or now - before >= REMEMBER_EVERY:
            self._remembered[session.digest] = now
            response.background = BackgroundTask(self._keep_alive, session, now)

    def _keep_alive(self, session: Session, now: datetime) -> None:
        try:
            with self.writing() as connection:
                accounts.seen(connection, session.digest, now)
                self.keep_place(connection, session.account.name)
        except StoreError as error:  # the page itself was answered
            log.warning("not kept that %s was here: %s", session.account.name, error)

    def keep_place(self, connection: Connection, name: str) -> None:
        if name in self._places:
            accounts.was_at(connection, name, self._places[name])

    def place_of(self, name: str) -> str:
        """Where this person was last, as a path inside the app; empty: nowhere yet."""
        with self.reading() as connection:
            return own_path(self._places.get(name) or accounts.last_place(connection, name) or "")

    # Pages

    def dossier(
        self, speech: Speech, place: Municipality, aspect: Aspect, run: str, result: Result, *, blind: bool
    ) -> Dossier:
        """What one item shows; kept, as nothing of it changes while the result is the same."""
        key = (speech.language.code, place.code, aspect, run, blind)
        known = self._dossiers.get(key)
        if known is not None and (known.result is result or known.result == result):
            return known
        made = dossier(speech, self.store, place, aspect, run, result, data=self.config.data, blind=blind)
        # Two threads may make the same one: no harm.
        if len(self._dossiers) >= DOSSIERS:
            self._dossiers.clear()
        self._dossiers[key] = made
        return made

    def speech(self, session: Session | None, request: Request) -> Speech:
        wanted = session.language if session and session.language else ""
        if not wanted:
            first = request.headers.get("accept-language", "")[:2].casefold()
            wanted = first if first in LANGUAGES else self.config.language
        code = wanted if wanted in LANGUAGES else "sv"
        if code not in self._speeches:  # made when the first one speaks it
            self._speeches[code] = Speech(code)
        return self._speeches[code]

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
