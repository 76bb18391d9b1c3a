#!/usr/bin/env python3
"""What cleaner and its peers do to the same texts, and how long they take, in one run.

    python benchmarks/peers.py [TEXTS.jsonl[.gz]]... [--most N] [--rounds N]

Without texts those of fixtures/clean are read, which are right as they are: whatever changes there is a mistake, but
that ftfy straightens curly quotes, which it means to. Peers that are not installed are left out and named. Every tool
works on the same folder of files, started as a user would start it; its time includes its start, and is the best of the
rounds. Changes are counted in words and signs.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"\w+|[^\w\s]")
FTFY = (
    "import sys, pathlib, ftfy\n"
    "for p in map(pathlib.Path, sys.argv[1:]):\n"
    "    t = p.read_text('utf-8'); f = ftfy.fix_text(t)\n"
    "    if f != t: p.write_text(f, 'utf-8')"
)
CLEANER = [sys.executable, "-m", "cleaner", "clean", "--in-place", "--quiet", "--jobs", "1"]


class Peer(NamedTuple):
    """A tool: its name, what it is asked for, its command (which gets the files or the folder), and its program."""

    name: str
    what: str
    command: list[str]
    files: bool = False
    program: str = sys.executable


PEERS = (
    Peer("ftfy", "encoding", [sys.executable, "-c", FTFY], files=True),
    Peer("cleaner --select encoding", "encoding", [*CLEANER, "--select", "encoding"]),
    Peer("codespell -w", "typos", ["codespell", "-w", "-q", "3"], program="codespell"),
    Peer("typos -w", "typos", ["typos", "--write-changes", "--isolated"], program="typos"),
    Peer("cleaner --select typos", "typos", [*CLEANER, "--select", "typos"]),
    Peer("cleaner --select boilerplate", "junk", [*CLEANER, "--select", "boilerplate"]),
    Peer("cleaner", "everything", CLEANER),
)


def texts(paths: list[Path], most: int) -> Iterator[str]:
    """The texts of JSON Lines files, or the clean fixtures."""
    if not paths:
        yield from (path.read_text("utf-8") for path in sorted((ROOT / "fixtures" / "clean").iterdir()))
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in itertools.islice(lines, most))


def changed_words(before: str, after: str) -> int:
    """How many words (and signs) differ."""
    a, b = WORD.findall(before), WORD.findall(after)
    codes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(a2 - a1, b2 - b1) for kind, a1, a2, b1, b2 in codes if kind != "equal")


def tried(peer: Peer, originals: list[str], rounds: int) -> tuple[float, int, int]:
    """(seconds, texts changed, words changed)"""
    seconds = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{n:05}.txt" for n in range(len(originals))]
            for path, text in zip(paths, originals, strict=True):
                path.write_text(text, "utf-8", newline="")
            start = time.perf_counter()
            targets = map(str, paths) if peer.files else [folder]
            subprocess.run([*peer.command, *targets], capture_output=True, check=False, cwd=ROOT)
            seconds.append(time.perf_counter() - start)
            results = [path.read_bytes().decode("utf-8", "replace") for path in paths]
    pairs = [(a, b) for a, b in zip(originals, results, strict=True) if a != b]
    return min(seconds), len(pairs), sum(changed_words(a, b) for a, b in pairs)


def main() -> None:
    """Print a line for each tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=1000, help="records of each file")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    originals = list(texts(given.paths, given.most))
    size = sum(len(text.encode()) for text in originals)
    print(f"{len(originals):,} texts, {size / 1e3:,.0f} kB\n")
    print(f"{'tool':<30} {'for':<11} {'texts changed':>13} {'words changed':>13} {'time, cleaner = 1':>18}")
    rows = [(p, *tried(p, originals, given.rounds)) for p in PEERS if shutil.which(p.program)]
    whole = rows[-1][1]
    for peer, seconds, changed, words in rows:
        print(f"{peer.name:<30} {peer.what:<11} {changed:>13,} {words:>13,} {seconds / whole:>18.2f}")
    if missing := [p.name for p in PEERS if not shutil.which(p.program)]:
        print(f"\nnot installed: {', '.join(missing)}")


if __name__ == "__main__":
    main()
