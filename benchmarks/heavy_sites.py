"""N invented municipalities with start pages as heavy as real ones: the web that the benchmark visits."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from benchmarks.heavy_assets import LARGE, write_asset_sets, write_with_gzip
from scoring.registry import Municipality, Registry

HTML_BYTES = (40_000, 350_000)

_FIRST = (
    "Björk", "Gran", "Tall", "Asp", "Alm", "Ek", "Lönn", "Rönn", "Sälg", "Hassel", "Sten", "Berg", "Dal",
    "Äng", "Skog", "Sjö", "Ström", "Fors", "Älv", "Bäck", "Häll", "Klint", "Kobb", "Sand", "Ler", "Grus",
    "Mark", "Lund", "Kvarn", "Bruks", "Kyrk", "Kungs", "Drottning", "Biskops",
    "Munk", "Lax", "Öring", "Tran", "Svan", "Hjort",
)  # fmt: skip
_LAST = (
    "vik", "holm", "näs", "sund", "torp", "arp", "by", "boda", "hult", "måla", "ryd", "red", "löv", "stad",
    "köping",
    "fors", "åker", "hammar", "bro", "skär", "ö", "berga", "lösa", "inge", "tuna",
)  # fmt: skip
_TOPICS = (
    "Barn och utbildning", "Omsorg och hjälp", "Bygga, bo och miljö", "Uppleva och göra", "Trafik och resor",
    "Näringsliv och arbete", "Kommun och politik",
)  # fmt: skip
_TILES = (
    "Felanmälan", "Lediga jobb", "Matsedel", "Bygglov", "Förskola", "Sophämtning", "Bibliotek", "Simhall",
)  # fmt: skip
_WORDS = (
    "ansökan", "avgifter", "barn", "bidrag", "boende", "bygglov", "cykel", "detaljplan", "energi",
    "evenemang", "förening", "förskola", "försörjningsstöd", "gator", "grundskola", "gymnasium",
    "hemtjänst", "idrott", "kultur", "lokaler", "miljötillsyn", "måltider", "natur", "parkering",
    "planer", "regler", "renhållning", "skolskjuts", "snöröjning", "stöd", "tillstånd", "trafik",
    "trygghet", "undervisning", "vatten", "vägar", "återvinning", "äldre",
)  # fmt: skip


@dataclass(frozen=True)
class Linked:
    title: str
    url: str
    text: str = ""
    links: tuple["Linked", ...] = ()


@dataclass(frozen=True)
class HeavySite:
    """What the templates fill in."""

    number: int
    name: str
    host: str
    phone: str
    switchboard: str
    menu: list[list[Linked]]
    news: list[Linked]
    services: list[Linked]
    state: Markup = field(default_factory=Markup)


def registry_of(count: int) -> Registry:
    """The rows of `count` sites, as a registry file would have them: `http://site-0001.example/` and on."""
    return Registry(_row(number) for number in range(1, count + 1))


def host_of(number: int) -> str:
    return f"site-{number:04d}.example"


def _name(number: int) -> str:
    first, rest = _FIRST[number % len(_FIRST)], number // len(_FIRST)
    lap, last = divmod(rest, len(_LAST))
    return f"{('', 'Norra ', 'Södra ', 'Östra ', 'Västra ', 'Övre ', 'Nedre ')[lap % 7]}{first}{_LAST[last]}"


def _row(number: int) -> Municipality:
    return Municipality(
        code=f"{number:04d}", name=_name(number), county_code="99", county="Exempellän", homepage=f"http://{host_of(number)}/",
        population=5_000 + 37 * number, lat=60.0, lon=15.0, group_code="C6",
    )  # fmt: skip


def write_sites(folder: Path, count: int) -> Path:
    """Writes `count` sites; returns the folder that holds one folder per host name."""
    sets = write_asset_sets(folder / "assets")
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True
    )
    for number in range(1, count + 1):
        _write_site(environment, folder / "hosts" / host_of(number), number, sets[number % len(sets)])
    return folder / "hosts"


def _write_site(environment: Environment, target: Path, number: int, assets: Path) -> None:
    site = _site(number)
    shared = {"site": site, "topics": [Linked(title, _address(title)) for title in _TOPICS]}
    tiles = [Linked(title, _address(title)) for title in _TILES]

    def plain(path: str, title: str, template: str, lead: str = "") -> None:
        page = {"title": title, "lead": lead}
        body = environment.get_template(template).render(site=site, page=page)
        page["body"] = Markup(body)  # noqa: S704 - rendered with escaping just above
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        write_with_gzip(target / path, environment.get_template("plain.html.j2").render(page=page, **shared))

    plain("kontakt/kontaktcenter.html", "Kontaktcenter", "function.html.j2")
    plain("undersida-1.html", "Bygga, bo och miljö", "subpage.html.j2", "Om bygglov, avfall och vatten.")
    plain("undersida-2.html", "Omsorg och hjälp", "subpage.html.j2", "Om stöd till äldre.")
    start = environment.get_template("start.html.j2").render(tiles=tiles, **shared)
    write_with_gzip(target / "index.html", start)
    (target / "robots.txt").write_text("User-agent: *\nAllow: /\n")
    (target / "aktuellt.json").write_text(json.dumps(list(_events(number))))
    _link_tree(assets, target)


def _link_tree(source: Path, target: Path) -> None:
    """Hard links: a thousand sites share the bytes on disk, and each is still served as its own."""
    for path in source.rglob("*"):
        to = target / path.relative_to(source)
        if path.is_dir():
            to.mkdir(exist_ok=True)
        else:
            os.link(path, to)


def _site(number: int) -> HeavySite:
    rng = random.Random(number)  # noqa: S311 - the same sites every time
    # Sizes spread evenly over the range, in an order that mixes them.
    share = (number * 0.6180339887) % 1
    wanted = HTML_BYTES[0] + share * (HTML_BYTES[1] - HTML_BYTES[0])
    # Measured: the page's frame takes 9 kB, and the parts below come out at three quarters of their size.
    size = (wanted - 9_000) / 0.77
    # About a quarter menu, half lists, the rest state for scripts: the proportions of saved municipal pages.
    menu_links = round(size * 0.27 / 95 / len(_TOPICS))
    groups = round(size * 0.5 / 3_000)
    return HeavySite(
        number, _name(number), host_of(number),
        phone=f"99-{100_000 + number}", switchboard=f"99-{200_000 + number}",
        menu=[[_link(rng) for _ in range(menu_links)] for _ in _TOPICS],
        news=[Linked(_phrase(rng, 6), _address(_phrase(rng, 2)), _phrase(rng, 22)) for _ in range(LARGE - 1)],
        services=[_group(rng) for _ in range(groups)],
        state=_state(rng, round(size * 0.13)),
    )  # fmt: skip


def _group(rng: random.Random) -> Linked:
    return Linked(_phrase(rng, 2), "", _phrase(rng, 40), tuple(_link(rng) for _ in range(18)))


def _state(rng: random.Random, size: int) -> Markup:
    rows = [{"id": number, "text": _phrase(rng, 8)} for number in range(max(1, size // 90))]
    return Markup(json.dumps(rows, ensure_ascii=False))  # noqa: S704 - our own words


def _link(rng: random.Random) -> Linked:
    title = _phrase(rng, rng.randrange(1, 4))
    return Linked(title, _address(title))


def _phrase(rng: random.Random, words: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(words)).capitalize()


def _address(title: str) -> str:
    """A page of the site: the server answers every unknown address with one of the two sub-pages."""
    plain = title.lower().translate(str.maketrans("åäöé, ", "aaoe--")).replace("--", "-")
    return f"/amnen/{plain}.html"


def _events(number: int) -> Iterator[dict[str, str]]:
    rng = random.Random(-number)  # noqa: S311
    for day in range(1, 7):
        yield {"day": f"{day} maj", "title": _phrase(rng, 3), "url": _address(_phrase(rng, 2))}
