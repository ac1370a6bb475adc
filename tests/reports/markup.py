"""Is it HTML? The parser of the standard finds what does not parse; tables of what we use find the rest.

Stricter than the standard where it costs nothing: an element or attribute in no table is an error.
"""

import re
from collections.abc import Iterator
from typing import Any

import html5lib

_HTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PHRASING = _words(
    "a abbr b br button cite code data datalist dfn em i img input kbd label mark output picture q s samp"
    " script select small span strong sub sup time u var wbr svg"
)
_FLOW = PHRASING | _words(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr main nav noscript ol p pre search section table ul"
)
_PARTS = _words("body li dt dd th td caption figcaption")
"""Flow content in a place of their own, which CHILDREN gives them."""
_PHRASES = (
    "h1 h2 h3 h4 h5 h6 p pre abbr b button cite code em i kbd label mark q s small span strong time output"
)
CHILDREN: dict[str, frozenset[str]] = {
    "html": _words("head body"),
    "head": _words("base link meta noscript script style template title"),
    **dict.fromkeys(("ul", "ol"), _words("li")),
    "dl": _words("dt dd div"),
    "table": _words("caption colgroup thead tbody tfoot"),
    "colgroup": _words("col"),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _words("tr")),
    "tr": _words("th td"),
    "select": _words("option optgroup"),
    "optgroup": _words("option"),
    "datalist": _words("option"),
    "picture": _words("source img"),
    "details": _FLOW | {"summary"},
    "figure": _FLOW | {"figcaption"},
    "fieldset": _FLOW | {"legend"},
    **dict.fromkeys(_PHRASES.split(), PHRASING),
    **dict.fromkeys(("summary", "legend"), PHRASING | _words("h2 h3 h4")),
    **dict.fromkeys(_words("title option script br col hr img input link meta source wbr"), _words("")),
}
"""What may stand directly in an element. Others take flow content; `a` what its parent takes."""

_OF_ALL = _words("id class lang dir title hidden tabindex role")
ATTRIBUTES: dict[str, str] = {
    "a": "href rel download hreflang type",
    "button": "type name value disabled",
    "col": "span",
    "details": "open",
    "form": "action method",
    "img": "src srcset sizes alt width height loading decoding fetchpriority",
    "input": "type name value placeholder autocomplete checked list required min max",
    "label": "for",
    "link": "rel href type hreflang title sizes media",
    "meta": "charset name content http-equiv media",
    "ol": "start reversed",
    "optgroup": "label",
    "option": "value selected",
    "output": "for name",
    "script": "src defer type",
    "select": "name multiple",
    "source": "srcset sizes type media width height",
    "td": "colspan rowspan headers",
    "th": "scope abbr colspan rowspan",
    "time": "datetime",
}
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for", "list")
_INTERACTIVE = ("a", "button", "input", "select", "summary", "label")


def problems(source: str) -> list[str]:
    """What a validator would say, a line each; empty when the page is right."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(source)
    found = [f"line {where[0]}: {code} {variables}" for where, code, variables in parser.errors]
    if not source.startswith("<!doctype html>\n<html lang="):
        found.append("does not begin with doctype and language")
    return found + list(_in_tree(tree))


def _in_tree(root: Any) -> Iterator[str]:
    parents = {child: parent for parent in root.iter() for child in parent}
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids = [element.get("id") for element in elements if element.get("id") is not None]
    yield from (f"id twice: {name}" for name in sorted({name for name in ids if ids.count(name) > 1}))
    yield from (f"id with a space, or empty: {name!r}" for name in ids if not name or re.search(r"\s", name))
    for element in elements:
        for name in _REFERENCES:
            missing = set((element.get(name) or "").split()) - set(ids)
            if missing:
                yield f"{_short(element)}: {name} names {sorted(missing)}, which is not there"
        if element.tag.startswith(_HTML):
            yield from _html(element, parents)
        elif (
            element.tag == f"{_SVG}svg"
            and element.get("aria-hidden") != "true"
            and not (element.get("role") in ("img", "group") and element.get("aria-labelledby"))
        ):
            yield f"{_short(element)}: a drawing is either hidden, or an image or a group with a name"


def _html(element: Any, parents: dict[Any, Any]) -> Iterator[str]:
    tag, told = _name(element), _short(element)
    if tag not in CHILDREN and tag not in _FLOW | _PARTS:
        yield f"{told}: unknown element"
    given = {name for name in element.attrib if not name.startswith(("data-", "aria-"))}
    if unknown := given - _OF_ALL - set(ATTRIBUTES.get(tag, "").split()):
        yield f"{told}: {sorted(unknown)} stand in no table"
    allowed = _content(element, parents)
    inside = [_name(child) for child in element if isinstance(child.tag, str)]
    yield from (f"{told}: <{child}> may not stand in it" for child in inside if child not in allowed)
    around = set(_ancestors(element, parents))
    if tag in _INTERACTIVE and around & ({"a", "button"} | ({"label"} if tag == "label" else set())):
        yield f"{told}: inside something else that is operated"
    if tag == "img" and (element.get("alt") is None or not element.get("src")):
        yield f"{told}: without text or address"
    if tag in ("h1", "h2", "h3", "h4", "a", "button", "th", "caption", "summary", "option", "title"):
        words = "".join(element.itertext()).strip() or element.get("aria-label") or _alternative(element)
        if not words and tag != "option":
            yield f"{told}: says nothing"
    if tag == "tr" and not inside:
        yield f"{told}: an empty row"


def _content(element: Any, parents: dict[Any, Any]) -> frozenset[str]:
    """`a` and a `div` of a list are transparent: in them may stand what may stand around them."""
    tag = _name(element)
    if tag == "a":
        return _content(parents[element], parents)
    if tag == "div" and _name(parents[element]) == "dl":
        return frozenset({"dt", "dd"})
    return CHILDREN.get(tag, _FLOW)


def _alternative(element: Any) -> str:
    return "".join(image.get("alt") or "" for image in element.iter(f"{_HTML}img"))


def _ancestors(element: Any, parents: dict[Any, Any]) -> Iterator[str]:
    while (element := parents.get(element)) is not None:
        yield _name(element)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _short(element: Any) -> str:
    marks = "".join(f" {name}={element.get(name)!r}" for name in ("id", "class") if element.get(name))
    return f"<{_name(element)}{marks}>"
