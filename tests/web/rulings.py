"""The borderline rulings of the method with pictures: `python -m tests.web.rulings` writes docs/rulings.md.

It crawls the example sites of `rulings.csv` and draws a frame around what each was judged by.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tests.web import PROJECT, ExampleWeb, read_registry

RULINGS = Path(__file__).parent / "rulings.csv"
DOCS = PROJECT / "docs"
WIDTH, QUALITY = 640, 55
FRAME, INK = "#d7263d", 5
ASPECTS = {"existence": "a", "front_page": "b", "prominence": "c", "help_info": "d", "responsible": "e"}
INTRODUCTION = """# The borderline rulings, seen

Cases in which two careful readers of a municipal website might differ, and how the method decides them.
Each is shown by fictional sites of the example web (made by `python -m tests.web.rulings`; the tests hold the
verdicts). The red frame is the entry that was judged; without a frame there is none in the first screen. How
the five aspects work: [the method](method.md).
"""


@dataclass(frozen=True)
class Ruling:
    number: int
    codes: tuple[str, ...]
    case: str
    decision: str


def read_rulings() -> list[Ruling]:
    with RULINGS.open(encoding="utf-8", newline="") as stream:
        return [
            Ruling(int(row["ruling"]), tuple(row["codes"].split()), row["case"], row["decision"])
            for row in csv.DictReader(stream)
        ]


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    rulings = read_rulings()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        found = _crawl(data, sorted({code for ruling in rulings for code in ruling.codes}))
        pictures = DOCS / "rulings"
        pictures.mkdir(exist_ok=True)
        drawn = {code: _picture(one, data, pictures) for code, one in found.items()}
    names = {row["code"]: row["name"] for row in read_registry()}
    text = INTRODUCTION + "".join(_section(ruling, found, drawn, names) for ruling in rulings)
    (DOCS / "rulings.md").write_text(text, encoding="utf-8")


def _crawl(data: Path, codes: list[str]) -> dict[str, Any]:
    """Results by code, with the paths of their desktop pictures under `picture`."""
    from scoring.store import Store

    with ExampleWeb() as web:
        environment = {**os.environ, "VAGVISAREN_NAME_MAP": web.name_map, "VAGVISAREN_PAGE_DELAY": "0"}
        command = [sys.executable, "-m", "vagvisaren", "--data", str(data)]
        crawl = [*command, "crawl", *codes, "--registry", str(web.registry), "--allow-private"]
        subprocess.run(crawl, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)
        export = [*command, "export", "--format", "json"]
        told = subprocess.run(export, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    found = {one["code"]: one for one in json.loads(told)["municipalities"]}
    with Store.open(data) as store:
        run = store.runs()[0].id
        for code, one in found.items():
            seen = store.observation(run, code)
            paths = {file.sha256: file.path for _, file in store.files(run, code)}
            shots = seen.start.pictures if seen and seen.start else ()
            one["picture"] = next((paths.get(shot.sha256) for shot in shots if shot.kind == "desktop"), None)
    return found


def _picture(one: dict[str, Any], data: Path, folder: Path) -> str | None:
    """The first screen with the entry framed, as docs/rulings/CODE.webp."""
    if not one["picture"]:
        return None
    image = Image.open(io.BytesIO((data / one["picture"]).read_bytes())).convert("RGB")
    entry = one["entry"] or one["entry_broad"]
    place = entry and entry["desktop"]
    if place and place["y"] < image.height and not entry["clicks"]:
        left, top = place["x"] - INK, place["y"] - INK
        right, bottom = place["x"] + place["width"] + INK, place["y"] + place["height"] + INK
        ImageDraw.Draw(image).rectangle((left, top, right, bottom), outline=FRAME, width=INK)
    height = round(image.height * WIDTH / image.width)
    name = f"{one['code']}.webp"
    image.resize((WIDTH, height), Image.Resampling.LANCZOS).save(folder / name, quality=QUALITY, method=6)
    return name


def _section(
    ruling: Ruling, found: dict[str, Any], drawn: dict[str, str | None], names: dict[str, str]
) -> str:
    parts = [f"\n## {ruling.number}. {ruling.case[0].upper()}{ruling.case[1:]}\n\n**{ruling.decision}.**\n"]
    for code in ruling.codes:
        one, picture = found[code], drawn[code]
        parts.append(f"\n{names[code]} ({code}): {_verdicts(one)}.\n")
        if picture:
            parts.append(f"\n![First screen of {names[code]}](rulings/{picture})\n")
    return "".join(parts)


def _verdicts(one: dict[str, Any]) -> str:
    if one["status"] != "measured":
        return f"not measured (`{one['status_reason']}`)"
    strict, broad = one["aspects"], one["aspects_broad"]
    said = [f"{letter} {strict[aspect]['verdict']}" for aspect, letter in ASPECTS.items()]
    differing = [
        f"{letter} {broad[aspect]['verdict']}"
        for aspect, letter in ASPECTS.items()
        if broad[aspect]["verdict"] != strict[aspect]["verdict"]
    ]
    return ", ".join(said) + (f"; broad: {', '.join(differing)}" if differing else "")


if __name__ == "__main__":
    main()
