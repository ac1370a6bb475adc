"""What single sentences tell, by phrases, patterns and the model beside them."""

import csv
from pathlib import Path

import pytest

from scoring.lexicon import load_lexicon, normalise
from scoring.lexicon.told import features, load_sentences

SENTENCES = Path(__file__).parent / "sentences"
LEXICON = load_lexicon()
LABELS = {
    "process": ("process", {"yes"}),
    "scope": ("scope", {"all"}),
    "narrow": ("scope", {"narrow"}),
    "not_current": ("state", {"planned", "ended"}),
}


def labelled(label: str, *names: str) -> tuple[list[str], list[str]]:
    """Sentences that tell it, and others; normalised."""
    column, wanted = LABELS[label]
    yes: list[str] = []
    no: list[str] = []
    for name in names:
        with (SENTENCES / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row[column] and row[column] != "not narrow":
                    (yes if row[column] in wanted else no).append(normalise(row["text"]))
    return yes, no


@pytest.mark.parametrize(
    ("label", "found", "wrong"),
    [("process", 0.80, 0.06), ("scope", 0.80, 0.03), ("narrow", 0.50, 0.02), ("not_current", 0.70, 0.04)],
)
def test_sentences_that_people_labelled(label: str, found: float, wrong: float) -> None:
    """No proof of reading what is new (the model has seen them): a change that forgets them shows."""
    yes, no = labelled(label, "told.csv", "told_other_writer.csv")
    assert sum(LEXICON.tells(label, [text]) for text in yes) >= found * len(yes)
    assert sum(LEXICON.tells(label, [text]) for text in no) <= wrong * len(no)


@pytest.mark.parametrize("label", ["narrow", "not_current"])
def test_pages_of_whole_functions_of_today(label: str) -> None:
    with (SENTENCES / "pages.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    wrong = [text for text in texts if LEXICON.tells(label, [text])]
    assert len(wrong) <= 0.01 * len(texts), wrong[:5]


def test_a_label_tells_nothing() -> None:
    model = load_sentences("sv_se")
    assert model is not None
    assert set(model.labels) == set(LABELS)
    assert not any(model.tells(label, "kopplar dig vidare") for label in LABELS)


def test_features_are_of_words_alone() -> None:
    assert features("ring 0123-45 67, vi svarar") == features("ring 0999-11 22 vi svarar!")
    assert "vi svarar" in features("vi svarar")
    assert features("") == frozenset()


def test_no_model_for_other_languages() -> None:
    assert load_sentences("nb") is None
    assert not load_lexicon("nb").tells("process", ["vi svarer deg innen to dager"])
