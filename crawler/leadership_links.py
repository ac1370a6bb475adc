"""Links that may lead to a page on who leads what (method §3e): of the function's page, of the start page,
and from a page about the municipality to the one on its organisation."""

import re
from collections.abc import Iterator

from scoring.lexicon.anchors import Anchors
from scoring.observation import Link

LABEL = 60
"""Characters: what is longer is a sentence."""
_LEADERS = re.compile(
    r"\b(chef\w*|\w{0,12}ledning\w*|\w{0,12}organis\w*|förvaltning(en|ar|arna)?|"
    r"avdelning(ar|arna)|vem (som )?leder|tjänsteperson\w*|"
    r"om (kontaktcenter|kundcenter|servicecenter|kundtjänst|medborgarservice|oss)\w*|"
    r"ansvarig\w*|vem gör vad|vem är vem|kommunledning\w*|enhet(en|er)?|medarbetare)\b",
    re.IGNORECASE,
)

_UNIT = re.compile(r"(?i)^\w*(kansli(et)?|stab(en)?|avdelning(en)?|förvaltning(en)?|enhet(en)?|kontor(et)?)$")
"""A unit to which a function's page says that it belongs."""
_ABOUT = re.compile(
    r"(?i)^(om (?!cookies|kakor|webb)\w+( kommun)?|(vår |stadens )?kommun(en)?|"
    r"kommun(en)?\W+(och |& )?(politik|demokrati|organisation|insyn|styr)\w*|"
    r"(politik|demokrati|insyn|styre|styrning|inflytande|påverka)\b.{0,30}|så (styrs|fungerar) .{0,25})$"
)
"""Below such a page a municipality tells who leads what."""
_TELLS = Anchors(
    (
        *("chef", "ledning", "organis", "förvaltning", "avdelning", "vem", "tjänsteperson", "om"),
        *("ansvarig", "enhet", "medarbetare", "kommun", "politik", "demokrati", "styr"),
        *("fungerar", "insyn", "inflytande", "påverka"),
    )
)
"""Whatever `_LEADERS` or `_ABOUT` finds has one of these: the patterns are dear, and most links have
none."""


def on_function_page(links: tuple[Link, ...]) -> Iterator[Link]:
    """Also the unit to which the function belongs, by its bare name in the text ("kansliet")."""
    for link in links:
        unit = link.landmark == "main" and _UNIT.match(link.text)
        if (unit or _LEADERS.search(link.text)) and len(link.text) <= LABEL:
            yield link


def on_start_page(links: tuple[Link, ...]) -> Iterator[Link]:
    """Those that name leaders or units first, visible ones before others."""
    short = [link for link in links if len(link.text) <= LABEL]
    promising = [short[at] for at in sorted(_TELLS.lines_holding([link.text.lower() for link in short]))]
    promising.sort(key=lambda link: not link.visible)
    for tells in (_LEADERS, _ABOUT):
        yield from (link for link in promising if tells.search(link.text.strip()))


def deeper(links: tuple[Link, ...]) -> Iterator[Link]:
    """From a page about the municipality to the one on its organisation."""
    content = (link for link in links if link.landmark not in ("banner", "contentinfo"))
    return (link for link in content if len(link.text) <= LABEL and _LEADERS.search(link.text))
