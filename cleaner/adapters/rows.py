"""One record as a mapping, cleaned as `cleaner clean` cleans it in JSON Lines. The core of every adapter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner.config import Settings
from cleaner.job import Task, work

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
    text, page = row.get(field), row.get("html")
    if text is None and page is None:
        return Row(None)
    given = {field: text} if text is not None else {"html": page}
    given |= {key: row[key] for key in LOOKED_AT if _is_plain(row.get(key))}
    try:
        line = json.dumps(given).encode()
    except (TypeError, ValueError) as error:
        return Row(None, None, f"record {number + 1}: {error}")
    outcome = work(Task(path, "jsonl", settings, line, number, field, size=len(line)))
    cleaned = json.loads(outcome.data or line).get(field)
    log = outcome.logs[0] if outcome.logs else None
    return Row(cleaned if isinstance(cleaned, str) else None, log, outcome.refused)


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)
