"""How many visits at once: fewer when the machine does not keep up, and browsers that grow are replaced."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import pytest

from crawler.addresses import Addresses
from crawler.browser import load, memory, processes
from crawler.browser.load import FAST_ENOUGH, TOO_SLOW, Pace
from crawler.browser.places import LEAST, Places
from crawler.browser.pool import BrowserPool
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
            browsers.look_at_memory()
            assert not first.retired, "one empty page is not much"
            every = first.processes.union(*map(processes.descendants, first.processes))
            taken = sum(memory.taken(every).values())
            assert 10_000_000 < taken < memory.limit()
            # As if it had kept something of every visit.
            browsers._most_memory = int(taken / 1.5)
            browsers.look_at_memory()
            assert first.retired
            # Enough for the next one, which is being watched from now on and still growing.
            browsers._most_memory = memory.limit()
            assert "Vagvisaren" in await version(browsers), "the next visit has a new one"
            assert browsers._running is not first
            assert await session.page.evaluate("1 + 1") == 2, "what it was showing goes on"
            browsers._most_memory = 1000
            browsers.look_at_memory()
            await asyncio.wait_for(_gone(first.processes), 60)
        browsers._most_memory = memory.limit()
        assert "Vagvisaren" in await version(browsers)

    runner.run(work())
    assert browsers.replaced == 2


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc")
def test_a_page_that_grows_is_ended_and_the_others_go_on(pool: tuple[BrowserPool, asyncio.Runner]) -> None:
    browsers, runner = pool
    browsers._most_page = 300_000_000

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
    assert browsers.replaced == 0


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
            browsers.look_at_memory()
            ended = asyncio.Event()
            bad.page.on("crash", lambda _: ended.set())
            await bad.page.evaluate(BUSY)
            pages = [p for p in processes.descendants(os.getpid()) if processes.shows_pages(p)]
            calm = max(map(processes.worked, pages))
            while max(map(processes.worked, pages)) < 2 * calm + 20:
                await asyncio.sleep(0.05)
            watch = browsers.driver_watch
            # As if what a page says had piled up.
            watch.most, watch.clock = int(driver_takes(browsers) / 1.5), lambda: moment
            browsers.look_at_memory()
            await asyncio.wait_for(ended.wait(), 60)
            browsers.look_at_memory()
            assert await good.page.evaluate("1 + 1") == 2, "only the busiest is ended, and given its time"
            moment = 11.0
            browsers.look_at_memory()
            with pytest.raises(Exception, match="closed"):
                await good.page.evaluate("new Promise(() => 0)")
        watch.most = memory.driver_limit()
        assert "Vagvisaren" in await version(browsers), "the driver is started anew"
        browsers.look_at_memory()
        assert driver_takes(browsers) < memory.driver_limit()

    runner.run(work())


def driver_takes(pool: BrowserPool) -> int:
    running = pool._running
    assert running is not None
    driver = processes.starter_of(running.processes)
    assert driver not in (None, os.getpid())
    return memory.taken([driver])[driver]


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
