"""Cleaning in a real local Spark: Parquet in and out, the log restores every text."""
# ruff: noqa: E402  (what is imported may not be installed)

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from adapting import cleaned, records, same

pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
sql: Any = pytest.importorskip("pyspark.sql", reason="needs cleaner[spark]")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

import pyarrow as pa
from running import HOME

from cleaner.adapters import spark as adapter


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A Spark of one process and two threads."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = HOME
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.executorEnv.PYTHONPATH", HOME).getOrCreate()
    yield spark
    spark.stop()


def by_id(folder: Path) -> dict[str, dict[str, Any]]:
    rows = [r for file in sorted(folder.glob("*.parquet")) for r in pq.read_table(file).to_pylist()]
    assert len({r["id"] for r in rows}) == len(rows)
    return {r["id"]: r for r in rows}


def test_parquet_in_and_out(tmp_path: Path, session: Any) -> None:
    (tmp_path / "in").mkdir()
    for part in range(4):
        rows = [{**r, "id": f"{part}-{r['id']}"} for r in records()]
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in" / f"{part}.parquet")
    given = by_id(tmp_path / "in")
    expected, logs = cleaned(tmp_path, list(given.values()))
    adapter.clean(session.read.parquet(str(tmp_path / "in"))).write.parquet(str(tmp_path / "out"))
    assert (tmp_path / "out" / "_SUCCESS").exists()
    out = by_id(tmp_path / "out")
    assert {i: r["text"] for i, r in out.items()} == {r["id"]: r["text"] for r in expected}
    found = {i: json.loads(r["cleaner_log"]) for i, r in out.items() if r["cleaner_log"]}
    assert all(same(found[i], logs[i]) for i in logs)
    adapter.restore(session.read.parquet(str(tmp_path / "out"))).write.parquet(str(tmp_path / "back"))
    assert by_id(tmp_path / "back") == given


def test_pages_get_a_column_of_text(tmp_path: Path, session: Any) -> None:
    paragraph = "The ferry crossed the lake again on Saturday, with sixty passengers and a brass band on board. " * 3
    page = f"<html><body><article><p>{paragraph}</p><p>{paragraph.upper()}</p></article></body></html>"
    frame = adapter.clean(session.createDataFrame([(1, page)], ["id", "html"]), select=["boilerplate"])
    assert frame.columns == ["id", "html", "text", "cleaner_log"]
    assert "The ferry crossed" in frame.collect()[0]["text"]
