"""One local web and one browser for each test process."""

from collections.abc import Iterator

import pytest

from tests.crawler.local_web import LocalWeb
from tests.crawler.looking import Visitor


@pytest.fixture(scope="session")
def web() -> Iterator[LocalWeb]:
    with LocalWeb() as serving:
        yield serving


@pytest.fixture(scope="session")
def visitor(web: LocalWeb) -> Iterator[Visitor]:
    visiting = Visitor(web)
    yield visiting
    visiting.close()
