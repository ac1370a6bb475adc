"""Plain HTTP as Scrapy really makes it: where it goes, and what it never carries."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.security.listening import Listening, listening

PROJECT = Path(__file__).parents[2]
INWARD = (
    "127.0.0.1",
    "localhost",
    "localhost.",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "user:pass@127.0.0.1",
    "ekby.test@127.0.0.1",
)


def fetch(server: Listening, *urls: str, **environment: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.security.fetching", f"*.test=127.0.0.1:{server.port}", *urls]
    done = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def fetched() -> Any:
    """One crawl for all that is asked below; `proxy` is a server that a proxy of the environment would be."""
    with listening() as server, listening() as proxy:
        urls = {
            "page": "http://ekby.test/first",
            "again": "http://ekby.test/second",
            "userinfo": "http://name:word@ekby.test/userinfo",
            "asks": "http://ekby.test/secret",
            **{f"inward {host}": f"http://{host}:{server.port}/inward" for host in INWARD},
            **{
                f"led to {host}": f"http://ekby.test/to?http://{host}:{server.port}/inward" for host in INWARD
            },
            **{
                f"no web {url.split(':')[0]}": url
                for url in ("file:///etc/passwd", "data:text/html,x", "ftp://ekby.test/x", "s3://ekby/x")
            },
            "led to file": "http://ekby.test/to?file:///etc/passwd",
            "led to data": "http://ekby.test/to?data:text/html,x",
        }
        names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        proxies = dict.fromkeys(names, f"http://name:word@127.0.0.1:{proxy.port}")
        found = fetch(server, *urls.values(), **proxies, no_proxy="", NO_PROXY="")
        found["by"] = dict(zip(urls, found["answers"], strict=True))
        yield found, server, proxy


def test_the_web_is_reached(fetched: Any) -> None:
    found, server, _ = fetched
    assert found["by"]["page"] == [200, "http://ekby.test/first"]
    assert {"/first", "/second"} <= set(server.paths())


@pytest.mark.parametrize("host", INWARD)
def test_inward_is_reached_in_no_form(fetched: Any, host: str) -> None:
    found, _, _ = fetched
    assert found["by"][f"inward {host}"][0] == "error"
    assert found["by"][f"led to {host}"][0] == "error"


def test_nobody_came_by_an_address_of_this_machine(fetched: Any) -> None:
    _, server, _ = fetched
    assert "/inward" not in server.paths()
    assert {host.split(":")[0] for host in server.headers("Host")} == {"ekby.test"}


@pytest.mark.parametrize("scheme", ["file", "data", "ftp", "s3"])
def test_only_the_web_has_a_handler(fetched: Any, scheme: str) -> None:
    found, _, _ = fetched
    assert found["by"][f"no web {scheme}"][0] == "error"


@pytest.mark.parametrize("scheme", ["file", "data"])
def test_a_redirect_leads_nowhere_but_the_web(fetched: Any, scheme: str) -> None:
    found, _, _ = fetched
    status, where = found["by"][f"led to {scheme}"]
    assert status in (302, "error")
    assert not str(where).startswith(f"{scheme}:")


def test_no_cookie_is_ever_sent(fetched: Any) -> None:
    _, server, _ = fetched
    assert len(server.asked) > 10
    assert server.headers("Cookie") == []


def test_no_credentials_are_ever_sent(fetched: Any) -> None:
    """Neither those of an address nor those that a page asks for."""
    found, server, _ = fetched
    assert found["by"]["asks"][0] == 401
    assert server.paths().count("/secret") == 1
    assert server.headers("Authorization") == server.headers("Proxy-Authorization") == []
    assert not any("name:word" in header for _, headers in server.asked for header in headers.values())


def test_a_proxy_of_the_environment_is_not_used(fetched: Any) -> None:
    """It would look names up itself, and connect where nobody has checked."""
    found, _, proxy = fetched
    assert proxy.asked == []
    assert "HttpProxyMiddleware" not in found["middlewares"]


def test_nothing_of_the_crawl_listens_for_commands(fetched: Any) -> None:
    """An extension that a later Scrapy brings along is to be looked at before it is added here."""
    found, _, _ = fetched
    assert set(found["extensions"]) == {"OneRecordPerLine"}
    assert found["listening"] == []
    assert "CookiesMiddleware" not in found["middlewares"]


def test_the_crawl_log_keeps_its_records_apart(fetched: Any) -> None:
    found, _, _ = fetched
    assert found["log"] == "OneRecordFormatter"
