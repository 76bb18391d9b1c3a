"""One record as a mapping, cleaned as `cleaner clean` cleans it in JSON Lines. The core of every adapter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from cleaner.config import Settings
from cleaner.job import RECORDS, Task, work_on

LOOKED_AT = ("id", "url", "source", "format")  #: what cleaning looks at beside the text or the page


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings that keyword arguments give: select, ignore, rules, words, unsafe, share. Raises TypeError.

    >>> settings_of({"select": ["typos"]}).select
    ('typos',)
    """
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in given.items()}
    return Settings(**values)


class Row(NamedTuple):
    """A cleaned record: its text (None where it has none), its log object, and why it was left alone (else "")."""

    text: str | None
    log: dict[str, Any] | None = None
    refused: str = ""


def clean_row(settings: Settings, row: Mapping[str, Any], path: str, number: int, field: str = "text") -> Row:
    """Clean the text in `row[field]`, or extract that of `row["html"]`. Never raises for what is in the row.

    `path` and `number` (from 0) say in the log where the record stands.

    >>> clean_row(Settings(select=("typos",)), {"text": "I recieve teh post."}, "a.jsonl", 0).text
    'I receive the post.'
    """
    return _cleaned(settings, [(number, row)], path, field)[0]


def clean_rows(settings: Settings, rows: Iterable[Mapping[str, Any]], path: str, field: str = "text") -> Iterator[Row]:
    """What `clean_row` gives for each of `rows`, sooner: they are looked at in groups of RECORDS.

    >>> rows = [{"text": "I recieve teh post."}, {"text": "The post."}]
    >>> [row.text for row in clean_rows(Settings(select=("typos",)), rows, "-")]
    ['I receive the post.', 'The post.']
    """
    numbered = enumerate(rows)
    while group := list(islice(numbered, RECORDS)):
        yield from _cleaned(settings, group, path, field)


def _cleaned(settings: Settings, rows: Sequence[tuple[int, Mapping[str, Any]]], path: str, field: str) -> list[Row]:
    found = {number: Row(None) for number, _ in rows}
    lines: dict[int, bytes] = {}
    for number, row in rows:
        try:
            if line := _line(row, field):
                lines[number] = line
        except (TypeError, ValueError) as error:
            found[number] = Row(None, None, f"record {number + 1}: {error}")
    tasks = [Task(path, "jsonl", settings, line, number, field, size=len(line)) for number, line in lines.items()]
    for (number, line), outcome in zip(lines.items(), work_on(tasks), strict=True):
        cleaned = json.loads(outcome.data or line).get(field)
        log = outcome.logs[0] if outcome.logs else None
        found[number] = Row(cleaned if isinstance(cleaned, str) else None, log, outcome.refused)
    return [*found.values()]


def _line(row: Mapping[str, Any], field: str) -> bytes | None:
    """The record of JSON Lines that has of `row` what is looked at; None where it has no text and no page."""
    text, page = row.get(field), row.get("html")
    if text is None and page is None:
        return None
    given = {field: text} if text is not None else {"html": page}
    given |= {key: row[key] for key in LOOKED_AT if _is_plain(row.get(key))}
    return json.dumps(given).encode()


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)
