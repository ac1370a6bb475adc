"""One example web for all crawls, and what an undisturbed one says."""

from collections.abc import Iterator

import pytest

from tests.chaos.crawling import Place, example_place
from tests.chaos.killing import undisturbed
from tests.chaos.whole import Verdicts

FEW = 8


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with example_place(tmp_path_factory.mktemp("chaos")) as found:
        yield found


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Few municipalities: for what happens once, whenever it happens."""
    with example_place(tmp_path_factory.mktemp("few"), FEW) as found:
        yield found


@pytest.fixture(scope="module")
def expected(place: Place) -> Verdicts:
    return undisturbed(place)
