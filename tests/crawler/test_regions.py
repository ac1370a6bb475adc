"""Where an entry stands, as a visitor would say it: with landmarks, with classes, with neither."""

import pytest

from scoring.observation import Placement
from tests.crawler.looking import Visitor, filler_text, page

LINK = '<a href="/k">Kontaktcenter</a>'
MENU = "".join(
    f'<li><a href="/{word}">{word}</a></li>' for word in ("Bygga", "Skola", "Omsorg", "Trafik", "Politik")
)
LONG = filler_text(60)
TEXT = "<p>Löpande text om kommunen, bygderna, sjöarna och skogarna som ligger runt omkring den.</p>" * 3


def place(visitor: Visitor, body: str, filler: str = "") -> Placement:
    return visitor.look(page(body + filler)).desktop("Kontaktcenter")


def region(visitor: Visitor, body: str, filler: str = "") -> str:
    return place(visitor, body, filler).region


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<header>{LINK}</header>", "header"),
        (f'<div role="banner">{LINK}</div>', "header"),
        (f'<header><nav aria-label="Verktyg"><ul><li>{LINK}</li></ul></nav></header>', "header"),
        (f'<header><nav aria-label="Huvudmeny"><ul>{MENU}<li>{LINK}</li></ul></nav></header>', "menu"),
        (f'<nav class="huvudmeny"><ul>{MENU}<li>{LINK}</li></ul></nav>', "menu"),
        (f"<main><p>{LINK}</p></main>", "content"),
        (f"<main><h1>Välkommen</h1></main>{LONG}<footer>{LINK}</footer>", "footer"),
        (f'{LONG}<div role="contentinfo">{LINK}</div>', "footer"),
        (f"{LONG}<footer><nav><ul>{MENU}<li>{LINK}</li></ul></nav></footer>", "footer"),
        (f'<div role="alert"><p>Driftstörning. {LINK}</p></div>', "alert"),
        (f'<div class="krismeddelande">{LINK}</div>', "alert"),
        (f"<main>{LONG}<section class='nyheter'><h2>Nyheter</h2><p>{LINK}</p></section></main>", "news"),
        (f"<main>{LONG}<h2>Aktuellt</h2><div><p>{LINK}</p></div></main>", "news"),
        (f"<main>{LONG}<article><time>2024-05-01</time><p>{LINK}</p></article></main>", "news"),
        (f'<main><div class="hero"><h1>Välkommen till Ekby</h1>{LINK}</div>{LONG}</main>', "hero"),
        (f"<main><section><h1>Vad vill du göra?</h1><p>{LINK}</p></section>{LONG}</main>", "hero"),
        (
            '<main><section><form role="search"><input type="search" '
            f'style="width:500px"></form>{LINK}</section>'
            f"{LONG}</main>",
            "hero",
        ),
        (f"<main><h1>Ekby</h1>{LONG}<ul class='genvagar'>{MENU}<li>{LINK}</li></ul></main>", "shortcut"),
        (f"<main><h1>Ekby</h1>{LONG}<ul>{MENU}<li>{LINK}</li></ul></main>", "shortcut"),
        (f"<main><h1>Ekby</h1>{LONG}{TEXT}<p>Ring {LINK} om du undrar något annat.</p></main>", "content"),
    ],
)
def test_with_landmarks(visitor: Visitor, body: str, expected: str) -> None:
    assert region(visitor, body, "" if "<main>" in body else TEXT) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f'<div class="sidhuvud">{LINK}</div><div>{LONG}</div>', "header"),
        (f'<div id="topbar">{LINK}</div><div>{LONG}</div>', "header"),
        (f'<div>{LONG}</div><div id="sidfot">{LINK}</div>', "footer"),
        (f"<div>{LINK}</div><h1>Ekby</h1><div>{LONG}</div>", "header"),
        (f"<table><tr><td>{LINK}</td></tr><tr><td>{LONG}</td></tr></table>", "header"),
        (f"<h1>Ekby</h1><div>{LONG}</div><div><p>Ekby kommun, 123 45 Ekby</p>{LINK}</div>", "footer"),
        (f"<h1>Ekby</h1><div>{LONG}<p>{LINK}</p>{LONG}</div>", "content"),
    ],
)
def test_without_landmarks(visitor: Visitor, body: str, expected: str) -> None:
    assert region(visitor, body) == expected


FIXED = '<div style="position:fixed;{style}">{link}</div>'


@pytest.mark.parametrize(
    "style", ["right:20px;bottom:20px", "right:0;top:300px;width:150px", "left:0;bottom:0;width:100%"]
)
def test_what_stays_while_the_page_scrolls_floats(visitor: Visitor, style: str) -> None:
    assert region(visitor, FIXED.format(style=style, link=LINK), LONG) == "floating"


def test_a_fixed_header_is_a_header(visitor: Visitor) -> None:
    assert (
        region(visitor, f'<header style="position:fixed;top:0;width:100%">{LINK}</header>', LONG) == "header"
    )


def test_a_header_within_an_article_is_none(visitor: Visitor) -> None:
    found = visitor.look(page(f"<main>{TEXT}<article><header>{LINK}</header></article></main>"))
    assert found.one("Kontaktcenter").landmark == "main"


def test_a_menu_in_the_footer_belongs_to_it(visitor: Visitor) -> None:
    found = visitor.look(page(f"{LONG}<footer><nav><ul>{MENU}<li>{LINK}</li></ul></nav></footer>"))
    assert found.one("Kontaktcenter").landmark == "contentinfo"


def test_links_of_a_block_are_those_that_are_seen(visitor: Visitor) -> None:
    hidden = '<li style="display:none"><a href="/x">x</a></li>' * 9
    assert place(visitor, f"<header><ul>{MENU}{hidden}<li>{LINK}</li></ul></header>", TEXT).block_links == 6


def test_what_floats_is_a_block_of_its_own(visitor: Visitor) -> None:
    floating = '<a href="/k" style="position:fixed;right:9px;bottom:9px">Kontaktcenter</a>'
    assert place(visitor, f"<main><ul>{MENU}</ul>{TEXT}{floating}</main>").block_links == 1


def test_contact_panel_has_a_contact_heading_or_several_details(visitor: Visitor) -> None:
    details = "<p>0123-45 67 00</p><p>kommun@ekby.test</p>"
    headed = f"<main>{TEXT}<section><h2>Kontakta oss</h2><p>0123-45 67 00</p>{LINK}</section></main>"
    listed = f"<main>{TEXT}<div>{details}<p>{LINK}</p></div></main>"
    card = f"<main>{TEXT}<div><div>Vi svarar</div><p>0123-45 67 00, vardagar 8–16<br>{LINK}</p></div></main>"
    titled = f'<main>{TEXT}<div><div class="card-header">Kontakt</div><p>0123-45 67 00</p>{LINK}</div></main>'
    plain = f"<main>{TEXT}<section><h2>Om kommunen</h2><p>{LINK}</p></section></main>"
    dated = f"<main>{TEXT}<div><p>0123-45 67 00, måndag 3 mars</p><p>{LINK}</p></div></main>"
    panels = (headed, listed, card, titled)
    assert [place(visitor, body).contact_panel for body in panels] == [True] * 4
    assert [place(visitor, body).contact_panel for body in (plain, dated)] == [False] * 2


def test_carousel_slide_that_is_not_shown(visitor: Visitor) -> None:
    slides = "".join(
        f'<div style="flex:0 0 400px">{inner}</div>' for inner in ("<p>Sommar i Ekby</p>", f"<p>{LINK}</p>")
    )
    placement = place(
        visitor,
        f'<main><div class="carousel" style="display:flex;width:400px;overflow:hidden">{slides}</div></main>',
    )
    assert (placement.visible, placement.hidden_by, placement.moving) == (False, "slide", True)


def test_heading_and_words_near_an_entry(visitor: Visitor) -> None:
    entry = visitor.look(
        page(
            f"<main>{TEXT}<section><h2>Behöver du hjälp?</h2><p>Ekby direkt svarar: "
            f"{LINK}</p></section></main>"
        )
    ).one("Kontaktcenter")
    assert entry.block_heading == "Behöver du hjälp?"
    assert "Ekby direkt svarar" in entry.near_text
    assert len(entry.near_text) <= 400


@pytest.mark.parametrize(("lang", "expected"), [("", "sv"), (' lang="en"', "en")])
def test_language_is_the_nearest(visitor: Visitor, lang: str, expected: str) -> None:
    entry = visitor.look(page(f"<div{lang}><p>{LINK}</p></div>")).one("Kontaktcenter")
    assert entry.lang == expected
