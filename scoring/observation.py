"""What one visit to one municipality saw: facts only, no verdict.

An `Observation` is frozen, versioned and JSON-serialisable. It holds everything that a verdict may need, so
that the same observation judged by the same method version gives the same bytes, tonight or in ten years.

Units: lengths are CSS pixels in document coordinates (the top left corner of the unscrolled page is 0, 0);
on the phone they are multiplied by the visual viewport's scale, as a visitor sees them. Times are ISO 8601
in UTC, durations milliseconds. Texts are as the page has them after `clean_text` (NFKC, soft hyphens out,
white space folded), cut at the limits of the crawler; they come from the web and are hostile.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.dataclasses import dataclass

OBSERVATION_VERSION = 1

Region = Literal[
    "header", "menu", "hero", "shortcut", "content", "floating", "footer", "news", "alert", "consent"
]
"""Where a visitor would say that it stands. `header` includes the utility row."""

Landmark = Literal["banner", "navigation", "main", "complementary", "contentinfo", "search", "none"]
"""The ARIA landmark (explicit or implied, or guessed from ids and classes) in a page's HTML."""

EntryKind = Literal["link", "button", "tel", "mailto", "text", "image_map"]

StatusReason = Literal[
    "dns",
    "connection",
    "timeout",
    "tls",
    "http_4xx",
    "http_5xx",
    "blocked",
    "robots",
    "too_large",
    "not_html",
    "redirect_loop",
    "off_site_redirect",
    "private_address",
    "empty_page",
    "browser",
    "budget",
    "crisis_page",
    "maintenance",
    "parked",
    "splash",
    "skipped",
]

PageRole = Literal["start", "target", "step", "subpage", "responsible"]
"""Why a page was read: an entry's target, one step further from a target, a sub-page for repetition, or for
aspect e."""

ChannelKind = Literal[
    "phone", "email", "form", "chat", "address", "eservice", "social", "booking", "sms", "video"
]
HoursKind = Literal["visit", "phone", "chat", "unknown"]


class Frozen(BaseModel):
    """Base of all records: immutable, and unknown fields are an error (a typo must not become silence)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_STRICT = ConfigDict(extra="forbid")
"""For records of which a start page has a thousand: as plain dataclasses they are checked in two thirds
of the time, and a link takes 164 bytes instead of 1,303."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Box:
    x: float
    y: float
    width: float
    height: float


class Control(Frozen):
    """A control that was pressed (or hovered) to reveal an entry."""

    label: str
    """Visible text, else accessible name; may be empty."""
    icon_only: bool
    action: Literal["click", "hover"]
    selector: str
    in_menu: bool = False
    expanded_attribute: bool = False


class Placement(Frozen):
    """One entry as it is in one viewport, after consent was closed and the page had settled."""

    visible: bool
    """Seen without any action (it may be below the fold, covered, or in the background's colour)."""
    hidden_by: str | None = None
    """Why not visible: `display`, `visibility`, `opacity`, `clip`, `off_screen`, `zero_size`,
    `hidden_attribute`, `template`, `aria_hidden`, `details`, `inert`, `slide`."""
    clicks: int | None = 0
    """Clicks a visitor needs until it shows: 0 when visible, n when opening n controls revealed it, None
    when nothing did. A hidden entry that was revealed is measured where it appears after opening."""
    opened_by: tuple[Control, ...] = ()
    text_box: Box | None = None
    """The label's glyphs: position and fold band."""
    click_box: Box | None = None
    """The clickable area: target size."""
    region: Region = "content"
    contact_panel: bool = False
    """Stands in a block that is a contact panel: a contact heading, or several contact details together."""
    font_px: float = 0.0
    bold: bool = False
    color: str = ""
    background: str = ""
    contrast: float | None = None
    """WCAG 2.x contrast ratio; None when it could not be computed (`contrast_from` says why)."""
    contrast_median: float | None = None
    """Only with pixels: the median over the glyphs, `contrast` being the worst."""
    contrast_from: Literal["computed", "pixels", "unknown", "none"] = "none"
    over_image: bool = False
    covered: float = 0.0
    """Share (0–1) of nine hit-test points over the label that answer with something that is not the entry.
    For labels below the first screen: tested after scrolling them into view."""
    covered_by: str | None = None
    covered_at_load: bool = False
    """The consent banner covered it before it was closed."""
    block_links: int = 0
    """Visible links in the nearest list, nav or landmark, itself included."""
    icon_only: bool = False
    """No visible text: an icon, or a picture (then `image_text` may be set)."""
    image_text: bool = False
    """A picture at least 60 px wide that carries the label as alternative text."""
    moving: bool = False
    """In a carousel, marquee or other timed or rotating content."""
    aria_hidden: bool = False
    fade_in: bool = False
    """Only there after the scroll pass (ruling 42)."""


class Entry(Frozen):
    """A possible entry on the start page. Desktop and phone copies of one link are one entry."""

    id: str
    kind: EntryKind
    text: str
    """The visible label (text as rendered, CSS upper-casing undone); empty for icons."""
    accessible_name: str
    name_from: Literal["tree", "dom"] = "dom"
    """`tree`: from Chromium's accessibility tree."""
    title: str = ""
    alt: str = ""
    target_url: str | None = None
    selector: str = ""
    landmark: Landmark = "none"
    block_heading: str = ""
    """Heading or accessible name of the block it stands in."""
    near_text: str = ""
    """Text of the same block or sentence around the label, at most 400 characters (explains a brand)."""
    panel_text: str = ""
    """For a control that opens something: the text of what it opened (or, for `text` entries, the whole
    contact block)."""
    panel_links: tuple[tuple[str, str], ...] = ()
    """(label, absolute URL) of the links in the panel."""
    lang: str = ""
    skip_link: bool = False
    frame: Literal["top", "same_origin"] = "top"
    in_shadow: bool = False
    desktop: Placement | None = None
    mobile: Placement | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
class Link:
    """One raw link of a page. On the start page with its box at desktop width, elsewhere without."""

    text: str
    url: str
    landmark: Landmark = "none"
    visible: bool = True
    box: Box | None = None


class Heading(Frozen):
    level: int
    text: str


class Section(Frozen):
    """A stretch of a page's text under one heading, in document order."""

    heading: str
    level: int
    """0: before the first heading."""
    landmark: Landmark
    text: str
    """Running text, sentences and lines separated by newlines."""
    items: tuple[str, ...] = ()
    """List items, accordion summaries, tile labels, table row heads, questions: things named one by one."""
    collapsed: bool = False
    """Inside `details`, a tab or an accordion panel."""


class Channel(Frozen):
    kind: ChannelKind
    value: str
    """Phone as E.164 where it parses, e-mail lower-cased, street address as written, URL of form or chat."""
    raw: str
    label: str
    """Nearest label or heading, e.g. "Kontaktcenter", "Växel", "Telefon"."""
    section: int
    """Index in the page's `sections`, -1 if unknown."""


class Interval(Frozen):
    weekday: int
    """0 Monday … 6 Sunday."""
    opens: str
    """HH:MM, 24 hours."""
    closes: str


class Hours(Frozen):
    kind: HoursKind
    raw: str
    intervals: tuple[Interval, ...]
    """Empty when the words say hours but they could not be parsed."""
    label: str
    section: int


class Page(Frozen):
    """One page that was read: rendered (the start page, sometimes the function's) or as plain HTTP."""

    url: str
    final_url: str
    role: PageRole
    status: int
    """HTTP status, 0 when there was no answer."""
    error: StatusReason | None = None
    error_detail: str = ""
    content_type: str = ""
    redirects: tuple[str, ...] = ()
    rendered: bool = False
    depth: int = 0
    """Clicks from the start page."""
    via_label: str = ""
    via_entry: str | None = None
    """The id of the entry whose target this is (or whose target led here)."""
    from_url: str = ""
    digest: str = ""
    """sha256 of the body as received, hex."""
    encoding: str = ""
    lang: str = ""
    title: str = ""
    headings: tuple[Heading, ...] = ()
    """Headings of the main content (of the whole page where no main content can be told), in order."""
    sections: tuple[Section, ...] = ()
    channels: tuple[Channel, ...] = ()
    hours: tuple[Hours, ...] = ()
    links: tuple[Link, ...] = ()
    buttons: tuple[str, ...] = ()
    """Short labels of visible buttons: a chat's is neither a link nor text."""
    dated: str | None = None
    """The page's own date (published or changed), YYYY-MM-DD."""
    kind_hints: tuple[str, ...] = ()
    """What the page's markup says it is: `news`, `job_ad`, `minutes`, `archive`, `pdf`, `login`, `search`,
    `event`."""
    needs_script: bool = False
    """A shell: its plain HTML has next to no text and asks for scripts."""

    @property
    def ok(self) -> bool:
        return self.error is None and 200 <= self.status < 300


class Viewport(Frozen):
    width: int
    height: int
    scale: float = 1.0
    """Visual viewport scale; lengths are already multiplied by it."""
    body_font_px: float = 16.0
    page_height: float = 0.0
    ready_by: Literal["quiet", "cap", "deadline"] = "quiet"
    settle_ms: int = 0
    visible_chars: int = 0
    visible_links: int = 0


class Consent(Frozen):
    present: bool = False
    platform: str = ""
    text: str = ""
    closed: bool = False
    closed_by: str = ""
    """Label of the pressed control."""
    choice: Literal["", "necessary", "reject", "accept", "ok"] = ""
    wall: bool = False
    """It covered more than half of the first screen or blocked scrolling."""
    cross_origin: bool = False


class Picture(Frozen):
    kind: Literal["desktop", "mobile", "before_consent", "clip"]
    sha256: str
    width: int
    height: int
    box: Box
    """The part of the page that it shows."""
    entry: str | None = None


class StartPage(Frozen):
    page: Page
    desktop: Viewport
    mobile: Viewport | None = None
    entries: tuple[Entry, ...] = ()
    links: tuple[Link, ...] = ()
    consent: Consent = Consent()
    pictures: tuple[Picture, ...] = ()
    frames_cross_origin: tuple[str, ...] = ()
    dialogs: int = 0
    blocked_requests: int = 0


class Visit(Frozen):
    """How the visit went: for the operator, never for a verdict."""

    duration_ms: int = 0
    start_page_ms: int = 0
    requests: int = 0
    bytes_received: int = 0
    browser: str = ""
    user_agent: str = ""
    fonts: str = ""
    notes: tuple[str, ...] = ()


class Observation(Frozen):
    version: int = OBSERVATION_VERSION
    code: str
    name: str
    homepage: str
    own_hosts: tuple[str, ...]
    """Registered host without `www.` (with `:port` where the port must match) and the further own domains."""
    measured_at: str
    status: Literal["measured", "unmeasured"]
    status_reason: StatusReason | None = None
    status_detail: str = ""
    final_url: str = ""
    start: StartPage | None = None
    pages: tuple[Page, ...] = ()
    """Further pages, in the order they were read."""
    on_site_map: tuple[str, ...] = ()
    """Addresses in the site's own map that are named like a function and that no link led to: asked for only
    where no function was found."""
    visit: Visit = Visit()
