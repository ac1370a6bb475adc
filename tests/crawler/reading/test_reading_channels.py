"""Telephone numbers, addresses, mail and other channels in the forms in which municipalities write them."""

import pytest

from crawler.reading import read_page
from scoring.observation import Page


def read(html: str) -> Page:
    url = "https://www.ekby.se/kontaktcenter"
    html = html if html.startswith("<") else f"<p>{html}</p>"
    page = f"<main><h1>Kontaktcenter</h1>{html}</main>"
    return read_page(page, url=url, final_url=url, status=200, role="target")


def found(html: str) -> list[tuple[str, str, str]]:
    return [(channel.kind, channel.value, channel.label) for channel in read(html).channels]


@pytest.mark.parametrize(
    "written",
    [
        "0123-45 60 00",
        "0123-456000",
        "0123/45 60 00",
        "0123 45 60 00",
        "0123-45.60.00",
        "0123.45 60 00",
        "+46 123 45 60 00",
        "+46(0)123-456000",
        "+46 (0) 123 - 45 60 00",
        "0046 123 456000",
        "(0123) 45 60 00",
        "0123–45 60 00",
        "0123 - 45 60 00",
        "0123-45\u00a060\u00a000",
        "<strong>0123</strong>-<span>45 60 00</span>",
        "0123-<wbr>45 60 00",
    ],
)
@pytest.mark.parametrize("word", ["Telefon: ", "Tel. ", "Ring ", "Kontaktcenter, "])
def test_one_number_in_many_forms(word: str, written: str) -> None:
    assert [channel[:2] for channel in found(word + written)] == [("phone", "+46123456000")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "Telefon: 08-123 45 67, 08-765 43 21",
            [("+4681234567", "Telefon"), ("+4687654321", "Kontaktcenter")],
        ),
        (
            "Växel 031-365 00 00, kontaktcenter 031-365 10 10",
            [("+46313650000", "Växel"), ("+46313651010", "kontaktcenter")],
        ),
        ("Telefon: 0123-45 60 00 (växel)", [("+46123456000", "Telefon (växel)")]),
        ("Telefon: 0123-45 60 00, växeln", [("+46123456000", "Telefon (växeln)")]),
        ("Tel: 0123-45 60 00 Fax: 0123-45 60 10", [("+46123456000", "Tel")]),
        ("Ring 0771-56 56 56", [("+46771565656", "Ring")]),
        ("Kontaktcenter 0123–45 60 00 vardagar 8–16", [("+46123456000", "Kontaktcenter")]),
        ("Texttelefon: 0123-45 60 01", [("+46123456001", "Texttelefon")]),
    ],
)
def test_numbers_and_what_they_are(text: str, numbers: list[tuple[str, str]]) -> None:
    assert found(text) == [("phone", *number) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "Org.nr 212000-1234",
        "Organisationsnummer: 212000-1234",
        "Plusgiro 12 34 56-7",
        "Bankgiro 5050-1055",
        "Dnr 2024-123456",
        "Diarienummer KS 2023/00123",
        "Personnummer 19121212-1212",
        "Ärendenummer 0123-456789",
        "2024-01-01 – 2024-12-31",
        "01.02.2024",
        "1/2 2024",
        "Faktura: OCR 123456789012",
        "Fastigheten Ekby 1:23",
        "Postadress: Ekby kommun, Box 1, 123 45 Ekby",
        "Öppet 8-16 Storgatan",
        "Väg 40 mot Borås",
        "Riksväg 50",
        "Ring 112 vid akut fara",
        "Fax: 0123-45 60 99",
        "Version 0.9.12.34.56",
        "08.00-16.30",
        "Vi finns i kommunhuset",
    ],
)
def test_no_channel(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Besöksadress: Stora Torget 1, Ekby", "Stora Torget 1"),
        ("Besöksadress: Kungsgatan 12 A, 123 45 Ekby", "Kungsgatan 12 A, 123 45 Ekby"),
        ("Stadshuset, Rådhusplatsen 1, 123 45 Ekby", "Rådhusplatsen 1, 123 45 Ekby"),
        ("Besök oss på Järnvägsgatan 5B i Ekby.", "Järnvägsgatan 5B"),
        ("Vi finns i kommunhuset på Bergsgatan 10 i centrala Ekby", "Bergsgatan 10"),
        ("Torget 1", "Torget 1"),
        ("Besök: Torget 1, 123 45 Ekby", "Torget 1, 123 45 Ekby"),
        ("Gamla vägen 5, 123 45 EKBY", "Gamla vägen 5, 123 45 EKBY"),
        ("Kommunhuset Ekby, Norra Esplanaden 5", "Norra Esplanaden 5"),
        ("Storgatan 1–3", "Storgatan 1–3"),
        ("Nygatan 4, plan 2", "Nygatan 4"),
        ("Ågatan 29", "Ågatan 29"),
        ("Linnéstråket 2", "Linnéstråket 2"),
        ("Hamngatan 2 (entré från torget)", "Hamngatan 2"),
        ("Sveavägen 12 kl 8-16", "Sveavägen 12"),
        ("Besöksadress: Tingshuset 2", "Tingshuset 2"),
        (
            "<p>Besöksadress</p><p>Kommunhuset</p><p>Ekbyvägen 2</p><p>123 45 Ekby</p>",
            "Ekbyvägen 2, 123 45 Ekby",
        ),
        ("<p>Ekbyvägen 2<br>123 45 Ekby</p>", "Ekbyvägen 2, 123 45 Ekby"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert [value for kind, value, _ in found(text) if kind == "address"] == [address]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("kontaktcenter@ekby.se", "email"),
        ("kontaktcenter[at]ekby.se", "email"),
        ("kontaktcenter (snabel-a) ekby.se", "email"),
        ('<p><a href="mailto:kontaktcenter%40ekby.se">e-post</a></p>', "email"),
        ('<p><a href="tel:0123%2045%2060%2000">Ring</a></p>', "phone"),
        ('<p><a href="/kontaktformular">Kontaktformulär</a></p>', "form"),
        ('<p><a href="/e">Skicka ett meddelande till oss</a></p>', "form"),
        ('<p><a href="/fraga">Ställ en fråga</a></p>', "form"),
        ("<form><label>Meddelande<textarea name=m></textarea></label></form>", "form"),
        ("<p><button>Chatta med oss</button></p>", "chat"),
        ("<p><button>Starta chatt</button></p>", "chat"),
        ('<p><a href="#chat">Chatta med kontaktcenter</a></p>', "chat"),
        ('<p><a href="/boka">Boka tid för besök</a></p>', "booking"),
        ('<p><a href="https://www.facebook.com/ekby">Facebook</a></p>', "social"),
        ('<p><a href="https://m.me/ekby">Messenger</a></p>', "social"),
        ('<p><a href="https://service.ekby.se">E-tjänst för frågor</a></p>', "eservice"),
    ],
)
def test_kinds(html: str, kind: str) -> None:
    assert [channel[0] for channel in found(html)] == [kind]


def test_where_a_chat_is_typed_is_no_form_beside_it() -> None:
    chat = "<p><button>Chatta med kontaktcenter</button></p>"
    box = "<div>Här chattar du med oss.<form><textarea name=m></textarea></form></div>"
    assert [channel[0] for channel in found(chat + box)] == ["chat"]


def test_a_form_that_asks_who_writes_is_one_also_where_a_chat_is_mentioned() -> None:
    fields = "<input name=namn><input type=email name=post><textarea name=m></textarea>"
    html = f"<div>Ring, mejla eller chatta med oss. Du kan också skriva här:<form>{fields}</form></div>"
    assert "form" in [channel[0] for channel in found(html)]


def test_sharing_is_no_channel() -> None:
    assert found('<p><a href="https://www.facebook.com/sharer.php?u=x">Dela på Facebook</a></p>') == []
