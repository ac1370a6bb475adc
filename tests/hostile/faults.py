"""Every fault by name: how it behaves, and the status that it must end in ("measured", or the reasons)."""

import time
from dataclasses import dataclass

from tests.hostile import answers, http2, pages
from tests.hostile.answers import answering, leading, robots
from tests.hostile.certificates import KINDS, SOUND
from tests.hostile.page import GOOD, PAGE
from tests.hostile.pages import by_refresh, by_script, inserting, scripted
from tests.hostile.server import OUTSIDE, Behaviour

MEASURED = "measured"


@dataclass(frozen=True)
class Fault:
    name: str
    behaviour: Behaviour
    expected: frozenset[str]
    long: bool = False
    """Too heavy for every commit."""


def _fault(name: str, behaviour: Behaviour, *expected: str, long: bool = False) -> Fault:
    return Fault(name, behaviour, frozenset(expected), long)


def _charset(name: str, body: bytes, kind: str) -> Fault:
    return _fault(f"charset-{name}", answering("200 OK", body, f"Content-Type: {kind}"), MEASURED)


NETWORK = (
    _fault("dns-failure", answers.close, "dns"),
    _fault("dns-hangs", answers.close, "dns"),
    _fault("refused", answers.close, "connection"),
    _fault("reset", lambda exchange: exchange.reset(), "connection"),
    _fault("closed", answers.close, "connection"),
    _fault("rubbish", answers.rubbish, "connection", "not_html"),
    _fault("half-header", answers.half_header, "empty_page", "connection"),
    *(_fault(kind, answering("200 OK", GOOD), "tls") for kind in (*KINDS, SOUND)),
    _fault("hangs", answers.hang, "timeout"),
    _fault("slow-header", answers.slow_header, "timeout"),
    _fault("slow-body", answers.slow_body, "timeout"),
    _fault("endless-body", answers.endless_body, "too_large", "timeout", "browser"),
    _fault("hundred-megabytes", answers.hundred_megabytes, "too_large", "timeout", "browser"),
    _fault("gzip-bomb", answers.bombing("gzip"), "too_large", "timeout", "browser", long=True),
    # Without TLS no browser takes brotli.
    _fault("brotli-bomb", answers.bombing("br"), "connection"),
    _fault("trusted-brotli-bomb", answers.bombing("br"), "too_large", "timeout", "browser", long=True),
    _fault("trusted-good", answering("200 OK", GOOD), MEASURED),
    _fault("trusted-http2-reset", http2.answering_each(http2.reset_at_once), "connection"),
    _fault("trusted-http2-reset-midway", http2.answering_each(http2.reset_midway), "connection"),
    _fault("trusted-http2-goes-away", http2.answering_each(http2.go_away), "connection"),
    _fault("nested-bomb", answers.bombing("gzip, gzip"), "too_large", "timeout", "browser", long=True),
    _fault("truncated-gzip", answers.truncated_gzip(), MEASURED, "connection", "empty_page"),
    _fault("short-body", answering("200 OK", GOOD, "Content-Length: 1000000"), "connection"),
    _fault("large-headers", answers.large_headers, "too_large", "connection"),
    _fault("large-cookies", answers.large_cookies, MEASURED, "too_large"),
)

ANSWERS = (
    _fault("empty", answering("200 OK"), "empty_page"),
    _fault("error-with-200", answering("200 OK", "<title>404</title><h1>Sidan finns inte</h1>"), "http_4xx"),
    _fault("unauthorized", answering("401 Unauthorized", PAGE, "WWW-Authenticate: Basic"), "blocked"),
    _fault("forbidden", answering("403 Forbidden", PAGE, "Retry-After: 3600"), "blocked"),
    _fault("not-found", answering("404 Not Found", PAGE), "http_4xx"),
    _fault("gone", answering("410 Gone", PAGE), "http_4xx"),
    _fault("too-many", answering("429 Too Many Requests", PAGE, "Retry-After: 3600"), "blocked"),
    _fault("broken", answering("500 Internal Server Error", PAGE), "http_5xx"),
    _fault("unavailable", answering("503 Service Unavailable", PAGE), "http_5xx"),
    _fault("come-back-later", answering("503 Service Unavailable", PAGE, "Retry-After: 3600"), "http_5xx"),
    _fault("bot-wall", answering("200 OK", PAGE + "Checking your browser before accessing"), "blocked"),
    _fault("pdf", answering("200 OK", b"%PDF-1.4\n", "Content-Type: application/pdf"), "not_html"),
    _fault(
        "zip", answering("200 OK", b"PK\x03\x04" + bytes(1000), "Content-Type: application/zip"), "not_html"
    ),
    _fault("video", answering("200 OK", bytes(100_000), "Content-Type: video/mp4"), "not_html"),
    _fault("json", answering("200 OK", "{}", "Content-Type: application/json"), "not_html"),
    _fault("attachment", pages.download, "not_html"),
    _fault("feed", answering("200 OK", pages.FEED, "Content-Type: application/rss+xml"), "not_html"),
    _fault("tree", answering("200 OK", pages.FEED, "Content-Type: text/xml"), "not_html"),
    _fault("drawing", answering("200 OK", pages.DRAWING, "Content-Type: image/svg+xml"), "not_html"),
    _fault("xhtml", answering("200 OK", pages.XHTML, "Content-Type: application/xhtml+xml"), MEASURED),
    _fault("xhtml-as-xml", answering("200 OK", pages.XHTML, "Content-Type: text/xml"), MEASURED),
    _fault("sandbox", answering("200 OK", GOOD, "Content-Security-Policy: sandbox"), MEASURED),
    _fault(
        "sandbox-with-scripts",
        answering("200 OK", GOOD, "Content-Security-Policy: sandbox allow-scripts"),
        MEASURED,
    ),
    _charset("wrong", GOOD.encode("utf-16-le"), "text/html; charset=utf-16-le"),
    _charset("missing", GOOD.replace("<meta charset=utf-8>", "").encode("latin-1"), "text/html"),
    _charset("conflicting", GOOD.encode(), "text/html; charset=iso-8859-1"),
    _charset("unknown", GOOD.encode(), "text/html; charset=klingon"),
    _charset("utf-16", GOOD.encode("utf-16"), "text/html"),
    _charset("nul-bytes", GOOD.replace("<p>", "<p>\0\0\0").encode(), "text/html; charset=utf-8"),
    _charset("invalid-bytes", GOOD.encode().replace(b"<p>", b"<p>\xff\xfe\xc3("), "text/html; charset=utf-8"),
    _fault("robots-endless", robots(answers.endless_robots), MEASURED),
    _fault("robots-broken", robots(lambda one: one.answer("500 Internal Server Error", PAGE)), "http_5xx"),
    _fault("robots-10-mb", robots(answers.large_robots), MEASURED),
    _fault("robots-html", robots(answers.html_robots), MEASURED),
    _fault("robots-hangs", robots(answers.hang), "timeout"),
    _fault(
        "robots-forbids", robots(lambda one: one.answer("200 OK", "User-agent: *\nDisallow: /\n")), "robots"
    ),
    _fault("robots-inward", robots(pages.lead_inward), MEASURED),
)

LEADING = (
    _fault("loop", answering("302 Found", "", "Location: /"), "redirect_loop"),
    _fault("endless-redirect", answers.endless_redirect, "redirect_loop"),
    _fault("to-nowhere", leading(""), "empty_page"),
    _fault("to-unsafe-port", leading("http://good.hostile.test:22/"), "off_site_redirect"),
    _fault("to-another-host", leading("http://good.hostile.test/"), "off_site_redirect"),
    _fault("to-file", leading("file:///etc/passwd"), "off_site_redirect"),
    _fault("to-data", leading("data:text/html,hej"), "off_site_redirect"),
    _fault("to-script", leading("javascript:alert(1)"), "not_html"),
    _fault("to-private", leading("http://10.0.0.1/"), "private_address"),
    _fault("to-link-local", leading("http://169.254.10.10/"), "private_address"),
    _fault("to-metadata", leading("http://169.254.169.254/latest/meta-data/"), "private_address"),
    _fault("to-mapped", leading("http://[::ffff:127.0.0.1]:{inner}/"), "private_address"),
    _fault("to-ipv6", leading("http://[::1]:{inner}/"), "private_address"),
    _fault("to-decimal", leading("http://2130706433:{inner}/"), "private_address"),
    _fault("to-octal", leading("http://0177.0.0.1:{inner}/"), "private_address"),
    _fault("to-hexadecimal", leading("http://0x7f.1:{inner}/"), "private_address"),
    _fault("to-localhost", leading("http://localhost:{inner}/"), "private_address"),
    _fault("to-inward-name", leading("http://inat.test:{inner}/"), "private_address"),
    _fault("to-half-inward-name", leading("http://halvt.test:{inner}/"), "private_address"),
    _fault("inward-by-name", answers.close, "private_address"),
    # Whichever answer is got first: what counts is that nobody gets in.
    _fault("rebinding", inserting("<iframe src=/in></iframe>"), MEASURED, "private_address"),
    _fault("inward-by-script", by_script(pages.INWARD[0]), "private_address"),
    _fault("inward-by-refresh", by_refresh(pages.INWARD[0]), "private_address"),
    _fault("inward-resources", inserting(pages.inward_resources(), pages.lead_inward), MEASURED),
    _fault("inward-frames", inserting(pages.inward_frames(), pages.lead_inward), MEASURED),
    _fault("file-frames", inserting("<iframe src='file:///etc/passwd'></iframe>"), MEASURED),
    # What only Scrapy would follow is followed by nobody.
    _fault("script-by-refresh", by_refresh("javascript:alert(1)"), MEASURED, "off_site_redirect"),
    _fault("away-by-script", by_script("http://good.hostile.test/"), "off_site_redirect"),
    _fault("away-by-refresh", by_refresh("http://good.hostile.test/"), "off_site_redirect"),
)

PAGES = (
    _fault("good", answering("200 OK", GOOD), MEASURED),
    _fault("endless-script", inserting("<script>for (;;) {}</script>"), "browser", "timeout"),
    _fault("late-endless-script", scripted("setTimeout(() => { for (;;) {} }, 50)"), "browser", "timeout"),
    _fault("dialogs", scripted("for (let n = 0; n < 40; n++) { alert(n); confirm(n); prompt(n) }"), MEASURED),
    _fault("dialogs-for-ever", scripted("setInterval(() => alert('hej'), 5)"), MEASURED),
    _fault("leaving", scripted(pages.LEAVING), MEASURED),
    _fault("windows", scripted(pages.WINDOWS), MEASURED, "timeout", "browser"),
    _fault("downloads", inserting(f"<script>{pages.DOWNLOADS}</script>", pages.download), MEASURED),
    _fault("permissions", scripted(pages.PERMISSIONS), MEASURED),
    _fault(
        "service-worker",
        inserting("<script>navigator.serviceWorker?.register('/sw.js')</script>", pages.worker),
        MEASURED,
    ),
    _fault("workers", scripted(pages.WORKERS), MEASURED),
    _fault("growth", scripted(pages.GROWTH), MEASURED, "browser", "timeout"),
    _fault("memory", scripted(pages.MEMORY), MEASURED, "browser", "timeout"),
    _fault("print", scripted("print(); setInterval(print, 200)"), MEASURED),
    _fault("history", scripted(pages.HISTORY), MEASURED),
    _fault("reloads", scripted("setTimeout(() => location.reload(), 300)"), MEASURED, "browser"),
    _fault(
        "writes-for-ever", scripted("setInterval(() => document.write('<p>Mera'), 10)"), MEASURED, "browser"
    ),
    _fault("canvases", scripted(pages.CANVASES), MEASURED, "browser", "timeout"),
    _fault("many-links", answering("200 OK", GOOD + pages.MANY_LINKS), MEASURED, "browser", "timeout"),
    _fault("deep", answering("200 OK", GOOD + pages.DEEP), MEASURED),
    _fault("deep-by-script", answering("200 OK", GOOD + pages.DEEP_BY_SCRIPT), MEASURED, "browser"),
    _fault("frames-of-itself", inserting("<iframe src='/?1'></iframe>" * 3), MEASURED),
    _fault(
        "redirecting-resources",
        inserting(pages.REDIRECTING, pages.redirecting_resources),
        MEASURED,
        "timeout",
    ),
    # Unpacked at once, the picture takes more memory than a page may, and the page is ended.
    _fault("picture-bomb", inserting("<img src=/b.png>", pages.picture), MEASURED, "browser"),
    _fault("endless-picture", inserting("<img src=/p.png>", pages.endless_picture), MEASURED),
    _fault("fonts-never-load", inserting(pages.FONTS, pages.hanging), MEASURED),
    # Within the page's text a style holds up what follows; in its head, all that would be painted.
    _fault("style-never-loads", inserting("<link rel=stylesheet href=/s.css>", pages.hanging), "timeout"),
    _fault("style-in-head-never-loads", pages.with_hanging_style, MEASURED, "browser"),
    _fault("script-never-loads", inserting("<script src=/s.js></script>", pages.hanging), "timeout"),
    _fault(
        "endless-imports", inserting("<link rel=stylesheet href=/s.css>", pages.never_ending_style), "timeout"
    ),
    _fault("laughs", inserting(pages.LAUGHS), MEASURED, "browser", "timeout"),
    _fault("much-to-say", scripted(pages.MUCH_TO_SAY), MEASURED),
    _fault("errors-for-ever", scripted(pages.ERRORS), MEASURED, "browser", "timeout"),
    _fault("workers-say-much", scripted(pages.working(pages.MUCH_TO_SAY)), MEASURED, "browser", "timeout"),
    _fault("workers-err", scripted(pages.working(pages.ERRORS)), MEASURED, "browser", "timeout", long=True),
    _fault("workers-for-ever", scripted(pages.WORKERS_FOR_EVER), MEASURED, "browser", "timeout", long=True),
    _fault("long-images", scripted(pages.LONG_IMAGES), MEASURED, "browser", "timeout", long=True),
    _fault("told-all", scripted(pages.TOLD_ALL), MEASURED, "browser", "timeout", long=True),
    _fault("databases", scripted(pages.DATABASES), MEASURED, "browser", "timeout"),
    _fault("blobs", scripted(pages.BLOBS), MEASURED, "browser", "timeout"),
    _fault("small-blobs", scripted(pages.SMALL_BLOBS), MEASURED, "browser", "timeout", long=True),
    _fault("trusted-caches", scripted(pages.CACHES), MEASURED, "browser", "timeout"),
    _fault("trusted-files", scripted(pages.FILES), MEASURED, "browser", "timeout", long=True),
    _fault("uploads", scripted(pages.UPLOADS), MEASURED, "browser", "timeout"),
    _fault("silent-names", inserting(pages.SILENT_NAMES), MEASURED),
    _fault("webgl", scripted(pages.WEBGL), MEASURED),
    _fault("long-addresses", scripted(pages.LONG_ADDRESSES), MEASURED, "browser", "timeout", long=True),
    _fault("frames-for-ever", scripted(pages.FRAMES), MEASURED, "browser", "timeout", long=True),
    _fault("long-title", scripted(pages.LONG_TITLE), MEASURED, "browser", "timeout", long=True),
    _fault("cookie-of-1-mb", answers.cookie_by_script, MEASURED),
)

# What may pass is visited again at the end.
PASSING = (
    _fault("recovers", answers.Recovers(), MEASURED),
    _fault("robots-recovers", answers.Recovers("/robots.txt"), MEASURED),
)

# Good sites that ask for restraint, and good sites whose way to help leads to a bad certificate.
COURTESY = (
    _fault("crawl-delay", robots(answers.delaying(12)), MEASURED),
    _fault("long-crawl-delay", robots(answers.delaying(86_400)), MEASURED),
    _fault("pages-later", answers.later, MEASURED),
    *(_fault(f"linked-{kind}", inserting(answers.way_to(kind)), MEASURED) for kind in (*KINDS, SOUND)),
)

FAULTS = (*NETWORK, *ANSWERS, *LEADING, *PAGES, *PASSING, *COURTESY)

DNS_HANGS = 12.0
"""Seconds: longer than the crawler waits for a name server."""


def addresses_of(host: str, turn: int) -> list[str] | None:
    """What the name servers of the hostile web say; None for a name that has no address. `turn` counts how
    often they have been asked for it."""
    if host.endswith("dns-hangs.test"):
        time.sleep(DNS_HANGS)
        return None
    if host == "rebinding.test":
        return ["127.0.0.1"] if turn % 2 else [OUTSIDE]
    return {
        "inat.test": ["127.0.0.1"],
        "inward-by-name.test": ["10.1.2.3"],
        "halvt.test": ["8.8.8.8", "127.0.0.1"],
    }.get(host)
