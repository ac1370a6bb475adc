"""The example of a reverse proxy, run by the real nginx with a certificate of its own."""

import datetime
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scoring.registry import Registry
from scoring.store import Store
from tests.reports.review.ground import PASSWORD, team_app
from tests.reports.review.serving import Answer, answered, free_socket, served

EXAMPLE = Path(__file__).parents[3] / "deploy" / "nginx" / "vagvisaren-review.conf"
NAME = "granskning.example.se"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed on this machine")


def certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return pem, secret


def configured(folder: Path, app: int, http_port: int, https_port: int) -> Path:
    """The example as it stands, with this machine's ports and files."""
    pem, secret = certificate(folder)
    text = EXAMPLE.read_text()
    assert text.count("127.0.0.1:8765") == 1
    text = text.replace("127.0.0.1:8765", f"127.0.0.1:{app}")
    text = re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{http_port};")
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{https_port} ssl")
    text = re.sub(r"ssl_certificate /\S+;", f"ssl_certificate {pem};", text)
    text = re.sub(r"ssl_certificate_key /\S+;", f"ssl_certificate_key {secret};", text)
    text = re.sub(r"access_log /\S+;", f"access_log {folder}/access.log;", text)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    # Its workers must reach what they put aside into the test's folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    path.write_text(
        f"daemon off;\nworker_processes 1;\n{user}pid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}{text}\n}}\n"
    )
    return path


@contextmanager
def proxied(made: tuple[Path, Registry], folder: Path) -> Iterator[tuple[int, int]]:
    """(port of HTTP, port of HTTPS)."""
    shutil.copytree(made[0], folder / "data")
    with (
        Store.open(folder / "data") as store,
        served(team_app(store, made[1], hosts=(NAME,)), free_socket()) as app,
        socket.create_server(("127.0.0.1", 0)) as plain,
        socket.create_server(("127.0.0.1", 0)) as secure,
    ):
        ports = [int(one.getsockname()[1]) for one in (plain, secure)]
        config = configured(folder, app, *ports)
        # Handed over as one nginx hands its sockets to the next: a port that is only known to have been free
        # may be another's by then.
        handed = (plain.fileno(), secure.fileno())
        process = subprocess.Popen(
            [str(NGINX), "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")],
            env={**os.environ, "NGINX": "".join(f"{number};" for number in handed)},
            pass_fds=handed,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield ports[0], ports[1]
        finally:
            process.terminate()
            print(process.communicate(timeout=60)[0])


def ask(port: int, method: str, path: str, body: str = "", tls: bool = True, **headers: str) -> Answer:
    unchecked = ssl._create_unverified_context()  # our own certificate of a minute ago
    connection: http.client.HTTPConnection = (
        http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=unchecked)
        if tls
        else http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    )
    sent = {"Host": NAME} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, sent)
    return answered(connection)


def test_one_logs_in_through_the_proxy(made: tuple[Path, Registry], tmp_path: Path) -> None:
    with proxied(made, tmp_path) as (plain, secure):
        moved = ask(plain, "GET", "/queue", tls=False)
        assert (moved.status, moved.headers["location"]) == (301, f"https://{NAME}/queue")
        form = ask(secure, "GET", "/login")
        page = form.text
        kept = form.headers["set-cookie"].split(";")[0]
        sent = f"csrf={kept.split('=', 1)[1]}&name=Ada&password={PASSWORD.replace(' ', '+')}"
        head = {
            "Cookie": kept,
            "Content_Type": "application/x-www-form-urlencoded; charset=utf-8",
            "Origin": f"https://{NAME}",
            "X_Forwarded_Host": "evil.example",
        }
        assert "Logga in" in page
        answer = ask(secure, "POST", "/login", sent.replace("å", "%C3%A5").replace("ö", "%C3%B6"), **head)
        assert (answer.status, answer.headers["location"]) == (303, "/")
        cookies = answer.headers.get_all("set-cookie") or []
        cookie = next(c.split(";")[0] for c in cookies if "Max-Age=0" not in c)
        seen = ask(secure, "GET", "/queue", Cookie=cookie)
        assert (seen.status, "Örebro" in seen.text) == (200, True)
        assert "nginx/" not in seen.headers["server"]
        assert ask(secure, "GET", "/queue", Cookie=cookie, Host="evil.example").status == 421
        log = (tmp_path / "access.log").read_text()
        assert "/queue" in log
        assert cookie.split("=", 1)[1] not in log
