"""Pages without lists, landmarks or paragraphs: what is a block, a tile, the foot, the running text."""

from tests.crawler.looking import Visitor, filler_text, page

WORDS = ("Förskola", "Bygglov", "Parkering")
TILE = "display:inline-block;width:23%;height:120px;padding:60px 16px 0;box-sizing:border-box"


def bare(body: str, *, viewport: bool = True) -> str:
    return page(body, viewport=viewport, filler="")


def test_tiles_without_a_list_are_a_block_of_shortcuts(visitor: Visitor) -> None:
    menu = " ".join(f"<a href='/m{at}'>Ämne {at}</a>" for at in range(9))
    tiles = "".join(f"<a style='{TILE}' class='pl' href='/{word}'>{word}</a>" for word in WORDS)
    look = visitor.look(
        bare(
            f"<div>{menu}<h1>Ekby</h1><div style='height:200px'></div>"
            f"<a style='{TILE}' class='pl' href='/k'>Medborgarcenter</a>{tiles}"
            f"<h2>Nytt</h2>{filler_text(30)}</div>"
        )
    )
    placement = look.desktop("Medborgarcenter")
    assert (placement.region, placement.block_links) == ("shortcut", 4)


def test_header_of_two_boxes_is_its_own_block(visitor: Visitor) -> None:
    links = " ".join(f"<a href='/m{at}'>Ämne {at}</a>" for at in range(12))
    look = visitor.look(
        bare(
            "<div id='bl'><a href='/'>Ekby kommun</a><div id='tf'><a href='tel:0123456700'>Ring 0123-45 67 00"
            f"</a></div></div><div id='in'><h1>Ekby</h1>{links}{filler_text(40)}</div>"
        )
    )
    assert look.desktop("Ring 0123-45 67 00").block_links == 2


def table(contact: str, foot: str, *, text: int = 20) -> str:
    return (
        "<table width='900' align='center' cellpadding='10'>"
        "<tr><td bgcolor='#004D40'><a href='/'>Ekby</a></td></tr>"
        f"<tr><td><h1>Ekby vid ån</h1>{filler_text(text)}{contact}</td></tr>"
        f"<tr><td align='center'>{foot}</td></tr></table>"
    )


def test_contact_block_above_the_foot_line_is_content(visitor: Visitor) -> None:
    contact = (
        "<table width='100%'><tr><td><p><b>Växel och kontaktcenter</b></p><p>0123-45 67 00</p></td>"
        "<td><b>På gång</b><br>Konstrunda</td></tr></table>"
    )
    look = visitor.look(bare(table(contact, "Ekby kommun, 123 45 Ekby. Senast ändrad 2026-11-12")))
    assert look.desktop("Växel och kontaktcenter").region == "content"


def test_foot_line_of_a_short_page(visitor: Visitor) -> None:
    """A layout table whose last row tells the address; on a phone the whole page is in view, and still the
    row is its foot. In quirks mode a body fills the screen whatever it holds."""
    foot = "Ekby kommun, Ågatan 8, 123 45 Ekby | <a href='/s'>Kundtjänst</a> | <a href='/om'>Om hemsidan</a>"
    html = bare(table("", foot, text=14), viewport=False).removeprefix("<!DOCTYPE html>")
    look = visitor.look(html)
    assert look.desktop("Kundtjänst").region == "footer"
    assert look.phone("Kundtjänst").region == "footer"


def test_wide_page_shown_small_has_no_hero_of_everything(visitor: Visitor) -> None:
    contact = "<table width='100%'><tr><td><p><b>Kontaktcenter</b></p><p>0123-45 67 00</p></td></tr></table>"
    html = bare(table(contact, "Ekby kommun, 123 45 Ekby", text=20), viewport=False)
    assert visitor.look(html).phone("Kontaktcenter").region == "content"


def test_words_painted_in_an_image_map(visitor: Visitor) -> None:
    """The area's own size tells an icon from a picture of words, also where a phone shows the page small."""
    html = bare(
        "<img src='/topp.svg' width='1760' height='96' alt='Ekby' usemap='#t'><map name='t'>"
        "<area shape='rect' coords='1000,20,1200,80' href='/k' alt='Kundtjänst'>"
        "<area shape='rect' coords='20,20,50,50' href='/c' alt='Kontaktcenter'></map>"
        f"<h1>Ekby</h1>{filler_text(20)}<a href='/bad'>Bad</a>",
        viewport=False,
    )
    look = visitor.look(html)
    for one in (look.desktop("Kundtjänst"), look.phone("Kundtjänst")):
        assert (one.icon_only, one.image_text) == (True, True)
    assert not look.desktop("Kontaktcenter").image_text


def test_running_text_beside_links(visitor: Visitor) -> None:
    """A page of links with hints, and one large introduction: the introduction is not the body text."""
    rows = "".join(
        f"<li><a href='/{word}'>{word}</a><span>Här finns det du behöver veta om {word}.</span></li>"
        for word in WORDS
    )
    html = bare(
        "<style>body { font-size: 19px }</style><header><a href='/k'>Kundservice</a></header>"
        "<main><h1>Ekby</h1><p style='font-size:24px'>Allt du behöver, i så få steg som möjligt.</p>"
        f"<ul>{rows}</ul></main>"
    )
    assert visitor.look(html).seen.desktop["viewport"]["body_font_px"] == 19


def test_what_fades_in_is_measured_when_it_is_there(visitor: Visitor) -> None:
    look = visitor.look(
        bare(
            f"<h1>Ekby</h1>{filler_text(60)}<footer><div id='sen' style='opacity:0;transition:opacity 0.7s'>"
            "<a href='/k' style='color:#000'>Kundcenter</a></div></footer><script>"
            "const visa = () => { if (sen.getBoundingClientRect().top < innerHeight) sen.style.opacity = 1 };"
            "addEventListener('scroll', visa)</script>"
        )
    )
    placement = look.desktop("Kundcenter")
    assert placement.visible
    assert placement.fade_in
    assert placement.contrast is not None
    assert placement.contrast > 20
