"""Where the fuzzer begins: pages of the example web, saved real pages where they are, and sharp pieces."""

import random
from pathlib import Path

from tests.fuzz.targets import seed
from tests.web.sites import FAMILIES, load_site

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
SITES, PER_FAMILY = 3, 12
LONGEST = 120_000
"""Bytes of one seed: a longer one only slows the search."""

PIECES = (
    "måndag–fredag 8–16, lunchstängt 12–13. ",
    "Telefontid 8.30–9.30 ",
    "Öppet dygnet runt; stängt just nu ",
    "021-39 00 00 8-16 ",
    "+46 (0)21 39 00 00 ",
    "kontakt (at) ekby (punkt) se ",
    "Besöksadress: Stora Torget 1, 123 45 Ekby ",
    "Enhetschef för kontaktcenter: Anna Ek. Hon ansvarar för kundtjänst. ",
    "§ 12 dnr 2024/11 yrkande ",
    "Senast uppdaterad 31 februari 2024 ",
    "Vi hjälper dig med bygglov, avfall och förskola. ",
    "Just a moment... Access denied. Denna domän är parkerad. Driftstopp. ",
    "<details><summary>Bygglov</summary>",
    "<table><tr><th>Måndag</th><td>8–16</td></tr>",
    "<li><a href='tel:+4621390000'>021-39 00 00</a></li>",
    "<a href='mailto:%00x@y'>",
    "<a href='//[::1'>Kontaktcenter</a>",
    "<base href='http://[x'>",
    "<form><textarea name=x></textarea></form>",
    "<h1>Kontakt<wbr>center</h1>",
    "<nav><ul><li><a href='/a'>A</a></li></ul></nav>",
    "<main>",
    "</main>",
    "<div hidden aria-controls='x' id='x' style='display:none'>",
    "<span data-cfemail='7b1a3b'>",
    "<iframe srcdoc='&lt;b&gt;'></iframe><frameset><frame src=a>",
    "<meta http-equiv=refresh content='0;url=//x'>",
    "<meta charset=utf-7>",
    '<script type=\'application/ld+json\'>{"@type": "Event"}</script>',
    "<time datetime='9999-99-99'>",
    "<svg><foreignObject><p>",
    "<!--",
    "]]>",
    "&#x110000;&#0;&nbsp;&shy;",
    "\u202e\u0000\ufdfa\u0345\U000e0041",
)
"""Spliced into inputs by the mutator: what the readers' patterns bite on, and what breaks parsers."""
LINES = (
    "Telefontid 8–12. Vi svarar vardagar 8.00–16.30 (lunchstängt 12–13), dag före röd dag 8–12.",
    "Enhetschef för kontaktcenter är Anna Ek, 0123-45 67 00, anna.ek@ekby.example",
    "Besök oss på Storgatan 1, 123 45 Ekby. Öppet mån-tors 8-16, fre 8-15, lördag stängt",
)


def seeds() -> list[bytes]:
    """Some pages of a few sites of each family, chosen the same way each time."""
    chosen: list[bytes] = []
    for family in sorted(folder for folder in FAMILIES.iterdir() if folder.is_dir()):
        chance = random.Random(family.name)
        sites = sorted(family.glob("sites/*/"))
        bodies: set[bytes] = set()
        for folder in chance.sample(sites, min(SITES, len(sites))):
            bodies.update(load_site(folder).pages.values())
        chosen += chance.sample(sorted(bodies), min(PER_FAMILY, len(bodies)))
    chosen += [file.read_bytes() for file in sorted(REAL.glob("*/*.html"))]
    found = [seed(body[:LONGEST]) for body in chosen]
    return [*found, *(seed(line.encode(), wrapped=True) for line in (*LINES, *PIECES))]
