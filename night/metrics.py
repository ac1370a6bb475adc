"""Figures for Prometheus, in a file that node_exporter's text-file collector reads."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from night.gate import closed_nights
from scoring.store import Run, Store

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry


def write_metrics(path: Path, data: Path, database: str = "") -> None:
    """Of the newest run of everything that has ended: a visit to a few says nothing about the night.

    Written aside and renamed, so that nobody reads half of it. Raises OSError, StoreError.
    """
    from prometheus_client import generate_latest

    from scoring.store.atomic import replacing

    with Store.open(data, create=False, database=database) as store:
        runs = store.runs()
        newest = next((run for run in runs if run.scope == "all" and run.finished), None)
        reasons = store.reasons(newest.id) if newest else ()
    figures = _Figures()
    figures.add("disk_free_bytes", "Free space where the data directory is.", shutil.disk_usage(data).free)
    figures.add("gate_closed_nights", "Nights in a row without anything published.", closed_nights(runs))
    _of_run(figures, newest, reasons)
    _last_success(figures, runs)
    with replacing(path) as stream:
        stream.write(generate_latest(figures.registry))


class _Figures:
    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry

        self.registry: CollectorRegistry = CollectorRegistry()

    def add(self, name: str, text: str, value: float) -> None:
        from prometheus_client import Gauge

        Gauge(f"vagvisaren_{name}", text, registry=self.registry).set(value)

    def add_by(self, name: str, text: str, label: str, values: dict[str, int]) -> None:
        from prometheus_client import Gauge

        gauge = Gauge(f"vagvisaren_{name}", text, [label], registry=self.registry)
        for key, value in sorted(values.items()):
            gauge.labels(key).set(value)


def _of_run(figures: _Figures, run: Run | None, reasons: Sequence[tuple[str, str | None]]) -> None:
    if run is None or run.finished is None:
        return
    began, ended = _seconds(run.started), _seconds(run.finished)
    figures.add("run_timestamp_seconds", "When the newest run of everything ended.", ended)
    figures.add("run_duration_seconds", "How long it took, pauses before a --resume included.", ended - began)
    figures.add("run_finished", "Whether it came to its end.", run.state == "finished")
    figures.add("planned", "Municipalities that it was to visit.", run.planned)
    figures.add("measured", "Municipalities that it measured.", run.measured)
    figures.add("published", "Whether its results are shown.", run.published)
    counts = Counter(reason or "unknown" for _, reason in reasons)
    figures.add_by("unmeasured", "Municipalities that it did not measure, by reason.", "reason", dict(counts))


def _last_success(figures: _Figures, runs: Sequence[Run]) -> None:
    """Zero when nothing was ever published: an alert on its age then fires, as it should."""
    good = next((run.finished for run in runs if run.published and run.scope == "all" and run.finished), None)
    text = "When the last run of everything whose results are shown ended."
    figures.add("last_success_timestamp_seconds", text, _seconds(good) if good else 0)


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
