"""An older observation, read anew from its archive: what the bytes and the layout say counts."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from crawler.archive import Extra, Fetched, write_archive
from crawler.entries import layout_json
from night.errors import UserError
from night.reextract import reextracted
from night.rescore import Rescoring, load_judge
from scoring.observation import OBSERVATION_VERSION, Entry, Observation, Page
from scoring.registry import Registry
from scoring.store import NewRun, Store, StoredFile
from tests.crawler.local_web import LocalWeb
from tests.crawler.looking import Visitor, page
from tests.night.real_crawl import place
from tests.scoring.build import entry as built_entry
from tests.scoring.build import observation, url
from tests.scoring.build import page as built_page
from tests.store.samples import AT, result

PLACES = ("Almsta",)
HTML = """<!doctype html><html lang="sv"><title>Kontaktcenter</title><main><h1>Kontaktcenter</h1>
<p>Vi svarar på frågor om skola, bygglov och avfall, eller lotsar dig vidare. Ring 0123-45 67 00 eller skriv
till <a href="mailto:kontaktcenter@almsta.se">kontaktcenter@almsta.se</a>.</p>
<p>Öppet måndag–fredag 8–16.</p></main>"""


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    with LocalWeb() as web:
        one = Visitor(web)
        yield one
        one.close()


def archived(path: Path, *extras: Extra) -> Path:
    answer = Fetched(
        url("/kontaktcenter"), "GET", 200, "OK", [], [("Content-Type", "text/html; charset=utf-8")],
        HTML.encode(), AT,
    )  # fmt: skip
    write_archive(path, [answer], extras)
    return path


def old(pages: list[Page], entries: list[Entry]) -> Observation:
    return observation(entries, pages).model_copy(update={"version": OBSERVATION_VERSION - 1})


def test_pages_are_read_from_their_bytes(tmp_path: Path) -> None:
    """As if an older program had not understood the hours, and seen a number where there is none."""
    poor = built_page(channels=(), times=(), via_label="Kontaktcenter", depth=1)
    archive = archived(tmp_path / "a.warc.gz")
    again = reextracted(old([poor], []), archive, PLACES)
    (found,) = again.pages
    assert again.version == OBSERVATION_VERSION
    assert {channel.kind for channel in found.channels} == {"phone", "email"}
    assert found.hours
    assert (found.via_label, found.depth, found.role) == ("Kontaktcenter", 1, "target")
    assert reextracted(old([poor], []), archive, PLACES) == again, "the same bytes every time"


def test_what_only_the_browser_saw_stays(tmp_path: Path) -> None:
    rendered = built_page(rendered=True, text="Bara med skript.")
    failed = built_page("/annan", status=0, error="timeout", sections=(), channels=(), times=())
    again = reextracted(old([rendered, failed], []), archived(tmp_path / "a.warc.gz"), PLACES)
    assert again.pages == (rendered, failed)


def test_entries_come_back_from_the_layout(visitor: Visitor, tmp_path: Path) -> None:
    """What an older lexicon did not know was not kept as an entry; the layout still has it, box and all."""
    look = visitor.look(
        page('<header><a href="/kc">Kontaktcenter</a> <a href="/k">Kontakta oss</a></header>')
    )
    seen, known = look.one("Kontaktcenter"), look.one("Kontakta oss")
    layout = Extra("layout", "application/json", layout_json(look.seen.desktop, look.seen.mobile), AT)
    again = reextracted(old([], [known]), archived(tmp_path / "a.warc.gz", layout), ("Ekby",))
    assert again.start is not None
    first, second = again.start.entries
    assert first == known
    assert (second.text, second.target_url, second.id) == ("Kontaktcenter", seen.target_url, seen.id)
    assert second.desktop == seen.desktop
    assert second.mobile == seen.mobile


def test_rescore_reads_an_old_observation_anew_and_a_new_one_not(tmp_path: Path) -> None:
    poor = built_page(text="Välkommen.", channels=(), times=())
    for version, anew in ((OBSERVATION_VERSION - 1, True), (OBSERVATION_VERSION, False)):
        folder = tmp_path / str(version)
        seen = observation([built_entry()], [poor]).model_copy(update={"version": version, "code": "9901"})
        with Store.open(folder) as store:
            run = store.begin_run(NewRun(plan=("9901",)), _moment())
            archive = archived(folder / "archive" / run.id / "9901.warc.gz")
            file = StoredFile("archive", "0" * 64, archive.relative_to(folder).as_posix(), 1)
            store.save(run.id, seen, result(seen), [file])
            store.finish_run(run.id, "finished", _moment(), published=True)
            work = Rescoring(store, Registry([place(9901)]), load_judge(), folder)
            (told,) = work.comparisons(["9901"], _moment())
            assert ("0123-45 67 00" in told.after.model_dump_json()) is anew
            # The archive was pruned: judged as it was observed.
            archive.unlink()
            assert next(iter(work.comparisons(["9901"], _moment()))).after.status == "measured"


def test_a_damaged_archive_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"no archive")
    with pytest.raises(UserError, match="damaged"):
        reextracted(old([built_page()], []), tmp_path / "a.warc.gz", PLACES)


def _moment() -> datetime:
    return datetime.fromisoformat(AT)
