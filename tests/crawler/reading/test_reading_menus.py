"""Big menus and long lists: read fast, and nothing that leads to a contact is lost."""

import re

import pytest

from crawler.reading import read_page
from crawler.reading.hours_tokens import may_name_days
from crawler.reading.hours_words import DAYS, EVERY_DAY, SHORT_DAYS, WEEKDAYS, WEEKEND
from crawler.reading.links import may_matter
from scoring.observation import Page

ORDINARY = "".join(f"<li><a href='/amne-{number}'>Ämne {number}</a></li>" for number in range(60))


def read(html: str) -> Page:
    url = "https://www.example.se/"
    return read_page(html, url=url, final_url=url, status=200, role="subpage")


def menu(inside: str, attributes: str = "") -> str:
    return f"<nav {attributes}><ul>{ORDINARY}</ul>{inside}</nav><main><h1>Bygga</h1><p>Om bygglov.</p></main>"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/x'>Kontakta<br>oss</a>",
        "<a href='/x'><svg><title>ikon</title></svg>Kon&shy;takt</a>",
        "<a href='/x' aria-label='Kundtjänst'><i></i></a>",
        "<a href='/kontakt'>Hör av dig</a>",
        "<ul><li><a href='/x'><img alt='Servicecenter'></a></li></ul>",
    ],
)
def test_menu_keeps_what_looks_like_contact(link: str) -> None:
    page = read(menu(link))
    assert [(found.landmark, found.visible) for found in page.links] == [("navigation", True)]
    assert [section.heading for section in page.sections] == ["Bygga"]


def test_menu_keeps_landmark_and_visibility_of_each_link() -> None:
    inside = (
        "<div hidden><a href='/a'>Kontakt</a></div><div role=search><a href='/b'>Kontakt</a></div>"
        "<div class='cookie-banner'><a href='/c'>Kontakt</a></div>"
    )
    found = [(link.url[-1], link.landmark, link.visible) for link in read(menu(inside)).links]
    assert found == [("a", "navigation", False), ("b", "search", True)]


def test_menu_with_a_telephone_number_is_read_in_full() -> None:
    page = read(menu("<p>Växel <a href='tel:0123-456789'>0123-45 67 89</a></p>"))
    assert [(channel.kind, channel.label) for channel in page.channels] == [("phone", "Växel")]


def test_menu_counts_when_a_page_is_judged_empty() -> None:
    page = read(f"<nav><ul>{ORDINARY}</ul></nav><main><p>Kort</p></main><script src=a.js></script>")
    assert not page.needs_script


def test_list_items_are_the_same_read_fast_or_slowly() -> None:
    plain = "<li>Bygglov</li><li><a href='/a'>Avfall</a></li><li><a href='/b'><span>Vatten</span></a></li>"
    fast = read(f"<main><h1>A</h1><ul>{plain}</ul></main>")
    slow = read(f"<main><h1>A</h1><ul>{plain}<!-- --><li><em>x</em></li></ul></main>")
    assert fast.sections[0].items == ("Bygglov", "Avfall", "Vatten") == slow.sections[0].items[:3]
    assert fast.sections[0].text == slow.sections[0].text.removesuffix("\nx")
    assert fast.links == slow.links


def day_words() -> list[str]:
    patterns = [*(words for words, _ in DAYS), WEEKDAYS, EVERY_DAY, WEEKEND]
    plain = [re.sub(r"\(.*?\)\??|\[s\]|\\w\{.*?\}", "", pattern) for pattern in patterns]
    words = [word.replace("\\w+", "nä") for pattern in plain for word in pattern.split("|")]
    words.remove("man")  # only in a range
    dashes = ("-", "–", " – ", ".-", " till ")
    return [*words, *(f"{day}{dash}fr" for day in (*SHORT_DAYS, "man") for dash in dashes)]


@pytest.mark.parametrize("word", day_words())
def test_every_word_for_days_passes_the_cheap_test(word: str) -> None:
    assert may_name_days(f"Öppet {word.capitalize()} ")


def test_menu_test_knows_contacts_and_channels() -> None:
    assert may_matter("Medborgarservice", "/a")
    assert may_matter("f", "https://www.facebook.com/kommunen")
    assert may_matter("Mina sidor", "/minasidor")
    assert not may_matter("Parkering och snöröjning", "/trafik/parkering")


@pytest.mark.parametrize(
    "html",
    [
        "<nav>" + "<ul><li>" * 200 + "<a href='/kontakt'>Kontakt</a>" * 150_000,
        "<nav><div hidden><a href=x>" * 200_000,
        "<ul>" + "<li><a href='/a'><span>Kontakt</span></a>" * 120_000,
        "<ul><li>a</li>" * 350_000,
    ],
)
def test_five_megabytes_of_menu(html: str) -> None:
    # What grows faster than the page would not end within the suite's patience.
    read(html).model_dump_json()
