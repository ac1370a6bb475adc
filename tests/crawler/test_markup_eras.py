"""Pages as they have been built for thirty years: what a visitor sees does not hang on the markup."""

import pytest

from tests.crawler.local_web import Answer
from tests.crawler.looking import Visitor, filler_text, page
from tests.crawler.test_contrast import picture

TEXT = "<p>Löpande text om kommunen, bygderna, sjöarna och skogarna som ligger runt omkring den.</p>" * 3
PAINTED = {"/kc.png": picture((20, 30, 90), width=140, height=40)}


# Labels painted as pictures


@pytest.mark.parametrize(
    "style",
    [
        "text-indent:-9999px;overflow:hidden;height:40px",
        "text-indent:100%;white-space:nowrap;overflow:hidden;height:40px",
        "font-size:0;height:40px",
        "height:0;padding-top:40px;overflow:hidden",
    ],
)
def test_text_replaced_by_a_background_picture(visitor: Visitor, style: str) -> None:
    look = visitor.look(
        page(
            f'<div id="topp"><a href="/k" style="display:block;width:140px;{style};'
            'background:url(/kc.png) no-repeat">Kontaktcenter</a></div>'
        ),
        dict(PAINTED),
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.visible, placement.icon_only, placement.image_text) == (True, True, True)
    assert placement.text_box is not None
    assert (placement.text_box.width, placement.text_box.height) == (140, 40)
    assert placement.covered == 0


def test_text_moved_away_and_nothing_put_in_its_place(visitor: Visitor) -> None:
    look = visitor.look(page('<a href="/k" style="display:block;text-indent:-9999px">Kontaktcenter</a>'))
    assert not look.desktop("Kontaktcenter").visible


def test_hidden_label_beside_a_background_icon(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header><a href="/k" style="display:block;width:32px;height:32px;background:url(/kc.png)">'
            '<span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)">'
            "Kontaktcenter</span></a></header>"
        ),
        dict(PAINTED),
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.visible, placement.icon_only, placement.image_text) == (True, True, False)


# Controls of old forms


def test_push_button_of_a_form_says_its_value(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<form action="/kontakt"><input type="submit" value="Kontakta oss" '
            'style="background:#003366;color:#fff;border:0"></form>'
        )
    )
    entry, placement = look.one("Kontakta oss"), look.desktop("Kontakta oss")
    assert (entry.text, entry.kind) == ("Kontakta oss", "button")
    assert entry.target_url == f"{look.site.url}kontakt"
    assert (placement.icon_only, placement.image_text) == (False, False)
    assert placement.contrast_from == "computed"
    assert placement.contrast == pytest.approx(12.6, abs=0.1)


@pytest.mark.parametrize(
    "markup",
    [
        "<td onclick=\"location.href='/kontakt'\">Kontaktcenter</td>",
        "<td><div class='knapp' onclick=\"window.location='/kontakt';\">Kontaktcenter</div></td>",
        "<td><input type='button' value='Kontaktcenter' onclick=\"location.assign('/kontakt')\"></td>",
        "<td><form action='/kontakt'><button>Kontaktcenter</button></form></td>",
    ],
)
def test_what_leads_on_by_a_script(visitor: Visitor, markup: str) -> None:
    look = visitor.look(page(f"<table><tr><td>Ekby kommun</td>{markup}</tr></table>"))
    entry = look.one("Kontaktcenter")
    assert entry.kind == "button"
    assert entry.target_url == f"{look.site.url}kontakt"
    assert look.desktop("Kontaktcenter").visible


def test_a_search_form_is_no_way_on(visitor: Visitor) -> None:
    look = visitor.look(page('<form action="/sok"><input name="q"><button>Fråga oss</button></form>'))
    assert look.one("Fråga oss").target_url is None


# Text


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><font size='4'>Kontaktcenter</font></td></tr></table>",
        "<center><big>Kontaktcenter</big></center>",
        "<h2><a name='kontakt'>Kontaktcenter</a></h2>",
        "<dl><dt>Kontaktcenter</dt><dd>0123-45 67 00</dd></dl>",
        "<p><em>Kontaktcenter</em></p>",
    ],
)
def test_name_as_text(visitor: Visitor, markup: str) -> None:
    entry = visitor.look(page(f"{TEXT}{markup}<p>Telefon 0123-45 67 00</p>")).one("Kontaktcenter")
    assert entry.kind == "text"
    assert "0123-45 67 00" in entry.panel_text


def test_block_of_lines_is_named_by_the_line_that_names_it(visitor: Visitor) -> None:
    entry = visitor.look(
        page(
            f"{TEXT}<p>Ekby kommun<br>Kontaktcenter<br>Storgatan 1, 123 45 Ekby<br>Telefon: 0123-45 67 00<br>"
            "E-post: kommun@ekby.test<br>Öppettider: måndag till fredag klockan 8–16, lunchstängt 12–13. "
            "Dag före röd dag stänger vi klockan 15.</p>"
        )
    ).one("Kontaktcenter")
    assert entry.kind == "text"
    assert "0123-45 67 00" in entry.panel_text
    assert "lunchstängt" in entry.panel_text


# Frames


FRAMESET = (
    '<html><head><title>Ekby kommun</title></head><frameset rows="90,*" border="0">'
    '<frame name="topp" src="/topp" scrolling="no"><frameset cols="200,*">'
    '<frame name="meny" src="/meny"><frame name="innehall" src="/start"></frameset></frameset></html>'
)
MENU = "".join(f'<p><a href="/{word}">{word}</a></p>' for word in ("Bygga", "Skola", "Omsorg", "Trafik"))


def test_frameset(visitor: Visitor) -> None:
    look = visitor.look(
        FRAMESET,
        {
            "/topp": page('<a href="/k">Kontaktcenter</a>', filler=""),
            "/meny": page(f'{MENU}<p><a href="/m">Kundtjänst</a></p>', filler=""),
            "/start": page(
                f'<h1>Välkommen</h1>{TEXT}{filler_text(60)}<p><a href="/s">Växel och kontaktcenter</a></p>'
            ),
        },
    )
    viewport = look.seen.desktop["viewport"]
    assert viewport["visible_chars"] > 300
    assert viewport["visible_links"] >= 7
    assert look.one("Kontaktcenter").frame == "same_origin"
    assert look.desktop("Kontaktcenter").region == "header"
    assert look.desktop("Kundtjänst").region == "menu"
    assert look.desktop("Växel och kontaktcenter").visible
    assert look.desktop("Växel och kontaktcenter").region == "content"
    box = look.desktop("Växel och kontaktcenter").text_box
    assert box is not None
    assert box.y > 768
    assert box.x >= 200


def test_frame_of_a_frameset_from_elsewhere_is_named(visitor: Visitor) -> None:
    other = visitor.web.site({"/": page('<a href="/k">Kontaktcenter</a>')})
    look = visitor.look(f'<html><frameset rows="*"><frame src="{other.url}"></frameset></html>')
    assert look.seen.desktop["frames_cross_origin"] == [other.url]


def test_page_that_is_all_shadow_has_text_to_see(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<ekby-app></ekby-app><script>document.querySelector('ekby-app').attachShadow({ mode: 'open' })"
            f'.innerHTML = `<main>{TEXT}<a href="/k">Kontaktcenter</a></main>`</script>',
            filler="",
        )
    )
    assert look.seen.desktop["viewport"]["visible_chars"] > 200
    assert look.seen.desktop["viewport"]["visible_links"] == 1


# What clips and what does not


def test_positioned_outside_a_box_that_does_not_clip_it(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<div style="overflow:hidden;height:20px"><ul style="position:absolute;top:60px;left:600px">'
            '<li><a href="/k">Kontaktcenter</a></li></ul></div><div style="height:200px"></div>'
        )
    )
    assert look.desktop("Kontaktcenter").visible


def test_fixed_within_a_box_without_height(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<div style="overflow:hidden;height:0"><a href="/k" style="position:fixed;top:20px;left:20px">'
            "Kontaktcenter</a></div>"
        )
    )
    assert look.desktop("Kontaktcenter").visible


def test_body_that_scrolls_in_a_box_of_its_own(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<div style="position:fixed;inset:0;overflow:auto"><header><a href="/k">Kontaktcenter</a>'
            "</header>"
            f'<main><h1>Ekby</h1>{filler_text(60)}</main><footer><a href="/f">Kundtjänst</a></footer></div>',
            filler="",
        )
    )
    assert (look.desktop("Kontaktcenter").visible, look.desktop("Kontaktcenter").region) == (True, "header")
    assert (look.desktop("Kundtjänst").visible, look.desktop("Kundtjänst").region) == (True, "footer")


def test_class_of_the_whole_page_makes_nothing_move(visitor: Visitor) -> None:
    html = page(
        f'<div id="page" class="has-slider"><p><a href="/k">Kontaktcenter</a></p>{TEXT}</div>', filler=""
    )
    placement = visitor.look(html.replace("<body>", '<body class="has-slider">')).desktop("Kontaktcenter")
    assert (placement.visible, placement.moving) == (True, False)


def test_copies_whose_targets_are_written_in_two_ways(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<style>.phone { display: none } @media (max-width: 600px) { .phone { display: block } "
            ".wide { display: none } }</style><header>"
            '<a class="wide" href="/kontakt">Kontakta oss</a><a class="phone" href="/kontakt/">'
            "Kontakta oss</a>"
            '<a class="wide" href="tel:0123-456700">0123-45 67 00</a>'
            '<a class="phone" href="tel:0123456700">0123-45 67 00</a></header>'
        )
    )
    assert look.phone("Kontakta oss").visible
    assert look.phone("0123-45 67 00").visible


def test_latin_1_without_any_header(visitor: Visitor) -> None:
    html = "<html><body><table><tr><td><a href='/k'>Kundtjänst</a></td></tr></table>" + TEXT
    site = visitor.web.site({"/": Answer(html.encode("latin-1"), "text/html")})
    assert visitor.visit(site).desktop("Kundtjänst").visible
