"""Plain pages replay in pywb; and with `--archive full` a second visit, to pywb instead of the web, ends in
the same verdicts."""

import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from night.archive_reader import ArchivedPage, pages
from tests.chaos.crawling import Crawl, Place, example_place
from tests.chaos.whole import newest_run, verdicts
from tests.replay.pywb import COLLECTION, ReplayedWeb, replaying

pytestmark = pytest.mark.long
SITES = 40


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with example_place(tmp_path_factory.mktemp("replay"), SITES) as place:
        with Crawl(place, "--archive", "full") as crawl:
            assert crawl.end() == 0, crawl.said
        yield place


def archives(place: Place) -> list[Path]:
    return sorted((place.data / "archive" / newest_run(place.data).id).glob("*.warc.gz"))


def ordinary(found: ArchivedPage) -> bool:
    return found.status == 200 and found.url.startswith("http://") and not found.url.endswith("/robots.txt")


def test_plain_pages_replay(tmp_path: Path, visited: Place) -> None:
    here = visited.at(tmp_path / "plain")
    with Crawl(here, "8901", "8902", "8903") as crawl:
        assert crawl.end() == 0, crawl.said
    shown = 0
    with replaying(tmp_path / "pywb", archives(here)) as server:
        for page in (page for path in archives(here) for page in pages(path) if ordinary(page)):
            # `id_`: as it was archived, not rewritten for the frame around it.
            address = f"http://{server}/{COLLECTION}/id_/{page.url}"
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.status == 200
                assert answer.read() == page.body, page.url
            rewritten = f"http://{server}/{COLLECTION}/mp_/{page.url}"
            with urllib.request.urlopen(rewritten, timeout=30) as answer:
                assert answer.status == 200
            shown += 1
    assert shown > 5


def test_a_full_archive_keeps_what_the_browser_loaded(visited: Place) -> None:
    kinds = set()
    for path in archives(visited):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response" and record.http_headers.get_statuscode() == "200":
                    kinds.add((record.http_headers.get_header("Content-Type") or "").partition(";")[0])
    assert {"text/html", "text/css", "text/javascript"} <= kinds
    assert any(kind.startswith("image/") for kind in kinds)


def test_a_second_measurement_through_the_archive_ends_the_same(tmp_path: Path, visited: Place) -> None:
    with replaying(tmp_path / "pywb", archives(visited)) as server, ReplayedWeb(server) as web:
        again = replace(
            visited,
            data=tmp_path / "again",
            settings={**visited.settings, "VAGVISAREN_NAME_MAP": web.name_map},
        )
        with Crawl(again) as crawl:
            code, said = crawl.end(), crawl.said
        missing = sorted({f"{status} {address}" for status, address in web.asked if status >= 400})
    assert code == 0, (said, missing)
    before, after = verdicts(visited.data), verdicts(again.data)
    differing = {key: (before[key], after.get(key)) for key in before if before[key] != after.get(key)}
    assert differing == {}, missing
    assert len(after) == SITES
    assert sum(status == 200 for status, _ in web.asked) > 5 * SITES, "the archive was what it saw"
