"""What must hold for every observation."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.observation import Entry, Observation, Page
from scoring.result import Result
from tests.scoring.build import (
    HELP,
    address,
    behind,
    contact_page,
    email,
    entry,
    hours,
    observation,
    page,
    phone,
    placement,
)

TARGETS = ("/kontaktcenter", "/kontakt", "/va", "/dod", "/olast")
LABELS = (
    "Kontaktcenter",
    "Kontakta oss",
    "Kontakt",
    "Kundtjänst VA",
    "Almsta direkt",
    "Medborgarkontor",
    "Bygga och bo",
)
REGIONS = ("header", "menu", "hero", "shortcut", "content", "floating", "footer", "news")
placements = st.one_of(
    st.builds(
        placement,
        st.sampled_from(REGIONS),
        st.sampled_from([10.0, 640.0, 900.0, 2400.0]),
        contrast=st.sampled_from([2.0, 4.0, 8.0, None]),
        font_px=st.sampled_from([10.0, 14.0, 20.0]),
        covered=st.sampled_from([0.0, 0.3, 0.8]),
        icon_only=st.booleans(),
        block_links=st.sampled_from([3, 40]),
    ),
    st.builds(behind, st.integers(1, 3)),
    st.none(),
)
channels = st.lists(
    st.sampled_from([phone(), phone(label="Växel"), email(), address()]), max_size=3, unique=True
)
texts = st.sampled_from(
    ["", HELP, "Vi svarar på frågor om avfall.", "En väg in.", "Enhetschef för kontaktcenter: Eva Ek"]
)
pages = st.builds(
    lambda path, h1, text, found, times: page(path, h1, text, channels=found, times=times),
    st.sampled_from(TARGETS[:3]),
    st.sampled_from(LABELS),
    texts,
    channels,
    st.sampled_from([(), (hours(),)]),
)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    shown = [
        entry(
            draw(st.sampled_from(LABELS)),
            draw(st.sampled_from(TARGETS)),
            desktop=draw(placements),
            mobile=draw(placements),
            id=str(i),
        )
        for i in range(draw(st.integers(0, 4)))
    ]
    read = {p.url: p for p in draw(st.lists(pages, max_size=3))}
    linked = {e.target_url for e in shown}  # the crawler reads what something leads to
    dead = page("/dod", status=404, error="http_4xx")
    return observation(shown, [*(p for p in read.values() if p.url in linked), dead])


def _range(result: Result) -> tuple[int, int]:
    assert result.score is not None
    return result.score.points, result.score.max


def _with_entries(seen: Observation, entries: tuple[Entry, ...], more: tuple[Page, ...] = ()) -> Observation:
    assert seen.start is not None
    start = seen.start.model_copy(update={"entries": entries})
    return seen.model_copy(update={"start": start, "pages": (*seen.pages, *more)})


@settings(max_examples=150, deadline=None)
@given(observations())
def test_points_never_exceed_max_and_broad_is_never_lower(seen: Observation) -> None:
    result = judge(seen)
    assert result.score is not None
    assert result.score_broad is not None
    assert 0 <= result.score.points <= result.score.max <= 5
    assert result.score_broad.points >= result.score.points
    assert result.score_broad.max >= result.score.max


@settings(max_examples=150, deadline=None)
@given(observations(), st.randoms(use_true_random=False))
def test_order_of_links_and_pages_does_not_matter(seen: Observation, random: object) -> None:
    assert seen.start is not None
    shuffled = list(seen.start.entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judge(_with_entries(seen, tuple(shuffled))) == judge(seen)


@settings(max_examples=150, deadline=None)
@given(observations())
def test_one_more_plain_header_entry_never_lowers(seen: Observation) -> None:
    assert seen.start is not None
    before = judge(seen)
    target = before.function.url if before.function else "/kontaktcenter"
    name = before.function.name if before.function else "Kontaktcenter"
    after = judge(_with_entries(seen, (*seen.start.entries, entry(name, target, id="plain"))))
    assert _range(after)[0] >= _range(before)[0]
    assert _range(after)[1] >= _range(before)[1]


@settings(max_examples=150, deadline=None)
@given(observations())
def test_hiding_never_raises(seen: Observation) -> None:
    assert seen.start is not None
    gone = placement(visible=False, hidden_by="display", clicks=None)
    hidden = tuple(e.model_copy(update={"desktop": gone, "mobile": gone}) for e in seen.start.entries)
    before, after = judge(seen), judge(_with_entries(seen, hidden))
    assert _range(after)[0] <= _range(before)[0]
    assert _range(after)[1] <= _range(before)[1]


@settings(max_examples=80, deadline=None)
@given(observations())
def test_round_trip_gives_the_same_bytes(seen: Observation) -> None:
    again = Observation.model_validate_json(seen.model_dump_json())
    first = judge(seen).model_dump_json()
    assert first == judge(again).model_dump_json()
    assert Result.model_validate_json(first).model_dump_json() == first
    assert "Eva Ek" not in first


def test_an_ordinary_observation_is_judged_in_milliseconds() -> None:
    many = [entry(f"Bygga och bo {i}", f"/b{i}", y=100 + i) for i in range(150)]
    more = [page(f"/p{i}", f"Sida {i}", HELP * 10, role="subpage") for i in range(8)]
    seen = observation(
        [entry(), entry("Kontakta oss", "/kontakt"), *many], [page(text=HELP * 15), contact_page(), *more]
    )
    judge(seen)
    best = 1e9
    for _ in range(7):
        start = time.perf_counter()
        judge(seen)
        best = min(best, time.perf_counter() - start)
    assert best * 1000 < 30  # 15 on a quiet machine
