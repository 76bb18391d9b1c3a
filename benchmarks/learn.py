"""How fast `cleaner learn` reads, in how much memory: a made corpus of ten million lines.

    python benchmarks/learn.py [--lines 10_000_000] [--folder DIR]

The lines are drawn from the words of English as often as they are written, 30 on average, one in twelve a name. Of
2,000 sources each has its own footer under a part of its articles, one article in fifty is a copy, and one line in a
hundred is a quotation that others have too.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from cleaner.words import count, listed

SOURCES = 2_000
LINES = 16  #: of an article, on average


def corpus(lines: int) -> Iterator[str]:
    """Records of JSON Lines with `lines` lines of text in all."""
    chance = random.Random(1)
    vocabulary = sorted((w for w in listed() if count(w)), key=lambda w: (-count(w), w))[:60_000]
    vocabulary = [w.title() if n % 12 == 11 else w + "é" if n % 60 == 59 else w for n, w in enumerate(vocabulary)]
    weights = list(accumulate(count(w.lower().strip("é")) for w in vocabulary))
    stream = _stream(chance, vocabulary, weights)
    quotations = [next(stream) for _ in range(5_000)]
    footers = [
        [f"Page {n + 1} of the almanac is in our shop, paper{s}.example.org" for n in range(1 + s % 4)]
        for s in range(SOURCES)
    ]
    made, old = 0, [next(stream)]
    while made < lines:
        source = min(int(chance.paretovariate(0.7)), SOURCES) - 1
        if chance.random() < 0.02:
            body = old
        else:
            body = [next(stream) for _ in range(chance.randint(4, 2 * LINES - 6))]
            body[1:2] = [chance.choice(quotations)] if chance.random() < 0.16 else body[1:2]
            old = body
        text = [*body, *footers[source]] if source % 3 else body
        made += len(text)
        yield json.dumps({"source": f"paper{source}.example.org", "text": "\n\n".join(text)}, ensure_ascii=False) + "\n"


def _stream(chance: random.Random, vocabulary: list[str], weights: list[float]) -> Iterator[str]:
    """Lines without end: words are drawn in bulk, which is what makes this fast enough."""
    while True:
        drawn = chance.choices(vocabulary, cum_weights=weights, k=300_000)
        at = 0
        while at < len(drawn) - 60:
            size = chance.randint(3, 57)
            yield " ".join(drawn[at : at + size]).capitalize() + "."
            at += size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--folder", help="where the corpus is made and kept")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary)
        path = folder / f"corpus-{options.lines}.jsonl"
        if not path.exists():
            with path.open("w", encoding="utf-8") as file:
                file.writelines(corpus(options.lines))
        pack = Path(temporary) / "site.yaml"
        start = time.perf_counter()
        command = [sys.executable, "-m", "cleaner", "learn", str(path), "-o", str(pack), "--words", f"{pack}.words"]
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        print(f"{options.lines:,} lines, {path.stat().st_size / 1e6:,.0f} MB: {seconds:.0f} s", end=", ")
        print(f"{spent:.0f} s of processor time, {memory:,.0f} MB of memory at most")


if __name__ == "__main__":
    main()
