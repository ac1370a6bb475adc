"""Phone calls: noted as they go, counted when they keep to the protocol."""

from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from tests.reports.review.conftest import Team
from tests.reports.review.ground import token

CODE = "0001"
"""Its e is unknown."""


def weekdays(count: int) -> list[str]:
    """The last `count` working days before today, oldest first."""
    found: list[str] = []
    day = datetime.now(UTC).date()
    while len(found) < count:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            found.insert(0, day.isoformat())
    return found


FIRST, SECOND, MAIL, ANSWER = weekdays(4)


def sent(browser: TestClient, version: int = 0, do: str = "answer", **fields: str) -> tuple[int, str]:
    form = {
        "csrf": token(browser), "version": str(version), "decisions": "0", "do": do, "source": "phone",
        "answered": ANSWER, "valid_until": "", "words": "Ingen svarade.",
    }  # fmt: skip
    answer = browser.post(f"/phone/{CODE}", data=form | fields)
    return answer.status_code, answer.text


def test_who_is_to_be_asked_and_what(shared: Team) -> None:
    browser = shared.browser("Läsaren")
    assert f'href="/phone/{CODE}"' in browser.get("/phone").text
    page = browser.get(f"/phone/{CODE}").text
    assert "Is someone responsible for service to the citizens" in page
    assert "Save the note" not in page, "a reader only reads"


def test_a_no_without_the_protocol_is_refused_with_the_reason(team: Team) -> None:
    ada = team.browser("Ada")
    status, text = sent(ada, answer="no", attempt_1=f"{FIRST}T10:15")
    assert status == 400
    assert "two attempts on different days" in text
    status, text = sent(
        ada, 1, answer="no", attempt_1=f"{FIRST}T10:15", attempt_2=f"{FIRST}T14:00", email=MAIL
    )
    assert status == 400
    status, text = sent(
        ada, 2, answer="no", attempt_1=f"{FIRST}T10:15", attempt_2=f"{SECOND}T22:00", email=MAIL
    )
    assert (status, "off-field" in text, "office hours" in text) == (400, True, True)
    assert team.store.decisions.of(CODE) == ()
    # What was written is not lost.
    assert f"{SECOND}T22:00" in ada.get(f"/phone/{CODE}").text


def test_a_no_with_the_whole_protocol_counts(team: Team) -> None:
    ada, bo = team.browser("Ada"), team.browser("Bo")
    assert sent(ada, 0, "note", attempt_1=f"{FIRST}T10:15", outcome_1="Upptaget")[0] == 303
    row = bo.get("/phone").text
    assert "Ada" in row
    tries = {"attempt_1": f"{FIRST}T10:15", "outcome_1": "Upptaget", "attempt_2": f"{SECOND}T09:00"}
    assert sent(bo, 1, "answer", answer="no", email=MAIL, outcome_2="Inget svar", **tries)[0] == 303
    (decision,) = team.store.decisions.of(CODE)
    assert (decision.verdict, decision.source, decision.by) == ("no", "phone", "Bo")
    assert [a["outcome"] for a in decision.details["attempts"]] == ["Upptaget", "Inget svar"]
    assert decision.details["email"] == MAIL
    assert team.store.latest([CODE])[CODE].result.aspects.responsible.verdict == "no"
    assert f'href="/phone/{CODE}"' not in bo.get("/phone").text


def test_two_who_call_the_same_see_each_other(team: Team) -> None:
    ada, bo = team.browser("Ada"), team.browser("Bo")
    assert sent(ada, 0, "note", attempt_1=f"{FIRST}T10:15", outcome_1="Upptaget")[0] == 303
    status, text = sent(bo, 0, "note", attempt_1=f"{FIRST}T11:00", outcome_1="Lovade ringa")
    assert status == 409
    assert "Ada has noted something meanwhile" in text
    assert "Lovade ringa" in text, "what Bo typed is still there"
