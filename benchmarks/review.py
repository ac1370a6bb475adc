"""How fast the review app is with a year behind it: 290 municipalities × 365 runs, and how soon it is there.

    .venv/bin/python -m benchmarks.review                  # on the example municipalities of data/demo
    .venv/bin/python -m benchmarks.review --runs 30 --raters 1
    .venv/bin/python -m benchmarks.review --keep DIR       # keeps the year, and uses it again

The results and pictures are those that `vagvisaren demo` left; 290 municipalities are made of them, and each
of the runs has a result of its own. Observations are those of the last run: older ones retention removes.
The app runs in a process of its own; requests go over loopback; times are the client's, in milliseconds.
The raters never pause, and decide about every fourth item: ten of them are far more than ten people. At the
end every decision that was answered as saved must be there, once.
"""

import argparse
import asyncio
import csv
import http.client
import itertools
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from sqlalchemy import Connection, insert, select

from reports.review.access import csrf_token
from scoring.observation import Observation
from scoring.registry import Municipality, Registry, load_registry
from scoring.result import ASPECTS, Result
from scoring.store import NewRun, Store, accounts, bases, records
from scoring.store.packing import pack
from scoring.store.schema import decisions, observation_bodies, observations, scores

PLACES = 290
BEGIN = datetime(2026, 1, 1, 2, tzinfo=UTC)
STARTS = 7
DECIDES_EVERY = 4


def year(source: Path, target: Path, count: int) -> Registry:
    """A store at `target` with `count` runs of 290, made of the newest results at `source`."""
    known = load_registry(source / "registry.csv")
    with Store.open(source, create=False) as old:
        latest = {c: s for c, s in old.latest(decided=False).items() if s.result.status == "measured"}
        models = [(s.result, _seen(old, s.run_id, code)) for code, s in latest.items()]
    places = tuple(_place(known, models[n % len(models)][0].code, n) for n in range(PLACES))
    target.mkdir(parents=True, exist_ok=True)
    columns = ["code", "name", "county_code", "county", "homepage", "population", "lat", "lon", "group_code"]
    with (target / "registry.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *([getattr(p, name) for name in columns] for p in places)])
    if (target / "vagvisaren.db").is_file():
        return Registry(places)
    shutil.copytree(source / "pictures", target / "pictures", dirs_exist_ok=True)
    with Store.open(target) as store:
        for number in range(count):
            moment = BEGIN + timedelta(days=number)
            run = store.begin_run(NewRun(plan=tuple(p.code for p in places)), moment)
            with store.writing() as connection:
                for n, place in enumerate(places):
                    result, seen = models[n % len(models)]
                    own = {"code": place.code, "measured_at": records.utc_text(moment)}
                    fresh = seen.model_copy(update=own), result.model_copy(update=own)
                    _save(connection, run.id, *fresh, last=number == count - 1)
            store.finish_run(run.id, "finished", moment, published=True)
    return Registry(places)


def _seen(store: Store, run: str, code: str) -> Observation:
    found = store.observation(run, code)
    if found is None:
        raise SystemExit(f"{store.path} has no observation of {code}: run `vagvisaren demo` anew.")
    return found


def _save(connection: Connection, run: str, seen: Observation, result: Result, *, last: bool) -> None:
    """As `Store.save` does, a night in one transaction; observations of all nights but the last are gone."""
    plain = records.as_json(seen) if last else b""
    connection.execute(insert(observations), records.observation_row(run, seen, plain))
    if last:
        unit = {"run": run, "code": seen.code}
        connection.execute(insert(observation_bodies), unit | {"body": pack(plain)})
    text = result.model_dump_json().encode()
    row = records.score_row(run, result) | bases.packed(connection, result.code, text)
    connection.execute(insert(scores), row)


def _place(known: Registry, model: str, number: int) -> Municipality:
    homepage = known[model].homepage.replace("://www.", f"://www{number}.")
    return replace(
        known[model], code=f"{1000 + number}", name=f"{known[model].name} {number}", homepage=homepage
    )


@dataclass
class Minute:
    """What ten people did in it. Times in milliseconds."""

    views: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    saved: list[tuple[str, str, str]] = field(default_factory=list)
    """(code, aspect, reason) of what was answered as recorded."""
    second: int = 0
    """How often somebody else was first."""


async def rate(root: str, secret: str, name: str, paths: list[str], until: float, found: Minute) -> None:
    """One person's minute: look at item after item without a pause, and decide about every fourth."""
    headers = {"cookie": f"__Host-vagvisaren={secret}"}
    async with httpx2.AsyncClient(base_url=root, headers=headers, timeout=60) as browser:
        for number, path in enumerate(itertools.cycle(paths)):
            if time.perf_counter() > until:
                return
            began = time.perf_counter()
            page = await browser.get(path)
            found.views.append((time.perf_counter() - began) * 1000)
            if page.status_code != 200:
                raise SystemExit(f"{path}: {page.status_code}")
            if number % DECIDES_EVERY == 0:
                await decide(browser, path, page.text, secret, f"{name} {number}", found)


async def decide(
    browser: httpx2.AsyncClient, path: str, page: str, secret: str, why: str, found: Minute
) -> None:
    form = {
        "csrf": csrf_token(secret),
        "verdict": "yes",
        "why": why,
        "source": "phone",
        "valid_until": "",
        "expected": page.split('id="decide" data-version="', 1)[1].split('"', 1)[0],
    }
    began = time.perf_counter()
    answer = await browser.post(f"{path}/decide", data=form)
    found.saves.append((time.perf_counter() - began) * 1000)
    if answer.status_code == 303:
        _, _, code, aspect = path.split("/")
        found.saved.append((code, aspect, why))
    elif answer.status_code == 409:
        found.second += 1
    else:
        raise SystemExit(f"{path}/decide: {answer.status_code}")


def minute(data: Path, registry: Registry, raters: int, seconds: float) -> tuple[Minute, float]:
    """`raters` people at once for so long, at the app in a process of its own; and that process's processor
    time per answer, in milliseconds. SystemExit if a decision was lost or doubled."""
    paths = [f"/item/{place.code}/{aspect}" for place in registry for aspect in ASPECTS]
    with Store.open(data) as store, store.writing() as connection:
        secrets = {}
        for n in range(raters):
            accounts.put(connection, f"Rater {n}", "rater", "x", datetime.now(UTC))
            secrets[f"Rater {n}"] = accounts.begin(connection, f"Rater {n}", datetime.now(UTC))
    before = _kept(data)
    found = Minute()
    with serving(data) as (root, process):

        async def everybody() -> None:
            until, step = time.perf_counter() + seconds, len(paths) // raters
            await asyncio.gather(
                *(
                    rate(root, secret, name, paths[n * step :] + paths[: n * step], until, found)
                    for n, (name, secret) in enumerate(secrets.items())
                )
            )

        # The first page of a process gathers the queue.
        _get(f"{root}/queue", f"__Host-vagvisaren={next(iter(secrets.values()))}")
        used = _processor(process.pid)
        asyncio.run(everybody())
        used = _processor(process.pid) - used
    kept = _kept(data)[len(before) :]
    if sorted(kept) != sorted(found.saved):
        raise SystemExit(f"{len(found.saved)} decisions were answered as saved, {len(kept)} are there")
    return found, used * 1000 / (len(found.views) + len(found.saves))


def _kept(data: Path) -> list[tuple[str, str, str]]:
    with Store.open(data) as store, store.reading() as connection:
        table = select(decisions.c.code, decisions.c.aspect, decisions.c.why).order_by(decisions.c.id)
        return [(row.code, row.aspect, row.why) for row in connection.execute(table)]


@contextmanager
def serving(data: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The app as a team has it, without the proxy: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    host = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "vagvisaren", "--data", str(data), "review", "--team"]
    with subprocess.Popen(  # noqa: S603 - our own module
        [*command, "--public-host", host, "--port", str(port)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - Popen was given a pipe
            process.stdout.readline()
            yield f"http://{host}", process
        finally:
            process.terminate()


def _processor(pid: int) -> float:
    """Seconds of processor time that this process has used (`proc(5)`)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def start(data: Path) -> tuple[float, float]:
    """From the command to the queue in the hand of who opened the printed address: seconds on the clock, and
    seconds of processor time, which other programs on the machine hardly disturb."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "vagvisaren", "--data", str(data), "review", "--port", "0"]
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own module
        command, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - Popen was given a pipe
            url = process.stdout.readline().split()[-1]
            entered = _get(url)
            cookie = str(entered.headers["set-cookie"]).split(";")[0]
            queue = _get(f"http://{urlsplit(url).netloc}/queue", cookie)
            if queue.status != 200:
                raise SystemExit(f"/queue: {queue.status}")
            seconds = time.perf_counter() - began
        finally:
            process.terminate()
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def _get(url: str, cookie: str = "") -> http.client.HTTPResponse:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    return answer


def line(name: str, times: list[float], unit: str) -> str:
    ordered = sorted(times)
    at = {share: ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95, 0.99)}
    shown = "  ".join(f"p{int(share * 100)} {value:.0f}" for share, value in at.items())
    return f"{name:32} {shown}  max {ordered[-1]:.0f} {unit}  (n {len(ordered)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, default=Path("data/demo"))
    parser.add_argument("--runs", type=int, default=365)
    parser.add_argument("--raters", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.keep or Path(folder)
        registry = year(given.source, data, given.runs)
        size = (data / "vagvisaren.db").stat().st_size / 1e6
        print(f"{PLACES} municipalities × {given.runs} runs, database {size:.0f} MB")
        for raters, seconds in ((1, given.seconds / 6), (given.raters, given.seconds)):
            who = "one rater" if raters == 1 else f"{raters} raters at once"
            found, used = minute(data, registry, raters, seconds)
            print(line(f"item view, {who}", found.views, "ms"))
            print(line(f"decision, {who}", found.saves, "ms"))
            print(f"{'':32} {len(found.saved)} kept, none lost or doubled; {found.second} met another's")
            print(f"{'':32} {used:.1f} ms of processor time per answer")
        starts = [start(data) for _ in range(STARTS)]
        for name, times in zip(("on the clock", "processor time"), zip(*starts, strict=True), strict=True):
            shown = f"median {statistics.median(times):.2f}  max {max(times):.2f} s"
            print(f"{f'start to queue, {name}':32} {shown}")


if __name__ == "__main__":
    main()
