"""A data directory full of hostile texts: in the registry, in what was seen, and in what was judged."""

import csv
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive import Extra, Fetched, archive_path, write_archive
from night.agreement import gold_labels, keep, validate
from scoring.agreement.gold import ASPECT_COLUMNS
from scoring.agreement.validation import Validation
from scoring.judge import judge
from scoring.lexicon import load_lexicon
from scoring.measures import definitions
from scoring.observation import Control, Heading, Link, Observation, Visit
from scoring.registry import Registry, load_registry
from scoring.result import AspectResult, Evidence, Measured, Measures, Part, Rejected, Result
from scoring.sector_visit import SectorVisit
from scoring.store import NewRun, Store, StoredFile
from scoring.store.records import as_json
from scoring.surveys import SurveyValue
from tests.scoring import build

NOW = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
AT = "2026-01-31T02:00:00Z"
LEXICON = load_lexicon()


@dataclass(frozen=True)
class Flooded:
    data: Path
    registry: Registry
    payloads: Sequence[str]
    validation: Validation

    def measured(self, number: int) -> str:
        return f"{1000 + number}"

    def unmeasured(self, number: int) -> str:
        return f"{5000 + number}"


def place_name(payload: str) -> str:
    """As much of it as the registry lets pass."""
    kept = "".join(sign for sign in payload if unicodedata.category(sign) != "Cc").strip()[:2000]
    return kept or "Ekby"


def flooded(folder: Path, payloads: Sequence[str]) -> Flooded:
    """Every payload as a municipality that was measured and one that was not."""
    registry = _registry(folder / "registry.csv", payloads)
    data = folder / "data"
    with Store.open(data) as store:
        plan = tuple(place.code for place in registry)
        run = store.begin_run(NewRun(plan=plan), NOW)
        for number, payload in enumerate(payloads):
            for code in (f"{1000 + number}", f"{5000 + number}"):
                _save(store, run.id, data, registry, code, payload)
        store.finish_run(run.id, "finished", NOW, published=True, note=payloads[-1][:500])
        found = _validation(folder / "gold.csv", store, registry, payloads)
    keep(found, data)
    return Flooded(data, registry, payloads, found)


def _registry(path: Path, payloads: Sequence[str]) -> Registry:
    heads = ("code", "name", "county_code", "county", "homepage", "population", "lat", "lon", "group_code")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(heads)
        for first in (1000, 5000):
            for number, payload in enumerate(payloads):
                name = place_name(payload)
                home = f"https://k{first + number}.example/"
                writer.writerow((first + number, name, "99", name[:60], home, 1000, 60, 15, "C8"))
    return load_registry(path)


def _save(store: Store, run: str, data: Path, registry: Registry, code: str, payload: str) -> None:
    seen = observed(code, payload, registry[code].name, unmeasured=code >= "5000")
    fresh = judge(seen, registry.place_names(code))
    result = fresh if seen.status == "unmeasured" else saturated(fresh, payload)
    page = Fetched(
        f"https://k{code}.example/{payload[:3000]}", "GET", 200, payload[:3000], [("X-A", payload[:3000])],
        [("X-" + payload[:200], payload[:3000]), ("Content-Type", "text/html")], payload.encode(), AT,
    )  # fmt: skip
    relative = archive_path(run, code)
    extra = Extra("observation", "application/json", as_json(seen), AT, payload[:3000])
    written = write_archive(data / relative, [page], [extra], (("code", code), ("note", payload[:3000])))
    file = StoredFile("archive", written.sha256, relative.as_posix(), written.bytes)
    store.save(run, seen, result, [file])
    if result.measures is not None:
        _answers(store, code, payload)


def observed(code: str, payload: str, name: str, *, unmeasured: bool = False) -> Observation:
    """The payload wherever a page can put its words. Cut as the crawler cuts."""
    home = f"https://k{code}.example/"
    given: dict[str, Any] = {"code": code, "name": name, "homepage": home, "own_hosts": (f"k{code}.example",)}
    if unmeasured:
        return build.observation(
            **given, final_url=payload, status_detail=payload, measured_at=AT
        ).model_copy(update={"status": "unmeasured", "status_reason": "blocked", "start": None, "pages": ()})
    text, url = payload[:300], home + payload[:1900]
    words: dict[str, Any] = {
        "title": text, "alt": text, "near_text": text, "panel_text": payload[:4000], "block_heading": text,
        "selector": text, "lang": text, "panel_links": ((text, url),),
    }  # fmt: skip
    opener = Control(label=text, icon_only=False, action="click", selector=text)
    entries = [
        build.entry(f"Kontaktcenter {text}"[:300], url, id="a", **words),
        build.entry(text, home + "brand", id="b", y=60, accessible_name=text, **words),
        build.entry(
            "Kundtjänst", payload[:2000] if ":" in payload else f"javascript:{text}", id="c", y=90, **words
        ),
        build.entry(
            f"{text} Kontaktcenter"[:300], url, id="d", y=400, region="menu",
            desktop=build.behind(opened_by=(opener,)),
        ),
    ]  # fmt: skip
    pages = [_page(url, f"Kontaktcenter {text}", payload), _page(home + "brand", text, payload)]
    return build.observation(
        entries,
        pages,
        links=[Link(text=text, url=url)],
        start={"frames_cross_origin": (payload[:2000],)},
        **given,
        final_url=home,
        measured_at=AT,
        visit=Visit(notes=(payload[:4000],), browser=text, user_agent=text, fonts=text),
    )


def _page(url: str, h1: str, payload: str) -> Any:
    text, short = payload[:300], payload[:200]
    return build.page(
        url, h1, f"{build.HELP}\n{payload[:4000]}\nAnna Andersson är chef för kontaktcenter {text}",
        title=payload[:4000], via_label=text, error_detail=payload[:4000], content_type=text, lang=text,
        headings=(Heading(level=1, text=h1), Heading(level=2, text=text)),
        channels=(build.phone(short, text), build.phone(), build.email(short), build.address(short)),
        times=(build.hours(), build.hours().model_copy(update={"raw": payload[:4000], "label": text})),
        redirects=(payload[:2000],),
    )  # fmt: skip


def saturated(result: Result, payload: str) -> Result:
    """As if the worst had come through every rule: the payload in each field that may hold the web's
    words."""
    text = payload[:1000]
    found = Evidence(url=text, text=text, selector=text)
    other = Rejected(text=text, url=text, why="only_in_news")
    plain = Evidence(url="https://www.almsta.se/", text=text)

    def aspect(one: AspectResult) -> AspectResult:
        cards = {
            name: card.model_copy(update={"parts": tuple(_part(part, text) for part in card.parts)})
            for name in ("card_desktop", "card_mobile")
            if (card := getattr(one, name))
        }
        words = {"summary": text, "summary_en": text, "evidence": (found, plain), "rejected": (other,)}
        return one.model_copy(update={**words, **cards})

    def aspects(all_five: Any) -> Any:
        return all_five.model_copy(update={name: aspect(one) for name, one in all_five.items()})

    function = {"name": text, "url": text}
    entry = {"text": text, "accessible_name": text, "target_url": text}
    changes: dict[str, Any] = {"final_url": text}
    for reading in ("", "_broad"):
        changes[f"aspects{reading}"] = aspects(getattr(result, f"aspects{reading}"))
        for name, words in (("function", function), ("entry", entry)):
            one = getattr(result, f"{name}{reading}")
            changes[f"{name}{reading}"] = one.model_copy(update=words) if one else None
    return result.model_copy(update={**changes, "measures": measures_with(text)})


def measures_with(text: str) -> Measures:
    """Everything found, with the payload wherever a measure keeps words of the web."""
    evidence = (
        Evidence(url=text, text=text, selector=text),
        Evidence(url="https://www.almsta.se/", text=text),
    )
    details = {
        "chatbot": (("name", text), ("vendor", text), ("says", "yes"), ("human", "no")),
        "centralisation": (("pages", text), ("sends", text), ("phones", text), ("mailboxes", text)),
        "sector_hours": (("share", "0.5"), ("pages", text)),
    }
    found = tuple(
        Measured(
            measure=name,
            value=definition.values[-1],
            number=12.5 if definition.unit else None,
            rule=next(iter(definition.rules)),
            evidence=evidence,
            details=details.get(name, ()),
        )
        for name, definition in definitions().items()
    )
    return Measures(version=text[:40], found=found)


def _answers(store: Store, code: str, payload: str) -> None:
    """What a survey file may say of it: its texts come from outside too."""
    text = payload[:400]
    about = {"source": text, "question": text, "collector": text, "evidence": text}
    value = SurveyValue(
        code=code, measure="servicescore_index", value="62", number=62.0, unit="index", date="2025-05-01",
        valid_until="2027-12-31", **about,
    )  # fmt: skip
    store.surveys.add([value], NOW)
    visit = SectorVisit(code=code, name=text[:60], visited_at="2026-01-20T01:00:00Z", run="r")
    store.sectors.add(visit, measures_with(text))


def _part(part: Part, text: str) -> Part:
    return part.model_copy(update={"measured": text})


def _validation(path: Path, store: Store, registry: Registry, payloads: Sequence[str]) -> Validation:
    """Labels that the machine disagrees with, in families with hostile names."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("code", "family", "status", *ASPECT_COLUMNS))
        for number, payload in enumerate(payloads):
            labels = ["unknown"] * len(ASPECT_COLUMNS)
            writer.writerow((1000 + number, place_name(payload)[:200], "measured", *labels))
    return validate(gold_labels(path, registry), store, registry, None, NOW)
