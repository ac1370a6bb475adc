"""Nothing of the browsers stays behind, also when they or we are killed."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from crawler.addresses import Addresses
from crawler.browser import scratch
from crawler.browser.pool import BrowserPool
from crawler.browser.processes import Processes, end
from crawler.context import Defaults, browser_options
from crawler.relay import Gate


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_killed_driver_leaves_nothing(temporary: Path) -> None:
    async def work() -> None:
        pool = BrowserPool(browser_options(Defaults(concurrency=1)))
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with pool.session(gate) as session:
            running = pool._running
            assert running is not None
            (folder,) = temporary.iterdir()
            assert list(folder.glob("playwright*")), "profiles lie there"
            driver = Processes().starter_of(running.processes)
            assert driver is not None
            end(driver)
            with pytest.raises(Exception, match="closed"):
                await session.page.evaluate("new Promise(() => 0)")
        async with pool.session(gate) as session:
            assert await session.page.evaluate("1 + 1") == 2
        await pool.close()

    asyncio.run(work())
    assert list(temporary.iterdir()) == []
    assert os.environ.get("TMPDIR") != str(temporary)


def test_what_a_killed_crawl_left_goes_with_the_next(temporary: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, others = (
        temporary / f"{scratch.PREFIX}{ended.pid}-a",
        temporary / f"{scratch.PREFIX}{os.getppid()}-b",
    )
    for folder in (left, others):
        (folder / "profile").mkdir(parents=True)
    (temporary / f"{scratch.PREFIX}{ended.pid}-link").symlink_to(others)
    made = scratch.make()
    assert made.is_dir()
    assert not left.exists()
    assert (others / "profile").is_dir(), "whose process lives, and what a link leads to, stays"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_browser_that_opens_no_page_is_replaced(temporary: Path) -> None:
    """It stays connected, and would fail every visit of the night within seconds."""

    async def work() -> None:
        pool = BrowserPool(browser_options(Defaults(concurrency=1)))
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with pool.session(gate) as session:
            assert await session.page.evaluate("1 + 1") == 2
        first = pool._running
        assert first is not None
        for zygote in _zygotes(first.processes):
            os.kill(zygote, signal.SIGKILL)
        with pytest.raises(Exception, match=r"\w"):
            async with pool.session(gate):
                pass
        async with pool.session(gate) as session:
            assert await session.page.evaluate("1 + 1") == 2
        assert pool._running is not first
        await pool.close()

    asyncio.run(work())
    assert list(temporary.iterdir()) == []


def _zygotes(browser: frozenset[int]) -> list[int]:
    """From which the browser makes the processes of its pages."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if b"--type=zygote" in (entry / "cmdline").read_bytes() and _parent(entry) in browser:
                found.append(int(entry.name))
    return found


def _parent(process: Path) -> int:
    return int((process / "stat").read_text().rpartition(")")[2].split()[1])
