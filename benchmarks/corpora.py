"""What cleaning costs inside each engine: start-up, records per second and core, memory.

    python benchmarks/corpora.py [--data FILE.jsonl] [--records 2000] [--only loop,command,datatrove,ray,spark,GROUP...]

GROUP is a group of rules (boilerplate, encoding, typos ...): the plain loop with these rules only.

Every engine cleans the same records on one core, once one record (start-up) and once all of them; the rate by the clock
and the processor time of a record are taken of the difference. The clock tells little on a machine that is busy
otherwise. Processor time and memory are those of the started process and what it waits for: not Ray's and Spark's,
whose workers are nobody's children. Where --data has fewer records they come again; without it they are made as those
of benchmarks/learn.py are.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ENGINES = ("loop", "command", "datatrove", "ray", "spark")
UNSEEN = ("ray", "spark")  #: engines whose workers are nobody's children


def loop(source: Path, out: Path, groups: tuple[str, ...] = ()) -> None:
    """The plain loop: read, clean, write."""
    from cleaner.adapters.rows import clean_row
    from cleaner.config import Settings

    settings = Settings(select=groups) if groups else Settings()
    with source.open() as lines, (out / "loop.jsonl").open("w") as file:
        for number, line in enumerate(lines):
            record = json.loads(line)
            record["text"] = clean_row(settings, record, "-", number).text
            file.write(json.dumps(record) + "\n")


def command(source: Path, out: Path) -> None:
    """`cleaner clean` with a log."""
    line = [sys.executable, "-m", "cleaner", "clean", "-j1", "-q", str(source), "-o", str(out / "command.jsonl")]
    subprocess.run([*line, "--log", str(out / "command.log")], check=True)


def datatrove(source: Path, out: Path) -> None:
    """datatrove's local executor, one task."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.adapters.datatrove import Clean, Whole

    folder = str(out / "datatrove")
    writer = Whole(JsonlWriter(folder, compression=None))
    steps: list[Any] = [JsonlReader(str(source.parent), glob_pattern=source.name), Clean(log_folder=folder), writer]
    LocalPipelineExecutor(pipeline=steps, tasks=1, workers=1, logging_dir=f"{folder}.logs").run()


def ray(source: Path, out: Path) -> None:
    """Ray Data, one actor."""
    import ray as engine

    from cleaner.adapters.ray import clean

    engine.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    clean(engine.data.read_parquet(str(source.with_suffix(".parquet"))), actors=1).write_parquet(str(out / "ray"))


def spark(source: Path, out: Path) -> None:
    """Spark, one thread."""
    from pyspark.sql import SparkSession

    from cleaner.adapters.spark import clean

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    clean(session.read.parquet(str(source.with_suffix(".parquet")))).write.parquet(str(out / "spark"))
    session.stop()


def prepare(path: Path, records: list[str]) -> Path:
    """The records as JSON Lines and as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    path.write_text("".join(records), encoding="utf-8")
    rows = [{k: v for k, v in json.loads(r).items() if isinstance(v, (str, int))} for r in records]
    parquet.write_table(pa.Table.from_pylist(rows), path.with_suffix(".parquet"))
    return path


def run(engine: str, source: Path, out: Path) -> tuple[float, float, float]:
    """(seconds, seconds of processor time, MB at most of one process) in a process of its own."""
    start = time.perf_counter()
    line = [sys.executable, __file__, "--engine", engine, str(source), str(out)]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{engine} failed: {' '.join(line)}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument("--only", default=",".join(ENGINES))
    parser.add_argument("--engine", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        engines: dict[str, Callable[[Path, Path], None]] = {
            f.__name__: f for f in (loop, command, datatrove, ray, spark)
        }
        name, source, out = options.engine
        alone = functools.partial(loop, groups=(name,))
        engines.get(name, alone)(Path(source), Path(out))
        return
    from learn import corpus

    lines = Path(options.data).read_text(encoding="utf-8").split("\n") if options.data else corpus(1 << 60)
    several = itertools.cycle([line for line in lines if line]) if options.data else lines
    records = [f"{line.rstrip()}\n" for line in itertools.islice(several, options.records)]
    with TemporaryDirectory() as folder:
        compare(Path(folder), records, options.only.split(","))


def compare(folder: Path, records: list[str], engines: list[str]) -> None:
    """Print a line for each engine."""
    megabytes = sum(len(json.loads(r)["text"].encode()) for r in records) / 1e6
    print(f"{len(records):,} records, {megabytes:.1f} MB of text")
    run("loop", prepare(folder / "in.jsonl", records[:1]), folder)  # rules are compiled once for all
    print(f"{'engine':<10} {'start s':>8} {'all s':>7} {'records/s':>10} {'MB/s':>6} {'processor ms':>13} {'MB':>6}")
    for engine in engines:
        for name in ("one", "all"):
            (folder / f"{engine}-{name}").mkdir()
        one = prepare(folder / f"{engine}-one" / "in.jsonl", records[:1])
        everything = prepare(folder / f"{engine}-all" / "in.jsonl", records)
        start = run(engine, one, one.parent)
        whole = run(engine, everything, everything.parent)
        took = max(0.001, whole[0] - start[0])
        line = f"{engine:<10} {start[0]:>8.1f} {whole[0]:>7.1f} {len(records) / took:>10.0f} {megabytes / took:>6.2f}"
        milliseconds, memory = f"{1000 * (whole[1] - start[1]) / len(records):.1f}", f"{whole[2]:.0f}"
        seen = engine not in UNSEEN
        print(f"{line} {milliseconds if seen else '-':>13} {memory if seen else '-':>6}", flush=True)


if __name__ == "__main__":
    main()
