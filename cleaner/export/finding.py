"""A finding as reports need it: where it stands in the file that others see, and what would mend it.

A log counts code points of the decoded text and takes \\r for the end of a line. Reports are shown next to the file by
programs that end lines at \\n and that know nothing of the log, so places are counted anew here, from the bytes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, NamedTuple

from cleaner.decoding import decode, encode
from cleaner.errors import CleanerError
from cleaner.log import digest
from cleaner.terminal import safe

WIDTH = 60  #: code points of an old or new text that a message shows


class Place(NamedTuple):
    """A position in a file: line and column from 1, the column in code points, and in bytes (0: not known)."""

    line: int
    column: int = 0
    byte: int = 0


class Region(NamedTuple):
    """Half-open: `offset` and `length` count code points of the decoded text, as the log does."""

    start: Place
    end: Place
    offset: int = 0
    length: int = 0


class Finding(NamedTuple):
    """One edit (`new` is its text) or flag (`new` is None) of a log.

    `shown` is what to point at and `fix` what `new` replaces; both are None where the place in the file is not known:
    for HTML, whose edits count in the extracted text, and for a file that has changed since. A finding in a record of
    JSON Lines has a line only, and no fix.
    """

    path: str
    rule: str
    group: str
    safety: str
    message: str
    old: str
    new: str | None
    shown: Region | None
    fix: Region | None

    def said(self) -> str:
        """What to tell a reader, on one line, with nothing in it that could act on a terminal."""
        change = f"{_short(self.old)} -> {_short(self.new)}" if self.new else _short(self.old)
        return safe(f"{self.message}: {change}" if change else self.message)


def findings(record: dict[str, Any], data: bytes | None = None) -> list[Finding]:
    """The findings of a log record, in order of place; `data` are the bytes that were cleaned.

    >>> edit = {"start": 7, "end": 10, "old": "teh", "new": "the", "rule": "codespell", "group": "typos",
    ...         "safety": "safe", "message": "typo"}
    >>> data = "“é\\r\\nA teh".encode()
    >>> (found,) = findings({"path": "a.txt", "before": digest(data), "edits": [edit | {"start": 6, "end": 9}]}, data)
    >>> found.fix.start, found.said()
    (Place(line=2, column=3, byte=3), 'typo: teh -> the')
    """
    places = _Places.of(record, data)
    entries = sorted([*record["edits"], *record.get("flags", ())], key=lambda e: (e["start"], e["end"]))
    return [_finding(record, entry, places) for entry in entries]


def _finding(record: dict[str, Any], entry: dict[str, Any], places: _Places | None) -> Finding:
    start, old = entry["start"], entry["old"]
    new = entry.get("new")
    fix = shown = None
    if places is not None:
        fix = places.region(start, entry["end"]) if new is not None and _is_unicode(new) else None
        first = len(old) - len(old.lstrip("\r\n")) if old.strip() else 0
        shown = places.region(start + first, max(start + len(old.rstrip("\r\n")), start + first))
    elif "record" in record:
        shown = Region(Place(record["record"] + 1), Place(record["record"] + 1))
    return Finding(
        record["path"], entry["rule"], entry.get("group", ""), entry.get("safety", "safe"), entry.get("message", ""),
        old, new, shown, fix,
    )  # fmt: skip


class _Places:
    """Places in a decoded text, whose lines end at \\n."""

    def __init__(self, text: str, codec: str, bom: bool) -> None:
        self.text = text
        self.codec = codec
        self.mark = 3 if bom and codec == "utf-8" else 0  # bytes before the text that count in its first line
        self.starts = [0, *(n + 1 for n, c in enumerate(text) if c == "\n")]

    @classmethod
    def of(cls, record: dict[str, Any], data: bytes | None) -> _Places | None:
        """None where `data` are not the bytes that the record's offsets count in."""
        if data is None or "record" in record or digest(data) != record["before"]:
            return None
        try:
            decoded = decode(data, record.get("codec"))
        except CleanerError:
            return None
        return cls(decoded.text, decoded.codec, decoded.bom)

    def region(self, start: int, end: int) -> Region:
        return Region(self.place(start), self.place(end), start, end - start)

    def place(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset)
        before = self.text[self.starts[line - 1] : offset]
        wide = self.codec.startswith(("utf-16", "utf-32"))  # there a line is no line to whoever counts its bytes
        byte = 0 if wide else len(encode(before, self.codec)) + 1 + (self.mark if line == 1 else 0)
        return Place(line, len(before) + 1, byte)


def _is_unicode(text: str) -> bool:
    """Whether JSON can carry it: stray bytes, which are lone surrogates, it cannot."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
