"""All ways to reach somebody that a page offers, each with its nearest label and section."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import etree

from crawler.reading import limits
from crawler.reading.addresses import find_addresses
from crawler.reading.forms import find_forms
from crawler.reading.labels import label_above, label_before
from crawler.reading.lines import DISGUISED_AT, IN_MENU, NOWHERE, Anchor, Line, Outline
from crawler.reading.links import Resolver
from crawler.reading.mail import email_of_link, find_emails
from crawler.reading.phones import find_phones, phone_of_link, region_of
from crawler.reading.services import chat_vendors, kind_of_link, may_be_channel
from crawler.reading.silent import Silent
from crawler.reading.text import storable
from scoring.observation import Channel, ChannelKind

_MAX_RAW = 200
_BEHIND = re.compile(
    r"\s?\(([^()\d@]{3,40})\)|,?\s((?:kommunens )?(?:tele(?:fon)?)?växeln?)\b", re.IGNORECASE
)
"""What a number is, told behind it: "0123-45 60 00 (växel)"."""
_SIGNS = re.compile(r"[\d@(\[]")


class ChannelReader:
    """Collects the channels of one page; what was found is kept once per section."""

    def __init__(self, outline: Outline, index: Sequence[int], resolve: Resolver, url: str) -> None:
        self._lines = outline.lines
        self._anchors = outline.anchors
        self._index = index
        self._resolve = resolve
        self._url = url
        self._region = region_of(_host(url))
        self._found: dict[tuple[str, str, int], Channel] = {}

    def read(self, root: etree._Element, main: etree._Element | None, silent: Silent) -> tuple[Channel, ...]:
        linked = {anchor.line for anchor in self._anchors if anchor.href[:4].lower() in ("tel:", "mail")}
        for number, line in enumerate(self._lines):
            if len(self._found) >= limits.MAX_CHANNELS:
                break
            if (line.signs or number in linked) and self._index[number] >= 0:
                self._from_line(number, line)
        for number, anchor in enumerate(self._anchors):
            near = anchor.main or number < limits.MAX_LINKS_MAIN * 10
            if anchor.visible and near and may_be_channel(anchor.text, anchor.href):
                self._from_anchor(anchor)
        for form in find_forms(silent["form"], main):
            section = self._section_named(form.label)
            target = storable(self._resolve(form.action) if form.action else self._url, limits.MAX_URL)
            self._add("form", target or self._url, form.label or "form", form.label, section)
        for vendor, source in chat_vendors(root, silent["script"]):
            self._add("chat", self._resolve(source) if source else vendor, vendor, "", -1)
        return tuple(self._found.values())[: limits.MAX_CHANNELS]

    def _from_line(self, number: int, line: Line) -> None:
        section = self._index[number]
        text = line.text
        taken = self._linked(number, line)
        if not _may_hold(text):
            return
        spots: list[tuple[int, int, ChannelKind, str]] = []
        spots += [(start, end, "phone", value) for start, end, value in find_phones(text, self._region)]
        spots += [(start, end, "email", value) for start, end, value in find_emails(text)]
        following = self._lines[number + 1].text if number + 1 < len(self._lines) else ""
        spots += [(start, end, "address", value) for start, end, value in find_addresses(text, following)]
        end_of_last = 0
        for start, end, kind, value in sorted(spots):
            raw = text[start:end]
            label = label_before(text, start, after=end_of_last) or label_above(self._lines, number)
            if kind == "phone" and (behind := _BEHIND.match(text, end)):
                label = f"{label} ({behind[1] or behind[2]})".lstrip()
            end_of_last = end
            if raw not in taken:
                self._add(kind, value, value if kind == "address" else raw, label, section)

    def _linked(self, number: int, line: Line) -> set[str]:
        """Channels behind `tel:` and `mailto:` links; returns their labels, which are not read as text
        again."""
        taken: set[str] = set()
        for anchor in line.anchors:
            scheme = anchor.href[:7].lower()
            if scheme.startswith("tel:"):
                kind, value = "phone", phone_of_link(anchor.href, self._region)
            elif scheme == "mailto:":
                kind, value = "email", email_of_link(anchor.href)
            else:
                continue
            if not value:
                continue
            taken.add(anchor.text)
            raw, label = self._told(kind, anchor, line.text)
            taken.add(raw)
            label = label or label_above(self._lines, number) or anchor.text
            self._add("phone" if kind == "phone" else "email", value, raw, label, self._index[number])
        return taken

    def _told(self, kind: str, anchor: Anchor, text: str) -> tuple[str, str]:
        """What the link's label says, and what stands before it: "Växel: 08-530 610 00" may be one label."""
        found = find_phones(anchor.text, self._region) if kind == "phone" else find_emails(anchor.text)
        start, end, _ = next(found, (0, len(anchor.text), ""))
        if label := label_before(anchor.text, start):
            return anchor.text[start:end], label
        place = text.find(anchor.text) if anchor.text else -1
        return anchor.text[start:end] or anchor.href, label_before(text, place) if place > 0 else ""

    def _from_anchor(self, anchor: Anchor) -> None:
        kind = kind_of_link(anchor.text, anchor.href, anchor.button)
        if kind is None or (anchor.button and anchor.line == NOWHERE):
            return
        url = "" if anchor.button else self._resolve(anchor.href)
        known = 0 <= anchor.line < len(self._index)
        section = self._index[anchor.line] if known else -1
        if kind != "social" and not known and anchor.line != IN_MENU:
            return
        label = anchor.text or (label_above(self._lines, anchor.line) if known else "")
        self._add(kind, url or self._url, anchor.text or url, label, section)

    def _section_named(self, label: str) -> int:
        if not label:
            return -1
        places = (number for number, line in enumerate(self._lines) if line.text.startswith(label))
        return next((self._index[number] for number in places if self._index[number] >= 0), -1)

    def _add(self, kind: ChannelKind, value: str, raw: str, label: str, section: int) -> None:
        key = (kind, value, section)
        if value and key not in self._found and len(self._found) < limits.MAX_CHANNELS:
            self._found[key] = Channel(
                kind=kind,
                value=storable(value, limits.MAX_URL),
                raw=storable(raw, _MAX_RAW),
                label=label[:100],
                section=section,
            )


def _may_hold(text: str) -> bool:
    """A number, an address with a number, or a mail address, disguised or not."""
    return _SIGNS.search(text) is not None or DISGUISED_AT in text


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
