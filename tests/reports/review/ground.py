"""A store with the invented municipalities in it, and the app over it."""

import shutil
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


_COLUMNS = "existence,existence_broad,front_page,front_page_broad,prominence,prominence_broad"
_GOLD = f"""code,{_COLUMNS},help_info,help_info_broad,responsible
0001,yes,,yes,,yes,,yes,,unknown
0003,yes,,yes,,no|review,,yes,,
0009,no,,no,,no,,no,,
9999,yes,,,,,,,,
"""
_REGISTRY = """code,name,county_code,county,homepage,population,lat,lon,group_code
0001,Ale,00,Skåne län,https://www.kommun0001.example,17000,59,15,C8
0003,Örebro,00,Örebro län,https://www.kommun0003.example,35000,59,15,B3
0009,Gnosjö,00,Örebro län,https://www.kommun0009.example,89000,59,15,B3
"""


def examples(made: Path, folder: Path) -> tuple[Path, Path]:
    """Example municipalities beside a data directory, and what is right about them."""
    data, gold = folder / "examples", folder / "gold.csv"
    shutil.copytree(made, data)
    remembered(data)
    gold.write_text(_GOLD)
    return data, gold


def remembered(data: Path) -> None:
    """Three of the municipalities as the registry of a data directory, for commands."""
    (data / "registry.csv").write_text(_REGISTRY)


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
    store: Store,
    places: Registry,
    hosts: tuple[str, ...] = (HOST,),
    data: Path | None = None,
    training: tuple[Path, Path] | None = None,
) -> ASGIApp:
    """`data`: where the pictures are, if not beside the database. `training`: of `examples`."""
    folder = data or Path(str(store.path)).parent
    where, gold = training or (None, None)
    config = Config(data=folder, mode="team", hosts=hosts, training=where, training_gold=gold)
    return create_app(config, store, places)


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
