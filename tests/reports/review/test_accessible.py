"""axe finds nothing on any view, wide and narrow, light and dark, in both languages; nothing is cut off."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.types import ASGIApp

from scoring.decisions import NewDecision
from scoring.objections import NewEnd, NewObjection
from scoring.registry import Registry
from scoring.rounds import Item, NewRating, NewRound
from scoring.sampling import Sample
from scoring.store import Store, accounts
from tests.reports.review.ground import examples, team_app
from tests.reports.review.serving import free_socket, served
from tests.reports.test_accessibility import ALL, OPEN_ALL, VIEWS, WIDER, ZOOMED, violations

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RUN = "20261122T010000Z"
STRUCTURE = [view for view in VIEWS if view[3] is ALL]
PATHS = (
    "/queue", "/queue?reason=nothing", "/item/0003/prominence", "/item/0006/existence",
    "/item/0003/help_info?blind=1", "/item/0001/responsible", "/item/0011/existence", "/rounds",
    "/rounds/new",
    "/rounds/1", "/rounds/2",
    "/rounds/2/rate/0003/prominence", "/rounds/1/rate/0003/prominence", "/objections", "/phone",
    "/phone/0001", "/training", "/training/1", "/training/2",
    "/nothing",
)  # fmt: skip


def lived_in(store: Store) -> None:
    """A store in which people have worked: every view has something to show."""
    for version, verdict in enumerate(("yes", "withdrawn", "no")):
        new = NewDecision(
            code="0003", aspect="prominence", verdict=verdict, by="Bo", at=f"2026-11-2{version}", why="Så."
        )  # fmt: skip
        store.decisions.decide(new, version, NOW)
    for number in (1, 2):
        said = NewObjection(
            code="0005", aspect="prominence", by="Kommunen", at="2026-11-20", text="Vi ser den."
        )
        found = store.objections.record(said, "Ada", NOW)
        if number == 2:
            end = NewEnd(outcome="rejected", by="Lea", at="2026-11-21", why="Inte i första skärmen.")
            store.objections.end(found.id, end, 0, NOW)
    items = tuple(Item(code, "prominence", RUN) for code in ("0003", "0005", "0006"))
    for name, raters in (("Klar med första steget", ("Ada", "Lea")), ("Pågår", ("Lea", "Ada"))):
        round_ = NewRound(
            name=name, codebook_version="1", sample=Sample("random", 3, 7), raters=raters, items=items,
            created_by="Lea", third="Cilla",
        )  # fmt: skip
        of = store.rounds.open(round_, NOW)
        for item in items if of.id == 1 else items[:1]:
            for rater in raters if of.id == 1 else ("Ada",):
                verdict = "no" if rater == "Ada" and item.code == "0003" else "yes"
                rating = NewRating(
                    code=item.code, aspect="prominence", stage="alone", rater=rater, verdict=verdict, why=""
                )  # fmt: skip
                store.rounds.rate(of.id, rating, 0, NOW)


@pytest.fixture(scope="module")
def place(
    made: tuple[Path, Registry], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ASGIApp]]:
    folder = tmp_path_factory.mktemp("accessible")
    shutil.copytree(made[0], folder, dirs_exist_ok=True)
    listening = free_socket()
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    with Store.open(folder) as store:
        lived_in(store)
        app = team_app(store, made[1], (host,), training=examples(made[0], folder))
        with served(app, listening):
            review = app.state.review  # type: ignore[attr-defined]
            course = review.training.course()
            review.training.answer("Lea", course[0], "no")
            yield f"http://{host}", app
            review.training.store.close()


def as_lea(browser: Any, place: tuple[str, ASGIApp], language: str) -> Any:
    app = place[1]
    review = app.state.review  # type: ignore[attr-defined]
    with review.writing() as connection:
        secret = accounts.begin(connection, "Lea", datetime.now(UTC), language)
    context = browser.new_context(reduced_motion="reduce")
    cookie = {"name": review.config.cookie_name, "value": secret, "domain": "127.0.0.1", "path": "/"}
    context.add_cookies([{**cookie, "secure": True, "httpOnly": True}])
    return context


@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing(place: tuple[str, ASGIApp], browser: Any, language: str) -> None:
    context = as_lea(browser, place, language)
    page = context.new_page()
    found: list[str] = []
    for path in PATHS:
        page.goto(place[0] + path)
        assert page.get_attribute("html", "lang") == language
        # The policy lets no foreign script in; the tool comes by the browser's own back door.
        page.evaluate(Axe().axe_script)
        page.evaluate(OPEN_ALL)
        # Words do not change colours: those are looked at in one language.
        for view, size, scheme, options in VIEWS if language == "sv" else STRUCTURE:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found += [f"{path}, {view}: {text}" for text in violations(page, options)]
            if page.evaluate(WIDER) > 0:
                found.append(f"{path}, {view}: wider than the window")
    context.close()
    assert found == [], "\n".join(found)


def test_the_door_and_the_list_of_keys(place: tuple[str, ASGIApp], browser: Any) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{place[0]}/login")
    page.evaluate(Axe().axe_script)
    found = violations(page, VIEWS[0][3])
    context.close()
    context = as_lea(browser, place, "sv")
    page = context.new_page()
    page.goto(f"{place[0]}/item/0003/prominence")
    page.keyboard.press("?")
    page.evaluate(Axe().axe_script)
    found += violations(page, VIEWS[0][3])
    context.close()
    assert found == []


def test_nothing_is_cut_off_at_400_percent(place: tuple[str, ASGIApp], browser: Any) -> None:
    context = as_lea(browser, place, "sv")
    page = context.new_page()
    page.set_viewport_size(ZOOMED)
    wide = []
    for path in PATHS:
        page.goto(place[0] + path)
        page.evaluate(OPEN_ALL)
        if page.evaluate(WIDER) > 0:
            wide.append(path)
    context.close()
    assert wide == []
