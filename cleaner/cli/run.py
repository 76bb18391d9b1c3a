"""What clean and check share: inputs to tasks, tasks to outcomes, in order, in this process or in several."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from cleaner.cli.inputs import CONTAINERS, Input
from cleaner.errors import CleanerError, UnknownName
from cleaner.holds import Holds
from cleaner.job import RECORDS, Outcome, Task, cleaner_for, failed, work_on
from cleaner.limit import Failure, Here
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.batch import Pool

SECONDS = 60.0  #: time limit of a document, for each megabyte begun
MEGABYTE = 1 << 20
SMALL = 256 << 10  #: bytes of documents that are cleaned side by side ...
MANY = 16  #: ... and how many documents; of the records of a file RECORDS
#: From so many bytes or files on, several processes are worth their start, which costs as much as 1 MB of text.
WORTH_BYTES, WORTH_FILES = 2 * MEGABYTE, 200


class Runner:
    """Does tasks. `jobs` is 0 for as many as the inputs are worth; `keep` and `log` are those of every task."""

    def __init__(
        self, inputs: Iterable[Input], jobs: int, seconds: float = SECONDS, keep: bool = True, log: bool = True
    ) -> None:
        self.keep = keep
        self.log = log
        self.seconds = seconds
        self.jobs = jobs or _worthwhile_jobs(inputs)
        self.pool: Here[Task, Outcome] | Pool[Task, Outcome] = (
            self._several(inputs) if self.jobs > 1 else Here(work_on, self._limit)
        )

    def _several(self, inputs: Iterable[Input]) -> Pool[Task, Outcome]:
        from cleaner.batch import Pool  # 15 ms that one text need not wait for

        _warm_up(inputs)
        return Pool(work_on, self.jobs, self._limit)

    def __enter__(self) -> Runner:
        self.pool.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self.pool.__exit__(*exc)

    def _limit(self, tasks: Sequence[Task]) -> float:
        return self.seconds * (1 + sum(t.size for t in tasks) // MEGABYTE)

    def texts(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Outcome | None]]:
        """Every input with its outcome, in order; None for a file of many records, which the caller reads itself."""
        source = iter(inputs)
        for first in source:
            if _is_container(first):
                yield first, None
                continue
            rest: list[Input] = []
            yield from self._run_of_texts(chain([first], _until_container(source, rest)))
            yield from ((item, None) for item in rest)

    def _run_of_texts(self, inputs: Iterable[Input]) -> Iterator[tuple[Input, Outcome]]:
        under_way: deque[Input] = deque()

        def tasks() -> Iterator[Task]:
            for item in inputs:
                under_way.append(item)
                yield self._task(item)

        for outcome in self.outcomes(tasks()):
            yield under_way.popleft(), outcome

    def _task(self, item: Input) -> Task:
        try:
            data = item.read() if item.path == "-" and not item.problem else None
            problem = item.problem
        except CleanerError as error:
            data, problem = None, str(error)
        size = len(data) if data else item.size()
        form = item.format if item.sure else ""
        return Task(item.path, form, item.settings, data, keep=self.keep, log=self.log, size=size, problem=problem)

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """What becomes of each task, in order."""
        return (outcome for _, outcome in self.done(tasks))

    def done(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Outcome]]:
        """Each task with what became of it, in order."""
        for task, result in self.pool.run(_groups(tasks, MANY if self.jobs > 1 else 1)):
            yield task, failed(task, result.reason) if isinstance(result, Failure) else result


def first_cleaner(holds: Holds, path: str) -> Cleaner:
    """The Cleaner for `path`. What is wrong with rules is said once and before all else, with the file that says it."""
    try:
        return cleaner_for(holds.settings(path)[0])
    except UnknownName as error:
        if where := holds.origin(path, error.name):
            raise CleanerError(f"{where}: {error}") from None
        raise


def _is_container(item: Input) -> bool:
    return item.format in CONTAINERS and not item.problem and not item.excluded


def _until_container(source: Iterator[Input], rest: list[Input]) -> Iterator[Input]:
    for item in source:
        if _is_container(item):
            rest.append(item)
            return
        yield item


def _groups(tasks: Iterable[Task], piped: int) -> Iterator[list[Task]]:
    """Small documents together: they are done sooner, and handing over costs little. Of what comes through a pipe, and
    is waited for, up to `piped`."""
    group: list[Task] = []
    size = 0
    for task in tasks:
        most = piped if task.path == "-" else MANY if task.record is None else RECORDS
        if group and (len(group) >= most or size + task.size > SMALL):
            yield group
            group, size = [], 0
        group.append(task)
        size += task.size
    if group:
        yield group


def _worthwhile_jobs(inputs: Iterable[Input]) -> int:
    size = 0
    for number, item in enumerate(islice(inputs, WORTH_FILES), 1):
        if item.path == "-":
            return 1
        size += item.size() if item.root or item.format in CONTAINERS or number > 1 else 0
        if size >= WORTH_BYTES or number >= WORTH_FILES:
            return _processors()
    return 1


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _warm_up(inputs: Iterable[Input]) -> None:
    """Load the rules, and what comes with first use, before the processes part: then they share it."""
    from cleaner import words
    from cleaner.propose.typos import dictionary

    for item in islice(inputs, 1):
        tidy = cleaner_for(item.settings)
        tidy.clean("Teh cat sat.\n\nShare this story\n")
        tidy.book.phrases.load()
        words.load()
        dictionary().load()
