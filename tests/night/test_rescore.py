"""Judging again: before and after, history, the archive as a fallback. The judge is a small real function."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import archive_path
from night.context import Night
from night.errors import UserError
from night.judging import WORTH_PROCESSES, judged
from night.rescore import Rescoring, rests_on_unread
from night.run import run
from night.settings import Settings
from scoring.judge import judge
from scoring.observation import Observation, Page
from scoring.result import Result
from scoring.store import DATABASE, Store
from tests.night.real_crawl import RealCrawl, build, places
from tests.scoring.build import entry, link, page
from tests.scoring.build import observation as build_observation
from tests.store.samples import aspect, observation, result

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def same(seen: Observation, places: Sequence[str]) -> Result:
    return result(seen)


def stricter(seen: Observation, places: Sequence[str]) -> Result:
    """A second version of the method: 9902 has no function."""
    if seen.code != "9902":
        return result(seen)
    return result(
        seen, version="2", existence=aspect("no", reasons=("A3_narrow",), summary="Bara\x1b[31m vatten.")
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    night = Night(Settings(data=tmp_path), places(3), lambda _: None, RealCrawl({"9903": "dns"}), build)
    run(night)
    return tmp_path


def work(store: Store, data: Path, judge: object = same) -> Rescoring:
    return Rescoring(store, places(4), judge, data)  # type: ignore[arg-type]


def test_identical_says_so_and_changes_nothing(data: Path) -> None:
    with Store.open(data) as store:
        told = list(work(store, data).report(["9901"], NOW))
        assert "(identical)" in told[-1]
        assert store.history(store.runs()[0].id, "9901") == ()


def test_before_and_after_with_reasons(data: Path) -> None:
    with Store.open(data) as store:
        told = "\n".join(work(store, data, stricter).report(["9902"], NOW))
        run_id = store.runs()[0].id
        assert store.result(run_id, "9902").aspects.existence.verdict == "no"
        (old,) = store.history(run_id, "9902")
    assert old.result.aspects.existence.verdict == "yes"
    assert "method 1→2" in told
    assert "yes → no" in told
    assert "A1_named → A3_narrow: Bara vatten." in told
    assert "92/75" in told
    assert "\x1b" not in told


def test_all_shows_what_changed_and_a_sum(data: Path) -> None:
    with Store.open(data) as store:
        told = list(work(store, data, stricter).report([], NOW))
    assert told[0].startswith("Kommun 9902 (9902)")
    assert told[-1] == "3 judged again: 1 changed, 2 identical"


def test_unmeasured_is_said(data: Path) -> None:
    with Store.open(data) as store:
        told = "\n".join(work(store, data).report(["9903"], NOW))
    assert "unmeasured: dns" in told


def test_never_visited(data: Path) -> None:
    with (
        Store.open(data) as store,
        pytest.raises(UserError, match=r"never visited here: Kommun 9904 \(9904\)"),
    ):
        list(work(store, data).report(["9904"], NOW))


def test_a_damaged_observation_comes_from_the_archive(data: Path) -> None:
    plain = sqlite3.connect(data / DATABASE)
    plain.execute("UPDATE observation_bodies SET body = x'00'")
    plain.commit()
    plain.close()
    with Store.open(data) as store:
        assert "(identical)" in list(work(store, data).report(["9901"], NOW))[-1]
        for path in data.glob("archive/*/9901.warc.gz"):
            path.unlink()
        with pytest.raises(UserError, match="archive cannot be read"):
            list(work(store, data).report(["9901"], NOW))


def test_many_are_judged_in_processes_to_the_same_result(tmp_path: Path) -> None:
    registry = places(WORTH_PROCESSES + 5)
    run(Night(Settings(data=tmp_path), registry, lambda _: None, RealCrawl(), build))
    with Store.open(tmp_path) as store:
        told = list(Rescoring(store, registry, stricter, tmp_path).report([], NOW))
    assert told[0].startswith("Kommun 9902 (9902)")
    assert told[-1] == f"{WORTH_PROCESSES + 5} judged again: 1 changed, {WORTH_PROCESSES + 4} identical"


def unread(seen: Observation, places: Sequence[str]) -> Result:
    """Rules that would follow a link whose page nobody read that night."""
    if seen.code != "9902":
        return result(seen)
    return result(seen, version="2", existence=aspect("review", reasons=("not_archived",)))


def test_a_page_that_was_never_archived_asks_for_a_visit(data: Path) -> None:
    with Store.open(data) as store:
        told = list(work(store, data, unread).report([], NOW))
    assert "1 rest on a page that was never archived" in told[-2]
    assert told[-1] == "  vagvisaren rescore --live 9902"


def test_a_page_that_was_never_archived_is_never_a_no() -> None:
    """What the page of a named entry would have proved is open without it: nothing turns from yes into no."""
    read = build_observation([entry()], [page()])
    before = judge(read, ("Almsta",))
    after = judge(read.model_copy(update={"pages": ()}), ("Almsta",))
    for then, now in ((before.aspects, after.aspects), (before.aspects_broad, after.aspects_broad)):
        for (name, old), (_, new) in zip(then.items(), now.items(), strict=True):
            assert (old.verdict, new.verdict) != ("yes", "no"), name
            assert "not_archived" not in new.reasons or new.verdict == "review", name
    assert (after.aspects.existence.verdict, after.aspects.front_page.verdict) == ("review", "review")
    assert rests_on_unread(after)
    assert not rests_on_unread(before)


CONTACT = entry("Kontakta oss", "/kontakt")
CONTACT_PAGE = page("/kontakt", "Kontaktcenter")


def test_a_contact_label_whose_page_was_never_archived_is_never_a_no() -> None:
    """Only its page says that it leads to the function: strict and broad are open without it."""
    before = judge(build_observation([CONTACT], [CONTACT_PAGE]), ("Almsta",))
    after = judge(build_observation([CONTACT], []), ("Almsta",))
    assert before.aspects.existence.verdict == "yes"
    for aspects in (after.aspects, after.aspects_broad):
        assert aspects.existence.verdict == "review"
        assert "not_archived" in aspects.existence.reasons
        verdicts = {name: found.verdict for name, found in aspects.items() if name != "responsible"}
        assert "no" not in verdicts.values(), verdicts
    assert rests_on_unread(after)


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param([page("/kontakt", "Kontakta oss", channels=(), times=())], id="it was read"),
        pytest.param([page(f"/{n}", "Sida", "Text.", channels=(), times=()) for n in range(5)], id="no room"),
    ],
)
def test_what_was_read_or_lies_beyond_the_budget_is_a_no(seen: list[Page]) -> None:
    found = judge(build_observation([CONTACT], seen), ("Almsta",))
    assert found.aspects.existence.verdict == "no"
    assert "not_archived" not in found.aspects.existence.reasons


def test_a_label_for_another_site_or_that_nobody_sees_is_a_no() -> None:
    for changes in ({"to": "https://annan.example/kontakt"}, {"desktop": None, "mobile": None}):
        found = judge(
            build_observation([entry("Kontakta oss", **{"to": "/kontakt", **changes})]), ("Almsta",)
        )
        assert found.aspects.existence.verdict == "no"


def test_help_behind_a_link_that_nobody_followed_is_open() -> None:
    """Method §3d: or one click from the function's page."""
    more = link("Det här hjälper vi dig med", "/kontaktcenter/hjalp")
    unread = page(text="Välkommen till oss.", links=(more,))
    found = judge(build_observation([entry()], [unread]), ("Almsta",)).aspects.help_info
    assert (found.verdict, "not_archived" in found.reasons) == ("review", True)
    without = page(text="Välkommen till oss.")
    answered = page("/kontaktcenter/hjalp", "Hjälp", "Text.", role="step", from_url=unread.final_url)
    for pages in ([without], [unread, answered]):
        found = judge(build_observation([entry()], pages), ("Almsta",)).aspects.help_info
        assert (found.verdict, "not_archived" in found.reasons) == ("no", False)


def test_history_goes_on_where_an_archive_is_gone_or_damaged(tmp_path: Path) -> None:
    """As after a restore of a backup without archives."""
    registry = places(3)
    for day in (1, 2):
        night = Night(
            Settings(data=tmp_path), registry, lambda _: None, RealCrawl(seen_at=f"2026-01-0{day}T02:00:00Z"),
            build, lambda day=day: datetime(2026, 1, day, 2, tzinfo=UTC),  # type: ignore[misc]
        )  # fmt: skip
        run(night)
    with Store.open(tmp_path) as store:
        first = store.runs()[-1].id
        (tmp_path / archive_path(first, "9901")).unlink()
        (tmp_path / archive_path(first, "9903")).write_bytes(b"nonsense")
        told = list(Rescoring(store, registry, with_four, tmp_path).report([], NOW))
        assert told[:2] == [
            "1 older visits judged again: 1 changed",
            "  2 keep what they have: their archives are not here, or damaged (archive/)",
        ]
        assert "3 judged again" in told[-1]
        versions = {one.code: one.method_version for one in store.results(first)}
        assert versions == {"9901": "1", "9902": "2", "9903": "1"}


def test_many_are_judged_in_order_without_reading_all_first() -> None:
    read: list[str] = []

    def tasks() -> Iterator[tuple[Observation, tuple[str, ...]]]:
        for number in range(600):
            read.append(f"{1000 + number}")
            yield observation(read[-1]), ()

    found = judged(same, tasks(), 600)
    assert next(found).code == "1000"
    assert len(read) < 300
    assert [one.code for one in found] == read[1:]
    assert len(read) == 600


def with_four(seen: Observation, places: Sequence[str]) -> Result:
    """Another version of the method, in which 9902 does not exist."""
    changes = {"existence": aspect("no")} if seen.code == "9902" else {}
    return result(seen, version="2", **changes)


def test_all_judges_history_too_oldest_first(tmp_path: Path) -> None:
    registry = places(3)
    for day in (1, 2, 3):
        night = Night(
            Settings(data=tmp_path), registry, lambda _: None, RealCrawl(seen_at=f"2026-01-0{day}T02:00:00Z"),
            build, lambda day=day: datetime(2026, 1, day, 2, tzinfo=UTC),  # type: ignore[misc]
        )  # fmt: skip
        run(night)
    with Store.open(tmp_path) as store:
        first, second, third = (one.id for one in store.runs()[::-1])
        store.forget([(first, "9901")])
        rescoring = Rescoring(store, registry, with_four, tmp_path)
        told = list(rescoring.report([], NOW))
        assert told[:2] == [
            "5 older visits judged again: 5 changed",
            "  1 are pruned and keep what they have: there the series is marked",
        ]
        versions = {
            run: {one.code: one.method_version for one in store.results(run)} for run in (first, second)
        }
        assert versions == {
            first: {"9901": "1", "9902": "2", "9903": "2"},
            second: dict.fromkeys(("9901", "9902", "9903"), "2"),
        }
        # A new method is no drift: nothing waits for three nights (method §6).
        verdicts = [store.result(run, "9902").aspects.existence for run in (first, second, third)]
        assert [(one.verdict, one.changing) for one in verdicts] == [("no", None)] * 3
        assert next(iter(rescoring.report([], NOW))) == "5 older visits judged again: 0 changed"
        assert next(iter(rescoring.report(["9902"], NOW))).startswith("Kommun 9902"), (
            "by name: the shown one only"
        )
