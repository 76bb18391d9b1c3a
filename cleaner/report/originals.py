"""The original text behind a record of the log, where the disk still holds it or what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from typing import Any

from cleaner import edits as calculus
from cleaner.corpus import open_records, reading
from cleaner.decoding import decode
from cleaner.errors import CleanerError
from cleaner.log import digest, edits_of, text_bytes
from cleaner.reading import checked, read_file
from cleaner.report.reading import Finding

MAX_BYTES = 256 << 20  #: of a file, or of a line of JSON Lines, that is read for its context
MAX_WALKS = 1000  #: walks through files of records; a log that jumps to and fro would make us read for ever


class Originals:
    """Gives the texts that records tell of. A text counts only when its hash is the one in the log.

    Records of one JSON Lines file are found in one walk through it, for a log has them in order.
    """

    def __init__(self) -> None:
        self._walks: dict[str, _Walk] = {}
        self.walks_left = MAX_WALKS

    def of(self, record: dict[str, Any], findings: Sequence[Finding]) -> str | None:
        """The original text of `record`, or None where no file holds it or its cleaned form any more."""
        try:
            texts = (text for text in self._candidates(record) if text is not None)
            return next((t for t in texts if all(t[f.start : f.end] == f.old for f in findings)), None)
        except (CleanerError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None  # a page without this context is better than no page

    def _candidates(self, record: dict[str, Any]) -> Iterator[str | None]:
        for path in dict.fromkeys((record["path"], record.get("output"))):
            if isinstance(path, str) and path != "-":
                number = record.get("record")
                yield self._from_lines(path, number, record) if isinstance(number, int) else _from_file(path, record)

    def _from_lines(self, path: str, number: int, record: dict[str, Any]) -> str | None:
        walk = self._walks.get(path)
        if walk is None or walk.next > number:
            walk = self._begin(path)
        with reading():
            line = walk.line(number) if walk else b""
        text = json.loads(line).get(record.get("field", "text")) if line else None
        return _fitting(text, text_bytes(text), record) if isinstance(text, str) else None

    def _begin(self, path: str) -> _Walk | None:
        if self.walks_left == 0:
            return None
        self.walks_left -= 1
        if len(self._walks) >= 2:  # the input and the output of a run
            self._walks.pop(next(iter(self._walks))).close()
        walk = self._walks[path] = _Walk(path)
        return walk


class _Walk:
    """One walk through the lines of a file, compressed or not. A file that cannot be opened has no lines."""

    def __init__(self, path: str) -> None:
        self.next = 0
        self._stack = ExitStack()
        try:
            self.file = self._stack.enter_context(open_records(checked(path)))
        except (CleanerError, OSError):
            self.file = BytesIO()

    def line(self, number: int) -> bytes:
        """Line `number` from 0, or b"" where there is none or it is too long."""
        line = b""
        while self.next <= number:
            if not (line := self.file.readline(MAX_BYTES)):
                return b""
            self.next += 1
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest, line = self.file.readline(MAX_BYTES), line if len(line) < MAX_BYTES else b""
        return line

    def close(self) -> None:
        self._stack.close()


def _from_file(path: str, record: dict[str, Any]) -> str | None:
    try:
        data = read_file(path, MAX_BYTES)
    except CleanerError:
        return None
    if digest(data) not in (record["before"], record["after"]):
        return None
    return _fitting(decode(data, record.get("codec", "utf-8")).text, data, record)


def _fitting(text: str, data: bytes, record: dict[str, Any]) -> str | None:
    """The original of `text`, whose bytes are `data`: itself, or what undoing the edits gives."""
    found = digest(data)
    if found == record["before"]:
        return text
    return calculus.apply(text, calculus.inverse(edits_of(record))) if found == record["after"] else None
