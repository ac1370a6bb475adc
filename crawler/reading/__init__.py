"""One page's bytes in, one `Page` record out: pure, no network, no clock, no verdicts."""

from crawler.reading.page import read_page
from crawler.reading.text import clean_text

__all__ = ["clean_text", "read_page"]
