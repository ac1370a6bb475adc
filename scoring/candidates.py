"""What on a site could be the function: every name found, with the place where its facts stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scoring.area import Area, page_area, panel_area, section_area
from scoring.codes import Code
from scoring.delegation import delegates
from scoring.elsewhere import dead_labels, without
from scoring.evidence_of_help import MET, signs
from scoring.lexicon import LabelReading
from scoring.observation import Entry, Page
from scoring.site import NOT_MAIN, Site, h1, in_news, is_label, original, reachable
from scoring.targets import begins_with_name, named_by, named_sections, names_itself, target_trouble
from scoring.urls import page_key

_NO_PAGE = ("mailto:", "tel:", "sms:")
_OWN_PAGE_ROLES = frozenset({"target", "step"})


@dataclass(frozen=True, slots=True)
class Candidate:
    name: str
    reading: LabelReading
    url: str
    area: Area | None = None
    trouble: Code | None = None
    headings: tuple[str, ...] = ()
    """What rules over the area: H1 of its page, heading of the block it is linked from."""
    entry: str = ""
    """Id of the start-page entry that led here."""
    site_wide: bool = True
    """An entry of the start page leads to it."""
    own: bool = True
    delegated: bool = False
    reached: bool = True
    only_news: bool = False
    foreign: bool = False
    label: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """One function, whatever number of labels lead to it."""
        where = self.area.heading if self.area and not self.area.whole else ""
        return (page_key(self.url) or self.url, where, self.reading.term, str(self.trouble or ""))


def gather(site: Site) -> list[Candidate]:
    """All candidates for both readings, each once, in an order that does not depend on the order of links."""
    found: dict[tuple[str, str, str, str], Candidate] = {}
    for candidate in _all(site):
        kept = found.get(candidate.key)
        if kept is None or _better(candidate, kept):
            found[candidate.key] = candidate
    return [found[key] for key in sorted(found)]


def _better(new: Candidate, old: Candidate) -> bool:
    def merit(c: Candidate) -> tuple[bool, bool, bool, bool, bool, int]:
        return (c.reached, not c.only_news, c.delegated, c.site_wide, not c.foreign, -len(c.headings))

    def last(c: Candidate) -> tuple[object, ...]:
        """No order of links decides between two that are as good."""
        return (c.label, c.entry, c.name, c.headings)

    return (merit(new), last(old)) > (merit(old), last(new))


def _all(site: Site) -> Iterator[Candidate]:
    for entry in site.start.entries:
        yield from _from_entry(site, entry)
    for page in site.observation.pages:
        if page.ok and (page.role in _OWN_PAGE_ROLES or named_by(site, page)):
            yield from _from_page(site, page)
        elif page.ok:
            yield from _from_english(site, page)
    yield from _from_start_sections(site)
    yield from _from_raw_links(site)


def _from_entry(site: Site, entry: Entry) -> Iterator[Candidate]:
    reading, source = site.read_entry(entry)
    opens = bool(entry.panel_text) or entry.kind == "text"
    if entry.skip_link or not (reading.names or reading.generic or opens):
        return
    base = Candidate(
        original(reading.text, source) if reading.names else source,
        reading,
        entry.target_url or "",
        entry=entry.id,
        reached=reachable(entry),
        only_news=in_news(entry),
        label=source,
        headings=(entry.block_heading,) if entry.block_heading else (),
        foreign=bool(reading.lang) or _foreign(site, entry.lang),
    )
    if entry.kind == "text" and (
        not is_label(entry, reading) or not signs(site, panel_area(site, entry), "broad")
    ):
        return  # a sentence that mentions the function is no label of it
    if opens:
        yield from _from_panel(site, entry, base)
    if not (reading.names or reading.generic):
        return
    if entry.target_url and page_key(entry.target_url):
        yield _with_target(site, base, entry.target_url, entry.near_text + " " + entry.panel_text)
    elif reading.names and not entry.panel_text:
        yield replace(base, url=_start_url(site), area=panel_area(site, entry))


def _from_panel(site: Site, entry: Entry, base: Candidate) -> Iterator[Candidate]:
    area = panel_area(site, entry)
    named = base.reading if base.reading.names else _first_name(site, area)
    if named is None and not base.reading.generic and entry.kind != "text":
        return
    if named is None and len(signs(site, area, "broad")) < MET:
        return
    reading = named or LabelReading("contact", base.label, "text", "panel")
    name = original(reading.text, area.text) if named else base.label
    yield replace(base, name=name, reading=reading, url=_start_url(site), area=area)


def _first_name(site: Site, area: Area) -> LabelReading | None:
    # A label inside that leads nowhere is an entry of its own, and proves nothing (method §3a).
    dead = dead_labels(site, site.start.page)
    for line in area.text.splitlines():
        reading = site.read(without(line, dead))
        if reading.names:
            return reading
    return None


def _start_url(site: Site) -> str:
    return site.start.page.final_url or site.start.page.url


def _with_target(site: Site, base: Candidate, url: str, around: str) -> Candidate:
    own = site.own(url)
    page = site.page_at(url)
    trouble = target_trouble(site, url)
    area = None
    if page is not None and trouble is None:
        area = _area_named(site, page, base.reading)
    delegated = not own and delegates(site, around)
    headings = base.headings + ((h1(page),) if page is not None and trouble is None and h1(page) else ())
    # "Contact Center" is what a Swedish page may call it.
    foreign = _foreign(site, page.lang, area.normal) if page is not None and area else base.foreign
    return replace(
        base,
        url=area.url if area else url,
        area=area,
        trouble=trouble,
        own=own,
        delegated=delegated,
        headings=headings,
        foreign=foreign,
    )


def _area_named(site: Site, page: Page, reading: LabelReading) -> Area:
    """The whole page when it is the function's own, else the section that names it if that shows a first
    line."""
    if named_by(site, page) or not reading.names:
        return page_area(site, page)
    for index in named_sections(site, page):
        area = section_area(site, page, index)
        if len(signs(site, area, "broad")) >= MET:
            return area
    return page_area(site, page)


def _from_page(site: Site, page: Page) -> Iterator[Candidate]:
    url = page.final_url or page.url
    entries = site.entries_to(page)
    seen = [entry for entry in entries if reachable(entry)]
    from_start = not page.from_url or site.is_start(page.from_url)
    base = Candidate(
        h1(page) or page.title,
        LabelReading("contact"),
        url,
        reached=site.reachable_page(page),
        site_wide=bool(entries) or site.linked_visibly(page),
        own=site.own(url),
        delegated=not site.own(url) and delegates(site, page.via_label),
        only_news=bool(seen) and from_start and all(in_news(e) for e in seen),
        headings=(h1(page),) if h1(page) else (),
        foreign=_foreign(site, page.lang, page_area(site, page).normal),
        label=page.via_label,
    )
    reading = named_by(site, page)
    trouble = target_trouble(site, url)
    if reading is not None:
        name = original(reading.text, h1(page) if site.read(h1(page)).names else page.title)
        area = None if trouble else page_area(site, page)
        yield replace(
            base,
            name=name,
            reading=reading,
            area=area,
            trouble=trouble,
            foreign=base.foreign or bool(reading.lang),
        )
    if trouble:
        return
    for index in (
        named_sections(site, page) if reading is None and site.read(h1(page)).kind != "negative" else ()
    ):
        yield _from_section(site, base, page, index)
    yield from _from_page_links(site, page, base)


def _from_english(site: Site, page: Page) -> Iterator[Candidate]:
    """A function that an English page names, in whatever place (ruling 28)."""
    area = page_area(site, page)
    if not _foreign(site, page.lang, area.normal):
        return
    match = next((m for m in site.lexicon.find(area.text, site.places) if not m.negative), None)
    reading = site.read(match.text) if match else None
    if reading is not None and reading.names:
        name = original(reading.text, area.text)
        url = page.final_url or page.url
        reached = site.reachable_page(page)
        yield Candidate(
            name, reading, url, area, reached=reached, own=site.own(url), foreign=True, label=page.via_label
        )


def _from_section(site: Site, base: Candidate, page: Page, index: int) -> Candidate:
    heading = page.sections[index].heading
    labels = [c.label for c in page.channels if c.section == index and names_itself(site, c.label)]
    label = heading if site.read(heading).names else next(iter(labels), begins_with_name(site, page, index))
    reading = site.read(label)
    return replace(
        base,
        name=original(reading.text, label),
        reading=reading,
        area=section_area(site, page, index),
        # "Kundtjänst 0474-551 00" below "Bostadsbolaget"
        headings=(*base.headings, heading) if heading and label != heading else base.headings,
    )


def _from_page_links(site: Site, page: Page, base: Candidate) -> Iterator[Candidate]:
    """A function named by a link of a page that was reached (two clicks at most)."""
    if page.role != "target":
        return
    for link in page.links:
        if link.landmark in NOT_MAIN or not site.shows(page, link) or not site.read(link.text).names:
            continue
        if link.url.startswith(_NO_PAGE):
            continue
        reading = site.read(link.text)
        near = Candidate(
            original(reading.text, link.text),
            reading,
            link.url,
            reached=base.reached,
            site_wide=base.site_wide and site.read(base.label).kind == "contact",
            only_news=base.only_news,
            label=link.text,
            foreign=base.foreign,
        )
        yield _with_target(site, near, link.url, "")


def _from_start_sections(site: Site) -> Iterator[Candidate]:
    """A text block of the start page with the contact details in full counts as target (method §3b)."""
    page = site.start.page
    news = {entry.text for entry in site.start.entries if in_news(entry)}
    for index, section in enumerate(page.sections):
        reading = site.read(section.heading)
        if section.heading in news or not (reading.names or reading.generic):
            continue
        area = section_area(site, page, index)
        if len(signs(site, area, "broad")) < MET:
            continue
        name = original(reading.text, section.heading) if reading.names else section.heading
        yield Candidate(
            name, reading, _start_url(site), area, label=section.heading, foreign=bool(reading.lang)
        )


def _from_raw_links(site: Site) -> Iterator[Candidate]:
    """Links of the start page that were not taken up as entries: off-screen, in a template, or beyond a
    limit."""
    left = [
        link for link, key in zip(site.start.links, site.link_keys, strict=True) if key not in site.entry_keys
    ]
    for link, reading in zip(left, site.read_all([link.text for link in left]), strict=True):
        if reading.names:
            base = Candidate(
                original(reading.text, link.text), reading, link.url, reached=link.visible, label=link.text
            )
            yield _with_target(site, base, link.url, "")


def _foreign(site: Site, lang: str, text: str = "") -> bool:
    """English, or another language ("Suomeksi"), by its markup, or by its commonest words (templates often
    keep the site's language, or that of whoever made them)."""
    own = site.lexicon.language.partition("_")[0]
    if own == "en":
        return False
    marked = lang.casefold().partition("-")[0]
    if marked == "en" or site.lexicon.reads_as_english(text):
        return True
    return marked not in ("", own) and site.lexicon.reads_as_another(text)
