"""Contrast: computed from colours against ratios worked out by hand, and from pixels over pictures."""

import io

import pytest
from PIL import Image

from crawler.browser.pixels import contrast, luminance, pixel_contrast
from scoring.observation import Placement
from tests.crawler.local_web import Answer
from tests.crawler.looking import Visitor, page


def look(visitor: Visitor, markup: str, **files: Answer) -> Placement:
    return visitor.look(page(markup), {f"/{name}.png": file for name, file in files.items()}).desktop(
        "Kontaktcenter"
    )


@pytest.mark.parametrize(
    ("markup", "ratio"),
    [
        # WCAG's own borderline: #767676 on white is the lightest grey that reaches 4.5.
        ('<a href="/k" style="color:#767676">Kontaktcenter</a>', 4.54),
        ('<a href="/k" style="color:#777">Kontaktcenter</a>', 4.47),
        ('<a href="/k" style="color:#000">Kontaktcenter</a>', 21.0),
        ('<a href="/k" style="color:#fff">Kontaktcenter</a>', 1.0),
        # Half black over white is 127.5: luminance 0.2140, (1 + 0.05) / (0.2140 + 0.05) = 3.97.
        ('<a href="/k" style="color:rgba(0,0,0,.5)">Kontaktcenter</a>', 3.97),
        ('<a href="/k" style="color:#000;opacity:.5">Kontaktcenter</a>', 3.97),
        (
            '<div style="background:rgba(0,0,0,.5)"><a href="/k" style="color:#fff">Kontaktcenter</a></div>',
            3.97,
        ),
        # Two of them leave a quarter of the white: 63.75, luminance 0.0509, 1.05 / 0.1009 = 10.4.
        (
            '<div style="background:rgba(0,0,0,.5)"><p style="background:rgba(0,0,0,.5)">'
            '<a href="/k" style="color:#fff">Kontaktcenter</a></p></div>',
            10.4,
        ),
        # Pure colours: red 0.2126, blue 0.0722, green 0.7152.
        ('<div style="background:red"><a href="/k" style="color:blue">Kontaktcenter</a></div>', 2.14),
        (
            '<div style="background:#fff"><a href="/k" style="color:hsl(120 100% '
            '50%)">Kontaktcenter</a></div>',
            1.37,
        ),
        ('<a href="/k" style="color:#fff"><b style="color:#767676">Kontaktcenter</b></a>', 4.54),
        ('<a href="/k" style="color:#fff;-webkit-text-fill-color:#767676">Kontaktcenter</a>', 4.54),
        # A row of a table paints, though no hit test answers with it.
        (
            '<table bgcolor="#fffbe8"><tr style="background:#000"><td><a href="/k" style="color:#fff">'
            "Kontaktcenter</a></td></tr></table>",
            21.0,
        ),
        (
            '<table><tbody style="background:#000"><tr><td><a href="/k" style="color:#fff">Kontaktcenter</a>'
            "</td></tr></tbody></table>",
            21.0,
        ),
        # What is painted behind is not always an ancestor.
        (
            '<div style="position:absolute;left:0;top:0;width:400px;height:60px;background:#000"></div>'
            '<a href="/k" style="position:absolute;left:9px;top:9px;color:#fff">Kontaktcenter</a>'
            '<div style="height:80px"></div>',
            21.0,
        ),
        # Opacity fades box and text together: white text on half of black over white.
        (
            '<div style="background:#000;opacity:.5"><a href="/k" style="color:#fff">Kontaktcenter</a></div>',
            3.97,
        ),
    ],
)
def test_ratio(visitor: Visitor, markup: str, ratio: float) -> None:
    found = look(visitor, markup)
    assert found.contrast_from == "computed"
    assert found.contrast == pytest.approx(ratio, abs=0.04)


def test_below_the_screen_too(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<div style="height:2000px"></div><div style="background:#000"><a href="/k" style="color:#fff">'
        "Kontaktcenter</a></div>",
    )
    assert found.contrast == 21
    assert found.background == "rgb(0, 0, 0)"


def picture(*colours: tuple[int, int, int], width: int = 600, height: int = 60) -> Answer:
    """Stripes of equal width, as a PNG."""
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(colours):
        left = index * width // len(colours)
        image.paste(colour, (left, 0, (index + 1) * width // len(colours), height))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return Answer(stream.getvalue(), "image/png")


def over(background: str) -> str:
    return (
        f'<div style="background:{background};width:600px;height:60px">'
        '<a href="/k" style="color:#fff;font:40px/60px sans-serif">Kontaktcenter</a></div>'
    )


def test_white_on_a_dark_photo_is_settled_by_pixels(visitor: Visitor) -> None:
    found = look(visitor, over("url(/dark.png)"), dark=picture((20, 30, 40), (40, 40, 40)))
    assert found.contrast_from == "pixels"
    assert found.over_image
    assert found.contrast is not None
    assert found.contrast > 12


def test_white_on_a_bright_photo_cannot_be_read(visitor: Visitor) -> None:
    found = look(visitor, over("url(/sky.png)"), sky=picture((230, 240, 250)))
    assert found.contrast_from == "pixels"
    assert found.contrast_median is not None
    assert found.contrast_median < 1.3


def test_white_on_a_mixed_photo_is_between(visitor: Visitor) -> None:
    # Nine parts in ten are dark; the stripe of sky is what the worst glyphs stand on.
    stripes = [(20, 20, 20)] * 3 + [(235, 235, 235)] + [(20, 20, 20)] * 8
    found = look(visitor, over("url(/mixed.png)"), mixed=picture(*stripes))
    assert found.contrast_from == "pixels"
    assert found.contrast is not None
    assert found.contrast_median is not None
    assert found.contrast < 3 < 4.5 < found.contrast_median


def test_white_on_a_photo_that_is_half_white(visitor: Visitor) -> None:
    found = look(visitor, over("url(/half.png)"), half=picture(*[(0, 0, 0), (255, 255, 255)] * 6))
    assert found.contrast is not None
    assert found.contrast < 1.5


def test_gradient_is_settled_by_pixels(visitor: Visitor) -> None:
    found = look(visitor, over("linear-gradient(#003, #006)"))
    assert found.contrast_from == "pixels"
    assert found.contrast is not None
    assert found.contrast > 10


def test_picture_beside_the_text_is_no_picture_behind_it(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<img src="/photo.png" width="300" height="60"><a href="/k" style="color:#767676">Kontaktcenter</a>',
        photo=picture((20, 20, 20)),
    )
    assert (found.contrast, found.contrast_from) == (4.54, "computed")


def test_text_laid_over_a_picture_that_is_no_ancestor(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<div style="position:relative"><img src="/photo.png" width="600" height="60">'
        '<a href="/k" style="position:absolute;left:9px;top:9px;color:#fff">Kontaktcenter</a></div>',
        photo=picture((20, 20, 20)),
    )
    assert found.contrast_from == "pixels"
    assert found.contrast is not None
    assert found.contrast > 12


def test_a_box_of_its_own_upon_the_photo_is_computed(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<div style="background:url(/photo.png);padding:9px"><a href="/k" style="color:#fff;background:#000">'
        "Kontaktcenter</a></div>",
        photo=picture((200, 200, 200)),
    )
    assert (found.contrast, found.contrast_from) == (21, "computed")


def test_small_background_icon_is_no_picture_behind_the_text(visitor: Visitor) -> None:
    found = look(
        visitor,
        '<a href="/k" style="color:#767676;padding-left:30px;background:url(/icon.png) no-repeat left/16px">'
        "Kontaktcenter</a>",
        icon=picture((20, 20, 20), width=16, height=16),
    )
    assert (found.contrast, found.contrast_from) == (4.54, "computed")


def png(pixels: list[tuple[int, int, int]]) -> bytes:
    image = Image.new("RGB", (len(pixels), 1))
    image.putdata(pixels)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def test_pixels_by_hand() -> None:
    white, black, grey = (255, 255, 255), (0, 0, 0), (118, 118, 118)
    behind = [black] * 90 + [grey] * 10 + [white] * 20
    inked = [white] * 100 + [white] * 20
    found = pixel_contrast(png(inked), png(behind), (255.0, 255.0, 255.0))
    assert found is not None
    assert (found.worst, found.median) == (4.54, 21.0)


def test_pictures_without_ink_say_nothing() -> None:
    same = png([(0, 0, 0)] * 50)
    assert pixel_contrast(same, same, (255.0, 255.0, 255.0)) is None
    assert pixel_contrast(same, png([(0, 0, 0)] * 49), (255.0, 255.0, 255.0)) is None


def test_large_pictures_are_scaled_alike() -> None:
    before, behind = Image.new("RGB", (1200, 300), "white"), Image.new("RGB", (1200, 300), "black")
    shots = []
    for image in (before, behind):
        stream = io.BytesIO()
        image.save(stream, "PNG")
        shots.append(stream.getvalue())
    found = pixel_contrast(shots[0], shots[1], (255.0, 255.0, 255.0))
    assert found is not None
    assert found.worst == 21


def test_luminance_and_contrast_of_wcag() -> None:
    assert luminance(255, 255, 255) == pytest.approx(1)
    assert luminance(255, 0, 0) == pytest.approx(0.2126)
    assert contrast(0, 1) == contrast(1, 0) == pytest.approx(21)
