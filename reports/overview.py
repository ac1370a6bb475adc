"""The night in figures: what the start page says in its first sentence, its chart and its shares."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports.language import local_time
from reports.standings import Standing, Standings
from scoring.result import ASPECTS, Aspect, Score

SETTLED_SHARE = 0.8
"""From here on all five aspects may stand beside 2013's; below it a–d only (METHOD, section 1)."""

KNOWN_2013: dict[int, tuple[int, bool]] = {0: (100, True), 3: (20, True), 5: (6, False)}
"""The published figures of 2013: points → (municipalities, about). The rest was never published."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many have at least `points`: `certain` for good, `open` with something left to settle."""

    points: int
    certain: int
    open: int

    @property
    def total(self) -> int:
        return self.certain + self.open


@dataclass(frozen=True, slots=True)
class Share:
    """The verdicts on one aspect over all measured."""

    aspect: Aspect
    yes: int
    open: int
    no: int

    @property
    def total(self) -> int:
        return self.yes + self.open + self.no


@dataclass(frozen=True, slots=True)
class Overview:
    total: int
    measured: int
    full: int
    none: int
    open: int
    settled: int
    """For how many aspect e is answered."""
    all_five: bool
    """Whether e is settled widely enough to count in the verdict; else it is about a–d."""
    bars: tuple[Bar, ...]
    shares: tuple[Share, ...]
    day: date | None
    at_night: bool

    @property
    def top(self) -> int:
        return 5 if self.all_five else 4


def overview(found: Standings) -> Overview:
    settled = sum(row.verdicts["responsible"] in ("yes", "no") for row in found.ranked)
    all_five = bool(found.ranked) and settled >= SETTLED_SHARE * len(found.ranked)
    top = 5 if all_five else 4
    scores = [counted(row, all_five) for row in found.ranked]
    day, at_night = _night(found.ranked)
    return Overview(
        total=found.total,
        measured=len(found.ranked),
        full=sum(score.points == top for score in scores),
        none=sum(score.max == 0 for score in scores),
        open=sum(score.points < score.max for score in scores),
        settled=settled,
        all_five=all_five,
        bars=bars_of(scores, top),
        shares=tuple(share_of(found.ranked, aspect) for aspect in ASPECTS),
        day=day,
        at_night=at_night,
    )


def counted(row: Standing, all_five: bool) -> Score:
    return row.score if all_five else row.score_ad


def best_of(rows: Sequence[Standing], all_five: bool) -> list[Standing]:
    """All that share the highest points, unless that is none; the most prominent first, as only a few are
    shown."""
    points = [counted(row, all_five) for row in rows]
    top = max(((score.points, score.max) for score in points), default=(0, 0))
    best = [row for row, score in zip(rows, points, strict=True) if (score.points, score.max) == top]
    return sorted(best, key=lambda row: -(row.light.desktop or 0)) if top[0] else []


def bars_of(scores: Sequence[Score], top: int) -> tuple[Bar, ...]:
    certain = Counter(score.points for score in scores if score.points == score.max)
    opened = Counter(score.points for score in scores if score.points != score.max)
    return tuple(Bar(points, certain[points], opened[points]) for points in range(top + 1))


def share_of(rows: Sequence[Standing], aspect: Aspect) -> Share:
    verdicts = Counter(row.verdicts[aspect] for row in rows)
    yes, no = verdicts["yes"], verdicts["no"]
    return Share(aspect, yes, len(rows) - yes - no, no)


def _night(rows: tuple[Standing, ...]) -> tuple[date | None, bool]:
    """The day whose morning the last visit belongs to: a visit at 23:30 is of the night to the next day."""
    if not rows:
        return None, False
    last = local_time(max(row.light.measured_at for row in rows))
    if last.hour >= 18:
        return last.date() + timedelta(days=1), True
    return last.date(), last.hour < 10
