"""docs/method.md prints the data as it is."""

from pathlib import Path

from scoring.method_tables import TABLES, render

DOCUMENT = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_document_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert render(text) == text, "run: python -m scoring.method_tables, and paste the tables"
    assert all(f"<!-- table:{name} -->" in text for name in TABLES)
