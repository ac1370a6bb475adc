"""Forms in which one can write to the municipality: not search, login, newsletter, consent or page
feedback."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from crawler.reading.hiding import is_consent
from crawler.reading.landmarks import naming_key
from crawler.reading.text import clean_text

Element = etree._Element

_FIELDS = ("input", "textarea", "select")
_MAX_FIELDS = 200
_MAX_NEAR = 150
"""Elements looked at for a form's heading and surroundings."""
_HEADS = frozenset({"legend", "h1", "h2", "h3", "h4"})
_TEXTUAL = frozenset({"", "text", "email", "tel", "url", "textarea", "number", "date", "file"})
_SEARCH = re.compile(r"search|(?:^|[\W_])(?:s[öo]k|q|query)(?:$|[\W_])|sokning|autocomplete", re.IGNORECASE)
_NEWSLETTER = re.compile(r"newsletter|nyhetsbrev|subscri|prenumer", re.IGNORECASE)
_PAGE_FEEDBACK = re.compile(
    r"fant du|fantdu|hittade du|hjälpte (?:sidan|informationen|innehållet)|(?:sidan|informationen"
    r"|innehållet) till hjälp|vad tycker du om sidan"
    r"|tyck till om (?:sidan|webb)|feedback on this page|sidkommentar|was this page"
    r"|lämna en kommentar|kommentera",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"(?<![a-zåäö])(?:live-?)?chatt?(?:a|ar|en|box|panel|window|widget|f[öo]nster)?(?![a-zåäö])",
    re.IGNORECASE,
)
_CHAT_BOX = 400
"""Characters. A box with more in it is no chat's own."""


@dataclass(frozen=True, slots=True)
class FormFound:
    label: str
    action: str
    main: bool


def find_forms(forms: Sequence[Element], main: Element | None) -> list[FormFound]:
    return [form for form in _found(forms, main) if form.label != "-"]


def _found(forms: Sequence[Element], main: Element | None) -> Iterator[FormFound]:
    for form in forms:
        around = list(islice(form.iterancestors(), 80))
        if any(_away(element) for element in [form, *around]):
            continue
        wraps = main is not None and any(parent is form for parent in islice(main.iterancestors(), 80))
        scope = main if wraps and main is not None else form  # ASP.NET: one form around the whole page
        fields = [
            field for field in islice(scope.iter(*_FIELDS), _MAX_FIELDS) if field.get("type") != "hidden"
        ]
        if _writes_to_us(form, scope, fields):
            yield FormFound(
                _label(scope, form), form.get("action") or "", main is None or wraps or main in around
            )


def _away(element: Element) -> bool:
    tag = element.tag
    if tag == "noscript" or tag == "template":
        return True
    return tag not in ("html", "body") and is_consent(naming_key(_attrs(element)))


def _writes_to_us(form: Element, scope: Element, fields: list[Element]) -> bool:
    kinds = [
        str(field.get("type") or ("textarea" if field.tag == "textarea" else "")).lower() for field in fields
    ]
    names = " ".join(str(field.get("name") or field.get("id") or "") for field in fields)[:2_000]
    key = (
        f"{form.get('id', '')} {form.get('class', '')} {form.get('action', '')} {form.get('aria-label', '')}"[
            :600
        ]
    )
    if "password" in kinds or form.get("role") == "search" or _NEWSLETTER.search(f"{key} {names}"):
        return False
    written = sum(
        kind in _TEXTUAL for kind, field in zip(kinds, fields, strict=True) if field.tag != "select"
    )
    if "textarea" not in kinds and (written < 2 or "search" in kinds or _SEARCH.search(f"{key} {names}")):
        return False
    around = form.getparent() if scope is form else None
    near = _text_of(around if around is not None else scope)
    only_message = "textarea" in kinds and written == 1
    if scope is form and (
        _CHAT.search(key) or (only_message and len(near) <= _CHAT_BOX and _CHAT.search(near))
    ):
        return False  # where a chat is typed
    return not _PAGE_FEEDBACK.search(f"{key} {near if scope is form else ''}")


def _label(scope: Element, form: Element) -> str:
    name = form.get("aria-label") or form.get("title") or ""
    heads = (element for element in islice(scope.iter(), _MAX_NEAR) if element.tag in _HEADS)
    legend = next(heads, None)
    if not name and legend is not None:
        name = _text_of(legend)
    return clean_text(str(name), 100)


def _text_of(element: Element) -> str:
    """The beginning of its text: a form may hold, or stand in, the whole page."""
    pieces = (f"{child.text or ''} {child.tail or ''}" for child in islice(element.iter(), _MAX_NEAR))
    return clean_text(" ".join(pieces), 1_500)


def _attrs(element: Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.items()}
