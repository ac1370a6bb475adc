"""How fast the review app is with a year behind it: 290 municipalities × 365 runs, and how soon it is there.

    .venv/bin/python -m benchmarks.review                  # on the example municipalities of data/demo
    .venv/bin/python -m benchmarks.review --runs 30 --raters 1
    .venv/bin/python -m benchmarks.review --keep DIR       # keeps the year, and uses it again

The results and pictures are those that `vagvisaren demo` left; 290 municipalities are made of them, and each
of the runs has a result of its own. Observations are those of the last run: older ones retention removes.
Requests go over loopback to the app as uvicorn serves it; times are the client's, in milliseconds.
"""

import argparse
import asyncio
import http.client
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import uvicorn
from sqlalchemy import insert

from reports.review.app import create_app
from reports.review.config import Config
from scoring.registry import Municipality, Registry, load_registry
from scoring.store import NewRun, Store, accounts, records
from scoring.store.retention import FORGOTTEN
from scoring.store.schema import observations, scores

PLACES = 290
BEGIN = datetime(2026, 1, 1, 2, tzinfo=UTC)
STARTS = 7


def year(source: Path, target: Path, count: int) -> Registry:
    """A store at `target` with `count` runs of 290, made of the newest results at `source`."""
    known = load_registry(source / "registry.csv")
    with Store.open(source, create=False) as old:
        latest = {c: s for c, s in old.latest(decided=False).items() if s.result.status == "measured"}
        models = [(s.result, old.observation(s.run_id, code)) for code, s in latest.items()]
    places = tuple(_place(known, models[n % len(models)][0].code, n) for n in range(PLACES))
    if (target / "vagvisaren.db").is_file():
        return Registry(places)
    shutil.copytree(source / "pictures", target / "pictures", dirs_exist_ok=True)
    with Store.open(target) as store:
        for number in range(count):
            moment = BEGIN + timedelta(days=number)
            run = store.begin_run(NewRun(plan=tuple(p.code for p in places)), moment)
            at, last = records.utc_text(moment), number == count - 1
            seen_rows, score_rows = [], []
            for n, place in enumerate(places):
                result, seen = models[n % len(models)]
                own = result.model_copy(update={"code": place.code, "measured_at": at})
                if seen is None:
                    raise SystemExit(
                        f"{source} has no observation of {result.code}: run `vagvisaren demo` anew."
                    )
                fresh = seen.model_copy(update={"code": place.code, "measured_at": at, "name": place.name})
                row = records.observation_row(run.id, fresh, None if last else b"{}")
                seen_rows.append(row if last else row | {"body": FORGOTTEN})
                score_rows.append(records.score_row(run.id, own))
            with store.writing() as connection:
                connection.execute(insert(observations), seen_rows)
                connection.execute(insert(scores), score_rows)
            store.finish_run(run.id, "finished", moment, published=True)
    return Registry(places)


def _place(known: Registry, model: str, number: int) -> Municipality:
    return replace(known[model], code=f"{1000 + number}", name=f"{known[model].name} {number}")


def served(store: Store, registry: Registry, data: Path) -> tuple[str, uvicorn.Server]:
    """The app on a free port; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(Config(data=data, mode="team", hosts=(host,)), store, registry)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    return f"http://{host}", server


async def walk(root: str, secret: str, paths: list[str]) -> list[float]:
    """One person's way through `paths`, one page after the other."""
    headers = {"cookie": f"__Host-vagvisaren={secret}"}
    found = []
    async with httpx2.AsyncClient(base_url=root, headers=headers, timeout=60) as browser:
        for path in paths:
            began = time.perf_counter()
            answer = await browser.get(path)
            found.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")
    return found


def item_views(store: Store, registry: Registry, data: Path, raters: int) -> list[float]:
    """Times of all item views of `raters` people at once, each at another place of the queue."""
    aspects = ("existence", "front_page", "prominence", "help_info", "responsible")
    paths = [f"/item/{place.code}/{aspects[n % 5]}" for n, place in enumerate(registry)]
    secrets = []
    with store.writing() as connection:
        for n in range(raters):
            accounts.put(connection, f"Rater {n}", "rater", "x", datetime.now(UTC))
            secrets.append(accounts.begin(connection, f"Rater {n}", datetime.now(UTC)))
    root, server = served(store, registry, data)

    async def everybody() -> list[list[float]]:
        await walk(root, secrets[0], ["/queue"])  # the first page of a process gathers the queue
        step = len(paths) // raters
        return await asyncio.gather(
            *(walk(root, secret, paths[n * step :] + paths[: n * step]) for n, secret in enumerate(secrets))
        )

    times = [each for found in asyncio.run(everybody()) for each in found]
    server.should_exit = True
    return times


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
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = given.keep or Path(folder)
        registry = year(given.source, data, given.runs)
        size = (data / "vagvisaren.db").stat().st_size / 1e6
        print(f"{PLACES} municipalities × {given.runs} runs, database {size:.0f} MB")
        with Store.open(data) as store:
            print(line("item view, one rater", item_views(store, registry, data, 1), "ms"))
            together = item_views(store, registry, data, given.raters)
            print(line(f"item view, {given.raters} raters at once", together, "ms"))
        found = [start(data) for _ in range(STARTS)]
        for name, times in zip(("on the clock", "processor time"), zip(*found, strict=True), strict=True):
            shown = f"median {statistics.median(times):.2f}  max {max(times):.2f} s"
            print(f"{f'start to queue, {name}':32} {shown}")


if __name__ == "__main__":
    main()
