"""Every fault of the hostile web in one run, beside good sites: each ends in its own status, the good ones
are judged as ever, nobody gets in, nothing stays behind.

One crawl serves all tests, also when they run in several processes.
"""

import csv
import json
import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from crawler.context import CONTEXTS_PER_CORE
from crawler.cores import cores
from night.settings import Settings
from scoring.store import Store
from tests.hostile.certificates import AUTHORITY, KINDS, SOUND, TRUSTED_KEY
from tests.hostile.crawl import TRUSTED_KEY as TRUSTED
from tests.hostile.faults import FAULTS, Fault
from tests.hostile.server import HostileWeb
from tests.hostile.watching import Watch, marked
from tests.web import ExampleWeb, read_registry

PROJECT = Path(__file__).resolve().parents[2]
GOLD = PROJECT / "tests" / "web" / "gold.csv"
ASPECTS = ("existence", "front_page", "prominence", "help_info", "responsible")
FEW_GOOD = ("9101", "9102", "9201", "9204", "9302")
MANY_GOOD = 40
SHORT = {"VAGVISAREN_BUDGET": "48", "VAGVISAREN_PAGE_TIMEOUT": "14"}
"""Instead of the defaults, but for the long run."""
FEW_AT_ONCE = 8
ROBOTS_AND_NAME = 20.0
"""Seconds that a municipality may cost beside its budget: robots.txt that hangs, name servers that do."""
MAX_MEMORY = 2.5e9
MARK = "VAGVISAREN_TEST_RUN"


def chosen(config: pytest.Config) -> list[Fault]:
    return [fault for fault in FAULTS if not fault.long or config.getoption("--run-long")]


def gold() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def good(config: pytest.Config) -> list[str]:
    """Codes of the good sites beside the hostile ones; in the long run forty, at the default concurrency."""
    if not config.getoption("--run-long"):
        return list(FEW_GOOD)
    return [row["code"] for row in gold() if not row["status"]][:MANY_GOOD]


def budget(config: pytest.Config) -> float:
    return Settings().budget if config.getoption("--run-long") else float(SHORT["VAGVISAREN_BUDGET"])


def at_once(config: pytest.Config) -> int:
    return CONTEXTS_PER_CORE * cores() if config.getoption("--run-long") else FEW_AT_ONCE


@pytest.fixture(scope="session")
def crawled(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config, worker_id: str
) -> dict[str, Any]:
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "hostile"
    shared.mkdir(exist_ok=True)
    kept = shared / "crawled.json"
    with FileLock(shared / "lock"):
        if not kept.exists():
            kept.write_text(json.dumps(crawl(shared, pytestconfig)), encoding="utf-8")
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def crawl(folder: Path, config: pytest.Config) -> dict[str, Any]:
    faults = chosen(config)
    temporary = folder / "tmp"
    temporary.mkdir()
    with ExampleWeb() as web, HostileWeb({one.name: one.behaviour for one in faults}, folder) as hostile:
        registry = write_registry(folder / "registry.csv", hostile, faults, good(config))
        mark = f"{MARK}={uuid.uuid4()}"
        environment = {
            **os.environ,
            MARK: mark.partition("=")[2],
            "TMPDIR": str(temporary),
            # For plain HTTP: what it rejects is rejected for what is wrong with it.
            "SSL_CERT_FILE": str(folder / AUTHORITY),
            TRUSTED: (folder / TRUSTED_KEY).read_text(),
            "VAGVISAREN_NAME_MAP": f"{web.name_map},{hostile.name_map}",
            **({} if config.getoption("--run-long") else SHORT),
            "VAGVISAREN_PAGE_DELAY": "0",
            "VAGVISAREN_CONCURRENCY": str(at_once(config)),
        }
        command = [sys.executable, "-m", "tests.hostile.crawl", "--data", str(folder / "data")]
        began = time.monotonic()
        with Watch(mark) as watch:
            ended = subprocess.run(
                [*command, "crawl", "--registry", str(registry)],
                cwd=PROJECT,
                env=environment,
                capture_output=True,
                text=True,
                timeout=1800,
                check=False,
            )
        seconds = time.monotonic() - began
        left = marked(mark)
    exported = subprocess.run(
        [sys.executable, "-m", "vagvisaren", "--data", str(folder / "data"), "export", "--format", "json"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {
        one["name"]: [one["status_reason"] or one["status"], one]
        for one in json.loads(exported.stdout)["municipalities"]
    }
    with Store.open(folder / "data", create=False) as store:
        run = store.runs(1)[0].id
        seen = [store.observation(run, code) for code in store.done_codes(run)]
    return {
        "visits": {
            one.name: [
                one.visit.requests,
                one.visit.bytes_received,
                [[page.url, page.error] for page in one.pages],
                list(one.visit.notes),
            ]
            for one in seen
            if one and one.visit
        },
        "code": ended.returncode,
        "said": ended.stderr,
        "found": found,
        "seconds": seconds,
        "peak": watch.peak,
        "processes": left,
        "files": [str(path) for path in temporary.rglob("*")],
        "intruders": hostile.intruders,
        "asked": hostile.asked,
    }


def write_registry(path: Path, hostile: HostileWeb, faults: list[Fault], codes: list[str]) -> Path:
    examples = [row for row in read_registry() if row["code"] in codes]
    rows = [
        {
            **examples[0],
            "code": f"{5000 + number}",
            "name": fault.name,
            "homepage": hostile.homepage(fault.name),
            "domains": "",
        }
        for number, fault in enumerate(faults)
    ]
    # The good ones in the midst of the others.
    every = len(rows) // len(examples)
    for number, row in enumerate(examples):
        rows.insert(number * (every + 1), row)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, sorted({key for row in rows for key in row}), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_every_fault_ends_in_its_status(crawled: dict[str, Any], pytestconfig: pytest.Config) -> None:
    found = {name: status for name, (status, _) in crawled["found"].items()}
    wrong = {
        fault.name: f"{found.get(fault.name)}, not {' or '.join(sorted(fault.expected))}"
        for fault in chosen(pytestconfig)
        if found.get(fault.name) not in fault.expected
    }
    assert wrong == {}


def test_they_are_many() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 60


def test_the_good_ones_are_judged_as_ever(crawled: dict[str, Any], pytestconfig: pytest.Config) -> None:
    by_code = {one["code"]: one for _, one in crawled["found"].values()}
    rows = [row for row in gold() if row["code"] in good(pytestconfig)]
    wrong = {
        (row["code"], aspect): by_code[row["code"]]["aspects"][aspect]["machine"]
        for row in rows
        for aspect in ASPECTS
        if by_code[row["code"]]["aspects"][aspect]["machine"] not in row[aspect].split("|")
    }
    assert wrong == {}
    assert len(rows) == len(good(pytestconfig))


def test_nobody_gets_in(crawled: dict[str, Any]) -> None:
    assert crawled["intruders"] == []
    # They did try: the pages that lead inward were all fetched.
    asked = {name for name, _ in crawled["asked"]}
    assert {fault.name for fault in FAULTS if fault.name.startswith(("to-", "inward-r", "inward-f"))} <= asked


def test_nothing_stays_behind(crawled: dict[str, Any]) -> None:
    assert crawled["processes"] == []
    assert crawled["files"] == []


def test_it_takes_no_longer_than_budgets_and_concurrency_imply(
    crawled: dict[str, Any], pytestconfig: pytest.Config
) -> None:
    # Twice: what may pass is visited again at the end.
    visits = 2 * (len(chosen(pytestconfig)) + len(good(pytestconfig)))
    assert crawled["seconds"] < visits * budget(pytestconfig) / at_once(pytestconfig) + 2 * ROBOTS_AND_NAME


def test_memory(crawled: dict[str, Any]) -> None:
    print(f"peak {crawled['peak'] / 1e9:.2f} GB, {crawled['seconds']:.0f} s")
    assert crawled["peak"] < MAX_MEMORY


def test_it_is_degraded_and_says_so(crawled: dict[str, Any]) -> None:
    assert crawled["code"] == 3, crawled["said"]
    assert "Traceback" not in crawled["said"]


def test_who_asks_to_be_left_alone_for_an_hour_is(crawled: dict[str, Any]) -> None:
    asked = [name for name, path in crawled["asked"] if path == "/"]
    assert asked.count("come-back-later") == 1
    # Once, too, is who had lost its browser before it was asked for anything.
    assert asked.count("unavailable") in (1, 2)
    assert asked.count("recovers") >= 2, "what may pass is visited again"


def asked_of(crawled: dict[str, Any], name: str) -> list[str]:
    return [path for site, path in crawled["asked"] if site == name]


def further_of(crawled: dict[str, Any], name: str) -> list[str]:
    """The start page may be asked for twice: by who had lost its browser."""
    return [path for path in asked_of(crawled, name) if path not in ("/", "/robots.txt")]


def test_a_crawl_delay_means_fewer_pages(crawled: dict[str, Any]) -> None:
    usual, few, none = (further_of(crawled, one) for one in ("good", "crawl-delay", "long-crawl-delay"))
    assert none == []
    assert len(few) == 2 < len(usual)
    assert any("Crawl-delay" in note for note in crawled["visits"]["crawl-delay"][3])


def test_who_is_busy_is_asked_for_no_further_page(crawled: dict[str, Any]) -> None:
    assert len(further_of(crawled, "pages-later")) == 1
    assert any("Retry-After" in note for note in crawled["visits"]["pages-later"][3])


@pytest.mark.parametrize(("kind", "error"), [*((kind, "tls") for kind in KINDS), (SOUND, None)])
def test_plain_pages_are_judged_by_their_certificate_too(
    crawled: dict[str, Any], kind: str, error: str | None
) -> None:
    _, _, pages, _ = crawled["visits"][f"linked-{kind}"]
    assert [error for url, error in pages if f"//{kind}." in url] == [error]


@pytest.mark.parametrize("name", ["print", "unavailable", "forbidden", "pdf", "loop", "inward-resources"])
def test_every_request_is_counted(crawled: dict[str, Any], name: str) -> None:
    requests, received, _, _ = crawled["visits"][name]
    asked = len(asked_of(crawled, name))
    # What is refused on the way out has been asked for too, and counts.
    assert requests == asked if name != "inward-resources" else requests > asked
    assert received > 50 * asked


@pytest.mark.parametrize("name", ["robots-endless", "robots-10-mb"])
def test_no_more_of_robots_txt_is_fetched_than_is_read(crawled: dict[str, Any], name: str) -> None:
    _, received, _, _ = crawled["visits"][name]
    assert 500_000 < received < 2_000_000
