"""The browser's sandbox is on; where it cannot be, everybody is told."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import crawler.process
from crawler import context
from crawler.browser.pool import BrowserPool
from crawler.context import NO_SANDBOX, Defaults, browser_options
from night.context import Night
from night.doctor.program import browser
from night.run import run
from night.settings import Settings
from tests.night.real_crawl import RealCrawl, build, places


def as_user(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: number)


@pytest.mark.parametrize(("user", "sandbox"), [(0, False), (1000, True)])
def test_only_root_goes_without(monkeypatch: pytest.MonkeyPatch, user: int, sandbox: bool) -> None:
    as_user(monkeypatch, user)
    assert browser_options(Defaults()).sandbox is sandbox


@pytest.mark.parametrize("sandbox", [False, True])
def test_the_browser_is_started_so(monkeypatch: pytest.MonkeyPatch, sandbox: bool) -> None:
    asked: dict[str, Any] = {}

    class Launched:
        version = "1"

    class Chromium:
        async def launch(self, **given: Any) -> Launched:
            asked.update(given)
            return Launched()

    class Driver:
        chromium = Chromium()

    as_user(monkeypatch, 1000 if sandbox else 0)
    pool = BrowserPool(browser_options(Defaults()))
    pool._playwright = Driver()  # type: ignore[assignment]
    asyncio.run(pool._launch_once())
    assert asked["chromium_sandbox"] is sandbox
    assert ("--no-sandbox" in asked["args"]) is not sandbox
    assert not {"--disable-web-security", "--disable-setuid-sandbox", "--ignore-certificate-errors"} & set(
        asked["args"]
    )


@pytest.mark.parametrize(("user", "told"), [(0, True), (1000, False)])
def test_crawl_says_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, user: int, told: bool) -> None:
    said: list[str] = []
    as_user(monkeypatch, user)
    real = RealCrawl()
    monkeypatch.setattr(crawler.process, "crawl", real)
    night = Night(
        Settings(data=tmp_path), places(1), said.append, None, build, lambda: datetime(2026, 1, 1, tzinfo=UTC)
    )
    run(night)
    assert real.visited == ["9901"]
    assert (f"WARNING: {NO_SANDBOX}" in said) is told


def test_doctor_says_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(context, "_can_sandbox", lambda: False)
    found = browser(Settings(data=tmp_path), datetime.now(UTC))
    assert f"WARNING: {NO_SANDBOX}" in found.text
