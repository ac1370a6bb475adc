"""Building again: what changed is written, what is gone is removed, the rest is left alone."""

import logging
from pathlib import Path

import pytest
from PIL import Image

from reports.output import Output
from reports.site import build_site
from scoring.registry import load_registry
from tests.reports.invented import InventedStore, Shown, invent, judged, municipality, result


def _times(root: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


def test_rebuilding_writes_nothing(tmp_path: Path) -> None:
    store, places = invent(tmp_path / "data")
    first = build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    before = _times(tmp_path / "out")
    second = build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    assert first.pages == second.pages > 30
    assert second.written == 0
    assert _times(tmp_path / "out") == before


def test_stale_files_of_its_own_are_removed_and_addresses_stay(tmp_path: Path) -> None:
    store, places = invent(tmp_path / "data")
    out = tmp_path / "out"
    build_site(store, places, out, "sv", tmp_path / "data")
    (out / "results.csv").write_text("foreign")
    (out / "kommun" / "notes.txt").write_text("foreign")
    build_site(store, [place for place in places if place.code != "0001"], out, "sv", tmp_path / "data")
    assert "Inte längre i registret" in (out / "kommun/0001.html").read_text()
    assert not (out / "kommun/0001.js").exists()
    assert (out / "kommun/0002.html").exists()
    assert (out / "results.csv").exists()
    assert (out / "kommun/notes.txt").exists()


def test_the_other_language_in_the_same_folder(tmp_path: Path) -> None:
    store, places = invent(tmp_path / "data")
    out = tmp_path / "out"
    build_site(store, places, out, "sv", tmp_path / "data")
    build_site(store, places, out, "en", tmp_path / "data")
    assert '<html lang="en"' in (out / "index.html").read_text()
    assert '<html lang="sv"' in (out / "sv/index.html").read_text()
    assert not list((out / "en").rglob("*.html"))


def test_pictures_are_linked_not_copied(tmp_path: Path) -> None:
    store, places = invent(tmp_path / "data")
    build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    published = next((tmp_path / "out/pictures").rglob("*.webp"))
    kept = tmp_path / "data" / published.relative_to(tmp_path / "out")
    assert published.samefile(kept)
    assert kept.stat().st_nlink == 2


def test_missing_pictures_and_damaged_observations_cost_only_pictures(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store, places = invent(tmp_path / "data")
    store.damaged.add("0001")
    for picture in (tmp_path / "data/pictures").rglob("*.webp"):
        picture.unlink()
    with caplog.at_level(logging.WARNING):
        build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    assert "0001" in caplog.text
    assert "Inga skärmbilder är sparade" in (tmp_path / "out/kommun/0003.html").read_text()


def test_a_damaged_picture_costs_only_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store, places = invent(tmp_path / "data")
    build_site(store, places, tmp_path / "whole", "sv", tmp_path / "data")
    digest = next((tmp_path / "whole/pictures").rglob("*-640.webp")).stem.removesuffix("-640")
    picture = tmp_path / f"data/pictures/{digest[:2]}/{digest}.webp"
    broken = picture.read_bytes()[:100]
    picture.unlink()  # the site has it under the same inode
    picture.write_bytes(broken)
    with caplog.at_level(logging.WARNING):
        build_site(store, places, tmp_path / "out", "sv", tmp_path / "data")
    assert f"the picture {picture.name} is damaged" in caplog.text
    small = {path.name: path for path in (tmp_path / "out/pictures").rglob("*-640.webp")}
    assert small.pop(f"{digest}-640.webp").read_bytes() == broken
    assert small
    for path in small.values():
        with Image.open(path) as image:
            assert image.width == 640
            image.load()


def test_a_file_that_cannot_be_written_ends_the_build(tmp_path: Path) -> None:
    """Also where a thread writes it."""

    def fail() -> bytes:
        raise OSError("the disk is full")

    output = Output(tmp_path / "out")
    with pytest.raises(OSError, match="the disk is full"), output.aside():
        output.derived("pictures/aa/x-640.webp", fail)


def test_site_without_any_result(tmp_path: Path) -> None:
    built = build_site(InventedStore(), [municipality("0001", "Ale")], tmp_path / "out")
    assert built.pages == 32
    assert "1 kommun, ingen mätt." in built.index.read_text()
    assert "Inget besök är gjort ännu." in (tmp_path / "out/kommun/0001.html").read_text()


def test_unusable_codes_and_languages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.\./x"):
        build_site(InventedStore(), [municipality("../x1", "Ale")], tmp_path / "out")
    with pytest.raises(ValueError, match="tlh"):
        build_site(InventedStore(), [municipality("0001", "Ale")], tmp_path / "out", "tlh")


def test_whole_country_is_light(tmp_path: Path) -> None:
    registry = load_registry()
    words = ("yyyyu", "yyryu", "yynyu", "nnnnu", "ynnyu")
    shown = {
        m.code: Shown("20261122T010000Z", result(m, words[n % len(words)])) for n, m in enumerate(registry)
    }
    past = {
        run: {m.code: judged(run, result(m, words[(n + since) % len(words)])) for n, m in enumerate(registry)}
        for run, since in (("20261121T010000Z", 1), ("20261122T010000Z", 0))
    }
    build_site(InventedStore(shown, past=past), registry, tmp_path)
    assert (tmp_path / "ranking.html").read_text("utf-8").count('class="turn ') == 290
    for lang in ("", "en/"):
        assert (tmp_path / f"{lang}index.html").stat().st_size < 150_000
        assert (tmp_path / f"{lang}ranking.html").stat().st_size < 400_000
    assert max(page.stat().st_size for page in tmp_path.rglob("kommun/*.html")) < 80_000


def test_a_new_folder_links_what_the_night_before_had(tmp_path: Path) -> None:
    store, places = invent(tmp_path / "data")
    old, new = tmp_path / "old", tmp_path / "new"
    first = build_site(store, places, old, "sv", tmp_path / "data")
    store.shown["0001"] = Shown("20261123T0100", result(places[0], "yyynu"))
    built = build_site(store, places, new, "sv", tmp_path / "data", previous=old)
    assert (new / "kommun/0011.html").samefile(old / "kommun/0011.html")
    assert not (new / "kommun/0001.html").samefile(old / "kommun/0001.html")
    # What is counted over all has changed with it: the pages about measures are half of this small site.
    assert 0 < built.written < first.written * 0.6
    small = next((new / "pictures").rglob("*-640.webp"))
    assert small.samefile(old / small.relative_to(new))


def test_pages_of_old_nights_stay_as_they_were(tmp_path: Path) -> None:
    store, places = invent()
    build_site(store, places, tmp_path / "old")
    del store.past["20261120T010000Z"]
    build_site(store, places, tmp_path / "new", previous=tmp_path / "old")
    for name in ("changes/20261121T010000Z.html", "en/changes/20261121T010000Z.html"):
        assert (tmp_path / "new" / name).samefile(tmp_path / "old" / name)
