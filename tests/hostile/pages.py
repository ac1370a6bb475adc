"""Faults of the page itself: what its markup and scripts do to the browser."""

import json
import struct
import zlib
from functools import cache

from tests.hostile.answers import answering, leading, without_robots
from tests.hostile.page import GOOD, PAGE, REST, with_script
from tests.hostile.server import Behaviour, Exchange

INWARD = (
    "http://127.0.0.1:{inner}/",
    "http://[::1]:{inner}/",
    "http://2130706433:{inner}/",
    "http://localhost:{inner}/",
    "http://inat.test:{inner}/",
)


def scripted(text: str) -> Behaviour:
    return answering("200 OK", with_script(text))


def inserting(markup: str, others: Behaviour | None = None) -> Behaviour:
    """The good page with `markup` in it; `{inner}` is the port that nobody may reach. Other paths are
    `others`' business."""

    @without_robots
    def serve(exchange: Exchange) -> None:
        if exchange.path.split("?")[0] != "/" and others:
            others(exchange)
        else:
            inner = str(exchange.web.inner_port)
            exchange.answer("200 OK", PAGE + markup.replace("{inner}", inner) + REST)

    return serve


def hanging(exchange: Exchange) -> None:
    exchange.wait()


@without_robots
def with_hanging_style(exchange: Exchange) -> None:
    if exchange.path == "/":
        head = "<link rel=stylesheet href=/s.css></head>"
        exchange.answer("200 OK", GOOD.replace("</head>", head))
    else:
        hanging(exchange)


def inward_resources() -> str:
    marks = ("<img src='{}a.png'>", "<script src='{}b.js'></script>", "<link rel=stylesheet href='{}c.css'>")
    calls = (
        "fetch('{}d').catch(() => 0);"
        "navigator.sendBeacon('{}e');"
        "new WebSocket('{}'.replace('http', 'ws'));"
        "new EventSource('{}f');"
    )
    direct = [mark.replace("{}", url) for url in INWARD for mark in marks]
    called = [f"try {{ {calls.replace('{}', url)} }} catch (e) {{}}" for url in INWARD]
    return "".join(direct) + "<img src=/in.png>" + f"<script>{''.join(called)}</script>"


def inward_frames() -> str:
    return "".join(f"<iframe src='{url}'></iframe>" for url in INWARD) + "<iframe src=/in></iframe>"


lead_inward = leading(INWARD[0])


def by_script(url: str) -> Behaviour:
    return inserting(f"<script>location.href = '{url}'</script>")


def by_refresh(url: str) -> Behaviour:
    return inserting(f"<meta http-equiv=refresh content='0; url={url}'>")


def redirecting_resources(exchange: Exchange) -> None:
    count = int(exchange.path.partition("?")[2] or 0)
    if count < 3:
        exchange.answer("302 Found", "", f"Location: {exchange.path.partition('?')[0]}?{count + 1}")
    else:
        exchange.answer("200 OK", b"GIF89a", "Content-Type: image/gif")


def png(width: int, height: int) -> bytes:
    """A picture of one colour: some hundred kilobytes that unpack to more than a gigabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + bytes(width)
    rows = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@cache
def picture_bomb() -> bytes:
    return png(16_000, 16_000)


def picture(exchange: Exchange) -> None:
    exchange.answer("200 OK", picture_bomb(), "Content-Type: image/png")


def download(exchange: Exchange) -> None:
    exchange.answer(
        "200 OK", bytes(100_000), "Content-Type: application/zip", "Content-Disposition: attachment"
    )


def worker(exchange: Exchange) -> None:
    script = "oninstall = () => skipWaiting(); onfetch = e => e.respondWith(fetch('/x')); for (;;) {}"
    exchange.answer("200 OK", script, "Content-Type: text/javascript")


def never_ending_style(exchange: Exchange) -> None:
    number = exchange.path.partition("?")[2] or "0"
    exchange.answer("200 OK", f"@import '/s.css?{int(number) + 1}';", "Content-Type: text/css")


def endless_picture(exchange: Exchange) -> None:
    exchange.head("200 OK", "Content-Type: image/png")
    while True:
        exchange.send(b"\x89PNG\r\n\x1a\n" + bytes(16384))
        exchange.wait(0.01)


FEED = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Ekby kommun</title>"
    + "<item><title>Nyheter</title><link>http://feed.hostile.test/1</link></item>" * 30
    + "</channel></rss>"
)
DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'><a href='/k'><text y='20'>Kontaktcenter</text></a></svg>"
XHTML = (
    "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml' lang='sv'><head>"
    "<title>Ekby kommun</title></head><body><header><a href='/'>Ekby kommun</a></header><h1>Ekby</h1>"
    "<ul><li><a href='/bygga'>Bygga och bo</a></li><li><a href='/skola'>Skola</a></li>"
    "<li><a href='/omsorg'>Omsorg</a></li></ul><p>Här hittar du kommunens service och nyheter. Biblioteket "
    "har öppet som vanligt under hela veckan, och kommunfullmäktige sammanträder den sista måndagen.</p>"
    "<footer><a href='/kontakt'>Kontakta oss</a></footer></body></html>"
)
LAUGHS = (
    "<svg xmlns='http://www.w3.org/2000/svg'><g id=a0><rect width=1 height=1 /></g>"
    + "".join(f"<g id=a{n}>" + f"<use href='#a{n - 1}'></use>" * 10 + "</g>" for n in range(1, 7))
    + "</svg>"
)
DEEP = "<div>" * 10_000 + "<a href=/d>Djupt</a>" + "</div>" * 10_000
DEEP_BY_SCRIPT = (
    "<div id=m></div><script>let at = m; "
    "for (let n = 0; n < 10000; n++) at = at.appendChild(document.createElement('div'))</script>"
)
MANY_LINKS = "<ul>" + "".join(f"<li><a href=/l{n}>Sida {n}</a>" for n in range(100_000)) + "</ul>"
REDIRECTING = "".join(f"<img src=/r{n}.gif>" for n in range(10_000))
FONTS = (
    "<style>@font-face { font-family: Aldrig; src: url(/f.woff2); font-display: block } "
    "* { font-family: Aldrig !important }</style>"
)
CANVASES = (
    "for (let n = 0; n < 12; n++) { const c = document.createElement('canvas'); c.width = c.height = 16000; "
    "c.getContext('2d').fillRect(0, 0, 16000, 16000); document.body.append(c) }"
)
GROWTH = (
    "setInterval(() => { for (let n = 0; n < 2000; n++) { const p = document.createElement('p'); "
    "p.textContent = 'Mera '.repeat(20); document.body.append(p) } }, 20)"
)
MEMORY = "const kept = []; setInterval(() => { kept.push(new Array(1e6).fill(Math.random())) }, 20)"
HISTORY = (
    "onpopstate = () => history.pushState(0, '', '?' + Math.random()); "
    "for (let n = 0; n < 500; n++) history.pushState(n, '', '?' + n); history.back()"
)
PERMISSIONS = (
    "navigator.geolocation.getCurrentPosition(() => 0); Notification.requestPermission(); "
    "navigator.mediaDevices?.getUserMedia({video: true, audio: true}).catch(() => 0); "
    "navigator.clipboard?.readText().catch(() => 0); "
    "document.documentElement.requestFullscreen().catch(() => 0)"
)
LEAVING = "onbeforeunload = e => { e.preventDefault(); return 'Stanna!' }"
WINDOWS = "for (let n = 0; n < 60; n++) window.open('/w' + n); setInterval(() => window.open('/w'), 200)"
DOWNLOADS = (
    "for (let n = 0; n < 20; n++) { const a = document.createElement('a'); a.href = '/d' + n + '.zip'; "
    "a.download = 'd'; document.body.append(a); a.click() }"
)
WORKERS = "for (let n = 0; n < 4; n++) new Worker(URL.createObjectURL(new Blob(['for (;;) {}'])));"
# What developers would read passes through the driver that all visits share.
MUCH_TO_SAY = "setInterval(() => { for (let n = 0; n < 50; n++) console.log('x'.repeat(1e6) + n) }, 5)"
ERRORS = (
    "setInterval(() => { for (let n = 0; n < 50; n++) { Promise.reject('y'.repeat(1e5) + n); "
    "setTimeout(() => { throw new Error('x'.repeat(1e5) + n) }) } }, 5)"
)
UPLOADS = (
    "const all = new Uint8Array(1e6); setInterval(() => { for (let n = 0; n < 4; n++) "
    "fetch('/up', {method: 'POST', body: all}).catch(() => 0) }, 50)"
)
SILENT_NAMES = "".join(f"<img src=http://h{n}.dns-hangs.test/>" for n in range(200))
LONG_ADDRESSES = (
    "setInterval(() => { try { history.replaceState(0, '', '?' + Math.random() + 'x'.repeat(1e6)) } "
    "catch (e) {} }, 20)"
)
FRAMES = (
    "setInterval(() => { for (let n = 0; n < 50; n++) { const f = document.createElement('iframe'); "
    "document.body.append(f); f.remove() } }, 10)"
)
WEBGL = (
    "setInterval(() => { const c = document.createElement('canvas'); c.width = c.height = 4000; "
    "c.getContext('webgl')?.clear(16384); document.body.append(c) }, 20)"
)
# What a page stores lies in the browser's own process.
DATABASES = (
    "for (let n = 0; n < 4; n++) { const asked = indexedDB.open('d' + n); "
    "asked.onupgradeneeded = () => asked.result.createObjectStore('s'); "
    "asked.onsuccess = () => setInterval(() => asked.result.transaction('s', 'readwrite').objectStore('s')"
    ".put(new Uint8Array(5e6).fill(Math.random() * 255), Math.random()), 10) }"
)
BLOBS = "const kept = []; setInterval(() => { kept.push(new Blob([new Uint8Array(1e7)])) }, 5)"
SMALL_BLOBS = (
    "const kept = []; setInterval(() => { for (let n = 0; n < 2000; n++) kept.push(new Blob(['x'])) }, 5)"
)
CACHES = (
    "let n = 0; caches.open('c').then(one => setInterval(() => "
    "one.put('/x' + n++, new Response(new Uint8Array(5e6))).catch(() => 0), 5))"
)
FILES = (
    "navigator.storage.getDirectory().then(async folder => { for (let n = 0; ; n++) { "
    "const file = await (await folder.getFileHandle('f' + n, {create: true})).createWritable(); "
    "await file.write(new Uint8Array(5e6)); await file.close() } }).catch(() => 0)"
)
TOLD_ALL = (
    "const all = new BroadcastChannel('a'), heard = new BroadcastChannel('a'); "
    "setInterval(() => { for (let n = 0; n < 10; n++) all.postMessage('x'.repeat(5e6)) }, 5)"
)


def working(text: str, count: int = 4) -> str:
    """Starts workers that do `text`."""
    return (
        f"for (let n = 0; n < {count}; n++) new Worker(URL.createObjectURL(new Blob([{json.dumps(text)}])))"
    )


WORKERS_FOR_EVER = f"setInterval(() => {{ {working('1', 20)} }}, 20)"
LONG_IMAGES = (
    "setInterval(() => { for (let n = 0; n < 20; n++) "
    "new Image().src = 'data:image/png;base64,' + 'A'.repeat(9e5) + n }, 5)"
)
LONG_TITLE = "document.title = 'x'.repeat(5e7)"
