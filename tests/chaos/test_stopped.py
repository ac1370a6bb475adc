"""Signals and the deadline: nothing new is begun, what is under way is finished, the gate decides."""

import os
import signal

import pytest

from tests.chaos.crawling import Crawl, Place
from tests.chaos.whole import damage, done, newest_run

AT_ONCE = 45.0
"""Seconds: on a busy machine too, less than the minute that those under way may take."""


# What is stopped is a crawl of many: however late this process has its turn, there is something left to stop.


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_ends_in_order(many: Place, number: signal.Signals) -> None:
    here = many.at(many.data / number.name)
    with Crawl(here) as crawl:
        crawl.wait_for(lambda: done(here.data) >= 2)
        # As a terminal's Ctrl-C and `timeout` do: to all of the group, the browser's driver included.
        os.killpg(crawl.process.pid, number)
        assert crawl.end() == 130, crawl.said
        assert "a second signal stops at once" in crawl.said
        assert "crawl --resume" in crawl.said
        crawl.wait_until_alone()
    run = newest_run(here.data)
    assert (run.state, run.published) == ("interrupted", False)
    assert 2 <= run.measured < run.planned
    assert run.unmeasured == 0, "nobody is called unreachable because we stopped"
    assert damage(here.data) == []


def test_the_second_signal_stops_at_once(many: Place) -> None:
    here = many.at(many.data / "twice")
    with Crawl(here) as crawl:
        crawl.wait_for(lambda: done(here.data) >= 2)
        crawl.process.terminate()
        crawl.wait_for(lambda: "a second signal" in crawl.said)
        crawl.process.terminate()
        assert crawl.end(AT_ONCE) == 130, crawl.said
        crawl.wait_until_alone()
    assert damage(here.data) == []
    assert done(here.data) >= 2


def test_named_municipalities_are_shown_when_stopped(many: Place) -> None:
    here = many.at(many.data / "named")
    codes = [line.split(",")[0] for line in here.registry.read_text().splitlines()[1:21]]
    with Crawl(here, *codes) as crawl:
        crawl.wait_for(lambda: done(here.data) >= 2)
        crawl.process.send_signal(signal.SIGINT)
        assert crawl.end() == 130, crawl.said
    run = newest_run(here.data)
    assert (run.state, run.published) == ("interrupted", True)
    assert (here.data / "report" / "index.html").is_file()


def test_a_deadline_ends_in_order_and_the_gate_decides(place: Place) -> None:
    # Five seconds stand for a night's window (the setting itself knows whole minutes only), and one place in
    # the browser for a machine on which they are too few for everybody.
    here = place.at(place.data / "deadline")
    with Crawl(here, "--deadline", "1", "--concurrency", "1", program=SHORT_MINUTE) as crawl:
        code = crawl.end()
        assert code == 3, crawl.said
        assert "left out, for the deadline" in crawl.said
        crawl.wait_until_alone()
    run = newest_run(here.data)
    assert (run.state, run.published) == ("finished", False)
    assert 0 < run.measured < run.planned
    assert run.unmeasured == 0
    assert damage(here.data) == []


SHORT_MINUTE = """
import night.deadline, night.run
whole = night.deadline.window
night.run.window = lambda text, now: whole(text, now) / 12
import vagvisaren
vagvisaren.main()
"""


def test_a_wrong_deadline_is_said(few: Place) -> None:
    with Crawl(few.at(few.data / "wrong"), "--deadline", "25:00") as crawl:
        assert crawl.end() == 2
        assert "06:30" in crawl.said
