"""What a person sees of a long run, and that nobody has to listen."""

import io

from night.progress import Count, progress
from tests.night.real_crawl import Told


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Broken(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_the_line_counts_and_estimates() -> None:
    now = 0.0
    count = Count(4, lambda: now)
    assert count.line() == "0/4: 0 measured, 0 failed, 4 to go, 0 s, …"
    count.add(Told("9901", "measured"))
    count.add(Told("9902", "unmeasured", "dns"))
    count.add(Told("9903", None, text="slow"))
    now = 65.0
    assert count.line() == "2/4: 1 measured, 1 failed, 2 to go, 1 min 05 s, ~1 min 05 s left"


def test_plain_and_live_end_with_the_sum() -> None:
    for stream in (io.StringIO(), Terminal()):
        with progress("crawl", 1, stream) as on_event:
            on_event(Told("9901", "unmeasured", "dns", "9901 \x1b[2JKommun: dns"))
        assert "crawl 1/1: 0 measured, 1 failed, 0 to go" in stream.getvalue()
        assert "\x1b[2J" not in stream.getvalue()


def test_a_broken_pipe_does_not_end_the_night() -> None:
    with progress("crawl", 1, Broken()) as on_event:
        on_event(Told("9901", "measured"))
