"""The phone sheet: whom to call with what the site gives, and which answers count."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scoring.audit_file import AuditFileError
from scoring.observation import Channel, Hours, Observation, Page
from scoring.phone_sheet import FIELDS, HEADINGS, Imported, answers_in, call_of, is_phone_sheet
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PATH = Path("blad.xlsx")
QUESTION = "Är någon ansvarig för servicen till medborgarna?"
HEADER = [HEADINGS[name][0] for name in FIELDS]
NO = {
    "code": "9901", "attempt_1": "2026-02-02 10:15", "outcome_1": "Ingen svarade",
    "attempt_2": "2026-02-03 14.00",
    "outcome_2": "Visste inte", "email": "2026-02-03", "answer": "Nej", "words": "Ingen har uppdraget.",
    "source": "e-post", "answered": "2026-02-06", "caller": "Ada", "valid_until": "2028-02-06",
}  # fmt: skip
YES = {
    "code": "9902", "attempt_1": "2026-02-02 kl 9:05", "answer": "ja",
    "words": "Enhetschefen för kontaktcenter.",
    "source": "Telefon", "answered": "2026-02-02", "caller": "Ada",
}  # fmt: skip


def read(*rows: dict[str, Any], header: list[str] = HEADER) -> Imported:
    lines = [(1, header), *((n, [str(row.get(f, "")) for f in FIELDS]) for n, row in enumerate(rows, 2))]
    return answers_in(PATH, lines, {"9901", "9902"}, NOW, QUESTION)


def refused(row: dict[str, Any], **changed: str) -> list[str]:
    with pytest.raises(AuditFileError) as caught:
        read(row | changed)
    return [problem.removeprefix("blad.xlsx line 2, ") for problem in caught.value.problems]


def test_answers_become_decisions_with_their_attempts() -> None:
    found = read(NO, YES, {"code": "9901", "attempt_1": "2026-02-27 10:00"})
    no, yes = found.decisions
    assert (no.verdict, no.source, no.by, no.at, no.valid_until) == (
        "no", "email", "Ada", "2026-02-06", "2028-02-06",
    )  # fmt: skip
    assert no.details["question"] == QUESTION
    assert no.details["attempts"] == [
        {"at": "2026-02-02 10:15", "outcome": "Ingen svarade"},
        {"at": "2026-02-03 14.00", "outcome": "Visste inte"},
    ]
    assert (yes.verdict, yes.source, yes.why) == ("yes", "phone", "Enhetschefen för kontaktcenter.")
    assert found.open == ("9901",)


def test_the_english_sheet_is_read_too() -> None:
    header = [HEADINGS[name][1] for name in FIELDS]
    assert is_phone_sheet(header)
    (found,) = read(YES | {"answer": "yes", "source": "phone"}, header=header).decisions
    assert (found.verdict, found.source) == ("yes", "phone")
    assert not is_phone_sheet(["code", "aspect", "verdict"])


PROTOCOL = "a no needs the whole protocol (method §3e): "


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"attempt_2": ""}, "two attempts, and there are fewer"),
        ({"attempt_2": "2026-02-02 15:00"}, "two attempts on different days, in their order"),
        ({"attempt_1": "2026-02-05 15:00"}, "two attempts on different days, in their order"),
        ({"email": ""}, "the day of one e-mail (YYYY-MM-DD)"),
        ({"email": "2026-02-02"}, "the e-mail comes after the second attempt"),
        ({"answered": "2026-02-02"}, "the answer comes after the e-mail"),
    ],
)
def test_a_no_without_the_whole_protocol_is_refused(changed: dict[str, str], reason: str) -> None:
    assert refused(NO, **changed) == [PROTOCOL + reason]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"attempt_1": "2026-02-01 10:00"}, "outside office hours"),
        ({"attempt_1": "2026-02-02 07:59"}, "outside office hours"),
        ({"attempt_1": "2026-02-02 17:01"}, "outside office hours"),
        ({"attempt_1": "i måndags"}, "is no day and time"),
        ({"attempt_1": "2026-02-30 10:00"}, "is no day and time"),
        ({"attempt_1": "2026-02-02"}, "is no day and time"),
        ({"attempt_1": "2026-03-02 10:00"}, "is in the future"),
        ({"attempt_1": ""}, "when was the call?"),
        ({"answer": "kanske"}, "'kanske' is neither ja nor nej"),
        ({"source": "site"}, "'site' is neither telefon nor e-post"),
        ({"source": ""}, "'' is neither telefon nor e-post"),
        ({"caller": ""}, "column Vem ringde: empty"),
        ({"words": ""}, "column Svarets ord: vem eller vilken roll ansvarar: empty"),
        ({"answered": ""}, "column Svarsdag: '' is no date"),
        ({"valid_until": "2026-01-01"}, "column Gäller till: 2026-01-01 is before"),
        ({"code": "9999"}, "'9999' is not in the registry"),
    ],
)
def test_what_else_is_refused(changed: dict[str, str], reason: str) -> None:
    (problem,) = refused(YES, **changed)
    assert reason in problem


def test_one_bad_row_refuses_all() -> None:
    with pytest.raises(AuditFileError, match=r"line 3, a no needs[\s\S]*Nothing was imported"):
        read(YES, NO | {"email": ""})


def test_a_sheet_that_lost_a_column() -> None:
    with pytest.raises(AuditFileError, match="column Vem ringde: missing from the header"):
        read(YES, header=[name for name in HEADER if name != "Vem ringde"])


# Whom to call


def page(url: str, number: str, hours: str = "") -> Page:
    channels = (Channel(kind="phone", value="+46123456000", raw=number, label="Telefon", section=1),)
    times = (Hours(kind="phone", raw=hours, intervals=(), label="", section=1),) if hours else ()
    other = Hours(kind="visit", raw="Besök 9–15", intervals=(), label="", section=0)
    fields = {"url": url, "final_url": url, "role": "target", "status": 200}
    return Page.model_validate(fields | {"channels": channels, "hours": (other, *times)})


def seen(*pages: Page) -> Observation:
    return observation().model_copy(update={"pages": pages})


def test_the_functions_own_number_and_phone_hours() -> None:
    about = page("https://m9901.example/om", "0123-45 60 00")
    function = page("https://m9901.example/kontakt/", "0123-45 67 00", "Mån–fre 8–16")
    call = call_of("Kommun 9901", result(observation()), seen(about, function))
    assert call
    assert (call.number, call.hours, call.page) == ("0123-45 67 00", "Mån–fre 8–16", function.final_url)


def test_another_number_or_none_where_the_function_has_none() -> None:
    about = page("https://m9901.example/om", "0123-45 60 00")
    call = call_of("Kommun 9901", result(observation()), seen(about))
    assert call
    assert (call.number, call.hours) == ("0123-45 60 00", "")
    for nothing in (seen(), None):
        call = call_of("Kommun 9901", result(observation()), nothing)
        assert call
        assert call.number == ""


def test_only_where_e_is_unknown() -> None:
    assert call_of("K", result(observation(), responsible=aspect("yes")), None) is None
    assert call_of("K", result(observation(reason="dns")), None) is None
