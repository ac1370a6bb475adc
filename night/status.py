"""How things stand: the last runs, what failed and why, and the health of the data directory."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from stat import S_ISREG

from night.errors import WRONG_USE, UserError
from night.gate import last_good
from night.lock import holder
from night.publish import REPORT, behind
from night.settings import Settings
from night.terminal import clean
from scoring.registry import Registry
from scoring.statuses import status_of
from scoring.store import DATABASE, Run, Store

SHOWN_RUNS = 5
SHOWN_NAMES = 8
STALE_HOURS = 26
"""A night and two hours of leeway."""
LEAST_FREE_BYTES = 2_000_000_000


def status(store: Store, registry: Registry, settings: Settings, now: datetime) -> Iterator[str]:
    """The lines of the report. Raises UserError when there is nothing to report, StoreError when damaged."""
    runs = store.runs(SHOWN_RUNS)
    if not runs:
        raise UserError(f"no runs yet ({store.path}). Run `vagvisaren crawl` first.", WRONG_USE)
    yield "Last runs"
    for run in runs:
        yield f"  {_run_line(run)}"
    yield from _failures(store, registry, runs[0])
    yield "Health"
    for good, line in health(store, settings, now):
        yield f"  {'ok ' if good else '!! '} {line}"


def health(store: Store, settings: Settings, now: datetime) -> Iterator[tuple[bool, str]]:
    """(whether it is well, sentence) per check."""
    damage = store.check()
    yield damage == "ok", f"database: {damage}"
    free = shutil.disk_usage(settings.data).free
    yield free >= LEAST_FREE_BYTES, f"disk: {free / 1e9:.1f} GB free"
    yield True, f"data directory: {_parts(settings.data)}"
    if settings.disk_budget:
        too_much = over_budget(settings)
        yield not too_much, f"disk budget: {too_much or f'{settings.disk_budget:g} GB, kept'}"
    yield _freshness(store, now)
    held = holder(settings.data)
    index = settings.data / REPORT / "index.html"
    unseen = None if held else behind(settings, store.runs())
    if not index.is_file():
        yield False, "report: none published; `vagvisaren report` builds one"
    elif unseen:
        yield False, f"report: older than run {unseen.id}, which was accepted; `vagvisaren report` builds it"
    else:
        yield True, f"report: {index}"
    yield True, f"lock: {held or 'free'}"
    contact = settings.contact or "not set; set VAGVISAREN_CONTACT before crawling the web"
    yield bool(settings.contact), f"contact in the user agent: {clean(contact)}"


def over_budget(settings: Settings) -> str:
    """How much more than VAGVISAREN_DISK_BUDGET the data directory takes; empty if it does not."""
    if not settings.disk_budget:
        return ""
    taken = _taken(settings.data) / 1e9
    if taken <= settings.disk_budget:
        return ""
    return (
        f"the data directory takes {taken:.1f} GB of {settings.disk_budget:g}; `vagvisaren prune` frees some"
    )


def _parts(data: Path) -> str:
    """What takes the room: `1.2 GB (archive 0.9, pictures 0.2, reports 0.1, database 0.0)`."""
    parts = {name: _taken(data / name) / 1e9 for name in ("archive", "pictures", "reports")}
    parts["database"] = sum(path.stat().st_size for path in data.glob(f"{DATABASE}*")) / 1e9
    told = ", ".join(f"{name} {size:.2f}" for name, size in parts.items())
    return f"{_taken(data) / 1e9:.2f} GB ({told})"


def _taken(folder: Path) -> int:
    """What the files below take on the disk. One that goes meanwhile takes nothing."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            found = path.lstat()
            # A picture in a report may be a second name of the same file: each name bears its part.
            total += found.st_blocks * 512 // found.st_nlink if S_ISREG(found.st_mode) else 0
    return total


def _run_line(run: Run) -> str:
    done = f"{run.measured}/{run.planned} measured" if run.state != "running" else f"{run.planned} planned"
    shown = "shown" if run.published else "not shown"
    return f"{run.id}  {run.state:<11}  {run.scope:<5}  {done}, {shown}" + (
        f". {clean(run.note)}" if run.note else ""
    )


def _failures(store: Store, registry: Registry, run: Run) -> Iterator[str]:
    groups: dict[str | None, list[str]] = {}
    for code, reason in store.reasons(run.id):
        groups.setdefault(reason, []).append(clean(registry[code].name) if code in registry else code)
    if not groups:
        return
    yield f"Unmeasured in run {run.id}"
    for reason, names in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0] or "")):
        more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
        yield f"  {len(names):>3} {reason or 'unknown'}: {', '.join(names[:SHOWN_NAMES])}{more}"
        yield f"      {status_of(reason).remedy_en}"


def _freshness(store: Store, now: datetime) -> tuple[bool, str]:
    good = last_good(store.runs())
    if good is None:
        return False, "last good run: none of everything yet"
    hours = (now - datetime.fromisoformat(good.finished or good.started)).total_seconds() / 3600
    if hours < 0:
        return hours > -1, f"last good run: dated {-hours:.0f} hours ahead; this clock is wrong, or was then"
    return hours <= STALE_HOURS, f"last good run: {hours:.0f} hours ago"
