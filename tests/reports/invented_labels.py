"""Labels for some of the invented municipalities, and the validation against them."""

from collections.abc import Iterable

from scoring.agreement.gold import Gold, Label
from scoring.agreement.statistics import Judged, validation
from scoring.agreement.validation import Validation
from scoring.registry import Municipality, Registry
from tests.reports.invented import InventedStore

LABELS = {
    "0001": "yes yes yes yes unknown",
    "0002": "yes yes yes yes unknown",
    "0003": "yes yes yes|no yes unknown",
    "0004": "yes yes no yes unknown",
    "0005": "yes yes no yes unknown",
    "0006": "yes yes yes yes unknown",
    "0009": "no no no no unknown",
    "0011": "yes yes yes yes unknown",
    "0013": "no no no no unknown",
}
"""By code, the strict reading of a to e."""


def invented_validation(store: InventedStore, places: Iterable[Municipality]) -> Validation:
    """A person to mask (0002), a hostile text (0006), one unmeasured (0011) and one never visited (0013)."""
    columns = ("existence", "front_page", "prominence", "help_info", "responsible")
    labels = [
        Label(code, column, tuple(allowed.split("|")))
        for code, verdicts in LABELS.items()
        for column, allowed in zip((*columns, "status"), (*verdicts.split(), "measured"), strict=True)
    ]
    gold = Gold("facit <1>.csv", "0" * 64, tuple(labels), {"0001": "<i>Sitevision</i>", "0004": "Episerver"})
    judged = {code: Judged(shown.run_id, shown.result) for code, shown in store.shown.items()}
    return validation(gold, judged, Registry(places), "2026-11-22T04:00:00Z")
