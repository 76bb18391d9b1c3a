"""The change log: one JSON object for each document with edits or flags; written, read back and checked."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cleaner.errors import CleanerError
from cleaner.model import Edit, Result, Safety, Signal

VERSION = 1


class LogError(CleanerError):
    """A change log that cannot be used; the message names the line."""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    from hashlib import sha256  # 2 ms, only for logs

    return sha256(data).hexdigest()


def text_bytes(text: str) -> bytes:
    """`text` as UTF-8 with lone surrogates kept: what the hashes of texts that are no files are taken of."""
    return text.encode("utf-8", "surrogatepass")


def change_record(result: Result, head: dict[str, Any], before: bytes, after: bytes) -> dict[str, Any]:
    """The log object of one document: `head` (path, id, codec ...), the hashes, edits and flags.

    >>> result = Result("the cat", (Edit(0, 3, "teh", "the", "codespell", "typos"),), (), "teh cat")
    >>> record = change_record(result, {"path": "a.txt"}, b"teh cat", b"the cat")
    >>> record["edits"][0]["line"], record["edits"][0]["column"], record["edits"][0]["new"]
    (1, 1, 'the')
    """
    places = _Places(result.original)
    return {
        "v": VERSION,
        **head,
        "before": digest(before),
        "after": digest(after),
        "edits": [_entry(e, places) | {"new": e.new} for e in result.edits],
        "flags": [_entry(e, places) for e in result.flags],
        **({"metadata": result.metadata} if result.metadata else {}),
    }


def dump(record: dict[str, Any]) -> bytes:
    """One line of the log. ASCII where the text holds lone surrogates, which UTF-8 cannot carry."""
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record).encode() + b"\n"


def read_log(lines: Iterable[bytes], name: str) -> Iterator[dict[str, Any]]:
    """The records of a log, each checked. Raises LogError naming the line of the first that is not one."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            edits_of(record)
            _check_head(record)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise LogError(f"{name}:{number}: not a record of a change log ({_why(error)})") from None
        yield record


def edits_of(record: dict[str, Any]) -> list[Edit]:
    """The edits of a log record, sorted and not overlapping; ValueError, KeyError or TypeError where they are not."""
    edits, at = [], 0
    for entry in record["edits"]:
        edit = _edit(entry)
        if edit.start < at or edit.end - edit.start != len(edit.old):
            raise ValueError(f"the edit at {edit.start} does not fit")
        edits.append(edit)
        at = edit.end
    return edits


def _check_head(record: dict[str, Any]) -> None:
    if record["v"] != VERSION:
        raise ValueError(f"version {record['v']!r}; this program reads version {VERSION}")
    for key in ("path", "before", "after"):
        if not isinstance(record[key], str):
            raise TypeError(f"{key!r} is not text")
    for key, kind in (("codec", str), ("field", str), ("bom", bool), ("record", int), ("output", str)):
        if not isinstance(record.get(key, kind()), kind):
            raise TypeError(f"{key!r} is not of type {kind.__name__}")


def _why(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error) or type(error).__name__


def _edit(entry: dict[str, Any]) -> Edit:
    start, end, old, new = entry["start"], entry["end"], entry["old"], entry["new"]
    if not (type(start) is type(end) is int and type(old) is type(new) is str and 0 <= start <= end):
        raise TypeError("an edit needs whole numbers 'start' and 'end' and texts 'old' and 'new'")
    signals = tuple(Signal(s["rule"], s["weight"]) for s in entry.get("signals", ()))
    safety = Safety.parse(str(entry.get("safety", "safe")))
    return Edit(start, end, old, new, entry["rule"], entry.get("group", ""), safety, entry.get("message", ""), signals)


class _Places:
    """Line and column (both from 1, in code points) of offsets; lines end at \\r\\n, \\n or \\r."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        if "\r" not in text:
            at = text.find("\n")
            while at >= 0:
                self.starts.append(at + 1)
                at = text.find("\n", at + 1)
            return
        for n, c in enumerate(text):
            if c == "\n" or (c == "\r" and text[n + 1 : n + 2] != "\n"):
                self.starts.append(n + 1)

    def of(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def _entry(edit: Edit, places: _Places) -> dict[str, Any]:
    # The removal of a line may start with the break before it: the place to look at is where the line starts.
    blank = len(edit.old) - len(edit.old.lstrip("\r\n")) if edit.old.strip() else 0
    line, column = places.of(edit.start + blank)
    return {
        "start": edit.start,
        "end": edit.end,
        "line": line,
        "column": column,
        "old": edit.old,
        "rule": edit.rule,
        "group": edit.group,
        "safety": edit.safety.word,
        "message": edit.message,
        "signals": [{"rule": s.rule, "weight": float(s.weight)} for s in edit.signals],
    }


#: What of a rule does not decide what it does: where it stands, what explains it, what is derived from the rest.
_BESIDE = frozenset({"path", "line", "tests", "references", "why", "compiled", "signs"})


def rules_version(rules: Sequence[Any]) -> str:
    """A short hash of the rules in force, so that a log says what made it; the same wherever and however they load."""
    fields = rules[0]._field_defaults.items() if rules else ()
    told = [(name, default) for name, default in fields if name not in _BESIDE]
    acting = []
    for rule in sorted(rules, key=lambda r: str(r.id)):
        own = {"id": rule.id} | {name: value for name, default in told if (value := getattr(rule, name)) != default}
        acting.append(own | {"weight": float(rule.weight)})  # 5 in a pack may be 5.0 in its cache
    return digest(json.dumps(acting, sort_keys=True).encode())[:12]
