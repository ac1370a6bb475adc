"""Every route with odd parts, filters and fields: an answer of ours, never an internal error."""

import random
import re
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from reports.review.access import Door
from reports.review.routes import DOORS
from scoring.objections import NewObjection
from scoring.rounds import Item, NewRound
from scoring.sampling import Sample
from tests.reports.review.conftest import Team
from tests.reports.review.ground import token

ODD = (
    "", "0", "-1", "99999999999999999999", "1e9", "٣", "²", "NaN", "9999", "å" * 300, "x" * 5000,
    "\x00", "\x7f",
    "\ud83d", "\u202e", "%", "%00", "%2e%2e", "..", "../..", "a/b", ";", "'", '"', "<>", "{{7*7}}",
    "{0}", "%s",
    "\r\n", "2026-02-30", "0000-00-00", "9999-12-31", "0003.prominence.²", "..1", "a.b.1",
)  # fmt: skip
FITTING = {
    "code": ("0003", "0006", "0011", "0013"), "aspect": ("prominence", "existence", "responsible"),
    "round": ("1",), "objection": ("1",), "number": ("1",), "verdict": ("yes", "no", "open", "split"),
    "why": ("Syns.",), "source": ("site", "phone"), "valid_until": ("2027-01-01", ""), "expected": ("0", "1"),
    "do": ("later", "save"), "kind": ("all", "random", "stratified", "queue"), "size": ("1", "5"),
    "seed": ("1",),
    "name": ("En omgång", "Ada"), "first": ("Ada",), "second": ("Bo",), "third": ("Cilla", ""),
    "place": ("Örebro",),
    "by": ("Kommunen",), "at": ("2026-11-20",), "text": ("Vi invänder.",), "outcome": ("upheld", "rejected"),
    "ends": ("0", "1"), "version": ("0", "1"), "language": ("sv", "en"), "back": ("/queue",), "blind": ("1",),
    "county": ("00",), "age": ("7",), "from": ("0", "100"), "done": ("0003.prominence.1",), "added": ("1",),
    "query": ("?aspect=prominence",), "reason": ("below_60",), "run": ("20261122T010000Z",),
    "password": ("ett långt lösenord",), "token": ("x",),
}  # fmt: skip
PHONE = {
    "attempt_1": ("2026-11-19T10:15",), "attempt_2": ("2026-11-20T10:15",), "outcome_1": ("Inget svar",),
    "email": ("2026-11-20",), "answer": ("yes", "no", ""), "words": ("En enhetschef.",),
    "answered": ("2026-11-20",),
    "decisions": ("0",), "caller": ("Ada",),
}  # fmt: skip
FITTING |= PHONE
FIELDS = tuple(FITTING)
ROUNDS = 25
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def odd(pick: random.Random, name: str) -> str:
    """Mostly what fits, so that the odd parts reach further than the first check."""
    return pick.choice(FITTING[name]) if name in FITTING and pick.random() < 0.7 else pick.choice(ODD)


def address(door: Door, pick: random.Random) -> str:
    def part(found: re.Match[str]) -> str:
        return quote(odd(pick, found[1]).encode("utf-8", "surrogatepass"), safe="") or "-"

    return re.sub(r"{(\w+)}", part, door.path)


def asked(browser: TestClient, door: Door, pick: random.Random) -> None:
    chosen = pick.sample(FIELDS, pick.randint(0, len(FIELDS)))
    pairs = {name: odd(pick, name).encode("utf-8", "replace").decode() for name in chosen}
    if pick.random() < 0.8:
        pairs["csrf"] = token(browser)
    path = address(door, pick)
    if door.method == "GET":
        pairs.pop("csrf", None)
        answer = browser.get(path, params=pairs)
    else:
        answer = browser.post(path, data=pairs)
    assert answer.status_code < 500, (door.method, path, pairs, answer.text[:300])
    assert "Traceback" not in answer.text


def something(team: Team) -> None:
    """A round and an objection, for the routes that ask for one."""
    items = tuple(Item(code, "prominence", "20261122T010000Z") for code in ("0003", "0006"))
    sample = Sample("all")
    new = NewRound(
        name="Omgång", codebook_version="1", sample=sample, raters=("Ada", "Bo"), items=items, created_by="L"
    )
    team.store.rounds.open(new, NOW)
    objection = NewObjection(code="0003", aspect="prominence", by="Kommunen", at="2026-11-21", text="Nej.")
    team.store.objections.record(objection, "Ada", NOW)


@pytest.mark.parametrize(
    "door", [d for d in DOORS if d.path != "/logout"], ids=lambda d: f"{d.method} {d.path}"
)
def test_no_odd_request_breaks_anything(team: Team, door: Door) -> None:
    pick = random.Random(f"{door.method} {door.path}")
    something(team)
    browser = team.browser(pick.choice(("Lea", "Ada")) if door.needs != "lead" else "Lea")
    for _ in range(ROUNDS):
        asked(browser, door, pick)


def test_methods_and_ways_that_are_not_there(shared: Team) -> None:
    browser = shared.browser("Lea")
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "BREW"):
        for door in DOORS:
            assert browser.request(method, door.path).status_code in (200, 303, 404, 405, 400)
    for path in (
        "/admin",
        "/.env",
        "/.git/config",
        "/queue/",
        "/item",
        "/item/0003",
        "/rounds/1/x",
    ):
        assert browser.get(path).status_code == 404, path
