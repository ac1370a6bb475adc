"""Judge again what was seen, without the network, and say what changed."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from night.errors import UserError
from night.judging import Judge, Task, judged
from night.terminal import clean
from scoring.codes import Code
from scoring.decisions import rulings
from scoring.observation import OBSERVATION_VERSION, Observation
from scoring.published import decided
from scoring.registry import Registry
from scoring.result import ASPECTS, Aspect, AspectResult, Reading, Result, Score
from scoring.store import Shown, Store, StoreError, Unit


@dataclass(frozen=True, slots=True)
class Comparison:
    """One municipality before and after."""

    run: str
    before: Result
    after: Result

    @property
    def identical(self) -> bool:
        return self.before == self.after

    def aspects(self) -> Iterator[tuple[Reading, Aspect, AspectResult, AspectResult]]:
        """The five strict ones, and of the broad ones those that differ from the strict on either side."""
        old, new = self.before, self.after
        for aspect in ASPECTS:
            yield "strict", aspect, getattr(old.aspects, aspect), getattr(new.aspects, aspect)
        for aspect in ASPECTS:
            pair = getattr(old.aspects_broad, aspect), getattr(new.aspects_broad, aspect)
            if pair != (getattr(old.aspects, aspect), getattr(new.aspects, aspect)):
                yield "broad", aspect, *pair


@dataclass(frozen=True, slots=True)
class Past:
    """Visits that are shown no more: judged again, with another result, pruned, and with an archive that is
    not here or cannot be read."""

    judged: int = 0
    changed: int = 0
    pruned: int = 0
    unread: int = 0

    def lines(self) -> Iterator[str]:
        yield f"{self.judged} older visits judged again: {self.changed} changed"
        if self.pruned:
            yield f"  {self.pruned} are pruned and keep what they have: there the series is marked"
        if self.unread:
            yield f"  {self.unread} keep what they have: their archives are not here, or damaged (archive/)"


class Rescoring:
    """Judges the shown observations of a store again. `data_dir` is where its archives are."""

    def __init__(self, store: Store, registry: Registry, judge: Judge, data_dir: Path) -> None:
        self._store, self._registry, self._judge, self._data_dir = store, registry, judge, data_dir

    def comparisons(self, codes: Sequence[str], now: datetime) -> Iterator[Comparison]:
        """One per municipality, all that were ever visited without `codes`. What differs is stored.

        Raises UserError when a municipality was never visited, or its observation is lost.
        """
        shown = self._store.latest(codes or None, decided=False, now=now)
        unseen = [code for code in codes if code not in shown]
        if unseen:
            names = ", ".join(_name(self._registry, code) for code in unseen)
            raise UserError(f"never visited here: {names}. Run `vagvisaren crawl` with that name first.")
        wanted = tuple(codes or shown)
        tasks = (self._task(code, shown[code].run_id) for code in wanted)
        for code, after in zip(wanted, judged(self._judge, tasks, len(wanted)), strict=True):
            yield self._compared(shown[code], after, now)

    def history(self, now: datetime) -> "Past":
        """Every visit that is no longer the shown one, oldest first, for each night is settled after those
        before it. Pruned ones keep what an earlier version said: the series is marked there."""
        shown = {(one.run_id, code) for code, one in self._store.latest().items()}
        older = [unit for unit in self._store.units() if (unit.run, unit.code) not in shown]
        kept = sorted(
            (unit for unit in older if unit.kept), key=lambda one: (one.measured_at, one.run, one.code)
        )
        total = changed = 0
        begun: deque[Unit] = deque()
        for found in judged(self._judge, self._tasks(kept, begun), len(kept)):
            unit = begun.popleft()
            total += 1
            after = self._store.settled(found)
            if after != self._store.result(unit.run, unit.code):
                self._store.replace_result(unit.run, after, now)
                changed += 1
        return Past(total, changed, len(older) - len(kept), len(kept) - total)

    def _tasks(self, units: Iterable[Unit], begun: deque[Unit]) -> Iterator[Task]:
        """Of those that can be read; `begun` gets the unit of each."""
        for unit in units:
            try:
                task = self._task(unit.code, unit.run)
            except UserError:
                continue
            begun.append(unit)
            yield task

    def report(self, codes: Sequence[str], now: datetime) -> Iterator[str]:
        """What a person reads. Of many, only those that changed, and a sum. Without `codes` history comes
        first."""
        if not codes and (past := self.history(now)) != Past():
            yield from past.lines()
        total = changed = 0
        unread: list[str] = []
        for comparison in self.comparisons(codes, now):
            total += 1
            changed += not comparison.identical
            if codes or not comparison.identical:
                yield from lines(comparison, self._registry)
            if rests_on_unread(comparison.after):
                unread.append(comparison.after.code)
        if total != 1:
            yield f"{total} judged again: {changed} changed, {total - changed} identical"
        if unread:
            yield f"{len(unread)} rest on a page that was never archived (not_archived). Visit again:"
            yield f"  vagvisaren rescore --live {' '.join(unread)}"

    def _task(self, code: str, run: str) -> Task:
        places = self._registry.place_names(code) if code in self._registry else ()
        seen = self._observation(run, code)
        return (seen if seen.version == OBSERVATION_VERSION else self._anew(seen, run, places)), places

    def _anew(self, old: Observation, run: str, places: tuple[str, ...]) -> Observation:
        """Read from the archive by today's rules of reading; as it is, where there is no archive any more."""
        from night.reextract import reextracted

        archive = self._archive(run, old.code)
        return reextracted(old, archive, places) if archive and archive.is_file() else old

    def _archive(self, run: str, code: str) -> Path | None:
        files = (file for _, file in self._store.files(run, code) if file.kind == "archive")
        return next((self._data_dir / file.path for file in files), None)

    def _compared(self, shown: Shown, judged: Result, now: datetime) -> Comparison:
        after = self._store.settled(judged)
        if after != shown.result:
            self._store.replace_result(shown.run_id, after, now)
        # What the rules say is stored; what is shown is what humans have decided about it.
        before, after = (
            decided(result, rulings(shown.decisions, result, now), now) for result in (shown.result, after)
        )
        return Comparison(shown.run_id, before, after)

    def _observation(self, run: str, code: str) -> Observation:
        """From the store; from the archive when the store's copy is lost."""
        try:
            found = self._store.observation(run, code)
        except StoreError:
            found = None
        return found or self._archived(run, code)

    def _archived(self, run: str, code: str) -> Observation:
        from night.archive_reader import read_observation

        archive = self._archive(run, code)
        if archive is not None:
            return read_observation(archive)
        raise UserError(
            f"the observation of {code} in run {run} is lost. Visit again: `vagvisaren crawl {code}`."
        )


def rests_on_unread(result: Result) -> bool:
    """Whether the rules would have followed a link whose page nobody read that night: no judging again can
    settle that, only a new visit."""
    aspects = (*result.aspects.items(), *result.aspects_broad.items())
    return any(Code.NOT_ARCHIVED in found.reasons for _, found in aspects)


def shown_results(data_dir: Path, codes: Sequence[str], database: str = "") -> dict[str, Result]:
    """What is shown now, before a new visit; empty where nothing was ever measured."""
    with Store.open(data_dir, database=database) as store:
        return {code: shown.result for code, shown in store.latest(codes).items()}


def before_and_after(
    data_dir: Path,
    registry: Registry,
    before: Mapping[str, Result],
    codes: Sequence[str],
    run: str,
    database: str = "",
) -> Iterator[str]:
    """The lines for a new visit (`run`) against the results shown before it."""
    with Store.open(data_dir, database=database) as store:
        after = {result.code: result for result in store.results(run)}
    for code in (code for code in codes if code in after):
        yield from lines(Comparison(run, before.get(code, after[code]), after[code]), registry)
        if code not in before:
            yield "  (never measured before)"


def lines(comparison: Comparison, registry: Registry) -> Iterator[str]:
    """What a person reads: before and after, aspect by aspect, with reasons."""
    before, after = comparison.before, comparison.after
    method = f"method {before.method_version}→{after.method_version}"
    lexicon = f"lexicon {before.lexicon_version}→{after.lexicon_version}"
    yield f"{_name(registry, after.code)}, run {comparison.run}, {method}, {lexicon}"
    if after.status == "unmeasured":
        yield f"  unmeasured: {after.status_reason}"
    else:
        for reading, aspect, old, new in comparison.aspects():
            yield _aspect_line(reading, aspect, old, new)
    score = f"{score_text(before)} → {score_text(after)}"
    yield f"  score {score}" + (" (identical)" if comparison.identical else "")


def score_text(result: Result) -> str:
    """As `3-4`, or why there is none."""
    if result.score is None:
        return f"unmeasured ({result.status_reason})"
    return span(result.score)


def span(score: Score) -> str:
    """As `3-4`, or `4` when nothing is open."""
    return str(score.points) if score.points == score.max else f"{score.points}-{score.max}"


def load_judge() -> Judge:
    from scoring.judge import judge

    return judge


def _name(registry: Registry, code: str) -> str:
    return f"{clean(registry[code].name)} ({code})" if code in registry else code


def _aspect_line(reading: Reading, aspect: Aspect, old: AspectResult, new: AspectResult) -> str:
    title = aspect if reading == "strict" else f"{aspect} (broad)"
    change = new.verdict if old.verdict == new.verdict else f"{old.verdict} → {new.verdict}"
    reasons = ", ".join(new.reasons)
    if old.reasons != new.reasons:
        reasons = f"{', '.join(old.reasons) or 'no reasons'} → {reasons or 'no reasons'}"
    scores = _scores(old, new)
    mark = " " if old == new else "*"
    summary = clean(new.summary)
    return f" {mark}{title:<20} {change:<16}{scores} {reasons}" + (f": {summary}" if summary else "")


def _scores(old: AspectResult, new: AspectResult) -> str:
    """Prominence only: desktop/mobile."""
    before, after = _pair(old), _pair(new)
    if after == "-/-":
        return ""
    return f" {after}" if before == after else f" {before} → {after}"


def _pair(found: AspectResult) -> str:
    return "/".join("-" if score is None else str(score) for score in (found.desktop, found.mobile))
