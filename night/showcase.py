"""The two pictures of the README: the start page and one municipality's page, as the demo built them."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawler.context import browser_options
from night.publish import REPORT
from night.settings import Settings
from reports.standings import Standing, standings
from scoring.registry import Registry
from scoring.result import Result
from scoring.store import Store

WIDTH, HEIGHT = 1280, 960
WHAT_TO_DO = ".todo"
"""The picture reaches down to it, where a page has it."""
QUALITY = 82
SCREEN = (1366, 768)
"""What a picture of a start page shows (METHOD, section 1)."""


def photograph(settings: Settings, store: Store, registry: Registry, folder: Path) -> list[Path]:
    """Write `start.webp` and `municipality.webp` into `folder`. Raises NoBrowser, OSError."""
    from playwright.sync_api import sync_playwright

    site = settings.data / REPORT
    pages = {"start": site / "index.html"}
    chosen = telling_example(store, standings(store, registry).ranked)
    if chosen is not None:
        pages["municipality"] = site / f"kommun/{chosen.place.code}.html"
    browser = browser_options(settings)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = [] if browser.sandbox else ["--no-sandbox"]
        started = playwright.chromium.launch(
            executable_path=str(browser.executable), args=arguments, chromium_sandbox=browser.sandbox
        )
        try:
            return [_written(started, page, folder / f"{name}.webp") for name, page in pages.items()]
        finally:
            started.close()


def telling_example(store: Store, rows: Iterable[Standing]) -> Standing | None:
    """The best one that lacks the point for showing clearly although its entry is in the picture: it has
    something to frame and something to do."""
    lacking = (row for row in rows if row.verdicts["prominence"] == "no")
    return next(
        (row for row in lacking if _in_the_picture(store.result(row.light.run_id, row.place.code))), None
    )


def _in_the_picture(result: Result) -> bool:
    place = result.entry.desktop if result.entry else None
    return place is not None and 0 <= place.x < SCREEN[0] - 200 and 0 <= place.y < SCREEN[1] - 100


def _written(browser: Any, page: Path, target: Path) -> Path:
    from PIL import Image

    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", offline=True
    )
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    tab.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => null)))")
    if tab.locator(WHAT_TO_DO).count():
        box = tab.locator(WHAT_TO_DO).first.bounding_box()
        tab.set_viewport_size({"width": WIDTH, "height": max(HEIGHT, round(box["y"] + box["height"]) + 24)})
    with Image.open(io.BytesIO(tab.screenshot())) as picture:
        picture.save(target, "WEBP", quality=QUALITY, method=6)
    context.close()
    return target
