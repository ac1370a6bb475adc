"""What one weekly visit to a municipality's sector pages saw: facts only, like an observation."""

from scoring.observation import Frozen, Observation, Page

SECTOR_VISIT_VERSION = 1


class SectorPage(Frozen):
    field: str
    """One of the lexicon's twelve fields."""
    page: Page


class SectorVisit(Frozen):
    """Pages that a night does not read: one per field, and those about complaints, guarantees, business and
    e-services. Where they were found stands in the observation of the night named by `run`."""

    version: int = SECTOR_VISIT_VERSION
    code: str
    name: str
    visited_at: str
    run: str
    """Of the observation whose links were followed."""
    sectors: tuple[SectorPage, ...] = ()
    services: tuple[Page, ...] = ()
    hubs: tuple[Page, ...] = ()
    """Section pages that were read only to find others."""
    missing: tuple[str, ...] = ()
    """Fields for which no page was found within the page budget."""
    requests: int = 0
    notes: tuple[str, ...] = ()

    @property
    def by_field(self) -> dict[str, Page]:
        return {one.field: one.page for one in self.sectors if one.page.ok}


def with_pages(observation: Observation, visit: SectorVisit) -> Observation:
    """The night's observation with the week's pages beside its own, for the rules to read as one. Of a page
    that both have read the night's counts, unless only the week has rendered it."""
    weeks: dict[str, Page] = {}
    for page in (*visit.services, *(one.page for one in visit.sectors)):
        weeks.setdefault(_address(page), page)
    kept = tuple(_better(page, weeks.get(_address(page))) for page in observation.pages)
    known = {_address(page) for page in observation.pages}
    new = tuple(page for address, page in weeks.items() if address not in known)
    return observation.model_copy(update={"pages": (*kept, *new)})


def _better(night: Page, week: Page | None) -> Page:
    return week if week is not None and week.rendered and week.ok and not night.rendered else night


def _address(page: Page) -> str:
    return page.final_url or page.url
