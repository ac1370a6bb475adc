"""The one table of why a municipality could not be measured."""

from typing import get_args

import pytest

from scoring.observation import StatusReason
from scoring.statuses import Who, status_of, statuses, visited_again


def test_every_reason_of_the_interface_is_explained() -> None:
    assert set(statuses()) == {*get_args(StatusReason), "not_yet"}


@pytest.mark.parametrize("status", statuses().values(), ids=lambda status: status.reason)
def test_every_text_is_there_in_both_languages(status: object) -> None:
    row = statuses()[status.reason]  # type: ignore[attr-defined]
    assert row.who in get_args(Who)
    for text in (row.sv, row.en, row.remedy_sv, row.remedy_en):
        assert text[0].isupper() or text.startswith("robots.txt")
        assert text.endswith(".")
    assert row.sv != row.en
    assert row.remedy_sv != row.remedy_en


@pytest.mark.parametrize("reason", ["http_4xx", "robots", "tls", "blocked", "parked", "off_site_redirect"])
def test_what_is_permanent_is_not_tried_again(reason: str) -> None:
    assert not visited_again(reason)


@pytest.mark.parametrize("reason", ["dns", "connection", "timeout", "http_5xx", "browser", "budget"])
def test_what_may_pass_is_tried_again(reason: str) -> None:
    assert visited_again(reason)


def test_an_unknown_reason_is_shown_as_it_is() -> None:
    assert status_of("new_reason").sentence("sv") == "new_reason"
    assert status_of(None).remedy("en") == "See the run’s log."
