"""As much of a robots.txt as is read (RFC 9309, 2.5: at least 500 KiB), whatever stands behind it."""

from typing import Any

from scrapy.robotstxt import ProtegoRobotParser

FETCHED_BYTES = 512 * 1024
"""On the wire; the rest is not waited for."""
READ_BYTES = 512 * 1024
"""Unpacked: every rule costs time."""
UNPACKED_BYTES = 50_000_000
"""What unpacks to more, or is announced as more, is no robots.txt."""


class RobotParser(ProtegoRobotParser):
    """Set as `ROBOTSTXT_PARSER`."""

    def __init__(self, robotstxt_body: bytes, spider: Any) -> None:
        super().__init__(beginning(robotstxt_body), spider)


def beginning(body: bytes) -> bytes:
    """Whole lines: half a path would forbid more than was meant."""
    return body if len(body) <= READ_BYTES else body[:READ_BYTES].rpartition(b"\n")[0]
