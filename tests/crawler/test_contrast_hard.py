"""Contrast where the background is hard to find: pseudo-elements, untouchable layers, slow colours."""

import pytest

from tests.crawler.local_web import Answer
from tests.crawler.looking import Visitor, page
from tests.crawler.test_contrast import look, over, picture


def test_colour_that_changes_slowly(visitor: Visitor) -> None:
    found = look(
        visitor,
        "<style>a { transition: all .8s }</style>" + over("url(/dark.png)"),
        dark=picture((20, 30, 40), (40, 40, 40)),
    )
    assert found.contrast_from == "pixels"
    assert found.contrast is not None
    assert found.contrast > 12


def test_half_transparent_ink_on_a_photo(visitor: Visitor) -> None:
    # White at 40 % on black is 102 grey: 0.133 + 0.05 over 0.05 = 3.7.
    markup = over("url(/black.png)").replace("color:#fff", "color:rgba(255,255,255,.4)")
    found = look(visitor, markup, black=picture((0, 0, 0)))
    assert found.contrast == pytest.approx(3.66, abs=0.1)


@pytest.mark.parametrize(
    "markup",
    [
        "<style>.b { position: relative; z-index: 0; color: #fff; padding: 9px } .b::before "
        "{ content: ''; position: "
        "absolute; inset: 0; background: #003366; z-index: -1 "
        "}</style><a class='b' href='/k'>Kontaktcenter</a>",
        "<style>.h { position: relative; z-index: 0; padding: 20px } .h::after "
        "{ content: ''; position: absolute; inset: 0; "
        "z-index: -1; background: linear-gradient(#003366, #002244) }</style>"
        "<div class='h'><a href='/k' style='color:#fff'>Kontaktcenter</a></div>",
    ],
)
def test_background_drawn_by_a_pseudo_element(visitor: Visitor, markup: str) -> None:
    found = look(visitor, markup)
    assert found.contrast_from == "pixels"
    assert found.contrast is not None
    assert found.contrast > 10


@pytest.mark.parametrize(
    "layer",
    [
        '<img src="/dark.png" style="position:absolute;inset:0;width:100%;height:100%;pointer-events:none">',
        '<div style="position:absolute;inset:0;background:#001133;pointer-events:none"></div>',
    ],
)
def test_layer_that_takes_no_pointer(visitor: Visitor, layer: str) -> None:
    found = look(
        visitor,
        f'<div style="position:relative;height:80px">{layer}<a href="/k" '
        'style="position:relative;color:#fff">'
        "Kontaktcenter</a></div>",
        dark=picture((0, 10, 30)),
    )
    assert found.contrast is not None
    assert found.contrast > 12


def test_label_that_takes_no_pointer(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<div style="position:absolute;left:0;top:0;width:400px;height:60px;background:#000"></div>'
        '<a href="/k" style="position:absolute;left:9px;top:9px;color:#fff;"><span '
        'style="pointer-events:none">'
        'Kontaktcenter</span></a><div style="height:80px"></div>',
    )
    assert found.contrast == 21


def test_picture_of_the_whole_body(visitor: Visitor) -> None:
    html = page('<a href="/k" style="color:#fff">Kontaktcenter</a>').replace(
        "<body>", '<body style="background:#fff url(/night.png)">'
    )
    found = visitor.look(html, {"/night.png": picture((0, 10, 40))}).desktop("Kontaktcenter")
    assert found.contrast_from == "pixels"
    assert found.contrast is not None
    assert found.contrast > 12


def test_arrow_of_a_list_is_no_picture_behind_the_text(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<ul style="list-style:none"><li style="background:url(/arrow.png) no-repeat 0 '
        '6px;padding-left:16px">'
        '<a href="/k" style="color:#767676">Kontaktcenter</a></li></ul>',
        arrow=picture((20, 20, 20), width=8, height=8),
    )
    assert (found.contrast, found.contrast_from) == (4.54, "computed")


def test_field_set_upon_a_picture_is_computed(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<table background="/photo.png" width="500"><tr><td><table bgcolor="#ffffff"><tr><td>'
        '<a href="/k"><font color="#767676">Kontaktcenter</font></a></td></tr></table></td></tr></table>',
        photo=picture((90, 90, 90)),
    )
    assert (found.contrast, found.contrast_from) == (4.54, "computed")


def test_styles_are_left_as_they_were(visitor: Visitor) -> None:
    html = page(over("url(/dark.png)"))
    look = visitor.look(html, {"/dark.png": Answer(b"", status=404)})
    assert b"text-fill-color" not in look.seen.mhtml
