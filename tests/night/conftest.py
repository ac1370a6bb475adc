"""Fixtures of the operator's room."""

from pathlib import Path

import pytest

from tests.night.bench import Bench
from tests.night.real_crawl import places


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, places(20))
