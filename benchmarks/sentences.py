"""How well single sentences are read, and the model that reads what no list of phrases foresees.

    python -m benchmarks.sentences              what patterns, model and both find, per label and writer
    python -m benchmarks.sentences --learn      learn the weights anew (needs scikit-learn: group `learn`)

The sentences lie in `tests/scoring/sentences`: two writers who saw no rule (`told.csv`, `told_other_writer.csv`), and
those of function pages that readers took for whole municipalities' functions of today (`pages.csv`: neither
narrow nor planned). What is published is learnt from all of them; the figures for `--held-out` come from a model
that has seen one writer only, told on the other's.
"""

import argparse
import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.lexicon import Lexicon, load_lexicon, normalise
from scoring.lexicon.told import FEWEST_WORDS, SCALE, Told, features

FOLDER = Path(__file__).parents[1] / "tests" / "scoring" / "sentences"
WEIGHTS = Path(__file__).parents[1] / "scoring" / "lexicon" / "told_sv_se.json"
FIRST, SECOND, PAGES = "told.csv", "told_other_writer.csv", "pages.csv"
PARTS = 5
KEPT = 4000
"""Features of a label: the heaviest."""


@dataclass(frozen=True)
class Label:
    name: str
    column: str
    yes: frozenset[str]
    wrong: float
    """Largest share of other sentences that may be taken for it: what a mistake costs decides."""


LABELS = (
    Label("process", "process", frozenset({"yes"}), 0.06),
    Label("scope", "scope", frozenset({"all"}), 0.03),
    Label("narrow", "scope", frozenset({"narrow"}), 0.01),
    Label("not_current", "state", frozenset({"planned", "ended"}), 0.01),
)


def rows(name: str, label: Label) -> list[tuple[str, bool]]:
    """(normalised sentence, whether it tells that), where it was labelled."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        labelled = [row for row in csv.DictReader(file) if row[label.column]]
    said = "not narrow" if label.name == "narrow" else ""
    return [
        (normalise(row["text"]), row[label.column] in label.yes)
        for row in labelled
        if row[label.column] != "not narrow" or said
    ]


def learn(label: Label, sentences: Sequence[tuple[str, bool]]) -> Told:
    """By logistic regression; the threshold by parts, each told by a model that has not seen it."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    found = [features(text) for text, _ in sentences]
    given = [{feature: len(one) ** -0.5 for feature in sorted(one)} for one in found]
    wanted = np.array([yes for _, yes in sentences])
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(given)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    regression = LogisticRegression(C=30, solver="liblinear", class_weight="balanced", random_state=1)
    unseen = cross_val_predict(regression, matrix, wanted, cv=PARTS, method="decision_function")
    others = np.sort(unseen[~wanted])
    threshold = float(others[int(len(others) * (1 - label.wrong))])
    regression.fit(matrix, wanted)
    names, weights = vectors.get_feature_names_out(), regression.coef_[0]
    heaviest = sorted(range(len(names)), key=lambda at: (-abs(weights[at]), names[at]))[:KEPT]
    return Told(
        bias=round(float(regression.intercept_[0]) * SCALE),
        threshold=round(threshold * SCALE),
        weights={
            str(names[at]): round(float(weights[at]) * SCALE)
            for at in sorted(heaviest, key=lambda at: names[at])
        },
    )


def tell(told: Told | None, lexicon: Lexicon | None, label: Label) -> Callable[[str], bool]:
    def by_both(sentence: str) -> bool:
        if lexicon is not None and lexicon.patterned(label.name, sentence):
            return True
        long_enough = len(sentence.split()) >= FEWEST_WORDS
        return told is not None and long_enough and told.score(features(sentence)) >= told.threshold

    return by_both


def figures(tells: Callable[[str], bool], sentences: Iterable[tuple[str, bool]]) -> str:
    asked = [(tells(text), yes) for text, yes in sentences]
    yes, no = [got for got, want in asked if want], [got for got, want in asked if not want]
    return f"found {sum(yes)} of {len(yes)} ({sum(yes) / len(yes):.0%}), wrongly {sum(no)} of {len(no)} ({sum(no) / len(no):.0%})"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    lexicon = load_lexicon()
    learnt: dict[str, Any] = {}
    for label in LABELS:
        first, second, pages = (rows(name, label) for name in (FIRST, SECOND, PAGES))
        print(f"{label.name}: patterns, first writer: {figures(tell(None, lexicon, label), first)}")
        print(f"{label.name}: patterns, second writer: {figures(tell(None, lexicon, label), second)}")
        if not options.learn:
            continue
        unseen = learn(label, [*first, *pages])
        print(
            f"{label.name}: learnt of the first, second writer: {figures(tell(unseen, None, label), second)}"
        )
        print(f"{label.name}: both, second writer: {figures(tell(unseen, lexicon, label), second)}")
        told = learn(label, [*first, *second, *pages])
        learnt[label.name] = {"bias": told.bias, "threshold": told.threshold, "weights": told.weights}
    if options.learn:
        text = json.dumps({"labels": learnt}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        WEIGHTS.write_text(text.replace("],", "],\n").replace("},", "},\n") + "\n", encoding="utf-8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
