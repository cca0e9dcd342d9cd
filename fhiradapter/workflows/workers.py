"""The same work on many things, in one process or in several; what comes out keeps the order of what went in."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from fhiradapter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from fhiradapter.sources.source_record import SourceRecord

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")

_MOST_RECORDS = 16
_MOST_BYTES = 2_000_000
_WAITING_PER_JOB = 3


class Task(Protocol[R_co]):
    """Work on one record, that can be sent to another process."""

    def __call__(self, record: SourceRecord, /) -> R_co:
        """Does it."""
        ...

    def to_send(self) -> Task[R_co]:
        """The task without what cannot or need not travel."""
        ...


def spread(task: Task[R], records: Iterable[SourceRecord], jobs: int) -> Iterator[R]:
    """What the task makes of each record, in order. Each process has a few batches waiting, and no more.

    Raises what the task raises, and UsageError where a process dies.
    """
    if jobs <= 1:
        yield from map(task, records)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # spawned, not forked: the same on every system, and safe beside threads
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (task.to_send(),))
    try:
        yield from _through(pool, batches(records), jobs * _WAITING_PER_JOB)
    except BrokenProcessPool as error:
        raise UsageError(
            "a process of -j ended unexpectedly", remedy="Is there enough memory? Try a smaller -j."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def batches(records: Iterable[SourceRecord]) -> Iterator[list[SourceRecord]]:
    """Records in groups that are worth sending: not too many, not too large."""
    batch: list[SourceRecord] = []
    size = 0
    for record in records:
        batch.append(record)
        size += len(record.content)
        if len(batch) == _MOST_RECORDS or size > _MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _through(pool: ProcessPoolExecutor, groups: Iterator[list[SourceRecord]], window: int) -> Iterator[R]:
    waiting: deque[Future[list[R]]] = deque(pool.submit(_do, group) for group in islice(groups, window))
    while waiting:
        done = waiting.popleft().result()
        waiting.extend(pool.submit(_do, group) for group in islice(groups, 1))
        yield from done


_tasks: list[Task[object]] = []
"""In a process of the pool: the one task that it was started for."""


def _begin(task: Task[object]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends the others
    _tasks[:] = [task]


def _do(batch: list[SourceRecord]) -> list[R]:
    return [_tasks[0](record) for record in batch]  # type: ignore[misc]
