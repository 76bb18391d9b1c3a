"""Work on many items in several processes: same results in the same order as in one, whatever their number.

Why not concurrent.futures or multiprocessing.Pool: when a worker dies the first fails everything that is under way
without saying which item did it, the second waits for ever, and neither stops an item that does not end. Here each
worker has one task at a time, so the parent knows what it was doing, kills it and starts another.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, TypeVar

from cleaner.limit import Failure

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4  #: tasks for each worker that may be under way or wait for an earlier one


class _Task(Generic[T, R]):
    """Items that a worker gets at once, and what came of each."""

    def __init__(self, items: Sequence[T]) -> None:
        self.items = items
        self.results: list[R | Failure | None] = [None] * len(items)
        self.missing = len(items)

    def take(self, first: int, results: Sequence[R | Failure]) -> None:
        self.results[first : first + len(results)] = results
        self.missing -= len(results)


class _Piece(NamedTuple):
    """A part of a task: all of it, or one item when the whole has failed."""

    task: _Task[Any, Any]
    first: int
    items: Sequence[Any]


class Pool(Generic[T, R]):
    """`jobs` processes that do `work` on the items of a task, each task in at most `seconds(items)`.

    A task that fails is tried again item by item, so that only the item that kills its worker or does not end becomes
    a Failure. `work` must not raise and must bear being done twice; items and results are pickled.
    """

    def __init__(
        self, work: Callable[[Sequence[T]], list[R]], jobs: int, seconds: Callable[[Sequence[T]], float]
    ) -> None:
        self.work = work
        self.jobs = jobs
        self.seconds = seconds
        self.workers: list[_Worker] = []

    def __enter__(self) -> Pool[T, R]:
        while len(self.workers) < self.jobs:  # at once, before files are open that a fork would keep open
            self.workers.append(_Worker(self.work, self.workers))
        return self

    def __exit__(self, *exc: object) -> None:
        for worker in self.workers:
            worker.stop()

    def run(self, tasks: Iterable[Sequence[T]]) -> Iterator[tuple[T, R | Failure]]:
        """Each item of `tasks` with its result, in order. Reads only a little ahead of what has been taken."""
        source = iter(tasks)
        order: deque[_Task[T, R]] = deque()
        todo: deque[_Piece] = deque()
        more = True
        while True:
            while more and len(order) < AHEAD * self.jobs and len(todo) < self.jobs:
                items = next(source, None)
                more = items is not None
                if items:
                    order.append(_Task(items))
                    todo.append(_Piece(order[-1], 0, items))
            self._hand_out(todo)
            while order and not order[0].missing:
                done = order.popleft()
                yield from zip(done.items, done.results, strict=True)
                break  # look after the workers before the next is handed over
            else:
                if not order:
                    return
                todo.extendleft(self._collect())

    def _hand_out(self, todo: deque[_Piece]) -> None:
        while todo:
            worker = next((w for w in self.workers if w.piece is None), None)
            if worker is None:
                if len(self.workers) >= self.jobs:
                    return
                worker = _Worker(self.work, self.workers)
                self.workers.append(worker)
            piece = todo.popleft()
            worker.start(piece, self.seconds(piece.items))

    def _collect(self) -> list[_Piece]:
        """Wait for a worker to finish, die or run out of time. Pieces that are to be tried again, the last first."""
        busy = {w.connection: w for w in self.workers if w.piece is not None}
        rest = min(w.deadline for w in busy.values()) - time.monotonic()
        ready = wait(list(busy), timeout=max(rest, 0))
        again: list[_Piece] = []
        for connection in ready:
            worker = busy[connection]  # type: ignore[index]
            try:
                worker.finish()
            except (EOFError, OSError):
                again += self._give_up(worker, worker.how_it_died())
        for worker in busy.values():
            if worker.piece is not None and worker in self.workers and worker.deadline <= time.monotonic():
                again += self._give_up(worker, "was not finished in time")
        return again

    def _give_up(self, worker: _Worker, reason: str) -> list[_Piece]:
        self.workers.remove(worker)
        piece = worker.piece
        worker.stop()
        assert piece is not None
        if len(piece.items) == 1:
            piece.task.take(piece.first, [Failure(reason)])
            return []
        return [_Piece(piece.task, piece.first + n, [item]) for n, item in enumerate(piece.items)][::-1]


class _Worker:
    """A process, the connection to it, and what it is at."""

    def __init__(self, work: Callable[[Sequence[Any]], list[Any]], others: Sequence[_Worker]) -> None:
        context = multiprocessing.get_context(_start_method())
        for stream in (sys.stdout, sys.stderr):  # a forked process would write what is in the buffers again
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        self.connection, theirs = context.Pipe()
        inherited = [w.connection for w in others] + [self.connection] if context.get_start_method() == "fork" else []
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, inherited, work), daemon=True
        )
        self.process.start()
        theirs.close()
        self.piece: _Piece | None = None
        self.deadline = 0.0

    def start(self, piece: _Piece, seconds: float) -> None:
        self.piece = piece
        self.deadline = time.monotonic() + seconds
        with suppress(OSError):  # a worker that has died is found when its answer is awaited
            self.connection.send(piece.items)

    def finish(self) -> None:
        """Take the results. Raises EOFError or OSError when the process has died."""
        results = self.connection.recv()
        assert self.piece is not None
        self.piece.task.take(self.piece.first, results)
        self.piece = None

    def how_it_died(self) -> str:
        self.process.join(1)
        code = self.process.exitcode or 0
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"the process that was at it died ({name})"

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


def _start_method() -> str:
    """A fork shares the rules that are loaded already. Not on macOS, whose libraries do not bear it, nor in threads."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if can_fork and threading.active_count() == 1 else "spawn"


def _serve(connection: Connection, inherited: Sequence[Connection], work: Callable[[Sequence[Any]], list[Any]]) -> None:
    """What a worker does: a task, its answer, the next; until the parent closes the connection or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the parent ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:  # else they would never see the parent's end close
        other.close()
    with suppress(EOFError, OSError):
        while True:
            connection.send(work(connection.recv()))
