"""What an auditor hands over: everything, whole, the same every time, no person's name where it is public."""

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from night.archive_reader import pages
from night.context import Night
from night.errors import UserError
from night.evidence import DIGESTS, Evidence, default_name
from night.run import run
from night.settings import Settings
from scoring.registry import Registry
from scoring.result import Evidence as Quoted
from scoring.store import Store
from tests.night.real_crawl import RealCrawl, build, places
from tests.store.samples import aspect

CHIEF = Quoted(url="https://m9901.example/", text="Chef: Anna Andersson, anna.andersson@m9901.se")
QUOTE = aspect("yes", evidence=(CHIEF,))


@pytest.fixture
def registry() -> Registry:
    return places(3)


@pytest.fixture
def store(tmp_path: Path, registry: Registry) -> Iterator[Store]:
    crawl = RealCrawl({"9902": "dns"}, verdicts={"9901": {"responsible": QUOTE}})
    run(Night(Settings(data=tmp_path), registry, lambda _: None, crawl, build), [*registry][:2])
    with Store.open(tmp_path) as opened:
        yield opened


def packed(store: Store, registry: Registry, data: Path, code: str = "9901") -> ZipFile:
    stream = io.BytesIO()
    Evidence(store, registry, data, registry[code]).write(stream)
    return ZipFile(stream)


def test_all_of_it_is_there_and_holds(store: Store, registry: Registry, tmp_path: Path) -> None:
    with packed(store, registry, tmp_path) as found:
        assert found.testzip() is None
        names = found.namelist()
        lines = found.read(DIGESTS).decode().splitlines()
        assert sorted(line.split("  ")[1] for line in lines) == sorted({*names} - {DIGESTS})
        for line in lines:
            digest, name = line.split("  ")
            assert hashlib.sha256(found.read(name)).hexdigest() == digest
        for wanted in (
            "README.txt",
            "verdicts.sv.txt",
            "verdicts.json",
            "rules/codes.toml",
            "rules/method.md",
        ):
            assert wanted in names
        archive = tmp_path / "again.warc.gz"
        archive.write_bytes(found.read("complete/9901.warc.gz"))
        seen = json.loads(found.read("complete/observation.json"))
    assert [page.body for page in pages(archive)] == [b"<h1>Hej"]
    assert seen["code"] == "9901"


def test_the_same_bytes_every_time(store: Store, registry: Registry, tmp_path: Path) -> None:
    contents = []
    for _ in range(2):
        stream = io.BytesIO()
        Evidence(store, registry, tmp_path, registry["9901"]).write(stream)
        contents.append(stream.getvalue())
    assert contents[0] == contents[1]


def test_persons_are_masked_in_what_is_public(store: Store, registry: Registry, tmp_path: Path) -> None:
    with packed(store, registry, tmp_path) as found:
        verdicts = found.read("verdicts.json").decode()
        texts = [found.read(name).decode() for name in ("verdicts.sv.txt", "verdicts.en.txt")]
        readme = found.read("README.txt").decode()
    for text in (verdicts, *texts):
        assert "Andersson" not in text
        assert "N.N." in text
    assert "inget maskerat" in readme
    assert "nothing is masked" in readme


def test_unmeasured_is_evidence_too(store: Store, registry: Registry, tmp_path: Path) -> None:
    with packed(store, registry, tmp_path, "9902") as found:
        assert "Inte mätt: Webbplatsens namn" in found.read("verdicts.sv.txt").decode()
        assert "Not measured: The site" in found.read("verdicts.en.txt").decode()


@pytest.mark.parametrize("year", [1970, 2200])
def test_whatever_the_clock_said(store: Store, registry: Registry, tmp_path: Path, year: int) -> None:
    evidence = Evidence(store, registry, tmp_path, registry["9901"])
    evidence.result = evidence.result.model_copy(update={"measured_at": f"{year}-01-31T02:00:00Z"})
    stream = io.BytesIO()
    evidence.write(stream)
    assert ZipFile(stream).testzip() is None


def test_its_name_tells_whose_and_when(store: Store, registry: Registry, tmp_path: Path) -> None:
    found = Evidence(store, registry, tmp_path, registry["9901"])
    assert default_name(registry["9901"], found.result) == "vagvisaren-9901-20260131.zip"


def test_a_picture_that_is_gone_is_told(store: Store, registry: Registry, tmp_path: Path) -> None:
    found = Evidence(store, registry, tmp_path, registry["9901"])
    from scoring.store import StoredFile

    found._files.append(StoredFile("picture", "0" * 64, "pictures/00/gone.webp", 1))
    assert found.write(io.BytesIO()).missing == ("pictures/00/gone.webp",)


def test_never_visited(store: Store, registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"never visited here: Kommun 9903 \(9903\)"):
        packed(store, registry, tmp_path, "9903")


def test_nothing_archived(store: Store, registry: Registry, tmp_path: Path) -> None:
    for path in tmp_path.glob("archive/*/9901.warc.gz"):
        path.unlink()
    with pytest.raises(UserError, match="nothing is archived of Kommun 9901"):
        packed(store, registry, tmp_path)


def test_a_damaged_archive_proves_nothing(store: Store, registry: Registry, tmp_path: Path) -> None:
    (path,) = tmp_path.glob("archive/*/9901.warc.gz")
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(UserError, match="does not hold"):
        packed(store, registry, tmp_path)
