"""Sites that are not what they seem."""

import pytest

from crawler.statuses import SHORT_PAGE, of_page, of_response

LONG = "Ekby kommun har skolor, bad, bibliotek och hamn. " * 40


@pytest.mark.parametrize("status", [401, 403, 429])
def test_turned_away(status: int) -> None:
    assert of_response(status, "text/html", "", "") == ("blocked", f"HTTP {status}")


@pytest.mark.parametrize("status", [400, 404, 410, 451])
def test_client_errors(status: int) -> None:
    assert of_response(status, "text/html", "Sidan finns inte", "Hoppsan") == ("http_4xx", f"HTTP {status}")


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_server_errors(status: int) -> None:
    found = of_response(status, "text/html", "Fel", "Något gick fel", retry_after=True)
    assert found == ("http_5xx", f"HTTP {status} with Retry-After")


@pytest.mark.parametrize(
    ("status", "words"), [(404, "Access denied"), (503, "Just a moment…"), (500, "CAPTCHA")]
)
def test_an_error_with_a_bot_walls_words(status: int, words: str) -> None:
    found = of_response(status, "text/html", words, "")
    assert found is not None
    assert found[0] == "blocked"


def test_maintenance() -> None:
    found = of_response(503, "text/html", "Driftstopp", "Vi är snart tillbaka")
    assert found is not None
    assert found[0] == "maintenance"


def test_a_long_page_that_speaks_of_maintenance_is_an_error_all_the_same() -> None:
    found = of_response(503, "text/html", "Ekby", LONG + "underhåll av vägar")
    assert found is not None
    assert found[0] == "http_5xx"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/zip", "application/json"])
def test_not_a_page(kind: str) -> None:
    assert of_response(200, kind, "", "") == ("not_html", kind)


@pytest.mark.parametrize(
    "kind", ["", "text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml", "text/plain"]
)
def test_a_page(kind: str) -> None:
    assert of_response(200, kind, "Ekby kommun", LONG) is None


@pytest.mark.parametrize(
    ("title", "text", "links", "reason"),
    [
        ("", "", 0, "empty_page"),
        ("Ekby", " \n ", 0, "empty_page"),
        ("Ekby", "", 3, "empty_page"),
        ("Attention Required!", "Please verify you are human", 2, "blocked"),
        ("Just a moment...", "Checking your browser before accessing", 0, "blocked"),
        ("Ekby", "Vi har upptäckt ovanlig trafik", 1, "blocked"),
        ("Domän", "Domänen är till salu", 4, "parked"),
        ("Welcome to nginx!", "If you see this page", 2, "parked"),
        ("Ekby", "Webbplatsen är tillfälligt stängd", 1, "maintenance"),
        ("Ekby", "Krisinformation: koka dricksvattnet", 3, "crisis_page"),
        ("Ekby", "VMA. Viktigt meddelande till allmänheten", 3, "crisis_page"),
        ("Ekby", "Välj språk: Svenska English Suomi", 3, "splash"),
    ],
)
def test_short_pages(title: str, text: str, links: int, reason: str) -> None:
    found = of_page(title, text, links)
    assert found is not None
    assert found[0] == reason


@pytest.mark.parametrize(
    ("title", "text", "links"),
    [
        ("Ekby kommun", LONG, 40),
        ("Ekby kommun", LONG + "VMA krisinformation underhåll captcha", 40),
        ("Ekby kommun", "Driftstopp i fjärrvärmen. Krisinformation.", 60),
        ("Ekby kommun", "Svenska English Suomi", 30),
        ("Ekby kommun", "Välkommen. In English", 6),
    ],
)
def test_ordinary_pages(title: str, text: str, links: int) -> None:
    assert of_page(title, text, links) is None


def test_short_is_what_a_start_page_is_not() -> None:
    assert len(LONG) > SHORT_PAGE
