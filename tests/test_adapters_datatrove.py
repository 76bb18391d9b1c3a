"""Cleaning in datatrove, with its own local executor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from adapting import cleaned, read, records, same, write
from running import HOME

pytest.importorskip("datatrove", reason="needs cleaner[datatrove]")

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner.adapters.datatrove import Clean, Whole

FILES = 3


class Fails(PipelineStep):  # type: ignore[misc]
    """Raises at a document of one rank, as a full disk or a bug does."""

    name, type = "fails", "test"

    def __init__(self, rank: int, after: int) -> None:
        super().__init__()
        self.rank, self.after = rank, after

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        for number, document in enumerate(data):
            if rank == self.rank and number == self.after:
                raise OSError("no space left")
            yield document


def spread(folder: Path, rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows in FILES files, and what is in each."""
    folder.mkdir()
    parts = [rows[n::FILES] for n in range(FILES)]
    for n, part in enumerate(parts):
        write(folder / f"{n}.jsonl", part)
    return parts


def run(folder: Path, out: Path, *between: Any, clean: bool = True) -> None:
    steps: list[Any] = [JsonlReader(str(folder), add_file_path=False)]
    steps += [Clean(log_folder=str(out))] if clean else []
    steps += [*between, Whole(JsonlWriter(str(out), compression=None))]
    LocalPipelineExecutor(pipeline=steps, tasks=FILES, workers=1, logging_dir=str(out) + ".logs").run()


def test_the_same_as_the_command_and_undone_by_its_log(tmp_path: Path) -> None:
    rows = [r for r in records() if r["text"]]  # datatrove's readers leave out documents without text
    parts = spread(tmp_path / "in", rows)
    expected, logs = cleaned(tmp_path, rows)
    by_id = {r["id"]: r["text"] for r in expected}
    run(tmp_path / "in", tmp_path / "out")
    run(tmp_path / "in", tmp_path / "plain", clean=False)
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == sorted(f"0000{n}.jsonl{end}" for n in range(FILES) for end in ("", ".log"))
    found: dict[str, Any] = {}
    for n, part in enumerate(parts):
        out = tmp_path / "out" / f"0000{n}.jsonl"
        assert [(r["id"], r["text"]) for r in read(out)] == [(r["id"], by_id[r["id"]]) for r in part]
        found |= {record["id"]: record for record in read(Path(f"{out}.log"))}
        undo = [sys.executable, "-m", "cleaner", "undo", f"{out.name}.log"]
        assert subprocess.run(undo, cwd=out.parent, env={**os.environ, "PYTHONPATH": HOME}, check=False).returncode == 0
        assert read(out) == read(tmp_path / "plain" / out.name)
    assert found.keys() == logs.keys() and all(same(found[i], logs[i]) for i in logs)


def test_statistics_count_edits_by_rule(tmp_path: Path) -> None:
    rows = [r for r in records() if r["text"]]
    spread(tmp_path / "in", rows)
    _, logs = cleaned(tmp_path, rows)
    run(tmp_path / "in", tmp_path / "out")
    stats = json.loads((tmp_path / "out.logs" / "stats.json").read_text())
    counts = next(s["stats"] for s in stats if "cleaner" in s["name"])
    total = {k: v["total"] if isinstance(v, dict) else v for k, v in counts.items()}
    rules = [e["rule"] for log in logs.values() for e in log["edits"]]
    assert {f"edits/{r}": rules.count(r) for r in rules} == {k: v for k, v in total.items() if k.startswith("edits/")}
    assert total["documents"] == len(rows) and total["changed"] == sum(bool(log["edits"]) for log in logs.values())
    assert total["left alone"] == 1


def test_a_rank_that_fails_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    spread(tmp_path / "in", [r for r in records() if r["text"]])
    with pytest.raises(OSError, match="no space"):
        run(tmp_path / "in", tmp_path / "out", Fails(rank=1, after=5))
    left = {p.name for p in (tmp_path / "out").iterdir() if p.is_file()}
    assert left == {"00000.jsonl", "00000.jsonl.log"}
    run(tmp_path / "in", tmp_path / "out")  # the ranks that are missing are done, the unfinished parts go
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        f"0000{n}.jsonl{e}" for n in range(3) for e in ("", ".log")
    }
    run(tmp_path / "in", tmp_path / "again")
    for n in range(FILES):
        assert (tmp_path / "out" / f"0000{n}.jsonl").read_bytes() == (
            tmp_path / "again" / f"0000{n}.jsonl"
        ).read_bytes()


def test_a_broken_pack_stops_the_job(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("pack: x\nrules: [{id: a}]\n")
    with pytest.raises(Exception, match=r"bad\.yaml"):
        Clean(rules=[str(tmp_path / "bad.yaml")])
