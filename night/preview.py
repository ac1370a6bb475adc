"""`vagvisaren preview NAME`: what a municipality is sent before publication, in one .zip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from night.errors import UserError
from night.terminal import clean
from reports.preview import Invitation, Preview
from reports.source import seen
from scoring.registry import Municipality, Registry
from scoring.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    run: str
    measured_at: str
    files: int


def default_name(place: Municipality, measured_at: str) -> str:
    """`vagvisaren-preview-0180-20260131.zip`: the municipality's code and the day of the visit."""
    return f"vagvisaren-preview-{place.code}-{measured_at[:10].replace('-', '')}.zip"


class Package:
    """The shown result of one municipality, to be sent. Raises UserError where there is none."""

    def __init__(
        self,
        store: Store,
        registry: Registry,
        place: Municipality,
        data: Path,
        lang: str,
        invited: Invitation,
    ) -> None:
        shown = store.latest([place.code]).get(place.code)
        if shown is None:
            who = f"{clean(place.name)} ({place.code})"
            raise UserError(f"never visited here: {who}. Run `vagvisaren crawl {place.code}` first.")
        self._shown = shown
        self._seen = seen(store, shown.run_id, place.code)
        self._preview = Preview(registry, place, data, lang, invited)
        self.measured_at = shown.measured_at

    def write(self, stream: IO[bytes]) -> Written:
        """The same bytes for the same result, decisions and invitation."""
        moment = max(datetime.fromisoformat(self.measured_at).timetuple()[:6], (1980, 1, 1, 0, 0, 0))
        count = 0
        with ZipFile(stream, "w") as packed:
            for name, content in self._preview.files(self._shown, self._seen):
                info = ZipInfo(name, moment)
                info.compress_type = ZIP_STORED if name.endswith(".webp") else ZIP_DEFLATED
                info.create_system, info.external_attr = 3, 0o644 << 16
                packed.writestr(info, content)
                count += 1
        return Written(self._shown.run_id, self.measured_at, count)
