"""Files of many records: each record a task, each outcome written before many more are read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from cleaner.cli.commit import Records
from cleaner.cli.inputs import Input
from cleaner.cli.outputs import Output, Unchanged
from cleaner.cli.run import Runner
from cleaner.corpus import lines, open_records
from cleaner.errors import UnreadableInput
from cleaner.job import Outcome, Task

FLUSH_EVERY = 16  #: records that may wait in the buffer ...
FLUSH_SECONDS = 0.05  #: ... unless the last were handed over so long ago


def clean_records(runner: Runner, item: Input, output: Output, field: str, records: Records) -> None:
    """Clean every record of `item`, tell `records`, and write it where `output` says. Raises InputError."""
    if item.format == "parquet":
        from cleaner.cli.tables import clean_table

        clean_table(runner, item, output, field, records)
        return
    if output.diff:
        _diff_records(runner, item, field, records)
        return
    flushed = time.monotonic()
    with suppress(Unchanged), open_source(item) as source, output.stream(item) as out:
        for number, outcome in enumerate(runner.outcomes(line_tasks(item, source, field)), 1):
            out.write(outcome.data or b"")
            records.take(outcome, len(outcome.data or b""))
            if item.target == "-" and (number % FLUSH_EVERY == 0 or time.monotonic() - flushed > FLUSH_SECONDS):
                out.flush()
                flushed = time.monotonic()
        if output.in_place and not records.changed:
            raise Unchanged
        records.finish()


def _diff_records(runner: Runner, item: Input, field: str, records: Records) -> None:
    from cleaner.cli.record_diff import RecordDiff  # 2 ms: it brings difflib

    diff = RecordDiff()
    for outcome in line_outcomes(runner, item, field):
        records.take(outcome, len(outcome.data or b""))
        diff.add(item, outcome)
    records.finish()


def line_outcomes(runner: Runner, item: Input, field: str) -> Iterator[Outcome]:
    """What becomes of each line of JSON Lines; `before` is the line where it changes. Raises InputError."""
    with open_source(item) as source:
        for task, outcome in runner.done(line_tasks(item, source, field)):
            changed = outcome.logs and outcome.data != task.data
            yield outcome._replace(before=task.data or b"") if changed else outcome


@contextmanager
def open_source(item: Input) -> Iterator[BinaryIO]:
    """The input as a stream of lines. Raises UnreadableInput."""
    if item.path != "-":
        with open_records(item.path) as file:
            yield file
    elif sys.stdin is None:
        raise UnreadableInput("standard input is closed")
    else:
        yield sys.stdin.buffer


def line_tasks(item: Input, source: BinaryIO, field: str) -> Iterator[Task]:
    """A task for each line."""
    number = 0
    for line, whole in lines(source):
        problem = "" if whole else "its line is too long"
        yield Task(item.path, "jsonl", item.settings, line, number, field, size=len(line), problem=problem)
        number += line.endswith(b"\n")
