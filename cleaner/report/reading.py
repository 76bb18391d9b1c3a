"""A change log read for review: one record in memory at a time, whatever its size."""

from __future__ import annotations

import heapq
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaner.errors import UnreadableInput, reported
from cleaner.log import LogError, edits_of, read_log
from cleaner.model import GROUPS, Safety
from cleaner.reading import checked, open_regular

MAX_LINE = 512 << 20  #: bytes of one record
MAX_RULES = 20_000  #: distinct rules; the same limit as for packs
OTHER = "other"  #: the group of findings whose own is not known here
HEAVIEST = 50  #: documents that are listed by their number of findings


class Finding(NamedTuple):
    """An edit that was made (`applied`) or only reported. Offsets are code points in the original text."""

    start: int
    end: int
    line: int
    column: int
    old: str
    new: str
    rule: str
    group: str
    safety: Safety
    applied: bool
    message: str
    signals: tuple[tuple[str, float], ...]


class Kind(NamedTuple):
    """What findings are counted by."""

    group: str
    rule: str
    safety: Safety
    applied: bool


@dataclass(slots=True)
class Totals:
    """The numbers of a whole log."""

    documents: int = 0
    removed: int = 0  #: code points taken out by edits, less those put in
    kinds: Counter[Kind] = field(default_factory=Counter)
    heaviest: list[tuple[int, int, str]] = field(default_factory=list)  #: (findings, -number of the record, label)

    def add(self, record: dict[str, Any], findings: list[Finding]) -> None:
        """Count one record."""
        self.kinds.update(Kind(f.group, f.rule, f.safety, f.applied) for f in findings)
        if len(self.kinds) > MAX_RULES:
            raise LogError(f"names more than {MAX_RULES:,} rules: not a change log of this program")
        self.removed += sum(len(f.old) - len(f.new) for f in findings if f.applied)
        entry = (len(findings), -self.documents, label(record))
        (heapq.heappush if len(self.heaviest) < HEAVIEST else heapq.heappushpop)(self.heaviest, entry)
        self.documents += 1


def survey(path: str) -> Totals:
    """Count everything in the log. Raises LogError, UnreadableInput."""
    totals = Totals()
    for record, findings in documents(path):
        totals.add(record, findings)
    totals.heaviest.sort(reverse=True)
    return totals


def documents(path: str) -> Iterator[tuple[dict[str, Any], list[Finding]]]:
    """Every record of the log with its findings in the order of the text. Raises LogError, UnreadableInput."""
    try:
        for record in read_log(_lines(path), path):
            yield record, findings_of(record)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise LogError(f"{path}: not a change log: {type(error).__name__} {error}") from None


def findings_of(record: dict[str, Any]) -> list[Finding]:
    """Edits and flags of a record, by place.

    >>> entry = {"start": 0, "end": 3, "line": 1, "column": 1, "old": "teh", "rule": "codespell", "group": "typos"}
    >>> [(f.old, f.new, f.applied) for f in findings_of({"edits": [{**entry, "new": "the"}], "flags": [entry]})]
    [('teh', 'the', True), ('teh', '', False)]
    """
    found = [_finding(entry, applied=True) for entry in record["edits"]]
    found += [_finding({**entry, "new": ""}, applied=False) for entry in record.get("flags", ())]
    return sorted(found, key=lambda f: (f.start, f.end, not f.applied))


def _finding(entry: dict[str, Any], applied: bool) -> Finding:
    (edit,) = edits_of({"edits": [entry]})
    group = edit.group if edit.group in GROUPS else OTHER
    signals = tuple((str(s.rule), float(s.weight)) for s in edit.signals)
    return Finding(
        edit.start, edit.end, int(entry.get("line", 1)), int(entry.get("column", 1)), edit.old, edit.new,
        str(edit.rule), group, edit.safety, applied, str(edit.message), signals,
    )  # fmt: skip


def label(record: dict[str, Any]) -> str:
    """What a person calls the document: its path, and its number in a file of many (from 1).

    >>> label({"path": "a.jsonl", "record": 0, "id": "x7"})
    'a.jsonl[1] x7'
    """
    number = f"[{record['record'] + 1}]" if isinstance(record.get("record"), int) else ""
    return f"{record['path']}{number}" + (f" {record['id']}" if record.get("id") not in (None, "") else "")


def _lines(path: str) -> Iterator[bytes]:
    with reported(UnreadableInput, "cannot be read"):
        descriptor = open_regular(checked(path), os.O_RDONLY)
    with os.fdopen(descriptor, "rb") as file:
        while line := file.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise LogError(f"{path}: a record is longer than {MAX_LINE >> 20} MB")
            yield line
