"""What is drawn to see whether the machine is right: nobody is told, and nobody sees its verdict first."""

from datetime import UTC, datetime

import pytest

from scoring import queue
from tests.reports.review.conftest import Team
from tests.reports.review.ground import token


@pytest.fixture
def drawn(team: Team, monkeypatch: pytest.MonkeyPatch) -> list[queue.Queued]:
    """Everything certain is drawn this month."""
    monkeypatch.setattr(queue, "is_drawn", lambda *_: True)
    waiting = team.app.state.review.waiting  # type: ignore[attr-defined]
    return [item for item in waiting.all(datetime.now(UTC)) if item.blind]


def test_neither_page_nor_list_tells_a_drawn_one(team: Team, drawn: list[queue.Queued]) -> None:
    kinds = {item.kind for item in drawn}
    assert kinds == {"drawn", "review"}
    ada = team.browser("Ada")
    for item in drawn:
        for query in ("", "?blind=1"):
            page = ada.get(f"/item/{item.code}/{item.aspect}{query}").text
            assert "Judged blind" in page
            assert 'class="machine"' not in page
            assert 'id="blind"' not in page, "it cannot be switched off"
            assert "drawn" not in page
            assert "Night by night" not in page
            assert 'class="v big unmeasured"' in page
    assert "drawn" not in ada.get("/queue").text


def test_what_the_machine_said_is_shown_once_it_is_decided(team: Team, drawn: list[queue.Queued]) -> None:
    item = next(item for item in drawn if item.kind == "drawn")
    ada, path = team.browser("Ada"), f"/item/{item.code}/{item.aspect}"
    said = "no" if item.machine == "yes" else "yes"
    form = {
        "csrf": token(ada), "verdict": said, "why": "Så ser jag det.", "source": "site", "expected": "0",
        "valid_until": "", "run": item.run,
    }  # fmt: skip
    assert ada.post(f"{path}/decide", data=form).status_code == 303
    page = ada.get(path).text
    assert 'class="machine"' in page
    assert "Judged blind" not in page
    made = team.store.decisions.of(item.code, item.aspect)[-1]
    assert (made.verdict, made.machine, made.confidence) == (said, item.machine, "certain")
