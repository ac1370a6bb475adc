"""The outermost layer: which hosts are answered, how large a request may be, the headers of all answers."""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 2_000_000
"""Bytes. The largest form is a phone sheet; the usual one has a few hundred."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STRICT_TRANSPORT = "max-age=31536000"


class TooLarge(Exception):
    """The request has more bytes than `MAX_BODY`."""


class Guard:
    """Refuses foreign host names (DNS rebinding) and oversized bodies; puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str], *, secure: bool) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)
        self._headers = HEADERS | ({"strict-transport-security": STRICT_TRANSPORT} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no websocket is ever opened
        sending = self._with_headers(send)
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].casefold() not in self._hosts:
            await _refuse(421, "This host name is not served here.", scope, receive, sending)
            return
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            await _refuse(413, "The request is too large.", scope, receive, sending)
            return
        try:
            await self._app(scope, _limited(receive), sending)
        except TooLarge:
            await _refuse(413, "The request is too large.", scope, receive, sending)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                # What a person sees after logging in stays in no cache; pictures and styles say otherwise.
                headers.setdefault("cache-control", "no-store")
            await send(message)

        return sending


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY:
            raise TooLarge
        return message

    return receiving


async def _refuse(status: int, text: str, scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(text, status)(scope, receive, send)
