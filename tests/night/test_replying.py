"""Right of reply: the preview that a municipality is sent, its objection, how that ends, where it is seen."""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from PIL import Image

from night.errors import UserError
from night.objecting import finish, lines, record, rows
from night.preview import Package, default_name
from reports.preview import Invitation
from reports.site import build_site
from scoring.decisions import NewDecision
from scoring.objections import NewEnd
from scoring.observation import Box, Picture
from scoring.store import Conflict, NewRun, Store
from tests.night.real_crawl import places
from tests.store.samples import aspect, evidence, observation, result

NOW = datetime(2026, 2, 20, 12, tzinfo=UTC)
REGISTRY = places(2)
PLACE = REGISTRY["9901"]
PERSON, CALLER = "Anna Svensson", "Berit Lundgren"
HOSTILE = "<script>alert(1)</script> javascript:alert(1)"


def painted(data: Path) -> Picture:
    """A picture in the data folder, named by its digest."""
    import hashlib

    stream = io.BytesIO()
    Image.new("RGB", (1366, 768), "navy").save(stream, "WEBP")
    digest = hashlib.sha256(stream.getvalue()).hexdigest()
    path = data / "pictures" / digest[:2] / f"{digest}.webp"
    path.parent.mkdir(parents=True)
    path.write_bytes(stream.getvalue())
    area = Box(x=0, y=0, width=1366, height=768)
    return Picture(kind="desktop", sha256=digest, width=1366, height=768, box=area)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with Store.open(data, clock=lambda: NOW) as found:
        run = found.begin_run(NewRun(("9901", "9902")), NOW)
        seen = observation("9901", text=HOSTILE)
        assert seen.start
        start = seen.start.model_copy(update={"pictures": (painted(data),)})
        seen = seen.model_copy(update={"start": start})
        changed = {
            "prominence": aspect("review", review_reasons=("fold_band",)),
            "responsible": aspect("yes", evidence=(evidence(f"{PERSON}, kontaktcenterchef"),)),
            "help_info": aspect(evidence=(evidence(f"Fråga efter {PERSON}, {HOSTILE}"),)),
        }
        found.save(run.id, seen, result(seen, **changed))
        silent = observation("9902", reason="timeout")
        found.save(run.id, silent, result(silent))
        found.finish_run(run.id, "finished", NOW, published=True)
        yield found


def package(store: Store, data: Path, code: str = "9901", lang: str = "sv") -> dict[str, bytes]:
    stream = io.BytesIO()
    invited = Invitation("granskning@example.org", "2026-03-20")
    Package(store, REGISTRY, REGISTRY[code], data, lang, invited).write(stream)
    with ZipFile(stream) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def links(page: bytes) -> list[str]:
    tree = html.fromstring(page)
    return [str(link) for link in tree.xpath("//@href | //@src | //@srcset") if not str(link).startswith("#")]


def test_every_link_inside_leads_somewhere_inside(store: Store, data: Path) -> None:
    files = package(store, data)
    for name in ("index.html", "method.html", "en/index.html", "en/method.html"):
        folder = Path(name).parent
        for link in links(files[name]):
            for part in re.split(r"[ ,]+\d*w?,? *", link) if " " in link else [link]:
                if part and "://" not in part:
                    target = (Path("/x") / folder / part.split("#")[0]).resolve().relative_to("/x")
                    assert target.as_posix() in files, (name, link)


def test_codes_lead_to_their_explanation(store: Store, data: Path) -> None:
    files = package(store, data)
    anchors = set(re.findall(rb'id="(code-[\w-]+)"', files["method.html"]))
    used = set(re.findall(rb'href="method.html#(code-[\w-]+)"', files["index.html"]))
    assert used
    assert used <= anchors


def test_it_says_what_was_measured_and_how_to_object(store: Store, data: Path) -> None:
    files = package(store, data)
    page = html.fromstring(files["index.html"]).text_content()
    for words in ("Kommun 9901" if PLACE.name == "Kommun 9901" else PLACE.name, "granskning@example.org"):
        assert words in page
    assert "20 mars 2026" in page
    assert "Är någon ansvarig för servicen till medborgarna?" in page
    assert "Is someone responsible" in files["en/index.html"].decode()
    assert "e. Är någon ansvarig" in files["objection.txt"].decode()
    measured = json.loads(files["measured.json"])
    assert measured["schema"] == "vagvisaren-preview/1"
    assert measured["result"]["aspects"]["prominence"]["verdict"] == "review"
    assert [name for name in files if name.endswith(".webp")]


def test_no_person_and_no_script_of_the_web_is_in_it(store: Store, data: Path) -> None:
    files = package(store, data)
    for name, content in files.items():
        if not name.endswith(".webp"):
            assert PERSON.encode() not in content, name
    assert not html.fromstring(files["index.html"]).xpath("//script")
    assert b"kontaktcenterchef" in files["index.html"]


def test_the_same_bytes_again(store: Store, data: Path) -> None:
    assert package(store, data) == package(store, data)
    assert default_name(PLACE, "2026-01-31T02:03:04Z") == "vagvisaren-preview-9901-20260131.zip"


def test_of_one_that_was_not_measured_and_one_never_visited(store: Store, data: Path, tmp_path: Path) -> None:
    page = html.fromstring(package(store, data, "9902")["index.html"]).text_content()
    assert "Sajten svarade inte" in page or "svarade inte" in page
    with Store.open(tmp_path / "empty") as empty, pytest.raises(UserError, match="never visited"):
        package(empty, data)


# The objection


def objected(store: Store) -> int:
    text = f"Den syns. {CALLER} har kontrollerat.\r\n{HOSTILE}"
    return record(store, "9901", "prominence", f"{CALLER}, webbchef", "2026-02-10", text, "Ada", NOW).id


def municipality_page(store: Store, out: Path) -> str:
    build_site(store, REGISTRY, out, "sv")
    return (out / "kommun" / "9901.html").read_text(encoding="utf-8")


def test_an_upheld_objection_changes_the_verdict_and_is_in_the_report(store: Store, tmp_path: Path) -> None:
    number = objected(store)
    before = municipality_page(store, tmp_path / "before")
    assert "invändning 10 februari 2026" in before
    assert "en människa tittar på den" in before
    finish(store, number, "upheld", "Ada", f"Bilden visar det, {CALLER} hade rätt.", "yes", NOW)
    shown = store.latest()["9901"]
    assert shown.result.aspects.prominence.verdict == "yes"
    assert shown.rulings["prominence"].decision.details == {"objection": number}
    page = municipality_page(store, tmp_path / "after")
    assert "Bifallen" in page
    assert "Bilden visar det" in page
    assert CALLER not in page
    assert "<script>alert" not in page


def test_a_rejected_one_leaves_the_verdict_and_says_why(store: Store, tmp_path: Path) -> None:
    finish(store, objected(store), "rejected", "Ada", "Den ligger under vikningen.", None, NOW)
    assert store.latest()["9901"].result.aspects.prominence.verdict == "review"
    page = municipality_page(store, tmp_path / "site")
    assert "Avslagen" in page
    assert "Den ligger under vikningen." in page


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="text: empty"):
        record(store, "9901", "prominence", "Kommunen", "2026-02-10", " ", "Ada", NOW)
    number = objected(store)
    with pytest.raises(UserError, match="--verdict goes with"):
        finish(store, number, "rejected", "Ada", "Nej.", "yes", NOW)
    with pytest.raises(UserError, match="why: empty"):
        finish(store, number, "upheld", "Ada", "", "yes", NOW)
    assert store.objections.one(number).end is None
    with pytest.raises(UserError, match="no objection 99"):
        finish(store, 99, "upheld", "Ada", "Ja.", None, NOW)


def test_the_list_and_the_file(store: Store) -> None:
    number = objected(store)
    told = list(lines(store.objections.all(), REGISTRY, still_open=True))
    assert told[-1] == "1 objection: 1 open, 0 upheld, 0 rejected"
    finish(store, number, "upheld", "Ada", "Ja.", None, NOW)
    told = list(lines(store.objections.all(), REGISTRY, still_open=True))
    assert told == ["1 objection: 0 open, 1 upheld, 0 rejected (100% upheld)"]
    header, row = rows(store.objections.all())
    assert dict(zip(header, row, strict=True))["outcome"] == "upheld"


def test_two_who_end_it_at_the_same_time(store: Store) -> None:
    number = objected(store)
    found = store.objections.one(number)
    finish(store, number, "upheld", "Ada", "Ja.", "yes", NOW)
    new = NewDecision(
        code="9901", aspect="prominence", verdict="no", by="Bo", at="2026-02-20", why="Nej.", source="owner"
    )
    rejected = NewEnd(outcome="rejected", by="Bo", at="2026-02-20", why="Nej.")
    with pytest.raises(Conflict, match="Ada has upheld"):
        store.objections.end(number, rejected, len(found.ends), NOW, (new, 0))


def test_a_phone_answer_stands_in_the_report_with_its_attempts(store: Store, tmp_path: Path) -> None:
    details = {
        "question": "Är någon ansvarig för servicen till medborgarna?",
        "attempts": [
            {"at": "2026-02-02 10:15", "outcome": f"{CALLER} visste inte"},
            {"at": "2026-02-03 14:00"},
        ],
        "email": "2026-02-03",
    }
    new = NewDecision(
        code="9901", aspect="responsible", verdict="no", by="Ada", at="2026-02-06",
        why="Ingen har uppdraget.",
        source="phone", details=details,
    )  # fmt: skip
    store.decisions.decide(new, 0, NOW)
    page = html.fromstring(municipality_page(store, tmp_path / "site")).text_content()
    for words in (
        "svar per telefon",
        "Försök 1: 2026-02-02 10:15",
        "Försök 2: 2026-02-03 14:00",
        "E-post skickad",
    ):
        assert words in page
    assert CALLER not in page
