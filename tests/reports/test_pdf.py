"""Pages as PDF, by the command and by a real browser: tagged, small, readable, no trace of this machine."""

import csv
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pypdf
import pytest
from PIL import Image

from crawler.browser_binary import find_browser
from reports.pdf import LARGEST, STEPS, TooLarge, as_jpeg, print_page
from tests.reports.conftest import Site
from tests.reports.several_nights import HOSTILE, fill, registry

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf") / "data"
    fill(folder)
    heads = "code,name,county_code,county,homepage,population,lat,lon,group_code"
    rows = [
        (p.code, p.name, p.county_code, p.county, p.homepage, p.population, p.lat, p.lon, p.group_code)
        for p in registry()
    ]
    with (folder / "registry.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([heads.split(","), *rows])
    return folder


def called(data: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, str(ROOT / "vagvisaren.py"), "--data", str(data), "report", *arguments]
    return subprocess.run(program, cwd=data, capture_output=True, text=True, check=False)


def opened(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(path)


def words(document: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def check(path: Path, language: str) -> pypdf.PdfReader:
    """What every PDF keeps."""
    document = opened(path)
    catalog = document.trailer["/Root"]
    assert path.stat().st_size < LARGEST
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert str(catalog["/Lang"]).startswith(language)
    assert document.outline
    for page in document.pages:
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A", {})
            assert str(action.get("/URI", "https:")).startswith(("http", "mailto:", "tel:"))
    return document


def test_one_municipality(data: Path, tmp_path: Path) -> None:
    done = called(data, "--pdf", "vallentuna", "--out", str(tmp_path / "v.pdf"))
    assert done.returncode == 0, done.stderr
    document = check(tmp_path / "v.pdf", "sv")
    said = words(document)
    assert "Vallentuna: 4–5 av 5 poäng" in said
    assert "Att vägen är lätt att hitta säger inget om servicen." in said
    assert f"1 / {len(document.pages)}" in said
    assert document.metadata
    assert document.metadata.title == "Vallentuna: 4–5 av 5 poäng – Vägvisaren"
    assert not list(data.parent.glob("vagvisaren-pdf-*"))


def test_the_summary_in_english_beside_where_one_stands(data: Path) -> None:
    done = called(data, "--pdf", "summary", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "pdf: vagvisaren-summary.pdf" in done.stdout
    said = words(check(data / "vagvisaren-summary.pdf", "en"))
    assert "5 municipalities, 3 measured" in said
    assert "service" in said


def test_a_hostile_name_is_text(data: Path, tmp_path: Path) -> None:
    assert called(data, "--pdf", "0114", "--out", str(tmp_path / "h.pdf")).returncode == 0
    assert HOSTILE in words(check(tmp_path / "h.pdf", "sv"))


def test_wrong_names_and_no_browser_are_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = called(data, "--pdf", "Atlantis")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "Atlantis" in done.stderr
    monkeypatch.setenv("VAGVISAREN_BROWSER", "/nowhere/chromium")
    done = called(data, "--pdf", "summary")
    assert (done.returncode, "/nowhere/chromium" in done.stderr) == (2, True)


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six pictures that no format makes small."""
    folder = tmp_path_factory.mktemp("photographs")
    for number in range(6):
        Image.frombytes("RGB", (1366, 768), Random(number).randbytes(1366 * 768 * 3)).save(
            folder / f"{number}.webp", quality=70, method=0
        )
    pictures = "".join(f'<img src="{n}.webp" alt="" width="600" height="340">' for n in range(6))
    (folder / "index.html").write_text(f"<!doctype html><html lang=sv><title>x</title><h1>x</h1>{pictures}")
    return folder


def printed(page: Path) -> bytes:
    """In a thread of its own: another test's browser may be open in this one."""
    executable = find_browser(os.environ, shutil.which)
    assert executable is not None
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(print_page, page, "fot", executable, sandbox=os.geteuid() != 0).result()


def test_photographs_are_made_smaller_until_they_fit(photographs: Path) -> None:
    assert sum(len(as_jpeg(photographs / f"{n}.webp", STEPS[0])) for n in range(6)) > LARGEST
    content = printed(photographs / "index.html")
    assert LARGEST / 20 < len(content) < LARGEST


def test_what_cannot_be_made_small_is_refused(photographs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.pdf.LARGEST", 10_000)
    monkeypatch.setattr("reports.pdf.STEPS", STEPS[-1:])
    with pytest.raises(TooLarge, match=r"index\.html as a PDF is \d+ bytes"):
        printed(photographs / "index.html")


def test_pictures_of_the_site_are_in_it(swedish: Site, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(printed(swedish.root / "kommun/0001.html"))
    document = check(path, "sv")
    sizes = [image.image.size for page in document.pages for image in page.images if image.image]
    assert len(sizes) >= 2
    assert {size[0] for size in sizes} <= {390, 640, 1366, 780}
