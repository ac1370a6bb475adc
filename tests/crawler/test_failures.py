"""Every exception that a page can raise stands for one of the interface's reasons."""

import ssl

import pytest
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectionLost, ConnectionRefusedError
from twisted.web.client import ResponseFailed
from twisted.web.http import PotentialDataLoss

from crawler.addresses import Refused, Unresolved
from crawler.browser.tools import ScriptError
from crawler.failures import VisitFailed, from_error


def chromium(name: str) -> PlaywrightError:
    return PlaywrightError(f"Page.goto: net::{name} at http://www.ekby.test/\nCall log:\n  - navigating")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ERR_NAME_NOT_RESOLVED", "dns"),
        ("ERR_NAME_RESOLUTION_FAILED", "dns"),
        ("ERR_CERT_DATE_INVALID", "tls"),
        ("ERR_CERT_AUTHORITY_INVALID", "tls"),
        ("ERR_SSL_PROTOCOL_ERROR", "tls"),
        ("ERR_SSL_VERSION_OR_CIPHER_MISMATCH", "tls"),
        ("ERR_BAD_SSL_CLIENT_AUTH_CERT", "tls"),
        ("ERR_TOO_MANY_REDIRECTS", "redirect_loop"),
        ("ERR_TIMED_OUT", "timeout"),
        ("ERR_CONNECTION_TIMED_OUT", "timeout"),
        ("ERR_ABORTED", "not_html"),
        ("ERR_BLOCKED_BY_RESPONSE", "not_html"),
        ("ERR_UNKNOWN_URL_SCHEME", "not_html"),
        ("ERR_UNSAFE_REDIRECT", "off_site_redirect"),
        ("ERR_INVALID_REDIRECT", "off_site_redirect"),
        ("ERR_RESPONSE_HEADERS_TOO_BIG", "too_large"),
        ("ERR_CONNECTION_REFUSED", "connection"),
        ("ERR_CONNECTION_RESET", "connection"),
        ("ERR_CONNECTION_CLOSED", "connection"),
        ("ERR_SOCKS_CONNECTION_FAILED", "connection"),
        ("ERR_EMPTY_RESPONSE", "connection"),
        ("ERR_ADDRESS_UNREACHABLE", "connection"),
        ("ERR_INVALID_HTTP_RESPONSE", "connection"),
        ("ERR_HTTP2_PROTOCOL_ERROR", "connection"),
        ("ERR_NETWORK_CHANGED", "connection"),
        ("ERR_CONTENT_LENGTH_MISMATCH", "connection"),
        ("ERR_INCOMPLETE_CHUNKED_ENCODING", "connection"),
        ("ERR_INTERNET_DISCONNECTED", "connection"),
        ("ERR_TUNNEL_CONNECTION_FAILED", "connection"),
    ],
)
def test_chromiums_network_errors(name: str, reason: str) -> None:
    assert from_error(chromium(name)).reason == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PlaywrightTimeout("Page.goto: Timeout 20000ms exceeded.\nCall log:"), "timeout"),
        (PlaywrightError("Page.goto: Download is starting"), "not_html"),
        (PlaywrightError("Page.goto: Target page, context or browser has been closed"), "browser"),
        (PlaywrightError("Page.goto: Target crashed"), "browser"),
        (PlaywrightError("Page.goto: Page crashed"), "browser"),
        (ScriptError("measure: no answer within 15 s"), "browser"),
        (ScriptError("ready: net::ERR_TIMED_OUT"), "browser"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (IgnoreRequest("… exceeded DOWNLOAD_MAXSIZE (10000000 B) during decompression."), "too_large"),
        (Refused("x leads to 10.0.0.1"), "private_address"),
        (Unresolved("x has no address"), "dns"),
        (CannotResolveHostError("x"), "dns"),
        (DownloadTimeoutError("20 s"), "timeout"),
        (TimeoutError(), "timeout"),
        (DownloadCancelledError("larger than 10 MB"), "too_large"),
        (DownloadConnectionRefusedError("x"), "connection"),
        (UnsupportedURLSchemeError("ftp"), "off_site_redirect"),
        (ConnectionRefusedError("refused"), "connection"),  # type: ignore[no-untyped-call]
        (ConnectionLost("Connection to the other side was lost in a non-clean fashion"), "connection"),
        (ResponseFailed([PotentialDataLoss("data loss")]), "connection"),  # type: ignore[no-untyped-call]
        (ssl.SSLError("certificate verify failed"), "tls"),
        (ConnectionResetError("Connection reset by peer"), "connection"),
        (ValueError("our own mistake"), "browser"),
        (KeyError("x"), "browser"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, BaseException) else str(one),
)
def test_every_error_has_its_reason(error: BaseException, reason: str) -> None:
    assert from_error(error).reason == reason


def test_a_failure_stays_what_it_is() -> None:
    failed = VisitFailed("parked", "“domänen är till salu”")
    assert from_error(failed) is failed


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (TimeoutError(), "TimeoutError"),
        (ScriptError("first\nsecond"), "first"),
        (ValueError("x" * 1000), "x" * 300),
    ],
)
def test_the_detail_is_one_short_line(error: Exception, detail: str) -> None:
    assert from_error(error).detail == detail


def test_the_message_says_reason_and_detail() -> None:
    assert str(VisitFailed("dns", "no address")) == "dns: no address"


# As Playwright tells of a browser that ended while it also visited sites with faulty certificates.
LOGGED = (
    "\nBrowser logs:\n"
    "[12:34:1122/113000.123:ERROR:ssl_client_socket_impl.cc(902)] handshake failed; returned -1, "
    "SSL error code 1, net_error -202"
)


@pytest.mark.parametrize(
    "said",
    [
        f"Page.goto: Target page, context or browser has been closed{LOGGED}",
        f"Protocol error (Page.getFrameTree): Target closed{LOGGED}",
        f"BrowserContext.new_page: Target crashed {LOGGED}",
        'Page.goto: Page crashed\nCall log:\n  - navigating to "https://www.ekby.test/ssl-certificate"',
        "Page.goto: Page crashed at https://www.ekby.test/ERR_CERT_DATE_INVALID/tls",
    ],
)
def test_what_others_have_done_is_not_what_went_wrong(said: str) -> None:
    assert from_error(PlaywrightError(said)).reason == "browser"


def test_too_many_redirects_are_no_robots_txt() -> None:
    assert from_error(IgnoreRequest("max redirections reached")).reason == "redirect_loop"
    assert from_error(IgnoreRequest("Forbidden by robots.txt")).reason == "robots"
    assert from_error(Exception("Page.goto: net::ERR_UNSAFE_PORT at http://x/")).reason == "off_site_redirect"
