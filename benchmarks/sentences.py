"""How well single sentences are read, and the model that reads what no list of phrases foresees.

    python -m benchmarks.sentences              what patterns, model and both find, per label and writer
    python -m benchmarks.sentences --learn      learn the weights anew (needs scikit-learn: group `learn`)

The sentences lie in `tests/scoring/sentences`: those of seven writers who saw no rule (`told*.csv`), and
those of function pages that readers took for whole municipalities' functions of today (`pages.csv`: neither
narrow nor planned), and what others than the function do with an application (`told_near_misses.csv`,
written with the rules in view). What is published is learnt from all of them; the figures on the way are,
for each writer's sentences, of a model that has seen the others' only.
"""

import argparse
import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.lexicon import Lexicon, load_lexicon, normalise
from scoring.lexicon.told import FEWEST_WORDS, SCALE, SURE, Told, features

FOLDER = Path(__file__).parents[1] / "tests" / "scoring" / "sentences"
WEIGHTS = Path(__file__).parents[1] / "scoring" / "lexicon" / "told_sv_se.json"
WRITERS = tuple(
    f"told{writer}.csv"
    for writer in (
        "",
        "_other_writer",
        "_third_writer",
        "_fourth_writer",
        "_fifth_writer",
        "_sixth_writer",
        "_seventh_writer",
    )
)
PAGES = "pages.csv"
NEAR_MISSES = "told_near_misses.csv"
KEPT = 6000
"""Features of a label: the heaviest."""


@dataclass(frozen=True)
class Label:
    name: str
    column: str
    yes: frozenset[str]


LABELS = (
    Label("process", "process", frozenset({"yes"})),
    Label("scope", "scope", frozenset({"all"})),
    Label("narrow", "scope", frozenset({"narrow"})),
    Label("not_current", "state", frozenset({"planned", "ended"})),
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
    """By logistic regression."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    found = [features(text) for text, _ in sentences]
    given = [{feature: len(one) ** -0.5 for feature in sorted(one)} for one in found]
    wanted = np.array([yes for _, yes in sentences])
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(given)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    regression = LogisticRegression(C=100, solver="liblinear", class_weight="balanced", random_state=1)
    regression.fit(matrix, wanted)
    names, weights = vectors.get_feature_names_out(), regression.coef_[0]
    heaviest = sorted(range(len(names)), key=lambda at: (-abs(weights[at]), names[at]))[:KEPT]
    return Told(
        bias=round(float(regression.intercept_[0]) * SCALE),
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
        return told is not None and long_enough and told.score(features(sentence)) >= SURE

    return by_both


def figures(tells: Callable[[str], bool], sentences: Iterable[tuple[str, bool]]) -> str:
    asked = [(tells(text), yes) for text, yes in sentences]
    yes, no = [got for got, want in asked if want], [got for got, want in asked if not want]
    found = f"found {sum(yes)} of {len(yes)} ({sum(yes) / len(yes):.0%})"
    return f"{found}, wrongly {sum(no)} of {len(no)} ({sum(no) / len(no):.0%})"


def written(learnt: dict[str, Any]) -> str:
    """JSON, a dozen weights to the line: a change of one shows as one."""
    labels = []
    for name, one in sorted(learnt.items()):
        pairs = [
            f"{json.dumps(key, ensure_ascii=False)}:{value}" for key, value in sorted(one["weights"].items())
        ]
        lines = ",\n".join(",".join(pairs[at : at + 12]) for at in range(0, len(pairs), 12))
        labels.append(f'{json.dumps(name)}:{{"bias":{one["bias"]},"weights":{{\n{lines}}}}}')
    return '{"labels":{\n' + ",\n".join(labels) + "\n}}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    lexicon = load_lexicon()
    learnt: dict[str, Any] = {}
    for label in LABELS:
        by_writer = {name: rows(name, label) for name in WRITERS}
        pages = [*rows(PAGES, label), *rows(NEAR_MISSES, label)]
        for writer, sentences in by_writer.items():
            about = f"{label.name}: {writer}:"
            print(f"{about} patterns {figures(tell(None, lexicon, label), sentences)}")
            if options.learn:
                others = [row for name, given in by_writer.items() if name != writer for row in given]
                unseen = learn(label, [*others, *pages])
                print(f"{about} learnt of the others {figures(tell(unseen, None, label), sentences)}")
                print(f"{about} both {figures(tell(unseen, lexicon, label), sentences)}")
        if options.learn:
            told = learn(label, [*(row for given in by_writer.values() for row in given), *pages])
            learnt[label.name] = {"bias": told.bias, "weights": told.weights}
    if options.learn:
        WEIGHTS.write_text(written(learnt), encoding="utf-8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
