"""Every route × every role; and no route without a role."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update
from starlette.routing import Route

from reports.review.access import Door
from reports.review.routes import DOORS
from scoring.store import accounts
from scoring.store.accounts import ROLES
from scoring.store.schema import accounts as table
from tests.reports.review.conftest import Team
from tests.reports.review.ground import PEOPLE, token

WHO = ("", "Läsaren", "Ada", "Lea")
FILLED = {"code": "0003", "aspect": "prominence", "round": "1", "objection": "1", "number": "1"}


def address(door: Door) -> str:
    """With something plausible in every place; what does not exist answers 404 to who may ask."""
    return re.sub(r"{(\w+)}", lambda found: FILLED.get(found[1], "0" * 64), door.path)


def may(door: Door, who: str) -> bool:
    if door.needs == "nobody":
        return True
    return bool(who) and ROLES.index(PEOPLE[who]) >= ROLES.index(door.needs)


def test_every_route_is_a_door(shared: Team) -> None:
    routes = [route for route in shared.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    methods = {(method, r.path) for r in routes for method in (r.methods or ()) if method != "HEAD"}
    assert methods == {(door.method, door.path) for door in DOORS}
    assert {door.path for door in DOORS if door.needs == "nobody"} == {"/static/{name}", "/enter", "/login"}


@pytest.mark.parametrize("who", WHO, ids=["nobody", "reader", "rater", "lead"])
@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.method} {door.path}")
def test_role_matrix(shared: Team, door: Door, who: str) -> None:
    browser = shared.browser(who)
    form = {"csrf": token(browser)} if who else {}
    answer: Any = browser.request(door.method, address(door), data=form if door.method == "POST" else None)
    refused = answer.status_code == 403 and ("takes more" in answer.text or not who)
    to_login = answer.status_code == 303 and answer.headers["location"] == "/login" and door.path != "/logout"
    if may(door, who):
        assert not refused
        assert not to_login
        assert answer.status_code < 500
    else:
        assert refused or to_login or answer.status_code == 401
    if not may(door, who):
        assert "Örebro" not in answer.text, "what may not be seen must not be in the refusal either"


def test_a_disabled_account_is_out_at_once(team: Team) -> None:
    browser = team.browser("Ada")
    assert browser.get("/queue").status_code == 200
    with team.store.writing() as connection:
        accounts.disable(connection, "Ada", datetime.now(UTC))
    assert browser.get("/queue").status_code == 303


def test_a_lowered_role_counts_at_once(team: Team) -> None:
    browser = team.browser("Lea")
    with team.store.writing() as connection:
        connection.execute(update(table).where(table.c.name == "Lea").values(role="reader"))
    assert browser.get("/rounds/new").status_code == 403
