"""Real people with a real browser: a whole round, a queue by keys alone."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scoring.agreement.gold import read_gold
from scoring.rounds import standings
from tests.reports.review.ground import PASSWORD
from tests.reports.review.people import Desk


def judge(page: Any, answers: dict[str, str], why: str = "") -> int:
    """Go through a round's items as they come, by keys. `answers`: by municipality's name. How many."""
    with page.expect_navigation():
        page.keyboard.press("s")
    count = 0
    while True:
        page.wait_for_load_state()
        if "/rate/" not in page.url or count == len(answers):
            return count
        name = page.inner_text("h1").split("\n")[-1].strip()
        page.keyboard.press({"yes": "y", "no": "n", "open": "t"}[answers[name]])
        if why:
            page.fill("#why", why)
            page.keyboard.press("Escape")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        count += 1


def test_a_whole_round_of_two_raters_and_a_third(desk: Desk) -> None:
    lea = desk.person("Lea")
    lea.goto(f"{desk.root}/rounds")
    lea.keyboard.press("s")
    lea.wait_for_url("**/rounds/new")
    lea.fill("#name", "November")
    lea.check("input[value=all]")
    for aspect in ("existence", "front_page", "help_info"):
        lea.uncheck(f"input[name=aspect][value={aspect}]")
    for choice, name in (("#first", "Ada"), ("#second", "Bo"), ("#third", "Cilla")):
        lea.select_option(choice, name)
    lea.click("button:text-is('Begin')")
    lea.wait_for_url("**/rounds/1")
    of = desk.store.rounds.one(1)
    names = {i.code: n for i in of.items for n in [_name(desk, i.code)]}
    assert len(of.items) == 10
    right = dict.fromkeys(names.values(), "yes")

    ada, bo = desk.person("Ada"), desk.person("Bo")
    ada.goto(f"{desk.root}/rounds/1")
    assert judge(ada, right) == 10
    # Blind: nothing of Ada's answers, nor of the machine's, is on Bo's screen.
    bo.goto(f"{desk.root}/rounds/1")
    assert "Shown when both have judged" in bo.inner_text("main")
    bo.keyboard.press("s")
    bo.wait_for_url("**/rate/**")
    assert "Ada" not in bo.inner_text("main")
    assert bo.locator(".machine, .chosen, .taken").count() == 0
    bo.goto(f"{desk.root}/rounds/1")
    differs = ["Uppsala", "Örebro"]
    assert judge(bo, right | dict.fromkeys(differs, "no")) == 10
    assert "Talk it over" in bo.inner_text("main"), "the two can begin to talk at once"

    # Agreement, live, from what each said alone.
    found = standings(of, desk.store.rounds.ratings(1))
    assert sum(s.turn == "joint" for s in found) == 2
    lea.reload()
    assert "80 %" in lea.inner_text(".figures")

    # Together: one is agreed on, the other stays open for the third.
    ada.goto(f"{desk.root}/rounds/1")
    with ada.expect_navigation():
        ada.click("text=Uppsala")
    assert "Bo:" in ada.inner_text(".machine")
    ada.keyboard.press("n")
    ada.fill("#why", "Den står i sidfoten.")
    with ada.expect_navigation():
        ada.keyboard.press("Control+Enter")
    bo.goto(f"{desk.root}/rounds/1/next")
    bo.keyboard.press("s")
    bo.fill("#why", "Vi ser olika på texten.")
    with bo.expect_navigation():
        bo.keyboard.press("Control+Enter")
    cilla = desk.person("Cilla")
    assert judge_third(cilla, desk) == "Örebro"

    # What came out: gold with all ten, both first codes kept, and decisions that the report shows.
    lea.goto(f"{desk.root}/rounds/1")
    with lea.expect_download() as download:
        lea.click("text=Gold file")
    gold = Path(download.value.path())
    labels = [label for label in read_gold(gold, set(names)).labels if label.column == "prominence"]
    assert len(labels) == 10, "`validate` reads it"
    rows = list(csv.DictReader(io.StringIO(gold.read_text())))
    verdicts = {names[row["code"]]: row["prominence"] for row in rows}
    assert verdicts == right | {"Uppsala": "no"}
    found = standings(of, desk.store.rounds.ratings(1))
    disputed = {_name(desk, s.item.code): s for s in found if s.joint}
    assert {n: [r.verdict for r in s.alone if r] for n, s in disputed.items()} == {
        name: ["yes", "no"] for name in differs
    }
    lea.click("text=Record them as decisions")
    lea.wait_for_selector("text=10 decisions were recorded.")
    uppsala = next(code for code, name in names.items() if name == "Uppsala")
    assert desk.store.latest([uppsala])[uppsala].result.aspects.prominence.verdict == "no"
    lea.click("text=Record them as decisions")
    lea.wait_for_selector("text=/^0 decisions were recorded/")


def judge_third(page: Any, desk: Desk) -> str:
    page.goto(f"{desk.root}/rounds/1")
    page.keyboard.press("s")
    page.wait_for_url("**/rate/**")
    name = str(page.inner_text("h1").split("\n")[-1].strip())
    assert "You are the third" in page.inner_text("main")
    page.keyboard.press("y")
    page.fill("#why", "Hela etiketten syns.")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    return name


def _name(desk: Desk, code: str) -> str:
    result = desk.store.observation("20261122T010000Z", code)
    return result.name if result else code


def without_mouse(page: Any) -> Callable[[str], None]:
    page.mouse.click = page.click = None

    def press(key: str) -> None:
        page.keyboard.press(key)

    return press


def test_a_queue_by_keys_alone(desk: Desk) -> None:
    page = desk.person("Ada")
    press = without_mouse(page)
    waiting = len(page.query_selector_all(".line tbody tr"))
    press("ArrowDown")
    press("ArrowDown")
    with page.expect_navigation():
        press("Enter")
    assert re.search(r"2 of \d+", page.inner_text(".steps"))
    with page.expect_navigation():
        press("ArrowLeft")
    first = page.url
    press("?")
    assert page.locator("#keys").is_visible()
    press("y")
    assert not page.is_checked("input[value=yes]"), "behind the list of keys nothing happens"
    press("Escape")
    press("m")
    assert page.locator("figure[data-view=mobile]").is_visible()
    assert not page.locator("figure[data-view=desktop]").is_visible()
    press("d")
    press("c")
    assert page.locator(".candidates li.on").count() == 1
    press("1")
    assert page.is_checked("input[value=yes]")
    reason = page.input_value("#why")
    with page.expect_navigation():
        press("Enter")
    assert page.url != first
    decided = [d for each in desk.store.decisions.all().values() for d in each]
    assert [(d.verdict, d.why, d.by) for d in decided] == [("yes", reason, "Ada")]
    # A slip: back with one key, to the item itself.
    with page.expect_navigation():
        press("u")
    assert page.url.split("?")[0] == first.split("?")[0]
    assert desk.store.decisions.of(decided[0].code)[-1].verdict == "withdrawn"
    press("n")
    press("r")
    page.keyboard.type("jag ser ingen ingång")
    with page.expect_navigation():
        press("Control+Enter")
    assert [d.verdict for d in desk.store.decisions.of(decided[0].code)] == ["yes", "withdrawn", "no"]
    with page.expect_navigation():
        press("l")
    with page.expect_navigation():
        press("x")
    assert page.locator(".machine").count() == 0, "blind"
    press("g")
    with page.expect_navigation():
        press("q")
    assert "put aside" in page.inner_text(".line tbody tr:last-child")
    assert len(page.query_selector_all(".line tbody tr")) == waiting - 1
    # What was typed into a field is text, not a command.
    page.goto(first)
    press("r")
    page.keyboard.type("yn1u")
    assert page.input_value("#why").endswith("yn1u")
    assert not page.is_checked("input[value=yes]")


def test_the_second_sees_the_firsts_decision_and_keeps_what_was_typed(desk: Desk) -> None:
    ada, bo = desk.person("Ada"), desk.person("Bo")
    for page in (ada, bo):
        page.goto(f"{desk.root}/item/0003/prominence")
    ada.keyboard.press("y")
    ada.fill("#why", "Texten går att läsa.")
    with ada.expect_navigation():
        ada.keyboard.press("Control+Enter")
    bo.keyboard.press("n")
    bo.fill("#why", "Texten försvinner i bilden.")
    desk.problems.clear()
    with bo.expect_console_message(lambda m: "409" in m.text), bo.expect_navigation():
        bo.keyboard.press("Control+Enter")
    desk.problems.clear()  # what the browser remarks on the 409
    assert "Ada decided while you were looking" in bo.inner_text(".problem")
    assert "Texten går att läsa." in bo.inner_text(".problem")
    assert bo.input_value("#why") == "Texten försvinner i bilden."
    assert len(desk.store.decisions.of("0003")) == 1
    with bo.expect_navigation():
        bo.keyboard.press("Control+Enter")
    assert [(d.by, d.verdict) for d in desk.store.decisions.of("0003")] == [("Ada", "yes"), ("Bo", "no")]


def test_everything_works_without_scripts(desk: Desk) -> None:
    with_script = desk.person("Ada")
    state = with_script.context.storage_state()
    context = desk.browser.new_context(java_script_enabled=False, storage_state=state, locale="en-GB")
    desk.contexts.append(context)
    page = context.new_page()
    page.goto(f"{desk.root}/item/0003/prominence")
    assert page.locator("figure[data-view]").count() >= 2
    assert page.locator("button:visible").count() > 0
    page.check("input[value=yes]", force=True)
    page.fill("#why", "Den syns.")
    page.click("button[value=save]")
    page.wait_for_url("**/item/**done=**")
    assert [d.verdict for d in desk.store.decisions.of("0003")] == ["yes"]


def test_one_goes_on_where_one_left(desk: Desk) -> None:
    page = desk.person("Ada")
    page.goto(f"{desk.root}/item/0003/prominence?aspect=prominence")
    page.click("text=Log out")
    page.wait_for_url("**/login")
    page.fill("#name", "Ada")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/item/0003/prominence?aspect=prominence")
