"""What `check` prints: lines to read, or a report for another program."""

from __future__ import annotations

from typing import Any

import click

from cleaner.cli.inputs import Input
from cleaner.cli.outputs import print_diff
from cleaner.errors import InputError
from cleaner.export import Finding, exported, findings
from cleaner.job import Outcome
from cleaner.terminal import safe

WIDTH = 60  #: code points of an old or new text that are shown


class Report:
    """Prints findings in the form `form` (see cleaner.export.FORMATS), SARIF when it is closed."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.held: list[Finding] = []

    def add(self, item: Input, outcome: Outcome, records: list[dict[str, Any]]) -> None:
        """The log `records` of one outcome, without what does not count."""
        if self.form == "text":
            for record in records:
                where = f"{item.path}[{record['record'] + 1}]" if "record" in record else item.path
                for entry in sorted([*record["edits"], *record["flags"]], key=lambda e: int(e["start"])):
                    click.echo(_finding(where, entry))
        elif self.form == "diff":
            _diff(item, outcome)
        elif records:
            data = None if "record" in records[0] else _bytes(item, outcome)
            found = [f for record in records for f in findings({**record, "path": item.path}, data)]
            self._print(found)

    def _print(self, found: list[Finding]) -> None:
        if self.form == "sarif":
            self.held += found
            return
        for line in exported(self.form, found):
            click.echo(line)

    def close(self) -> None:
        """Print what was held back."""
        if self.form == "sarif":
            for part in exported("sarif", self.held):
                click.echo(part)


def _bytes(item: Input, outcome: Outcome) -> bytes | None:
    """The bytes that were cleaned: at hand where they changed, else read again."""
    if outcome.before or item.path == "-":
        return outcome.before or None
    try:
        return item.read()
    except InputError:
        return None


def _diff(item: Input, outcome: Outcome) -> None:
    if outcome.before and outcome.data is not None:
        print_diff(outcome.before, outcome.data, item.path)


def _finding(where: str, entry: dict[str, Any]) -> str:
    change = _short(entry["old"]) + (f" -> {_short(entry['new'])}" if entry.get("new") else "")
    return safe(f"{where}:{entry['line']}:{entry['column']}: {entry['rule']} {entry['message']}: {change}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
