"""What `status` tells."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.context import Night
from night.errors import UserError
from night.run import run
from night.settings import Settings
from night.status import status
from night.terminal import clean
from scoring.statuses import status_of
from scoring.store import Store
from tests.night.real_crawl import RealCrawl, build, places

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def told(folder: Path, now: datetime = NOW) -> str:
    settings = Settings(data=folder, contact="mailto:web@example.org")
    with Store.open(folder) as store:
        return "\n".join(status(store, places(20), settings, now))


def test_runs_failures_by_reason_and_health(tmp_path: Path) -> None:
    crawl = RealCrawl({"9901": "dns", "9902": "timeout", "9903": "dns"})
    run(Night(Settings(data=tmp_path), places(20), lambda _: None, crawl, build, lambda: NOW))
    text = told(tmp_path)
    assert "17/20 measured, not shown. 17 of 20 measured (85%)" in text
    assert "2 dns: Kommun 9901, Kommun 9903" in text
    assert text.index(" dns:") < text.index(" timeout:")
    assert status_of("dns").remedy_en in text
    assert "ok  database: ok" in text
    assert "!!  last good run: none" in text
    assert "ok  lock: free" in text


def test_an_old_good_run_is_a_warning(tmp_path: Path) -> None:
    run(Night(Settings(data=tmp_path), places(2), lambda _: None, RealCrawl(), build, lambda: NOW))
    assert "ok  last good run: 24 hours ago" in told(tmp_path, datetime(2026, 2, 1, 12, tzinfo=UTC))
    assert "!!  last good run: 72 hours ago" in told(tmp_path, datetime(2026, 2, 3, 12, tzinfo=UTC))


def test_without_runs(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no runs yet"):
        told(tmp_path)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [("\x1b[2J\x1b[31mKontakt\x1b[0m", "Kontakt"), ("a\r\nb\x00c\x07", "a b c"), ("\x1b]0;title\x07x", "x"),
     ("\u202egnirts", "gnirts"), ("\x9b31mx", "31mx"), ("åäö 🙂", "åäö 🙂"), ("x" * 400, "x" * 299 + "…")],
)  # fmt: skip
def test_nothing_from_the_web_moves_the_cursor(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless
