"""Files of the auditors' desk, in and out of the database: decisions, the phone sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from night.errors import UserError
from scoring.audit_file import decisions_in, known_runs, read_table, rows_of
from scoring.decisions import NewDecision
from scoring.phone_sheet import Call, answers_in, call_of, is_phone_sheet
from scoring.registry import Registry
from scoring.store import Store, StoreError

SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file brought: recorded now, there already, rows of a phone sheet that are still open."""

    new: int
    known: int
    open: int


def take_in(
    path: Path, store: Store, registry: Registry, now: datetime, question: str, *, dry_run: bool = False
) -> Taken:
    """An audit file or a filled phone sheet, all of it or nothing. Raises AuditFileError."""
    rows = read_table(path)
    codes = frozenset(place.code for place in registry)
    waiting: tuple[str, ...] = ()
    news: tuple[NewDecision, ...]
    if is_phone_sheet(rows[0][1]):
        answers = answers_in(path, rows, codes, now, question)
        news, waiting = answers.decisions, answers.open
    else:
        news = known_runs(decisions_in(path, rows, codes, now), {run.id for run in store.runs()})
    if dry_run:
        return Taken(0, 0, len(waiting))
    added = store.decisions.add(news, now)
    return Taken(len(added.new), added.known, len(waiting))


def lines(found: Taken, path: Path, *, dry_run: bool) -> Iterator[str]:
    if dry_run:
        yield f"{path}: every row is good; nothing was imported (--dry-run)"
    else:
        yield f"{path}: {found.new} decisions recorded, {found.known} were there already"
    if found.open:
        yield f"{found.open} rows have no answer yet: they stay open"
    if found.new:
        yield "`vagvisaren report` shows them"


def decision_rows(store: Store) -> list[list[str]]:
    """The header, and every decision that was ever recorded."""
    return rows_of(decision for history in store.decisions.all().values() for decision in history)


def suffix_of(path: Path) -> str:
    """`.csv` or `.xlsx`. Raises UserError."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"{path}: name it {' or '.join(f'….{s[1:]}' for s in SUFFIXES)}, to say which it is.")
    return path.suffix.lower()


def calls(store: Store, registry: Registry, codes: Sequence[str] | None) -> tuple[Call, ...]:
    """Whom to ask about e, in the registry's order: all (or of `codes`) whose site does not say it."""
    shown = store.latest(codes)
    found = []
    for place in registry:
        one = shown.get(place.code)
        if one is None or one.result.aspects.responsible.verdict != "unknown":
            continue
        try:
            seen = store.observation(one.run_id, place.code)
        except StoreError:
            seen = None  # damaged: the call needs no more than a name
        call = call_of(place.name, one.result, seen)
        if call is not None:
            found.append(call)
    return tuple(found)
