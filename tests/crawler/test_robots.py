"""robots.txt of any length: what stands in its beginning counts, and nothing is cut in two."""

import pytest

from crawler.robots import READ_BYTES, RobotParser, beginning

RULES = b"User-agent: *\nDisallow: /intern\nCrawl-delay: 7\n"


@pytest.mark.parametrize(
    "behind", [b"", b"Disallow: /x\n" * 100_000, b"#" + b"x" * 2_000_000, bytes(1_000_000)]
)
def test_the_beginning_counts(behind: bytes) -> None:
    parser = RobotParser(RULES + behind, None)
    assert not parser.allowed("http://www.ekby.test/intern/a", "Vagvisaren")
    assert parser.allowed("http://www.ekby.test/kontakt", "Vagvisaren")
    assert parser.crawl_delay("Vagvisaren") == 7


def test_a_rule_is_not_cut_in_two() -> None:
    body = b"User-agent: *\n" + b"#" * (READ_BYTES - 30) + b"\nDisallow: /intern/dokument\n"
    assert len(body) > READ_BYTES
    assert RobotParser(body, None).allowed("http://www.ekby.test/kontakt", "Vagvisaren")
    assert not beginning(body).endswith(b"/")


def test_no_line_at_all() -> None:
    assert beginning(b"x" * 1_000_000) == b""
