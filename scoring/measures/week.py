"""The week's measures: the rules of the night, over the night's pages and the week's."""

from scoring.candidates import gather
from scoring.existence import judge_existence
from scoring.lexicon import load_lexicon
from scoring.measures.measure import measure
from scoring.observation import Observation
from scoring.result import Measures
from scoring.sector_visit import SectorVisit, with_pages
from scoring.site import Site


def measure_week(observation: Observation, visit: SectorVisit, places: tuple[str, ...] = ()) -> Measures:
    """Pure. Which function there is, the night's pages say alone: further pages must not change it."""
    lexicon = load_lexicon()
    names = places or (observation.name,)
    night = Site(observation, lexicon, names)
    candidates = gather(night)
    strict = judge_existence(night, candidates, "strict")
    broad = judge_existence(night, candidates, "broad")
    week = Site(with_pages(observation, visit), lexicon, names)
    return measure(week, strict, broad, visit.by_field)
