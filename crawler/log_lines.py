"""Log lines in which nothing from the web can pass for a line of its own, or move a terminal's cursor."""

import logging
import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
CONTINUED = "\n    | "
"""What a line break becomes: a record begins at the left edge, whatever its text says."""


def one_record(text: str) -> str:
    """`text` with its line breaks indented, and what cannot be seen written as its code."""
    return _UNSEEN.sub(_code, text).replace("\n", CONTINUED)


def _code(found: re.Match[str]) -> str:
    number = ord(found.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


class OneRecordFormatter(logging.Formatter):
    """Tracebacks included: an exception's message may be the web's."""

    def format(self, record: logging.LogRecord) -> str:
        return one_record(super().format(record))


class OneRecordPerLine:
    """A Scrapy extension, because Scrapy makes its log handler itself and asks for no formatter."""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        from scrapy import signals  # heavy, and `one_record` needs none of it

        found = cls(crawler.settings.get("LOG_FORMAT"), crawler.settings.get("LOG_DATEFORMAT"))
        # Not before: Scrapy makes the handler anew after it has made its extensions.
        crawler.signals.connect(found.install, signals.spider_opened)
        return found

    def __init__(self, line: str | None, date: str | None) -> None:
        self.formatter = OneRecordFormatter(line, date)

    def install(self) -> None:
        from scrapy.utils.log import get_scrapy_root_handler

        handler = get_scrapy_root_handler()
        if handler is not None:
            handler.setFormatter(self.formatter)
            # Scrapy has every logger make records of everything, which the handler then throws away.
            logging.getLogger().setLevel(handler.level)
