"""What else is opened or closed: another function than the one in sight, trees, late panels, walls."""

from tests.crawler.local_web import Answer
from tests.crawler.looking import Visitor, page


def test_other_name_in_a_hover_menu(visitor: Visitor) -> None:
    """One name in sight does not tell that there is no other."""
    look = visitor.look(
        page(
            "<style>li ul { visibility: hidden; position: absolute }"
            " li:hover ul { visibility: visible }</style>"
            "<header><nav><ul style='display:flex'><li><a href='/kundtjanst'>Kundtjänst</a></li>"
            "<li><a href='/kommun'>Kommun</a><ul><li><a href='/service'>Medborgarservice</a></li></ul></li>"
            "</ul></nav></header>"
        )
    )
    assert look.desktop("Kundtjänst").visible
    assert look.desktop("Medborgarservice").clicks == 1
    assert look.path("Medborgarservice") == ["Kommun"]


def test_same_name_in_sight_opens_nothing(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<header><a href='/kundtjanst'>Kundtjänst</a><button onclick='m.hidden = !m.hidden'>Meny</button>"
            "<nav id='m' hidden><a href='/kundtjanst'>Kundtjänst</a></nav></header>"
        )
    )
    assert look.seen.opened_desktop.pressed == 0


def test_tree_of_pictures_in_a_frame(visitor: Visitor) -> None:
    """A script menu of an old frameset: two plus signs, two clicks, in either viewport."""
    plus = (
        "<img src='/p.gif' alt='Visa' width='13' height='13' "
        "onclick=\"d{0}.style.display = d{0}.style.display ? '' : 'none'\">"
    )
    tree = (
        f"<!DOCTYPE html><body><div>{plus.format(1)} <a href='/kommunen'>Kommunen</a>"
        f"<div id='d1' style='display:none'><div>{plus.format(2)} <a href='/info'>Service</a>"
        "<div id='d2' style='display:none'><div><a href='/k'>Medborgarkontor</a></div>"
        "</div></div></div></div>"
    )
    text = "<p>" + "Kommunens egna sidor om skola, vägar och bad. " * 12 + "</p><a href='/bad'>Bad</a>"
    look = visitor.look(
        "<html><head><title>Ekby</title></head><frameset cols='250,*'><frame src='/trad'>"
        "<frame src='/hem'></frameset></html>",
        {"/trad": tree, "/hem": text},
    )
    for placement in (look.desktop("Medborgarkontor"), look.phone("Medborgarkontor")):
        assert placement.clicks == 2
        assert [control.label for control in placement.opened_by] == ["Visa", "Visa"]
        assert placement.opened_by[0].icon_only


def test_panel_that_is_fetched_late(visitor: Visitor) -> None:
    """Nothing moves and nothing is fetched for a while after the button says that it is open."""
    late = (
        "customElements.define('x-ruta', class extends HTMLElement { connectedCallback() {"
        "this.attachShadow({ mode: 'open' }).innerHTML ="
        " '<button aria-expanded=false>Kontakt</button><section hidden></section>';"
        "const [knapp, ruta] = this.shadowRoot.children; knapp.onclick = async () => {"
        " const open = knapp.getAttribute('aria-expanded') === 'true';"
        " knapp.setAttribute('aria-expanded', String(!open)); if (open) { ruta.hidden = true; return }"
        " await new Promise((done) => setTimeout(done, 400));"
        " ruta.innerHTML = await (await fetch('/ruta')).text(); ruta.hidden = false } } })"
    )
    look = visitor.look(
        page(f"<header><x-ruta></x-ruta></header><script>{late}</script>"),
        {"/ruta": Answer("<h2>Kundcenter</h2><p>0123-45 67 00</p><a href='/k'>Mer om Kundcenter</a>")},
    )
    assert "Kundcenter" in look.one("Kontakt").panel_text
    assert look.desktop("Mer om Kundcenter").clicks == 1


def test_chat_button_is_opened_for_its_panel(visitor: Visitor) -> None:
    """It names the function and leads nowhere itself: where it leads is in what it opens."""
    look = visitor.look(
        page(
            "<div style='position:fixed;right:20px;bottom:20px'><div id='p' hidden><p>Bemannad 8–16</p>"
            "<p><a href='/k'>Fler sätt att nå oss</a></p></div>"
            "<button onclick='p.hidden = !p.hidden'>Chatta med kontaktcenter</button></div>"
        )
    )
    button = look.one("Chatta med kontaktcenter")
    assert [label for label, _ in button.panel_links] == ["Fler sätt att nå oss"]


def test_component_that_opens_under_the_pointer(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<header><x-meny><a href='/k'>Kundcenter</a></x-meny></header><script>"
            "customElements.define('x-meny', class extends HTMLElement { connectedCallback() {"
            "this.attachShadow({ mode: 'open' }).innerHTML = '<style>:host { display: inline-block }"
            " .u { display: none } :host(:hover) .u { display: block }</style>"
            '<a href="/kommunen">Kommunen ▾</a><div class=u><slot></slot></div>\' } })</script>'
        )
    )
    assert look.desktop("Kundcenter").clicks == 1
    assert look.path("Kundcenter") == ["Kommunen ▾"]


def test_icon_without_any_name_is_kept_for_its_address(visitor: Visitor) -> None:
    icon = "<svg width='20' height='20'><circle cx='10' cy='10' r='9'/></svg>"
    look = visitor.look(page(f"<header><a href='/servicecenter'>{icon}</a><a href='/x'>{icon}</a></header>"))
    kept = [one for one in look.entries if not one.text and not one.accessible_name]
    assert [one.target_url for one in kept] == [f"{look.site.url}servicecenter"]


WALL = (
    "<header><a href='/k'>Kontaktcenter</a></header>"
    "<div style='position:fixed;inset:0;background:#000c;z-index:9' id='v'><div style='background:#fff'>"
    "<h2>Först en sak</h2><p>{}</p><button onclick='v.remove()'>{}</button>"
    "<button onclick='v.remove()'>{}</button></div></div>"
)


def test_wall_that_never_says_cookie(visitor: Visitor) -> None:
    look = visitor.look(
        page(WALL.format("Vill du att vi räknar ditt besök?", "Ja, det går bra", "Nej, bara det nödvändiga"))
    )
    assert look.seen.consent["closed"]
    assert look.seen.consent["choice"] == "necessary"
    assert look.desktop("Kontaktcenter").covered == 0


def test_wall_about_counting_visits(visitor: Visitor) -> None:
    look = visitor.look(page(WALL.format("Får vi mäta hur sidan används?", "Ja", "Nej")))
    assert look.seen.consent["closed"]
    assert look.seen.consent["choice"] == "reject"


def test_other_questions_are_left_alone(visitor: Visitor) -> None:
    look = visitor.look(page(WALL.format("Vill du anmäla dig till simskolan?", "Ja", "Nej")))
    assert not look.seen.consent["present"]


MISREAD = (
    "<header><a href='/k'>Kundtjänst – frågor</a></header><h1>Välkommen till Ekby på Österlen</h1>"
    "<img src='/x.png' alt='Sjön på våren' width='40' height='40'>"
)


def test_utf8_sent_as_latin1(visitor: Visitor) -> None:
    """What the browser shows as "KundtjÃ¤nst" is read right, in what is measured and in the HTML."""
    answer = Answer(page(MISREAD), "text/html; charset=ISO-8859-1")
    look = visitor.visit(visitor.web.site({"/": answer}))
    assert look.desktop("Kundtjänst – frågor").visible
    assert "Välkommen till Ekby på Österlen" in look.seen.desktop["html"]
    assert 'alt="Sjön på våren"' in look.seen.desktop["html"]
    assert "Ã" not in look.seen.desktop["html"]


def test_latin1_that_is_latin1(visitor: Visitor) -> None:
    """A page about mojibake, in a charset of its own, is left as it is."""
    body = page("<header><a href='/k'>Kundtjänst på ön</a></header><p>Ibland syns Ã¤ för ä. Åå, öö, éé.</p>")
    answer = Answer(
        body.replace('<meta charset="utf-8">', "").encode("latin-1"),
        "text/html; charset=ISO-8859-1",
    )
    look = visitor.visit(visitor.web.site({"/": answer}))
    assert look.desktop("Kundtjänst på ön").visible
    assert "syns Ã¤ för ä" in look.seen.desktop["html"]
