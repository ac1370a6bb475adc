"""The store on both of its databases: the file in the box, and a team's PostgreSQL where there is one."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

OpenDatabase = Callable[[], str]
"""Makes an empty database and returns its address."""


def _programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are: Debian keeps them off the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _user() -> str | None:
    """PostgreSQL refuses to run as root: whom root may run it as."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[OpenDatabase]:
    """A real server of our own, on a socket in a folder of its own."""
    programs, user = _programs(), _user()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (apt install postgresql)")
    if os.geteuid() == 0 and user is None:
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
    # Not below pytest's folders: a socket's path is at most 107 bytes long, and the user must get there.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        data = home / "data"
        data.mkdir()
        if user:
            shutil.chown(home, user)
            shutil.chown(data, user)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            done = subprocess.run(
                command, user=user, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
            )
            assert done.returncode == 0, done.stderr.decode()

        run("initdb", "-D", str(data), "-U", "auditor", "-A", "trust", "-E", "UTF8", "--no-sync", "-N")
        options = f"-c listen_addresses= -k {home} -c fsync=off -c max_connections=60"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
        made: list[str] = []

        def database() -> str:
            made.append(f"team{len(made) + 1}")
            with psycopg.connect(host=str(home), user="auditor", dbname="postgres", autocommit=True) as one:
                one.execute(f"CREATE DATABASE {made[-1]}")
            return f"postgresql://auditor@/{made[-1]}?host={home}"

        try:
            yield database
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """What `Store.open` takes as `database`: empty for the file."""
    if request.param == "sqlite":
        return ""
    made: OpenDatabase = request.getfixturevalue("postgres")
    return made()
