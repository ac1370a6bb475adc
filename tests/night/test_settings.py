"""Settings: where they come from, what is refused, that the docs list them all."""

from pathlib import Path

import pytest

from night.errors import UserError
from night.settings import Settings, load, markdown

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_defaults_environment_flags_in_that_order() -> None:
    environment = {
        "VAGVISAREN_CONCURRENCY": "5",
        "VAGVISAREN_BUDGET": "12.5",
        "VAGVISAREN_ARCHIVE": "no",
        "HOME": "/",
    }
    assert load({}, {}) == Settings()
    found = load({"concurrency": 7, "data": None}, environment)
    assert (found.concurrency, found.budget, found.archive, found.data) == (7, 12.5, "no", Path("data"))


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("CONCURRENCY", "many", "whole number"),
        ("BUDGET", "0", "at least 1"),
        ("ARCHIVE", "perhaps", "no, yes or full"),
        ("PICTURES", "perhaps", "yes or no"),
        ("LANGUAGE", "fi", "sv or en"),
        ("NAME_MAP", "*.example", "HOST=ADDRESS:PORT"),
        ("PAGE_DELAY", "-1", "at least 0"),
        ("BUDGET", "nan", "at least 1"),
        ("BUDGET", "inf", "at most 3,600"),
        ("PAGE_DELAY", "inf", "at most 60"),
        ("PAGE_TIMEOUT", "1e400", "at most 600"),
        ("CONCURRENCY", "99999999999", "at most 200"),
        ("NAME_MAP", "*.example=999.1.1.1:80", "HOST=ADDRESS:PORT"),
        ("NAME_MAP", "*.example=127.0.0.1:99999", "HOST=ADDRESS:PORT"),
        ("NAME_MAP", "*.example=[::1::2]:80", "HOST=ADDRESS:PORT"),
    ],
)
def test_what_is_wrong_is_named(name: str, text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=f"VAGVISAREN_{name}.*{complaint}"):
        load({}, {f"VAGVISAREN_{name}": text})


def test_a_name_map_is_accepted() -> None:
    for text in ("*.example=127.0.0.1:8080", "a.example=127.0.0.1:1,b.example=[::1]:2", ""):
        assert load({}, {"VAGVISAREN_NAME_MAP": text}).name_map == text


def test_a_wrong_flag_is_named() -> None:
    with pytest.raises(UserError, match="--concurrency is -1"):
        load({"concurrency": -1}, {})


def test_the_docs_list_every_setting() -> None:
    assert markdown() in DOCS.read_text(encoding="utf-8"), (
        "run `python -m night.settings` and put it into docs/settings.md"
    )


@pytest.mark.parametrize(
    ("said", "kept"), [("full", "full"), ("yes", "yes"), ("1", "yes"), ("no", "no"), ("0", "no")]
)
def test_how_much_is_archived(said: str, kept: str) -> None:
    assert load({}, {"VAGVISAREN_ARCHIVE": said}).archive == kept
    assert load({"archive": said}, {}).archive == kept


def test_a_wrong_extent_is_named() -> None:
    with pytest.raises(UserError, match="no, yes or full"):
        load({"archive": "everything"}, {})
