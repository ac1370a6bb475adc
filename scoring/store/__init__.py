"""The database. The rules of `scoring` never import it; crawler, reports and night do."""

from scoring.store.errors import Conflict, NoStore, StoreError
from scoring.store.records import (
    KEEPS_OLD_VALUES,
    Attempt,
    NewRun,
    Replaced,
    Run,
    Scope,
    Shown,
    State,
    StoredFile,
    utc_text,
)
from scoring.store.retention import Unit
from scoring.store.store import DATABASE, Store
from scoring.store.timeline import Judged, Tally

__all__ = [
    "DATABASE",
    "KEEPS_OLD_VALUES",
    "Attempt",
    "Conflict",
    "Judged",
    "NewRun",
    "NoStore",
    "Replaced",
    "Run",
    "Scope",
    "Shown",
    "State",
    "Store",
    "StoreError",
    "StoredFile",
    "Tally",
    "Unit",
    "utc_text",
]
