"""Arrow tables cleaned and restored: what Ray Data and Spark have in common."""

from __future__ import annotations

import json

import pyarrow as pa

from cleaner import edits as calculus
from cleaner.adapters.rows import LOOKED_AT, Row, clean_rows
from cleaner.config import Settings
from cleaner.log import digest, dump, edits_of, text_bytes

LOG = "cleaner_log"  #: the column that holds each record's log object as JSON, null where nothing was found


def clean_table(table: pa.Table, settings: Settings, field: str = "text", log: str = LOG) -> pa.Table:
    """`table` with its column `field` cleaned and the column `log` added; all else, and the order, stays.

    Without a column `field` it is made from `html`. Raises KeyError where neither is there.

    >>> table = clean_table(pa.table({"id": [7], "text": ["teh cat"]}), Settings(select=("typos",)))
    >>> table["text"].to_pylist(), json.loads(table["cleaner_log"][0].as_py())["id"]
    (['the cat'], 7)
    """
    names = table.schema.names
    if field not in names and "html" not in names:
        raise KeyError(f"neither {field!r} nor 'html' is among the columns {', '.join(names)}")
    looked_at = table.select([n for n in dict.fromkeys((field, "html", *LOOKED_AT)) if n in names])
    rows = [*clean_rows(settings, looked_at.to_pylist(), "-", field)]
    return _with_column(_with_text(table, field, [r.text for r in rows]), log, _logs(rows))


def restore_table(table: pa.Table, field: str = "text", log: str = LOG) -> pa.Table:
    """What `clean_table` was given: the texts of before, and no column `log`.

    Raises ValueError where a text has changed since. A text that was made from `html` is restored as it was extracted.
    """
    texts = [_restored(text, log_) for text, log_ in zip(*(table[n].to_pylist() for n in (field, log)), strict=True)]
    return _with_text(table, field, texts).drop_columns([log])


def _restored(text: str | None, log: str | None) -> str | None:
    if text is None or log is None:
        return text
    record = json.loads(log)
    if not record["edits"]:
        return text
    if digest(text_bytes(text)) != record["after"]:
        raise ValueError("a text has changed since it was cleaned, so its log does not fit")
    return calculus.apply(text, calculus.inverse(edits_of(record)))


def _logs(rows: list[Row]) -> pa.Array:
    """Each row's log; one that was left alone gets a log without edits that says why."""
    texts = []
    for row in rows:
        log = row.log if row.log or not row.refused else {"v": 1, "edits": [], "flags": [], "refused": row.refused}
        texts.append(dump(log).decode().rstrip("\n") if log else None)
    return pa.array(texts, pa.string())


def _with_text(table: pa.Table, field: str, texts: list[str | None]) -> pa.Table:
    kind = table.schema.field(field).type if field in table.schema.names else pa.string()
    plain = pa.array(texts, kind.value_type if pa.types.is_dictionary(kind) else kind)
    return _with_column(table, field, plain.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else plain)


def _with_column(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    if name not in table.schema.names:
        return table.append_column(name, values)
    at = table.schema.get_field_index(name)
    return table.set_column(at, table.schema.field(at).with_type(values.type), values)
