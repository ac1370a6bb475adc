"""The command line as a process: exit codes, messages without tracebacks, what is imported."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from night.lock import run_lock
from scoring.registry import load_registry
from scoring.store import DATABASE, NewRun, Store
from tests.store.samples import observation, result

PROJECT = Path(__file__).parents[1]
HEAVY = (
    "crawler",
    "scrapy",
    "playwright",
    "twisted",
    "altair",
    "pyarrow",
    "alembic",
    "xlsxwriter",
    "rich.console",
    "scipy",
    "numpy",
)
START = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)


def call(
    *arguments: str, program: str = "import vagvisaren; vagvisaren.main()", **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=PROJECT, capture_output=True, text=True, check=False,
        encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip


def said(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Ale and Alingsås measured, of the bundled registry."""
    folder = tmp_path / "data"
    codes = [load_registry().find(name).municipality.code for name in ("Ale", "Alingsås")]
    with Store.open(folder) as store:
        run = store.begin_run(NewRun(plan=tuple(codes)), START)
        for code in codes:
            seen = observation(code)
            store.save(run.id, seen, result(seen))
        store.finish_run(run.id, "finished", START, published=True)
    return folder


def test_help_names_commands_and_settings() -> None:
    done = call("--help")
    text = said(done)
    assert done.returncode == 0
    for word in (
        "crawl",
        "rescore",
        "report",
        "export",
        "validate",
        "status",
        "demo",
        "--data",
        "--version",
        "VAGVISAREN_BUDGET",
    ):
        assert word in text


def test_version() -> None:
    assert said(call("--version")).startswith("vagvisaren ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fly"], "No such command"),
        (["crawl", "--concurrency", "many"], "valid integer"),
        (["crawl", "--concurrency", "-1"], "--concurrency is -1, but must be at least 0"),
        (["crawl", "Xyzzyqwerty"], "no municipality is called 'Xyzzyqwerty'"),
        (["crawl", "--registry", "nowhere.csv"], "there is no registry at nowhere.csv"),
        (["crawl", "Ale", "--resume"], "leave the names out"),
        (["rescore"], "either names or --all"),
        (["rescore", "Ale", "--all"], "either names or --all"),
        (["export", "--format", "yaml"], "yaml"),
        (["export", "--format", "xlsx"], "say where with --out"),
        (["export"], "--format"),
        (["validate"], "Missing argument 'GOLD.csv'"),
        (["validate", "nowhere.csv"], "nowhere.csv: the gold labels cannot be read"),
        (["status"], "vagvisaren crawl"),
        (["rescore", "Ale"], "vagvisaren crawl"),
        (["export", "--format", "json"], "vagvisaren crawl"),
    ],
)
def test_wrong_use_exits_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = call("--data", str(tmp_path / "none"), *arguments)
    assert words in said(done)
    assert done.returncode == 2


def test_gold_of_a_municipality_that_is_not_in_the_registry_exits_2(tmp_path: Path) -> None:
    gold = tmp_path / "gold.csv"
    lines = Path("tests/web/gold.csv").read_text(encoding="utf-8").splitlines()
    gold.write_text(f"{lines[0]}\n9999{lines[1][4:]}\n", encoding="utf-8")
    done = call("--data", str(tmp_path / "none"), "validate", str(gold))
    assert "line 2, column code: '9999' is not in the registry" in said(done)
    assert done.returncode == 2


def test_an_ambiguous_name_lists_the_candidates(data: Path) -> None:
    done = call("--data", str(data), "rescore", "Upplands")
    assert done.returncode == 2
    assert "Upplands Väsby (0114), Upplands-Bro (0139)" in said(done)


def test_a_bad_setting_is_named(data: Path) -> None:
    done = call("--data", str(data), "status", VAGVISAREN_BUDGET="long")
    assert (done.returncode, "VAGVISAREN_BUDGET='long' is not a number" in said(done)) == (2, True)


def test_status(data: Path) -> None:
    done = call("--data", str(data), "status")
    assert done.returncode == 0
    assert "2/2 measured, shown" in said(done)


def test_rescore_a_near_miss(data: Path) -> None:
    done = call("rescore", "Alingsos", VAGVISAREN_DATA=str(data))
    assert done.returncode == 0, done.stderr
    assert "taken as Alingsås (1489)" in done.stderr
    assert done.stdout.startswith("Alingsås (1489)")


def test_rescore_all_twice_is_identical(data: Path) -> None:
    call("--data", str(data), "rescore", "--all")
    assert "2 judged again: 0 changed, 2 identical" in said(call("--data", str(data), "rescore", "--all"))


def test_export(data: Path, tmp_path: Path) -> None:
    done = call("--data", str(data), "export", "--format", "json")
    found = json.loads(done.stdout)
    assert len(found["municipalities"]) == 290
    out = tmp_path / "r.xlsx"
    assert call("--data", str(data), "export", "--format", "xlsx", "--out", str(out)).returncode == 0
    assert out.read_bytes().startswith(b"PK")


def gold(folder: Path, *rows: str) -> str:
    aspects = ("existence", "front_page", "prominence", "help_info")
    head = ",".join(("code", *(f"{a}{s}" for a in aspects for s in ("", "_broad")), "responsible"))
    path = folder / "gold.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_validate(data: Path, tmp_path: Path) -> None:
    labels = gold(tmp_path, "1440,yes,,,,no,,,,", "1489,yes,,,,,,,,", "0114,no,,,,,,,,")
    done = call("--data", str(data), "validate", labels)
    assert done.returncode == 0, done.stderr
    assert "not visited, not compared: Upplands Väsby (0114)" in done.stdout
    assert "Ale (1440) prominence: gold no, machine yes, certain; A1_named: Så är det." in done.stdout
    found = json.loads(call("--data", str(data), "validate", labels, "--json").stdout)
    assert (found["schema"], found["strict"]["count"]) == ("vagvisaren-validation/1", 2)
    assert call("--data", str(data), "validate", labels, "--run", found["runs"][0]).returncode == 0
    assert json.loads((data / "validation.json").read_text())["columns"] == found["columns"]


def test_validate_without_anything_to_compare_exits_4(data: Path, tmp_path: Path) -> None:
    done = call("--data", str(data), "validate", gold(tmp_path, "0114,yes,,,,,,,,"))
    assert (done.returncode, "was visited here. Run `vagvisaren crawl`" in said(done)) == (4, True)


def test_validate_an_unknown_run_exits_2(data: Path, tmp_path: Path) -> None:
    done = call("--data", str(data), "validate", gold(tmp_path, "1440,yes,,,,,,,,"), "--run", "tonight")
    assert (done.returncode, "there is no run 'tonight'" in said(done)) == (2, True)


def test_a_closed_pipe_is_no_error(data: Path) -> None:
    export = f"--data {data} export --format json"
    command = f"{sys.executable} -c 'import vagvisaren; vagvisaren.main()' {export} | head -c 10"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_a_held_lock_exits_5(data: Path) -> None:
    with run_lock(data):
        done = call("--data", str(data), "crawl", "Ale")
    assert done.returncode == 5
    assert f"process {os.getpid()}, since" in said(done)


def test_a_damaged_database_is_said(data: Path) -> None:
    (data / DATABASE).write_bytes(b"not a database at all, but a letter" * 99)
    done = call("--data", str(data), "status")
    assert done.returncode == 1
    assert "is not a database" in said(done)


CRAWL = """
import sys
import crawler
from types import ModuleType
sys.modules["crawler.process"] = process = ModuleType("crawler.process")
from tests.night.real_crawl import RealCrawl, build
from night import publish
publish.site_builder = lambda *_, **__: build
process.crawl = RealCrawl({CRAWL})
import vagvisaren
vagvisaren.main()
"""


def registry(folder: Path) -> str:
    head = "code,name,county_code,county,homepage,population,lat,lon,group_code"
    rows = [f"99{n:02},Kommun {n},99,Exempellän,https://m{n}.example,1000,60.0,15.0,A1" for n in range(1, 11)]
    path = folder / "registry.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    return str(path)


@pytest.mark.parametrize(
    ("crawl", "code", "words"),
    [
        ("", 0, "10 of 10 measured"),
        ("{'9901': 'dns', '9902': 'dns'}", 3, "the last good ranking stays"),
        ("{f'99{n:02}': 'dns' for n in range(1, 11)}", 4, "nothing is published"),
        ("stop_after=3", 130, "crawl --resume"),
        ("fail_after=3", 1, "internal error: RuntimeError: the browser is gone (details: "),
    ],
)
def test_exit_codes_of_a_crawl(tmp_path: Path, crawl: str, code: int, words: str) -> None:
    folder = tmp_path / "data"
    arguments = ("--data", str(folder), "crawl", "--registry", registry(tmp_path))
    done = call(*arguments, program=CRAWL.replace("{CRAWL}", crawl), VAGVISAREN_DATA=str(folder))
    assert words in said(done)
    assert done.returncode == code
    if code == 1:
        assert "RuntimeError: the browser is gone" in (folder / "vagvisaren.log").read_text()


def test_later_commands_know_the_registry_that_was_crawled(tmp_path: Path) -> None:
    folder = str(tmp_path / "data")
    call("--data", folder, "crawl", "--registry", registry(tmp_path), program=CRAWL.replace("{CRAWL}", ""))
    found = json.loads(call("--data", folder, "export", "--format", "json").stdout)
    assert len(found["municipalities"]) == 10
    assert "Kommun 3 (9903)" in said(call("--data", folder, "rescore", "m3.example"))


@pytest.mark.parametrize(
    "command", [["rescore", "Ale"], ["status"], ["--help"], ["export", "--format", "json"]]
)
def test_light_commands_import_nothing_heavy(data: Path, command: list[str]) -> None:
    program = (
        "import sys, vagvisaren\n"
        "try: vagvisaren.main()\n"
        f"finally: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = call("--data", str(data), *command, program=program)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_door_and_its_commands_import_nothing_but_typer() -> None:
    ours = "m.split('.')[0] in ('scoring', 'night', 'rich')"
    theirs = "m == 'night' or m.startswith('night.commands')"
    program = f"import sys, vagvisaren; print([m for m in sys.modules if {ours} and not ({theirs})])"
    assert call(program=program).stdout.strip() == "[]"
