"""Regions where class names mislead and landmarks are missing or wrong: geometry decides with them."""

import pytest

from tests.crawler.looking import Visitor, filler_text, page

LINK = '<a href="/k">Kontaktcenter</a>'
WORDS = ("Bygga", "Skola", "Omsorg", "Trafik", "Politik")
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in WORDS)
LONG = filler_text(60)
SHORT = filler_text(4)
TEXT = "<p>Löpande text om kommunen, bygderna, sjöarna och skogarna som ligger runt omkring den.</p>" * 3
H1 = "<h1>Välkommen till Ekby</h1>"


def region(visitor: Visitor, body: str) -> str:
    return visitor.look(page(body, filler="")).desktop("Kontaktcenter").region


@pytest.mark.parametrize(
    "block",
    [
        f'<div class="panel"><div class="panel-heading page-header"><h2>Service</h2>{LINK}</div>{TEXT}</div>',
        f'<div class="card"><div class="card-header">{LINK}</div>{TEXT}</div>',
        f'<div class="card">{TEXT}<div class="card-footer">{LINK}</div></div>',
        f'<div class="widget-footer">{LINK}</div>',
        f'<div id="huvud-innehall">{TEXT}<p>Ring {LINK} om du undrar.</p></div>',
        f'<div class="prevent-scroll">{TEXT}<p>Ring {LINK} om du undrar.</p></div>',
    ],
)
def test_class_names_that_sound_like_a_region(visitor: Visitor, block: str) -> None:
    body = f'<div id="wrap"><div class="top">Ekby kommun</div>{H1}{LONG}{block}{LONG}</div>'
    assert region(visitor, body) == "content"


@pytest.mark.parametrize(
    "name", ["has-sticky-footer", "with-header", "no-alert", "page-news", "site footer-dark"]
)
def test_class_of_the_wrapper_says_nothing_of_what_it_holds(visitor: Visitor, name: str) -> None:
    body = f'<div class="{name}"><div>Ekby kommun</div>{H1}{LONG}<p>Ring {LINK} om du undrar.</p>{LONG}</div>'
    assert region(visitor, body) == "content"


def test_everything_in_one_main(visitor: Visitor) -> None:
    top = '<div class="header"><a href="/">Ekby</a> <a href="/k">Kontaktcenter</a></div>'
    bottom = '<div class="footer"><p>Ekby kommun</p><a href="/f">Kundtjänst</a></div>'
    look = visitor.look(page(f'<main id="page">{top}{H1}{LONG}{bottom}</main>', filler=""))
    assert look.desktop("Kontaktcenter").region == "header"
    assert look.desktop("Kundtjänst").region == "footer"


def test_header_and_footer_within_one_main(visitor: Visitor) -> None:
    top = '<header><a href="/">Ekby</a> <a href="/k">Kontaktcenter</a></header>'
    bottom = '<footer><p>Ekby kommun</p><a href="/f">Kundtjänst</a></footer>'
    look = visitor.look(page(f'<main id="page">{top}{H1}{LONG}{bottom}</main>', filler=""))
    assert look.desktop("Kontaktcenter").region == "header"
    assert look.desktop("Kundtjänst").region == "footer"


def test_logotype_as_first_heading(visitor: Visitor) -> None:
    body = (
        '<div id="a"><h1><a href="/">Ekby kommun</a></h1><span style="float:right">'
        f'{LINK}</span><br style="clear:both"></div><div id="b"><h2>Välkommen</h2>{LONG}</div>'
    )
    assert region(visitor, body) == "header"


def test_first_heading_for_screen_readers_only(visitor: Visitor) -> None:
    hidden = '<h1 style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">Ekby</h1>'
    top = f'<div id="a"><a href="/">Ekby kommun</a> {LINK}</div>'
    assert region(visitor, f'{hidden}{top}<div id="b"><h2>Välkommen</h2>{LONG}</div>') == "header"
    body = f"<main>{hidden}<div>{TEXT}<p>Ring {LINK} om du undrar.</p></div>{LONG}</main>"
    assert region(visitor, body) == "content"


def test_high_header_of_tables(visitor: Visitor) -> None:
    body = (
        '<table width="100%" cellpadding="0"><tr><td height="170" valign="bottom" bgcolor="#ddeeff">'
        '<font size="5">Ekby kommun</font></td><td valign="bottom" align="right" bgcolor="#ddeeff">'
        f"{LINK}</td></tr>"
        f'</table><table width="100%"><tr><td><h1>Välkommen</h1>{LONG}</td></tr></table>'
    )
    assert region(visitor, body) == "header"


@pytest.mark.parametrize(
    "body",
    [
        f'<div id="wrap"><div>Ekby kommun</div><div>{H1}{LONG}</div>'
        f"<div><p>Ekby kommun, 123 45 Ekby</p><p>Org.nr 212000-0000</p><p>{LINK}</p></div></div>",
        f'<table width="100%"><tr><td>Ekby kommun</td></tr><tr><td>{H1}{LONG}</td></tr>'
        f"<tr><td bgcolor='#003366'><font color='white'>© Ekby kommun</font> {LINK}</td></tr></table>",
        f'<form id="aspnetForm"><div><div><div>Ekby</div><div>{H1}{LONG}</div><div class="x3"><div>'
        f"<ul>{MENU}<li>{LINK}</li></ul></div></div></div></div></form>",
    ],
)
def test_last_block_of_a_page_without_names(visitor: Visitor, body: str) -> None:
    assert region(visitor, body) == "footer"


def test_last_paragraph_of_running_text_is_no_footer(visitor: Visitor) -> None:
    assert (
        region(visitor, f"<div><div>Ekby kommun</div><div>{H1}{LONG}<p>Ring {LINK}.</p></div></div>")
        == "content"
    )


def test_contact_block_after_the_news_is_no_news(visitor: Visitor) -> None:
    news = "<section><h2>Nyheter</h2><ul><li><a href='/n'>Ny badplats</a></li></ul></section>"
    block = f"<div class='ruta'><h3>Kontakta oss</h3><p>Ring {LINK}.</p></div>"
    assert region(visitor, f"<main>{H1}{TEXT}{LONG}{news}{block}</main>") == "content"
    plain = f"<div class='ruta'><p>Ring {LINK} om du undrar något alls.</p></div>"
    assert region(visitor, f"<main>{H1}{TEXT}{LONG}{news}{plain}</main>") == "content"
    flat = f"<h2>Nyheter</h2><p>Ny badplats öppnar.</p><h3>Kontakta oss</h3><p>Ring {LINK}.</p>"
    assert region(visitor, f"<main>{H1}{TEXT}{LONG}{flat}</main>") == "content"


@pytest.mark.parametrize(
    "block",
    [
        f"<div><div class='rubrik'><h2>Aktuellt</h2> <a href='/alla'>Alla</a></div><ul><li>{LINK} "
        "öppnar</li></ul></div>",
        f"<table><tr><td><b>Nyheter</b><br><font size='2'>Nu öppnar {LINK} i kommunhuset</font></td>"
        "</tr></table>",
        f"<h2>Nyheter</h2><h3>Ny väg in</h3><p>Nu öppnar {LINK} i kommunhuset.</p>",
    ],
)
def test_news_by_their_heading(visitor: Visitor, block: str) -> None:
    assert region(visitor, f"<div>{H1}{TEXT}{LONG}{block}{LONG}</div>") == "news"


def test_news_letter_is_no_news(visitor: Visitor) -> None:
    body = (
        f"<main>{H1}{TEXT}{LONG}<section><h2>Nyhetsbrev och kontakt</h2><p>Fråga {LINK}.</p></section></main>"
    )
    assert region(visitor, body) == "content"


def test_narrow_column_of_links_at_the_left_is_the_menu(visitor: Visitor) -> None:
    body = (
        '<table width="100%"><tr><td height="180" colspan="2"><font size="6">Ekby kommun</font></td></tr>'
        f'<tr><td width="180" valign="top"><ul>{MENU}<li>{LINK}</li></ul></td><td>{H1}{LONG}</td></tr>'
        "</table>"
    )
    assert region(visitor, body) == "menu"


@pytest.mark.parametrize(
    "attributes", ['id="footer"', 'class="site-footer"', 'class="sidfot"', 'class="page__footer"']
)
def test_named_footer_of_a_short_page(visitor: Visitor, attributes: str) -> None:
    assert region(visitor, f"<div>Ekby kommun</div>{H1}{SHORT}<div {attributes}>{LINK}</div>") == "footer"


@pytest.mark.parametrize(
    "attributes", ['class="c-hero"', 'class="hero__content"', 'class="heroArea"', 'class="startHero"']
)
def test_hero_by_its_class(visitor: Visitor, attributes: str) -> None:
    body = (
        f'<div class="sidhuvud">Ekby</div><main><div {attributes}><p>Hitta rätt</p>{LINK}</div>'
        f"{TEXT}{LONG}</main>"
    )
    assert region(visitor, body) == "hero"
