"""`vagvisaren lexicon mine`: labels that the lexicon does not know, from the stored observations."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from night.errors import NOTHING_MEASURED, UserError
from night.terminal import clean
from scoring.lexicon import Lexicon, load_lexicon
from scoring.mining import Pattern, Sighting, patterns, unknown_labels
from scoring.observation import Observation
from scoring.registry import Registry
from scoring.store import Store, StoreError

SCHEMA = "vagvisaren-lexicon-mine/1"
COLUMNS = ("label", "municipalities", "links", "guess", "reason", "code", "municipality", "as_seen", "url")
_URL_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Mined:
    lexicon_version: str
    runs: tuple[str, ...]
    """Newest first."""
    municipalities: int
    unread: int
    """Observations that are pruned or damaged."""
    found: tuple[Pattern, ...]


def mine(store: Store, registry: Registry, *, every_run: bool = False) -> Mined:
    """Reads the newest run that measured anything, or all runs kept.

    Raises UserError when there is nothing to read, StoreError when the database is damaged.
    """
    lexicon = load_lexicon()
    runs = _runs(store, every_run)
    sightings: list[Sighting] = []
    read: set[str] = set()
    unread = 0
    for run, codes in runs.items():
        for code in codes:
            seen = _observation(store, run, code)
            if seen is None:
                unread += 1
                continue
            read.add(code)
            sightings += _sightings(seen, lexicon, registry)
    if not read:
        raise UserError(
            f"the observations of run {', '.join(runs)} are no longer kept. Run `vagvisaren crawl`.",
            NOTHING_MEASURED,
        )
    return Mined(lexicon.version, tuple(runs), len(read), unread, patterns(sightings))


def _runs(store: Store, every_run: bool) -> dict[str, tuple[str, ...]]:
    """Run → the municipalities that it measured, newest first."""
    ended = [run for run in store.runs() if run.state != "running"]
    if not ended:
        raise UserError(f"no runs yet ({store.path}). Run `vagvisaren crawl` first.")
    found: dict[str, tuple[str, ...]] = {}
    for run in ended:
        codes = store.done_codes(run.id) - {code for code, _ in store.reasons(run.id)}
        if codes:
            found[run.id] = tuple(sorted(codes))
        if found and not every_run:
            break
    if not found:
        what = f"no municipality was measured in {len(ended)} runs"
        raise UserError(f"{what}. `vagvisaren status` says why.", NOTHING_MEASURED)
    return found


def _observation(store: Store, run: str, code: str) -> Observation | None:
    try:
        return store.observation(run, code)
    except StoreError:
        return None


def _sightings(seen: Observation, lexicon: Lexicon, registry: Registry) -> list[Sighting]:
    places = registry.place_names(seen.code) if seen.code in registry else (seen.name,)
    return unknown_labels(seen, lexicon, places)


def lines(mined: Mined) -> Iterator[str]:
    """What a person reads: a table, and under each label where it was seen."""
    runs = f"run {mined.runs[0]}" if len(mined.runs) == 1 else f"{len(mined.runs)} runs"
    yield (
        f"{runs}: {_count(mined.municipalities, 'municipality', 'municipalities')} read,"
        f" {_count(len(mined.found), 'label', 'labels')} in no class of lexicon {mined.lexicon_version}"
        " that lead to phone and hours"
    )
    if mined.unread:
        yield f"left out, for pruned or damaged: {_count(mined.unread, 'observation', 'observations')}"
    if not mined.found:
        return
    width = min(40, max(len(clean(pattern.label)) for pattern in mined.found))
    yield f"{'seen in':>7}  {'class?':<6}  {'label':<{width}}  why"
    for pattern in mined.found:
        label, why = clean(pattern.label), clean(pattern.reason)
        yield f"{pattern.municipalities:>7}  {pattern.guess:<6}  {label:<{width}}  {why}"
        for seen in pattern.examples:
            yield f"{'':>17}{clean(seen.name)} ({seen.code}): {clean(seen.url, _URL_LIMIT)}"


def as_json(mined: Mined) -> str:
    """All of it as `vagvisaren-lexicon-mine/1`."""
    document = {
        "schema": SCHEMA,
        "lexicon_version": mined.lexicon_version,
        "runs": mined.runs,
        "municipalities": mined.municipalities,
        "unread": mined.unread,
        "labels": [
            {
                "label": clean(pattern.label),
                "municipalities": pattern.municipalities,
                "links": pattern.links,
                "guess": pattern.guess,
                "reason": clean(pattern.reason),
                "examples": [_example(seen) for seen in pattern.examples],
            }
            for pattern in mined.found
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_csv(mined: Mined) -> str:
    """One row per example."""
    from reports.export_tables import harmless

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for pattern in mined.found:
        about = (pattern.label, pattern.municipalities, pattern.links, pattern.guess, pattern.reason)
        for seen in pattern.examples:
            row = (*about, *_example(seen).values())
            writer.writerow(
                [harmless(clean(cell, _URL_LIMIT)) if isinstance(cell, str) else cell for cell in row]
            )
    return out.getvalue()


def _example(seen: Sighting) -> dict[str, Any]:
    return {
        "code": seen.code,
        "municipality": clean(seen.name),
        "as_seen": clean(seen.label),
        "url": clean(seen.url, _URL_LIMIT),
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
