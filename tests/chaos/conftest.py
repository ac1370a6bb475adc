"""One example web for all crawls, and what an undisturbed one says."""

from collections.abc import Iterator

import pytest

from tests.chaos.crawling import SITES, Place, place_in
from tests.chaos.killing import undisturbed
from tests.chaos.whole import Verdicts
from tests.web import ExampleWeb

SOME, FEW = 14, 8
"""Municipalities: for what happens at any moment of a crawl, and for what happens once."""


@pytest.fixture(scope="session")
def web() -> Iterator[ExampleWeb]:
    with ExampleWeb() as found:
        yield found


@pytest.fixture(scope="module")
def place(web: ExampleWeb, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_in(tmp_path_factory.mktemp("chaos"), web, SOME)


@pytest.fixture(scope="module")
def few(web: ExampleWeb, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_in(tmp_path_factory.mktemp("few"), web, FEW)


@pytest.fixture(scope="module")
def many(web: ExampleWeb, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return place_in(tmp_path_factory.mktemp("many"), web, SITES)


@pytest.fixture(scope="module")
def expected(place: Place) -> Verdicts:
    return undisturbed(place)


@pytest.fixture(scope="module")
def expected_of_few(few: Place) -> Verdicts:
    return undisturbed(few)
