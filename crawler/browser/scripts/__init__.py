"""The scripts that run in the page, and how they are put together."""

import functools
import json
import secrets
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_ISOLATED = (
    "dom.js",
    "charset.js",
    "labels.js",
    "slides.js",
    "looks.js",
    "colours.js",
    "landmarks.js",
    "regions.js",
    "blocks.js",
    "ready.js",
    "consent.js",
    "texts.js",
    "coined.js",
    "measure.js",
    "controls.js",
    "opened.js",
)
_ASK, _ANSWER = (f"v{secrets.token_hex(8)}" for _ in range(2))

WORLD = "vagvisaren"
"""Name of the isolated world: it sees the page's DOM, but the page's scripts cannot reach or redefine what
it uses."""


@functools.cache
def main_world() -> str:
    """Source for the page's own world, to run before its scripts."""
    text = (_FOLDER / "main_world.js").read_text(encoding="utf-8")
    return text.replace("__ASK__", _ASK).replace("__ANSWER__", _ANSWER)


@functools.lru_cache(maxsize=8)
def isolated_world(first_id: int) -> str:
    """Source for the isolated world: defines `vv` once per document. Elements are numbered from
    `first_id`."""
    parts = "\n".join(_without_comments((_FOLDER / name).read_text(encoding="utf-8")) for name in _ISOLATED)
    head = f'const vv = {{ ask: "{_ASK}", answer: "{_ANSWER}", firstId: {first_id} }};'
    # An own property: an element of the page with the id "vv" is a property of the window's prototype chain.
    define = 'Object.defineProperty(globalThis, "vv", { value: vv });'
    body = f"(() => {{ 'use strict'; {head} {define}\n{parts}\n}})();"
    return f'if (!Object.hasOwn(globalThis, "vv")) {{ {body} }}'


def calling(name: str, *arguments: Any) -> str:
    """Source that calls `vv.<name>(arguments…)`."""
    passed = ", ".join(json.dumps(argument, ensure_ascii=True) for argument in arguments)
    return f"vv.{name}({passed})"


def _without_comments(source: str) -> str:
    """It travels to every page: without lines of comment and indentation it is a third shorter."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@functools.cache
def consent_platforms() -> list[dict[str, Any]]:
    """The common consent platforms: name, banner selector, selectors of their reject and accept controls."""
    platforms: list[dict[str, Any]] = json.loads(
        (_FOLDER / "consent_platforms.json").read_text(encoding="utf-8")
    )
    return platforms
