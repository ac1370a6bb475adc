"""The benchmark's own ground: sites as heavy as promised, bounds counted right."""

from pathlib import Path

from benchmarks.heavy_sites import HTML_BYTES, registry_of, write_sites
from benchmarks.meter import Usage
from benchmarks.table import Measured, summary


def test_a_site_is_as_heavy_as_promised(tmp_path: Path) -> None:
    hosts = write_sites(tmp_path, 3)
    for row in registry_of(3):
        site = hosts / row.homepage.split("/")[2]
        assert 0.9 * HTML_BYTES[0] < (site / "index.html").stat().st_size < 1.1 * HTML_BYTES[1]
        assert (site / "site.js").stat().st_size >= 370_000
        assert (site / "site.css").stat().st_size >= 130_000
        pictures = [picture.stat().st_size for picture in (site / "img").iterdir()]
        assert len(pictures) == 40
        assert 800_000 < sum(pictures) < 3_300_000
        assert "Kontaktcenter" in (site / "kontakt" / "kontaktcenter.html").read_text()


def test_names_of_a_thousand_municipalities_differ() -> None:
    assert len({row.name for row in registry_of(1000)}) == 1000


def measured(variant: str, seconds: float, whole: int = 10) -> Measured:
    outcome = {"seconds": seconds, "python_cpu": 1.0, "python_peak": 200_000_000, "whole": whole}
    return Measured(variant, 10, 8, {**outcome, "failed": [], "more": {}}, Usage(process_seconds=seconds))


def test_medians_are_compared_with_the_bounds() -> None:
    found = summary(
        [measured("bare", s) for s in (10, 11, 90)] + [measured("crawl", s) for s in (12, 13, 99)]
    )
    ratio, python, peak, missing = found.bounds
    assert (ratio.kept, round(ratio.value, 2)) == (True, 1.18)
    assert python.value == 100
    assert peak.kept
    assert missing.kept


def test_a_fast_run_that_missed_something_breaks_its_bound() -> None:
    assert not summary([measured("crawl", 1, whole=9)]).bounds[-1].kept
