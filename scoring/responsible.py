"""Aspect e: is someone responsible for service to the citizens? (method §3e)

A page can prove yes, never no: silence is `unknown`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scoring.codes import Code
from scoring.evidence_of_help import STALE, looks_like_record
from scoring.head_lists import list_named, page_lists
from scoring.lexicon import normalise
from scoring.observation import Page
from scoring.page_texts import page_texts
from scoring.result import Confidence, Rejected
from scoring.role_lines import read_line
from scoring.role_names import abbreviations, in_full
from scoring.role_words import CELL, Hit, RoleLine, Words, person_in, role_column, words_of, worth_reading
from scoring.site import Site, h1
from scoring.targets import named_by
from scoring.urls import is_below

MONTHS = 24
_LINE = re.compile(
    r"(?<=[.!?])(?<!\b[Tt]f\.)(?<!\b[Tt]\.f\.)(?<!\b[Tt]\.)(?<!\b[Ss]tf\.)(?<!\b[Bb]itr\.)(?<!\b[Aa]vd\.)\s+|\n+"
)


@dataclass(frozen=True, slots=True)
class Responsible:
    found: bool
    url: str = ""
    text: str = ""
    """As it stands on the page: names are masked where it is shown."""
    role: str = ""
    confidence: Confidence = "likely"
    rejected: tuple[Rejected, ...] = ()


def judge_responsible(site: Site) -> Responsible:
    """The first page, in order of address, that states a role responsible for the function."""
    words = words_of(site.lexicon)
    rejected: list[Rejected] = []
    best: Responsible | None = None
    for page in sorted(
        (*site.observation.pages, site.start.page), key=lambda p: (p.final_url or p.url, p.digest)
    ):
        hit = _on_page(site, page, words, rejected)
        if hit is None:
            continue
        obstacle = _obstacle(site, page)
        url = page.final_url or page.url
        if obstacle is not None:
            rejected.append(Rejected(text=hit.line, url=url, why=obstacle))
        elif best is None or (hit.confidence == "certain" and best.confidence != "certain"):
            best = Responsible(True, url, hit.line, hit.role, hit.confidence)
    told = tuple(dict.fromkeys(rejected))
    if best is None:
        return Responsible(False, rejected=told)
    # What is said is said; a silence may be broken on a page that was not read.
    return replace(best, confidence="certain", rejected=told)


def _obstacle(site: Site, page: Page) -> Code | None:
    if not site.own(page.final_url or page.url):
        return Code.OTHER_ORGANISATION
    text = normalise("\n".join(section.text for section in page.sections))
    if STALE & set(page.kind_hints) - {"event"} or looks_like_record(site, text):
        return Code.ROLE_IN_RECORD
    return Code.ROLE_OUTDATED if _outdated(page.dated, site.observation.measured_at) else None


def _outdated(dated: str | None, measured_at: str) -> bool:
    """Older than 24 months by the page's own date (settled question 28)."""
    if not dated:
        return False
    try:
        then, now = date.fromisoformat(dated[:10]), date.fromisoformat(measured_at[:10])
    except ValueError:  # "2023-02-30" from a page: no date
        return False
    months = (now.year - then.year) * 12 + now.month - then.month
    return months > MONTHS or (months == MONTHS and now.day > then.day)


def _on_page(site: Site, page: Page, words: Words, rejected: list[Rejected]) -> Hit | None:
    if not page.ok:
        return None
    best: Hit | None = None
    lines = list(_lines_worth_reading(site, page, words))
    own_page = bool(lines) and _is_the_functions(site, page)
    short = abbreviations(site, _whole_text(page)) if lines else {}
    for said in lines:
        text = in_full(said.text, short)
        line = said if text == said.text else replace(said, text=text, low=normalise(text))
        if words.not_roles.search(line.low):
            rejected.append(Rejected(text=line.text, url=page.final_url or page.url, why=Code.NOT_A_HEAD))
            continue
        hit = read_line(site, line, own_page or site.read(line.heading).names, words)
        if hit is not None and line is not said:
            hit = replace(hit, line=said.text)  # evidence is what stands there
        if hit is not None and _of_another_service(site, page, line):
            rejected.append(
                Rejected(text=line.text, url=page.final_url or page.url, why=Code.OTHER_ORGANISATION)
            )
            continue
        if hit is not None and not _holds_today(site, line, words):
            rejected.append(Rejected(text=line.text, url=page.final_url or page.url, why=Code.NOT_A_HEAD))
            continue
        if hit is not None and (best is None or hit.confidence == "certain" != best.confidence):
            best = hit
    return best


def _is_the_functions(site: Site, page: Page) -> bool:
    """The function's own page, or one below it ("Vilka vi är")."""
    if named_by(site, page) is not None:
        return True
    here = page.final_url or page.url
    return any(
        is_below(here, above.final_url or above.url) and named_by(site, above) is not None
        for above in site.observation.pages
        if above is not page and above.ok
    )


def _of_another_service(site: Site, page: Page, line: RoleLine) -> bool:
    """ "Kundservicechef: Helena Sand" or "Chef för kundservice" below "Kundservice vatten och avfall", and no
    word of another function."""
    above = (site.read(h1(page)), site.read(line.heading))
    others = {r.term for r in above if r.kind == "negative" and r.why != "negative_location"}
    if _in_anothers_row(site, line):
        return True
    named = (m for m in site.lexicon.find(line.low, site.places) if m.cls in "SMPB" and not m.negative)
    return bool(others) and all(m.term in others for m in named)


def _in_anothers_row(site: Site, line: RoleLine) -> bool:
    """ "Almsta Vatten, kundservice | Kundservicechef Helena Sand": its first cell says whose row it is."""
    first, *others = line.low.split(CELL)
    return bool(others) and bool(site.lexicon.data.qualifiers.groups_in(first))


def _whole_text(page: Page) -> str:
    return "\n".join(text for s in page.sections for text in (s.heading, s.text, *s.items))


def _holds_today(site: Site, line: RoleLine, words: Words) -> bool:
    """A role that is named with its function stands, whoever holds it (settled question 26): "Enhetschef för
    kundtjänst: rekrytering pågår"."""
    label, mark, _ = line.low.partition(": ")
    if mark and words.heads.search(label) and any(m.cls in "SM" for m in site.lexicon.find(label)):
        return words.is_now(label)
    named = person_in(line.text, anywhere=True) is not None
    return words.is_now(line.with_its_card(), named=named)


def _lines_worth_reading(site: Site, page: Page, words: Words) -> Iterator[RoleLine]:
    """The lines of every text that has one of the anchors, or stands below the name of a list of heads. Most
    pages have none of their words, and are searched as a whole."""
    texts = page_texts(site, page)
    promising = words.loose_anchors.lines_holding([one.folded for one in texts])
    if not promising:
        return
    of_page = page_lists(words, page)
    lists = {above: list_named(words, above) for above in {texts[at].section.heading for at in promising}}
    if of_page or any(lists.values()):
        promising |= {at for at, one in enumerate(texts) if of_page or lists.get(one.section.heading)}
    for at in sorted(promising):
        text, heading = texts[at].text, texts[at].section.heading
        low, in_list = normalise(text), lists.get(heading) or of_page
        if not in_list and not words.anchors.any_in(low):
            continue
        before = next((one.text for one in reversed(texts[:at]) if normalise(one.text)), "")
        above = _lines(before)[-1] if before else ""
        previous = normalise(above)
        lines = _lines(text)
        column = ""
        for line, following, after in zip(lines, [*lines[1:], ""], [*lines[2:], "", ""], strict=False):
            this = normalise(line)
            column = role_column(this, words) or (column if CELL in line else "")
            in_list = list_named(words, line) or in_list
            found = RoleLine(line, this, previous, following, heading, column, after, above, in_list)
            if worth_reading(found, words):
                yield found
            previous, above = this, line


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _LINE.split(text) if line.strip()]
