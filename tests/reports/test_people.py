"""The quality page: what auditors share of the machine's words, and how objections have ended."""

from dataclasses import replace
from pathlib import Path

from lxml import html

from reports.language import Language
from reports.people import people, shown
from reports.site import build_site
from scoring.agreement.coefficients import proportion
from scoring.decisions import StoredDecision
from scoring.objections import End, Objection
from tests.reports.invented import invent


def decision(number: int, verdict: str) -> StoredDecision:
    return StoredDecision(
        code=f"{number:04}", aspect="prominence", verdict=verdict, by="Ada", at="2026-02-01", why="Så.",
        run="r1", version=1, recorded_at="2026-02-01T10:00:00Z", machine="yes", confidence="likely",
    )  # type: ignore[arg-type] # fmt: skip


def objection(outcome: str | None) -> Objection:
    ends = (End(outcome=outcome, by="Ada", at="2026-02-02", why="Så.", version=1, recorded_at="2026-02-02"),)  # type: ignore[arg-type]
    return Objection(
        id=1, code="9901", aspect="prominence", by="Kommunen", at="2026-02-01", text="Nej.",
        recorded_by="Ada", recorded_at="2026-02-01T10:00:00Z", ends=ends if outcome else (),
    )  # fmt: skip


DECISIONS = [*(decision(number, "yes") for number in range(9)), decision(9, "no")]
OBJECTIONS = [objection("upheld"), objection("rejected"), objection(None)]


def test_shares_with_their_intervals() -> None:
    found = people(DECISIONS, OBJECTIONS)
    assert dict(found.right)["likely"] == proportion(9, 10)
    assert dict(found.right)["certain"].of == 0
    assert found.upheld == proportion(1, 2)
    assert shown(found.upheld, Language("en")) == "1/2 50% (9–91%)"
    assert shown(people([], []).upheld, Language("sv")) == "0/0"
    assert not people([], [])


def test_the_page_is_there_without_gold_labels(tmp_path: Path) -> None:
    store, places = invent()
    build_site(store, places, tmp_path / "none", "sv")
    assert not (tmp_path / "none" / "quality.html").exists()
    code = places[0].code
    store.shown[code] = replace(store.shown[code], decisions=tuple(DECISIONS), objections=tuple(OBJECTIONS))
    build_site(store, places, tmp_path / "some", "sv")
    text = " ".join(html.parse(str(tmp_path / "some" / "quality.html")).getroot().text_content().split())
    assert "Invändningar från kommuner: 1 bifallna, 1 avslagna, 1 öppna." in text
    assert "9/10 90" in text
    assert "quality.html" in (tmp_path / "some" / "index.html").read_text(encoding="utf-8")
