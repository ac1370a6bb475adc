"""The results beside human labels: which results, the validation of them, and where it is kept."""

from datetime import datetime
from pathlib import Path

from night.errors import NOTHING_MEASURED, UserError
from scoring.agreement.gold import Gold, GoldError, read_gold
from scoring.agreement.validation import VALIDATION_FILE, Validation
from scoring.registry import Registry
from scoring.store import Store
from scoring.store.atomic import replacing

SHOWN_RUNS = 5


def gold_labels(path: Path, registry: Registry) -> Gold:
    """Raises UserError that names every bad cell with file, line and column."""
    try:
        return read_gold(path, {place.code for place in registry})
    except GoldError as error:
        raise UserError(str(error)) from error


def validate(gold: Gold, store: Store, registry: Registry, run: str | None, now: datetime) -> Validation:
    """Gold beside the results of `run`; without one beside the last accepted result of every municipality.

    Raises UserError for an unknown run, and when no labelled municipality has a result.
    """
    # Here: scipy takes two seconds to import.
    from scoring.agreement.statistics import Judged, validation
    from scoring.store.records import utc_text

    if run is None:
        judged = {
            code: Judged(shown.run_id, shown.result) for code, shown in store.latest(gold.codes).items()
        }
    else:
        _demand_run(store, run)
        judged = {result.code: Judged(run, result) for result in store.results(run)}
    if not judged.keys() & set(gold.codes):
        where = f"in run {run}" if run else "here"
        raise UserError(
            f"no municipality that {gold.name} labels was visited {where}. Run `vagvisaren crawl` first.",
            NOTHING_MEASURED,
        )
    return validation(gold, judged, registry, utc_text(now))


def keep(found: Validation, data_dir: Path) -> Path:
    """Where the report finds it."""
    path = data_dir / VALIDATION_FILE
    with replacing(path) as stream:
        stream.write(found.as_json().encode())
    return path


def _demand_run(store: Store, run: str) -> None:
    runs = [each.id for each in store.runs()]
    if run not in runs:
        newest = ", ".join(runs[:SHOWN_RUNS]) or "none"
        raise UserError(f"there is no run {run!r}. The newest are: {newest}.")
