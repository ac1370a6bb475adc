"""The whole program on the example municipalities: no internet, a few minutes at most."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from night.agreement import Disagreement, compare, read_gold
from night.errors import DEGRADED, DONE
from night.example_web import GOLD, example_web, write_registry
from night.rescore import score_text
from night.run import Crawl, Night, run
from night.settings import Settings
from night.terminal import clean
from night.workspace import Say
from scoring.registry import Registry, load_registry
from scoring.result import Aspects
from scoring.store import Store

if TYPE_CHECKING:
    from rich.table import Table

FOLDER = "demo"
SHOWN_ROWS = 12
_LETTERS = {"yes": "+", "no": "-", "review": "?", "unknown": "o", "unmeasured": " "}


def demo(settings: Settings, say: Say, crawl: Crawl | None = None) -> int:
    """Crawl, score, publish, compare with the gold labels. Returns the exit code of the run."""
    from rich.console import Console

    data = settings.data / FOLDER
    write_registry(data / "municipalities.csv")
    registry = load_registry(data / "municipalities.csv")
    say(f"demo: {len(registry)} example municipalities, served by this machine")
    with example_web() as name_map:
        # Courtesy is for other people's servers; this one is ours.
        local = replace(settings, data=data, name_map=name_map, allow_private=True, page_delay=0.0)
        ended = run(Night(local, registry, say, crawl))
    with Store.open(data) as store:
        console = Console()
        console.print(_ranking(store, registry))
        for line in agreement_lines(store, registry, GOLD):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    say(f"run {ended.run.id}: {ended.message}")
    print(f"report: {ended.report or 'not published'}")
    # Some of the examples are meant to be unreachable: that is no fault of the run.
    return DONE if ended.exit_code == DEGRADED and ended.report else ended.exit_code


def agreement_lines(store: Store, registry: Registry, gold: Path) -> Iterator[str]:
    """Agreement per aspect, then every disagreement. Raises UserError for a bad gold file."""
    if not gold.is_file():
        yield "No gold labels come with this version: agreement not shown."
        return
    results = {code: shown.result for code, shown in store.latest().items()}
    pairs = list(compare(read_gold(gold), results))
    total, wrong = Counter(label.column for label, _ in pairs), Counter(d.label.column for _, d in pairs if d)
    yield "Agreement with the gold labels"
    for column, number in total.items():
        right = number - wrong[column]
        yield f"  {column:<18} {right}/{number} ({right / number:.0%})"
    for disagreement in (d for _, d in pairs if d):
        yield f"  {_disagreement(disagreement, registry)}"


def _disagreement(found: Disagreement, registry: Registry) -> str:
    label = found.label
    name = clean(registry[label.code].name) if label.code in registry else label.code
    wanted = "|".join(sorted(label.allowed))
    return f"{name} ({label.code}) {label.column}: {found.verdict}, gold {wanted}; {', '.join(found.reasons)}"


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
        prominence = row.aspects.prominence
        sizes = "/".join("-" if n is None else str(n) for n in (prominence.desktop, prominence.mobile))
        name = escape(clean(row.place.name))
        table.add_row(str(row.group), name, score_text(row.result), _profile(row.aspects), sizes)
    if len(found.ranked) > SHOWN_ROWS:
        table.add_row("", f"… and {len(found.ranked) - SHOWN_ROWS} more in the report", "", "", "")
    return table


def _profile(aspects: Aspects) -> str:
    return " ".join(_LETTERS[result.verdict] for _, result in aspects.items())
