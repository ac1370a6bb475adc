"""axe-core finds nothing on any kind of page, in both languages, wide and narrow, light and dark.

And what axe does not look at: reflow at 400 % zoom, the way through a page by keyboard.
"""

import json
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.reports.conftest import Site
from tests.reports.page_kinds import page_kinds

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 256}
"""1280 × 1024 at 400 % (WCAG 1.4.10)."""
ALL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What another colour scheme can change: the structure is the same."""
VIEWS = (
    ("desktop light", DESKTOP, "light", ALL),
    ("desktop dark", DESKTOP, "dark", COLOURS),
    ("phone dark", PHONE, "dark", COLOURS),
    ("phone light", PHONE, "light", ALL),
)
OPEN_ALL = "document.querySelectorAll('details').forEach(folded => { folded.open = true })"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Any, options: dict[str, Any]) -> list[str]:
    """`rule at selector: html`, as many as axe finds. The page has axe already."""
    found = page.evaluate(f"axe.run({json.dumps(options)})")["violations"]
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def inspected(page: Any, path: Path) -> list[str]:
    page.goto(path.as_uri())
    page.evaluate(Axe().axe_script)
    page.evaluate(OPEN_ALL)
    found = []
    for view, size, scheme, options in VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{path.name}, {view}: {text}" for text in violations(page, options)]
    return found


def test_axe_finds_nothing(site: Site, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    found = [text for path in page_kinds(site) for text in inspected(page, path)]
    context.close()
    assert found == [], "\n".join(found)


def test_axe_would_find_something(browser: Any, tmp_path: Path) -> None:
    """Structure in any view, colours in each: else the test above could not fail."""
    wrong = tmp_path / "wrong.html"
    wrong.write_text(
        "<!doctype html><html lang=sv><title>Fel</title><style>p { color: #777; background: #fff }"
        "@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }"
        "@media (max-width: 400px) { p.wide { color: #222 } }"
        "</style><main><h1>Fel</h1><details><p>Grått</p><p class=wide>Brett</p></details><img src=x>"
    )
    context = browser.new_context()
    found = inspected(context.new_page(), wrong)
    context.close()
    assert [text for text in found if "image-alt" in text and "desktop light" in text]
    for view, expected in (("desktop light", 2), ("desktop dark", 2), ("phone dark", 2), ("phone light", 1)):
        assert sum(f"{view}: color-contrast" in text for text in found) == expected, view


def test_nothing_is_cut_off_at_400_percent(swedish: Site, browser: Any) -> None:
    """Text flows into a window of 320 pixels; nothing must be scrolled sideways to be read."""
    context = browser.new_context(viewport=ZOOMED)
    page = context.new_page()
    wide = {}
    for path in page_kinds(swedish):
        page.goto(path.as_uri())
        page.evaluate(OPEN_ALL)
        if (more := page.evaluate(WIDER)) > 0:
            wide[path.name] = more
    context.close()
    assert wide == {}


STOPS = """() => {
  const seen = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length > 0
  const wanted = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), summary, ' +
    '[tabindex]:not([tabindex="-1"])'
  return [...document.querySelectorAll(wanted)].filter(e => seen(e) && e.tabIndex >= 0).length
}"""
FOCUSED = """() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  window.__stops ??= []
  if (window.__stops.includes(at)) return {again: true}
  window.__stops.push(at)
  const style = getComputedStyle(at), box = at.getBoundingClientRect()
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
  const symbol = at.ownerSVGElement && at.querySelector('circle')
  const stroked = symbol && parseFloat(getComputedStyle(symbol).strokeWidth) >= 2
  const ringed = outlined || stroked || style.boxShadow !== 'none'
  return {ringed, seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
          what: at.outerHTML.slice(0, 120)}
}"""


def test_every_stop_of_the_keyboard_shows_where_it_is(swedish: Site, browser: Any) -> None:
    """Tab goes through all that can be operated, in order, each with a ring around it and in the window."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    for path in page_kinds(swedish):
        page.goto(path.as_uri())
        stops = page.evaluate(STOPS)
        passed = []
        while len(passed) <= stops:
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            if at is None or "again" in at:
                break
            passed.append(at)
        assert [at["what"] for at in passed if not (at["ringed"] and at["seen"])] == [], path.name
        assert passed[0]["what"].startswith('<a class="skip"'), path.name
        assert len(passed) == stops, path.name
    context.close()
