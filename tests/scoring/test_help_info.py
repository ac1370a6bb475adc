"""Aspect d: both halves, their limits and the grade."""

from typing import Any

import pytest

from scoring.judge import judge
from scoring.result import AspectResult
from tests.scoring.build import FUNCTION, HELP, email, entry, hours, link, observation, page, phone, section

WHAT = "Kontaktcenter är en väg in. Vi hjälper dig med bygglov, förskola och avfall."
HOW = "Vi svarar direkt eller kopplar dig vidare."


def help_info(*extra: Any, **changes: Any) -> AspectResult:
    return judge(observation([entry()], [page(**changes), *extra])).aspects.help_info


@pytest.mark.parametrize(
    ("changes", "verdict", "grade", "missing"),
    [
        ({"text": f"{WHAT} {HOW}"}, "yes", 4, None),
        ({"text": f"{WHAT} {HOW} Vi har teckenspråk."}, "yes", 5, None),
        ({"text": f"Vi hjälper dig med bygglov och avfall. {HOW}"}, "no", 3, "what_under_3"),
        ({"text": f"{WHAT} {HOW}", "channels": [phone()]}, "no", 3, "channels_under_2"),
        ({"text": f"{WHAT} {HOW}", "times": []}, "no", 3, "no_hours"),
        ({"text": WHAT}, "no", 3, "no_process"),
    ],
)
def test_halves(changes: dict[str, Any], verdict: str, grade: int, missing: str | None) -> None:
    found = help_info(**changes)
    assert (found.verdict, found.grade) == (verdict, grade)
    if missing:
        assert missing in found.reasons


@pytest.mark.parametrize(("count", "verdict"), [(4, "no"), (5, "yes")])
def test_list_of_services(count: int, verdict: str) -> None:
    services = ["Vigsel", "Felanmälan", "Lotteri", "Flagga", "Torghandel"][:count]
    body = [section("Kontaktcenter", HOW, level=1), section("Vad kan jag fråga om?", items=services)]
    assert help_info(sections=body).verdict == verdict


@pytest.mark.parametrize(
    ("heading", "verdict"),
    [
        ("Vanliga frågor", "yes"),
        ("Vanliga frågor om kommunen", "yes"),
        ("Vanliga frågor om verksamheten", "yes"),
        ("Vi svarar på frågor om exempelvis", "yes"),
        ("Frågor vi får om boendeparkeringen", "no"),
    ],
)
def test_questions_below_the_name_of_one_service(heading: str, verdict: str) -> None:
    questions = ["Vilka gator ingår?", "Vad kostar det?", "När börjar det?", "Gäller det husbil?", "Vem får?"]
    body = [section("Kontaktcenter", HOW, level=1), section(heading, items=questions)]
    assert help_info(sections=body).verdict == verdict


@pytest.mark.parametrize(
    ("questions", "verdict"),
    [
        (
            (
                "Var får jag parkera på torget?",
                "Hur betalar jag min parkering?",
                "Var söker jag boendeparkering?",
                "Vad händer om jag parkerar fel?",
                "Får jag ställa husvagnen på gatan?",
            ),
            "no",
        ),
        (
            (
                "Hur söker jag förskola?",
                "När hämtas soporna?",
                "Får jag bygga altan?",
                "Var parkerar jag?",
                "Hur bokar jag en lokal?",
            ),
            "yes",
        ),
    ],
)
def test_questions_name_different_services(questions: tuple[str, ...], verdict: str) -> None:
    body = [section("Kontaktcenter", HOW, level=1), section("Vanliga frågor", items=questions)]
    assert help_info(sections=body).verdict == verdict


def test_one_click_from_the_functions_page() -> None:
    more = page(
        "/fragor", "Vanliga frågor", WHAT, channels=[], times=[], role="step", from_url=page().url, depth=2
    )
    assert help_info(more, text=f"Kontaktcenter svarar. {HOW}").verdict == "yes"
    elsewhere = more.model_copy(update={"from_url": "https://www.almsta.se/annat"})
    assert help_info(elsewhere, text=f"Kontaktcenter svarar. {HOW}").verdict == "no"


def test_only_in_a_pdf_below_the_page() -> None:
    found = help_info(text=HOW, links=(link("Kontaktcenter öppettider", "/tider.pdf"),))
    assert (found.verdict, found.reasons[-1]) == ("review", "only_in_pdf")


def test_footer_details_are_not_the_functions() -> None:
    body = [section("Kontaktcenter", HELP, level=1), section("Kontakt", landmark="contentinfo")]
    found = help_info(sections=body, channels=[phone(section=1), email(section=1)], times=[hours(section=1)])
    assert found.verdict == "no"


def test_what_is_asked_of_the_place_is_no_service() -> None:
    asked = (
        "Var ligger ni?",
        "Finns det parkering?",
        "Får man ta med hund?",
        "Vilka högtider har ni stängt?",
    )
    body = [
        section("Kontaktcenter", HOW, level=1),
        section("Vanliga frågor", items=(*asked, "Är det ni som svarar på Facebook?")),
    ]
    assert help_info(sections=body).verdict == "no"


def test_the_hours_of_the_telephone_are_no_process() -> None:
    found = help_info(text=f"{WHAT} Vi svarar i telefon under samma tider.")
    assert "no_process" in found.reasons


def test_evidence_says_what_happens_as_it_stands_on_its_page() -> None:
    said = {(one.url, one.text) for one in help_info(text=f"{WHAT} {HOW}").evidence}
    assert (FUNCTION, HOW) in said
