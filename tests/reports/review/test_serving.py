"""The command itself: alone on this machine, in a team, and what it refuses."""

import http.client
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reports.review.config import Config, local_hosts, new_token
from scoring.registry import Registry
from scoring.store import Store
from tests.reports.review.serving import Answer, answered, command, run


def asked(url: str, cookie: str = "", host: str = "") -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    headers = {"Cookie": cookie} if cookie else {}
    connection.request(
        "GET", f"{parts.path}?{parts.query}", headers=headers | ({"Host": host} if host else {})
    )
    return answered(connection)


def test_alone_the_token_works_once_and_leaves_the_address(
    made: tuple[Path, Registry], tmp_path: Path
) -> None:
    shutil.copytree(made[0], tmp_path / "data")
    with command("--port", "0", data=tmp_path / "data") as (said, process):
        url = said.removeprefix("review: ")
        assert url.startswith("http://127.0.0.1:")
        root = f"http://{urlsplit(url).netloc}"
        assert asked(f"{root}/queue").status == 401
        first = asked(url)
        assert (first.status, first.headers["location"]) == (303, "/")
        cookie = first.headers["set-cookie"].split(";")[0]
        assert "HttpOnly" in first.headers["set-cookie"]
        assert asked(url).status == 401, "a second browser with the same address"
        assert asked(f"{root}/queue", cookie).status == 200
        assert asked(url, cookie).status == 303, "who is in may come again"
        assert asked(f"{root}/queue", cookie, "evil.example").status == 421
        process.terminate()
        assert process.wait(60) in (0, -signal.SIGTERM)
        assert process.stderr is not None
        assert urlsplit(url).query.removeprefix("token=") not in process.stderr.read()


def test_two_starts_have_two_tokens() -> None:
    assert new_token() != new_token()
    secret = new_token()
    config = Config(data=Path(), mode="local", hosts=local_hosts(1), token=secret)
    assert secret not in repr(config)


def refused(tmp_path: Path, *arguments: str) -> str:
    with Store.open(tmp_path):
        pass
    done = run("--data", str(tmp_path), "review", *arguments)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_what_is_refused(tmp_path: Path) -> None:
    assert "--public-host" in refused(tmp_path, "--team")
    assert "user add" in refused(tmp_path, "--team", "--public-host", "review.example")
    assert "--team" in refused(tmp_path, "--public-host", "review.example")
    assert "--team" in refused(tmp_path, "--host", "0.0.0.0")
    assert "IP address" in refused(tmp_path, "--host", "localhost.example")


def test_without_a_database_it_says_so(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path / "none"), "review")
    assert done.returncode == 2
    assert "crawl" in done.stderr


def user(tmp_path: Path, *arguments: str, password: str = "") -> subprocess.CompletedProcess[str]:
    return run("--data", str(tmp_path), "user", *arguments, stdin=password)


def test_accounts_are_kept_by_the_command_line(tmp_path: Path) -> None:
    assert "12" in user(tmp_path, "add", "Ada", password="kort\n").stderr
    added = user(tmp_path, "add", "Ada", "--role", "lead", password="ett långt lösenord\n")
    assert (added.returncode, added.stdout) == (0, "Ada: lead, added\n")
    again = user(tmp_path, "add", "Ada", password="ett annat lösenord\n")
    assert "renewed" in again.stdout
    assert user(tmp_path, "list").stdout.startswith("Ada\trater\tactive")
    assert user(tmp_path, "disable", "Bo").returncode == 2
    assert user(tmp_path, "disable", "Ada").returncode == 0
    assert "disabled" in user(tmp_path, "list").stdout
    with Store.open(tmp_path) as store, store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM accounts").scalar_one()
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize("name", ["", " Ada", "A\x1bda", "A" * 65, "A\u202eda"])
def test_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    done = user(tmp_path, "add", name, password="ett långt lösenord\n")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
