"""Messages to whom VAGVISAREN_NOTIFY names, through apprise. An address holds secrets: it is never printed,
logged or part of an error; it is told by its number and scheme. Nothing here raises."""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Literal

from night.settings import Settings
from night.terminal import clean

Grave = Literal["info", "success", "warning", "failure"]

LONGEST_SECONDS = 60.0
"""For all addresses together; apprise's own deadlines are per connection."""
LONGEST_BODY = 4000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,20})://")
_TALKATIVE = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib")
"""Loggers that name addresses."""
_SILENT = logging.CRITICAL + 1


@dataclass(frozen=True, slots=True)
class Message:
    """`lines` may hold what the web said: they are cleaned before they are sent."""

    title: str
    lines: Sequence[str]
    grave: Grave = "warning"

    @property
    def body(self) -> str:
        return "\n".join(clean(line, 1000) for line in self.lines)[:LONGEST_BODY]


def addresses(settings: Settings) -> tuple[str, ...]:
    return tuple(settings.notify.split())


def send(message: Message, settings: Settings, seconds: float = LONGEST_SECONDS) -> tuple[str, ...]:
    """To all addresses. Returns what failed, in words that hold no secret; nothing if all went well."""
    asked = addresses(settings)
    done: dict[int, str] = {}

    def work() -> None:
        for number, address in enumerate(asked):
            done[number] = _sent(address, message)

    # A thread, for a server that answers drop by drop must not hold the night.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    outcomes = [done.get(number, "no answer in time") for number in range(len(asked))]
    return tuple(
        f"{_named(number, address)}: {outcome}"
        for number, (address, outcome) in enumerate(zip(asked, outcomes, strict=True))
        if outcome
    )


def misunderstood(asked: Sequence[str]) -> tuple[str, ...]:
    """Which addresses apprise does not know how to reach."""
    apprise = _loaded()
    return tuple(_named(n, address) for n, address in enumerate(asked) if not apprise.Apprise().add(address))


def _sent(address: str, message: Message) -> str:
    """Why not; empty if it was."""
    try:
        apprise = _loaded()
        one, kind = apprise.Apprise(), apprise.NotifyType(message.grave)
        if not one.add(address):
            return "not understood"
        # Said to be text: some services would take it for HTML.
        text = apprise.NotifyFormat.TEXT
        if one.notify(body=message.body, title=message.title, notify_type=kind, body_format=text):
            return ""
        return "not accepted"
    except Exception as error:
        # Only its kind: the text of a connection's error names the address.
        return type(error).__name__


def _named(number: int, address: str) -> str:
    scheme = _SCHEME.match(address)
    return f"address {number + 1}" + (f" ({scheme[1].lower()})" if scheme else "")


def _loaded() -> ModuleType:
    """apprise, silent for good: a thread that was given up may speak long after."""
    with warnings.catch_warnings():
        # Its services are loaded with the first address, and one tries a module that Python will drop.
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise

        apprise.Apprise().add("json://localhost")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(_SILENT)
    return apprise
