"""One page's bytes in, one `Page` out. Never raises, never judges, never asks the network or the clock."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from crawler.reading import limits
from crawler.reading.channels import ChannelReader
from crawler.reading.dates import find_http_date, page_date
from crawler.reading.decode import decode_body
from crawler.reading.hints import hints_for_url, kind_hints
from crawler.reading.hours import HoursReader
from crawler.reading.lines import mark_signs
from crawler.reading.links import looks_like_contact, may_matter, resolver_for, select_buttons, select_links
from crawler.reading.main_content import find_main
from crawler.reading.menus import WantedLink
from crawler.reading.sections import SectionBuilder, main_headings
from crawler.reading.shadow import ROOT, open_shadow_roots
from crawler.reading.shell import needs_script
from crawler.reading.silent import silent_elements
from crawler.reading.state import Surroundings
from crawler.reading.text import clean_text, storable
from crawler.reading.walker import Walker
from scoring.observation import Channel, Heading, Hours, Link, Page, PageRole, Section

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", ""),
    (b"\x89PNG", ""),
    (b"\xff\xd8\xff", ""),
    (b"GIF8", ""),
    (b"\x1f\x8b", ""),
)
"""First bytes of what is no HTML, whatever the header says; with the hint, if any."""
_HEAD_TAGS = frozenset(
    {
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "noframes",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    }
)
_TEXTUAL = ("html", "xml", "text/plain")


@dataclass(frozen=True, slots=True)
class _Content:
    """What the body itself says."""

    encoding: str = ""
    lang: str = ""
    title: str = ""
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    channels: tuple[Channel, ...] = ()
    hours: tuple[Hours, ...] = ()
    links: tuple[Link, ...] = ()
    buttons: tuple[str, ...] = ()
    dated: str | None = None
    kind_hints: tuple[str, ...] = ()
    needs_script: bool = False


def read_page(
    body: bytes | str,
    *,
    url: str,
    final_url: str,
    status: int,
    content_type: str = "",
    role: PageRole,
    redirects: Sequence[str] = (),
    rendered: bool = False,
    depth: int = 0,
    via_label: str = "",
    via_entry: str | None = None,
    from_url: str = "",
    headers_date: str | None = None,
    keep: Callable[[str], bool] = looks_like_contact,
) -> Page:
    """Read one page.

    `body`: as received, or the rendered document as text. `headers_date`: the `Last-Modified` header, used
    only when the page itself tells no date. `keep`: whether a label or URL outside the main content is
    worth keeping as a link.
    """
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
    final = storable(final_url or url, limits.MAX_URL)
    content = _read(raw, body if isinstance(body, str) else None, final, content_type, rendered, keep)
    return Page(
        url=storable(url, limits.MAX_URL),
        final_url=final,
        role=role,
        status=status,
        content_type=storable(content_type, 200),
        redirects=tuple(storable(hop, limits.MAX_URL) for hop in redirects),
        rendered=rendered,
        depth=depth,
        via_label=clean_text(via_label, limits.MAX_LABEL),
        via_entry=via_entry,
        from_url=storable(from_url, limits.MAX_URL),
        digest=hashlib.sha256(raw).hexdigest(),
        encoding=content.encoding,
        lang=content.lang,
        title=content.title,
        headings=content.headings,
        sections=content.sections,
        channels=content.channels,
        hours=content.hours,
        links=content.links,
        buttons=content.buttons,
        dated=content.dated or find_http_date(headers_date or ""),
        kind_hints=content.kind_hints,
        needs_script=content.needs_script,
    )


def _read(
    raw: bytes, text: str | None, url: str, content_type: str, rendered: bool, keep: Callable[[str], bool]
) -> _Content:
    other = _no_html(raw, content_type)
    if other is not None:
        return _Content(kind_hints=tuple(sorted(hints_for_url(url) | ({other} if other else set()))))
    encoding = "utf-8"
    if text is None:
        text, encoding = decode_body(raw, content_type)
    root = _parse(text)
    if root is None:
        return _Content(encoding=encoding, kind_hints=tuple(sorted(hints_for_url(url))))
    return _content(root, encoding, url, rendered, keep)


def _content(
    root: etree._Element, encoding: str, url: str, rendered: bool, keep: Callable[[str], bool]
) -> _Content:
    silent = silent_elements(root)
    main = find_main(root, silent["main"])
    outline = Walker(Surroundings(root, main), _wanted(keep)).walk(root)
    if main is None:
        for line in outline.lines:
            line.main = line.landmark == "none"
        for anchor in outline.anchors:
            anchor.main = anchor.landmark == "none"
    mark_signs(outline.lines)
    builder = SectionBuilder()
    sections = builder.build(outline.lines)
    resolve = resolver_for(silent["base"], url)
    title = clean_text((silent["title"][0].text or "") if silent["title"] else "", limits.MAX_LABEL)
    return _Content(
        encoding=encoding,
        lang=clean_text(
            str(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""), 35
        ),
        title=title,
        headings=main_headings(outline.lines),
        sections=sections,
        channels=ChannelReader(outline, builder.index, resolve, url).read(root, main, silent),
        hours=HoursReader(outline.lines, builder.index).read(),
        links=select_links(outline.anchors, resolve, keep, url),
        buttons=select_buttons(outline.anchors),
        dated=page_date(silent["meta"], silent["time"], outline.lines),
        kind_hints=kind_hints(root, silent, outline, url, title),
        needs_script=not rendered and needs_script(root, outline, main),
    )


def _wanted(keep: Callable[[str], bool]) -> WantedLink:
    """What is worth a closer look in a menu: what will be kept, and what may be a channel."""
    if keep is looks_like_contact:
        return may_matter
    return lambda label, href: (
        keep(clean_text(label, limits.MAX_LABEL)) or keep(href) or may_matter(label, href)
    )


def _parse(text: str) -> etree._Element | None:
    """The tree, without comments: they would split words. Nesting beyond the parser's 256 levels is cut,
    not followed."""
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if root is None or not isinstance(root.tag, str):
        return None
    _close_head(root)
    if ROOT in text:
        open_shadow_roots(root)
    return root


def _close_head(root: etree._Element) -> None:
    """The parser leaves `main`, `header` and other tags that it does not know in the head, when no `body` was
    written: a browser ends the head at the first of them (HTML, "in head" insertion mode)."""
    head = root.find("head")
    if head is None:
        return
    first = next((place for place, child in enumerate(head) if child.tag not in _HEAD_TAGS), None)
    if first is None:
        return
    rest = root.find("body")
    body = etree.SubElement(root, "body")
    body.extend(list(head)[first:])
    if rest is not None:  # what the parser put into the body came after what it left in the head
        rest.tag = "div"
        body.append(rest)


def _no_html(raw: bytes, content_type: str) -> str | None:
    """None for HTML; else the hint (empty where there is none)."""
    head = raw[:1_024].lstrip()
    for magic, hint in _MAGIC:
        if head.startswith(magic):
            return hint
    kind = content_type.split(";")[0].strip().lower()
    if (
        not kind
        or any(part in kind for part in _TEXTUAL)
        or b"<html" in head.lower()
        or b"<!doctype" in head.lower()
    ):
        return None
    return "pdf" if kind.endswith("/pdf") else ""
