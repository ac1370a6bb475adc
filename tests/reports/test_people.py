"""The quality page: what auditors share of the machine's words, and how objections have ended."""

import json
from dataclasses import replace
from pathlib import Path

from lxml import html

from reports.language import Language
from reports.people import people, shown
from reports.site import build_site
from scoring.agreement.coefficients import proportion
from scoring.decisions import Ruling, StoredDecision
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


def test_what_a_human_decided_stands_at_its_aspect(tmp_path: Path) -> None:
    store, places = invent()
    code = "0003"
    made = replace(decision(3, "no"), why="Den <b>försvinner</b> bland länkarna.", valid_until="2027-02-01")
    older = replace(made, why="Syns.", version=0, at="2026-01-01")
    ruled = {"prominence": Ruling(made, "valid")}
    store.shown[code] = replace(store.shown[code], decisions=(older, made), rulings=ruled)
    build_site(store, places, tmp_path, "sv")
    page = html.parse(str(tmp_path / "kommun" / f"{code}.html")).getroot()
    aspect = " ".join(page.get_element_by_id("c").text_content().split())
    assert "beslutat av en människa Den <b>försvinner</b> bland länkarna." in aspect
    assert "Ada, 1 februari 2026" in aspect
    assert "gäller till 1 februari 2027" in aspect
    assert "Maskinen: granskas, " in aspect
    assert "Syns. Ada" not in aspect, "the decision before it stands in the list of all"
    beside = (tmp_path / "kommun" / f"{code}.js").read_text(encoding="utf-8")
    said = json.loads(beside.removeprefix("vagvisaren.municipality(").removesuffix(");\n"))["aspects"][2]
    assert said[2] == "Den <b>försvinner</b> bland länkarna.", "the comparison says why, too"
    assert "beslutat av en människa" not in page.get_element_by_id("b").text_content()
