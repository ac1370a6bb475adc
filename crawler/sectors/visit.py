"""One municipality's weekly visit: from the links of the last night to its sector pages."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.plain import Errand, OutOfBudget
from crawler.records import utc_now
from crawler.sectors.choice import Choice, SectorChooser
from crawler.sectors.second_look import SecondLook
from scoring.observation import Observation, Page
from scoring.sector_visit import SectorPage, SectorVisit

logger = logging.getLogger(__name__)
BUDGET = 120.0
"""Seconds really spent on pages; waiting out of courtesy is not counted."""


@dataclass
class SectorUnit:
    """What the weekly visit of one municipality ends in."""

    visit: SectorVisit
    observation: Observation
    places: tuple[str, ...]


@dataclass
class MunicipalityWeek:
    """Visits one municipality. `run()` never raises for what a site does."""

    observation: Observation
    run_id: str
    chooser: SectorChooser
    places: tuple[str, ...]
    errand: Errand
    sectors: dict[str, Page] = field(default_factory=dict)
    services: list[Page] = field(default_factory=list)
    hubs: list[Page] = field(default_factory=list)
    second_look: SecondLook = field(default_factory=SecondLook)

    async def run(self) -> SectorUnit:
        began, at = time.monotonic(), utc_now()
        try:
            await self._visit()
        except OutOfBudget:
            self.errand.notes.append("budget: pages were left")
        except Exception as error:  # our own mistake must not cost the others their week
            logger.exception("%s %s", self.observation.code, self.observation.name)
            self.errand.notes.append(f"{type(error).__name__}: {error}")
        self.errand.notes.append(f"{time.monotonic() - began:.1f} s")
        visit = SectorVisit(
            code=self.observation.code,
            name=self.observation.name,
            visited_at=at,
            run=self.run_id,
            sectors=tuple(SectorPage(field=name, page=self.sectors[name]) for name in sorted(self.sectors)),
            services=tuple(self.services),
            hubs=tuple(self.hubs),
            missing=tuple(sorted(self._missing())),
            requests=self.errand.tally.requests,
            notes=tuple(note[:300] for note in self.errand.notes[:20]),
        )
        return SectorUnit(visit, self.observation, self.places)

    async def _visit(self) -> None:
        self.sectors.update(self.chooser.known())
        for choice in self.chooser.services():
            self._keep(choice, await self._read(choice))
        await self._read_all(self.chooser.direct(self._missing()))
        for choice in self.chooser.hubs(self._missing()) if self._missing() else ():
            hub = await self._read(choice)
            if hub is None or not hub.ok:
                continue
            self.hubs.append(hub)
            await self._read_all(self.chooser.beyond(hub, self._missing()))
            if not self._missing():
                return

    async def _read_all(self, choices: Iterable[Choice]) -> None:
        for choice in choices:
            self._keep(choice, await self._read(choice))

    def _keep(self, choice: Choice, page: Page | None) -> None:
        if page is None:
            return
        if choice.purpose in self.chooser.fields:
            if page.ok:
                self.sectors.setdefault(choice.purpose, page)
            return
        self.services.append(page)
        # "Näringsliv och företag" is the business field's page too.
        if choice.purpose == "business" and page.ok:
            self.sectors.setdefault("business", page)

    def _missing(self) -> set[str]:
        return {name for name in self.chooser.fields if name not in self.sectors}

    async def _read(self, choice: Choice) -> Page | None:
        if not self.errand.may_visit(choice.wanted.url):
            return None
        page = await self.errand.read(choice.wanted)
        why = self.second_look.reason(page, choice.purpose)
        if not why or not self.errand.may_visit(choice.wanted.url):
            return page
        rendered = await self.errand.read_rendered(choice.wanted)
        self.second_look.note(why, rendered)
        return rendered if rendered and (rendered.ok or not page.ok) else page
