"""What the app is told when it starts."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Mode = Literal["local", "team"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """`local`: one person on this machine, let in by a token of this start. `team`: accounts."""

    data: Path
    mode: Mode
    hosts: tuple[str, ...]
    """Names (with port, if it is not the scheme's own) under which the app answers; others are refused."""
    person: str = ""
    """Whose decisions they are in local mode."""
    language: str = "sv"
    token: str = field(default="", repr=False)
    """Let in once; see `new_token`."""
    cookie: str = "vagvisaren"
    training: Path | None = None
    """A data directory with the example municipalities, for the training round."""
    training_gold: Path | None = None

    @property
    def secure(self) -> bool:
        """In team mode a proxy speaks HTTPS; on the own machine there is plain HTTP to a loopback address."""
        return self.mode == "team"

    @property
    def cookie_name(self) -> str:
        # `__Host-`: the browser itself refuses one that another host or an unencrypted page has set.
        return f"__Host-{self.cookie}" if self.secure else self.cookie


def new_token() -> str:
    return secrets.token_urlsafe(32)


def local_hosts(port: int) -> tuple[str, ...]:
    return tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
