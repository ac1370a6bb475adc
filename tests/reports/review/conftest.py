"""The app over the invented municipalities: made once for tests that only read, anew for those that write."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from scoring import queue
from scoring.registry import Registry
from scoring.store import Store
from tests.reports.review.ground import client, filled, team_app, with_people
from tests.reports.review.people import Desk
from tests.reports.review.serving import free_socket, served


@dataclass(frozen=True)
class Team:
    """A team's app, and its store to look behind it."""

    app: ASGIApp
    store: Store

    def browser(self, name: str = "") -> TestClient:
        return client(self.app, name)


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What drift control draws changes from month to month: the tests of it say what is drawn."""
    monkeypatch.setattr(queue, "is_drawn", lambda *_: False)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Registry]:
    """A data directory to copy: migrations and pictures take their time."""
    folder = tmp_path_factory.mktemp("made")
    store, places = filled(folder)
    with_people(store)
    store.close()
    return folder, places


def _team(made: tuple[Path, Registry], folder: Path) -> Iterator[Team]:
    shutil.copytree(made[0], folder, dirs_exist_ok=True)
    with Store.open(folder) as store:
        yield Team(team_app(store, made[1]), store)


@pytest.fixture(scope="module")
def shared(made: tuple[Path, Registry], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """For tests that leave no trace that another could trip over."""
    yield from _team(made, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def team(made: tuple[Path, Registry], tmp_path: Path) -> Iterator[Team]:
    yield from _team(made, tmp_path)


@pytest.fixture
def desk(made: tuple[Path, Registry], tmp_path: Path, browser: Any) -> Iterator[Desk]:
    shutil.copytree(made[0], tmp_path / "data")
    listening = free_socket()
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    with Store.open(tmp_path / "data") as store, served(team_app(store, made[1], (host,)), listening):
        found = Desk(store, f"http://{host}", browser)
        yield found
        for context in found.contexts:
            context.close()
        assert found.problems == []
