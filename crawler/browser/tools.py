"""The browser's development tools: commands, and calls into a world that is there."""

import asyncio
from typing import Any

from playwright.async_api import CDPSession

ANSWERING = 1.0
"""Seconds more for the answer of a call that the browser should have broken off."""


class ScriptError(Exception):
    """A call into the page failed: its renderer is busy, gone, or its document was replaced."""


async def message(owner: Any, method: str, parameters: dict[str, Any]) -> Any:
    """What the library's API sends to the driver for one of its objects, without what it does around each of
    forty calls a visit. It captures the stack, which takes a third of a call, and ties every answer
    (documents, pictures, snapshots) into a cycle that only the garbage collector unties: with this, a visit
    leaves no cycles behind. Raises Playwright's errors. No deadline."""
    sender = owner._impl_obj
    told = {**parameters, "timeout": 0}
    return await sender._connection.send_message_to_server(sender, method, told, {"internal": True})


async def command(cdp: CDPSession, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """A development-tools command: what `CDPSession.send` sends. Raises Playwright's errors. No deadline."""
    found: dict[str, Any] = (await message(cdp, "send", {"method": method, "params": parameters}))["result"]
    return found


async def call(cdp: CDPSession, expression: str, world: int, timeout: float) -> Any:
    """`evaluate`, and TimeoutError where it does not answer when it should have."""
    async with asyncio.timeout(timeout + ANSWERING):
        return await evaluate(cdp, expression, world, timeout)


async def evaluate(cdp: CDPSession, expression: str, world: int, timeout: float) -> Any:
    """Evaluates in a world that is there; the browser breaks it off after `timeout` seconds of work. Raises
    ScriptError for what the script throws, and Playwright's errors. No deadline."""
    answer = await command(
        cdp,
        "Runtime.evaluate",
        {
            "expression": expression,
            "contextId": world,
            "awaitPromise": True,
            "returnByValue": True,
            "timeout": timeout * 1000,
        },
    )
    if "exceptionDetails" in answer:
        details = answer["exceptionDetails"]
        text = details.get("exception", {}).get("description") or details.get("text", "")
        raise ScriptError(str(text)[:400])
    return answer["result"].get("value")
