"""The browser's development tools: commands, and calls into a world that is there."""

import asyncio
from typing import Any

from playwright.async_api import CDPSession


class ScriptError(Exception):
    """A call into the page failed: its renderer is busy, gone, or its document was replaced."""


async def command(cdp: CDPSession, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """A development-tools command: what `CDPSession.send` sends, without what the library's API does around
    each of forty calls a visit. It captures the stack, which takes a third of a call, and ties every answer
    (documents, pictures, snapshots) into a cycle that only the garbage collector unties: with this, a visit
    leaves no cycles behind. Raises Playwright's errors. No deadline."""
    session = cdp._impl_obj
    message = {"method": method, "params": parameters, "timeout": 0}
    answer = await session._connection.send_message_to_server(session, "send", message, {"internal": True})
    found: dict[str, Any] = answer["result"]
    return found


async def call(cdp: CDPSession, expression: str, world: int, timeout: float) -> Any:
    """Evaluates in a world that is there. Raises ScriptError for what the script throws, TimeoutError, and
    Playwright's errors."""
    async with asyncio.timeout(timeout + 1.0):
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
