"""One job over many files, on every core."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING, Any, TypeVar

from advisor.errors import AdvisorError
from advisor.front.progress import watched

if TYPE_CHECKING:  # loaded where more than one process runs
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext

__all__ = ["scan"]

_FEW = 256
"""Files that one process has read before a second one would have begun."""
_BATCH = 128
"""Files handed over at once: many enough that handing over costs little, few enough that a stop comes soon."""
_ROUNDS = 8
"""Batches a worker has at least, so that one with slow files does not keep the others waiting at the end."""
_AHEAD = 4
"""Batches a worker that are under way or done before their turn; it bounds what is kept in memory."""
_MOST_WORKERS = 61
"""Windows cannot wait for more."""
Result = TypeVar("Result")


def scan(files: Sequence[str], job: Callable[[list[str]], list[Result]]) -> Generator[Result, None, None]:
    """What a job makes of the files, in their order; the job is given a few files at a time, and must be picklable.

    Results are handed on as they come; closing the generator, or an interrupt, ends the workers at once.

    Raises:
        AdvisorError: a worker was killed, most likely because memory ran out.
    """
    workers = min(_cores(), _MOST_WORKERS)
    size = max(1, min(_BATCH, ceil(len(files) / (workers * _ROUNDS))))
    batches = [files[start : start + size] for start in range(0, len(files), size)]
    alone = workers == 1 or len(files) <= _FEW
    done = map(job, map(list, batches)) if alone else _side_by_side(batches, job, workers)
    for results in watched(zip(map(len, batches), done, strict=True), len(files)):
        yield from results


def _cores() -> int:
    """Those this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _side_by_side(
    batches: Sequence[Sequence[str]], job: Callable[[list[str]], list[Result]], workers: int
) -> Iterator[list[Result]]:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    under_way: deque[Future[list[Result]]] = deque()
    done = 0
    try:
        with _pool(workers, job) as pool:
            for batch in batches:
                under_way.append(pool.submit(_work, list(batch)))
                if len(under_way) == workers * _AHEAD:
                    yield under_way.popleft().result()
                    done += 1
            while under_way:
                yield under_way.popleft().result()
                done += 1
    except BrokenProcessPool:
        last = batches[min(done + workers * _AHEAD, len(batches)) - 1][-1]
        raise AdvisorError(
            f"{batches[done][0]}: a worker was killed while it read this file or one up to {last}, most likely "
            "because memory ran out; expected it to end by itself: pass fewer paths, or leave the large file out"
        ) from None


@contextmanager
def _pool(workers: int, job: Callable[[list[str]], list[Any]]) -> Iterator[ProcessPoolExecutor]:
    """Workers on a leash: when this process lets go of it, or dies, they end at once, whatever they are at."""
    from concurrent.futures import ProcessPoolExecutor

    context = _context()
    leash, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, context, _begin, (job, leash, held))
    try:
        yield pool
    except BaseException:  # an interrupt, an error of the job, a dead worker, or a reader who has enough
        held.close()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        held.close()
        leash.close()


def _context() -> BaseContext:
    """Fork starts at once, and is safe while only one thread runs; else, and always off Linux, a fresh interpreter."""
    import multiprocessing

    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


# -- in a worker -------------------------------------------------------------------------------------------------------

_job: Callable[[list[str]], list[Any]]


def _begin(job: Callable[[list[str]], list[Any]], leash: Connection, held: Connection) -> None:
    global _job
    held.close()  # this process's own copy, which would keep the leash from ever being let go
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the first process's to answer
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()
    _job = job


def _end_with(leash: Connection) -> None:
    leash.poll(None)  # true at its end
    os._exit(1)


def _work(names: list[str]) -> list[Any]:
    return _job(names)
