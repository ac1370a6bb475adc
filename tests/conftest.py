"""What every test has in common: the long ones wait for ``--run-long``."""

from __future__ import annotations

import pytest
from hypothesis import settings

# The same examples every time and no stopwatch: a busy machine must not turn a good commit red.
settings.register_profile("vagvisaren", deadline=None, derandomize=True, database=None)
settings.load_profile("vagvisaren")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-long", action="store_true", help="run the tests marked long too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-long"):
        return
    skip = pytest.mark.skip(reason="long: runs with --run-long (./vagvisaren test --all)")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)
