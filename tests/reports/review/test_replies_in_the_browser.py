"""What municipalities say, as the people at the desk take it in: objections, and answers by telephone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from scoring.objections import NewObjection
from scoring.phone_sheet import FIELDS
from tests.reports.review.ground import remembered
from tests.reports.review.people import Desk
from tests.reports.review.serving import run
from tests.reports.review.test_phone import ANSWER, CODE, FIRST, MAIL, SECOND

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_objection_is_recorded_answered_and_shown(desk: Desk) -> None:
    ada, lea = desk.person("Ada"), desk.person("Lea")
    ada.goto(f"{desk.root}/objections")
    ada.fill("#place", "uppsala")
    ada.select_option("#aspect", "prominence")
    ada.fill("#by", "Kommunikatören i Uppsala")
    ada.fill("#text", "Länken står överst, i sidhuvudet.")
    ada.click("text=Record >> nth=-1")
    ada.wait_for_url("**/objections#o1")
    assert ada.locator("text=End it").count() == 0, "a rater does not end it"
    # It waits at the head of the queue, with its words beside the evidence.
    lea.goto(f"{desk.root}/queue")
    lea.keyboard.press("s")
    lea.wait_for_url("**/item/0005/prominence**")
    assert "Länken står överst" in lea.inner_text(".objection")
    lea.click("text=Answer it")
    lea.select_option("#outcome-1", "upheld")
    lea.select_option("#verdict-1", "yes")
    lea.fill("#why-1", "Bilden visar länken i sidhuvudet.")
    lea.click("text=End it")
    lea.wait_for_url("**/objections#o1")
    assert "1 upheld" in lea.inner_text("h1")
    shown = desk.store.latest(["0005"])["0005"]
    assert shown.result.aspects.prominence.verdict == "yes"
    assert shown.decisions[-1].details == {"objection": 1}
    lea.goto(f"{desk.root}/item/0005/prominence")
    assert "Bilden visar länken" in lea.inner_text(".log >> nth=0")


def test_whoever_ends_an_objection_second_sees_the_first_and_loses_no_word(desk: Desk) -> None:
    said = NewObjection(code="0005", aspect="prominence", by="Kommunen", at="2026-11-20", text="Vi ser den.")
    desk.store.objections.record(said, "Ada", NOW)
    lea, other = desk.person("Lea"), desk.person("Lea")
    for page, outcome, why in ((lea, "rejected", "Den syns inte."), (other, "upheld", "Jo, den syns.")):
        page.goto(f"{desk.root}/objections")
        assert page.input_value("#outcome-1") == "", "nobody ends one by leaving a field as it was"
        page.select_option("#outcome-1", outcome)
        page.fill("#why-1", why)
    lea.click("text=End it")
    lea.wait_for_url("**/objections#o1")
    other.click("text=End it")
    other.wait_for_selector(".problem")
    assert "Lea has ended this objection meanwhile" in other.inner_text(".problem")
    assert "Jo, den syns." in other.inner_text(".problem")
    assert "Den syns inte." in other.inner_text("#o1")
    assert desk.store.decisions.of("0005") == (), "what was not recorded decided nothing"
    desk.problems.clear()  # the browser notes an answer of 409


def test_two_people_make_the_calls(desk: Desk) -> None:
    """Ada begins; Bo, on another day, finds it at the head of the list and ends it."""
    ada, bo = desk.person("Ada"), desk.person("Bo")
    ada.goto(f"{desk.root}/phone/{CODE}")
    ada.fill("#attempt_1", f"{FIRST}T10:15")
    ada.fill("#outcome_1", "Ingen svarade.")
    ada.click("text=Save the note")
    ada.wait_for_url("**/phone")
    bo.goto(f"{desk.root}/phone")
    with bo.expect_navigation():
        bo.keyboard.press("s")
    assert bo.url.endswith(f"/phone/{CODE}")
    assert bo.input_value("#outcome_1") == "Ingen svarade."
    bo.fill("#attempt_2", f"{SECOND}T14:00")
    bo.select_option("#answer", "no")
    bo.fill("#words", "Växeln visste ingen.")
    bo.fill("#answered", ANSWER)
    bo.click("text=Record the answer as Bo")
    bo.wait_for_selector(".problem")
    assert "the whole protocol" in bo.inner_text(".problem")
    desk.problems.clear()  # the browser notes an answer of 400
    bo.fill("#email", MAIL)
    bo.click("text=Record the answer as Bo")
    bo.wait_for_url("**/phone")
    assert bo.locator(f'a[href="/phone/{CODE}"]').count() == 0
    made = desk.store.decisions.of(CODE)[-1]
    assert (made.verdict, made.source, made.by) == ("no", "phone", "Bo")
    assert desk.store.latest([CODE])[CODE].result.aspects.responsible.verdict == "no"


def written(sheet: Path, to: Path, **fields: str) -> Path:
    """The sheet with these fields of one municipality filled in, as a spreadsheet program would."""
    book = openpyxl.load_workbook(sheet)
    page: Any = book.worksheets[0]
    row = next(row for row in page.iter_rows() if row[0].value == CODE)
    for name, text in fields.items():
        row[[str(field) for field in FIELDS].index(name)].value = text
    book.save(to)
    return to


def test_a_phone_sheet_goes_out_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    data = Path(str(desk.store.path)).parent
    remembered(data)
    sheet = tmp_path / "calls.xlsx"
    done = run("--data", str(data), "audit", "sheet", "--aspect", "responsible", "--out", str(sheet))
    assert done.returncode == 0, done.stderr
    assert "Är någon ansvarig för servicen till medborgarna?" in sheet.with_suffix(".html").read_text()
    said = {
        "answer": "nej", "words": "Ingen.", "answered": ANSWER, "caller": "Ada", "source": "telefon",
        "attempt_1": f"{FIRST} 10:15", "outcome_1": "Upptaget",
    }  # fmt: skip
    refused = run("--data", str(data), "audit", "import", str(written(sheet, tmp_path / "bad.xlsx", **said)))
    assert refused.returncode == 2
    assert "two attempts" in refused.stderr
    ada = desk.person("Ada")
    ada.goto(f"{desk.root}/phone")
    assert ada.locator(f'.line a[href="/phone/{CODE}"]').count() == 1
    said |= {"attempt_2": f"{SECOND} 14:00", "outcome_2": "Visste inte", "email": MAIL}
    read = run("--data", str(data), "audit", "import", str(written(sheet, tmp_path / "good.xlsx", **said)))
    assert read.returncode == 0, read.stderr
    ada.reload()
    assert ada.locator(f'.line a[href="/phone/{CODE}"]').count() == 0
    ada.goto(f"{desk.root}/item/{CODE}/responsible")
    assert "by phone" in ada.inner_text(".log >> nth=0")
    assert ada.locator(".machine .ruling .v").all_inner_texts() == ["unknown", "no"]
