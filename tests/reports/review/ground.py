"""A store with the invented municipalities in it, and the app over it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from starlette.testclient import TestClient
from starlette.types import ASGIApp

from reports.review.app import create_app
from reports.review.config import Config
from reports.review.passwords import hashed
from scoring.observation import Observation
from scoring.registry import Municipality, Registry
from scoring.store import NewRun, Store, accounts
from scoring.store.accounts import Role
from tests.reports.invented import invent, unmeasured

HOST = "review.example"
PASSWORD = "ett långt lösenord"
PEOPLE: dict[str, Role] = {
    "Läsaren": "reader",
    "Ada": "rater",
    "Bo": "rater",
    "Cilla": "rater",
    "Lea": "lead",
}
STARTED = datetime(2026, 11, 22, 1, tzinfo=UTC)
_HASH = hashed(PASSWORD)


def filled(data: Path, database: str = "") -> tuple[Store, Registry]:
    """Ten measured, two unmeasured, one never visited; one of them hostile in every text."""
    data.mkdir(parents=True, exist_ok=True)
    invented, places = invent(data)
    store = Store.open(data, database=database)
    run = store.begin_run(NewRun(plan=tuple(invented.shown)), STARTED)
    for code, shown in invented.shown.items():
        place = next(place for place in places if place.code == code)
        seen = invented.seen.get(code) or _bare(place, shown.result.status, shown.result.status_reason)
        store.save(run.id, seen, shown.result)
    store.finish_run(run.id, "finished", STARTED, published=True)
    return store, registry(places)


def registry(places: list[Municipality]) -> Registry:
    return Registry(tuple(replace(p, homepage=p.homepage) for p in places))


def _bare(place: Municipality, status: str, reason: str | None) -> Observation:
    fields = {
        "code": place.code,
        "name": place.name,
        "homepage": place.homepage,
        "own_hosts": (),
        "measured_at": unmeasured(place, "dns").measured_at,
        "status": status,
        "status_reason": reason,
    }
    return Observation.model_validate(fields)


def with_people(store: Store) -> None:
    with store.writing() as connection:
        for name, role in PEOPLE.items():
            accounts.put(connection, name, role, _HASH, STARTED)


def team_app(
    store: Store, places: Registry, hosts: tuple[str, ...] = (HOST,), data: Path | None = None
) -> ASGIApp:
    """`data`: where the pictures are, if not beside the database."""
    folder = data or Path(str(store.path)).parent
    return create_app(Config(data=folder, mode="team", hosts=hosts), store, places)


def client(app: ASGIApp, name: str = "") -> TestClient:
    """A browser without scripts; logged in as `name` by a session made behind the login (argon2 takes
    its time on purpose, and the login has its own tests)."""
    found = TestClient(app, base_url=f"https://{HOST}", follow_redirects=False, raise_server_exceptions=False)
    if name:
        review = found.app.state.review if hasattr(found.app, "state") else None
        assert review is not None
        with review.writing() as connection:
            secret = accounts.begin(connection, name, datetime.now(UTC), "en")
        found.cookies.set(review.config.cookie_name, secret)
    return found


def token(browser: TestClient) -> str:
    """The token that this browser's forms carry."""
    from reports.review.access import csrf_token

    review = browser.app.state.review  # type: ignore[attr-defined]
    return csrf_token(browser.cookies[review.config.cookie_name])
