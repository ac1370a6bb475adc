"""The example web serves what its folders say, and every family is a complete web of its own."""

import csv
import hashlib
import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from . import COLUMNS, PROJECT, REGISTRIES, ExampleWeb, read_registry
from .server import split_host
from .sites import FAMILIES, Site, SiteError, Sites, content_type_of

SITES = Sites()
FAMILY_NAMES = sorted(folder.name for folder in FAMILIES.iterdir() if (folder / "templates").is_dir())
COUNTIES = {
    "89": "Myrlands län",
    "91": "Mellanlands län",
    "92": "Kustlands län",
    "93": "Skogslands län",
    "94": "Slättlands län",
    "95": "Ådalands län",
    "96": "Höglands län",
    "97": "Hedlands län",
    "98": "Fjordlands län",
}
GROUPS = {"A1", "A2", "B3", "B4", "B5", "C6", "C7", "C8", "C9"}
STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
LINKS = (("//a | //area | //link", "href"), ("//img | //script | //iframe", "src"), ("//form", "action"))


def find_site(host: str) -> Site | None:
    return SITES.get(host) or SITES.get(f"www.{host}") or SITES.get(host.removeprefix("www."))


def documents(site: Site) -> dict[str, bytes]:
    """Every page of a site: rendered ones, and finished HTML that is served as it is."""
    return dict(site.pages) | {path: body for path, body in site.files.items() if path.endswith(".htm")}


def targets(site: Site, path: str, page: bytes) -> Iterator[str]:
    """Every address that a page refers to, absolute."""
    tree: Any = html.document_fromstring(page)
    base = f"http://{site.host}{path}"
    for expression, attribute in LINKS:
        for element in tree.xpath(expression):
            if element.get(attribute):
                yield urljoin(base, element.get(attribute).strip())
    for style in [*tree.xpath("//@style"), *tree.xpath("//style/text()")]:
        yield from (urljoin(base, address) for address in STYLE_URL.findall(style))


def is_broken(address: str) -> bool:
    """Whether an address inside the example web leads nowhere, though no site.toml says that it should."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return False
    site = find_site(parts.hostname or "")
    if site is None:
        return (parts.hostname or "").endswith(".example")
    path = unquote(parts.path).rstrip("/") or "/"
    if path in site.settings.get("status", {}):
        return False
    answer = site.answer(path)
    if answer.status == 301:
        return is_broken(urljoin(address, answer.headers["location"]))
    return answer.status != 200


@pytest.fixture(scope="module")
def web() -> Iterator[ExampleWeb]:
    with ExampleWeb() as running:
        yield running


def get(web: ExampleWeb, host: str, path: str = "/", method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=60)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host)
    connection.putheader("Connection", "close")
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


# --- every site -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", sorted(SITES))
def test_start_page_answers(host: str) -> None:
    answer = SITES[host].answer("/")
    if answer.status == 301:
        target = urlsplit(urljoin(f"http://{host}/", answer.headers["location"]))
        answer = (find_site(target.hostname or "") or SITES[host]).answer(target.path)
    assert answer.status == SITES[host].settings.get("status", {}).get("/", 200)
    assert b"<title>" in answer.body
    assert b'lang="sv' in answer.body


@pytest.mark.parametrize("host", sorted(SITES))
def test_every_page_renders(host: str) -> None:
    assert SITES[host].errors == {}


@pytest.mark.parametrize("host", sorted(SITES))
def test_internal_links_resolve(host: str) -> None:
    site = SITES[host]
    broken = {
        f"{path} -> {address}"
        for path, page in documents(site).items()
        for address in targets(site, path, page)
        if is_broken(address)
    }
    assert sorted(broken) == []


@pytest.mark.parametrize("host", sorted(SITES))
def test_pages_need_nothing_from_outside(host: str) -> None:
    site = SITES[host]
    for path, page in documents(site).items():
        tree: Any = html.document_fromstring(page)
        for address in tree.xpath(
            "//img/@src | //script/@src | //link[@rel='stylesheet']/@href | //iframe/@src"
        ):
            hostname = urlsplit(urljoin(f"http://{host}{path}", address)).hostname or host
            assert hostname.endswith(".example"), f"{path}: {address}"


# --- the families ---------------------------------------------------------------------------------------


def hashes(family: str) -> dict[str, str]:
    """Digest -> file, of everything that makes up a family's look. White space does not make a difference."""
    files = [
        *(FAMILIES / family / "templates").rglob("*.html"),
        *(FAMILIES / family / "static").rglob("*.css"),
    ]
    return {hashlib.sha256(b"".join(file.read_bytes().split())).hexdigest(): file.name for file in files}


def test_families_share_no_template_or_stylesheet() -> None:
    seen: dict[str, str] = {}
    for family in FAMILY_NAMES:
        for digest, name in hashes(family).items():
            assert digest not in seen, f"{family}/{name} is {seen.get(digest)}"
            seen[digest] = f"{family}/{name}"


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_family_has_a_registry(family: str) -> None:
    with (REGISTRIES / f"{family}.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert tuple(reader.fieldnames or ())[: len(COLUMNS)] == COLUMNS
        hosts = {urlsplit(row["homepage"]).hostname for row in reader}
    assert all((site := find_site(host or "")) and site.family == family for host in hosts)


# --- the registry ---------------------------------------------------------------------------------------


def test_registry_rows_are_unique() -> None:
    rows = read_registry()
    for column in ("code", "name", "homepage"):
        values = [row[column] for row in rows]
        assert len(values) == len(set(values)), column


@pytest.mark.parametrize("row", read_registry(), ids=lambda row: row["code"])
def test_registry_row_is_valid(row: dict[str, str]) -> None:
    assert all(row[column] for column in COLUMNS)
    assert re.fullmatch(r"(89|9[1-8])\d\d", row["code"])
    assert row["code"].startswith(row["county_code"])
    assert COUNTIES[row["county_code"]] == row["county"]
    assert re.fullmatch(r"http://[a-z0-9.-]+\.example/", row["homepage"])
    assert 2_500 <= int(row["population"]) <= 180_000
    assert 55 < float(row["lat"]) < 69.1
    assert 10.9 < float(row["lon"]) < 24.2
    assert row["group_code"] in GROUPS


def test_every_municipality_has_a_folder_and_every_folder_a_municipality() -> None:
    listed = {site.host for row in read_registry() if (site := find_site(urlsplit(row["homepage"]).netloc))}
    assert len(listed) == len(read_registry())
    # Companies and other hosts that are no municipality say so: `municipality = false`.
    assert {host for host, site in SITES.items() if site.settings.get("municipality", True)} == listed


# --- the server -----------------------------------------------------------------------------------------


def test_serves_by_host_with_and_without_www_and_port(web: ExampleWeb) -> None:
    for host in ("www.granvik.example", "granvik.example", f"WWW.Granvik.example:{web.port}"):
        response = get(web, host)
        assert response.status == 200
        assert response.getheader("content-type") == "text/html; charset=utf-8"


def test_all_sites_answer_over_http(web: ExampleWeb) -> None:
    for host, site in SITES.items():
        assert get(web, host).status == site.answer("/").status, host


def test_redirects_keep_the_port_and_only_the_port(web: ExampleWeb) -> None:
    bare = get(web, "almsta.example", "/avfall?q=%C3%A5")
    assert (bare.status, bare.getheader("location")) == (301, "http://www.almsta.example/avfall?q=%C3%A5")
    with_port = get(web, f"almsta.example:{web.port}")
    assert with_port.getheader("location") == f"http://www.almsta.example:{web.port}/"
    assert get(web, "www.almsta.example", "/kontakt").getheader("location") == "/kontaktcenter"


def test_unknown_hosts_and_pages_are_404(web: ExampleWeb) -> None:
    unknown = get(web, "www.okand.example")
    assert (unknown.status, unknown.getheader("content-type")) == (404, "text/plain; charset=utf-8")
    missing = get(web, "www.almsta.example", "/finns-inte")
    assert (missing.status, missing.getheader("content-type")) == (404, "text/html; charset=utf-8")
    assert get(web, "www.almsta.example", "/static/finns-inte.css").status == 404
    assert get(web, "www.almsta.example", "/%C3%A5%FF").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../site.toml",
        "/site.toml",
        "/_site.html",
        "/_site",
        "/static/../../../registry/utility.csv",
        "/%2e%2e/base.html",
    ],
)
def test_nothing_but_pages_and_files_can_be_read(web: ExampleWeb, path: str) -> None:
    assert get(web, "www.almsta.example", path).status == 404


def test_methods(web: ExampleWeb) -> None:
    assert get(web, "www.almsta.example", method="HEAD").status == 200
    assert get(web, "www.almsta.example", method="POST").status == 405


def test_announcement_and_registry(web: ExampleWeb) -> None:
    assert web.name_map == f"*.example=127.0.0.1:{web.port}"
    assert web.url("www.almsta.example", "/avfall") == f"http://www.almsta.example:{web.port}/avfall"
    codes = [line.split(",")[0] for line in web.registry.read_text(encoding="utf-8").splitlines()[1:]]
    assert codes == sorted(row["code"] for row in read_registry())


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.web", *arguments],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, "stdin"])
def test_ends_quietly_when_asked(how: signal.Signals | str) -> None:
    process = start("--until-stdin-closes")
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b'{"port": ')
    if isinstance(how, signal.Signals):
        process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in said


def test_a_taken_port_is_a_clear_error(web: ExampleWeb) -> None:
    process = start("--port", str(web.port))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"the example web cannot start" in said


# --- loading --------------------------------------------------------------------------------------------


def make_site(root: Path, settings: str, family: str = "prov") -> Path:
    folder = root / family / "sites" / "www.prov.example"
    (root / family / "templates").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "site.toml").write_text(settings, encoding="utf-8")
    (folder / "index.html").write_text("<h1>{{ site.name }}</h1>", encoding="utf-8")
    return folder


def test_settings_decide_status_and_headers(tmp_path: Path) -> None:
    folder = make_site(
        tmp_path, 'name = "Å & Ö"\n[status]\n"/borta" = 410\n[headers."/"]\nX-Robots-Tag = "none"\n'
    )
    (folder / "underhall.html").write_text("{{ trasig", encoding="utf-8")
    (folder / "karta.pdf").write_bytes(b"%PDF-1.4")
    site = Sites(tmp_path)["www.prov.example"]
    assert site.answer("/").body.decode() == "<h1>Å &amp; Ö</h1>"
    assert site.answer("/").headers["x-robots-tag"] == "none"
    assert site.answer("/borta").status == 410
    assert site.answer("/karta.pdf").headers["content-type"] == "application/pdf"
    assert site.answer("/underhall").status == 500
    assert "underhall.html" in site.errors["/underhall"]


def test_a_host_belongs_to_one_family(tmp_path: Path) -> None:
    make_site(tmp_path, 'name = "Prov"')
    make_site(tmp_path, 'name = "Prov"', family="annan")
    with pytest.raises(SiteError, match="already served"):
        Sites(tmp_path)


@pytest.mark.parametrize("settings", ["name = ", "", 'title = "Prov"'])
def test_bad_settings_name_the_file(tmp_path: Path, settings: str) -> None:
    make_site(tmp_path, settings)
    with pytest.raises(SiteError, match=r"site\.toml"):
        Sites(tmp_path)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("A.Example:80", ("a.example", ":80")),
        ("a.example.", ("a.example", "")),
        ("a:x", ("a", "")),
        ("", ("", "")),
    ],
)
def test_split_host(header: str, expected: tuple[str, str]) -> None:
    assert split_host(header) == expected


def test_content_types() -> None:
    assert content_type_of("/robots.txt") == "text/plain; charset=utf-8"
    assert content_type_of("/a/b.svg") == "image/svg+xml"
    assert content_type_of("/utan") == "application/octet-stream"
