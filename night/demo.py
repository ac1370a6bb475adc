"""The whole program on the example municipalities: no internet, a few minutes at most."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from night.agreement import gold_labels, keep, validate
from night.agreement_text import counts
from night.context import Crawl, Night
from night.example_web import GOLD, example_web, write_registry
from night.publish import publish
from night.rescore import span
from night.run import run
from night.settings import Settings
from night.showcase import photograph
from night.terminal import clean
from night.workspace import Say
from scoring.agreement.validation import Validation
from scoring.registry import Registry, load_registry
from scoring.store import Store

if TYPE_CHECKING:
    from rich.table import Table

FOLDER = "demo"
SHOWN_ROWS = 12
_LETTERS = {"yes": "+", "no": "-", "review": "?", "unknown": "o", "unmeasured": " "}


def demo(settings: Settings, say: Say, crawl: Crawl | None = None, *, pictures: Path | None = None) -> int:
    """Crawl, score, publish, compare with the gold labels. Returns the exit code of the run. With `pictures`
    two pages of the report are photographed into that folder."""
    from rich.console import Console

    data = settings.data / FOLDER
    write_registry(data / "municipalities.csv")
    registry = load_registry(data / "municipalities.csv")
    say(f"demo: {len(registry)} example municipalities, served by this machine")
    with example_web() as name_map:
        # Courtesy is for other people's servers; this one is ours.
        local = replace(settings, data=data, name_map=name_map, allow_private=True, page_delay=0.0)
        # Nor does anybody want to hear of it.
        local = replace(local, notify="", metrics_file=None, database="")
        # By name: the gate of a whole night would stumble over the examples that are meant to be unreachable.
        ended = run(Night(local, registry, say, crawl), list(registry))
    with Store.open(data) as store:
        console = Console()
        console.print(_ranking(store, registry))
        found = _validated(store, registry)
        for line in counts(found) if found else ["Nothing to compare with gold labels."]:
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        if found and ended.report:
            keep(found, data)
            publish(store, registry, local, ended.run.id)  # once more: now with the page about quality
        if pictures and ended.report:
            for path in photograph(local, store, registry, pictures):
                say(f"picture: {path}")
    say(f"run {ended.run.id}: {ended.message}")
    print(f"report: {ended.report or 'not published'}")
    return ended.exit_code


def _validated(store: Store, registry: Registry) -> Validation | None:
    """None without gold labels, or when not one municipality was visited."""
    if not GOLD.is_file() or not store.latest():
        return None
    return validate(gold_labels(GOLD, registry), store, registry, None, datetime.now(UTC))


def _ranking(store: Store, registry: Registry) -> "Table":
    from rich.markup import escape
    from rich.table import Table

    from reports.standings import standings

    found = standings(store, registry)
    unmeasured = f"{len(found.missing)} unmeasured" if found.missing else "all measured"
    table = Table(
        title=f"{len(found.ranked)} ranked, {unmeasured}", caption="+ yes  - no  ? review  o unknown"
    )
    for heading in ("group", "municipality", "points", "a b c d e", "desktop/mobile"):
        table.add_column(heading)
    for row in found.ranked[:SHOWN_ROWS]:
        sizes = "/".join("-" if n is None else str(n) for n in (row.light.desktop, row.light.mobile))
        name = escape(clean(row.place.name))
        profile = " ".join(_LETTERS[verdict] for verdict in row.light.verdicts)
        table.add_row(str(row.group), name, span(row.score), profile, sizes)
    if len(found.ranked) > SHOWN_ROWS:
        table.add_row("", f"… and {len(found.ranked) - SHOWN_ROWS} more in the report", "", "", "")
    return table
