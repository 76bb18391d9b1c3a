"""What `check` prints: lines to read, or a report for another program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import click

from cleaner import terminal
from cleaner.cli import layout
from cleaner.cli.closing import FIXABLE
from cleaner.cli.inputs import CONTAINERS, Input
from cleaner.cli.outputs import print_diff
from cleaner.cli.record_diff import RecordDiff
from cleaner.decoding import decode
from cleaner.errors import CleanerError, InputError
from cleaner.export import Finding, exported, findings
from cleaner.job import Outcome
from cleaner.terminal import safe

GROUPED = "grouped"  #: by file and rule, each finding in its line; beside cleaner.export.FORMATS
WIDTH = 60  #: code points of an old or new text that are shown
WIDEST = 160  #: columns of a terminal that are filled
BREAKS = ("\r", "\n")
_BREAK = re.compile(r"\r\n|\n|\r")

Entry = dict[str, Any]


class Report:
    """Prints findings in the form `form` (see cleaner.export.FORMATS), SARIF when it is closed."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.held: list[Finding] = []
        self.records = RecordDiff()

    def add(self, item: Input, outcome: Outcome, records: list[dict[str, Any]]) -> None:
        """The log `records` of one outcome, without what does not count."""
        if self.form in ("text", GROUPED):
            lines = _listed if self.form == "text" else _grouped
            for record in records:
                for line in lines(_where(item, record), record, item, outcome):
                    layout.show(line)
        elif self.form == "diff":
            self._diff(item, outcome)
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

    def _diff(self, item: Input, outcome: Outcome) -> None:
        if item.format in CONTAINERS:
            self.records.add(item, outcome)
        elif outcome.before and outcome.data is not None:
            print_diff(outcome.before, outcome.data, item.path)

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


def _where(item: Input, record: dict[str, Any]) -> str:
    return f"{item.path}[{record['record'] + 1}]" if "record" in record else item.path


def _entries(record: dict[str, Any]) -> list[tuple[Entry, bool]]:
    """Edits and flags in the order of the text; whether each is an edit."""
    both = [(edit, True) for edit in record["edits"]] + [(flag, False) for flag in record["flags"]]
    return sorted(both, key=lambda pair: int(pair[0]["start"]))


def _listed(where: str, record: dict[str, Any], item: Input, outcome: Outcome) -> Iterator[str]:
    """path:line:column: rule [*] message: old -> new."""
    for entry, made in _entries(record):
        colon = click.style(":", fg="cyan")
        place = colon.join((click.style(safe(where), bold=True), str(entry["line"]), str(entry["column"]), ""))
        head = f"{place} {_rule(entry, made)} {safe(entry['message'])}: "
        if not terminal.watched():
            old, new = _short(entry["old"]), _short(entry.get("new", ""))
            yield head + safe(f"{old} -> {new}" if new else old)
            continue
        room = max(WIDTH, layout.width(WIDEST) - layout.cells(head))
        yield from layout.wrapped(head + layout.head(_change(entry, made), room), "", "    ", layout.width(WIDEST))


def _rule(entry: Entry, made: bool) -> str:
    name = click.style(safe(entry["rule"]), fg="red", bold=True)
    return f"{name} {click.style(FIXABLE, fg='cyan')}" if made else name


def _change(entry: Entry, made: bool) -> str:
    """The words that would go and come, or those that are only reported."""
    old = _BREAK.sub(" ⏎ ", entry["old"].strip("\r\n"))
    return layout.change(old, _BREAK.sub(" ⏎ ", entry["new"])) if made else layout.seen(safe(old))


def _grouped(where: str, record: dict[str, Any], item: Input, outcome: Outcome) -> Iterator[str]:
    """The file; under it each rule; under that each finding in its line."""
    yield layout.title(safe(where))
    text = _text(record, item, outcome)
    by_rule: dict[tuple[str, bool], list[Entry]] = {}
    for entry, made in _entries(record):
        by_rule.setdefault((str(entry["rule"]), made), []).append(entry)
    for (_, made), entries in by_rule.items():
        yield f"  {_rule(entries[0], made)} {layout.faint(safe(entries[0]['message']))}"
        yield from _in_lines(entries, made, text)
    yield ""


def _in_lines(entries: Iterable[Entry], made: bool, text: str) -> Iterator[str]:
    for entry in entries:
        lead = f"{entry['line']:>6}:{entry['column']:<4} "
        before, after = _around(entry, text)
        room = layout.width(WIDEST) - layout.cells(lead)
        yield layout.faint(lead) + layout.head(layout.in_line(before, _change(entry, made), after, room), room)


def _around(entry: Entry, text: str) -> tuple[str, str]:
    """What stands before and after a change in its line; nothing where the text is not at hand."""
    start, end = entry["start"], entry["end"]
    if text[start:end] != entry["old"]:
        return "", ""
    first, last = entry["old"][:1], entry["old"][-1:]  # a whole line goes with one of its line breaks
    before = "" if first in BREAKS else _BREAK.split(text[max(0, start - WIDEST) : start])[-1]
    after = "" if last in BREAKS else _BREAK.split(text[end : end + WIDEST])[0]
    return safe(before), safe(after)


def _text(record: dict[str, Any], item: Input, outcome: Outcome) -> str:
    """The text in which the record counts its offsets, or "" where that is not a file's own."""
    data = None if "record" in record else _bytes(item, outcome)
    try:
        return decode(data, record["codec"]).text if data else ""
    except CleanerError:
        return ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
