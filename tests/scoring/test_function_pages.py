"""Function pages as web editors write them, each judged alone: what one gets help with and how, who is
responsible, and whether the function is there at all.

Whoever wrote the pages saw neither rules nor labels; the labels are of two readers who had METHOD and nothing
else. `open` names the aspects that are read otherwise today: a limitation each, told when it goes away.
"""

import csv
from pathlib import Path

import pytest

from crawler.reading.page import read_page
from scoring.judge import judge
from scoring.result import Result
from tests.scoring.build import entry, observation, url

FOLDER = Path(__file__).parent / "function_pages"
ASPECTS = ("existence", "help_info", "responsible")


def gold() -> list[dict[str, str]]:
    with (FOLDER / "gold.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases() -> list[object]:
    return [
        pytest.param(
            row,
            aspect,
            id=f"{row['file']}-{aspect}",
            marks=[pytest.mark.xfail(strict=True, reason="read otherwise")]
            if aspect in row["open"].split()
            else [],
        )
        for row in gold()
        for aspect in ASPECTS
        if row[aspect]
    ]


def judged(row: dict[str, str]) -> Result:
    """As if the start page's header led to it, and nothing else on the site said anything."""
    address = url("/funktionen")
    page = read_page(
        (FOLDER / f"{row['file']}.html").read_bytes(),
        url=address,
        final_url=address,
        status=200,
        content_type="text/html; charset=utf-8",
        role="target",
        depth=1,
        via_label=row["label"],
    )
    return judge(observation([entry(row["label"], "/funktionen")], [page]), (row["place"],))


@pytest.mark.parametrize(("row", "aspect"), cases())
def test_as_the_readers_labelled_it(row: dict[str, str], aspect: str) -> None:
    verdict = getattr(judged(row).aspects, aspect)
    assert verdict.verdict in row[aspect].split("|"), f"{verdict.summary} {verdict.reasons} / {row['why']}"
