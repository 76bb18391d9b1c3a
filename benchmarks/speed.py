"""Time the cleaner beside what does a part of its work: whole processes, turn by turn, on the same fresh copies.

    python benchmarks/speed.py [FOLDER] [--megabytes 20] [--files 2000] [--rounds 5] [--job three.txt]

FOLDER holds text files to work on; without it prose is made up. Peers that are not on PATH are left out (codespell,
typos, ftfy: pip install). Prints the median seconds of each, MB/s, and how many times as fast as each peer the cleaner
is. `-j 2` and JSON Lines have no peer: they are set beside one process, and beside the text file.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from material import made, read

CLEAN = [sys.executable, "-m", "cleaner", "clean", "-q"]
THREE_LINES = "A short text.\n\nIt has three lines.\n\nSubscribe to our newsletter\n"
DONE = (0, 1, 2, 65)  # what the tools return when they have found something

Tools = Mapping[str, list[str]]
JOBS: dict[str, Tools] = {
    "three.txt": {
        "cleaner": [sys.executable, "-m", "cleaner", "clean", "three.txt"],
        "cleaner -q": [*CLEAN, "three.txt"],  # options are read by click, which has to be imported
        "codespell": ["codespell", "three.txt"],
        "typos": ["typos", "three.txt"],
        "ftfy": ["ftfy", "three.txt"],
    },
    "large.txt": {
        "cleaner": [*CLEAN, "-i", "large.txt"],
        "codespell": ["codespell", "-w", "-q", "35", "large.txt"],
        "typos": ["typos", "-j1", "-w", "-q", "--isolated", "large.txt"],
        "ftfy": ["ftfy", "large.txt", "-o", "out.txt"],
    },
    "folder": {
        "cleaner": [*CLEAN, "-i", "-j", "1", "folder"],
        "cleaner -j 2": [*CLEAN, "-i", "-j", "2", "folder"],
        "codespell": ["codespell", "-w", "-q", "35", "folder"],
        "typos": ["typos", "-w", "-q", "--isolated", "--no-ignore", "folder"],
    },
    "records.jsonl": {
        "cleaner": [*CLEAN, "-i", "-j", "1", "records.jsonl"],
        "cleaner -j 2": [*CLEAN, "-i", "-j", "2", "records.jsonl"],
    },
}


def build(home: Path, folder: Path | None, size: int, files: int) -> None:
    """Write the material of every job into `home`."""
    texts = list(read(folder, size) if folder else made(size))
    (home / "three.txt").write_text(THREE_LINES, encoding="utf-8")
    (home / "large.txt").write_text("\n".join(texts), encoding="utf-8")
    (home / "folder").mkdir()
    for number, text in enumerate(islice(texts, files)):
        (home / "folder" / f"{number:05}.txt").write_text(text, encoding="utf-8")
    rows = (json.dumps({"id": n, "text": text}, ensure_ascii=False) for n, text in enumerate(texts))
    (home / "records.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def once(command: list[str], source: Path) -> float:
    """Wall seconds of `command` beside a fresh copy of `source`."""
    with tempfile.TemporaryDirectory() as work:
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, Path(work) / source.name)
        with (Path(work) / "stdout").open("wb") as out:
            begun = time.perf_counter()
            done = subprocess.run(command, cwd=work, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE)
            took = time.perf_counter() - begun
    if done.returncode not in DONE:
        raise SystemExit(f"{command} failed ({done.returncode}): {done.stderr.decode()[-500:]}")
    return took


def measure(source: Path, tools: Tools, rounds: int) -> dict[str, float]:
    """Median seconds of each tool that is there; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name, command in tools.items() if shutil.which(command[0])}
    for _ in range(rounds + 1):
        for name, taken in times.items():
            taken.append(once(tools[name], source))
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--megabytes", type=float, default=20)
    options.add_argument("--files", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--job", choices=JOBS, help="only this one")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        build(home, given.folder, int(given.megabytes * 1e6), given.files)
        for name, tools in JOBS.items() if not given.job else [(given.job, JOBS[given.job])]:
            source = home / name
            files = [source] if source.is_file() else [p for p in source.rglob("*") if p.is_file()]
            size = sum(p.stat().st_size for p in files) / 1e6
            seconds = measure(source, tools, given.rounds)
            print(f"\n{name}, {size:.1f} MB\n{'':14}{'seconds':>9}{'MB/s':>8}{'cleaner is x times as fast':>30}")
            for tool, taken in seconds.items():
                print(f"{tool:14}{taken:9.3f}{size / taken:8.1f}{taken / seconds['cleaner']:30.2f}", flush=True)


if __name__ == "__main__":
    main()
