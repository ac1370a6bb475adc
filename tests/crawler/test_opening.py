"""What is hidden until opened: found by really opening it, never by leaving the page."""

import pytest

from tests.crawler.local_web import Answer
from tests.crawler.looking import Visitor, page

LINK = '<a href="/k">Kontaktcenter</a>'
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Bygga", "Skola", "Omsorg", "Trafik"))
TOGGLE = (
    "const p = document.getElementById(this.dataset.for); p.hidden = !p.hidden; "
    "this.setAttribute('aria-expanded', !p.hidden)"
)


def toggle(label: str, target: str, extra: str = "") -> str:
    return (
        f'<button type="button" aria-expanded="false" aria-controls="{target}" data-for="{target}" '
        f'{extra} onclick="{TOGGLE}">{label}</button>'
    )


def test_menu_button(visitor: Visitor) -> None:
    look = visitor.look(
        page(f'<header>{toggle("Meny", "m")}<nav id="m" hidden><ul>{MENU}<li>{LINK}</li></ul></nav></header>')
    )
    placement = look.desktop("Kontaktcenter")
    (control,) = placement.opened_by
    assert (placement.visible, placement.hidden_by, placement.clicks) == (False, "hidden_attribute", 1)
    assert (control.label, control.icon_only, control.action) == ("Meny", False, "click")
    assert control.expanded_attribute
    assert placement.text_box is not None
    assert placement.text_box.height > 5


@pytest.mark.parametrize(("label", "clicks"), [("Meny och sök", 1), ("Sök", None)])
def test_a_menu_with_a_search_box_is_a_menu(visitor: Visitor, label: str, clicks: int | None) -> None:
    look = visitor.look(
        page(f'<header>{toggle(label, "m")}<nav id="m" hidden><ul><li>{LINK}</li></ul></nav></header>')
    )
    assert look.desktop("Kontaktcenter").clicks == clicks


def test_a_menu_button_that_names_both_its_states(visitor: Visitor) -> None:
    menu = f'<nav id="m" hidden><ul>{MENU}<li>{LINK}</li></ul></nav>'
    look = visitor.look(page(f"<header>{toggle('Öppna/stäng meny', 'm')}{menu}</header>"))
    assert look.desktop("Kontaktcenter").clicks == 1


def test_hamburger_without_text(visitor: Visitor) -> None:
    burger = '<svg width="24" height="24"><rect width="24" height="4"/></svg>'
    look = visitor.look(
        page(
            f'<header>{toggle(burger, "m", "aria-label=Meny")}<nav id="m" '
            f"hidden><ul>{MENU}<li>{LINK}</li></ul>"
            "</nav></header>"
        )
    )
    (control,) = look.controls("Kontaktcenter")
    assert (control.label, control.icon_only) == ("Meny", True)


def test_menu_that_slides_in_from_outside(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<style>#m { position: fixed; top: 0; left: -320px; width: 300px; height: 100%; background: "
            "#fff; "
            "transition: left .3s } #m.open { left: 0 }</style>"
            "<header><button "
            "onclick=\"document.getElementById('m').classList.toggle('open')\">Meny</button></header>"
            f'<nav id="m"><ul>{MENU}<li><a href="/v">Vatten</a></li><li>{LINK}</li></ul></nav>'
        )
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.hidden_by, placement.clicks, placement.region) == ("off_screen", 1, "menu")
    assert placement.text_box is not None
    assert placement.text_box.x >= 0


def test_phone_only_hamburger(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<style>#b { display: none } @media (max-width: 600px) { #b { display: block } #m { display: "
            "none } "
            "#m.open { display: block } }</style><header>"
            "<button id=\"b\" onclick=\"document.getElementById('m').classList.toggle('open')\">Meny</button>"
            f'<nav id="m"><ul>{MENU}<li>{LINK}</li></ul></nav></header>'
        )
    )
    assert look.desktop("Kontaktcenter").clicks == 0
    assert (look.phone("Kontaktcenter").visible, look.phone("Kontaktcenter").clicks) == (False, 1)


def test_details(visitor: Visitor) -> None:
    look = visitor.look(
        page(f"<main><details><summary>Hjälp och stöd</summary><p>{LINK}</p></details></main>")
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.hidden_by, placement.clicks) == ("details", 1)
    assert look.path("Kontaktcenter") == ["Hjälp och stöd"]


def test_tabs(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<main><div role="tablist"><button role="tab" aria-selected="true" '
            'aria-controls="p1">Nyheter</button>'
            '<button role="tab" aria-selected="false" aria-controls="p2" onclick="p1.hidden = true; '
            "p2.hidden = "
            'false">Service</button></div><div role="tabpanel" id="p1"><p>Nytt</p></div>'
            f'<div role="tabpanel" id="p2" hidden><p>{LINK}</p></div></main>'
        )
    )
    assert look.desktop("Kontaktcenter").clicks == 1
    assert look.path("Kontaktcenter") == ["Service"]


def test_hover_menu(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<style>li ul { display: none } li:hover ul { display: block }</style>"
            "<header><nav><ul><li><a "
            f'href="/s">Service</a><ul><li>{LINK}</li></ul></li>{MENU}</ul></nav></header>'
        )
    )
    placement = look.desktop("Kontaktcenter")
    (control,) = placement.opened_by
    assert (placement.clicks, control.label, control.action) == (1, "Service", "hover")
    assert not look.site.was_asked("/s")


def test_hover_menu_within_a_hover_menu(visitor: Visitor) -> None:
    """Two levels, two clicks: the second opens under the pointer only while the first is open."""
    look = visitor.look(
        page(
            "<style>li ul { display: none; position: absolute; z-index: 5; background: #fff; padding: 0 }"
            " li { position: relative; width: 8em } li:hover > ul { display: block }"
            " ul ul ul { left: 100%; top: 0 }</style>"
            '<header><nav><ul><li><a href="/s">Service</a><ul><li><a href="/t">Tjänster</a>'
            f"<ul><li>{LINK}</li></ul></li></ul></li>{MENU}</ul></nav></header>"
        )
    )
    assert look.desktop("Kontaktcenter").clicks == 2
    assert look.path("Kontaktcenter") == ["Service", "Tjänster"]
    assert not look.site.was_asked("/s")


def test_contact_button_has_its_panel(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'<header>{toggle("Kontakt", "p")}<div id="p" hidden><h2>Kontaktcenter</h2><p>Telefon 0123-45 '
            "67 00</p>"
            '<p><a href="mailto:kontaktcenter@ekby.test">kontaktcenter@ekby.test</a></p>'
            '<p><a href="/fler">Fler kontaktvägar</a></p></div></header>'
        )
    )
    button = look.one("Kontakt")
    assert button.kind == "button"
    assert look.desktop("Kontakt").clicks == 0
    assert "Kontaktcenter" in button.panel_text
    assert "0123-45 67 00" in button.panel_text
    assert ("Fler kontaktvägar", f"{look.site.url}fler") in button.panel_links


def test_contact_panel_that_is_fetched_when_it_opens(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header><button type="button" onclick="fetch(\'/panel\').then((one) => '
            "one.text()).then((html) => "
            '{ p.innerHTML = html })">Kontakta oss</button><div id="p"></div></header>'
        ),
        {"/panel": "<h2>Kontaktcenter</h2><p>0123-45 67 00</p>"},
    )
    assert "Kontaktcenter" in look.one("Kontakta oss").panel_text


def test_menu_within_a_menu_is_two_clicks(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'<header>{toggle("Meny", "m")}<nav id="m" hidden><ul>{MENU}<li>{toggle("Om oss", "s")}'
            f'<ul id="s" hidden><li>{LINK}</li></ul></li></ul></nav></header>'
        )
    )
    assert look.desktop("Kontaktcenter").clicks == 2
    assert look.path("Kontaktcenter") == ["Meny", "Om oss"]


def test_next_slide_of_a_carousel(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<main><div class="carousel" style="width:400px"><div style="overflow:hidden"><div id="t" style="'
            'display:flex;width:800px"><div style="width:400px"><p>Sommar</p></div><div style="width:400px">'
            f"<p>{LINK}</p></div></div></div>"
            "<button aria-label='Föregående'>‹</button>"
            "<button aria-label='Nästa bild' onclick=\"t.style.marginLeft = "
            "'-400px'\">›</button></div></main>"
        )
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.hidden_by, placement.clicks, placement.moving) == ("slide", 1, True)
    assert look.path("Kontaktcenter") == ["›"]


def test_nothing_is_opened_where_the_name_stands_in_the_open(visitor: Visitor) -> None:
    look = visitor.look(
        page(f'<header>{LINK}{toggle("Meny", "m")}<nav id="m" hidden>{LINK}</nav></header>')
    )  # fmt: skip
    assert look.seen.opened_desktop.pressed == 0


RECORD = "fetch('/pressed/' + this.id, { keepalive: true })"
HIDDEN = f"<nav hidden>{LINK}</nav>"


@pytest.mark.parametrize(
    "control",
    [
        '<form action="/go"><input name="q"><button id="x" aria-expanded="false" '
        'onclick="{0}">Kontakta oss</button></form>',
        '<input type="submit" id="x" value="Kontakta oss" onclick="{0}">',
        '<button id="x" aria-expanded="false" onclick="{0}">Logga in</button>',
        '<button id="x" aria-expanded="false" onclick="{0}">Ladda ner meny</button>',
        '<button id="x" aria-expanded="false" onclick="{0}">Sök</button>',
        '<button id="x" aria-expanded="false" onclick="{0}">Skriv ut</button>',
        '<button id="x" aria-expanded="false" onclick="{0}">Lyssna</button>',
        '<button id="x" disabled aria-expanded="false" onclick="{0}">Meny</button>',
        '<a id="x" href="/meny" aria-expanded="false" onclick="{0}">Kontakta oss</a>',
        '<a id="x" href="http://annan.test/" aria-expanded="false" onclick="{0}">Kontakta oss</a>',
        '<a id="x" href="#" download aria-expanded="false" onclick="{0}">Kontakta oss</a>',
        '<button id="x" onclick="{0}">Ny leverantör</button>',
        '<label><input id="x" type="checkbox" aria-expanded="false" onclick="{0}">Meny</label>',
    ],
)
def test_never_pressed(visitor: Visitor, control: str) -> None:
    look = visitor.look(page(f"<header>{control.format(RECORD)}</header>{HIDDEN}"))
    assert not look.site.was_asked("/pressed/x"), look.site.asked
    assert look.seen.final_url == look.site.url
    assert look.desktop("Kontaktcenter").clicks is None


def test_what_lies_over_a_control_is_not_pressed_in_its_place(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header style="position:relative"><button aria-expanded="false">Meny</button>'
            f'<a href="/borta" style="position:absolute;inset:0"></a></header>{HIDDEN}'
        )
    )
    assert not look.site.was_asked("/borta")
    assert not look.seen.opened_desktop.navigated


def test_the_record_of_what_is_pressed_works(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'<header><button id="x" aria-expanded="false" onclick="{RECORD}">Meny</button></header>{HIDDEN}'
        )
    )
    assert look.site.was_asked("/pressed/x")


def test_at_most_four_controls(visitor: Visitor) -> None:
    buttons = "".join(
        f'<button id="b{number}" aria-expanded="false" onclick="{RECORD}">Meny {number}</button>'
        for number in range(9)
    )
    look = visitor.look(page(f"<header>{buttons}</header>{HIDDEN}"))
    assert look.seen.opened_desktop.pressed <= 4


@pytest.mark.parametrize("delay", [0.0, 1.5])
def test_control_that_leaves_the_page_after_all(visitor: Visitor, delay: float) -> None:
    away = page('<a href="/k">Kundcenter</a>')
    look = visitor.look(
        page(
            '<header><button aria-expanded="false" onclick="location.href = '
            f"'/borta'\">Meny</button></header>{HIDDEN}"
        ),
        {"/borta": Answer(away, delay=delay)},
    )
    assert look.seen.opened_desktop.navigated
    assert look.seen.opened_desktop.entries == []
    assert look.site.was_asked("/borta")
    assert look.desktop("Kontaktcenter").clicks is None
    assert look.all("Kundcenter") == []
    # Loaded again: the phone sees the start page too.
    assert look.seen.mobile is not None
    assert look.seen.mobile["url"] == look.site.url


def test_a_changed_fragment_is_no_departure(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<style>#m { display: none } #m:target { display: block }</style>"
            f'<header><a href="#m">Meny</a></header><nav id="m">{LINK}</nav>'
        )
    )
    assert look.desktop("Kontaktcenter").clicks == 1
    assert not look.seen.opened_desktop.navigated


def test_menu_that_opens_and_shuts_by_itself_is_left_as_it_was(visitor: Visitor) -> None:
    look = visitor.look(
        page(f'<header>{toggle("Meny", "m")}<nav id="m" hidden><ul>{MENU}<li>{LINK}</li></ul></nav></header>')
    )
    phone = look.phone("Kontaktcenter")
    assert (phone.visible, phone.clicks) == (False, 1)
