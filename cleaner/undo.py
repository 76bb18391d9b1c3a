"""From cleaned bytes and a log record back to the original bytes, or an error: never something in between."""

from __future__ import annotations

import json
from typing import Any

from cleaner import edits as calculus
from cleaner.decoding import decode, encode
from cleaner.errors import InputError
from cleaner.log import digest, edits_of, text_bytes
from cleaner.records import restore_record


class CannotUndo(InputError):
    """The file has changed since it was cleaned, or the log does not belong to it."""


def restore(data: bytes, record: dict[str, Any]) -> bytes:
    """The bytes before cleaning; `data` itself where it is the original already.

    Raises CannotUndo where the file has changed since or the log does not fit.
    """
    if digest(data) == record["before"]:
        return data
    if digest(data) != record["after"]:
        raise CannotUndo("has changed since it was cleaned, so the log does not fit; nothing was written")
    codec, bom = record.get("codec", "utf-8"), bool(record.get("bom"))
    try:
        original = encode(_backwards(decode(data, codec).text, record), codec, bom)
    except (LookupError, UnicodeError) as error:
        raise CannotUndo(f"the log does not fit ({error}); nothing was written") from None
    if digest(original) != record["before"]:
        raise CannotUndo("undoing does not give the bytes that the log names; nothing was written")
    return original


def _backwards(text: str, record: dict[str, Any]) -> str:
    try:
        return calculus.apply(text, calculus.inverse(edits_of(record)))
    except ValueError as error:
        raise CannotUndo(f"the log does not fit ({error}); nothing was written") from None


def restore_lines(data: bytes, records: list[dict[str, Any]]) -> bytes:
    """The JSON Lines before cleaning. Records are found by their number, the last run's first."""
    lines = data.split(b"\n")
    for record in reversed(records):
        number = record["record"]
        if not isinstance(number, int) or not 0 <= number < len(lines):
            raise CannotUndo("has other records than the log tells of; nothing was written")
        lines[number] = _restored_line(lines[number], record)
    return b"\n".join(lines)


def _restored_line(line: bytes, record: dict[str, Any]) -> bytes:
    field = record.get("field", "text")
    try:
        text = json.loads(line)[field]
    except (ValueError, KeyError, TypeError):
        raise CannotUndo(f"record {record['record'] + 1} is not what was written; nothing was written") from None
    only_added = record.get("literal") == "added" and record["before"] == record["after"]
    if digest(text_bytes(text)) == record["before"] and not only_added:
        return line
    if digest(text_bytes(text)) != record["after"]:
        raise CannotUndo(f"record {record['record'] + 1} has changed since it was cleaned; nothing was written")
    end = line[len(line.rstrip(b"\r")) :]
    return restore_record(line.removesuffix(end) if end else line, record, _backwards(text, record), field) + end
