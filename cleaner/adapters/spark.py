"""Spark: a function for `mapInArrow`.

    from cleaner.adapters.spark import clean
    clean(spark.read.parquet("in/")).write.parquet("out/")

Spark writes a job's output under temporary names and commits it when every task is done (`_SUCCESS`), and runs a task
again whose worker died.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from cleaner.adapters.arrow import LOG, clean_table, restore_table
from cleaner.adapters.rows import settings_of

Batches = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def clean(frame: Any, field: str = "text", log: str = LOG, **settings: Any) -> Any:
    """`frame` (a DataFrame) cleaned, with the column `log`. `settings` are those of the configuration."""
    return frame.mapInArrow(cleaning(field, log, **settings), _schema(frame, field, log))


def restore(frame: Any, field: str = "text", log: str = LOG) -> Any:
    """`frame` as it was before `clean`."""
    return frame.mapInArrow(_each(lambda table: restore_table(table, field, log)), frame.drop(log).schema)


def cleaning(field: str = "text", log: str = LOG, **settings: Any) -> Batches:
    """The function for `mapInArrow`. Rules are loaded once in each Python worker."""
    given = settings_of(settings)
    return _each(lambda table: clean_table(table, given, field, log))


def _each(change: Callable[[pa.Table], pa.Table]) -> Batches:
    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from change(pa.Table.from_batches([batch])).to_batches()

    return run


def _schema(frame: Any, field: str, log: str) -> Any:
    from pyspark.sql.types import StringType, StructField, StructType

    fields = list(frame.schema.fields)
    added = [n for n in (field, log) if n not in frame.schema.names]
    return StructType([*fields, *(StructField(name, StringType(), True) for name in added)])
