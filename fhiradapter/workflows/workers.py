"""The same work on many things, in one process or in several; what comes out keeps the order of what went in."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from fhiradapter.errors import FhirAdapterError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

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

    def lost(self, record: SourceRecord, /) -> R_co:
        """What comes out for a record that kills the process which works on it."""
        ...


def spread(task: Task[R], records: Iterable[SourceRecord], jobs: int) -> Iterator[R]:
    """What the task makes of each record, in order. Each process has a few batches waiting, and no more.

    A process that dies takes no other record with it. Raises what the task raises (several processes: what is raised on
    purpose), and UsageError where no process can be started.
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
    """As many hands as there are jobs, each with a thread that waits for it."""

    def __init__(self, task: Task[R], jobs: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._jobs = jobs
        self._hands = [_Hand(task) for _ in range(jobs)]
        self._idle = SimpleQueue[_Hand[R]]()
        for hand in self._hands:
            self._idle.put(hand)
        self._threads = ThreadPoolExecutor(jobs)

    def through(self, groups: Iterator[list[SourceRecord]]) -> Iterator[R]:
        """What comes out for the records of the groups."""
        first = islice(groups, self._jobs * _WAITING_PER_JOB)
        waiting = deque(self._threads.submit(self._do, group) for group in first)
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(self._threads.submit(self._do, group) for group in islice(groups, 1))
            yield from done

    def dismiss(self) -> None:
        """Ends all processes, also those that are at work."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for hand in self._hands:
            hand.stop()
        self._threads.shutdown(wait=True)
        for hand in self._hands:
            hand.end()

    def _do(self, group: list[SourceRecord]) -> list[R]:
        hand = self._idle.get()
        try:
            return hand.do(group)
        finally:
            self._idle.put(hand)


class _Died(Exception):
    """A process ended before it gave an answer."""


class _Hand(Generic[R]):
    """One process. When it dies, its group is done again by another, record by record.

    Not a process pool of Python: before Python 3.12 that may wait for ever, or leave a process behind, where one dies
    while work is handed over (https://github.com/python/cpython/issues/109047).
    """

    def __init__(self, task: Task[R]) -> None:
        self._task = task
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._at_work = self._stopped = False

    def do(self, group: list[SourceRecord]) -> list[R]:
        """What comes out for each record. Raises what the task raises, and UsageError where no process starts."""
        try:
            return self._asked(group)
        except _Died:
            return [self._alone(record) for record in group]

    def stop(self) -> None:
        """Ends work that is not done yet. May be called by any thread."""
        self._stopped = True
        if self._process is not None and self._at_work:
            self._process.terminate()

    def end(self) -> None:
        """Lets the process go."""
        if self._process is not None and self._connection is not None:
            self._connection.close()
            self._process.join()
        self._process = self._connection = None

    def _alone(self, record: SourceRecord) -> R:
        """One record in a process that has nothing else to do: if that dies too, it is by this record."""
        try:
            return self._asked([record])[0]
        except _Died:
            return self._task.lost(record)

    def _asked(self, group: list[SourceRecord]) -> list[R]:
        self._at_work = True
        try:
            connection = self._connection or self._started()
            connection.send(group)
            answer: list[R] | Exception = connection.recv()
        except (EOFError, OSError):
            self.end()
            raise _Died from None
        finally:
            self._at_work = False
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _started(self) -> Connection:
        """The way to a process that can work: one that dies at its start would refuse every record."""
        from multiprocessing import get_context

        if self._stopped:
            raise EOFError
        context = get_context("spawn")  # not forked: the same on every system, and safe beside threads
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._task.to_send()), daemon=True)
        self._process.start()
        theirs.close()
        try:
            self._connection.recv()
        except EOFError:
            self.end()
            raise UsageError(
                "a process of -j ended as soon as it was started",
                remedy="Is there enough memory? Try a smaller -j. A script needs: if __name__ == '__main__'",
            ) from None
        return self._connection


def _work(connection: Connection, task: Task[object]) -> None:
    """In a process of its own: answers group by group, until there is nobody to answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends the others
    with suppress(EOFError, OSError):
        connection.send("ready")
        while True:
            connection.send(_answer(task, connection.recv()))


def _answer(task: Task[object], group: list[SourceRecord]) -> list[object] | FhirAdapterError:
    try:
        return [task(record) for record in group]
    except FhirAdapterError as trouble:
        return trouble
