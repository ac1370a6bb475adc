"""What a page may be made from: the store, what was gathered from it, pictures, and where files go."""

from dataclasses import dataclass

from reports.gathered import Gathered
from reports.output import Output
from reports.shots import Shot, Shots
from reports.source import Source, seen


@dataclass(frozen=True, slots=True)
class Workshop:
    store: Source
    gathered: Gathered
    shots: Shots
    output: Output

    def desktop(self, run_id: str, code: str) -> Shot | None:
        """The start page at desktop width with the entry framed, as that run saw it."""
        if not self.shots.there:
            return None
        found = self.shots.of_entry(self.store.result(run_id, code), seen(self.store, run_id, code))
        return next((shot for shot in found if shot.view == "desktop"), None)
