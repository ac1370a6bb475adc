"""Whole pages: small ones for each feature, the saved real ones, and soup."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import clean_text, read_page
from scoring.observation import Page

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"


def read(html: bytes | str, url: str = "https://www.example.se/kontakt", **more: object) -> Page:
    return read_page(html, url=url, final_url=url, status=200, role="target", **more)  # type: ignore[arg-type]


def channels(html: str, kind: str) -> list[tuple[str, str]]:
    return [(channel.value, channel.label) for channel in read(html).channels if channel.kind == kind]


@pytest.mark.parametrize(
    "number", ["021-39 00 00", "0491–880 00", "018 - 34 70 00", "+46 (0)18-34 70 00", "0346-88 60 00"]
)
def test_phone(number: str) -> None:
    found = channels(f"<main><h1>K</h1><p>Kontaktcenter: {number}</p></main>", "phone")
    assert [label for _, label in found] == ["Kontaktcenter"]
    assert found[0][0].startswith("+46")


@pytest.mark.parametrize(
    "text",
    ["Org.nr: 212000-1223", "2024-03-12", "721 30 Västerås", "Bankgiro 0123-4567", "08.00-16.00", "105,- kr"],
)
def test_no_phone(text: str) -> None:
    assert channels(f"<main><p>{text}</p></main>", "phone") == []


def test_mail_keeps_target_and_label() -> None:
    page = read(
        '<main><p>E-post: <a href="mailto:kommun@x.se">service@x.se</a></p><p>kc (at) x.se</p></main>'
    )
    assert [(c.value, c.raw) for c in page.channels] == [
        ("kommun@x.se", "service@x.se"),
        ("kc@x.se", "kc (at) x.se"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Besöksadress: Storgatan 12", "Storgatan 12"),
        ("Humlegången 6,<br>312 80 Laholm", "Humlegången 6, 312 80 Laholm"),
        ("Box 12, 721 30 Västerås", None),
        ("Vi finns i kommunhuset", None),
    ],
)
def test_address(text: str, value: str | None) -> None:
    assert [found for found, _ in channels(f"<main><p>{text}</p></main>", "address")] == (
        [value] if value else []
    )


def test_form_but_not_search() -> None:
    page = read(
        "<main><form role=search><input name=q></form><form><textarea name=m></textarea></form></main>"
    )
    assert [c.kind for c in page.channels] == ["form"]


@pytest.mark.parametrize(
    "html",
    [
        "<title>T</title><main><h1>Kontaktcenter</h1><p>Ring 021-39 00 00</p></main>",
        "<head><title>T</title><my-app><h1>Kontaktcenter</h1><p>Ring 021-39 00 00</p></my-app></head>",
        "<title>T</title><nav>Meny</nav><h1>Kontaktcenter</h1><p>Ring 021-39 00 00</p>",
        "<head><title>T</title><main>Hej<h1>Kontaktcenter</h1></main><p>Ring 021-39 00 00</p>",
    ],
)
def test_a_page_without_body_tags_is_read_as_browsers_read_it(html: str) -> None:
    page = read(html)
    assert page.title == "T"
    assert [heading.text for heading in page.headings] == ["Kontaktcenter"]
    assert [channel.value for channel in page.channels] == ["+4621390000"]


def test_open_shadow_roots_are_part_of_the_page() -> None:
    page = read(
        "<main><h1>Kundservice</h1><x-contact><template shadowrootmode='open'><p>Telefon 021-39 00 00</p>"
        "</template><p>Telefon 021-39 00 99</p></x-contact>"
        "<x-box><template shadowrootmode='open'><h2>Ring</h2><slot></slot></template>"
        "<p>Telefon 021-39 00 11</p></x-box><template><p>021-39 00 22</p></template></main>"
    )
    assert [channel.value for channel in page.channels] == ["+4621390000", "+4621390011"]


def test_a_panel_right_behind_its_button_is_opened_by_it() -> None:
    page = read(
        "<main><h1>Kontaktcenter</h1><h3><button aria-expanded='false'>Bygglov</button></h3><!-- x -->"
        "<div hidden><ul><li>Ritningar</li><li>Sotning</li></ul></div><p>Mer</p><div hidden>gömd</div></main>"
        "<header><button aria-expanded='false'>Meny</button><div hidden><p>Lov</p></div></header>"
    )
    assert [(s.heading, s.items) for s in page.sections if s.collapsed] == [
        ("Bygglov", ("Ritningar", "Sotning"))
    ]
    assert not any("gömd" in s.text or "Lov" in s.text.split() for s in page.sections)


@pytest.mark.parametrize(
    "control",
    [
        """<button onclick="show('b')">Tider</button>""",
        '<button onclick="b.hidden = !b.hidden">Tider</button>',
        '<button data-panel="b">Tider</button>',
        '<a href="#b">Tider</a>',
    ],
)
def test_a_panel_that_a_control_names(control: str) -> None:
    page = read(f"<main><h1>Kontaktcenter</h1>{control}<p>Mer</p><div id='b' hidden>Ring 021-39 00 11</div>")
    assert [channel.value for channel in page.channels] == ["+4621390011"]


def test_what_no_control_names_stays_hidden() -> None:
    page = read(
        "<main><h1>Kontaktcenter</h1><button onclick='show()'>Mer</button>"
        "<div id='b' hidden>021-39 00 11</div>"
    )
    assert page.channels == ()


def test_split_words_hidden_parts_and_accordions() -> None:
    page = read(
        "<main><h1>Kontakt<wbr>center</h1><p><span>Kund</span>service</p><p style='display:none'>gömd</p>"
        "<details><summary>Bygglov</summary><p>Så söker du</p></details><script>var x</script></main>"
    )
    assert page.headings[0].text == "Kontaktcenter"
    text = "\n".join(section.text for section in page.sections)
    assert "Kundservice" in text
    assert "gömd" not in text
    assert [(s.heading, s.text) for s in page.sections if s.collapsed] == [("Bygglov", "Så söker du")]


def test_hours_in_a_table_and_split_over_cells() -> None:
    table = "<table><tr><th>Måndag</th><td>8–16</td></tr><tr><th>Tisdag</th><td><p>9–17</p></td></tr></table>"
    page = read(f"<main><h2>Telefontider</h2>{table}</main>")
    found = [(h.kind, i.weekday, i.opens, i.closes) for h in page.hours for i in h.intervals]
    assert found == [("phone", 0, "08:00", "16:00"), ("phone", 1, "09:00", "17:00")]


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ("åäö".encode(), "text/html; charset=iso-8859-1"),
        ("åäö".encode("cp1252"), "text/html; charset=utf-8"),
        ("åäö".encode("latin-1"), ""),
        ("<p>åäö</p> lång text".encode("utf-16"), ""),
        ("\ufeffåäö".encode(), ""),
    ],
)
def test_encodings(body: bytes, header: str) -> None:
    assert "åäö" in "".join(section.text for section in read(body, content_type=header).sections)


def test_no_html() -> None:
    assert read(b"%PDF-1.7 x", content_type="text/html").kind_hints == ("pdf",)
    assert read(b"\x89PNG\r\n", content_type="").sections == ()


def test_shell_date_and_hints() -> None:
    assert read(
        "<body><div id=app></div><noscript>Aktivera JavaScript</noscript><script src=a.js></script></body>"
    ).needs_script
    page = read("<main><p>Senast uppdaterad: 12 mars 2024</p></main>", url="https://x.se/nyheter/a")
    assert (page.dated, page.kind_hints) == ("2024-03-12", ("news",))


@given(st.text())
def test_clean_text_is_idempotent(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400)
    | st.lists(
        st.sampled_from(
            [
                "<main>",
                "<table><tr><td>",
                "</td>",
                "<a href='//['>",
                "<a href='tel:1'>",
                "<h1>",
                "021-39 00 00",
                "må 8-16",
                "<form>",
                "<li>",
                "å",
                "<!--",
            ]
        )
    ).map(lambda parts: "".join(parts).encode())
)
def test_never_raises(body: bytes) -> None:
    read(body).model_dump_json()


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no saved real pages beside the project")
def test_laholm() -> None:
    page = read((REAL / "laholm" / "index.html").read_bytes())
    found = {
        (c.kind, c.value, c.label)
        for c in page.channels
        if c.section >= 0 and page.sections[c.section].landmark == "contentinfo"
    }
    assert ("phone", "+4643015000", "Medborgarservice") in found
    assert ("email", "kommun@laholm.se", "E-post") in found
