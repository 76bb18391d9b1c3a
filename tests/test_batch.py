"""Several processes: order, limits, and workers that die."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from cleaner.batch import AHEAD, Pool
from cleaner.limit import Failure, Here


def work(items: Sequence[Any]) -> list[object]:
    return [work_on(item) for item in items]


def work_on(item: object) -> object:
    if item == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "exit":
        os._exit(7)
    if item == "hang":
        while True:
            time.sleep(0.01)
    if isinstance(item, bytes):
        return item * 50
    return (item, "done")


def seconds(items: Sequence[object]) -> float:
    return 2 if "hang" in items else 120  # far more than a loaded machine takes


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_order_whatever_the_number_of_jobs(jobs: int) -> None:
    tasks = [list(range(n, n + 3)) for n in range(0, 90, 3)]
    with Pool(work, jobs, seconds) as pool:
        assert list(pool.run(tasks)) == [(n, (n, "done")) for n in range(90)]
        assert list(pool.run([["again"]])) == [("again", ("again", "done"))]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("die", "the process that was at it died (SIGKILL)"),
        ("exit", "the process that was at it died (exit code 7)"),
        ("hang", "was not finished in time"),
    ],
)
def test_only_the_item_that_fails_is_named(bad: str, reason: str) -> None:
    with Pool(work, 2, seconds) as pool:
        found = dict(pool.run([["a", "b"], ["c", bad, "d"], ["e"], [bad]]))
    assert found.pop(bad) == Failure(reason)
    assert found == {x: (x, "done") for x in "abcde"}


def test_reads_only_a_little_ahead() -> None:
    taken = 0

    def tasks() -> Iterator[list[int]]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield [n]

    with Pool(work, 2, seconds) as pool:
        results = pool.run(tasks())
        for n in range(50):
            assert next(results)[0] == n
            assert taken <= n + 1 + AHEAD * 2


def test_large_items_and_results_do_not_block() -> None:
    items = [os.urandom(400_000) for _ in range(6)]
    with Pool(work, 2, lambda items: 30) as pool:
        assert [r == i * 50 for i, r in pool.run([[i[:4000]] for i in items])] == [True] * 6
        assert len(list(pool.run([[i] for i in items[:2]]))) == 2


def test_workers_end_with_the_pool_and_with_their_parent() -> None:
    with Pool(work, 2, seconds) as pool:
        list(pool.run([[1], [2], [3], [4]]))
        processes = [w.process for w in pool.workers]
    assert not any(p.is_alive() for p in processes)


def test_here_keeps_order_and_time() -> None:
    with Here(work, seconds) as here:
        assert list(here.run([["a"], ["hang", "b"]])) == [
            ("a", ("a", "done")),
            ("hang", Failure("was not finished in time")),
            ("b", ("b", "done")),
        ]
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
