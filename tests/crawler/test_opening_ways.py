"""The many ways to hide something until it is asked for; and that the page is as it was afterwards."""

import pytest

from tests.crawler.local_web import Answer
from tests.crawler.looking import Look, Visitor, page

LINK = '<a href="/k">Kontaktcenter</a>'
WORDS = ("Bygga", "Skola", "Omsorg", "Trafik")
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in WORDS)
FETCH = "fetch('/panel').then((one) => one.text()).then((html) => {{ {0}.innerHTML = html }})"


def visits(look: Look) -> int:
    """How often the start page was loaded."""
    return [one.split("?")[0] for one in look.site.asked].count("/")


def test_panel_whose_content_takes_a_while(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'<header><button type="button" onclick="{FETCH.format("p")}">Kontakta oss</button>'
            '<div id="p"></div></header>'
        ),
        {"/panel": Answer("<h2>Kontaktcenter</h2><p>0123-45 67 00</p>", delay=0.6)},
    )
    assert "Kontaktcenter" in look.one("Kontakta oss").panel_text


def test_menu_that_is_fetched(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'<header><button type="button" onclick="{FETCH.format("m")}">Meny</button>'
            '<nav id="m"></nav></header>'
        ),
        {"/panel": Answer(f"<ul>{MENU}<li>{LINK}</li></ul>", delay=0.3)},
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.visible, placement.clicks) == (False, 1)
    assert look.path("Kontaktcenter") == ["Meny"]


@pytest.mark.parametrize(
    ("control", "panel"),
    [
        ('<button popovertarget="x">Mer om kommunen</button>', f'<div popover id="x">{LINK}</div>'),
        (
            "<button data-tab='x' onclick='x.hidden = false'>Om kommunen</button>",
            f'<div hidden id="x">{LINK}</div>',
        ),
        (
            "<h3><button aria-expanded=false onclick='x.hidden = !x.hidden'>Om kommunen</button></h3>",
            f'<div hidden id="x">{LINK}</div>',
        ),
        (
            "<dl><dt><button onclick='x.hidden = !x.hidden'>Om kommunen</button></dt>",
            f'<dd hidden id="x">{LINK}</dd></dl>',
        ),
        (
            "<a href='/#x' onclick='x.hidden = !x.hidden; return false'>Om kommunen</a>",
            f'<div hidden id="x">{LINK}</div>',
        ),
        (
            "<a href='javascript:void(0)' onclick='x.style.left = 0'>Meny</a>",
            f'<div id="x" style="position:fixed;left:100%;top:0;width:300px;background:#fff">{LINK}</div>',
        ),
        (
            "<button onclick=\"x.style.height = '200px'\">Meny</button>",
            f'<div id="x" style="height:0;overflow:hidden;transition:height .6s">{LINK}</div>',
        ),
        (
            "<button commandfor='x' command='show-modal' onclick='x.showModal()'>Om kommunen</button>",
            f'<dialog id="x">{LINK}</dialog>',
        ),
    ],
)
def test_one_press(visitor: Visitor, control: str, panel: str) -> None:
    crowd = "".join(
        f"<h3><button aria-expanded=false onclick='fetch(`/fel`)'>Ruta {n}</button></h3>" for n in range(6)
    )
    look = visitor.look(page(f"<main>{crowd}{control}{panel}</main>"))
    assert look.desktop("Kontaktcenter").clicks == 1
    assert look.desktop("Kontaktcenter").text_box is not None
    assert len(look.path("Kontaktcenter")) == 1


def test_name_that_is_text_in_a_panel(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<main><button aria-expanded=false aria-controls=x onclick='x.hidden = !x.hidden'>"
            "Service</button>"
            '<div id="x" hidden><h3>Kontaktcenter</h3><p>0123-45 67 00</p></div></main>'
        )
    )
    assert look.desktop("Kontaktcenter").clicks == 1
    assert look.one("Kontaktcenter").kind == "text"


HOVER = (
    "<style>.drop .ner { display: none; position: absolute; background: #fff } .drop:hover .ner "
    "{ display: block }</style>"
)


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="drop"><a href="/om">Om kommunen</a><div class="ner">{LINK}</div></div>',
        '<div class="drop"><div class="rad"><a href="/om">Om kommunen</a></div><div class="ner">'
        f"{LINK}</div></div>",
        f'<table><tr><td class="drop"><a href="/om">Om kommunen</a><div class="ner">{LINK}</div></td>'
        "</tr></table>",
        f'<ul><li class="drop"><div><a href="/om">Om kommunen</a></div><ul class="ner"><li>{LINK}</li>'
        "</ul></li></ul>",
    ],
)
def test_menu_under_the_pointer(visitor: Visitor, markup: str) -> None:
    look = visitor.look(page(f"<header>{markup}</header>", head=HOVER))
    placement = look.desktop("Kontaktcenter")
    assert (placement.clicks, [control.action for control in placement.opened_by]) == (1, ["hover"])
    assert not look.site.was_asked("/om")
    assert visits(look) == 1


@pytest.mark.parametrize(
    ("control", "panel"),
    [
        (
            "<button onclick=\"x.classList.toggle('dold')\">Meny</button>",
            f'<nav id="x" class="dold"><ul>{MENU}<li>{LINK}</li></ul></nav>',
        ),
        (
            "<button aria-expanded=false onclick=\"x.classList.toggle('dold');"
            "this.setAttribute('aria-expanded', !x.classList.contains('dold'))\">Meny</button>",
            f'<nav id="x" class="dold"><ul>{MENU}<li>{LINK}</li></ul></nav>',
        ),
        ("<button onclick='x.showModal()'>Meny</button>", f'<dialog id="x">{LINK}</dialog>'),
        ("<button popovertarget=x>Meny</button>", f'<div popover id="x">{LINK}</div>'),
        ("", f'<details><summary>Meny</summary><div id="x">{LINK}</div></details>'),
    ],
)
def test_page_is_as_it_was_without_loading_it_again(visitor: Visitor, control: str, panel: str) -> None:
    look = visitor.look(
        page(f"<header>{control}{panel}</header>", head="<style>.dold {display:none}</style>")
    )
    assert look.desktop("Kontaktcenter").clicks == 1
    assert look.seen.mobile is not None
    # The phone finds it closed, though it was opened a moment ago.
    assert not [one for one in look.seen.mobile["entries"] if one["placement"]["visible"]]
    assert look.phone("Kontaktcenter").clicks == 1
    assert visits(look) == 1


def test_contact_panel_that_does_not_close_is_loaded_away(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header><a href="/o">Kontakt</a><button onclick="p.hidden = false">Kontakta oss</button>'
            "</header>"
            '<div id="p" hidden style="position:fixed;inset:0;background:#fff"><p>Ring 0123-45 67 '
            "00</p></div>"
        )
    )
    assert look.phone("Kontakt").covered == 0
    assert visits(look) > 1


def test_what_a_press_has_not_opened_is_not_its_panel(visitor: Visitor) -> None:
    look = visitor.look(
        page('<header><button type="button">Kontakta oss</button><div>Logga in på Mina sidor</div></header>')
    )
    assert look.one("Kontakta oss").panel_text == ""


def test_link_to_the_contact_block_of_the_page(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header><a href="#kontakt">Kontakt</a></header><main><h1>Ekby</h1><p>Välkommen</p>'
            '<section id="kontakt"><h2>Kontaktuppgifter</h2><p>Växel 0123-45 67 00</p></section></main>'
        )
    )
    assert "0123-45 67 00" in look.one("Kontakt").panel_text
    assert look.desktop("Kontakt").clicks == 0


def test_copies_keep_their_places_where_the_page_is_loaded_again(visitor: Visitor) -> None:
    """The tab cannot be closed again, so the phone sees a new document: one copy in the tab, one below."""
    tabs = "".join(
        f'<button role="tab" aria-controls="p{at}" onclick="show({at})">{word}</button>'
        for at, word in enumerate(("Vanligt", "Mer"))
    )
    panels = f'<div id="p0"><a href="/x">Bygga</a></div><div id="p1" hidden>{LINK}</div>'
    script = "function show(at) { p0.hidden = at !== 0; p1.hidden = at !== 1; document.body.append('') }"
    look = visitor.look(page(f"<main>{tabs}{panels}<script>{script}</script></main><footer>{LINK}</footer>"))
    places = [(copy.desktop, copy.mobile) for copy in look.entries if copy.text == "Kontaktcenter"]
    assert len(places) == 2
    for desktop, phone in places:
        assert desktop is not None
        assert phone is not None
        assert (desktop.region == "footer", desktop.clicks) == (phone.region == "footer", phone.clicks)
    assert {desktop.clicks for desktop, _ in places if desktop} == {0, 1}


def test_a_sub_menu_with_visits_in_its_name_is_no_search(visitor: Visitor) -> None:
    button = '<button aria-expanded="false" onclick="s.hidden = false">Organisation och besök</button>'
    look = visitor.look(
        page(
            '<nav><ul><li><button aria-expanded="false" onclick="u.hidden = false">Kommunen</button>'
            f'<div id="u" hidden>{button}<div id="s" hidden>{LINK}</div></div></li></ul></nav>'
        )
    )
    assert look.path("Kontaktcenter") == ["Kommunen", "Organisation och besök"]
