"""Pictures that take turns: what stands on a slide further on is reached by the slides' own controls."""

import pytest

from tests.crawler.looking import Visitor, page

LINK = '<a href="/k">Kontaktcenter</a>'
SLIDE = "flex:0 0 100%;min-height:300px"
DOT = "width:18px;height:18px;padding:0"


def slides(target: int, count: int = 3) -> str:
    """So many slides side by side, the link on one of them."""
    return "".join(
        f'<div style="{SLIDE}"><h2>Bild nummer {at}</h2>{LINK if at == target else ""}</div>'
        for at in range(count)
    )


def moved(target: int, controls: str, *, count: int = 3) -> str:
    """Slides that a script moves with a transform, by no name that says what it is."""
    return page(
        '<section id="spel" style="overflow:hidden;position:relative">'
        f'<div id="band" style="display:flex">{slides(target, count)}</div>{controls}</section>'
        "<script>let now = 0; const turn = (to) => { now = (to + 3) % 3;"
        "band.style.transform = `translateX(-${100 * now}%)` }</script>"
    )


@pytest.mark.parametrize("name", ['aria-label="Bild {}"', 'aria-label="Visa bild {} av 3"', ""])
def test_dot_of_the_slide_itself(visitor: Visitor, name: str) -> None:
    dots = "".join(
        f'<button {name.format(at + 1)} style="{DOT}" onclick="turn({at})"></button>' for at in range(3)
    )
    look = visitor.look(moved(2, f"<div>{dots}</div>"))
    for placement in (look.desktop("Kontaktcenter"), look.phone("Kontaktcenter")):
        assert (placement.visible, placement.hidden_by, placement.clicks) == (False, "slide", 1)
        # A dot is no menu button without a text.
        assert not placement.opened_by[0].icon_only


@pytest.mark.parametrize(("target", "label", "clicks"), [(1, "›", 1), (2, "‹", 1)])
def test_arrow_with_the_shortest_way(visitor: Visitor, target: int, label: str, clicks: int) -> None:
    arrows = (
        '<button onclick="turn(now - 1)" aria-label="Föregående">‹</button>'
        '<button onclick="turn(now + 1)" aria-label="Nästa">›</button>'
    )
    look = visitor.look(moved(target, arrows))
    assert look.desktop("Kontaktcenter").clicks == clicks
    assert look.path("Kontaktcenter") == [label]


def test_two_presses_of_the_only_arrow(visitor: Visitor) -> None:
    look = visitor.look(moved(2, '<button onclick="turn(now + 1)">Nästa</button>'))
    assert look.desktop("Kontaktcenter").clicks == 2
    assert look.path("Kontaktcenter") == ["Nästa", "Nästa"]


def test_hidden_slides_in_a_component(visitor: Visitor) -> None:
    """The slides are handed in through a slot, the dots stand in the shadow root."""
    look = visitor.look(
        page(
            "<x-spel><div style='min-height:300px'><h1>Välkommen</h1></div>"
            f"<div hidden style='min-height:300px'>{LINK}</div></x-spel><script>"
            "customElements.define('x-spel', class extends HTMLElement { connectedCallback() {"
            "const slides = [...this.children];"
            "this.attachShadow({ mode: 'open' }).innerHTML ="
            ' \'<slot></slot><p><button aria-label="Bild 1"></button>'
            '<button aria-label="Bild 2"></button></p>'
            "<style>button { width: 20px; height: 20px }</style>';"
            "[...this.shadowRoot.querySelectorAll('button')].forEach((dot, at) => {"
            " dot.onclick = () => slides.forEach((one, n) => { one.hidden = n !== at }) }) } })</script>"
        )
    )
    for placement in (look.desktop("Kontaktcenter"), look.phone("Kontaktcenter")):
        assert (placement.hidden_by, placement.clicks) == ("slide", 1)


def test_slides_as_they_were_on_the_phone(visitor: Visitor) -> None:
    """What was turned at desktop width is turned back before the phone is looked at."""
    dots = "".join(f'<button onclick="turn({at})" style="{DOT}"></button>' for at in range(3))
    look = visitor.look(moved(1, dots))
    assert not look.phone("Kontaktcenter").visible


def test_tabs_of_a_menu_are_no_slides(visitor: Visitor) -> None:
    """Hidden branches of a menu have siblings in sight too, but nothing that turns them."""
    look = visitor.look(
        page(
            "<nav><ul><li><a href='/a'>Skola</a></li><li><a href='/b'>Omsorg</a></li>"
            f"<li style='display:none'>{LINK}</li></ul></nav>"
        )
    )
    assert look.desktop("Kontaktcenter").hidden_by == "display"


STRIP = "display:flex;gap:16px;overflow-x:{};"
CARD = "flex:0 0 {};min-height:80px"


def strip(overflow: str, width: str, controls: str = "") -> str:
    cards = "".join(f'<div style="{CARD.format(width)}"><h2>Kort {at}</h2></div>' for at in range(6))
    return page(
        f'<main><div style="{STRIP.format(overflow)}">{cards}<div style="{CARD.format(width)}">{LINK}</div>'
        f"</div>{controls}</main>"
    )


@pytest.mark.parametrize("overflow", ["auto", "scroll"])
def test_card_of_a_strip_that_scrolls_sideways(visitor: Visitor, overflow: str) -> None:
    look = visitor.look(strip(overflow, "250px"))
    for placement, width in ((look.desktop("Kontaktcenter"), 1366), (look.phone("Kontaktcenter"), 390)):
        assert placement.visible
        assert placement.text_box is not None
        assert placement.text_box.x >= width


@pytest.mark.parametrize("overflow", ["hidden", "clip"])
def test_card_that_is_cut_off(visitor: Visitor, overflow: str) -> None:
    placement = visitor.look(strip(overflow, "250px")).desktop("Kontaktcenter")
    assert (placement.visible, placement.hidden_by) == (False, "clip")


def test_strip_within_a_box_that_cuts_off(visitor: Visitor) -> None:
    """The strip is in sight; what it holds is scrolled to."""
    look = visitor.look(strip("auto", "250px").replace("<main>", "<main style='overflow:hidden'>"))
    assert look.desktop("Kontaktcenter").visible


def test_slides_in_a_box_that_scrolls(visitor: Visitor) -> None:
    """One at a time, with dots: slides, whatever moves them."""
    dots = "".join(
        f'<button style="{DOT}" onclick="document.querySelector(\'main > div\').scrollTo({at} * 10000, 0)">'
        "</button>"
        for at in range(7)
    )
    placement = visitor.look(strip("scroll", "100%", f"<p>{dots}</p>")).desktop("Kontaktcenter")
    assert (placement.hidden_by, placement.clicks) == ("slide", 1)
