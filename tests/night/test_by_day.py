"""By day those are visited again whom the night left unmeasured or found changed (method §1)."""

from datetime import UTC, datetime, timedelta

import pytest

from night.by_day import again_by_day, interrupted_night, unseen_night
from night.context import Night
from night.errors import UserError
from scoring.result import Changing
from tests.night.bench import Bench
from tests.night.real_crawl import RealCrawl
from tests.store.samples import aspect

CHANGING = aspect("yes").model_copy(update={"machine": "no", "changing": Changing(to="no", nights=1)})


def named(bench: Bench) -> list[str]:
    night = Night(bench.settings, bench.registry, bench.said.append, None, None, lambda: datetime.now(UTC))
    return [row.code for row in again_by_day(night)]


def test_who_may_have_come_back_and_who_changed(bench: Bench) -> None:
    bench.run(RealCrawl())
    assert named(bench) == []
    night = RealCrawl({"9901": "timeout", "9902": "tls"}, verdicts={"9903": {"existence": CHANGING}})
    bench.run(night)
    # A certificate that does not hold at night does not hold by day.
    assert named(bench) == ["9901", "9903"]


def test_a_visit_of_named_ones_is_no_night(bench: Bench) -> None:
    bench.run(RealCrawl({"9901": "timeout"}))
    bench.run(RealCrawl(), "9901")
    assert named(bench) == ["9901"]


def test_before_the_first_night(bench: Bench) -> None:
    bench.run(RealCrawl(), "9901")
    with pytest.raises(UserError, match="no full run has ended yet"):
        named(bench)


def test_a_night_that_readers_do_not_see_is_shown(bench: Bench) -> None:
    ended = bench.run(RealCrawl())
    night = Night(bench.settings, bench.registry, bench.said.append)
    assert unseen_night(night) is None
    (bench.settings.data / "report").unlink()
    found = unseen_night(night)
    assert found is not None
    assert found.id == ended.run.id


def morning_after(bench: Bench, hours: float) -> str | None:
    """The interrupted night that is found so many hours after the last one of `bench` began."""
    now = datetime(2026, 1, bench.nights, 2, tzinfo=UTC) + timedelta(hours=hours)
    found = interrupted_night(Night(bench.settings, bench.registry, bench.said.append, now=lambda: now))
    return found.id if found else None


def test_a_night_that_did_not_come_to_its_end_is_gone_on_with(bench: Bench) -> None:
    bench.run(RealCrawl())
    assert morning_after(bench, 7) is None
    cut = bench.run(RealCrawl(stop_after=1)).run
    assert morning_after(bench, 7) == cut.id
    # The next night is for all again.
    assert morning_after(bench, 19) is None
    bench.run(RealCrawl(), resume=True)
    assert morning_after(bench, 7) is None


def test_a_failed_night_is_gone_on_with_and_named_visits_are_not(bench: Bench) -> None:
    with pytest.raises(RuntimeError):
        bench.run(RealCrawl(fail_after=1))
    assert morning_after(bench, 7) is not None
    bench.run(RealCrawl(stop_after=0), "9901")
    assert morning_after(bench, 7) is None
