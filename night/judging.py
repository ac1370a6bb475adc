"""Judge many observations at once: the rules are pure, so they may run in as many processes as cores."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice

from scoring.observation import Observation
from scoring.result import Result

Judge = Callable[[Observation, tuple[str, ...]], Result]
"""(observation, place names): `scoring.judge.judge`."""

Task = tuple[Observation, tuple[str, ...]]
Packed = tuple[Judge, str, tuple[str, ...]]

WORTH_PROCESSES = 40
"""Fewer are judged here: a process costs half a second of imports, a judgement some 10 ms."""
_AT_ONCE = 8


def judged(judge: Judge, tasks: Iterable[Task], count: int) -> Iterator[Result]:
    """One result per task, in order. `count`: how many there are. `judge` must be a module's function."""
    if (workers := _workers(count)) < 2:
        yield from (judge(observation, places) for observation, places in tasks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Never fork: a database is open here.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context) as pool:
        packed = iter(
            [(judge, seen.model_dump_json(), places) for seen, places in batch] for batch in _batches(tasks)
        )
        for texts in _in_order(pool, packed, 2 * workers):
            yield from map(Result.model_validate_json, texts)


def _workers(count: int) -> int:
    if count < WORTH_PROCESSES:
        return 1
    from crawler.cores import cores  # one municipality's rescoring needs nothing of the crawler's

    return min(cores(), count // (WORTH_PROCESSES // 2))


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    every = iter(tasks)
    while batch := list(islice(every, _AT_ONCE)):
        yield batch


def _in_order(pool: Executor, batches: Iterator[list[Packed]], most: int) -> Iterator[list[str]]:
    """As `pool.map`, which would read all of them first: a month of observations takes gigabytes."""
    under_way = deque(pool.submit(_judge_packed, batch) for batch in islice(batches, most))
    while under_way:
        done = under_way.popleft().result()
        under_way.extend(pool.submit(_judge_packed, batch) for batch in islice(batches, 1))
        yield done


def _judge_packed(batch: list[Packed]) -> list[str]:
    # JSON, for pickling a pydantic model costs more than parsing it.
    return [
        judge(Observation.model_validate_json(observation), places).model_dump_json()
        for judge, observation, places in batch
    ]
