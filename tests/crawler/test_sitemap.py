"""A site's own map gives a hint of a function that no link led to, and nothing more."""

import gzip

import pytest

from crawler.candidates import Reader
from crawler.sitemap import MAX_HINTS, READ_ADDRESSES, READ_BYTES, named_pages
from scoring.judge import judge
from scoring.lexicon import load_lexicon
from scoring.urls import page_key
from tests.scoring.build import entry, observation

SITE = "https://www.almsta.se"
NOBODY: frozenset[str] = frozenset()


def sitemap(*paths: str) -> bytes:
    rows = "".join(f"<url><loc>{SITE}{path}</loc><lastmod>2026-11-01</lastmod></url>" for path in paths)
    kind = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{kind}">{rows}</urlset>'.encode()


def owns(address: str) -> bool:
    return address.startswith(SITE)


def named(body: bytes, read: frozenset[str] = NOBODY) -> tuple[str, ...]:
    return named_pages(body, Reader(load_lexicon(), ("Almsta",)), owns, read)


def test_pages_named_like_a_function() -> None:
    found = named(sitemap("/", "/bygga-bo", "/kommun/kontaktcenter", "/medborgarservice.html", "/kontakt"))
    assert found == (f"{SITE}/kommun/kontaktcenter", f"{SITE}/medborgarservice.html")


@pytest.mark.parametrize(
    "path",
    [
        "/nyheter/nytt-kontaktcenter",
        "/2024/05/kontaktcenter",
        "/lediga-jobb/kontaktcenter",
        "/vattenkundtjanst",
        "/kontaktcenter/logga-in",
        "/kontaktcenter.jpg",
        "/kontaktcenter/oppettider-jul",
    ],
)
def test_what_is_no_hint(path: str) -> None:
    assert named(sitemap(path)) == ()


def test_a_page_that_was_read_is_none() -> None:
    assert named(sitemap("/kontaktcenter"), frozenset({page_key(f"{SITE}/kontaktcenter/")})) == ()


def test_somebody_elses_is_none() -> None:
    assert named(sitemap("/k").replace(b"www.almsta.se/k", b"www.vatten.se/kontaktcenter")) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Sidan finns inte <a href='/kontaktcenter'>Kontaktcenter</a></body></html>",
        b'{"not": "xml"}',
        gzip.compress(sitemap("/kontaktcenter")),
        sitemap("/kontaktcenter").replace(b"urlset", b"sitemapindex"),
        sitemap("/kontaktcenter") + b" " * READ_BYTES,
        sitemap("/kontaktcenter").replace(b"https://", b"javascript://"),
        sitemap("/kontaktcenter").replace(b"www.almsta.se", b"[::1"),
        sitemap("/" + "a" * 1000 + "/kontaktcenter"),
        sitemap(*["/x"] * READ_ADDRESSES, "/kontaktcenter"),
    ],
    ids=["empty", "html", "json", "gzip", "index", "too long", "script", "no address", "long", "too many"],
)
def test_what_is_no_map_of_pages_names_none(body: bytes) -> None:
    assert named(body) == ()


def test_entities_are_not_followed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secret = tmp_path / "secret"
    secret.write_text("/kontaktcenter")
    body = sitemap("&x;").replace(
        b"<urlset", f'<!DOCTYPE u [<!ENTITY x SYSTEM "file://{secret}">]><urlset'.encode()
    )
    assert named(body) == ()


def test_cut_off_it_says_what_stood_before() -> None:
    body = sitemap("/kontaktcenter", "/bygga-bo")
    assert named(body[:-60]) == (f"{SITE}/kontaktcenter",)


def test_few_and_always_the_same() -> None:
    paths = [f"/{part}/kontaktcenter" for part in ("om", "kommun", "a", "bb", "service")]
    assert named(sitemap(*paths)) == named(sitemap(*reversed(paths)))
    assert len(named(sitemap(*paths))) == MAX_HINTS


def test_a_hint_changes_no_verdict() -> None:
    begin = [entry("Bygga och bo", "/bygga")]
    plain = judge(observation(begin, []))
    hinted = judge(observation(begin, [], on_site_map=(f"{SITE}/kommun/kontaktcenter",)))
    assert hinted.score == plain.score
    existence = hinted.aspects.existence
    assert (existence.verdict, existence.confidence) == ("no", "uncertain")
    assert "on_site_map" in existence.flags
    assert [one.url for one in existence.rejected] == [f"{SITE}/kommun/kontaktcenter"]
