"""Outcomes to disk: first the log, then the texts, then the note that they are done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, BinaryIO, cast

from cleaner.cli.inputs import Input
from cleaner.cli.logfile import Journal, LogFile
from cleaner.cli.outputs import Change, Output
from cleaner.cli.progress import Progress
from cleaner.comments import UNKNOWN
from cleaner.errors import CleanerError
from cleaner.job import Outcome
from cleaner.log import dump
from cleaner.propose.budget import LEFT_OUT
from cleaner.summary import Summary

#: Texts that are logged, synced and written together: waiting for the disk once for many is what makes it fast.
TOGETHER, TOGETHER_BYTES, TOGETHER_SECONDS = 64, 8 << 20, 1.0
WAITING = 2000  #: texts that may wait, most of which need no writing
NAMED_RECORDS = 20  #: records of one file that are named; the others are counted


class Commit:
    """Takes outcomes in order. `code` is the exit code that they ask for."""

    def __init__(self, output: Output, log: LogFile | None, journal: Journal, progress: Progress) -> None:
        self.output = output
        self.log = log
        self.journal = journal
        self.progress = progress
        self.code = int(journal.state.get("code", 0))
        self.summary = Summary(journal.state.get("summary"))
        self.done = Done()
        self._waiting: list[tuple[Input, Outcome]] = []
        self._bytes, self._changes, self._since = 0, 0, 0.0
        if not journal.state:
            self.note()  # where the log was before this run

    def skip(self, item: Input, reason: str) -> None:
        """An input that is left alone on purpose."""
        self.summary.skip(reason)
        self._count(item)

    def text(self, item: Input, outcome: Outcome) -> None:
        """Take the outcome of one text; it may wait for others before it is written."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((item, outcome))
        self._bytes += len(outcome.data or b"") + len(outcome.before)
        self._changes += outcome.data is not None
        full = self._changes >= TOGETHER or self._bytes >= TOGETHER_BYTES or len(self._waiting) >= WAITING
        if full or time.monotonic() - self._since > TOGETHER_SECONDS:
            self.flush()
            self.note()

    def flush(self) -> None:
        """Log and write what is waiting."""
        waiting, self._waiting, self._bytes, self._changes = self._waiting, [], 0, 0
        if self.log:
            for item, outcome in waiting:
                self.log.add(logged(outcome, item))
            self.log.flush() if self.output.to_stdout else self.log.sync()
        changes = [Change(i, o.before, o.data) for i, o in waiting if o.data is not None]
        errors = iter(self.output.write_all(changes))
        for item, outcome in waiting:
            error = next(errors) if outcome.data is not None else None
            self._report(item, outcome, error)

    def _report(self, item: Input, outcome: Outcome, error: CleanerError | None) -> None:
        self.summary.add_file(outcome.changed and error is None)
        self.summary.add_text(outcome.numbers)
        if outcome.refused:
            self.complain(item.path, outcome.refused, outcome.code, left=outcome.data is not None)
        if error:
            self.complain(item.path, str(error), error.exit_code)
        for notice in notices(outcome):
            self.progress.name(item.path, notice)
        self._count(item)

    def _count(self, item: Input, size: int | None = None) -> None:
        if self.journal.path:
            self.done.add(item)
        self.progress.advance(item.size() if size is None else size)

    def complain(self, path: str, message: str, code: int, left: bool = False) -> None:
        """Name an input that was not cleaned."""
        self.progress.name(path, f"left as it was: {message}" if left else message)
        self.summary.skip(message)
        self.code = max(self.code, code)

    def note(self) -> None:
        """Note in the journal that all so far is done."""
        if self.journal.path:
            size = self.log.sync() if self.log else 0
            state = {"log": size, "code": self.code, "summary": self.summary.state()}
            self.journal.save(done=self.done.count, digest=self.done.digest(), **state)

    @contextmanager
    def records(self, item: Input) -> Iterator[Records]:
        """A sink for the outcomes of the records of `item`."""
        self.flush()
        with _spool() if self.log and self.output.in_place else _nothing() as spool:
            records = Records(self, item, cast("BinaryIO | None", spool))
            try:
                yield records
            except CleanerError as error:
                self.complain(item.path, str(error), error.exit_code)
            records.close()
        self._count(item, max(0, item.size() - records.size))
        self.note()


class Records:
    """Takes the outcomes of one file's records: log, numbers, complaints."""

    def __init__(self, commit: Commit, item: Input, spool: BinaryIO | None) -> None:
        self.commit = commit
        self.item = item
        self.spool = spool
        self.changed = False
        self.refused = self.noticed = 0
        self.size = 0

    def take(self, outcome: Outcome, size: int) -> None:
        """The outcome of one record, in order, and about how many bytes of the file it stands for."""
        commit = self.commit
        self.size += size
        commit.progress.advance(size)
        if outcome.logs and self.spool:  # in place: the log must not tell of records before they are all there
            for record in logged(outcome, self.item):
                self.spool.write(dump(record))
        elif outcome.logs and commit.log:
            commit.log.add(logged(outcome, self.item))
        if outcome.refused:
            self.refused += 1
            if self.refused <= NAMED_RECORDS:
                commit.progress.name(self.item.path, f"left as it was: {outcome.refused}")
            commit.summary.skip(outcome.refused.partition(": ")[2])
            commit.code = max(commit.code, outcome.code)
        for notice in notices(outcome):
            self.noticed += 1
            if self.noticed <= NAMED_RECORDS:
                commit.progress.name(self.item.path, f"record {outcome.logs[0]['record'] + 1}: {notice}")
        commit.summary.add_record(outcome.changed)
        commit.summary.add_text(outcome.numbers)
        self.changed = self.changed or outcome.changed

    def finish(self) -> None:
        """All records are written; now the log must be whole, and then the file may take its name."""
        if self.commit.log:
            if self.spool:
                self.commit.log.add_all(self.spool)
            self.commit.log.sync()

    def close(self) -> None:
        """The file is done."""
        if self.refused > NAMED_RECORDS:
            rest = self.refused - NAMED_RECORDS
            self.commit.progress.name(self.item.path, f"{rest:,} more record{'s' * (rest > 1)} left as they were")
        if self.noticed > NAMED_RECORDS:
            self.commit.progress.name(
                self.item.path, f"{self.noticed - NAMED_RECORDS:,} more such notices are in the log"
            )
        self.commit.summary.add_file(self.changed)


class Done:
    """Which inputs are done, in a few bytes: how many, and a hash of their names."""

    def __init__(self) -> None:
        self.count = 0

    @cached_property
    def _hash(self) -> Any:
        from hashlib import sha256  # 2 ms, only for runs that keep a journal

        return sha256()

    def add(self, item: Input) -> None:
        """One more."""
        self.count += 1
        self._hash.update(item.path.encode("utf-8", "surrogatepass") + b"\0")

    def digest(self) -> str:
        """The hash."""
        return str(self._hash.hexdigest())


def notices(outcome: Outcome) -> Iterator[str]:
    """What to say of rules that were left out of a text, and of comments that name none."""
    for flag in (flag for record in outcome.logs for flag in record["flags"]):
        if flag["message"] in LEFT_OUT:
            yield f"{flag['rule']} {flag['message']}"
        elif flag["rule"] == UNKNOWN:
            yield f"line {flag['line']}: the comment switches nothing: {flag['message']}"


def logged(outcome: Outcome, item: Input) -> list[dict[str, Any]]:
    """The log objects, with where the text went if that is elsewhere."""
    elsewhere = {} if item.target == item.path else {"output": item.target}
    return [{**record, **elsewhere} for record in outcome.logs]


def _spool() -> Any:
    from tempfile import TemporaryFile  # 10 ms, only for records in place

    return TemporaryFile()


@contextmanager
def _nothing() -> Iterator[None]:
    yield None
