"""Which pages the weekly crawl reads."""

from typing import Any

import pytest

from crawler.sectors.choice import HUBS, PAGES, SectorChooser
from scoring.lexicon import load_lexicon
from scoring.observation import Observation
from tests.scoring import build

PLACES = ("Almsta",)


def chooser(*links: Any, pages: Any = ()) -> SectorChooser:
    return SectorChooser(build.observation((), pages, links=links), load_lexicon(), PLACES)


def labels(choices: Any) -> dict[str, str]:
    return {choice.purpose: choice.wanted.label for choice in choices}


def missing(found: SectorChooser) -> set[str]:
    return set(found.fields)


def test_there_are_twelve_fields() -> None:
    assert len(chooser().fields) == 12


def test_one_page_per_field_and_the_plainest_label() -> None:
    found = chooser(
        build.link("Bygga, bo och miljö: bygglov, avfall och vatten", "/allt"),
        build.link("Bygglov", "/bygglov"),
        build.link("Bygglov och detaljplaner", "/plan"),
        build.link("Avfall och återvinning", "/avfall"),
    )
    told = labels(found.direct(missing(found)))
    assert told["building"] == "Bygglov"
    assert told["waste"] == "Avfall och återvinning"


def test_what_is_no_sector_page_of_the_municipality() -> None:
    found = chooser(
        build.link("Bygglov", "/bygglov.pdf"),
        build.link("Avfall", "https://www.avfallsbolaget.example/"),
        build.link("Skola", "/", visible=True),
        build.link("Ny skola invigs i Östra Almsta efter att bygget har försenats i två hela år", "/nyhet"),
    )
    assert labels(found.direct(missing(found))) == {}


def test_what_a_closed_menu_holds_comes_after_what_is_in_sight() -> None:
    found = chooser(
        build.link("Skola", "/meny/skola", visible=False),
        build.link("Avfall", "/meny/avfall", visible=False),
        build.link("Avfall och återvinning", "/avfall"),
        build.link("Tyck till", "/meny/tyck-till", visible=False),
    )
    told = {c.purpose: c.wanted.url.partition(".se")[2] for c in found.direct({"school", "waste"})}
    assert told == {"school": "/meny/skola", "waste": "/avfall"}
    assert labels(found.services()) == {"complaints": "Tyck till"}


def test_service_pages_are_looked_for_on_the_pages_of_the_night_too() -> None:
    page = build.page("/service", "Service", "", links=(build.link("Lämna en synpunkt", "/tyck-till"),))
    (choice,) = chooser(pages=(page,)).services()
    assert (choice.purpose, choice.wanted.label, choice.wanted.depth) == (
        "complaints",
        "Lämna en synpunkt",
        2,
    )


def test_the_same_page_is_read_once() -> None:
    found = chooser(build.link("Bygglov", "/bygga#lov"), build.link("Avfall", "/bygga#avfall"))
    assert len(list(found.direct(missing(found)))) == 1


def test_service_pages_by_whole_labels() -> None:
    found = chooser(
        build.link("Synpunkter och klagomål", "/synpunkter"),
        build.link("Tyck till om trafikplanen", "/trafikplan"),
        build.link("Servicegaranti", "/garanti"),
        build.link("Näringsliv och företag", "/naringsliv"),
        build.link("Företagslots", "/lots"),
        build.link("E-tjänster", "/e-tjanster"),
    )
    assert labels(found.services()) == {
        "complaints": "Synpunkter och klagomål",
        "guarantee": "Servicegaranti",
        "business": "Näringsliv och företag",
        "eservices": "E-tjänster",
        "guide": "Företagslots",
    }


def test_section_pages_lead_to_what_the_start_page_does_not_show() -> None:
    found = chooser(build.link("Stöd och omsorg", "/omsorg"), build.link("Kultur och fritid", "/fritid"))
    hubs = list(found.hubs({"elderly", "income", "culture"}))
    assert hubs[0].wanted.label == "Stöd och omsorg"
    hub = build.page("/omsorg", "Stöd och omsorg", "Text.", links=(build.link("Försörjningsstöd", "/fs"),))
    assert labels(found.beyond(hub, {"income"})) == {"income": "Försörjningsstöd"}


def test_the_page_budget_holds_whatever_a_site_links() -> None:
    many = [build.link(f"Bygglov och avfall {n}", f"/s{n}") for n in range(200)]
    found = chooser(*many, *(build.link(f"Omsorg {n}", f"/o{n}") for n in range(50)))
    taken = [*found.services(), *found.direct(missing(found)), *found.hubs(missing(found))]
    for _ in range(PAGES):
        taken += list(found.direct(missing(found)))
    assert len(taken) <= PAGES
    assert sum(choice.purpose == "hub" for choice in taken) <= HUBS


def test_what_the_night_has_read_is_not_read_again() -> None:
    page = build.page("/bygglov", "Bygglov", "Text.", role="subpage", via_label="Bygglov")
    assert set(chooser(pages=[page]).known()) == {"building"}


def test_unmeasured_has_no_links() -> None:
    unmeasured = Observation(
        code="9901", name="A", homepage="http://a.example/", own_hosts=(), measured_at="", status="unmeasured"
    )
    with pytest.raises(ValueError, match="9901"):
        SectorChooser(unmeasured, load_lexicon(), ())
