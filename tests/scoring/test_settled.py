"""The settled questions (method §7) that an observation can decide, nesting and the two readings."""

import pytest

from scoring.judge import judge
from scoring.observation import Box
from scoring.result import Result
from tests.scoring.build import (
    HELP,
    address,
    behind,
    contact_page,
    email,
    entry,
    hours,
    link,
    observation,
    on_phone,
    page,
    phone,
    placement,
    section,
    url,
)
from tests.scoring.test_rulings import a, b, c, verdicts


def test_01_switchboard_number_is_no_own_phone_in_strict() -> None:
    thin = page(text="Välkommen.", channels=[phone(label="Växel")], times=[hours()])
    result = judge(observation([entry()], [thin]))
    assert (a(result), result.aspects_broad.existence.verdict) == ("review", "yes")
    assert "first_line_unproven" in result.aspects.existence.reasons


@pytest.mark.parametrize(
    ("where", "expected"), [("i kommunhuset", "review"), ("Storgatan 1", "yes"), ("Stora torget 3", "yes")]
)
def test_02_a_street_is_needed(where: str, expected: str) -> None:
    thin = page(text="Välkommen.", channels=[address(where)], times=[hours()])
    assert a(judge(observation([entry()], [thin]))) == expected


def test_03_linked_from_the_invisible_only() -> None:
    result = judge(
        observation(
            [], [page(via_entry="gone")], links=[link("Kontaktcenter", "/kontaktcenter", visible=False)]
        )
    )
    assert a(result) == "no"
    assert result.aspects.existence.flags == ("unlinked_page",)


def test_04_entry_at_phone_width_only() -> None:
    gone = placement(visible=False, hidden_by="display", clicks=None)
    result = judge(observation([entry(desktop=gone, mobile=on_phone(clicks=0))], [page()]))
    assert verdicts(result)[:4] == "ynny"
    assert result.aspects.front_page.flags == ("mobile_only",)


def test_06_name_elsewhere_than_the_dead_target() -> None:
    dead = page("/dod", status=404, error="http_4xx")
    other = page(
        "/kontakt",
        "Kontakta oss",
        "Ring kontaktcenter.",
        channels=[],
        times=[],
        sections=[section("Kontakta oss", "", level=1), section("Kontaktcenter", "Ring.")],
    )
    entries = [entry("Kontaktcenter", "/dod"), entry("Kontakta oss", "/kontakt", y=60)]
    result = judge(observation(entries, [dead, other]))
    assert a(result) == "review"
    assert (
        a(judge(observation([entries[0], entry("Kontaktcenter", "/dod", region="footer", y=2000)], [dead])))
        == "no"
    )


def test_07_bare_label_to_a_desk_in_the_library() -> None:
    desk = page("/ms", "Medborgarservice på biblioteket", HELP)
    result = judge(observation([entry("Medborgarservice", "/ms")], [desk]))
    assert a(result) == "review"
    assert "limited_service" in result.aspects.existence.reasons


def test_09_panel_of_a_contact_button() -> None:
    words = "Kontaktcenter\n0123-45 67 00\nMåndag–fredag 8–16\nVi svarar på frågor om kommunens verksamheter."
    button = entry("Kontakt", None, kind="button", panel_text=words)
    result = judge(observation([button]))
    assert verdicts(result)[:3] == "yyy"
    assert "panel" in result.aspects.front_page.flags
    assert c(result).card_desktop is not None
    assert {p.name: p.points for p in c(result).card_desktop.parts}["label"] == 7  # type: ignore[union-attr]


def test_09_opened_by_a_contact_button_is_no_click() -> None:
    result = judge(observation([entry(desktop=behind(1, label="Kontakt"))], [page()]))
    assert (b(result), c(result).verdict) == ("yes", "yes")


def test_11_white_on_white_exists() -> None:
    result = judge(observation([entry(desktop=placement(contrast=1.0))], [page()]))
    assert verdicts(result)[:3] == "yyn"


def test_15_footer_that_starts_in_the_first_screen() -> None:
    above = link("Om webbplatsen", "/om", "contentinfo", box=Box(x=0, y=700, width=90, height=20))
    result = judge(observation([entry(region="footer", y=760)], [page()], links=[above]))
    assert c(result).verdict == "review"


@pytest.mark.parametrize(
    ("worst", "median", "expected"), [(4.6, 9, "yes"), (2.0, 4.4, "no"), (2.0, 6.0, "review")]
)
def test_16_pixels(worst: float, median: float, expected: str) -> None:
    p = placement(contrast=worst, contrast_median=median, contrast_from="pixels", over_image=True)
    assert c(judge(observation([entry(desktop=p)], [page()]))).verdict == expected


@pytest.mark.parametrize(
    ("px", "bold", "expected"),
    [(24, False, "yes"), (23.9, False, "no"), (18.66, True, "yes"), (18.6, True, "no")],
)
def test_17_large_text(px: float, bold: bool, expected: str) -> None:
    result = judge(observation([entry(desktop=placement(font_px=px, bold=bold, contrast=3.2))], [page()]))
    assert c(result).verdict == expected


def test_18_outside_sideways() -> None:
    result = judge(
        observation([entry(desktop=placement(text_box=Box(x=1400, y=24, width=96, height=24)))], [page()])
    )
    assert c(result).caps == ("outside_sideways",)
    assert c(result).desktop == 55


def test_19_no_way_on_the_phone() -> None:
    result = judge(observation([entry(mobile=None)], [page()]))
    assert (c(result).verdict, c(result).mobile, c(result).review_reasons) == (
        "review",
        0,
        ("weak_on_mobile",),
    )


def test_23_position_by_text_target_by_click_box() -> None:
    p = placement(
        y=700, text_box=Box(x=9, y=24, width=96, height=16), click_box=Box(x=0, y=0, width=140, height=48)
    )
    card = c(judge(observation([entry(desktop=p)], [page()]))).card_desktop
    assert card is not None
    assert [part.points for part in card.parts][:3] == [30, 20, 4 + 7]


def test_25_questions_must_name_different_services() -> None:
    same = [f"Hur söker jag bygglov {i}?" for i in range(6)]
    different = [
        "Hur söker jag bygglov?",
        "Förskola?",
        "När hämtas avfall?",
        "Parkering?",
        "Färdtjänst?",
        "Hemtjänst?",
    ]
    for items, expected in ((same, "no"), (different, "yes")):
        target = page(
            sections=[
                section("Kontaktcenter", "Vi svarar direkt på frågor.", level=1),
                section("Vanliga frågor", items=items, collapsed=True),
            ]
        )
        assert judge(observation([entry()], [target])).aspects.help_info.verdict == expected


def test_27_head_of_another_strong_term() -> None:
    result = judge(observation([entry()], [page(text=HELP + "\nEnhetschef för kundtjänst: Eva Ek.")]))
    assert result.aspects.responsible.verdict == "yes"


@pytest.mark.parametrize(
    ("dated", "expected"), [("2024-11-22", "yes"), ("2024-11-21", "unknown"), (None, "yes")]
)
def test_28_the_pages_own_date(dated: str | None, expected: str) -> None:
    result = judge(observation([entry()], [page(text=HELP + "\nKontaktcenterchef", dated=dated)]))
    assert result.aspects.responsible.verdict == expected


def test_31_robots_on_the_functions_page() -> None:
    result = judge(
        observation([entry()], [page(status=0, error="robots", sections=(), channels=(), times=())])
    )
    assert verdicts(result)[:4] == "ryyr"


def test_target_that_was_not_read_is_never_no() -> None:
    result = judge(observation([entry()]))
    assert (a(result), b(result), result.aspects.help_info.verdict) == ("review", "review", "review")
    assert "not_archived" in result.aspects.existence.reasons


def test_unrendered_script_page_is_never_no() -> None:
    shell = page(text="", channels=[], times=[], needs_script=True)
    result = judge(observation([entry()], [shell]))
    assert (a(result), result.aspects.help_info.verdict) == ("review", "review")


def test_redirects_and_www_lead_to_the_same_page() -> None:
    target = page("/kontakt/kc", redirects=("http://almsta.se/kontaktcenter",))
    assert a(judge(observation([entry(to="http://www.almsta.se:80/kontaktcenter/#top")], [target]))) == "yes"


def test_job_ads_and_minutes_prove_no_one() -> None:
    for hint in ("job_ad", "minutes", "archive"):
        extra = page(
            "/jobb", "Lediga jobb", "Enhetschef för kontaktcenter", kind_hints=(hint,), role="responsible"
        )
        assert judge(observation([entry()], [page(), extra])).aspects.responsible.verdict == "unknown"


def test_delegated_site_proves_no_head_elsewhere() -> None:
    extra = page("https://www.bolaget.se/om", "Om", "Enhetschef för kundtjänst", role="responsible")
    assert judge(observation([entry()], [page(), extra])).aspects.responsible.verdict == "unknown"


def test_nesting_under_a_review_gives_zero_to_five() -> None:
    thin = page(text=HELP, channels=[phone(), email()])
    result = judge(
        observation(
            [entry("Kontaktcenter", near_text="på uppdrag av kommunen", to="https://www.bolaget.se/kc")],
            [page("https://www.bolaget.se/kc")],
        )
    )
    assert verdicts(result) == "ryyyu"
    assert result.score is not None
    assert (result.score.points, result.score.max) == (0, 5)
    assert thin.ok


def test_broad_takes_the_best_entry_of_both() -> None:
    entries = [entry(region="footer", y=3000), entry("Kontakta oss", "/kontakt")]
    result = judge(observation(entries, [page(), contact_page()]))
    assert verdicts(result)[:3] == "yyn"
    assert verdicts(result, broad=True)[:3] == "yyy"
    assert result.entry_broad is not None
    assert result.entry_broad.text == "Kontakta oss"


def test_evidence_masks_names_and_their_mail() -> None:
    text = HELP + "\nEnhetschef för kontaktcenter: Eva Ek, eva.ek@almsta.se, kontaktcenter@almsta.se"
    dumped: Result = judge(observation([entry()], [page(text=text)]))
    evidence = " ".join(e.text for e in dumped.aspects.responsible.evidence)
    assert "N.N." in evidence
    assert "Eva" not in evidence
    assert "eva.ek" not in evidence
    assert "Enhetschef för kontaktcenter" in evidence
    assert "kontaktcenter@almsta.se" in evidence


def test_start_page_block_with_full_details_is_a_target() -> None:
    block = entry(
        "Kontaktcenter",
        None,
        kind="text",
        region="footer",
        y=2500,
        panel_text="Kontaktcenter\nTelefon: 0123-45 67 00\nkontaktcenter@almsta.se\nStorgatan 1",
    )
    result = judge(observation([block]))
    assert verdicts(result)[:3] == "yyn"
    assert url("/").startswith("https")
