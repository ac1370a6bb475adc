"""What scoring says about one observation: five verdicts in two readings, with reasons and evidence.

The field names of the public parts are those of the results JSON (`docs/interface.md`); what stands beside
them explains. Frozen, JSON-serialisable; the same observation and versions give the same bytes.
"""

from typing import Literal

from scoring.observation import Box, Frozen, Interval, StatusReason

METHOD_VERSION = "1"

Aspect = Literal["existence", "front_page", "prominence", "help_info", "responsible"]
ASPECTS: tuple[Aspect, ...] = ("existence", "front_page", "prominence", "help_info", "responsible")
Verdict = Literal["yes", "no", "review", "unknown", "unmeasured"]
Confidence = Literal["certain", "likely", "uncertain"]
Reading = Literal["strict", "broad"]


class Evidence(Frozen):
    url: str
    text: str
    selector: str = ""
    box: Box | None = None
    viewport: Literal["", "desktop", "mobile"] = ""
    picture: str | None = None
    """sha256 of the picture that shows it."""


class Rejected(Frozen):
    """A candidate that was considered and not taken."""

    text: str
    url: str
    why: str
    """A reason code."""


class Part(Frozen):
    """One row of the prominence point card."""

    name: Literal["position", "region", "size", "contrast", "competition", "label", "repetition"]
    points: int
    maximum: int
    measured: str
    """What was measured, e.g. "24 px", "header", "5.2:1"."""


class Card(Frozen):
    """The point card of one entry in one viewport."""

    score: int
    before_caps: int
    parts: tuple[Part, ...]
    caps: tuple[str, ...] = ()
    """Reason codes of the caps that fired."""


class Changing(Frozen):
    to: Verdict
    nights: int


class AspectResult(Frozen):
    verdict: Verdict
    """The published one: after audits and stability. Fresh from the rules it equals `machine`."""
    machine: Verdict
    changing: Changing | None = None
    confidence: Confidence = "certain"
    reasons: tuple[str, ...] = ()
    """Rule ids and reason codes, all of them in `scoring/codes.toml`."""
    summary: str = ""
    """One sentence in Swedish."""
    summary_en: str = ""
    evidence: tuple[Evidence, ...] = ()
    flags: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    # prominence only
    desktop: int | None = None
    mobile: int | None = None
    caps: tuple[str, ...] = ()
    review_reasons: tuple[str, ...] = ()
    card_desktop: Card | None = None
    card_mobile: Card | None = None
    # help_info only
    grade: int | None = None


class Score(Frozen):
    points: int
    max: int


class FunctionFound(Frozen):
    name: str
    url: str


class EntryPlace(Frozen):
    x: float
    y: float
    width: float
    height: float
    font_px: float
    contrast: float | None
    covered: float


class EntryFound(Frozen):
    id: str
    text: str
    accessible_name: str
    target_url: str | None
    region: str
    clicks: int
    desktop: EntryPlace | None
    mobile: EntryPlace | None


class Aspects(Frozen):
    existence: AspectResult
    front_page: AspectResult
    prominence: AspectResult
    help_info: AspectResult
    responsible: AspectResult

    def items(self) -> tuple[tuple[Aspect, AspectResult], ...]:
        return tuple((aspect, getattr(self, aspect)) for aspect in ASPECTS)


class Measured(Frozen):
    """One measure beyond the five points (`scoring/measures/`)."""

    measure: str
    """An id of `scoring/measures/definitions.toml`."""
    value: str
    """One of the definition's values; the first of them means "not found within the search budget"."""
    number: float | None = None
    """In the definition's unit: hours per week, how many e-services, a share (0–1), hours until a reply."""
    rule: str = ""
    """The rule that held; empty when none did."""
    evidence: tuple[Evidence, ...] = ()
    week: tuple[Interval, ...] = ()
    """Hours only."""
    details: tuple[tuple[str, str], ...] = ()
    """What else was read, by name: a bot's name, the unit of a promise."""

    def detail(self, name: str) -> str:
        return dict(self.details).get(name, "")


class Measures(Frozen):
    """All measures of one visit, in the order of their definitions."""

    version: str
    """Of the measures' words."""
    found: tuple[Measured, ...]

    def of(self, measure: str) -> Measured | None:
        return next((one for one in self.found if one.measure == measure), None)


class Result(Frozen):
    """One municipality, judged."""

    code: str
    method_version: str
    lexicon_version: str
    status: Literal["measured", "unmeasured"]
    status_reason: StatusReason | None
    measured_at: str
    final_url: str
    score: Score | None
    score_broad: Score | None
    score_without_responsible: Score | None
    aspects: Aspects
    aspects_broad: Aspects
    function: FunctionFound | None
    function_broad: FunctionFound | None
    entry: EntryFound | None
    entry_broad: EntryFound | None
    measures: Measures | None = None
    """None when unmeasured, and for results judged before there were measures."""
