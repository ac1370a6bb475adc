"""How many visits at once: fewer when the machine does not keep up, and browsers that grow are replaced."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from crawler.addresses import Addresses
from crawler.browser import load, memory, processes
from crawler.browser.load import FAST_ENOUGH, TOO_SLOW, Pace
from crawler.browser.places import LEAST, Places
from crawler.browser.pool import BrowserPool
from crawler.browser.session import PAGE_ENDED
from crawler.browser.tools import ScriptError
from crawler.context import Defaults, browser_options
from crawler.relay import Gate

# Places


def test_no_more_at_once_than_allowed_and_everybody_comes_in_turn() -> None:
    places, order = Places(3), list[int]()
    most = 0

    async def visit(number: int) -> None:
        nonlocal most
        async with places.one():
            order.append(number)
            most = max(most, places.taken)
            await asyncio.sleep(0)

    async def all_of_them() -> None:
        await asyncio.gather(*(visit(number) for number in range(20)))

    asyncio.run(all_of_them())
    assert (most, places.taken, order) == (3, 0, list(range(20)))


def test_fewer_and_more_while_they_work() -> None:
    async def work() -> list[int]:
        places, seen = Places(8), list[int]()
        async with AsyncExitStack() as all_taken:
            for _ in range(8):
                await all_taken.enter_async_context(places.one())
            places.fewer()
            waiting = [asyncio.create_task(places._take()) for _ in range(9)]
            await asyncio.sleep(0)
            seen += [places.allowed, places.taken]
        await asyncio.sleep(0)
        seen.append(places.taken)
        places.more()
        await asyncio.sleep(0)
        seen.append(places.taken)
        for task in waiting:
            task.cancel()
        return seen

    assert asyncio.run(work()) == [6, 8, 6, 7]


def test_however_slow_it_is_some_go_on_and_all_come_back() -> None:
    places = Places(8)
    for _ in range(20):
        places.fewer()
    assert (places.allowed, places.fewest) == (LEAST, LEAST)
    for _ in range(20):
        places.more()
    assert (places.allowed, places.fewest) == (8, LEAST)
    one = Places(1)
    one.fewer()
    assert one.allowed == 1


def test_who_gives_up_waiting_takes_nobodys_place() -> None:
    async def work() -> int:
        places = Places(1)
        async with places.one():
            waiting = [asyncio.create_task(places._take()) for _ in range(3)]
            await asyncio.sleep(0)
            waiting[0].cancel()
        # Called in this very moment, and cancelled before it could come.
        waiting[1].cancel()
        with suppress(asyncio.CancelledError):
            await waiting[1]
        await asyncio.wait_for(waiting[2], 60)
        return places.taken

    assert asyncio.run(work()) == 1


# Pace


def test_places_follow_the_pace() -> None:
    places = Places(20)
    for _ in range(20):
        places.taken += 1
    pace = Pace(places)
    pace.judge(TOO_SLOW + 1)
    assert places.allowed == 15
    pace.judge((TOO_SLOW + FAST_ENOUGH) / 2)
    assert places.allowed == 15
    for _ in range(9):
        pace.judge(1.5)
    assert (places.allowed, pace.slowest) == (20, TOO_SLOW + 1)


def test_where_memory_is_scarce_fewer_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "EVERY", 0.001)
    places, scarce = Places(20), True
    places.taken = 20

    async def work() -> None:
        nonlocal scarce
        watching = asyncio.create_task(Pace(places, lambda: scarce).watch())
        while places.allowed > 8:
            await asyncio.sleep(0.001)
        scarce = False
        fewest = places.fewest
        await asyncio.sleep(0.02)
        assert places.fewest == fewest
        watching.cancel()

    asyncio.run(work())


def test_slowness_is_what_the_kernel_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "PROC", tmp_path)
    pace = Pace(Places(20))

    def count(**seconds: tuple[float, float]) -> float:
        for name, (run, waited) in seconds.items():
            (tmp_path / name[1:]).mkdir(exist_ok=True)
            (tmp_path / name[1:] / "schedstat").write_text(f"{run * 1e9:.0f} {waited * 1e9:.0f} 7\n")
        pace.slowest = 1.0
        pace.look([1, 2, 3])
        return pace.slowest

    assert count(p1=(1, 1), p2=(1, 3)) == 3
    # Since then: one second's work, eight seconds' wait; the third is new.
    assert count(p1=(1.5, 4), p3=(0.5, 5)) == 9
    assert count(p1=(1.51, 90)) == 1, "hardly any work is no ground for a judgement"
    (tmp_path / "1" / "schedstat").unlink()
    assert count(p2=(1, 3)) == 1


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this kernel does not count it")
def test_this_process_is_counted() -> None:
    assert load._times(os.getpid()) is not None


# Memory

GROWING = "const kept = []; setInterval(() => kept.push(new Uint8Array(3e7).fill(7)), 10)"


@pytest.fixture
def pool() -> Iterator[tuple[BrowserPool, asyncio.Runner]]:
    runner, pool = asyncio.Runner(), BrowserPool(browser_options(Defaults(concurrency=2)))
    yield pool, runner
    runner.run(pool.close())
    runner.close()


async def version(pool: BrowserPool) -> str:
    async with pool.slot(), pool.session(Gate(Addresses(), lambda _: False, 1000)) as session:
        return str(await session.page.evaluate("navigator.userAgent"))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_browser_that_grows_is_replaced_and_one_that_goes_on_growing_is_ended(
    pool: tuple[BrowserPool, asyncio.Runner], monkeypatch: pytest.MonkeyPatch
) -> None:
    browsers, runner = pool

    async def work() -> None:
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with browsers.session(gate) as session:
            first = browsers._running
            assert first is not None
            assert first.processes
            browsers.crowd.look()
            assert not first.retired, "one empty page is not much"
            every = first.processes.union(*map(processes.descendants, first.processes))
            taken = sum(memory.taken(every).values())
            assert 10_000_000 < taken < memory.limit()
            # As if it had kept something of every visit.
            browsers.crowd.most = int(taken / 1.5)
            browsers.crowd.look()
            assert first.retired
            # Enough for the next one, which is still growing.
            browsers.crowd.most = memory.limit()
            assert "Vagvisaren" in await version(browsers), "the next visit has a new one"
            # From here on nobody looks but we.
            browsers.crowd.close()
            assert browsers._running is not first
            assert await session.page.evaluate("1 + 1") == 2, "what it was showing goes on"
            browsers.crowd.most = 1000
            second = browsers._running
            browsers.crowd.look()
            await asyncio.wait_for(_gone(first.processes | second.processes), 60)
        browsers.crowd.most = memory.limit()
        assert "Vagvisaren" in await version(browsers)

    runner.run(work())
    assert browsers.crowd.replaced == 2


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_page_that_grows_is_ended_and_the_others_go_on(pool: tuple[BrowserPool, asyncio.Runner]) -> None:
    browsers, runner = pool
    browsers.crowd.most_page = 300_000_000

    async def work() -> None:
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with browsers.slot(), browsers.session(gate) as good, browsers.session(gate) as bad:
            ended = asyncio.Event()
            bad.page.on("crash", lambda _: ended.set())
            await bad.page.evaluate(GROWING)
            await asyncio.wait_for(ended.wait(), 60)
            assert await good.page.evaluate("1 + 1") == 2
            running = browsers._running
        assert running is not None
        assert not running.retired, "the browser itself is well"

    runner.run(work())
    assert browsers.crowd.replaced == 0


STORING = "globalThis.kept = []; setInterval(() => kept.push(new Blob([new Uint8Array(5e6)])), 5)"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_page_that_stores_too_much_is_ended_and_the_others_go_on(
    pool: tuple[BrowserPool, asyncio.Runner],
) -> None:
    browsers, runner = pool

    async def work() -> None:
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with browsers.slot(), browsers.session(gate) as good, browsers.session(gate) as bad:
            running = browsers._running
            assert running is not None
            running.store.most = 150_000_000
            ended = asyncio.Event()
            bad.page.on("crash", lambda _: ended.set())
            await bad.page.evaluate(STORING)
            await asyncio.wait_for(ended.wait(), 60)
            assert await good.page.evaluate("1 + 1") == 2
            with pytest.raises(ScriptError, match=PAGE_ENDED):
                await bad.text("html")
        assert running.browser.is_connected(), "the browser itself is well"

    runner.run(work())


def test_who_waits_for_a_page_that_has_ended_waits_no_longer(
    pool: tuple[BrowserPool, asyncio.Runner],
) -> None:
    browsers, runner = pool

    async def work() -> None:
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with browsers.session(gate) as session:
            (page,) = [p for p in processes.descendants(os.getpid()) if processes.shows_pages(p)]
            waiting = [
                asyncio.create_task(session.text("ready", 500, 86_400_000, timeout=86_400.0)),
                asyncio.create_task(session.send("Runtime.evaluate", expression="for (;;) {}")),
            ]
            await asyncio.sleep(0.2)
            processes.end(page)
            done, _ = await asyncio.wait(waiting, timeout=60)
            assert len(done) == 2
            assert session.deadlines.ended
            assert str(waiting[0].exception()) == f"ready: {PAGE_ENDED}"
            assert isinstance(waiting[1].exception(), TimeoutError)

    runner.run(work())


BUSY = "new Worker(URL.createObjectURL(new Blob(['for (;;) {}'])))"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_page_that_floods_the_driver_is_ended_and_then_the_driver(
    pool: tuple[BrowserPool, asyncio.Runner],
) -> None:
    browsers, runner = pool
    moment = 0.0

    async def work() -> None:
        nonlocal moment
        gate = Gate(Addresses(), lambda _: False, 1000)
        async with AsyncExitStack() as stack:
            good, bad = [await stack.enter_async_context(browsers.session(gate)) for _ in range(2)]
            browsers.crowd.look()
            ended = asyncio.Event()
            bad.page.on("crash", lambda _: ended.set())
            await bad.page.evaluate(BUSY)
            pages = [p for p in processes.descendants(os.getpid()) if processes.shows_pages(p)]
            calm = max(map(processes.worked, pages))
            while max(map(processes.worked, pages)) < 2 * calm + 20:
                await asyncio.sleep(0.05)
            watch = browsers.crowd.driver
            # As if what a page says had piled up.
            watch.most, watch.clock = int(driver_takes(browsers) / 1.5), lambda: moment
            browsers.crowd.look()
            await asyncio.wait_for(ended.wait(), 60)
            browsers.crowd.look()
            assert await good.page.evaluate("1 + 1") == 2, "only the busiest is ended, and given its time"
            moment = 11.0
            browsers.crowd.look()
            with pytest.raises(Exception, match="closed"):
                await good.page.evaluate("new Promise(() => 0)")
        watch.most = memory.driver_limit()
        assert "Vagvisaren" in await version(browsers), "the driver is started anew"
        browsers.crowd.look()
        assert driver_takes(browsers) < memory.driver_limit()

    runner.run(work())


def driver_takes(pool: BrowserPool) -> int:
    running = pool._running
    assert running is not None
    driver = processes.Processes().starter_of(running.processes)
    assert driver not in (None, os.getpid())
    return memory.taken([driver])[driver]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_only_what_we_have_started_is_ended() -> None:
    ours = subprocess.Popen(["sleep", "600"])
    begun = subprocess.run(["sh", "-c", "sleep 600 >&- 2>&- & echo $!"], capture_output=True, check=True)
    anothers = int(begun.stdout)
    try:
        processes.end(ours.pid)
        assert ours.wait(60) == -signal.SIGKILL
        processes.end(anothers)
        processes.end(ours.pid)
        os.kill(anothers, 0)
        assert b"sleep" in Path(f"/proc/{anothers}/cmdline").read_bytes()
    finally:
        os.kill(anothers, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_what_a_script_has_started_is_ended_with_it() -> None:
    script = subprocess.Popen(
        ["sh", "-c", "sleep 600 >&- & echo $!; wait"], stdout=subprocess.PIPE, text=True
    )
    assert script.stdout is not None
    with script.stdout as told:
        started = int(told.readline())
    try:
        processes.end(script.pid, started)
        assert script.wait(60) == -signal.SIGKILL
        asyncio.run(asyncio.wait_for(_gone(frozenset({started})), 60))
    finally:
        with suppress(ProcessLookupError):
            os.kill(started, signal.SIGKILL)


async def _gone(wanted: frozenset[int]) -> None:
    while any(
        Path(f"/proc/{one}/cmdline").exists() and Path(f"/proc/{one}/cmdline").read_bytes() for one in wanted
    ):
        await asyncio.sleep(0.05)


def test_the_limit_is_a_part_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_machine", lambda: 1_000_000_000)
    assert memory.limit() == 400_000_000
    monkeypatch.setattr(memory, "_machine", lambda: 64_000_000_000)
    assert memory.limit() == memory.LARGEST


def test_a_group_has_less_than_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = tmp_path / "system.slice" / "vagvisaren.service"
    unit.mkdir(parents=True)
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "cgroup").write_text("0::/system.slice/vagvisaren.service\n")
    (unit / "memory.max").write_text("700000000\n")
    (unit.parent / "memory.max").write_text("max\n")
    monkeypatch.setattr(memory, "PROC", tmp_path)
    monkeypatch.setattr(memory, "CGROUP_LIMIT", tmp_path / "memory.max")
    assert memory._machine() == 700_000_000
