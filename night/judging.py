"""Judge many observations at once: the rules are pure, so they may run in as many processes as cores."""

import os
from collections.abc import Callable, Iterable, Iterator

from scoring.observation import Observation
from scoring.result import Result

Judge = Callable[[Observation, tuple[str, ...]], Result]
"""(observation, place names): `scoring.judge.judge`."""

Task = tuple[Observation, tuple[str, ...]]

WORTH_PROCESSES = 40
"""Fewer are judged here: a process costs half a second of imports, a judgement some 10 ms."""
_AT_ONCE = 8


def judged(judge: Judge, tasks: Iterable[Task], count: int) -> Iterator[Result]:
    """One result per task, in order. `count`: how many there are. `judge` must be a module's function."""
    workers = min(os.cpu_count() or 1, count // (WORTH_PROCESSES // 2))
    if count < WORTH_PROCESSES or workers < 2:
        yield from (judge(observation, places) for observation, places in tasks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Never fork: a database is open here.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context) as pool:
        packed = ((judge, observation.model_dump_json(), places) for observation, places in tasks)
        for text in pool.map(_judge_packed, packed, chunksize=_AT_ONCE):
            yield Result.model_validate_json(text)


def _judge_packed(task: tuple[Judge, str, tuple[str, ...]]) -> str:
    # JSON, for pickling a pydantic model costs more than parsing it.
    judge, observation, places = task
    return judge(Observation.model_validate_json(observation), places).model_dump_json()
