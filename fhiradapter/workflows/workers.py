"""The same work on many things, in one process or in several; what comes out keeps the order of what went in."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

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
_SECONDS_BETWEEN_LOOKS = 5.0


class Task(Protocol[R_co]):
    """Work on one record, that can be sent to another process."""

    def __call__(self, record: SourceRecord, /) -> R_co:
        """Does it."""
        ...

    def to_send(self) -> Task[R_co]:
        """The task without what cannot or need not travel."""
        ...

    def lost(self, record: SourceRecord, /) -> R_co:
        """What comes out for a record that kills the process which works on it."""
        ...


def spread(task: Task[R], records: Iterable[SourceRecord], jobs: int) -> Iterator[R]:
    """What the task makes of each record, in order. Each process has a few batches waiting, and no more.

    A process that dies takes no other record with it. Raises what the task raises, and UsageError where no process
    can be started.
    """
    if jobs <= 1:
        yield from map(task, records)
        return
    crew = _Crew(task, jobs)
    try:
        yield from crew.through(batches(records))
    finally:
        crew.dismiss()


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


class _Crew(Generic[R]):
    """The processes. When one dies, its pool is lost with every batch in it: those are done again, record by record."""

    def __init__(self, task: Task[R], jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._cell: ProcessPoolExecutor | None = None

    def through(self, groups: Iterator[list[SourceRecord]]) -> Iterator[R]:
        """What comes out for the records of the groups."""
        from concurrent.futures.process import BrokenProcessPool

        waiting: deque[tuple[list[SourceRecord], ProcessPoolExecutor, Future[list[R]]]] = deque()
        waiting.extend((group, *self._submit(group)) for group in islice(groups, self._jobs * _WAITING_PER_JOB))
        while waiting:
            group, pool, future = waiting.popleft()
            try:
                done = _result(pool, future)
            except BrokenProcessPool:
                done = [self._alone(record) for record in group]
            waiting.extend((group, *self._submit(group)) for group in islice(groups, 1))
            yield from done

    def dismiss(self) -> None:
        """Ends all processes."""
        for pool in (self._pool, self._cell):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, group: list[SourceRecord]) -> tuple[ProcessPoolExecutor, Future[list[R]]]:
        self._pool, future = self._sent(self._pool, self._jobs, group)
        return self._pool, future

    def _alone(self, record: SourceRecord) -> R:
        """One record in a process that has nothing else to do: if that dies too, it is by this record."""
        from concurrent.futures.process import BrokenProcessPool

        self._cell, future = self._sent(self._cell, 1, [record])
        try:
            return _result(self._cell, future)[0]
        except BrokenProcessPool:
            return self._task.lost(record)

    def _sent(
        self, pool: ProcessPoolExecutor | None, processes: int, group: list[SourceRecord]
    ) -> tuple[ProcessPoolExecutor, Future[list[R]]]:
        """The group on its way, to another pool where this one is broken."""
        from concurrent.futures.process import BrokenProcessPool

        if pool is not None:
            try:
                return pool, pool.submit(_do, group)
            except BrokenProcessPool:
                pool.shutdown(wait=True)
        pool = self._started(processes)
        return pool, pool.submit(_do, group)

    def _started(self, processes: int) -> ProcessPoolExecutor:
        """A pool that can work: one whose processes die at their start would refuse every record."""
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        # spawned, not forked: the same on every system, and safe beside threads
        pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (self._task.to_send(),))
        try:
            pool.submit(_do, []).result()
        except BrokenProcessPool as error:
            pool.shutdown(wait=True)
            raise UsageError(
                "a process of -j ended as soon as it was started",
                remedy="Is there enough memory? Try a smaller -j. A script needs: if __name__ == '__main__'",
            ) from error
        return pool


def _result(pool: ProcessPoolExecutor, future: Future[list[R]]) -> list[R]:
    """What came out. Raises BrokenProcessPool.

    A group that is sent in the very moment in which its pool breaks is never done, and its future does not say so.
    """
    while True:
        try:
            return future.result(_SECONDS_BETWEEN_LOOKS)
        except TimeoutError:
            if future.done():
                return future.result()
            pool.submit(_do, [])  # a broken one says so


_tasks: list[Task[object]] = []
"""In a process of the pool: the one task that it was started for."""


def _begin(task: Task[object]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends the others
    _tasks[:] = [task]


def _do(batch: list[SourceRecord]) -> list[R]:
    return [_tasks[0](record) for record in batch]  # type: ignore[misc]
