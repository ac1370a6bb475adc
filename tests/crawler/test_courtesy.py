"""How many at once, how soon again, and what an answer asks for."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler import addresses
from crawler.addresses import Addresses, NameMap
from crawler.courtesy import LONGEST_WAIT, Restraint, Turns, netloc, seconds_of

SITE = "http://www.ekby.test/"
PUBLIC = {"ekby.test": ["193.10.10.10"], "sjöby.test": ["193.10.10.10"], "berga.test": ["193.10.10.11"]}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("", 0),
        ("-5", 0),
        ("1.5", 0),
        ("snart", 0),
        ("٣", 0),
        ("9" * 5000, LONGEST_WAIT),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Sun, 99 Nov 9999 99:99:99 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WAIT),
    ],
)
def test_retry_after(header: str, seconds: float) -> None:
    assert seconds_of(header) == seconds


def test_retry_after_as_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)
    assert 290 < seconds_of(later) <= 300
    assert 290 < seconds_of(later.replace(" GMT", "")) <= 300


@pytest.mark.parametrize(
    ("delay", "pages"), [(0.0, 99), (3.0, 10), (12.0, 2), (30.0, 1), (31.0, 0), (86_400.0, 0)]
)
def test_the_longer_the_delay_the_fewer_the_pages(delay: float, pages: int) -> None:
    restraint = Restraint({"www.ekby.test": delay})
    visited = sum(not restraint.forbids(f"{SITE}{number}") for number in range(99))
    assert visited == pages
    assert not restraint.forbids("http://berga.test/")


def test_a_delay_that_is_read_later_counts() -> None:
    delays: dict[str, float] = {}
    restraint = Restraint(delays)
    assert not restraint.forbids(SITE)
    delays["www.ekby.test"] = 20.0
    assert "Crawl-delay" in restraint.forbids(SITE)
    assert restraint.not_before(SITE) == pytest.approx(time.monotonic() + 20, abs=1)


@pytest.mark.parametrize(
    ("status", "closed"), [(503, True), (429, True), (200, False), (301, False), (404, False)]
)
def test_who_asks_to_be_left_alone_is(status: int, closed: bool) -> None:
    restraint = Restraint({})
    restraint.note(SITE, status, "60")
    assert bool(restraint.forbids(f"{SITE}kontakt")) is closed
    assert (restraint.not_before(SITE) > time.monotonic() + 50) is closed
    assert not restraint.forbids("http://www.berga.test/")


def test_host_and_port() -> None:
    assert netloc("https://WWW.Ekby.test:8080/a") == "www.ekby.test:8080"


def most_at_once(hosts: list[str], limit: int, *, allow_private: bool = False, name_map: str = "") -> int:
    resolving = Addresses(allow_private, NameMap.parse(name_map))
    turns = Turns(limit, resolving)
    now = most = 0

    async def visit(host: str) -> None:
        nonlocal now, most
        async with turns.turn(host, 80):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.02)
            now -= 1

    async def all_of_them() -> None:
        await asyncio.gather(*(visit(host) for host in hosts))

    asyncio.run(all_of_them())
    resolving.close()
    return most


@pytest.fixture(autouse=True)
def name_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(host: str) -> list[str]:
        if host not in PUBLIC:
            raise OSError(host)
        return PUBLIC[host]

    monkeypatch.setattr(addresses, "_get_addresses", ask)


def test_names_of_one_address_wait_for_each_other() -> None:
    assert most_at_once(["ekby.test", "sjöby.test"] * 10, 3) == 3


def test_names_of_two_addresses_do_not() -> None:
    assert most_at_once(["ekby.test", "berga.test"] * 10, 3) == 6


@pytest.mark.parametrize(
    ("limit", "allow_private", "name_map"),
    [(0, False, ""), (3, True, ""), (3, False, "ekby.test=127.0.0.1:80")],
)
def test_it_is_off_where_it_spares_nobody(limit: int, allow_private: bool, name_map: str) -> None:
    assert most_at_once(["ekby.test"] * 9, limit, allow_private=allow_private, name_map=name_map) == 9


def test_names_that_lead_nowhere_wait_for_nobody() -> None:
    assert most_at_once(["finns.inte.test"] * 9, 3) == 9
