"""The real browser on a page that tries every way out: only the relay is one, and no visit knows another."""

import asyncio
from collections.abc import Iterator

import pytest

from crawler.addresses import Addresses, NameMap
from crawler.browser.pool import BrowserPool
from crawler.browser.seen import Wish
from crawler.browser.start_page import StartPageVisit
from crawler.context import Defaults, browser_options
from crawler.relay import Gate, Traffic
from tests.crawler.looking import FILLER
from tests.security.listening import Listening, datagrams, listening

INWARD = (
    "127.0.0.1",
    "localhost",
    "x.localhost",
    "2130706433",
    "0x7f.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "①②⑦.⓪.⓪.①",
    "ekby.test@127.0.0.1",
)


def attack(port: int, udp: int) -> str:
    """Loads, connects and calls in all forms; and says by the title how often something came through."""
    loads = "".join(
        f'<img src="http://{host}:{port}/inward"><script src="http://{host}:{port}/inward"></script>'
        f'<iframe src="http://{host}:{port}/inward"></iframe>'
        f'<link rel="prefetch" href="http://{host}:{port}/inward">'
        f'<link rel="preconnect" href="http://{host}:{port}">'
        for host in INWARD
    )
    return f"""<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Ekby</title></head><body>
<iframe src="file:///etc/passwd"></iframe><img src="file:///etc/passwd"><embed src="ftp://127.0.0.1:{port}/">
{loads}
<script>
for (const host of {list(INWARD)!r}) {{
  fetch(`http://${{host}}:{port}/inward`, {{mode: "no-cors"}}).catch(() => 0);
  try {{ new WebSocket(`ws://${{host}}:{port}/inward`); }} catch (error) {{}}
  try {{ new EventSource(`http://${{host}}:{port}/inward`); }} catch (error) {{}}
  navigator.sendBeacon(`http://${{host}}:{port}/inward`, "x");
}}
fetch("/to?http://127.0.0.1:{port}/inward").catch(() => 0);
fetch("/to?file:///etc/passwd").catch(() => 0);
try {{
  const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{udp}"}}]}});
  peer.createDataChannel("x");
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));
}} catch (error) {{}}
document.cookie = "by=script; path=/";
localStorage.setItem("before", "1");
</script>{FILLER}</body></html>"""


def visit(server: Listening, times: int = 1) -> list[Traffic]:
    async def work() -> list[Traffic]:
        addresses = Addresses(name_map=NameMap.parse(f"*.test=127.0.0.1:{server.port}"))
        pool = BrowserPool(browser_options(Defaults(concurrency=1)))
        found = []
        try:
            for _ in range(times):
                gate = Gate(addresses, lambda host: False, 50_000_000)
                async with asyncio.timeout(90), pool.session(gate) as session:
                    seen = StartPageVisit(session, Wish("", "", lambda _: 0, lambda _: 0), False)
                    await seen.run("http://ekby.test/", 30.0)
                    found.append(session.listener.traffic)
        finally:
            await pool.close()
            addresses.close()
        return found

    return asyncio.run(work())


@pytest.fixture(scope="module")
def attacked() -> Iterator[tuple[Listening, list[bytes], list[Traffic]]]:
    """Two visits, one after the other, in one browser; with the switch by which Playwright itself lets
    loopback pass by the proxy."""
    with pytest.MonkeyPatch.context() as patch, listening() as server, datagrams() as (udp, came):
        patch.setenv("PLAYWRIGHT_DISABLE_FORCED_CHROMIUM_PROXIED_LOOPBACK", "1")
        server.page = attack(server.port, udp)
        yield server, came, visit(server, times=2)


def test_the_page_was_there_and_tried(attacked: tuple[Listening, list[bytes], list[Traffic]]) -> None:
    server, _, traffics = attacked
    assert server.paths().count("/") >= 2
    assert server.paths().count(f"/to?http://127.0.0.1:{server.port}/inward") >= 2
    for traffic in traffics:
        assert traffic.refused >= {"127.0.0.1", "localhost", "x.localhost", "0.0.0.0", "::1"}


def test_no_address_of_this_machine_is_reached(
    attacked: tuple[Listening, list[bytes], list[Traffic]],
) -> None:
    server, _, _ = attacked
    assert "/inward" not in server.paths()
    assert {host.split(":")[0] for host in server.headers("Host")} == {"ekby.test"}


def test_no_datagram_leaves_the_browser(attacked: tuple[Listening, list[bytes], list[Traffic]]) -> None:
    _, came, _ = attacked
    assert came == []


def test_a_visit_brings_no_cookie_of_the_one_before(
    attacked: tuple[Listening, list[bytes], list[Traffic]],
) -> None:
    server, _, _ = attacked
    first = [headers.get("Cookie") for path, headers in server.asked if path == "/"]
    assert first[0] is None
    starts = [number for number, cookie in enumerate(first) if cookie is None]
    assert len(starts) >= 2
    assert server.headers("Authorization") == server.headers("Proxy-Authorization") == []
