"""An invented municipality as the browser would have handed it over: what `benchmarks.judge` works on."""

import base64
import html
import quopri
import random
from dataclasses import dataclass
from typing import Any

from crawler.archive import Fetched
from crawler.browser.seen import StartVisit
from crawler.candidates import Reader
from crawler.entries import entries_of, links_of
from crawler.reading.page import read_page
from scoring.lexicon import load_lexicon
from scoring.observation import Consent, Observation, Page, StartPage, Viewport

NAME, HOST = "Björkvik", "bjorkvik.example"
HOME = f"http://{HOST}/"
FUNCTION = f"{HOME}kontakt/kontaktcenter.html"
AT = "2026-01-31T02:03:04Z"
TOPICS = (
    "Barn och utbildning", "Omsorg och hjälp", "Bygga, bo och miljö", "Uppleva och göra", "Trafik och resor",
    "Näringsliv och arbete", "Kommun och politik",
)  # fmt: skip
_WORDS = (
    "ansökan", "avgifter", "barn", "bidrag", "boende", "bygglov", "cykel", "detaljplan", "energi",
    "evenemang", "förening", "förskola", "försörjningsstöd", "gator", "grundskola", "gymnasium",
    "hemtjänst", "idrott", "kultur", "lokaler", "miljötillsyn", "måltider", "natur", "parkering",
    "planer", "regler", "renhållning", "skolskjuts", "snöröjning", "stöd", "tillstånd", "trafik",
    "trygghet", "undervisning", "vatten", "vägar", "återvinning", "äldre",
)  # fmt: skip
_FUNCTION = """<p>Kontaktcenter är din väg in till kommunen. Hit vänder du dig oavsett ärende – vi svarar
direkt eller lotsar dig till rätt handläggare.</p><h2>Det här kan vi hjälpa dig med</h2>
<ul><li>bygglov</li>
<li>förskoleplats</li><li>hemtjänst, färdtjänst</li><li>sophämtning, återvinning</li><li>parkering</li></ul>
<h2>Så når du oss</h2><table><tr><th>Telefon</th><td><a href="tel:+4699100001">099-10 00 01</a></td></tr>
<tr><th>E-post</th><td><a href="mailto:info@bjorkvik.example">info@bjorkvik.example</a></td></tr>
<tr><th>Besök</th><td>Stadshuset, Storgatan 1, plan 1</td></tr>
<tr><th>Öppet för samtal</th><td>Måndag–torsdag 07.30–17.00, fredag 07.30–16.00</td></tr></table>
<h2>Vem ansvarar?</h2><p>Chef för Kontaktcenter är Anna Exempel, kommunledningsförvaltningen.</p>"""
_PANEL = "Kontaktcenter Vi svarar på dina frågor och hjälper dig vidare. Telefon 099-10 00 01"

Raw = dict[str, Any]


@dataclass(frozen=True)
class Visited:
    observation: Observation
    desktop: Raw
    mobile: Raw
    mhtml: bytes
    fetched: tuple[Fetched, ...]
    reader: Reader


def visited(links: int) -> Visited:
    """A start page with so many links, its function's page and four others; the same every time."""
    rng = random.Random(links)  # noqa: S311 - the same site every time
    rows = _links(rng, links)
    body = _start_html(rng, rows)
    desktop = {"viewport": _viewport(1366, 768), "entries": _entries(0), "links": rows}
    mobile = {"viewport": _viewport(390, 844), "entries": _entries(1), "links": []}
    reader = Reader(load_lexicon(), (NAME,))
    page = _read(HOME, body, "start")
    others = _pages(rng)
    start = StartPage(
        page=page,
        desktop=Viewport.model_validate(desktop["viewport"]),
        mobile=Viewport.model_validate(mobile["viewport"]),
        entries=entries_of(StartVisit(HOME, desktop=desktop, mobile=mobile), reader), links=links_of(desktop),
        consent=Consent(present=True, closed=True),
    )  # fmt: skip
    observation = Observation(
        code="0001", name=NAME, homepage=HOME, own_hosts=(HOST,), measured_at=AT,
        status="measured", final_url=HOME, start=start,
        pages=tuple(_read(url, text, role) for url, role, text in others),
    )  # fmt: skip
    fetched = tuple(_fetched(url, text) for url, _, text in others)
    return Visited(observation, desktop, mobile, _mhtml(rng, body), fetched, reader)


def _phrase(rng: random.Random, words: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(words)).capitalize()


def _address(title: str) -> str:
    plain = title.lower().translate(str.maketrans("åäöé, ", "aaoe--")).replace("--", "-")
    return f"{HOME}amnen/{plain}.html"


def _links(rng: random.Random, count: int) -> list[list[Any]]:
    """As `vv.links` answers: a third in closed menus, the rest in the content, a few in the footer."""
    rows: list[list[Any]] = [["Kontaktcenter – fler sätt att nå oss", FUNCTION, "banner", 0, 0, 0, 0, 0]]
    for number in range(count - 1):
        title = TOPICS[number] if number < len(TOPICS) else _phrase(rng, rng.randrange(1, 4))
        where = "navigation" if number < count // 3 else "main" if number < count - 8 else "contentinfo"
        shown = int(where != "navigation" or number < len(TOPICS))
        place = [20 + number % 3 * 440, 60 + number * 9, 90 + len(title), 24] if shown else [0, 0, 0, 0]
        rows.append([title, _address(title), where, shown, *place])
    return rows


def _viewport(width: int, height: int) -> Raw:
    return {
        "width": width,
        "height": height,
        "body_font_px": 16,
        "page_height": 9000,
        "visible_chars": 40_000,
    }


def _entries(phone: int) -> list[Raw]:
    """Button with its panel, telephone, a footer's switchboard, and labels that only look like contact."""
    found = [
        _entry(1, "button", "Kontakt", None, "header", 24, phone, _PANEL),
        _entry(2, "tel", "099-10 00 01", "tel:+4699100001", "header", 60, phone),
        _entry(3, "link", "Kontaktcenter – fler sätt att nå oss", FUNCTION, "header", 90, phone),
        _entry(4, "tel", "099-20 00 01", "tel:+4699200001", "footer", 8000, phone),
    ]
    labels = ("Omsorg och hjälp", "Hemtjänst", "Stöd och service", "Frågor och svar", "Om kommunen")
    for number in range(5, 60):
        label, url = labels[number % len(labels)], f"{HOME}amnen/{number}.html"
        found.append(_entry(number, "link", label, url, "content", 200 + 40 * number, phone))
    return found


def _entry(
    number: int, kind: str, text: str, url: str | None, region: str, y: int, phone: int, panel: str = ""
) -> Raw:
    box = {"x": 20.0 if phone else 900.0, "y": float(y), "width": 96.0, "height": 24.0}
    placement = {
        "visible": True, "hidden_by": None, "clicks": 0, "text_box": box, "click_box": box, "region": region,
        "contact_panel": False, "font_px": 16, "bold": False, "color": "#000", "background": "#fff",
        "contrast": 21, "contrast_from": "computed", "covered": 0, "covered_by": None, "block_links": 4,
        "icon_only": False, "image_text": False, "moving": False, "aria_hidden": False,
    }  # fmt: skip
    return {
        "id": number, "kind": kind, "text": text, "raw": text, "accessible_name": text, "title": "",
        "alt": "", "target_url": url, "selector": f"body > div:nth-of-type({number}) > a",
        "landmark": "banner", "block_heading": "", "near_text": text, "panel_text": panel,
        "panel_links": [], "lang": "", "skip_link": False, "frame": "top", "in_shadow": False,
        "placement": placement,
    }  # fmt: skip


def _start_html(rng: random.Random, rows: list[list[Any]]) -> str:
    groups = "".join(_group(rng, rows[at : at + 18]) for at in range(0, len(rows), 18))
    return (
        f"<!doctype html><html lang=sv><head><title>{NAME} kommun</title></head><body>"
        f"<header>{NAME} kommun</header><main><h1>Välkommen till {NAME}</h1>{groups}</main>"
        "<footer><p>Växel <a href='tel:+4699200001'>099-20 00 01</a></p></footer></body></html>"
    )


def _group(rng: random.Random, rows: list[list[Any]]) -> str:
    items = "".join(
        f'<li class="c__item"><a href="{html.escape(url)}"><span>{html.escape(text)}</span></a>'
        for text, url, *_ in rows
    )
    return f"<section><h2>{_phrase(rng, 2)}</h2><p>{_phrase(rng, 40)}.</p><ul>{items}</ul></section>"


def _pages(rng: random.Random) -> list[tuple[str, str, str]]:
    """(URL, role, HTML)"""

    def plain(title: str, body: str) -> str:
        menu = "".join(f'<a href="{_address(topic)}">{topic}</a>' for topic in TOPICS)
        return (
            f"<!doctype html><html lang=sv><head><title>{title} - {NAME} kommun</title></head><body>"
            f"<nav>{menu}</nav><header><a href='{FUNCTION}'>Kontaktcenter</a></header>"
            f"<main><h1>{title}</h1>{body}</main></body></html>"
        )

    def prose(lines: int) -> str:
        return "".join(
            f"<h2>{_phrase(rng, 3)}</h2><p>{_phrase(rng, 30)}. {_phrase(rng, 12)}.</p>" for _ in range(lines)
        )

    return [
        (FUNCTION, "target", plain("Kontaktcenter", _FUNCTION)),
        (f"{HOME}organisation.html", "responsible", plain("Organisation", prose(20))),
        *((_address(topic), "subpage", plain(topic, prose(25))) for topic in TOPICS[:3]),
    ]


def _read(url: str, text: str, role: str) -> Page:
    return read_page(
        text.encode(), url=url, final_url=url, status=200, content_type="text/html; charset=utf-8",
        role=role, rendered=role == "start",  # type: ignore[arg-type]
    )  # fmt: skip


def _fetched(url: str, text: str) -> Fetched:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Server", "nginx")]
    return Fetched(url, "GET", 200, "OK", [("User-Agent", "V/1")], headers, text.encode(), AT)


def _mhtml(rng: random.Random, body: str) -> bytes:
    """As Chromium saves it: the document and a style sheet in quoted-printable, pictures in base64."""
    parts = [_part("text/html", "quoted-printable", quopri.encodestring(body.encode()))]
    rules = "".join(
        f".c-{rng.randrange(9999)}__item > li a{{margin:{rng.randrange(40)}px}}\n" for _ in range(3500)
    )
    parts.append(_part("text/css", "quoted-printable", quopri.encodestring(rules.encode())))
    # A hero and news photographs, then icons: the sizes of municipal start pages.
    sizes = [300_000, *(80_000 for _ in range(8)), *(1_500 for _ in range(30))]
    parts += [_part("image/webp", "base64", base64.encodebytes(rng.randbytes(size))) for size in sizes]
    lead = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----Edge"\r\n\r\n'
    return lead + b"".join(b"\r\n------Edge\r\n" + part for part in parts) + b"\r\n------Edge--\r\n"


def _part(kind: str, coding: str, body: bytes) -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: {HOME}\r\n\r\n"
    return head.encode() + body.replace(b"\n", b"\r\n")
