"""What a validation says: the schema of its JSON, `vagvisaren-validation/1`. Light to import."""

from collections.abc import Mapping
from typing import Literal

from pydantic import ConfigDict, Field

from scoring.observation import Frozen
from scoring.result import Aspect, Confidence, Reading

VALIDATION_FILE = "validation.json"
"""Its name in the data directory: the last validation, which the report shows."""

HUMANS_AGREE = (0.70, 0.88)
"""How often human raters of web audits agree (METHOD section 6): what a machine has to beat."""


class Proportion(Frozen):
    """`count` of `of`, with the limits of its 95 % Wilson interval; null where there is nothing to divide."""

    count: int
    of: int
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def percent(self) -> float | None:
        """As it is shown: whole, but with a decimal where nearly all (or nearly none) would look like all."""
        if self.share is None:
            return None
        whole = round(100 * self.share)
        return round(100 * self.share, 1) if whole in (0, 100) and 0 < self.count < self.of else whole


class Agreement(Frozen):
    """Two raters, gold and machine. A coefficient is null where it is not defined, and `undefined` says why:
    nothing to compare, or all verdicts of both were the same."""

    agreement: Proportion
    kappa: float | None
    alpha: float | None
    ac1: float | None
    undefined: Literal["", "nothing_compared", "one_category"] = ""


class Rates(Frozen):
    """One verdict: of the machine's, how many gold has too; of gold's, how many the machine found."""

    verdict: str
    precision: Proportion
    recall: Proportion


class ConfidenceRates(Frozen):
    """One confidence word: how much of all verdicts carries it, and how many of those are right."""

    confidence: Confidence
    share: Proportion
    right: Proportion


class Reviews(Frozen):
    """The machine's `review`: how often it says so, and how many of them gold does not call review."""

    share: Proportion
    needless: Proportion


class Column(Frozen):
    """One column of the gold file. `aspect` and `reading` are null for the status."""

    column: str
    aspect: Aspect | None
    reading: Reading | None
    statistics: Agreement
    unmeasured: int
    """Labels that could not be compared because the municipality is unmeasured."""
    several: int
    """Compared labels that allow more than one verdict; see `Pair.gold`."""
    verdicts: tuple[Rates, ...]
    confusion: Mapping[str, Mapping[str, int]]
    """gold → machine → how many; every category of the column on both sides."""
    confidence: tuple[ConfidenceRates, ...]
    reviews: Reviews | None


class Group(Frozen):
    """The columns again, among municipalities of one size or sites of one family."""

    kind: Literal["size", "family"]
    name: str
    municipalities: int
    columns: Mapping[str, Agreement]


class Disagreement(Frozen):
    code: str
    name: str
    column: str
    gold: tuple[str, ...]
    machine: str
    confidence: Confidence | None
    reasons: tuple[str, ...]
    summary: str
    """The machine's sentence in Swedish, persons masked."""
    summary_en: str
    run: str


class Place(Frozen):
    code: str
    name: str


class Validation(Frozen):
    """All of it. Verdicts are the machine's own, before audits."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    format: Literal["vagvisaren-validation/1"] = Field(
        default="vagvisaren-validation/1", validation_alias="schema", serialization_alias="schema"
    )
    made_at: str
    gold: str
    """The file's name."""
    gold_sha256: str
    runs: tuple[str, ...]
    """The runs whose results were compared."""
    method_versions: tuple[str, ...]
    lexicon_versions: tuple[str, ...]
    labelled: int
    """Municipalities with a label."""
    compared: int
    """Of them, those with a result, measured or not."""
    unmeasured: int
    """Of those, the ones with labels about aspects that could not be compared."""
    not_visited: tuple[Place, ...]
    columns: tuple[Column, ...]
    strict: Proportion
    """Agreement over the aspects of the strict reading together."""
    confidence: tuple[ConfidenceRates, ...]
    """Over the strict reading."""
    reviews: Reviews
    """Over the strict reading."""
    groups: tuple[Group, ...]
    disagreements: tuple[Disagreement, ...]

    def as_json(self) -> str:
        return self.model_dump_json(by_alias=True, indent=1) + "\n"
