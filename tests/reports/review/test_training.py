"""A training round: blind until one has answered, then told at once what is right and why."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.registry import Registry
from tests.reports.review.conftest import Team
from tests.reports.review.ground import client, examples, team_app, token


@pytest.fixture
def trained(made: tuple[Path, Registry], tmp_path: Path, team: Team) -> Iterator[Team]:
    """The team's app, with example municipalities beside its data."""
    app = team_app(team.store, made[1], data=tmp_path, training=examples(made[0], tmp_path))
    yield Team(app, team.store)
    app.state.review.training.store.close()  # type: ignore[attr-defined]


def test_one_is_told_what_is_right_after_the_answer_and_not_before(trained: Team) -> None:
    ada = client(trained.app, "Ada")
    start = ada.get("/training").text
    exercises = re.findall(r'href="(/training/\d+)"', start)
    assert "9999" not in start, "a label of what was not measured is left out"
    course = trained.app.state.review.training.course()  # type: ignore[attr-defined]
    assert {e.item.aspect for e in course} == {
        "existence", "front_page", "prominence", "help_info", "responsible",
    }  # fmt: skip
    assert len(set(exercises)) == len(course)
    for number, exercise in enumerate(course, 1):
        before = ada.get(f"/training/{number}").text
        assert 'class="machine"' not in before
        assert "Right." not in before
        wrong = number % 2 == 0
        said = "open" if "unknown" in exercise.right else exercise.right[0]
        said = {"yes": "no", "no": "yes", "open": "yes"}[said] if wrong else said
        sent = {"csrf": token(ada), "verdict": said}
        assert ada.post(f"/training/{number}", data=sent).headers["location"] == f"/training/{number}"
        after = ada.get(f"/training/{number}").text
        assert ("Not so." if wrong else "Right.") in after
        assert 'class="machine"' in after
    right = (len(course) + 1) // 2
    assert f"{right} right of {len(course)} answered" in ada.get("/training").text
    # Practice: nothing of it is a decision, and nobody else sees it.
    assert trained.store.decisions.all() == {}
    assert "0 right of 0 answered" in client(trained.app, "Bo").get("/training").text
    ada.post("/training/again", data={"csrf": token(ada)})
    assert "0 right of 0 answered" in ada.get("/training").text


def test_pictures_of_examples_are_served_from_their_own_folder(trained: Team) -> None:
    ada = client(trained.app, "Ada")
    pages = "".join(ada.get(f"/training/{n}").text for n in range(1, 8))
    found = re.findall(r'src="(/training/pictures/[0-9a-f]{64}\.webp)"', pages)
    assert found
    assert ada.get(found[0]).headers["content-type"] == "image/webp"
    assert client(trained.app).get(found[0]).status_code == 303


def test_without_examples_there_is_no_training(shared: Team) -> None:
    browser = shared.browser("Ada")
    assert browser.get("/training").status_code == 404
    assert 'href="/training"' not in browser.get("/queue").text
