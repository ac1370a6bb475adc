"""What was made fast answers like what is plain: properties, on text as hostile as the web's."""

from bisect import bisect_right
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scoring import responsible
from scoring.area import page_area, sentences
from scoring.head_lists import list_named, page_lists
from scoring.lexicon import load_lexicon
from scoring.lexicon.anchors import Anchors
from scoring.lexicon.normalise import loosely_folded_all, normalise, normalise_all
from scoring.lexicon.types import NOTHING
from scoring.measures.ground import joined
from scoring.measures.words import words_of as measure_words
from scoring.observation import Page, Section
from scoring.page_texts import may_hold, may_say
from scoring.role_words import CELL, RoleLine, Words, role_column, words_of, worth_reading
from scoring.site import Site
from scoring.urls import _any_page_key, page_key
from tests.scoring import build

PLACES = ("Älmsta",)
LEXICON = load_lexicon()
WORDS = st.sampled_from(
    (
        "kontakt", "kontakt\u00adcenter", "KUNDSERVICE", "kund", "tjänst", "växel", "frågor\u00a0och", "svar",
        "0123-45 67 00", "chef", "enhetschef", "ansvarar", "för\n", "ansvarig ", "utgivare", "Hon", "är",
        "leder.", "Sidansvarig:", "Älmsta", "direkt", "bygglov", "ß", "İ", "ﬁ", "e\u0301", "\ufffd",
        "\u200b", "\u2028", "J\u030c", "–", ".",
    )
)  # fmt: skip
TEXT = st.one_of(
    st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=4).map("".join), st.text(max_size=40)
)
URL = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(
        ("http://", "https://", "HTTP://", "//", "mailto:", "http:", "javascript:", "", " http://")
    ),
    st.sampled_from(
        ("www.almsta.se", "almsta.se.", "Almsta.se", "älmsta.se", "www.se", "a@b.se", "10.0.0.1", "[::1]",
         "-", "a..b", "a_b.se", "[", "")
    ),
    st.sampled_from(("", "", "", ":80", ":443", ":8080", ":x", ":99999")),
    st.sampled_from(
        ("", "/", "//", "/kontakt/", "/k%C3%A5l", "/kål", "/a b", "/a\tb", "/a;b", "/%", "/\u00a0", "\\a")
    ),
    st.sampled_from(
        ("", "?", "?a=b", "?a=%20", "?a?b", "?a b", "?å\u2028", "?utm_id=&b=c", "?b&gclid=&c")
    ),
    st.sampled_from(("", "#", "#a", "#a#b?c", "#a b\n", "\n", " ", "\u3000")),
)  # fmt: skip


@settings(max_examples=2000, deadline=None)
@given(st.one_of(URL, URL.flatmap(lambda url: st.text(max_size=6).map(lambda more: url + more)), st.text()))
@example("http://a.se/\x1f")
@example("http://a.se?b")
def test_the_short_way_to_a_page_key(url: str) -> None:
    assert page_key(url) == _any_page_key(url)


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("?utm_source=kundcenter", ""),
        ("?utm_source=a&id=7", "?id=7"),
        ("?id=7&fbclid=x&p=2", "?id=7&p=2"),
        ("?autm_source=a", "?autm_source=a"),
        ("?utm=1", "?utm=1"),
    ],
)
def test_where_a_visitor_came_from_makes_no_other_page(query: str, asks: str) -> None:
    assert page_key(f"https://www.almsta.se/{query}") == f"almsta.se{asks}"


@settings(deadline=None)
@given(st.lists(TEXT, max_size=6))
def test_normalising_many(texts: list[str]) -> None:
    assert normalise_all(texts) == [normalise(text) for text in texts]


@settings(deadline=None)
@given(st.lists(TEXT, max_size=6))
def test_words_stand_in_the_loosely_folded_text(texts: list[str]) -> None:
    folded = loosely_folded_all(texts)
    assert len(folded) == len(texts)
    for text, loose in zip(texts, folded, strict=True):
        assert all(word in loose for word in normalise(text).split() if "\ufffd" not in word)


@settings(deadline=None)
@given(st.lists(st.one_of(TEXT, TEXT.map(lambda text: text * 40)), max_size=6))
@example(["1" * 300 + "a", "Frågor  och\tsvar", "kund\u00adtjänst", "0123-45 67 00 "])
def test_reading_many_labels(texts: list[str]) -> None:
    assert LEXICON.read_labels(texts, PLACES) == [LEXICON.read_label(text, PLACES) for text in texts]


@settings(deadline=None)
@given(TEXT, st.sampled_from((PLACES, (), ("Kalmar",), ("Nora", "Kontakt"))))
def test_what_a_label_says_is_remembered_for_all_places(text: str, places: tuple[str, ...]) -> None:
    label = normalise(text)
    said = LEXICON._read(label, places) if LEXICON._worth_reading(label, places) else NOTHING
    assert LEXICON.read_label(text, places) == said


@settings(deadline=None)
@given(st.lists(st.one_of(TEXT, TEXT.map(lambda text: f"{text}\nKundtjänst för alla\n{text}")), max_size=6))
@example(["Vår kund\ntjänst", "växel\n", "", "Kundtjänst (vatten)\nKontaktcenter"])
def test_terms_in_many_texts(texts: list[str]) -> None:
    assert list(LEXICON.find_all(texts, PLACES)) == [m for text in texts for m in LEXICON.find(text, PLACES)]


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(TEXT, st.sampled_from(("Fråga Kim", "chatta med oss", "Chatbot", "e-tjänster"))), max_size=8
    )
)
def test_labels_that_can_say_it_are_all_asked(texts: list[str]) -> None:
    words, name = measure_words(), measure_words().bot_names[0]
    normal = normalise_all(texts)
    for phrases in (words.bot["words"], words.chat["staff"], words.labels["eservices"].core):
        assert phrases.anchors.words <= words.stems.words
        assert _places(normal, phrases.anchors) >= {at for at, t in enumerate(normal) if phrases.search(t)}
    assert words.bot_name_stems <= words.stems.words
    assert _places(normal, Anchors(words.bot_name_stems)) >= {
        at for at, text in enumerate(texts) if name.search(text)
    }


def _places(texts: list[str], anchors: Anchors) -> set[int]:
    text, ends = joined(texts)
    return {bisect_right(ends, start) for start, _ in anchors.places_in(text)}


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, st.lists(TEXT, max_size=2)), max_size=4))
def test_lines_that_may_name_a_head(parts: list[tuple[str, str, list[str]]]) -> None:
    words = words_of(LEXICON)
    sections = tuple(
        Section(heading=heading, level=2, landmark="main", text=text, items=tuple(items))
        for heading, text, items in parts
    )
    page = Page(url=build.HOME, final_url=build.HOME, role="target", status=200, sections=sections)
    site = Site(build.observation(pages=[page]), LEXICON, PLACES)
    found = list(responsible._lines_worth_reading(site, page, words))
    assert found == [line for line in _every_line(page, words) if worth_reading(line, words)]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            TEXT, st.sampled_from(("En väg\nin för företag", "vi har\u00a0tolv e-tjänster. Och fler", ""))
        ),
        max_size=3,
    )
)
def test_pages_that_can_hold_it_are_all_asked(parts: list[tuple[str, str]]) -> None:
    words = measure_words()
    sections = tuple(Section(heading=h, level=2, landmark="main", text=text, items=(h,)) for h, text in parts)
    page = Page(url=build.HOME, final_url=build.HOME, role="target", status=200, sections=sections)
    site = Site(build.observation(pages=[page]), LEXICON, PLACES)
    area = page_area(site, page)
    one_way, services = words.text["business_one_way"], words.services.search
    assert may_hold(site, page, one_way) or one_way.search(area.normal) is None
    said = [line for line in sentences(site, area) if services(line)]
    assert may_say(site, page, "e-tjänster", services) or not said


def _every_line(page: Page, words: Words) -> Iterator[RoleLine]:
    before = above = ""
    of_page = page_lists(words, page)
    for section in page.sections:
        for text in (section.heading, section.text, *section.items):
            lines = [line.strip() for line in responsible._LINE.split(text) if line.strip()]
            column, in_list = "", list_named(words, section.heading) or of_page
            for number, line in enumerate(lines):
                following = "".join(lines[number + 1 : number + 2])
                low = normalise(line)
                column = role_column(low, words) or (column if CELL in line else "")
                after = "".join(lines[number + 2 : number + 3])
                in_list = list_named(words, line) or in_list
                yield RoleLine(line, low, before, following, section.heading, column, after, above, in_list)
                before, above = low, line


def test_what_is_remembered_is_told_apart_by_identity() -> None:
    one, other = build.entry("Kundcenter"), build.entry("Kundtjänst")
    site = Site(build.observation([one, other]), LEXICON, PLACES)
    assert [site.read_entry(entry)[1] for entry in (*site.start.entries, *site.start.entries)] == [
        "Kundcenter", "Kundtjänst", "Kundcenter", "Kundtjänst"
    ]  # fmt: skip
