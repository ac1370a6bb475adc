"""How many processors this process may use. Only the standard library: the set-up script loads it by path."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
OWN_GROUP = Path("/proc/self/cgroup")


def cores() -> int:
    """Of the machine's, those that this process is not kept from: by an affinity (`taskset`), or by the time
    that a container or a unit may take of all of them together (`--cpus`, `CPUQuota`)."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([allowed, *(math.ceil(share) for share in _shares())]))


def _shares() -> Iterator[float]:
    """Processors' worth of time, by every group of control (cgroups 2 and 1) that limits it."""
    for folder in _own_groups():
        with suppress(OSError, ValueError):
            quota, period = (folder / "cpu.max").read_text().split()
            yield int(quota) / int(period)
    with suppress(OSError, ValueError):
        quota = (GROUPS / "cpu" / "cpu.cfs_quota_us").read_text()
        if int(quota) > 0:
            yield int(quota) / int((GROUPS / "cpu" / "cpu.cfs_period_us").read_text())


def _own_groups() -> Iterator[Path]:
    """From the root of what can be seen to the process's own."""
    yield GROUPS
    with suppress(OSError):
        group = OWN_GROUP.read_text().strip().rpartition(":")[2].strip("/")
        while group:
            yield GROUPS / group
            group = group.rpartition("/")[0]
