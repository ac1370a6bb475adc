"""What Playwright's client does at a price that a night of hundreds of visits feels, done cheaper. Nothing
that it answers or raises changes. This reaches into the library's own modules, whose version is pinned:
`tests/crawler/test_playwright_repairs.py` tells when one of these repairs no longer holds."""

from types import FrameType
from typing import Any

import orjson
from playwright._impl import client_stack_trace
from playwright._impl.transport import PipeTransport
from playwright._impl.utils import stack_trace
from playwright._impl.utils.debug_logger import DebugLogger

from crawler.json_text import decoded

_their_own_way = PipeTransport.serialize_message
_asked_for = DebugLogger.is_enabled


def repair() -> None:
    """Before the first browser is started; a second time changes nothing."""
    client_stack_trace.capture_raw_stack = _callers  # type: ignore[attr-defined]
    PipeTransport.deserialize_message = _deserialize  # type: ignore[assignment, method-assign]
    PipeTransport.serialize_message = _serialize  # type: ignore[assignment, method-assign]
    DebugLogger.is_enabled = _is_enabled  # type: ignore[assignment, method-assign]


def _callers() -> list[FrameType]:
    """The stack of an API call, from its caller outwards. With the frame that holds it, as the library takes
    it, the stack is a cycle: every click kept all that the visit had measured, links, pictures and all, until
    the garbage collector came."""
    return stack_trace.capture_raw_stack()[2:]


def _deserialize(_transport: PipeTransport, data: str | bytes) -> Any:
    # Half of the time that `json` takes.
    return decoded(data)


def _serialize(transport: PipeTransport, message: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(message)
    except TypeError:
        return _their_own_way(transport, message)  # half a surrogate pair


def _is_enabled(logger: DebugLogger, name: str) -> bool:
    # Asked before every message; nearly always there is no DEBUG to ask.
    return bool(logger._names) and _asked_for(logger, name)
