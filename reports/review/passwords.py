"""Passwords: argon2id with the library's own parameters (RFC 9106, low memory), checked in equal time."""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 1024
_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """Raises ValueError, with what to do, when it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"the password has {len(password)} characters; it needs {SHORTEST} to {LONGEST}.")
    return _HASHER.hash(password)


def verified(password: str, stored: str) -> bool:
    """Takes the same time whether there is such an account or not: `stored` empty means there is none."""
    try:
        return _HASHER.verify(stored or _nobody(), password[:LONGEST]) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
