"""The documents print the data as it is."""

from pathlib import Path

import pytest

from scoring.method_tables import TABLES, render

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENTS = {name: DOCS / f"{name}.md" for name in ("method", "interface", "measures")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_is_up_to_date(name: str) -> None:
    text = DOCUMENTS[name].read_text(encoding="utf-8")
    assert render(text) == text, "run: python -m scoring.method_tables, and paste the tables"


def test_every_table_is_printed_somewhere() -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS.values())
    assert all(f"<!-- table:{name} -->" in everything for name in TABLES)
