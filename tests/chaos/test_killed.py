"""kill -9 at random moments: what `--resume` ends in is what an undisturbed night says, and whole."""

import json
import shutil
from collections import Counter
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


LOSES_BROWSERS = """
import json, os, signal
from crawler.browser.start_page import StartPageVisit
from crawler.browser.processes import browser_below
under_way, ended, visits = [], [], {}

def recorded(whole):
    async def visit(self, url, timeout):
        with_it = {one[0] for one in under_way}
        for _, others in under_way:
            others.add(url)
        under_way.append(here := (url, with_it))
        outcome = "lost"
        try:
            late(url, whole)
            found = await whole(self, url, timeout)
            outcome = "seen"
            return found
        finally:
            under_way.remove(here)
            with open(os.environ["TOLD"], "a") as told:
                told.write(json.dumps([whole.__name__, url, outcome, sorted(with_it)]) + "\\n")
    return visit

def late(url, whole):
    if whole.__name__ != "run":
        return
    visits[url] = visits.get(url, 0) + 1
    slow = "hokebro" in url
    if slow and visits[url] == 1:
        raise TimeoutError("slow, and worth another visit")
    if slow and visits[url] == 2 or not slow and not ended and len(under_way) == 4:
        ended.append(url)
        for process in browser_below(os.getpid()):
            os.kill(process, signal.SIGKILL)

for name in ("run", "read_only"):
    setattr(StartPageVisit, name, recorded(getattr(StartPageVisit, name)))
import vagvisaren
vagvisaren.main()
"""
"""One municipality (8901) is too slow at first, and loses its browser when it is visited again; one browser
ends while four others are in it."""


def test_who_lost_the_browser_is_visited_again_alone(
    few: Place, expected_of_few: Verdicts, tmp_path: Path
) -> None:
    here = few.at(tmp_path / "lost", TOLD=str(tmp_path / "told"))
    with Crawl(here, program=LOSES_BROWSERS) as crawl:
        assert crawl.end() == 0, crawl.said
    assert verdicts(here.data) == expected_of_few
    assert damage(here.data) == []
    told = [json.loads(line) for line in (tmp_path / "told").read_text().splitlines()]
    visits = [one for one in told if one[0] == "run"]
    lost = Counter(url for _, url, outcome, _ in visits if outcome == "lost")
    slow = next(url for url in lost if "hokebro" in url)
    assert lost.pop(slow) == 2, "once because it was slow, once with its browser"
    assert len(lost) >= 2
    assert set(lost.values()) == {1}, "nobody loses another's browser twice"
    last = {url: (outcome, others) for _, url, outcome, others in visits}
    assert len(last) == len(expected_of_few)
    for url in (slow, *lost):
        assert last[url] == ("seen", []), "and nobody was with it"


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
