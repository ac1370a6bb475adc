"""Ten raters at once: no decision is lost, none is doubled, and whoever was second has seen the first."""

import asyncio
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from reports.review.access import csrf_token
from scoring.registry import Registry
from scoring.store import Store, accounts
from tests.reports.review.ground import client, team_app, token
from tests.reports.review.serving import free_socket, served

RATERS = 10
ASPECTS = ("existence", "front_page", "prominence", "help_info", "responsible")
NAMES = {303: "saved", 409: "second"}
CODES = ("0001", "0003", "0005")


async def work(root: str, secret: str, name: str, rounds: int) -> Counter[str]:
    """One person decides about the same items as all others, as fast as the answers come. What came of it."""
    done: Counter[str] = Counter()
    # By hand: a client's own jar keeps `Secure` cookies away from plain HTTP, which a proxy stands before.
    headers = {"cookie": f"__Host-vagvisaren={secret}"}
    async with httpx2.AsyncClient(base_url=root, headers=headers, timeout=60) as browser:
        for number in range(rounds):
            for code in CODES:
                for aspect in ASPECTS:
                    path = f"/item/{code}/{aspect}"
                    page = await browser.get(path)
                    assert page.status_code == 200
                    seen = page.text.split('id="decide" data-version="', 1)[1].split('"', 1)[0]
                    form = {
                        "csrf": csrf_token(secret), "verdict": "yes", "why": f"{name} {number}",
                        "source": "phone", "valid_until": "", "expected": seen,
                    }  # fmt: skip
                    # Everybody's button is pressed twice.
                    presses = (browser.post(f"{path}/decide", data=form) for _ in range(2))
                    for answer in await asyncio.gather(*presses):
                        done[NAMES.get(answer.status_code, str(answer.status_code))] += 1
    return done


def test_nothing_is_lost_and_nothing_doubled(made: tuple[Path, Registry], tmp_path: Path) -> None:
    rounds = 1
    shutil.copytree(made[0], tmp_path / "data")
    listening = free_socket()
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    with Store.open(tmp_path / "data") as store, served(team_app(store, made[1], (host,)), listening):
        secrets = {}
        with store.writing() as connection:
            for n in range(RATERS):
                accounts.put(connection, f"Rater {n}", "rater", "x", datetime.now(UTC))
                secrets[f"Rater {n}"] = accounts.begin(connection, f"Rater {n}", datetime.now(UTC))

        async def everybody() -> list[Counter[str]]:
            return await asyncio.gather(
                *(work(f"http://{host}", secret, name, rounds) for name, secret in secrets.items())
            )

        # In a thread of its own: where a browser was driven before, this one already has a loop that runs.
        with ThreadPoolExecutor(1) as thread:
            done = thread.submit(lambda: asyncio.run(everybody())).result()
        kept = [d for each in store.decisions.all().values() for d in each]
    together = sum(done, Counter())
    presses = RATERS * rounds * len(CODES) * len(ASPECTS) * 2
    assert set(together) <= {"saved", "second"}, together
    assert sum(together.values()) == presses
    # Each one that was told "saved" is there exactly once; its second press met its own decision.
    assert len(kept) == len({(d.code, d.aspect, d.by, d.why) for d in kept})
    versions = Counter((d.code, d.aspect) for d in kept)
    for (code, aspect), count in versions.items():
        numbers = sorted(d.version for d in kept if (d.code, d.aspect) == (code, aspect))
        assert numbers == list(range(1, count + 1))
    assert len(kept) <= together["saved"] <= 2 * len(kept)
    assert len(kept) >= len(CODES) * len(ASPECTS) * rounds
    assert together["second"] > 0, "they were never at the same item at once: the test proves nothing"


@pytest.mark.parametrize("press", range(2))
def test_a_double_press_is_one_decision(press: int, made: tuple[Path, Registry], tmp_path: Path) -> None:
    """The second press, after the first was answered, meets its own decision and goes on."""
    shutil.copytree(made[0], tmp_path / "data")
    with Store.open(tmp_path / "data") as store:
        browser = client(team_app(store, made[1]), "Ada")
        form = {
            "csrf": token(browser), "verdict": "no", "why": "Syns inte.", "source": "site", "valid_until": "",
            "expected": "0",
        }  # fmt: skip
        for _ in range(press + 1):
            assert browser.post("/item/0003/prominence/decide", data=form).status_code == 303
        assert len(store.decisions.of("0003")) == 1
