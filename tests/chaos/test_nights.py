"""Three nights in a row, and thirty: what is published, held back, told, kept and thrown away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.nights import Nights, nights
from tests.chaos.whole import damage

# Of the example web: no aspect but e may become another by looking like NONE or ALL.
ALL, NONE = "9101", "9123"


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Nights]:
    with nights(tmp_path, 6) as found:
        yield found


def test_a_changed_point_waits_for_three_nights(three: Nights) -> None:
    """8904 has everything, and looks from the second night on like 8902, which has nothing."""
    assert three.crawl()[0] == 0
    first = three.verdicts()
    assert three.box.got == []
    assert (three.shown("8904").score, three.shown("8902").score) != (None, None)
    three.drift({"8904": "8902"}, down={"8901"})
    # One of six is down: held back, and the report of the first night stands.
    code, said = three.crawl()
    assert (code, "held back" in three.box.text) == (3, True), said
    assert three.verdicts() == first
    three.drift({"8904": "8902"})
    for night in (3, 4):
        assert three.crawl()[0] == 0
        assert three.report == three.run.id
        changing = three.shown("8904").aspects.existence.changing
        if night == 3:
            # The night that was held back measured it too, and counts.
            assert three.verdicts() == first
            assert changing is not None
            assert (changing.to, changing.nights) == ("no", 2)
            assert three.box.got == []
    assert three.shown("8904").aspects.existence.verdict == "no"
    assert "1 municipality won or lost a point" in three.box.text
    assert damage(three.place.data) == []


@pytest.mark.long
def test_thirty_nights(tmp_path: Path) -> None:
    with nights(tmp_path, 30) as month:
        _thirty(month)


def _thirty(month: Nights) -> None:
    told: dict[int, str] = {}
    codes: dict[int, int] = {}

    def night() -> None:
        code, said = month.crawl()
        codes[month.night], told[month.night] = code, month.box.text
        assert code in (0, 3), said
        if month.night % 7 == 0:
            assert month.command("prune", later=12)[0] == 0
            month.sizes[-1] = month.measured()

    # 1–3: nothing happens, nothing is told.
    for _ in range(3):
        night()
    first = month.verdicts()
    assert not any(told.values())
    # 4–7: one is down, and is told apart; on the fifth another flickers, and nothing of it is published.
    for number in range(4, 8):
        month.drift({"9102": NONE} if number == 5 else {}, down={"9104"})
        night()
        found = month.verdicts()
        assert set(found.pop("9104")) == {"unmeasured"}
        assert found == {code: verdicts for code, verdicts in first.items() if code != "9104"}
        assert told[number] == "", "unmeasured is neither won nor lost"
    assert month.shown("9102").aspects.existence.changing is None
    # 8 on: one loses everything, one wins everything. On the third night it is published.
    ever = {"9120": NONE, "9108": ALL}
    month.drift(ever)
    for _ in range(2):
        night()
        assert month.verdicts() == first
    night()
    assert month.night == 10
    changed = {code for code, found in month.verdicts().items() if found != first[code]}
    assert changed == set(ever)
    assert "2 municipalities won or lost a point" in told[10]
    assert (told[8], told[9]) == ("", "")
    second = month.verdicts()
    night()
    # 12: a fifth of all are down. Held back, told, and the report of the night before stands.
    before = month.report
    month.drift(ever, down={"8901", "8903", "8905", "8907", "9105", "9109"})
    night()
    assert (codes[12], month.report, month.verdicts()) == (3, before, second)
    assert "held back" in told[12]
    month.drift(ever)
    for _ in range(3):
        night()
        assert (codes[month.night], month.report) == (0, month.run.id)
    # 16–18: a supplier has rebuilt eight sites. Doubted three times, then an alarm; the operator looks, and
    # publishes.
    rebuilt = dict.fromkeys(("8901", "8903", "8904", "8906", "9106", "9107", "9109", "9122"), NONE)
    ever |= rebuilt
    month.drift(ever)
    before = month.report
    for number in (16, 17, 18):
        night()
        assert (codes[number], month.report, month.verdicts()) == (3, before, second)
        assert ("ALARM" in told[number]) is (number == 18)
    code, said = month.command("status", "--check", later=8)
    assert (code, "the gate has been closed for 3 nights" in said) == (2, True), said
    month.box.got.clear()
    assert month.command("publish", later=9)[0] == 0
    changed = {code for code, found in month.verdicts().items() if found != second[code]}
    assert changed == set(rebuilt), "three nights had agreed"
    third = month.verdicts()
    moved = sum(points(second[code]) != points(third[code]) for code in third)
    assert 6 <= moved <= 8
    assert f"{moved} municipalities won or lost a point" in month.box.text
    # 19–21: all is well again.
    for _ in range(3):
        night()
        assert (codes[month.night], told[month.night], month.verdicts()) == (0, "", third)
    # 22: the machine is off. 26 hours after the last good night somebody is told, once.
    month.pass_one()
    month.box.got.clear()
    assert month.command("status", "--check", "--notify", later=1)[0] == 0
    for hour in (4, 5):
        code, said = month.command("status", "--check", "--notify", later=hour)
        assert (code, "last good run" in said) == (1, True), said
    assert len(month.box.got) == 1
    # 23: and when it is over.
    night()
    month.box.got.clear()
    assert month.command("status", "--check", "--notify", later=2)[0] == 0
    assert len(month.box.got) == 1
    # 24: killed in the middle, and taken up again.
    code, _ = month.crawl(kill_after=5)
    assert (code, month.run.state, month.run.measured, month.report) == (0, "finished", 30, month.run.id)
    while month.night < 30:
        night()
        assert (codes[month.night], month.verdicts()) == (0, third)
    _bounded(month)


def points(verdicts: tuple[str, ...]) -> list[bool]:
    return [verdict == "yes" for verdict in verdicts]


def _bounded(month: Nights) -> None:
    """Fourteen nights, and what changed, and the first of the month: what is kept does not grow with the
    years."""
    assert month.command("prune", later=12)[0] == 0
    last = month.measured()
    fourteenth, thirtieth = month.sizes[13], month.sizes[-1]
    print(f"database {thirtieth.database / 1e6:.1f} MB, all {thirtieth.all / 1e6:.1f} MB at the end;")
    print(f"after 14 nights {fourteenth.all / 1e6:.1f} MB; pruned at the end {last.all / 1e6:.1f} MB")
    assert max(size.database for size in month.sizes) < 30_000_000
    assert last.all < 1.25 * fourteenth.all
    assert damage_of_what_is_kept(month) == []


def damage_of_what_is_kept(month: Nights) -> list[str]:
    """Pruned visits have no archive any more, and none is missed."""
    return [fault for fault in damage(month.place.data) if "archives 0" not in fault]
