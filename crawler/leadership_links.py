"""Links that may lead to a page on who leads what (method §3e): of the function's page, of the start page,
from a page about the municipality to the one on its organisation; last what the function tells of itself."""

import re
from collections.abc import Callable, Iterator

from scoring.lexicon.anchors import Anchors
from scoring.lexicon.normalise import SENTENCE
from scoring.observation import Link, Page
from scoring.urls import is_below

LABEL = 60
"""Characters: what is longer is a sentence."""
_LEADERS = re.compile(
    r"\b(chef\w*|\w{0,12}ledning\w*|\w{0,12}organis\w*|förvaltning(en|ar|arna)?|"
    r"avdelning(ar|arna)|vem (som )?leder|tjänsteperson\w*|\w*tjänsteinnehavare|"
    r"om (kontaktcenter|kundcenter|servicecenter|kundtjänst|medborgarservice|oss)\w*|"
    r"ansvarig\w*|vem gör vad|vem är vem|kommunledning\w*|enhet(en|er)?|medarbetare)\b",
    re.IGNORECASE,
)

_UNIT = re.compile(
    r"(?i)^[\w ,&-]*(kansli(et)?|stab(en)?|avdelning(en)?|förvaltning(en)?|enhet(en)?|kontor(et)?|sektorn?)$"
)
"""A unit by its name."""
_CENTRAL_WORDS = Anchors(
    (
        *("kommunledning", "stadsledning", "kommunstyrelse", "service", "kommunikation"),
        *("kansli", "stab", "administr"),
    )
)
"""Of a municipality's units those that usually lead such a function."""
_ABOUT = re.compile(
    r"(?i)^(om (?!cookies|kakor|webb)\w+( kommun)?|(vår |stadens )?kommun(en)?|kommun(en)?s?fakta|"
    r"(kort )?fakta( och (siffror|statistik))?( om (kommunen|staden|oss))?|"
    r"(?!nyhet|budget|årsredo|fullmäktige|protokoll|beslut)\w+ i korthet|(stads|kommun|råd)huset|"
    r"kommun(en)?\W+(och |& )?(politik|demokrati|organisation|insyn|styr)\w*|"
    r"((vår |stadens |kommunens )?(politik|demokrati|insyn|styra|styre|styrning|inflytande|påverka)\b.{0,30}|"
    r"så (styrs|fungerar) .{0,25}))$"
)
"""Below such a page a municipality tells who leads what."""
_BELONGS = re.compile(
    r"(?i)\b(?:(?:hör|ingår|sorterar|lyder|ligger|finns) (?:\S+ )?(?:till|i|inom|under|hos)\b|"
    r"tillhör|dit \S+ (?:också |även )?hör|där \S+ ingår|(?:en )?del av|"
    r"(?:enhet|avdelning|grupp) (?:i|inom|vid|på|under)\b|organisat\w+|organisera\w+|"
    r"leds av|styrs av|förestås av)"
)
"""A sentence that says which unit the function belongs to."""
_OF_ITSELF = re.compile(
    r"(?i)\b\w*(?:garanti\w*|löfte\w*|åtagande\w*|deklaration\w*|klagomål\w*|synpunkt\w*|beröm|nöjd\w*|"
    r"verksamhetsplan\w*|verksamhetsberättelse\w*|årsberättelse\w*|kvalitet\w*|bemötande\w*|vårt uppdrag|"
    r"våra mål|vilka vi är|personal|kontaktpersoner|bakom (?:kulisserna|disken|luren))\b|"
    r"\b(?:så (?:arbetar|jobbar) vi|vi som (?:arbetar|jobbar|svarar)|(?:lär känna|möt|mer om|läs om|om) oss|"
    r"vår (?:historia|verksamhet))\b"
)
"""What a service tells of itself: its promises, what to do when it fails, who works there."""
_AROUND = 4
"""Words beside a link that make a sentence of it."""
_TELLS = Anchors(
    (
        *(
            "chef",
            "ledning",
            "organis",
            "förvaltning",
            "avdelning",
            "vem",
            "tjänsteperson",
            "tjänsteinneh",
            "om ",
        ),
        *("ansvarig", "enhet", "medarbetare", "kommun", "politik", "demokrati", "styr"),
        *("fakta", "korthet", "huset", "fungerar", "insyn", "inflytande", "påverka"),
    )
)
"""Whatever `_LEADERS` or `_ABOUT` finds has one of these: the patterns are dear, and most links have
none."""


def on_function_page(page: Page) -> Iterator[Link]:
    """First what stands in a sentence that says where the function belongs ("Läs också om
    förvaltningstjänsterna, dit kundservicen hör"); also its unit by the bare name in the text
    ("kansliet")."""
    told = [line for line in _sentences(page) if _BELONGS.search(line)]
    if told:
        yield from (
            link
            for link in page.links
            if link.landmark in ("main", "none")
            and 3 < len(link.text) <= LABEL
            and any(_is_part(link.text, line) for line in told)
        )
    for link in page.links:
        unit = link.landmark == "main" and _UNIT.match(link.text)
        if (unit or _LEADERS.search(link.text)) and len(link.text) <= LABEL:
            yield link


def of_itself(page: Page) -> Iterator[Link]:
    """In the content of the function's page: what the service tells of itself, then links in sentences."""
    short = [
        link
        for link in page.links
        if link.landmark in ("main", "none") and link.visible and 3 < len(link.text) <= LABEL
    ]
    yield from (link for link in short if _OF_ITSELF.search(link.text))
    lines = _sentences(page) if short else []
    yield from (link for link in short if any(_is_part(link.text, line) for line in lines))


def _sentences(page: Page) -> list[str]:
    """Of the content; what begins and ends with a link is none."""
    texts = (s.text for s in page.sections if s.landmark in ("main", "none"))
    return [part for text in texts for part in SENTENCE.split(text) if part.count(" ") >= _AROUND]


def _is_part(label: str, sentence: str) -> bool:
    return label in sentence and sentence.count(" ") - label.count(" ") >= _AROUND


def on_start_page(links: tuple[Link, ...]) -> Iterator[Link]:
    """Those that name leaders or units first, visible ones before others."""
    short = [link for link in links if len(link.text) <= LABEL]
    low = [link.text.lower() for link in short]
    promising = [short[at] for at in sorted(_TELLS.lines_holding(low))]
    promising.sort(key=lambda link: not link.visible)
    for tells in (_LEADERS, _ABOUT):
        yield from (link for link in promising if tells.search(link.text.strip()))
    central = (short[at] for at in sorted(_CENTRAL_WORDS.lines_holding(low)))
    yield from (link for link in central if _UNIT.match(link.text.strip()))


def deeper(page: Page, names_function: Callable[[str], bool]) -> list[Link]:
    """From a page about the municipality to the one on its organisation, from that to the unit that leads the
    function: first the unit beside which the page names it, then those that lead by their names."""
    content = [link for link in page.links if link.landmark not in ("banner", "contentinfo")]
    lines = [line for s in page.sections for line in (s.heading, *s.text.splitlines(), *s.items)]
    found = []
    for link in content:
        if (
            not link.text
            or len(link.text) > LABEL
            or not (_leads(link) or is_below(link.url, page.final_url))
        ):
            continue
        beside = any(
            names_function(near)
            for at, line in enumerate(lines)
            if link.text in line
            for near in lines[at : at + 2]
        )
        central = _CENTRAL_WORDS.any_in(link.text.lower())
        # "Tekniska förvaltningen" is a unit like others; "Förvaltningar" tells of all of them.
        leads = _LEADERS.search(link.text) is not None and (central or not _UNIT.match(link.text))
        found.append((beside, leads, central, link))
    return [link for *_, link in sorted(found, key=lambda one: tuple(not told for told in one[:3]))]


def _leads(link: Link) -> bool:
    return _LEADERS.search(link.text) is not None or _UNIT.search(link.text) is not None
