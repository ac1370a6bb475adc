"""`vagvisaren doctor`: is this machine ready for a night? One line per check, each with what helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from night.doctor import data, machine, program
from night.doctor.finding import Finding
from night.errors import DONE, INTERNAL
from night.settings import Settings
from night.terminal import clean

Check = Callable[[Settings, datetime], Finding]

CHECKS: Mapping[str, Check] = {
    "versions": program.versions,
    "browser": program.browser,
    "fonts": machine.fonts,
    "DNS": machine.dns,
    "certificates": machine.authorities,
    "clock": machine.clock,
    "disk": machine.disk,
    "data directory": data.permissions,
    "database": data.database,
    "registry": data.registry,
    "contact": data.contact,
    "notifications": data.notifications,
}


def examine(
    settings: Settings, checks: Mapping[str, Check] = CHECKS, now: datetime | None = None
) -> Iterator[tuple[str, Finding]]:
    """(name, finding) of every check. One that breaks is a finding too, and the others go on."""
    now = now or datetime.now(UTC)
    for name, check in checks.items():
        try:
            yield name, check(settings, now)
        except Exception as error:
            told = f"the check itself failed ({type(error).__name__}: {error})"
            yield name, Finding(False, told, "Please report this.")


def doctor(
    settings: Settings,
    say: Callable[[str], None],
    findings: Iterable[tuple[str, Finding]] | None = None,
    *,
    notify: bool = False,
) -> int:
    """Say every line as it is known; the exit code is 0 if all is well, else 1. `notify`: send a test
    message."""
    checks = {**CHECKS, "test message": data.sent_message} if notify else CHECKS
    well = True
    for name, found in examine(settings, checks) if findings is None else findings:
        well = well and found.well
        remedy = "" if found.well or not found.remedy else f" {found.remedy}"
        say(f"{'ok ' if found.well else '!! '} {name}: {clean(found.text + '.' * bool(remedy))}{remedy}")
    return DONE if well else INTERNAL
