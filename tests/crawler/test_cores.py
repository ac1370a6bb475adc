"""How many processors there are for us: never more than we are given the time of."""

import os
from pathlib import Path

import pytest

from crawler import cores


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixteen processors, and the groups below the folder that is given."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    monkeypatch.setattr(cores, "GROUPS", tmp_path)
    monkeypatch.setattr(cores, "OWN_GROUP", tmp_path / "own")
    return tmp_path


def test_all_where_nothing_limits_it() -> None:
    assert cores.cores() == 16


@pytest.mark.parametrize(
    ("limit", "count"), [("max 100000", 16), ("200000 100000", 2), ("150000 100000", 2), ("1000 100000", 1),
                         ("9900000 100000", 16), ("?", 16)]
)  # fmt: skip
def test_a_container_has_its_share(machine: Path, limit: str, count: int) -> None:
    (machine / "cpu.max").write_text(f"{limit}\n")
    assert cores.cores() == count


def test_the_narrowest_of_the_groups_counts(machine: Path) -> None:
    unit = machine / "system.slice" / "vagvisaren.service"
    unit.mkdir(parents=True)
    (machine / "own").write_text("0::/system.slice/vagvisaren.service\n")
    (unit / "cpu.max").write_text("max 100000\n")
    (unit.parent / "cpu.max").write_text("300000 100000\n")
    assert cores.cores() == 3


@pytest.mark.parametrize(("quota", "count"), [("-1", 16), ("250000", 3)])
def test_groups_of_the_first_version(machine: Path, quota: str, count: int) -> None:
    (machine / "cpu").mkdir()
    (machine / "cpu" / "cpu.cfs_quota_us").write_text(f"{quota}\n")
    (machine / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert cores.cores() == count


def test_an_affinity_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {2, 3}, raising=False)
    assert cores.cores() == 2
