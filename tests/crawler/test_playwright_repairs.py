"""What is done cheaper than Playwright's client does it, and that nothing else changes by it."""

import asyncio
import gc
import weakref

import pytest
from playwright._impl.transport import PipeTransport
from playwright.async_api import Error

from crawler.browser.playwright_repairs import repair
from tests.crawler.local_web import LocalWeb
from tests.crawler.looking import Visitor, page


class Held:
    """Something large that a visit has in hand while it clicks."""


@pytest.fixture(autouse=True)
def _repaired() -> None:
    repair()


def test_a_click_keeps_nothing_of_its_caller(web: LocalWeb, visitor: Visitor) -> None:
    site = web.site({"/": page("<p>Kontaktcenter</p>")})

    async def clicking() -> weakref.ref[Held]:
        held = Held()
        async with visitor.pool.session(visitor.gate()) as session:
            await session.goto(site.url, 10)
            await session.click(5, 5)
        return weakref.ref(held)

    gc.collect()
    gc.disable()
    try:
        assert visitor.run(clicking())() is None
    finally:
        gc.enable()


def test_errors_still_name_the_call(visitor: Visitor) -> None:
    async def going() -> None:
        async with visitor.pool.session(visitor.gate()) as session:
            await session.page.goto("http://127.0.0.1:9/", timeout=5_000)

    with pytest.raises(Error, match=r"^Page\.goto: "):
        visitor.run(going())


@pytest.mark.parametrize("text", ["åäö", "half a pair: \ud83d", '"quoted"\n'])
def test_messages_come_back_as_they_were_sent(text: str) -> None:
    async def there_and_back() -> object:
        transport = PipeTransport(asyncio.get_running_loop())
        return transport.deserialize_message(transport.serialize_message({"id": 1, "params": [text, 2.5]}))

    assert asyncio.run(there_and_back()) == {"id": 1, "params": [text, 2.5]}
