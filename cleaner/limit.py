"""A time limit on work in this process."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Failure(NamedTuple):
    """An item that could not be finished, and why."""

    reason: str


class TimeUp(BaseException):
    """The time limit of an item is over. No Exception, so that nothing in between takes it for its own."""


class Here(Generic[T, R]):
    """As cleaner.batch.Pool, in this process. The time limit needs the main thread and a system with timers."""

    def __init__(self, work: Callable[[Sequence[T]], list[R]], seconds: Callable[[Sequence[T]], float]) -> None:
        self.work = work
        self.seconds = seconds

    def __enter__(self) -> Here[T, R]:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def run(self, tasks: Iterable[Sequence[T]]) -> Iterator[tuple[T, R | Failure]]:
        """Each item with its result, in order; the next is read when the last has been taken."""
        for items in tasks:
            results = self._in_time(items)
            if results is not None:
                yield from zip(items, results, strict=True)
                continue
            for item in items:
                alone = self._in_time([item]) if len(items) > 1 else None
                yield item, alone[0] if alone else Failure("was not finished in time")

    def _in_time(self, items: Sequence[T]) -> list[R] | None:
        """The results of the items; None where their time is over before."""
        try:
            old = signal.signal(signal.SIGALRM, _time_up)
        except (AttributeError, ValueError):  # a system without timers; a thread that is not the main one
            return self.work(items)
        try:
            try:
                signal.setitimer(signal.ITIMER_REAL, self.seconds(items))
                return self.work(items)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        except TimeUp:
            return None
        finally:
            signal.signal(signal.SIGALRM, old)


def _time_up(number: int, frame: object) -> None:
    raise TimeUp
