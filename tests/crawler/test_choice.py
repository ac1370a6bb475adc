"""Which further pages a visit reads, and in what order."""

from collections.abc import Callable

import pytest

from crawler.candidates import Reader
from crawler.choice import SUBPAGES, Chooser
from crawler.entries import without_unexplained
from crawler.wanted import Wanted
from scoring.lexicon import load_lexicon
from scoring.observation import Box, Entry, Heading, Link, Page, Placement, Section, StartPage, Viewport
from scoring.search_budget import PAGES, STEPS, TARGETS
from scoring.urls import page_key

HOME = "https://www.ekby.test/"
SEEN = Placement(visible=True)
HIDDEN = Placement(visible=False, hidden_by="display", clicks=None)
VIEWPORT = Viewport(width=1366, height=768)


def owns(url: str) -> bool:
    return url.startswith((HOME, "https://e.ekby.test/"))


def entry(text: str, path: str, number: int = 0, **more: object) -> Entry:
    fields = {"kind": "link", "target_url": f"{HOME}{path}" if path else None, "desktop": SEEN, **more}
    return Entry(id=f"e{number}", text=text, accessible_name=text, **fields)  # type: ignore[arg-type]


def link(text: str, path: str, landmark: str = "main", top: float = 100) -> Link:
    url = path if "://" in path else f"{HOME}{path}"
    return Link(text=text, url=url, landmark=landmark, box=Box(x=0, y=top, width=90, height=20))  # type: ignore[arg-type]


def chooser(*entries: Entry, links: tuple[Link, ...] = (), own: Callable[[str], bool] = owns) -> Chooser:
    home = Page(url=HOME, final_url=HOME, role="start", status=200)
    start = StartPage(page=home, desktop=VIEWPORT, entries=entries, links=links)
    return Chooser(start, Reader(load_lexicon(), ("Ekby",)), own)


def read_page(*links: Link, role: str = "target", heading: str = "", text: str = "") -> Page:
    url = f"{HOME}kontakt"
    told = (Section(heading=heading, level=1, landmark="main", text=text),) if text else ()
    called = (Heading(level=1, text=heading),) if heading else ()
    page = Page(url=url, final_url=url, role=role, status=200, links=links, depth=1)  # type: ignore[arg-type]
    return page.model_copy(update={"sections": told, "headings": called})


VIA = Wanted(f"{HOME}kontakt", "target", "Kontakt", "e0", HOME, 1)


def paths(wanted: object) -> list[str]:
    return [one.url.removeprefix(HOME) for one in wanted]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "other",
    [
        "https://www.ekby.test/kontakt/",
        "http://ekby.test/kontakt",
        "https://WWW.ekby.test/kontakt#ring",
        "https://www.ekby.test:443/kontakt",
    ],
)
def test_addresses_that_a_visitor_calls_the_same(other: str) -> None:
    assert page_key(other) == page_key("https://www.ekby.test/kontakt")


@pytest.mark.parametrize(
    "other",
    [
        "https://www.ekby.test/",
        "https://www.ekby.test/Kontakt",
        "https://www.ekby.test/kontakt?id=1",
        "https://www.ekby.test:8080/kontakt",
        "https://e.ekby.test/kontakt",
    ],
)
def test_addresses_that_are_not(other: str) -> None:
    assert page_key(other) != page_key("https://www.ekby.test/kontakt")


def test_names_before_contact_words_whatever_the_order_on_the_page() -> None:
    found = chooser(
        entry("Kontakt", "kontakt", 0), entry("Medborgarkontor", "mk", 1), entry("Kontaktcenter", "kc", 2)
    ).targets()
    assert paths(found) == ["kc", "mk", "kontakt"]


def test_of_equals_the_higher_on_the_page() -> None:
    found = chooser(entry("Kundtjänst", "a", 0), entry("Kontaktcenter", "b", 1)).targets()
    assert paths(found) == ["a", "b"]


def test_a_target_says_where_it_comes_from() -> None:
    (found,) = chooser(entry("Kontakt", "kontakt", 7)).targets()
    assert found == Wanted(f"{HOME}kontakt", "target", "Kontakt", "e7", HOME, 1)


def test_links_of_an_opened_panel() -> None:
    panel = (("Kontaktcenter", f"{HOME}kc"), ("Bygglov", f"{HOME}bygglov"))
    found = list(chooser(entry("Kontakt", "", 3, kind="button", panel_links=panel)).targets())
    assert paths(found) == ["kc"]
    assert (found[0].entry, found[0].label) == ("e3", "Kontaktcenter")


@pytest.mark.parametrize(
    "unfit",
    [
        entry("Kontaktcenter", "kc", desktop=HIDDEN),
        entry("Kontaktcenter", "kc", skip_link=True),
        entry("Bygga och bo", "bygga"),
        entry("Kontaktperson", "kontaktperson"),
        entry("Kontakta oss", "", target_url="https://annan.test/kontakt"),
        entry("Kontaktcenter", "", target_url="javascript:void(0)"),
        entry("Kontaktcenter", "", target_url="tel:+46123", kind="tel"),
        entry("Kontaktcenter", "bild.jpg"),
        entry("Kontaktcenter", "logga-in"),
        entry("Kontaktcenter", "#kontakt"),
        entry("Kontaktcenter", ""),
    ],
)
def test_not_read(unfit: Entry) -> None:
    assert list(chooser(unfit).targets()) == []


def test_seen_on_the_phone_is_enough() -> None:
    assert paths(chooser(entry("Kontaktcenter", "kc", desktop=HIDDEN, mobile=SEEN)).targets()) == ["kc"]


def test_a_pdf_is_read() -> None:
    assert paths(chooser(entry("Kontaktcenter", "kc.pdf")).targets()) == ["kc.pdf"]


def test_somebody_elses_page_is_read_only_behind_a_functions_name() -> None:
    named = entry("Kontaktcenter", "", target_url="https://e.ekby.test/kc")
    contact = entry("Kontakta oss", "", target_url="https://e.ekby.test/kontakt")
    assert len(list(chooser(named).targets())) == 1
    assert len(list(chooser(named, own=lambda url: False).targets())) == 1
    assert len(list(chooser(contact).targets())) == 1
    assert list(chooser(contact, own=lambda url: False).targets()) == []


def test_one_page_of_somebody_else_at_most() -> None:
    names = ("Kontaktcenter", "Kundtjänst", "Servicecenter")
    entries = (entry(name, "", target_url=f"https://annan.test/{name}") for name in names)
    assert len(list(chooser(*entries).targets())) == 1


def test_one_page_once_however_it_is_written() -> None:
    found = chooser(
        entry("Kontaktcenter", "kc", 0), entry("Kontaktcenter", "kc/#x", 1), entry("Kontakta oss", "kc/", 2)
    ).targets()
    assert paths(found) == ["kc"]


def test_targets_have_a_limit() -> None:
    entries = [entry("Kontaktcenter", f"kc{number}", number) for number in range(20)]
    assert len(list(chooser(*entries).targets())) == TARGETS


def test_one_step_further_to_what_the_page_names() -> None:
    read = read_page(
        link("Bygglov", "bygglov"),
        link("Fler kontaktvägar", "fler"),
        link("Kontaktcenter", "kc"),
        link("Kundtjänst", "sidfot", "contentinfo"),
        link("Kundtjänst", "meny", "navigation"),
    )
    found = list(chooser(links=(link("Kundtjänst", "meny", "navigation"),)).steps(read, VIA))
    assert paths(found) == ["kc", "fler"]
    assert {(one.role, one.depth, one.entry, one.from_url) for one in found} == {
        ("step", 2, "e0", f"{HOME}kontakt")
    }


def test_one_step_further_by_the_contact_pages_own_sub_menu() -> None:
    read = read_page(
        link("Bygglov", "bygglov", "navigation"),
        link("Fler kontaktvägar", "fler", "navigation"),
        link("Kontaktcenter", "kontakt/kc", "navigation"),
    )
    assert paths(chooser().steps(read, VIA)) == ["kontakt/kc"]


def test_steps_have_a_limit() -> None:
    read = read_page(*(link("Kontaktcenter", f"kc{number}") for number in range(9)))
    assert len(list(chooser().steps(read, VIA))) == STEPS


def test_a_page_that_several_links_lead_to_is_one_step() -> None:
    read = read_page(*(link("Kontaktcenter", "kc", where) for where in ("main", "none", "complementary")))
    more = read.model_copy(update={"links": (*read.links, link("Kundtjänst", "kt"))})
    assert paths(chooser().steps(more, VIA)) == ["kc", "kt"]


def test_an_ordinary_page_leads_to_one_that_it_names() -> None:
    read = read_page(link("Kontakta oss", "x"), link("Kontaktcenter", "kc"), link("Kundtjänst", "kt"))
    assert paths(chooser().elsewhere(read, VIA)) == ["kc"]


def test_pages_that_may_name_who_is_responsible() -> None:
    page = read_page(link("Bygglov", "b"), link("Om kontaktcenter", "om"), link("Chef och ledning", "chef"))
    choosing = chooser(links=(link("Kommunens organisation", "org", "navigation"),))
    assert paths(choosing.responsible([page])) == ["om", "chef", "org"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Läs också om förvaltningstjänsterna, dit kundservicen hör.",
        "Kundservice ingår i förvaltningstjänsterna sedan i våras.",
        "Vi är en del av förvaltningstjänsterna på Ekby torg.",
    ],
)
def test_where_the_function_belongs_by_its_sentence(sentence: str) -> None:
    tax = link("Kommunalskatt", "skatt")
    page = read_page(tax, link("förvaltningstjänsterna", "ft"), heading="Kundservice", text=sentence)
    assert paths(chooser().responsible([page])) == ["ft"]


def test_a_link_beside_such_a_sentence_is_not_in_it() -> None:
    said = "Kundservice ingår i en större avdelning. Läs gärna mer om badplatserna i vår kommun."
    page = read_page(link("badplatserna", "bad"), heading="Kundservice", text=said)
    assert paths(chooser().responsible([page])) == []


ITSELF = "Vi har fyra löften, se våra tjänstegarantier. Ibland hjälper oss marknadsgruppen med torget."


def test_what_the_function_tells_of_itself_promises_first() -> None:
    page = read_page(
        link("marknadsgruppen", "mg"),
        link("bygglov", "bygglov"),
        link("Karta", "karta"),
        link("Lämna synpunkter", "synpunkter", "navigation"),
        link("våra tjänstegarantier", "garantier"),
        heading="Kundservice",
        text=ITSELF,
    )
    assert paths(chooser().of_itself([page])) == ["garantier", "mg"]


def test_nothing_of_a_page_that_is_not_the_functions() -> None:
    page = read_page(link("våra tjänstegarantier", "garantier"), heading="Bygglov", text=ITSELF)
    assert paths(chooser().of_itself([page])) == []


def test_what_the_start_page_links_to_is_nothing_the_function_tells_of_itself() -> None:
    garantier = link("våra tjänstegarantier", "garantier")
    page = read_page(garantier, heading="Kundservice", text=ITSELF)
    assert paths(chooser(links=(garantier,)).of_itself([page])) == []


def test_a_unit_by_its_name_before_others_when_it_may_lead_the_function() -> None:
    choosing = chooser(links=(link("Organisation", "org", "navigation"),))
    (about,) = choosing.responsible([])
    units = ("Tekniska förvaltningen", "Serviceförvaltningen", "Kulturförvaltningen", "Stadsledningskontoret")
    page = read_page(*(link(unit, unit[:2].lower()) for unit in units))
    assert paths(choosing.elsewhere(page, about)) == ["st", "se"]


def test_from_about_the_municipality_to_its_organisation() -> None:
    choosing = chooser(links=(link("Kommun och politik", "kommun", "navigation"),))
    (about,) = choosing.responsible([])
    page = read_page(link("Organisation och ledning", "organisation"), link("Budget", "budget"))
    (deeper,) = choosing.elsewhere(page, about)
    assert (deeper.role, deeper.depth, deeper.url.rpartition("/")[2]) == ("responsible", 2, "organisation")


def test_the_english_pages_are_the_last_to_be_looked_at() -> None:
    choosing = chooser(links=(link("English", "en", "navigation"), link("Kommunen", "k", "navigation")))
    assert paths(choosing.likely_homes()) == ["k", "en"]


def test_what_one_gets_help_with_may_stand_one_click_away() -> None:
    page = read_page(link("Det här hjälper vi dig med", "hjalp"), link("Bygglov", "bygglov"))
    choosing = chooser(entry("Kontaktcenter", "kc"))
    (via,) = choosing.targets()
    assert paths(choosing.steps(page, via)) == ["hjalp"]


def test_responsible_is_looked_for_on_the_start_page_too() -> None:
    choosing = chooser(links=(link("Kommunens organisation", "org", "navigation"),))
    (found,) = choosing.responsible([])
    assert (found.role, found.depth) == ("responsible", 1)


def test_labels_that_may_be_a_made_up_name() -> None:
    choice = chooser(entry("Lyktan", "lyktan"), entry("Kontakt", "kontakt", 1), entry("Navet", "navet", 2))
    assert paths(choice.coined()) == ["lyktan", "navet"]


def test_a_made_up_name_stays_once_its_page_has_explained_it() -> None:
    choice = chooser(entry("Lyktan", "lyktan"), entry("Navet", "navet", 1), entry("Kontakt", "kontakt", 2))
    choice.reader.learn(read_page(heading="Lyktan", text="Lyktan är Ekby kommuns kundtjänst."))
    kept = without_unexplained(choice.start, choice.reader).entries
    assert [one.text for one in kept] == ["Lyktan", "Kontakt"]


def test_two_ordinary_pages_menu_before_footer() -> None:
    found = chooser(
        links=(
            link("Tillgänglighet", "tillg", "contentinfo", 3000),
            link("Kontakt", "kontakt", "navigation", 10),
            link("Skola", "skola", "navigation", 90),
            link("Bygga och bo", "bygga", "navigation", 50),
            link("Startsida", "", "navigation", 5),
            link("Protokoll", "protokoll.pdf", "navigation", 6),
            link("Facebook", "https://annan.test/", "navigation", 7),
        )
    ).subpages([])
    assert paths(found) == ["bygga", "skola"]
    assert SUBPAGES == 2


def test_ten_pages_at_most() -> None:
    entries = [entry("Kontaktcenter", f"kc{number}", number) for number in range(20)]
    links = tuple(link(f"Kommun och politik {number}", f"s{number}", "navigation") for number in range(30))
    choosing = chooser(*entries, links=links)
    found = list(choosing.targets())
    for target in list(found):
        steps = (link("Kundtjänst", f"{target.url.rsplit('/')[-1]}-{number}") for number in range(5))
        found += choosing.steps(read_page(*steps), target)
    found += choosing.responsible([])
    found += choosing.subpages([])
    found += choosing.likely_homes()
    assert len(found) == PAGES
    assert len({page_key(one.url) for one in found}) == PAGES


def test_an_address_that_is_none_is_not_visited() -> None:
    start = chooser(entry("Kundtjänst", "a", 0))
    assert not start._take(Wanted("http://[ekby", "target", "Kundtjänst", None, HOME, 1))


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "//[x]/", "http://ekby.test:port/", "https://"])
def test_an_address_that_is_none_is_left_and_nothing_else_with_it(url: str) -> None:
    """Found by the payload corpus: such a link among the others ended the whole visit."""
    broken = [Link(text=text, url=url) for text in ("Om kommunen", "Kontaktcenter", "English", "Bygga")]
    choosing = chooser(entry("Kontaktcenter", "kc"), links=(*broken, link("Om kommunen", "om")))
    read = read_page(*broken, role="responsible")
    found = [*choosing.targets(), *choosing.steps(read, VIA), *choosing.responsible([read])]
    found += [*choosing.elsewhere(read, VIA), *choosing.subpages([]), *choosing.likely_homes()]
    assert {"kc", "om"} <= set(paths(found))
    assert all(one.url.startswith(HOME) for one in found)


def test_an_address_with_a_password_is_not_visited() -> None:
    named = Entry(
        id="e0", kind="link", text="Kontaktcenter", accessible_name="", desktop=SEEN,
        target_url="https://name:word@www.ekby.test/kc",
    )  # fmt: skip
    assert paths(chooser(named, own=lambda url: True).targets()) == []
