"""A validation as a person at the terminal reads it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from night.terminal import clean
from scoring.agreement.validation import (
    HUMANS_AGREE,
    Agreement,
    Column,
    ConfidenceRates,
    Disagreement,
    Group,
    Proportion,
    Reviews,
    Validation,
)

_Row = TypeVar("_Row")
_WIDTH = 18
_SIZES = {
    "under_15000": "under 15 000",
    "15000_40000": "15 000 to 40 000",
    "40000_100000": "40 000 to 100 000",
    "from_100000": "100 000 and more",
}
_FIGURES_HEAD = f"{'right':>9}  {'share':>6}  {'95 %':<11}  {'κ':>6} {'α':>6} {'AC1':>6}"
SHOWN_NAMES = 8


def lines(found: Validation) -> Iterator[str]:
    """Everything, each disagreement included."""
    for part in (
        _head(found),
        _agreement(found),
        _verdicts(found.columns),
        _confusions(found.columns),
        _confidence(found),
        _groups(found.groups),
        _disagreements(found),
    ):
        yield from (line.rstrip() for line in part)


def counts(found: Validation) -> Iterator[str]:
    """How many are right per column, and no statistics."""
    yield "Agreement with the gold labels"
    for column in found.columns:
        share = column.statistics.agreement
        if share.percent is not None:
            yield f"  {column.column:<{_WIDTH}} {share.count}/{share.of} ({share.percent:g}%)"
    yield from (f"  {_disagreement(each)}" for each in found.disagreements)


def _disagreements(found: Validation) -> Iterator[str]:
    yield f"Disagreements: {len(found.disagreements)}"
    yield from (f"  {_disagreement(each)}" for each in found.disagreements)


def _head(found: Validation) -> Iterator[str]:
    one = len(found.runs) == 1
    source = f"run {found.runs[0]}" if one else f"{len(found.runs)} runs, {found.runs[0]} to {found.runs[-1]}"
    versions = f"method {', '.join(found.method_versions)}, lexicon {', '.join(found.lexicon_versions)}"
    yield f"{clean(found.gold)}: labels of {found.labelled} municipalities, beside {source} ({versions})"
    if found.not_visited:
        names = [f"{clean(place.name)} ({place.code})" for place in found.not_visited]
        more = f" and {len(names) - SHOWN_NAMES} more" if len(names) > SHOWN_NAMES else ""
        yield f"  not visited, not compared: {', '.join(names[:SHOWN_NAMES])}{more}"
    if found.unmeasured:
        yield f"  labelled but unmeasured: {found.unmeasured}; their verdicts are not compared, see status"
    several = sum(column.several for column in found.columns)
    if several:
        yield f"  labels that allow several verdicts: {several}; the machine is right with any of them"


def _agreement(found: Validation) -> Iterator[str]:
    low, high = HUMANS_AGREE
    yield f"Agreement (human raters of web audits agree {low:.0%} to {high:.0%})"
    yield f"  {'':<{_WIDTH}} {_FIGURES_HEAD}"
    for column in found.columns:
        yield f"  {column.column:<{_WIDTH}} {_figures(column.statistics)}"
    shown = [column.statistics for column in found.columns]
    shown += [figures for group in found.groups for figures in group.columns.values()]
    if any(figures.undefined == "one_category" for figures in shown):
        yield "  (–: κ and α are not defined where only one verdict occurs)"


def _verdicts(columns: Sequence[Column]) -> Iterator[str]:
    yield "Precision (how much of what the machine says is right) and recall (how much of gold it finds)"
    head = f"{'precision':>9}  {'':>6}  {'95 %':<11}  {'recall':>9}  {'':>6}  {'95 %':<11}"
    yield f"  {'':<{_WIDTH}} {'':<12} {head}"
    for column in columns:
        rows = [rates for rates in column.verdicts if rates.precision.of or rates.recall.of]
        for name, rates in _first_named(column.column, rows):
            figures = f"{_share(rates.precision)}  {_share(rates.recall)}"
            yield f"  {name:<{_WIDTH}} {rates.verdict:<12} {figures}"


def _confusions(columns: Sequence[Column]) -> Iterator[str]:
    yield "Confusion tables (row: gold, column: machine)"
    for column in columns:
        if not column.statistics.agreement.of:
            continue
        heads = list(column.confusion)
        widths = [max(len(head), 4) for head in heads]
        titles = "  ".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True))
        yield f"  {column.column:<{_WIDTH}} {'':<12} {titles}"
        for gold, row in column.confusion.items():
            cells = "  ".join(f"{row[head]:>{width}}" for head, width in zip(heads, widths, strict=True))
            yield f"  {'':<{_WIDTH}} {gold:<12} {cells}"


def _confidence(found: Validation) -> Iterator[str]:
    yield "Confidence words: how much carries them, and how much of that is right"
    yield from _confidence_rows("strict together", found.confidence, found.reviews)
    for column in found.columns:
        if column.reviews is not None and column.statistics.agreement.of:
            yield from _confidence_rows(column.column, column.confidence, column.reviews)


def _confidence_rows(title: str, rates: Iterable[ConfidenceRates], reviews: Reviews) -> Iterator[str]:
    used = [each for each in rates if each.share.count]
    for name, each in _first_named(title, used):
        yield f"  {name:<{_WIDTH}} {each.confidence:<12} {_share(each.share)}  right {_share(each.right)}"
    if reviews.share.count:
        needless = f"needless {_share(reviews.needless)}"
        yield f"  {'':<{_WIDTH}} {'review':<12} {_share(reviews.share)}  {needless}"


def _groups(groups: Sequence[Group]) -> Iterator[str]:
    for kind, title in (("size", "size class (inhabitants)"), ("family", "site family")):
        members = [group for group in groups if group.kind == kind]
        if not members:
            continue
        yield f"Agreement by {title}"
        yield f"  {'':<{_WIDTH}} {'':<{_WIDTH}} {_FIGURES_HEAD}"
        for group in members:
            name = _SIZES.get(group.name, clean(group.name, _WIDTH))
            for first, (column, figures) in _first_named(name, list(group.columns.items())):
                yield f"  {first:<{_WIDTH}} {column:<{_WIDTH}} {_figures(figures)}"


def _figures(found: Agreement) -> str:
    values = (found.kappa, found.alpha, found.ac1)
    return f"{_share(found.agreement)}  " + " ".join(f"{_coefficient(value):>6}" for value in values)


def _disagreement(found: Disagreement) -> str:
    who = f"{clean(found.name)} ({found.code})"
    verdict = f"{found.machine}, {found.confidence}" if found.confidence else found.machine
    why = f"; {', '.join(clean(reason) for reason in found.reasons)}" if found.reasons else ""
    summary = f": {clean(found.summary)}" if found.summary else ""
    return f"{who} {found.column}: gold {'|'.join(found.gold)}, machine {verdict}{why}{summary}"


def _first_named(title: str, rows: Sequence[_Row]) -> Iterator[tuple[str, _Row]]:
    """The title beside the first row only."""
    return ((title if number == 0 else "", row) for number, row in enumerate(rows))


def _share(found: Proportion) -> str:
    """As `    41/42    98 %  88–100 %   `, always as wide."""
    count = f"{found.count}/{found.of}"
    if found.percent is None or found.low is None or found.high is None:
        return f"{count:>9}  {'–':>6}  {'':<11}"
    interval = f"{100 * found.low:.0f}–{100 * found.high:.0f} %"
    return f"{count:>9}  {f'{found.percent:g} %':>6}  {interval:<11}"


def _coefficient(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
