"""Cleaning in a real local Ray: Parquet in and out, a worker killed midway, and no more actors than leave a CPU free."""
# ruff: noqa: E402  (what is imported may not be installed)

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from adapting import cleaned, records, same

pq = pytest.importorskip("pyarrow.parquet", reason="needs cleaner[ray]")
ray: Any = pytest.importorskip("ray", reason="needs cleaner[ray]")
pytest.importorskip("ray.data", reason="needs ray[data]")

import pyarrow as pa
from running import HOME

from cleaner.adapters import ray as adapter

CPUS = 2


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """A Ray of this machine, of two CPUs."""
    environment = {"env_vars": {"PYTHONPATH": f"{HOME}{os.pathsep}{Path(__file__).parent}"}}
    ray.init(
        num_cpus=CPUS, include_dashboard=False, log_to_driver=False, runtime_env=environment, configure_logging=False
    )
    yield
    ray.shutdown()


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """Twelve files of records."""
    folder = tmp_path / "in"
    folder.mkdir()
    for part in range(12):
        rows = [{**r, "id": f"{part}-{r['id']}"} for r in records()]
        pq.write_table(pa.Table.from_pylist(rows), folder / f"{part:02d}.parquet")
    return folder


def by_id(folder: Path) -> dict[str, dict[str, Any]]:
    rows = pq.read_table(folder).to_pylist()
    assert len({r["id"] for r in rows}) == len(rows)
    return {r["id"]: r for r in rows}


def test_parquet_in_and_out(tmp_path: Path, parquet: Path) -> None:
    """As many actors as may be; record for record as the command; the log restores every text."""
    adapter.clean(ray.data.read_parquet(str(parquet)), actors=64).write_parquet(str(tmp_path / "out"))
    out, given = by_id(tmp_path / "out"), by_id(parquet)
    expected, logs = cleaned(tmp_path, list(given.values()))
    assert {i: r["text"] for i, r in out.items()} == {r["id"]: r["text"] for r in expected}
    found = {i: json.loads(r["cleaner_log"]) for i, r in out.items() if r["cleaner_log"]}
    assert all(same(found[i], logs[i]) for i in logs)
    adapter.restore(ray.data.read_parquet(str(tmp_path / "out"))).write_parquet(str(tmp_path / "back"))
    assert by_id(tmp_path / "back") == given


class Dies(adapter.CleanBatches):
    """Kills its own process, once, in the middle of the job, as the kernel does when memory runs out."""

    def __init__(self, marker: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.marker = marker
        self.batches = 0

    def __call__(self, batch: pa.Table) -> pa.Table:
        self.batches += 1
        if self.batches == 3 and not Path(self.marker).exists():
            Path(self.marker).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(batch)


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, parquet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "killed"
    monkeypatch.setattr(adapter, "CleanBatches", Dies)
    monkeypatch.setattr(adapter, "BATCH", 40)
    adapter.clean(ray.data.read_parquet(str(parquet)), marker=str(marker)).write_parquet(str(tmp_path / "out"))
    assert marker.exists()
    out, given = by_id(tmp_path / "out"), by_id(parquet)
    expected, _ = cleaned(tmp_path, list(given.values()))
    assert {i: r["text"] for i, r in out.items()} == {r["id"]: r["text"] for r in expected}


def test_a_broken_pack_stops_the_job(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("pack: x\nrules: [{id: a}]\n")
    with pytest.raises(Exception, match=r"bad\.yaml"):
        adapter.clean(ray.data.from_items([{"text": "x"}]), rules=[str(tmp_path / "bad.yaml")]).materialize()
