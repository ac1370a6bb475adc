"""kill -9 at random moments: what `--resume` ends in is what an undisturbed night says, and whole."""

import pytest

from tests.chaos.crawling import SITES, Crawl, Place
from tests.chaos.killing import kill_again_and_again
from tests.chaos.whole import Verdicts, damage, done, newest_run, verdicts

SEED = 20261122


def test_a_few_kills(place: Place, expected: Verdicts) -> None:
    found = kill_again_and_again(place.at(place.data / "few"), 5, SEED, expected)
    assert found.faults == []
    assert found.kills.total() >= 5
    assert len(expected) == SITES


@pytest.mark.long
def test_two_hundred_kills(place: Place, expected: Verdicts) -> None:
    found = kill_again_and_again(place.at(place.data / "many"), 200, SEED, expected)
    assert found.faults == []
    assert min(found.kills[target] for target in ("python", "browser", "driver")) > 20


def test_killed_before_its_report_is_built(few: Place) -> None:
    here = few.at(few.data / "unshown")
    with Crawl(here) as crawl:
        assert crawl.end() == 0, crawl.said
    first = newest_run(here.data).id
    (here.data / "report").unlink()
    with Crawl(here, "--resume") as crawl:
        assert crawl.end() == 0, crawl.said
        assert "only its report was not" in crawl.said
    assert (here.data / "report" / "index.html").is_file()
    assert newest_run(here.data).id == first


def test_a_browser_that_dies_leaves_no_half_seen_municipality(few: Place) -> None:
    with Crawl(few) as crawl:
        assert crawl.end() == 0, crawl.said
    here = few.at(few.data / "browser")
    with Crawl(here) as crawl:
        crawl.wait_for(lambda: done(here.data) > 0)
        assert crawl.kill("browser")
        assert crawl.end() == 0, crawl.said
    assert verdicts(here.data) == verdicts(few.data)
    assert damage(here.data) == []
