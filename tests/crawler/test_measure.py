"""What a measurement says about one entry: label, name, place, size, visibility, cover."""

from dataclasses import asdict

import pytest

from crawler.browser.session import ReplacedError
from scoring.observation import Entry
from tests.crawler.local_web import Answer
from tests.crawler.looking import Look, Visitor, filler_text, page

PHOTO = "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='200' height='60'></svg>"


def only(look: Look, kind: str = "link") -> Entry:
    found = [one for one in look.entries if one.kind == kind]
    assert len(found) == 1, [(one.kind, one.text) for one in look.entries]
    return found[0]


# Labels


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Kontakt<wbr>center", "Kontaktcenter"),
        ("<span>Kund</span>service", "Kundservice"),
        ("Kontakt&shy;center", "Kontaktcenter"),
        ("Kontakta&nbsp;oss", "Kontakta oss"),
        ("Kontakta<br>oss", "Kontakta oss"),
        ("<div>Kontakta</div><div>oss</div>", "Kontakta oss"),
        ("\n  Kontakta\n\t oss ", "Kontakta oss"),
        ("Ko\u0308rkort? Kontakta oss", "Körkort? Kontakta oss"),
        ("<b>K</b>ontaktcenter", "Kontaktcenter"),
        ("&#xFEFF;Kontakt&#x200B;center", "Kontaktcenter"),
        ("Kontaktcenter<span style='display:none'> (öppnas)</span>", "Kontaktcenter"),
        (
            "Kontaktcenter<span style='position:absolute;width:1px;height:1px;overflow:hidden;"
            "clip:rect(0,0,0,0)'> länk</span>",
            "Kontaktcenter",
        ),
    ],
)
def test_label_split_by_markup(visitor: Visitor, markup: str, text: str) -> None:
    assert only(visitor.look(page(f'<header><a href="/k">{markup}</a></header>'))).text == text


def test_upper_casing_by_style_is_undone(visitor: Visitor) -> None:
    look = visitor.look(page('<a href="/k" style="text-transform:uppercase">Kontaktcenter</a>'))
    assert look.one("Kontaktcenter").text == "Kontaktcenter"


def test_decomposed_letters_are_composed(visitor: Visitor) -> None:
    entry = only(visitor.look(page('<a href="/k">Kundtja\u0308nst</a>')))
    assert entry.text == "Kundtjänst"


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<a href="/k" aria-label="Kontaktcenter"><i class="icon">☎</i></a>', "Kontaktcenter"),
        ('<a href="/k" aria-labelledby="n"><i>☎</i></a><span id="n" hidden>Kundtjänst</span>', "Kundtjänst"),
        (
            f'<a href="/k"><img src="{PHOTO}" width="120" height="40" alt="Kontaktcenter"></a>',
            "Kontaktcenter",
        ),
        ('<a href="/k" title="Kontaktcenter"><i>☎</i></a>', "☎"),
        ('<a href="/k" title="Kontaktcenter"><svg width="20" height="20"></svg></a>', "Kontaktcenter"),
        (
            '<a href="/k"><svg width="20" height="20" role="img"><title>Kontaktcenter</title></svg></a>',
            "Kontaktcenter",
        ),
        ('<a href="/k">Till <span aria-label="Kontaktcenter">KC</span></a>', "Till Kontaktcenter"),
    ],
)
def test_accessible_name_is_the_browsers(visitor: Visitor, markup: str, name: str) -> None:
    entry = only(visitor.look(page(markup)))
    assert (entry.accessible_name, entry.name_from) == (name, "tree")


def test_small_picture_is_an_icon_and_a_wide_one_holds_text(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            f'<a href="/1"><img src="{PHOTO}" width="200" height="60" alt="Kontaktcenter"></a>'
            f'<a href="/2"><img src="{PHOTO}" width="32" height="32" alt="Kundservice"></a>'
        )
    )
    wide, small = look.desktop("Kontaktcenter"), look.desktop("Kundservice")
    assert (wide.icon_only, wide.image_text, wide.contrast_from) == (True, True, "none")
    assert (small.icon_only, small.image_text) == (True, False)
    assert look.one("Kontaktcenter").alt == "Kontaktcenter"
    assert wide.text_box is not None
    assert (wide.text_box.width, wide.text_box.height) == (200, 60)


def test_image_map(visitor: Visitor) -> None:
    entry = only(
        visitor.look(
            page(
                f'<img src="{PHOTO}" width="400" height="100" usemap="#m"><map name="m">'
                '<area shape="rect" coords="10,20,110,60" href="/k" alt="Kontaktcenter"></map>'
            )
        ),
        "image_map",
    )
    assert entry.target_url is not None
    assert entry.target_url.endswith("/k")
    assert entry.accessible_name == "Kontaktcenter"
    assert entry.desktop is not None
    assert entry.desktop.visible
    assert entry.desktop.text_box is not None
    assert (entry.desktop.text_box.x, entry.desktop.text_box.y) == (10, 20)


def test_telephone_and_mail(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header><a href="tel:+46123456700">0123-45 67 00</a> '
            '<a href="mailto:kommun@ekby.test">kommun@ekby.test</a></header>'
        )
    )
    assert only(look, "tel").target_url == "tel:+46123456700"
    assert only(look, "mailto").text == "kommun@ekby.test"


def test_contact_block_of_text(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<main><section><h2>Kontaktcenter</h2><p>Vi svarar vardagar 8–16.</p>"
            "<p>Telefon 0123-45 67 00</p></section></main>"
        )
    )
    entry = look.one("Kontaktcenter")
    assert entry.kind == "text"
    assert "0123-45 67 00" in entry.panel_text
    assert look.desktop("Kontaktcenter").contact_panel


def test_a_crowd_of_contact_links_does_not_hide_the_name(visitor: Visitor) -> None:
    crowd = "".join(f'<li><a href="/{number}">Kontakt {number}</a></li>' for number in range(200))
    look = visitor.look(page(f'<main><ul>{crowd}</ul></main><header><a href="/k">Kontaktcenter</a></header>'))
    assert look.desktop("Kontaktcenter").visible


def test_a_label_that_may_be_a_made_up_name_is_measured_in_both_layouts(visitor: Visitor) -> None:
    menu = "".join(f'<a href="/{word}">{word}</a> ' for word in ("Skola", "Bygga", "Synpunkter"))
    header = f'<header><a href="/lyktan">Lyktan</a></header><nav>{menu}</nav>'
    look = visitor.look(page(header + filler_text(8)))
    assert (look.desktop("Lyktan").region, look.phone("Lyktan").region) == ("header", "header")
    assert [one.text for one in look.entries] == ["Lyktan"]


def test_text_within_a_link_is_no_second_entry(visitor: Visitor) -> None:
    look = visitor.look(page('<main><h2><a href="/k">Kontaktcenter</a></h2></main>'))
    assert [one.kind for one in look.entries] == ["link"]


def test_open_shadow_root(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header><my-menu></my-menu></header><script>customElements.define("my-menu", class extends '
            'HTMLElement { constructor() { super(); this.attachShadow({ mode: "open" }).innerHTML = '
            '`<nav><a href="/k"><slot name="a">Kontaktcenter</slot></a></nav>`; } })</script>'
        )
    )
    entry = look.one("Kontaktcenter")
    assert entry.in_shadow
    assert entry.landmark == "banner"
    assert look.desktop("Kontaktcenter").visible


def test_slotted_label(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            "<my-link><span>Kontaktcenter</span></my-link><script>customElements.define('my-link', class "
            "extends "
            "HTMLElement { constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = "
            "'<a href=\"/k\"><slot></slot></a>'; } })</script>"
        )
    )
    assert look.desktop("Kontaktcenter").visible


def test_same_origin_frame_is_measured_in_the_pages_coordinates(visitor: Visitor) -> None:
    inner = page('<a href="/k" style="position:absolute;left:30px;top:40px">Kontaktcenter</a>', filler="")
    look = visitor.look(
        page(
            '<iframe src="/inner" style="position:absolute;left:200px;top:100px;width:400px;height:150px;'
            'border:5px solid"></iframe><div style="height:300px"></div>'
        ),
        {"/inner": inner},
    )
    entry, placement = look.one("Kontaktcenter"), look.desktop("Kontaktcenter")
    assert entry.frame == "same_origin"
    assert placement.click_box is not None
    assert (placement.click_box.x, placement.click_box.y) == (235, 145)
    assert placement.covered == 0


def test_frame_of_another_origin_is_named_and_not_entered(visitor: Visitor) -> None:
    other = visitor.web.site({"/": page('<a href="/k">Kontaktcenter</a>')})
    look = visitor.look(page(f'<iframe src="{other.url}"></iframe>'))
    assert look.seen.desktop["frames_cross_origin"] == [other.url]
    assert look.entries == ()


# Hidden


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ('<div hidden><a href="/k">Kontaktcenter</a></div>', "hidden_attribute"),
        ('<div style="display:none"><a href="/k">Kontaktcenter</a></div>', "display"),
        ('<div style="visibility:hidden"><a href="/k">Kontaktcenter</a></div>', "visibility"),
        ('<div style="opacity:0"><a href="/k">Kontaktcenter</a></div>', "opacity"),
        ('<div style="opacity:.3"><a href="/k" style="opacity:.2">Kontaktcenter</a></div>', "opacity"),
        (
            '<a href="/k" style="position:absolute;clip:rect(0,0,0,0);width:1px;height:1px;overflow:hidden">'
            "Kontaktcenter</a>",
            "clip",
        ),
        ('<a href="/k" style="clip-path:inset(50%)">Kontaktcenter</a>', "clip"),
        ('<div style="height:0;overflow:hidden"><a href="/k">Kontaktcenter</a></div>', "clip"),
        ('<a href="/k" style="position:absolute;left:-9999px">Kontaktcenter</a>', "off_screen"),
        ('<a href="/k" style="position:absolute;top:-500px">Kontaktcenter</a>', "off_screen"),
        (
            '<div style="position:fixed;left:100%;top:0;width:300px"><a href="/k">Kontaktcenter</a></div>',
            "off_screen",
        ),
        ('<a href="/k" style="font-size:0">Kontaktcenter</a>', "zero_size"),
        ('<div inert><a href="/k">Kontaktcenter</a></div>', "inert"),
        ('<dialog><a href="/k">Kontaktcenter</a></dialog>', "display"),
    ],
)
def test_hidden_and_nothing_reveals_it(visitor: Visitor, markup: str, reason: str) -> None:
    placement = visitor.look(page(markup)).desktop("Kontaktcenter")
    assert (placement.visible, placement.hidden_by, placement.clicks) == (False, reason, None)
    assert placement.text_box is None


def test_closed_details(visitor: Visitor) -> None:
    look = visitor.look(
        page('<details><summary>Mer</summary><a href="/k">Kontaktcenter</a></details>'),
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.visible, placement.hidden_by, placement.clicks) == (False, "details", 1)


def test_template_is_no_part_of_the_page(visitor: Visitor) -> None:
    assert visitor.look(page('<template><a href="/k">Kontaktcenter</a></template>')).entries == ()


def test_aria_hidden_is_seen_by_the_eye(visitor: Visitor) -> None:
    placement = visitor.look(page('<div aria-hidden="true"><a href="/k">Kontaktcenter</a></div>')).desktop(
        "Kontaktcenter"
    )
    assert placement.visible
    assert placement.aria_hidden


def test_what_one_scrolls_to_inside_a_box_can_be_seen(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<div style="height:100px;overflow:auto"><div style="height:300px"></div>'
            '<a href="/k">Kontaktcenter</a></div>'
        )
    )
    assert look.desktop("Kontaktcenter").visible


def test_skip_link(visitor: Visitor) -> None:
    look = visitor.look(page('<a href="#k">Hoppa till kontakt</a><h2 id="k">Bygglov</h2>'))
    assert look.one("Hoppa till kontakt").skip_link


def test_fades_in_when_scrolled_to(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            filler_text(40)
            + '<footer id="f" style="opacity:0"><a href="/k">Kontaktcenter</a></footer><script>'
            "new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) "
            "document.getElementById('f').style.opacity = 1; "
            "}).observe(document.getElementById('f'));</script>",
            filler="",
        )
    )
    placement = look.desktop("Kontaktcenter")
    assert (placement.visible, placement.fade_in, placement.clicks) == (True, True, 0)


# Boxes


def test_click_box_is_the_padded_link_and_text_box_its_glyphs(visitor: Visitor) -> None:
    placement = visitor.look(
        page(
            '<a href="/k" style="position:absolute;left:100px;top:50px;display:block;width:200px;height:60px;'
            'padding:20px;font:20px/20px sans-serif">Kontaktcenter</a><div style="height:200px"></div>'
        )
    ).desktop("Kontaktcenter")
    assert placement.click_box is not None
    assert placement.text_box is not None
    assert asdict(placement.click_box) == {"x": 100, "y": 50, "width": 240, "height": 100}
    assert placement.text_box.x == pytest.approx(120, abs=1)
    assert 65 <= placement.text_box.y <= 72
    assert placement.text_box.width < 160
    assert placement.font_px == 20


def test_stretched_link_has_its_card_as_target(visitor: Visitor) -> None:
    placement = visitor.look(
        page(
            "<style>.stretched::after { content: ''; position: absolute; inset: 0 }</style>"
            '<div style="position:relative;width:300px;height:150px"><p>Vi hjälper dig</p>'
            '<a class="stretched" href="/k">Kontaktcenter</a></div>'
        )
    ).desktop("Kontaktcenter")
    assert placement.click_box is not None
    assert (placement.click_box.width, placement.click_box.height) == (300, 150)
    assert placement.covered == 0


@pytest.mark.parametrize("top", [0, 690, 767, 1500, 4000])
def test_position_in_the_document(visitor: Visitor, top: int) -> None:
    placement = visitor.look(
        page(
            f'<a href="/k" style="position:absolute;left:0;top:{top}px;font:16px/16px '
            'sans-serif">Kontaktcenter</a>'
            '<div style="height:4200px"></div>'
        )
    ).desktop("Kontaktcenter")
    assert placement.text_box is not None
    assert placement.text_box.y == pytest.approx(top, abs=2)
    assert placement.covered == 0


def test_body_text_is_what_most_of_the_running_text_is_set_in(visitor: Visitor) -> None:
    text = "<p style='font-size:19px'>Här står en lång rad löpande text om allt möjligt.</p>" * 5
    look = visitor.look(page(f"<main>{text}</main><p>Liten rad text men inte i innehållet</p>"))
    assert look.seen.desktop["viewport"]["body_font_px"] == 19


# Cover


def test_modal_covers_everything(visitor: Visitor) -> None:
    placement = visitor.look(
        page(
            '<header><a href="/k">Kontaktcenter</a></header>'
            '<div id="m" style="position:fixed;inset:0;background:#fff;z-index:9"><p>Ta vår enkät!</p></div>'
        )
    ).desktop("Kontaktcenter")
    assert placement.visible
    assert placement.covered == 1
    assert placement.covered_by is not None
    assert placement.covered_by.startswith("#m")


def test_partly_covered(visitor: Visitor) -> None:
    placement = visitor.look(
        page(
            '<a href="/k" style="position:absolute;left:0;top:20px">Kontaktcenter</a>'
            '<div style="position:absolute;left:-60px;top:0;width:100px;height:80px;background:#eee"></div>'
            '<div style="height:120px"></div>'
        )
    ).desktop("Kontaktcenter")
    assert placement.covered == pytest.approx(3 / 9, abs=0.05)


def test_sticky_header_does_not_cover_what_is_scrolled_to(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header style="position:sticky;top:0;height:80px;background:#fff"><a href="/">Ekby</a></header>'
            f'{filler_text(60)}<main><a href="/k">Kontaktcenter</a></main>'
        )
    )
    assert look.desktop("Kontaktcenter").covered == 0


def test_transparent_layer_covers_nothing(visitor: Visitor) -> None:
    look = visitor.look(
        page('<a href="/k">Kontaktcenter</a><div style="position:fixed;inset:0;z-index:9"></div>')
    )
    assert look.desktop("Kontaktcenter").covered == 0


# Phone


def test_page_for_phones_keeps_its_sizes(visitor: Visitor) -> None:
    look = visitor.look(page('<a href="/k">Kontaktcenter</a>'))
    assert look.seen.mobile is not None
    assert (
        look.seen.mobile["viewport"] | {"width": 390, "height": 844, "scale": 1}
        == look.seen.mobile["viewport"]
    )
    assert look.phone("Kontaktcenter").font_px == 16


def test_page_without_viewport_tag_is_laid_out_wide_and_scaled(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<div style="width:980px"><a href="/k" '
            'style="position:absolute;left:490px;top:98px">Kontaktcenter</a>'
            "</div>",
            viewport=False,
        )
    )
    assert look.seen.mobile is not None
    viewport = look.seen.mobile["viewport"]
    assert viewport["width"] == pytest.approx(390, abs=4)
    assert viewport["scale"] == pytest.approx(390 / 980, abs=0.01)
    placement = look.phone("Kontaktcenter")
    assert placement.font_px == pytest.approx(16 * 390 / 980, abs=0.2)
    assert placement.text_box is not None
    assert placement.text_box.x == pytest.approx(195, abs=3)
    assert look.desktop("Kontaktcenter").font_px == 16


COPIES = (
    "<style>.phone {{ display: none }} @media (max-width: 600px) {{ .phone {{ display: block }} "
    ".wide {{ display: none }} }}</style>"
    '<header><div class="wide"><a href="{0}">Kontaktcenter</a></div>'
    '<div class="phone"><a href="{1}">Kontaktcenter</a></div></header>'
)


def test_copies_for_desktop_and_phone_are_one_entry(visitor: Visitor) -> None:
    look = visitor.look(page(COPIES.format("/k", "/k")))
    assert look.desktop("Kontaktcenter").visible
    assert look.phone("Kontaktcenter").visible


def test_likenesses_with_different_targets_are_two_entries(visitor: Visitor) -> None:
    look = visitor.look(page(COPIES.format("/k", "/m")))
    assert len(look.all("Kontaktcenter")) == 2


def test_two_that_are_seen_together_stay_two(visitor: Visitor) -> None:
    look = visitor.look(
        page('<header><a href="/k">Kontaktcenter</a></header><footer><a href="/k">Kontaktcenter</a></footer>')
    )
    assert [one.desktop.region for one in look.all("Kontaktcenter") if one.desktop] == ["header", "footer"]


# Ready


def test_what_a_fetch_draws_after_a_while_is_waited_for(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<header id="h"></header><script>fetch("/menu").then((one) => one.text()).then((html) => '
            'document.getElementById("h").innerHTML = html)</script>'
        ),
        {"/menu": Answer('<a href="/k">Kontaktcenter</a>', delay=0.9)},
    )
    assert look.desktop("Kontaktcenter").visible
    assert look.seen.ready["by"] == "quiet"
    assert look.seen.ready["ms"] >= 900


def test_what_a_script_draws_after_a_while_is_waited_for(visitor: Visitor) -> None:
    look = visitor.look(
        page('<header id="h"></header><script async src="/late.js"></script>'),
        {
            "/late.js": Answer(
                "document.getElementById('h').innerHTML = '<a href=\"/k\">Kontaktcenter</a>'",
                "text/javascript",
                delay=0.9,
            )
        },
    )
    assert look.desktop("Kontaktcenter").visible


def test_ticker_without_end_is_cut_at_the_cap(visitor: Visitor) -> None:
    look = visitor.look(
        page('<a href="/k">Kontaktcenter</a><p id="t"></p><script>setInterval(() => { '
             'document.getElementById("t").textContent = Date.now(); }, 100)</script>')
    )  # fmt: skip
    assert look.seen.ready["by"] == "cap"
    assert look.desktop("Kontaktcenter").visible


def test_shell_is_waited_for_though_it_is_quiet(visitor: Visitor) -> None:
    filled = page('<a href="/k">Kontaktcenter</a>').split("<body>")[1].replace("</body></html>", "")
    look = visitor.look(
        page(
            "<div id='app'>Laddar…</div><script>setTimeout(() => { "
            "document.getElementById('app').innerHTML = "
            f"`{filled}`; }}, 1500)</script>",
            filler="",
        )
    )
    assert look.seen.ready["by"] == "quiet"
    assert look.desktop("Kontaktcenter").visible


def test_what_a_page_adds_a_second_later_is_part_of_it(visitor: Visitor) -> None:
    """Settled question 20; a carousel's first slide is not waited away."""
    adds = (
        "setTimeout(() => { fetch('/menu').then((answer) => answer.text()).then((label) => { "
        "document.querySelector('header').innerHTML += `<a href=/k>${label}</a>` }) }, 1200);"
        "const turn = () => { document.querySelector('#slide').textContent += '.'; setTimeout(turn, 1400) };"
        "setTimeout(turn, 4000)"
    )
    look = visitor.look(
        page(f"<header><a href='/'>Ekby</a></header><p id=slide></p><script>{adds}</script>"),
        {"/menu": "Kontaktcenter"},
    )
    assert look.seen.ready["by"] == "quiet"
    assert look.desktop("Kontaktcenter").visible


def test_meta_refresh_is_followed(visitor: Visitor) -> None:
    look = visitor.look(
        '<meta http-equiv="refresh" content="0;url=/start">',
        {"/start": page('<a href="/k">Kontaktcenter</a>')},
    )
    assert look.seen.final_url.endswith("/start")
    assert look.desktop("Kontaktcenter").visible


def test_old_page_in_latin_1(visitor: Visitor) -> None:
    html = page('<a href="/k">Kundtjänst</a>').replace('<meta charset="utf-8">', "")
    site = visitor.web.site({"/": Answer(html.encode("latin-1", "replace"), "text/html; charset=iso-8859-1")})
    assert visitor.visit(site).desktop("Kundtjänst").visible


@pytest.mark.parametrize("where", ["head", "script"])
def test_what_a_late_style_sheet_hides_is_hidden(visitor: Visitor, where: str) -> None:
    link = '<link rel="stylesheet" href="/late.css">'
    inserting = f"<script>document.head.insertAdjacentHTML('beforeend', '{link}')</script>"
    header = '<header><a id="a" href="/k">Kontaktcenter</a></header>'
    look = visitor.look(
        page(header + (inserting if where == "script" else ""), head=link if where == "head" else ""),
        {"/late.css": Answer("#a { display: none }", "text/css", delay=1.2)},
    )
    assert look.desktop("Kontaktcenter").hidden_by == "display"


def test_a_style_sheet_for_paper_or_of_another_look_is_not_waited_for(visitor: Visitor) -> None:
    never = Answer("", "text/css", delay=20)
    look = visitor.look(
        page(
            '<a href="/k">Kontaktcenter</a>',
            head='<link rel="stylesheet" media="print" href="/p.css"><link rel="alternate stylesheet" '
            'title="stor" href="/a.css"><link rel="stylesheet" href="/missing.css">',
        ),
        {"/p.css": never, "/a.css": never},
    )
    assert look.seen.ready["by"] == "quiet"


def test_a_page_that_goes_on_to_a_slow_one_is_not_taken_for_it(visitor: Visitor) -> None:
    look = visitor.look(
        page(
            '<a href="/x">Kundtjänst</a><script>setTimeout(() => { location.href = "/start" }, 100)</script>'
        ),
        {"/start": Answer(page('<a href="/k">Kontaktcenter</a>'), delay=2.0)},
    )
    assert look.seen.final_url.endswith("/start")
    assert look.desktop("Kontaktcenter").visible
    assert look.all("Kundtjänst") == []


@pytest.mark.parametrize(
    "elsewhere", ["/204", "/file", "mailto:a@ekby.test", "javascript:void(0)", "#here"]
)  # fmt: skip
def test_where_nothing_comes_of_going_on_the_page_stays(visitor: Visitor, elsewhere: str) -> None:
    look = visitor.look(
        page(
            '<a href="/k">Kontaktcenter</a><script>onload = () => setTimeout(() => { location.href = '
            f'"{elsewhere}" }}, 100)</script>'
        ),
        {"/204": Answer("", status=204), "/file": Answer(b"PK", "application/zip")},
    )
    assert look.seen.ready["by"] == "quiet"
    assert look.desktop("Kontaktcenter").visible


def test_a_world_of_another_document_is_told_from_ours(visitor: Visitor) -> None:
    """Numbers of worlds begin anew in another process."""
    site = visitor.web.site({"/": page('<a href="/k">Kontaktcenter</a>')})

    async def work() -> str:
        async with visitor.pool.session(visitor.gate()) as session:
            await session.goto(site.url, 30.0)
            tree = await session.send("Page.getFrameTree")
            frame = tree["frameTree"]["frame"]["id"]
            other = await session.send("Page.createIsolatedWorld", frameId=frame, worldName="other")
            session._world = int(other["executionContextId"])
            with pytest.raises(ReplacedError):
                await session.text("html")
            return str(await session.text("html"))

    assert "Kontaktcenter" in visitor.run(work())
