"""What becomes of the records of a file, as a diff: each record is one line of it."""

from __future__ import annotations

from cleaner import terminal
from cleaner.cli import layout
from cleaner.cli.inputs import Input
from cleaner.cli.outputs import print_bytes, print_diff
from cleaner.diff import head, line_changed
from cleaner.job import Outcome


class RecordDiff:
    """Prints records that change, as they come: to a program one patch a file, to a person each by its number."""

    def __init__(self) -> None:
        self._path = ""

    def add(self, item: Input, outcome: Outcome) -> None:
        """The next outcome; one in which nothing changed prints nothing. Raises WriteFailed or BrokenPipeError."""
        if not outcome.before or outcome.data in (None, outcome.before):
            return
        number = outcome.logs[0]["record"] + 1
        before, after = outcome.before, outcome.data or b""
        if terminal.watched() or layout.coloured():
            print_diff(before, after, f"{item.path}[{number}]")
            return
        print_bytes((head(item.path) if item.path != self._path else b"") + line_changed(before, after, number))
        self._path = item.path
