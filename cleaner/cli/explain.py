"""`cleaner explain`."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import click

from cleaner.cli import layout
from cleaner.cli.containers import open_source
from cleaner.cli.inputs import Finder, Input
from cleaner.cli.options import input_options, options_of, rule_options
from cleaner.cli.run import first_cleaner
from cleaner.corpus import reading
from cleaner.decoding import decode
from cleaner.errors import InputError, naming
from cleaner.extract.decode import decode_html
from cleaner.holds import Holds
from cleaner.job import SKIPPED
from cleaner.model import Document, Edit, Result
from cleaner.propose import boilerplate
from cleaner.terminal import safe

if TYPE_CHECKING:
    from cleaner.extract.judge import Dropped

MARGIN = 6  #: columns of the line number
_BREAK = re.compile(r"\r\n|\n|\r")


@click.command("explain")
@click.argument("path", required=False, type=click.Path(readable=False, path_type=str))
@click.option("--record", default=1, type=click.IntRange(1), metavar="N", help="JSON Lines: which record.")
@input_options
@rule_options
def command(path: str | None, record: int, format_: str | None, field: str, **rules: Any) -> None:
    """Show, line by line, which rules spoke, with which weight, and what was decided.

    A line that goes is struck out (without colour: marked -). Lines that no evidence came near are content and are
    only counted. Then the small edits, with the words that change, and what is only reported.
    """
    holds = Holds(options_of(rules))
    item = next(iter(Finder([path] if path else [], format_, holds)), None)
    problem = (item.problem or (item.excluded if item.format in SKIPPED else "")) if item else "there is no text in it"
    if item is None or problem:
        raise InputError(f"{path}: {problem}")
    text, form = _text(item, record, field)
    tidy = first_cleaner(holds, item.path)
    document = tidy.document(text, form)
    view = _View(document, tidy.clean(text, form), boilerplate.judge(document, tidy.book))
    click.echo(
        "\n".join([*_heading(item, document), *_left_out(document), *view.lines(), *view.slips(), *view.closing()])
    )


def _text(item: Input, record: int, field: str) -> tuple[str, str]:
    """(the text, its format) of the input, or of a record of it."""
    if item.format == "parquet":
        raise InputError(f"{item.path}: give one text, or JSON Lines")
    if item.format != "jsonl":
        with naming(item.path):
            data = item.read()
            return (decode_html(data)[0] if item.format == "html" else decode(data).text), item.format
    try:
        with open_source(item) as source, reading():
            row = json.loads(next(line for n, line in enumerate(source, 1) if n == record))
    except StopIteration:
        raise InputError(f"{item.path}: has no record {record}") from None
    except (ValueError, RecursionError):
        row = None
    for key, form in ((field, ""), ("html", "html")):
        if isinstance(row, dict) and isinstance(row.get(key), str):
            return row[key], form or ("markdown" if row.get("format") == "markdown" else "text")
    raise InputError(f"{item.path}: record {record} is no JSON object with {field!r} or 'html'")


def _heading(item: Input, document: Document) -> Iterator[str]:
    size = f"{len(document.text):,} characters in {len(document.segments):,} pieces"
    yield f"{layout.title(safe(item.path))}  {layout.faint(f'{document.format}, {size}')}"


def _left_out(document: Document) -> Iterator[str]:
    """Of a page, what it says of itself, and the lines that trafilatura took and the page's structure spoke against."""
    metadata = cast("dict[str, str]", document.facts.get("metadata", {}))
    for key, value in metadata.items():
        yield layout.faint(layout.head(safe(f"{key}: {value}"), layout.width(160)))
    found = cast("tuple[Dropped, ...]", document.facts.get("dropped", ()))
    if found:
        yield from ("", layout.title("Left out of the page"))
    for line in found:
        lead = f"{'':>{MARGIN}} - {_score(-line.odds)}  "
        yield lead + layout.head(safe(line.text), layout.width(160) - layout.cells(lead))
        signals = " · ".join(f"{safe(s.rule)} {s.weight:+.1f}" for s in line.signals)
        yield from map(layout.faint, layout.wrapped(signals, " " * layout.cells(lead), columns=layout.width(160)))
    if found:
        yield from ("", layout.title("The text"))


class _View:
    """What was found in one document, as lines for a person."""

    def __init__(self, document: Document, result: Result, judged: dict[int, boilerplate.Judged]) -> None:
        self.text = document.text
        self.count = len(document.segments)
        self.result = result
        self.judged = judged
        self.starts = [0, *(m.end() for m in _BREAK.finditer(self.text))]
        self.columns = layout.width(160)
        gone = [(found.segment.start, found.segment.end) for found in judged.values() if found.removed]
        self.small = [e for e in result.edits if not any(e.start <= a and b <= e.end for a, b in gone)]

    def lines(self) -> Iterator[str]:
        """The lines that evidence came near, with the others between them counted."""
        last = -1
        for number in sorted(self.judged):
            yield from self._gap(number - last - 1)
            yield from self._line(self.judged[number])
            last = number
        yield from self._gap(self.count - last - 1)

    def _gap(self, lines: int) -> Iterator[str]:
        if lines:
            yield layout.faint(f"{'⋮':>{MARGIN}}  {lines:,} {'line' if lines == 1 else 'lines'} of content")

    def _line(self, found: boilerplate.Judged) -> Iterator[str]:
        place = self._number(found.segment.start)
        mark = "-" if found.removed else " "
        lead = f"{layout.faint(f'{place:>{MARGIN}}')} {mark} {_score(found.score)}  "
        shown = layout.head(safe(self.text[found.segment.start : found.segment.end]), self.columns - layout.cells(lead))
        if found.removed and layout.coloured():
            shown = layout.gone(shown)
        yield lead + shown
        if any(signal.weight > 0 for signal in found.signals):
            signals = " · ".join(f"{safe(s.rule)} {s.weight:+g}" for s in found.signals)
            indent = " " * layout.cells(lead)
            yield from map(layout.faint, layout.wrapped(signals, indent, columns=self.columns))

    def _number(self, offset: int) -> int:
        return bisect_right(self.starts, offset)

    def slips(self) -> Iterator[str]:
        """Every edit that is no removal of a line shown above, and what is only reported."""
        for name, edits, made in (("Mended", self.small, True), ("Only reported", self.result.flags, False)):
            if edits:
                yield from ("", layout.title(name))
                for edit in edits:
                    yield from self._slip(edit, made)

    def _slip(self, edit: Edit, made: bool) -> Iterator[str]:
        line = self._number(edit.start)
        start = self.starts[line - 1]
        end = _BREAK.search(self.text, edit.end)
        middle = layout.change(edit.old, edit.new) if made else layout.seen(safe(edit.old))
        before = safe(self.text[start : edit.start])
        after = safe(self.text[edit.end : end.start() if end else len(self.text)])
        shown = layout.in_line(before, middle, after, self.columns - MARGIN - 2)
        yield from layout.wrapped(shown, f"{line:>{MARGIN}}  ", columns=self.columns)
        about = f"{safe(edit.rule)} · {edit.safety.word} · {safe(edit.message)}"
        yield layout.faint(" " * (MARGIN + 2) + layout.head(about, self.columns - MARGIN - 2))

    def closing(self) -> Iterator[str]:
        """What it comes to."""
        yield ""
        if self.result.refused:
            yield f"Left as it was: {self.result.refused}"
            return
        lines, small, flags = len(self.result.edits) - len(self.small), len(self.small), len(self.result.flags)
        counted = (lines, "line", " removed"), (small, "slip", " mended"), (flags, "finding", " only reported")
        parts = [f"{n:,} {what}{'' if n == 1 else 's'}{did}" for n, what, did in counted if n]
        yield layout.title(", ".join(parts) or "Nothing to clean")


def _score(score: float) -> str:
    """The evidence in six columns; what is plainly content has none."""
    return f"{score:+6.1f}" if score > float("-inf") else "  keep"
