"""Invented municipalities with results of every kind, for building sites without a crawl."""

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageDraw

from scoring.decisions import Ruling, StoredDecision
from scoring.objections import Objection
from scoring.observation import Box, Observation, Page, Picture, StartPage, Viewport
from scoring.registry import Municipality
from scoring.result import (
    ASPECTS,
    Aspect,
    AspectResult,
    Aspects,
    Card,
    Changing,
    EntryFound,
    EntryPlace,
    Evidence,
    FunctionFound,
    Part,
    Rejected,
    Result,
    Score,
    Verdict,
)
from scoring.store import Judged, StoreError, Tally
from scoring.store.measure_history import Told
from scoring.store.sectors import Week
from scoring.surveys import SurveyValue
from tests.reports.invented_measures import answer, measures, told_of, week

WORDS: dict[str, Verdict] = {"y": "yes", "n": "no", "r": "review", "u": "unknown"}
NEEDS = {"front_page": "existence", "prominence": "front_page", "help_info": "existence"}
REASONS: dict[str, dict[str, tuple[str, ...]]] = {
    "y": {
        "existence": ("A1", "A2", "A3", "A4"), "front_page": ("B1",), "prominence": ("R1", "R2", "R3"),
        "help_info": ("D1", "D2"), "responsible": ("E1",),
    },
    "n": {
        "existence": ("not_A1",), "front_page": ("not_B",), "prominence": ("not_R1", "R2", "not_R3"),
        "help_info": ("D1", "not_D2", "no_hours"), "responsible": ("not_E1",),
    },
    "r": {
        "existence": ("A1", "first_line_unproven"), "front_page": ("B2",), "prominence": ("R1", "R2", "R3"),
        "help_info": ("only_in_pdf",), "responsible": ("role_not_found",),
    },
}  # fmt: skip
HOSTILE = '<script>alert("x")</script> \x1b[31mröd\x1b[0m \u202egnp.exe\u202c & "citat" {{ 7*7 }} {n}'
LONG = "Kontaktcentermedborgarservicekundtjänstupplysningsdisken" * 12
ENTRY_BOX = Box(x=1180, y=22, width=110, height=24)


@dataclass(frozen=True)
class Attempt:
    run_id: str
    status: str
    reason: str | None
    measured_at: str


@dataclass(frozen=True)
class Shown:
    run_id: str
    result: Result
    newer: Attempt | None = None
    accepted: bool = True
    decisions: tuple[StoredDecision, ...] = ()
    rulings: dict[Aspect, Ruling] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()


@dataclass
class InventedStore:
    shown: dict[str, Shown] = field(default_factory=dict)
    seen: dict[str, Observation] = field(default_factory=dict)

    past: dict[str, dict[str, Judged]] = field(default_factory=dict)
    """By run, oldest first, what was shown after it."""

    weeks: dict[str, Week] = field(default_factory=dict)
    answers: tuple[SurveyValue, ...] = ()

    @property
    def sectors(self) -> "_Weeks":
        return _Weeks(self.weeks)

    @property
    def surveys(self) -> "_Said":
        return _Said(self.answers)

    measured: dict[str, dict[str, Told]] = field(default_factory=dict)
    """By run or week, what the measures said then."""

    @property
    def measure_history(self) -> "_Measured":
        return _Measured(self.measured)

    def runs(self) -> tuple[()]:
        return ()

    def latest(self, codes: Sequence[str] | None = None) -> dict[str, Shown]:
        return {code: shown for code, shown in self.shown.items() if codes is None or code in codes}

    def result(self, run_id: str, code: str) -> Result:
        return self.shown[code].result

    def screen(self, run: str, code: str) -> Picture | None:
        found = self.seen.get(code)
        pictures = found.start.pictures if found and found.start else ()
        return next((picture for picture in pictures if picture.kind == "desktop"), None)

    def timeline(self, codes: Sequence[str]) -> dict[str, tuple[Judged, ...]]:
        return {code: tuple(rows[code] for rows in self.past.values() if code in rows) for code in codes}

    def as_of(self, run: str) -> dict[str, Judged]:
        return self.past[run]

    def said(self) -> tuple[tuple[StoredDecision, ...], tuple[Objection, ...]]:
        rows = self.shown.values()
        decisions = tuple(decision for row in rows for decision in row.decisions)
        return decisions, tuple(objection for row in rows for objection in row.objections)

    def tallies(self) -> tuple[Tally, ...]:
        return tuple(_tally(run, rows) for run, rows in self.past.items())

    damaged: set[str] = field(default_factory=set)

    def observation(self, run_id: str, code: str) -> Observation | None:
        if code in self.damaged:
            raise StoreError(
                f"the observation of {code} in run {run_id} is damaged", Path("x"), "Restore it."
            )
        return self.seen.get(code)


@dataclass(frozen=True)
class _Weeks:
    weeks: dict[str, Week]

    def latest(self) -> dict[str, Week]:
        return self.weeks


@dataclass(frozen=True)
class _Measured:
    """As `scoring.store.measure_history.MeasureHistory` answers."""

    told: dict[str, dict[str, Told]]

    def as_of(self, run: str) -> dict[str, Told]:
        return self.told.get(run, {})

    as_of_week = as_of

    def weeks(self) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.told if "-W" in name))

    def of_runs(self, chosen: Iterable[str]) -> dict[str, list[Told]]:
        return {run: list(self.told.get(run, {}).values()) for run in chosen}


@dataclass(frozen=True)
class _Said:
    values: tuple[SurveyValue, ...]

    def all(self) -> tuple[SurveyValue, ...]:
        return self.values


def _tally(run: str, rows: dict[str, Judged]) -> Tally:
    measured = [row for row in rows.values() if row.points is not None]
    counts = {
        verdict: {
            aspect: sum(row.verdicts[n] == verdict for row in measured) for n, aspect in enumerate(ASPECTS)
        }
        for verdict in ("yes", "no")
    }
    scores = Counter((row.points or 0, row.max or 0) for row in measured)
    versions = tuple(sorted({row.method_version for row in measured}))
    started = f"{run[:4]}-{run[4:6]}-{run[6:8]}T01:00:00Z"
    return Tally(run, started, len(rows), versions, dict(scores), counts["yes"], counts["no"])


def judged(run: str, result: Result) -> Judged:
    """A result as the store's row of it in `run`."""
    at = f"{run[:4]}-{run[4:6]}-{run[6:8]}T01:12:00Z"
    score, shows = result.score, result.aspects.prominence
    return Judged(
        run, result.code, result.status, result.status_reason, at, result.method_version,
        result.lexicon_version, score.points if score else None, score.max if score else None,
        tuple(found.verdict for _, found in result.aspects.items()), shows.desktop, shows.mobile,
    )  # fmt: skip


def municipality(code: str, name: str, homepage: str = "", population: int = 20000) -> Municipality:
    number = int(code[-1]) % 3
    county, county_code = ("Örebro län", "Skåne län", "Uppsala län")[number], ("18", "12", "03")[number]
    home = homepage or f"https://www.kommun{code}.example"
    return Municipality(
        code, name, county_code, county, home, population, 55 + population / 10000, 12 + number * 2,
        "B3" if population > 30000 else "C8",
    )  # fmt: skip


def _points(verdicts: dict[str, Verdict], good: set[str]) -> set[str]:
    held: set[str] = set()
    for aspect in ASPECTS:
        if verdicts[aspect] in good and NEEDS.get(aspect, aspect) in held | {aspect}:
            held.add(aspect)
    return held


def score(letters: str) -> tuple[Score, Score]:
    """Score with and without e, for letters such as `yyrnu`."""
    verdicts: dict[str, Verdict] = {
        aspect: WORDS[letter] for aspect, letter in zip(ASPECTS, letters, strict=True)
    }
    low, high = _points(verdicts, {"yes"}), _points(verdicts, {"yes", "review", "unknown"})
    without = {"responsible"}
    return Score(points=len(low), max=len(high)), Score(points=len(low - without), max=len(high - without))


def _card(total: int, capped: bool) -> Card:
    names = (
        ("position", 30),
        ("region", 20),
        ("size", 15),
        ("contrast", 10),
        ("competition", 10),
        ("label", 10),
    )
    parts = [Part(name=name, points=round(top * 0.9), maximum=top, measured="header") for name, top in names]  # type: ignore[arg-type]
    parts.append(Part(name="repetition", points=3, maximum=5, measured="startsida"))
    return Card(score=total, before_caps=86, parts=tuple(parts), caps=("footer_only",) if capped else ())


def aspects(letters: str, name: str, url: str, text: str, **changes: object) -> Aspects:
    made: dict[str, AspectResult] = {}
    for aspect, letter in zip(ASPECTS, letters, strict=True):
        verdict = WORDS[letter]
        fields: dict[str, object] = {
            "verdict": verdict,
            "machine": verdict,
            "confidence": "likely" if letter == "r" else "certain",
            "reasons": REASONS[letter if letter in "yn" else "r"][aspect],
            "summary": f"Sammanfattning för {aspect}: {text}",
            "summary_en": f"Summary of {aspect}: {text}",
            "evidence": (Evidence(url=url, text=text, selector="header > a.contact", viewport="desktop"),)
            if letter in "yr"
            else (),
            "rejected": (Rejected(text="Växel", url=url, why="lower_score"),) if letter != "y" else (),
        }
        if aspect == "prominence" and letter != "u":
            desktop = {"y": 92, "r": 57, "n": 35}[letter]
            fields |= {
                "desktop": desktop, "mobile": 75, "caps": ("footer_only",) if letter == "n" else (),
                "card_desktop": _card(desktop, letter == "n"), "card_mobile": _card(75, False),
                "review_reasons": ("below_60",) if letter == "r" else (),
            }  # fmt: skip
        if aspect == "help_info":
            fields["grade"] = 4
        made[aspect] = AspectResult.model_validate(fields | dict(changes.get(aspect, {})))  # type: ignore[call-overload]
    return Aspects(**made)


def result(
    place: Municipality, letters: str, broad: str = "", text: str = "Kontaktcenter", **changes: object
) -> Result:
    url = f"{place.homepage}/kontaktcenter"
    strict_score, without = score(letters)
    found = letters[0] in "yr"
    footer = letters[2] == "n"
    desktop = EntryPlace(
        x=ENTRY_BOX.x,
        y=2604 if footer else ENTRY_BOX.y,
        width=110,
        height=24,
        font_px=14,
        contrast=5.2,
        covered=0,
    )
    entry = EntryFound(
        id="e1", text=text, accessible_name=text, target_url=url, clicks=0,
        region="footer" if footer else "header", desktop=desktop,
        mobile=EntryPlace(x=300, y=14, width=70, height=24, font_px=16, contrast=5.2, covered=0),
    )  # fmt: skip
    fields: dict[str, object] = {
        "code": place.code, "method_version": "1", "lexicon_version": "1",
        "status": "measured", "status_reason": None,
        "measured_at": "2026-11-22T01:12:00Z", "final_url": place.homepage,
        "score": strict_score,
        "score_broad": score(broad or letters)[0], "score_without_responsible": without,
        "aspects": aspects(letters, place.name, url, text, **changes),
        "aspects_broad": aspects(broad or letters, place.name, url, text),
        "function": FunctionFound(name=text, url=url) if found else None,
        "function_broad": FunctionFound(name=text, url=url),
        "entry": entry if found else None, "entry_broad": entry,
    }  # fmt: skip
    return Result.model_validate(fields)


def unmeasured(place: Municipality, reason: str) -> Result:
    verdict = AspectResult(verdict="unmeasured", machine="unmeasured")
    every = Aspects(**dict.fromkeys(ASPECTS, verdict))
    fields: dict[str, object] = {
        "code": place.code, "method_version": "1", "lexicon_version": "1", "status": "unmeasured",
        "status_reason": reason, "measured_at": "2026-11-22T01:40:00Z", "final_url": "",
        **dict.fromkeys(("score", "score_broad", "score_without_responsible"), None), "aspects": every,
        **dict.fromkeys(("function", "function_broad", "entry", "entry_broad"), None), "aspects_broad": every,
    }  # fmt: skip
    return Result.model_validate(fields)


def paint(data_dir: Path, width: int, height: int, hue: int) -> str:
    """A picture like a start page in the data directory; its digest."""
    image = Image.new("RGB", (width, height), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, 70), fill=f"hsl({hue},45%,30%)")
    draw.rectangle((30, 20, 150, 50), fill=f"hsl({hue},60%,80%)")
    draw.rectangle((0, 70, width, height // 2), fill=f"hsl({hue},40%,75%)")
    for column in range(3):
        left = 40 + column * (width - 60) // 3
        draw.rectangle((left, height // 2 + 30, left + width // 4, height - 40), fill="#e6e6e6")
    draw.text((width - 180, 28), "Kontaktcenter", fill="white", font_size=16)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=70)
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    path = data_dir / "pictures" / digest[:2] / f"{digest}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())
    return digest


def observation(place: Municipality, data_dir: Path | None, hue: int) -> Observation:
    pictures: tuple[Picture, ...] = ()
    if data_dir is not None:
        sizes = (("desktop", 1366, 768), ("mobile", 390, 844))
        pictures = tuple(
            Picture(
                kind=kind, sha256=paint(data_dir, width, height, hue), width=width, height=height,  # type: ignore[arg-type]
                box=Box(x=0, y=0, width=width, height=height),
            )
            for kind, width, height in sizes
        )  # fmt: skip
    page = Page(url=place.homepage, final_url=place.homepage, role="start", status=200)
    start = StartPage(page=page, desktop=Viewport(width=1366, height=768), pictures=pictures)
    return Observation(
        code=place.code, name=place.name, homepage=place.homepage, own_hosts=(),
        measured_at="2026-11-22T01:12:00Z", status="measured", start=start,
    )  # fmt: skip


def _special(places: dict[str, Municipality]) -> dict[str, Result]:
    """Those that need more than letters."""
    changing = {"changing": Changing(to="yes", nights=1), "machine": "yes"}
    person = "Kontaktcenterchef Anna Andersson, anna.andersson@kommun.example"
    evidence = Evidence(url="mailto:anna.andersson@kommun.example", text=person)
    dangerous = Evidence(url="javascript:alert(1)", text=HOSTILE, selector=HOSTILE)
    rejected = Rejected(text=HOSTILE, url="data:text/html,<script>alert(2)</script>", why=HOSTILE)
    return {
        "0004": result(places["0004"], "yynyu", prominence=changing),
        "0006": result(
            places["0006"],
            "yyryu",
            text=HOSTILE,
            existence={"evidence": (dangerous,), "rejected": (rejected,)},
        ),
        "0007": result(places["0007"], "yyyny", text=LONG),
        "0002": result(places["0002"], "yyyyy", responsible={"summary": person, "evidence": (evidence,)}),
    }


def invent(data_dir: Path | None = None) -> tuple[InventedStore, list[Municipality]]:
    """Thirteen municipalities: full, open, hostile, none, broad only, unmeasured and never visited ones."""
    names = {
        "0001": "Ale", "0002": "Åmål", "0003": "Örebro", "0004": "Ängelholm", "0005": "Uppsala",
        "0006": "<b>Hostila</b> & Co", "0007": "Längenamnsköpingsbergastad", "0008": "Malå", "0009": "Gnosjö",
        "0010": "Dals-Ed", "0011": "Habo", "0012": "Bjuv", "0013": "Nyast",
    }  # fmt: skip
    places = {
        code: municipality(code, name, population=8000 + int(code) * 9000) for code, name in names.items()
    }
    places["0008"] = municipality("0008", "Malå", homepage="javascript:alert(3)")
    letters = {"0001": "yyyyu", "0003": "yyryu", "0005": "yynyu", "0008": "rrrru", "0009": "nnnnu"}
    results = {code: result(places[code], word) for code, word in letters.items()} | _special(places)
    results["0010"] = result(places["0010"], "nnnnu", broad="yyyyu")
    results |= {"0011": unmeasured(places["0011"], "blocked"), "0012": unmeasured(places["0012"], "timeout")}
    store = InventedStore()
    for number, (code, judged) in enumerate(sorted(results.items())):
        newer = Attempt("2", "unmeasured", "crisis_page", "2026-11-22T02:00:00Z") if code == "0005" else None
        store.shown[code] = Shown("20261122T0100", judged, newer)
        if judged.status == "measured" and code != "0009":
            store.seen[code] = observation(places[code], data_dir, number * 31 % 360)
    store.shown["0003"] = _decided(store.shown["0003"])
    _measure_beyond(store)
    store.past = _nights(results)
    return store, list(places.values())


def _measure_beyond(store: InventedStore) -> None:
    """Ale shows everything, Gnosjö nothing, Hostila what harms; Örebro was never measured so."""
    told = {"0001": measures(True), "0009": measures(False), "0006": measures(True, HOSTILE + LONG)}
    for code, found in told.items():
        shown = store.shown[code]
        store.shown[code] = replace(shown, result=shown.result.model_copy(update={"measures": found}))
    store.weeks = {"0001": week()}
    store.measured = {
        run: {code: told_of(code, found) for code, found in said.items()}
        for run, said in (
            ("20261122T010000Z", told),
            ("20261121T010000Z", {"0001": measures(False), "0009": measures(False), "0006": measures(True)}),
            ("2026-W46", {"0001": measures(False)}),
            ("2026-W47", {"0001": measures(True)}),
        )
    }
    store.answers = (answer("0001", 62.0), answer("0006", 40.0, HOSTILE[:60]))


def _decided(shown: Shown) -> Shown:
    """With the word of an auditor about e, and an earlier one of hers."""
    called = {"aspect": "responsible", "by": "Karin Granskare", "source": "phone", "code": shown.result.code}
    first = StoredDecision(**called, verdict="unknown", at="2026-10-02", why="Ingen svarade.", version=1,
                           recorded_at="2026-10-02T09:00:00Z")  # fmt: skip
    why = f"Anna Andersson i växeln sade det. {HOSTILE}"
    last = StoredDecision(**called, verdict="yes", at="2026-10-09", why=why, version=2,
                          recorded_at="2026-10-09T09:00:00Z", valid_until="2027-10-09")  # fmt: skip
    return replace(shown, decisions=(first, last), rulings={"responsible": Ruling(last, "valid")})


def _nights(results: dict[str, Result]) -> dict[str, dict[str, Judged]]:
    """Three nights: Ale wins a point on the last, Uppsala loses one, Gnosjö is not measured on the first;
    the method changes after it."""
    nights: dict[str, dict[str, Judged]] = {}
    for run in ("20261120T010000Z", "20261121T010000Z", "20261122T010000Z"):
        nights[run] = {code: judged(run, result) for code, result in results.items()}
    first = nights["20261120T010000Z"]
    for code, word in (("0001", "yynyu"), ("0005", "yyyyu")):
        earlier = result(municipality(code, code), word)
        for run in list(nights)[:2]:
            nights[run][code] = judged(run, earlier)
    first["0009"] = judged("20261120T010000Z", unmeasured(municipality("0009", "Gnosjö"), "timeout"))
    first |= {code: replace(row, method_version="0") for code, row in first.items()}
    return nights
