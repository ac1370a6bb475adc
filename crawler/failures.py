"""Why a page could not be read: every error of browser, network and Scrapy as one of the interface's status
reasons."""

import re

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)

from crawler.addresses import Refused, Unresolved
from crawler.browser.tools import ScriptError
from scoring.observation import StatusReason


class VisitFailed(Exception):
    """A page could not be read. `reason` is one of the interface's, `detail` for the operator;
    `retry_after` is what the answer asked for."""

    def __init__(
        self, reason: StatusReason, detail: str = "", *, server_error: bool = False, retry_after: str = ""
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: StatusReason = reason
        self.detail = detail[:300]
        self.server_error, self.retry_after = server_error, retry_after


_BROWSER_ERRORS: tuple[tuple[str, StatusReason], ...] = (
    # Chromium's net error names (net/base/net_error_list.h), first match counts.
    (r"ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION|ERR_ICANN", "dns"),
    (r"ERR_CERT|ERR_SSL|ERR_BAD_SSL|ERR_TLS", "tls"),
    (r"ERR_TOO_MANY_REDIRECTS", "redirect_loop"),
    (r"ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT|Timeout \d+ms exceeded", "timeout"),
    (r"Download is starting|ERR_ABORTED|ERR_BLOCKED_BY_RESPONSE|ERR_UNKNOWN_URL_SCHEME", "not_html"),
    (
        r"ERR_UNSAFE_REDIRECT|ERR_UNSAFE_PORT|ERR_INVALID_REDIRECT|ERR_DISALLOWED_URL_SCHEME",
        "off_site_redirect",
    ),
    (r"ERR_RESPONSE_HEADERS_TOO_BIG|ERR_MSG_TOO_BIG|ERR_FILE_TOO_BIG", "too_large"),
    (
        r"ERR_(CONNECTION|SOCKS|EMPTY|ADDRESS|INVALID_HTTP|INVALID_RESPONSE|HTTP2|QUIC|NETWORK|PROXY|TUNNEL|CONTENT|INCOMPLETE|INTERNET)",
        "connection",
    ),
)


_ADDRESS = re.compile(r"\b\w+://\S*")
"""The site's own choice of words: no sign of what went wrong."""


def from_error(error: BaseException) -> VisitFailed:
    """The failure that an exception stands for. An exception of our own making gives `browser`: nothing is
    hidden."""
    detail = _first_line(error)
    match error:
        case VisitFailed():
            return error
        case IgnoreRequest():
            if "decompress" in str(error):
                return VisitFailed("too_large", "grew beyond the limit when it was unpacked")
            if "redirections" in str(error):
                return VisitFailed("redirect_loop", detail)
            return VisitFailed("robots", "robots.txt forbids the page")
        case Refused():
            return VisitFailed("private_address", detail)
        case Unresolved() | CannotResolveHostError():
            return VisitFailed("dns", detail)
        case DownloadTimeoutError() | TimeoutError():
            return VisitFailed("timeout", detail)
        case DownloadCancelledError():
            return VisitFailed("too_large", detail)
        case DownloadConnectionRefusedError():
            return VisitFailed("connection", detail)
        case UnsupportedURLSchemeError():
            return VisitFailed("off_site_redirect", detail)
        case ScriptError():
            return VisitFailed("browser", detail)
    return _from_text(_ADDRESS.sub("", _line(error)), detail)


def _from_text(text: str, detail: str) -> VisitFailed:
    for pattern, reason in _BROWSER_ERRORS:
        if re.search(pattern, text):
            return VisitFailed(reason, detail)
    if re.search(r"(?i)\bssl|\btls|openssl|certificate", text):
        return VisitFailed("tls", detail)
    if (
        re.search(r"(?i)connect|reset|refused|closed|lost|clean|data ?loss|network", text)
        and "Target" not in text
    ):
        return VisitFailed("connection", detail)
    return VisitFailed("browser", detail)


def _first_line(error: BaseException) -> str:
    return _line(error)[:300]


def _line(error: BaseException) -> str:
    """What the error itself says. Below it Playwright puts what it was doing, and what the browser has logged
    of late: of other sites too."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
