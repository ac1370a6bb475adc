"""Pairs of gold and machine → a validation: per aspect, by size class and by site family."""

import typing
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scoring.agreement.coefficients import Ratings, cohen_kappa, gwet_ac1, krippendorff_alpha, proportion
from scoring.agreement.comparison import Pair, compare
from scoring.agreement.gold import (
    ASPECT_COLUMNS,
    FAMILY,
    STATUS,
    STATUSES,
    UNMEASURED,
    VERDICTS,
    Gold,
    Label,
    aspect_of,
)
from scoring.agreement.validation import (
    Agreement,
    Column,
    ConfidenceRates,
    Disagreement,
    Group,
    Place,
    Rates,
    Reviews,
    Validation,
)
from scoring.lexicon import load_lexicon
from scoring.masking import mask
from scoring.registry import Registry
from scoring.result import Confidence, Result
from scoring.sizes import SIZE_CLASSES, size_class

STRICT = tuple(column for column in ASPECT_COLUMNS if not column.endswith("_broad"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A result and the run it is from."""

    run: str
    result: Result


def validation(gold: Gold, judged: Mapping[str, Judged], registry: Registry, made_at: str) -> Validation:
    """`judged` by code; labels of other municipalities are named as not visited."""
    results = {code: each.result for code, each in judged.items()}
    pairs = tuple(compare(gold.labels, results))
    by_column = _by_column(pairs)
    visited = [code for code in gold.codes if code in results]
    strict = [pair for column in STRICT for pair in by_column[column]]
    return Validation(
        made_at=made_at,
        gold=gold.name,
        gold_sha256=gold.sha256,
        runs=tuple(sorted({judged[code].run for code in visited})),
        method_versions=tuple(sorted({results[code].method_version for code in visited})),
        lexicon_versions=tuple(sorted({results[code].lexicon_version for code in visited})),
        labelled=len(gold.codes),
        compared=len(visited),
        unmeasured=len({label.code for label in gold.labels if _silent(label, results)}),
        not_visited=tuple(Place(code=c, name=_name(registry, c)) for c in gold.codes if c not in results),
        columns=tuple(
            _column(name, by_column[name], sum(_silent(x, results) for x in gold.labels if x.column == name))
            for name in (*ASPECT_COLUMNS, STATUS)
        ),
        strict=proportion(sum(pair.right for pair in strict), len(strict)),
        confidence=_confidence(strict),
        reviews=_reviews(strict),
        groups=tuple(_groups(pairs, gold, registry)),
        disagreements=tuple(_disagreement(p, judged, registry) for p in pairs if not p.right),
    )


def agreement(pairs: Sequence[Pair]) -> Agreement:
    return two_raters([(pair.gold, pair.machine) for pair in pairs])


def two_raters(ratings: Ratings) -> Agreement:
    """How far two raters agree on the same units: gold and machine, or two humans each alone."""
    kappa, alpha = cohen_kappa(ratings), krippendorff_alpha(ratings)
    undefined: Literal["", "nothing_compared", "one_category"] = ""
    if kappa is None:
        undefined = "one_category" if ratings else "nothing_compared"
    return Agreement(
        agreement=proportion(sum(one == other for one, other in ratings), len(ratings)),
        kappa=kappa,
        alpha=alpha,
        ac1=gwet_ac1(ratings),
        undefined=undefined,
    )


def _by_column(pairs: Iterable[Pair]) -> Mapping[str, list[Pair]]:
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.label.column].append(pair)
    return found


def _column(name: str, pairs: Sequence[Pair], unmeasured: int) -> Column:
    aspect, reading = aspect_of(name) or (None, None)
    used = {category for pair in pairs for category in (pair.gold, pair.machine)}
    # Of the verdicts all four; of the many statuses those that occur.
    categories = VERDICTS if aspect else tuple(status for status in STATUSES if status in used)
    return Column(
        column=name,
        aspect=aspect,
        reading=reading,
        statistics=agreement(pairs),
        unmeasured=unmeasured,
        several=sum(len(pair.label.allowed) > 1 for pair in pairs),
        verdicts=tuple(_rates(category, pairs) for category in categories),
        confusion=_confusion(pairs, categories),
        confidence=_confidence(pairs) if aspect else (),
        reviews=_reviews(pairs) if aspect else None,
    )


def _rates(verdict: str, pairs: Sequence[Pair]) -> Rates:
    said = sum(pair.machine == verdict for pair in pairs)
    true = sum(pair.gold == verdict for pair in pairs)
    both = sum(pair.machine == pair.gold == verdict for pair in pairs)
    return Rates(verdict=verdict, precision=proportion(both, said), recall=proportion(both, true))


def _confusion(pairs: Sequence[Pair], categories: Sequence[str]) -> dict[str, dict[str, int]]:
    cells = Counter((pair.gold, pair.machine) for pair in pairs)
    return {gold: {machine: cells[gold, machine] for machine in categories} for gold in categories}


def _confidence(pairs: Sequence[Pair]) -> tuple[ConfidenceRates, ...]:
    return tuple(_confidence_rates(word, pairs) for word in typing.get_args(Confidence))


def _confidence_rates(word: Confidence, pairs: Sequence[Pair]) -> ConfidenceRates:
    said = [pair for pair in pairs if pair.found is not None and pair.found.confidence == word]
    right = proportion(sum(pair.right for pair in said), len(said))
    return ConfidenceRates(confidence=word, share=proportion(len(said), len(pairs)), right=right)


def _reviews(pairs: Sequence[Pair]) -> Reviews:
    said = [pair for pair in pairs if pair.machine == "review"]
    needless = proportion(sum(not pair.right for pair in said), len(said))
    return Reviews(share=proportion(len(said), len(pairs)), needless=needless)


def _silent(label: Label, results: Mapping[str, Result]) -> bool:
    """Whether it is about an aspect of a municipality that was visited and not measured."""
    result = results.get(label.code)
    return result is not None and result.status == UNMEASURED and label.column != STATUS


def _groups(pairs: Sequence[Pair], gold: Gold, registry: Registry) -> Iterator[Group]:
    sizes: dict[str, list[Pair]] = {name: [] for name, _ in SIZE_CLASSES}
    families: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        place = registry[pair.label.code]
        sizes[size_class(place.population)].append(pair)
        family = gold.families.get(place.code) or place.extra.get(FAMILY, "")
        if family:
            families[family].append(pair)
    yield from (_group("size", name, members) for name, members in sizes.items() if members)
    yield from (_group("family", name, members) for name, members in sorted(families.items()))


def _group(kind: Literal["size", "family"], name: str, members: Sequence[Pair]) -> Group:
    by_column = _by_column(members)
    return Group(
        kind=kind,
        name=name,
        municipalities=len({pair.label.code for pair in members}),
        columns={c: agreement(by_column[c]) for c in (*ASPECT_COLUMNS, STATUS) if by_column[c]},
    )


def _disagreement(pair: Pair, judged: Mapping[str, Judged], registry: Registry) -> Disagreement:
    label, found, name = pair.label, pair.found, _name(registry, pair.label.code)
    summary, summary_en = (found.summary, found.summary_en) if found else ("", "")
    if label.column == "responsible":
        # Persons appear where somebody is looked for (METHOD 3e): they stay out of every list.
        summary, summary_en = (mask(text, load_lexicon(), (name,)) for text in (summary, summary_en))
    return Disagreement(
        code=label.code,
        name=name,
        column=label.column,
        gold=label.allowed,
        machine=pair.machine,
        confidence=found.confidence if found else None,
        reasons=found.reasons if found else (),
        summary=summary,
        summary_en=summary_en,
        run=judged[label.code].run,
    )


def _name(registry: Registry, code: str) -> str:
    return registry[code].name if code in registry else code
