"""kill -9 at random moments: what `--resume` ends in is what an undisturbed night says, and whole."""

import shutil
from pathlib import Path

import pytest

from scoring.store import Store
from tests.chaos.crawling import SITES, Crawl, Place
from tests.chaos.killing import kill_again_and_again, undisturbed
from tests.chaos.whole import Verdicts, damage, done, newest_run, verdicts

SEED = 20261122


def test_twenty_kills(place: Place, expected: Verdicts) -> None:
    found = kill_again_and_again(place.at(place.data / "twenty"), 20, SEED, expected, longest=4.0)
    assert found.faults == []
    assert found.kills.total() >= 20
    assert found.rounds < 20, "most came before the end"


@pytest.mark.long
def test_two_hundred_kills(many: Place) -> None:
    found = kill_again_and_again(many.at(many.data / "many"), 200, SEED, undisturbed(many))
    assert found.faults == []
    assert newest_run(many.data).planned == SITES
    assert min(found.kills[target] for target in ("python", "browser", "driver")) > 20


@pytest.mark.usefixtures("expected_of_few")
def test_killed_before_its_report_is_built(few: Place, tmp_path: Path) -> None:
    here = few.at(shutil.copytree(few.data, tmp_path / "unshown", symlinks=True))
    first = newest_run(here.data).id
    (here.data / "report").unlink()
    with Crawl(here, "--resume") as crawl:
        assert crawl.end() == 0, crawl.said
        assert "only its report was not" in crawl.said
    assert (here.data / "report" / "index.html").is_file()
    assert newest_run(here.data).id == first


def test_a_browser_that_dies_leaves_no_half_seen_municipality(few: Place, expected_of_few: Verdicts) -> None:
    here = few.at(few.data / "browser")
    with Crawl(here) as crawl:
        crawl.wait_for(lambda: done(here.data) > 0)
        assert crawl.kill("browser")
        assert crawl.end() == 0, crawl.said
    assert verdicts(here.data) == expected_of_few
    assert damage(here.data) == []


ENDS_ITS_BROWSER = """
import os, signal
from crawler.browser.start_page import StartPageVisit
from crawler.browser.processes import browser_below
whole = StartPageVisit._consent

async def ends(self):
    if "hokebro" in self.seen.url:
        for process in browser_below(os.getpid()):
            os.kill(process, signal.SIGKILL)
    await whole(self)

StartPageVisit._consent = ends
import vagvisaren
vagvisaren.main()
"""


def test_a_page_that_ends_every_browser_harms_only_itself(few: Place, tmp_path: Path) -> None:
    here = few.at(tmp_path / "ends")
    with Crawl(here, program=ENDS_ITS_BROWSER) as crawl:
        assert crawl.end() in (0, 3), crawl.said
    with Store.open(here.data, create=False) as store:
        run = store.runs(1)[0]
        assert dict(store.reasons(run.id)) == {"8901": "browser"}
    assert damage(here.data) == []
