"""Shells: pages whose plain HTML has next to no text and asks for scripts."""

import re
from itertools import islice

from lxml import etree

from crawler.reading.lines import Outline
from crawler.reading.menus import menu_length

_FEW = 200
"""Visible characters: the crawler's own sign of a page that is not ready (ARCHITECTURE, "Ready")."""
_ROOTS = re.compile(
    r"^(?:app|root|__next|__nuxt|app-root|q-app|svelte|main-app|react-root|ember-app|gatsby-focus-wrapper)$"
)
_LOADING = re.compile(
    r"^(?:laddar|läser in|loading|laster|ladataan|vänta|please wait)\b.{0,30}$", re.IGNORECASE
)
_ASKS = re.compile(r"java\s?script", re.IGNORECASE)


def needs_script(root: etree._Element, outline: Outline, main: etree._Element | None) -> bool:
    """Hardly any text, and a sign of scripts: an application root, "Laddar…", a `noscript` that asks for
    JavaScript."""
    lines = [line for line in outline.lines if line.main] if main is not None else outline.lines
    chars = 0
    for line in lines:
        if chars >= _FEW:
            return False
        chars += 0 if _LOADING.search(line.text[:60]) else len(line.text)
    unread = sum(map(menu_length, outline.menus))
    if main is None:
        chars += unread
    if chars >= _FEW:
        return False
    loading = any(_LOADING.search(line.text) for line in lines[:50] if len(line.text) < 60)
    everywhere = unread + sum(len(line.text) for line in outline.lines)
    if loading:
        return True
    if everywhere >= _FEW and chars:
        return False
    return _asks(root, outline) if everywhere < _FEW else _has_app_root(root, main)


def _asks(root: etree._Element, outline: Outline) -> bool:
    if _ASKS.search(outline.noscript) or _has_app_root(root, None):
        return True
    scripts = sum(1 for _ in islice(root.iter("script"), 3))
    return scripts > 0 and not outline.lines


def _has_app_root(root: etree._Element, main: etree._Element | None) -> bool:
    scope = main if main is not None else root
    return any(
        _ROOTS.match(element.get("id") or "") or element.get("ng-app") is not None or "-" in str(element.tag)
        for element in islice(scope.iter("div", "main", "app-root", "section"), 300)
    )
