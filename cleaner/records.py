"""JSON Lines: one record, its text cleaned, every other byte of the line as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from json import JSONDecoder, decoder
from typing import Any, NamedTuple

from cleaner import edits as calculus
from cleaner.errors import InputError, PromiseBroken
from cleaner.log import change_record, text_bytes
from cleaner.model import Document, Result
from cleaner.pipeline import Cleaner
from cleaner.steps import Steps, alone
from cleaner.summary import Tally, tally
from cleaner.together import SHORT

# The standard scanner, at an offset: the only way to learn where a value stands. Long there, though not typed.
_scan_string: Callable[[str, int], tuple[str, int]] = decoder.scanstring  # type: ignore[attr-defined]
_scan_value: Callable[[str, int], tuple[Any, int]] = JSONDecoder().scan_once  # type: ignore[attr-defined]
_BLANK = " \t\n\r"
MOST = 6  #: bytes that a code point takes, escapes told; a longer line is not read twice


class RecordError(InputError):
    """A line that is no JSON object, or whose text is no string."""


class Cleaned(NamedTuple):
    """A record's line as it is written, its log object if anything was found, and why it was left alone."""

    line: bytes
    log: dict[str, Any] | None = None
    refused: str = ""
    numbers: Tally = Tally()


def clean_record(tidy: Cleaner, line: bytes, head: dict[str, Any], field: str = "text") -> Cleaned:
    """Clean `field` of the JSON object in `line` (without its line break).

    A record with `html` and without `field` is extracted first and gets the field, and what the page says of itself
    (title, author, date, site) where the record has no such field. Raises RecordError.

    >>> clean_record(Cleaner(select=["typos"]), b'{"id": 1, "text": "teh cat",  "n":1}', {"path": "-"}).line
    b'{"id": 1, "text": "the cat",  "n":1}'
    """
    return alone(record_steps(tidy, line, head, field))


def record_steps(tidy: Cleaner, line: bytes, head: dict[str, Any], field: str = "text") -> Steps[Cleaned]:
    """What `clean_record` does, step by step."""
    source, record = _read(line)
    text, form = text_of(record, field)
    document = tidy.document(text, form, url=_optional(record, "url"))
    document.source = _optional(record, "source")
    result = yield from tidy.steps(document)
    if not (result.edits or result.flags or form == "html"):
        return Cleaned(line, None, result.refused, tally(result))
    extra = _said(record, field, result) if form == "html" else None
    cleaned, literal = _with_text(source, field, result, extra)
    head = {**head, "id": record.get("id"), "field": field, "literal": literal}
    log = change_record(result, head, text_bytes(result.original), text_bytes(result.text))
    _judge(line, cleaned, log, result, field)
    told = result.edits or result.flags or form == "html"  # what was added must be told, or it could not be undone
    return Cleaned(cleaned, log if told else None, result.refused, tally(result))


def _read(line: bytes) -> tuple[str, dict[str, Any]]:
    """The line as text, and the object in it. Raises RecordError."""
    try:
        source = line.decode("utf-8")
        record = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise RecordError("not a JSON object")
    return source, record


def short_document(tidy: Cleaner, line: bytes, field: str = "text") -> Document | None:
    """The text of the record in `line` as `clean_record` would clean it, if it is a short one; else None.

    >>> short_document(Cleaner(), b'{"text": "A post."}').text, short_document(Cleaner(), b"[]")
    ('A post.', None)
    """
    if len(line) > MOST * SHORT:
        return None
    try:
        _, record = _read(line)
        text, form = text_of(record, field)
    except RecordError:
        return None
    if form == "html" or len(text) > SHORT:
        return None
    document = tidy.document(text, form, url=_optional(record, "url"))
    document.source = _optional(record, "source")
    return document


def _judge(line: bytes, cleaned: bytes, log: dict[str, Any], result: Result, field: str) -> None:
    """The line's own form of the first promise: it holds the cleaned text, and undoing gives the old line back."""
    back = calculus.apply(result.text, calculus.inverse(result.edits))
    if back != result.original or restore_record(cleaned, log, back, field) != line:
        raise PromiseBroken("undoing the edits would not give the record back; it was left as it was")
    if json.loads(cleaned)[field] != result.text:
        raise PromiseBroken("the cleaned record would not hold the cleaned text; it was left as it was")


def _optional(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value if isinstance(value, str) and value else None


def text_of(record: dict[str, Any], field: str) -> tuple[str, str]:
    """What is to be cleaned of a record, and its format: `field`, else `html`. Raises RecordError.

    >>> text_of({"html": "<p>Hello"}, "text"), text_of({"text": "*Hello*", "format": "markdown"}, "text")
    (('<p>Hello', 'html'), ('*Hello*', 'markdown'))
    """
    if field in record:
        if not isinstance(record[field], str):
            raise RecordError(f"its {field!r} is not a string")
        form = record.get("format") or "text"
        if form not in ("text", "markdown"):
            raise RecordError(f"its 'format' is {form!r}; known are text, markdown")
        return record[field], form
    if isinstance(record.get("html"), str):
        return record["html"], "html"
    raise RecordError(f"it has neither {field!r} nor 'html'; --field names another")


def _said(record: dict[str, Any], field: str, result: Result) -> dict[str, str]:
    """What the page says of itself (title, author, date, site) and the record does not have."""
    return {key: value for key, value in result.metadata.items() if key not in record and key != field}


def _with_text(source: str, field: str, result: Result, extra: dict[str, str] | None) -> tuple[bytes, Any]:
    """(the line with the new text, how the old literal was written). `extra` fields come with a text that is new."""
    if extra is not None:
        body = source.rstrip()
        comma = "" if body[:-1].rstrip().endswith("{") else ", "
        literal = _literal(result.text, ascii_only=False)
        more = "".join(f", {json.dumps(key)}: {_literal(value, ascii_only=False)}" for key, value in extra.items())
        return text_bytes(f"{body[:-1]}{comma}{json.dumps(field)}: {literal}{more}}}{source[len(body) :]}"), "added"
    start, end = value_span(source, field)
    old = source[start:end]
    ascii_only = old.isascii()
    style: Any = next((s for s in ("unicode", "ascii") if _literal(result.original, s == "ascii") == old), {"raw": old})
    new = _literal(result.text, ascii_only and "\\u" in old)
    return text_bytes(source[:start] + new + source[end:]), style


def _literal(text: str, ascii_only: bool) -> str:
    lone = any("\ud800" <= c <= "\udfff" for c in text) if not text.isascii() else False
    return json.dumps(text, ensure_ascii=ascii_only or lone)


def value_span(source: str, field: str) -> tuple[int, int]:
    """Where the value of the top-level key `field` stands in the JSON object `source`; the last one if repeated.

    >>> source = '{"a": [1, {"text": 2}], "text" : "x"}'
    >>> source[slice(*value_span(source, "text"))]
    '"x"'
    """
    found, at = None, _skip(source, _skip(source, 0) + 1)
    while source[at] != "}":
        key, at = _scan_string(source, at + 1)
        start = _skip(source, _skip(source, at) + 1)
        _, at = _scan_value(source, start)
        if key == field:
            found = (start, at)
        at = _skip(source, at)
        at = _skip(source, at + 1) if source[at] == "," else at
    if found is None:
        raise KeyError(field)
    return found


def _skip(source: str, at: int) -> int:
    while source[at] in _BLANK:
        at += 1
    return at


def restore_record(line: bytes, record: dict[str, Any], original: str, field: str = "text") -> bytes:
    """The line before cleaning, from the cleaned `line`, its log `record` and the `original` text."""
    source = line.decode("utf-8")
    start, end = value_span(source, field)
    style = record.get("literal")
    if style == "added":
        head = source[:start].rstrip()[:-1].rstrip().removesuffix(json.dumps(field)).rstrip()
        return text_bytes(head.removesuffix(",") + source[len(source.rstrip()) - 1 :])  # all after it was added too
    old = style["raw"] if isinstance(style, dict) else _literal(original, style == "ascii")
    return text_bytes(source[:start] + old + source[end:])
