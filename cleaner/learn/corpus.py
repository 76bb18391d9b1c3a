"""The texts of a corpus, each with its source. A corpus can be read again and again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, NamedTuple

from cleaner.cli.inputs import CONTAINERS, Input
from cleaner.corpus import lines as lines_in
from cleaner.corpus import open_records, reading
from cleaner.decoding import decode
from cleaner.errors import CleanerError, InputError
from cleaner.propose.judged import KEPT
from cleaner.records import text_of
from cleaner.segment import segmenter
from cleaner.source import host_of

_BREAK = re.compile(r"\r\n|\n|\r")


class Text(NamedTuple):
    """One document: its lines without blank ones, the source it is grouped under, its name, and the source that rules
    will know it by when it is cleaned ("" where nothing says it)."""

    lines: list[str]
    source: str
    name: str
    known: str = ""


class Corpus:
    """The documents of `inputs`.

    `field` holds the text of a record, `by` the source; without `by` the source is a record's `source`, the host of
    its `url`, or the folder. After a reading `skipped` counts the inputs and records that could not be read and
    `problem` says why the first could not.
    """

    def __init__(self, inputs: Iterable[Input], field: str = "text", by: str = "") -> None:
        self.inputs = inputs
        self.field = field
        self.by = by
        self.skipped = 0
        self.problem = ""

    def __iter__(self) -> Iterator[Text]:
        self.skipped, self.problem = 0, ""
        for item in self.inputs:
            if item.excluded:
                continue
            try:
                yield from self._texts(item)
            except InputError as error:
                self._skip(item.path, error)

    def _skip(self, place: str, error: Exception) -> None:
        self.skipped += 1
        self.problem = self.problem or f"{place}: {error}"

    def _texts(self, item: Input) -> Iterator[Text]:
        if problem := item.problem or item.excluded:
            raise InputError(problem)
        if item.format not in CONTAINERS:
            folder = PurePath(item.path).parent.name or "."
            yield Text(lines_of(decode(item.read()).text, item.format), folder, item.path)
            return
        rows: Iterable[Any] = _rows(item) if item.format == "parquet" else _lines(item)
        for number, row in enumerate(rows, 1):
            place = f"{item.path}:{number}"
            try:
                yield self._record(json.loads(row) if isinstance(row, bytes) else row, place, item.path)
            except (CleanerError, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
                self._skip(place, error)

    def _record(self, record: dict[str, Any], place: str, path: str) -> Text:
        text, form = text_of(record, self.field)
        lines = lines_of(text, form)
        name = record.get("url") or record.get("id")
        known = str(record.get("source") or "") or host_of(str(record.get("url") or ""))
        source = str(record.get(self.by) or "") if self.by else known
        return Text(lines, source or PurePath(path).name, str(name) if name else place, known)


def _lines(item: Input) -> Iterator[bytes]:
    with open_records(item.path) as file:
        for line, _ in lines_in(file):
            if not line.isspace():
                yield line


def _rows(item: Input) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise InputError("Parquet needs more than is installed: pip install 'cleaner[corpus]'") from None
    with reading(), parquet.ParquetFile(item.path) as file:
        for batch in file.iter_batches(batch_size=1024):
            yield from batch.to_pylist()


def lines_of(text: str, form: str) -> list[str]:
    r"""The lines of a text that rules may remove, as the engine sees them: no code, no tables, no blank lines.

    >>> lines_of("One.\r\n\n  Two.\n", "text")
    ['One.', 'Two.']
    >>> lines_of("# A title\n\n    code\n\n- an\n  item\n", "markdown")
    ['A title', 'an item']
    """
    if form == "text":  # the same as its segmenter gives, at a tenth of the cost
        lines = _BREAK.split(text) if "\r" in text else text.split("\n")
        return [line for part in lines if (line := part.strip())]
    if form == "html":
        from cleaner.extract import extract

        page = extract(text, None, markdown=False)
        text, segments = page.text, page.segments
    else:
        segments = segmenter(form)(text)
    kept = (s for s in segments if not s.fixed and s.kind not in KEPT)
    return [re.sub(r"\s*[\r\n]\s*", " ", text[s.start : s.end]) for s in kept]
