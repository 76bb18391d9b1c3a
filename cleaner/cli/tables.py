"""Parquet, row group by row group: other columns, their order, types and metadata stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cleaner.cli.commit import Records
from cleaner.cli.inputs import Input
from cleaner.cli.outputs import Output
from cleaner.cli.run import Runner
from cleaner.corpus import reading
from cleaner.errors import InputError, WriteFailed
from cleaner.job import Outcome, Task

HTML, TEXT_COLUMNS = "html", ("format", "url", "source")


def clean_table(runner: Runner, item: Input, output: Output, field: str, records: Records) -> None:
    """Clean the column `field` of a Parquet file. Raises InputError."""
    table = _Table(item, field)
    if item.target == "-":
        what = "has no diff as Parquet; use --log FILE" if output.diff else "cannot be streamed to standard output"
        raise WriteFailed(f"{what}; use --output FILE")
    with output.stream(item) as out, table.writer(out) as writer:
        outcomes = runner.outcomes(table.tasks())
        for number in range(table.file.num_row_groups):
            texts = []
            for outcome in islice(outcomes, table.file.metadata.row_group(number).num_rows):
                records.take(outcome, 0)
                texts.append(_text_of(outcome, field))
            writer.write_table(table.with_texts(number, texts), row_group_size=max(1, len(texts)))
        records.finish()


def table_tasks(item: Input, field: str) -> Iterator[Task]:
    """A task for each row. Raises InputError."""
    return _Table(item, field).tasks()


def _text_of(outcome: Outcome, field: str) -> str | None:
    text = json.loads(outcome.data or b"{}").get(field)
    return text if isinstance(text, str) else None


class _Table:
    """An open Parquet file and the column that is cleaned; one that is not there is made from `html`."""

    def __init__(self, item: Input, field: str) -> None:
        self.item = item
        self.field = field
        self.parquet = _pyarrow_parquet()
        with reading():  # pyarrow's errors are ValueError and OSError
            self.file: Any = self.parquet.ParquetFile(item.path)
        self.schema: Any = self.file.schema_arrow
        if field not in self.schema.names and HTML not in self.schema.names:
            raise InputError(f"it has neither a column {field!r} nor 'html'")

    def tasks(self) -> Iterator[Task]:
        """A task for each row, as a record of JSON Lines with what cleaning looks at."""
        names = [n for n in (self.field, HTML, "id", *TEXT_COLUMNS) if n in self.schema.names]
        number = 0
        for group in range(self.file.num_row_groups):
            for batch in _read(self.file.iter_batches(batch_size=1024, row_groups=[group], columns=names)):
                for row in batch.to_pylist():
                    yield self._task(row, number)
                    number += 1

    def _task(self, row: dict[str, Any], number: int) -> Task:
        given = {k: v for k, v in row.items() if v is not None}
        if not isinstance(given.get("id", ""), (str, int, float)):
            del given["id"]
        wanted = self.field if self.field in given else HTML
        if not given.keys() & {self.field, HTML}:  # an empty cell
            return Task(self.item.path, "jsonl", self.item.settings, b"", number, self.field)
        if not isinstance(given[wanted], str):
            problem = f"its {wanted!r} is not a string"
            return Task(self.item.path, "jsonl", self.item.settings, b"", number, self.field, problem=problem)
        line = json.dumps(given).encode()
        return Task(self.item.path, "jsonl", self.item.settings, line, number, self.field, size=len(line))

    def with_texts(self, group: int, texts: list[str | None]) -> Any:
        """A row group with the column made of `texts`."""
        import pyarrow

        with reading():
            table = self.file.read_row_group(group)
        if self.field not in self.schema.names:
            return table.append_column(self.field, pyarrow.array(texts, pyarrow.string()))
        at = self.schema.names.index(self.field)
        kind = self.schema.field(at)
        plain = pyarrow.array(texts, _text_type(kind.type))
        column = plain.dictionary_encode().cast(kind.type) if pyarrow.types.is_dictionary(kind.type) else plain
        return table.set_column(at, kind, column)

    def writer(self, out: Any) -> Any:
        """Writes row groups with the schema, metadata and compression of this file."""
        import pyarrow

        schema = self.schema
        if self.field not in schema.names:
            schema = schema.append(pyarrow.field(self.field, pyarrow.string()))
        return self.parquet.ParquetWriter(out, schema, compression=self._compression() or "snappy")

    def _compression(self) -> dict[str, str]:
        if not self.file.num_row_groups:
            return {}
        group = self.file.metadata.row_group(0)
        columns = [group.column(n) for n in range(group.num_columns)]
        return {c.path_in_schema: "none" if c.compression == "UNCOMPRESSED" else c.compression.lower() for c in columns}


def _read(batches: Iterator[Any]) -> Iterator[Any]:
    while True:
        with reading():
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _text_type(kind: Any) -> Any:
    """The type of the texts in a column: its own, or that of a dictionary's values. Raises InputError."""
    import pyarrow

    kind = kind.value_type if pyarrow.types.is_dictionary(kind) else kind
    if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind) or str(kind) == "string_view"):
        raise InputError(f"its column is of type {kind}, not text")
    return kind


def _pyarrow_parquet() -> Any:
    try:
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise InputError("Parquet needs more than is installed: pip install 'cleaner[corpus]'") from None
    return parquet
