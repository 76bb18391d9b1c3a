#!/usr/bin/env python3
"""Main text out of HTML, beside trafilatura alone on the same pages in the same run.

    python benchmarks/extraction.py PAGES.jsonl.gz... [--show N]

Rows as in golds.py. Prints for each file the means of 4-gram F1, precision and recall of trafilatura, of what
`cleaner.extract` gives, and of that after the rules; pages that are empty though trafilatura reads them; and processor
time over trafilatura's. `--show` names the pages where most was lost, and what. For whole sets left out see
fit_extraction.py.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import trafilatura
from golds import Bag, rows, scored, shingles

from cleaner import Cleaner
from cleaner.extract import extract

TIDY = Cleaner()
Texts = dict[str, tuple[str, float]]


def readings(row: dict[str, Any]) -> Texts:
    """Each reader's text of a page, and its seconds."""
    url = row.get("url") or None
    readers = {
        "trafilatura": lambda: trafilatura.extract(row["html"], url=url, include_comments=False) or "",
        "extract": lambda: extract(row["html"], url).text,
        "clean": lambda: TIDY.clean(row["html"], "html", url).text,
    }
    found = {}
    for name, read in readers.items():
        start = time.process_time()
        found[name] = (read(), time.process_time() - start)
    return found


def loss(gold: Bag, texts: Texts) -> float:
    """How much less of the gold is in our text than in trafilatura's."""
    peer, ours = ((shingles(texts[name][0]) & gold).total() for name in ("trafilatura", "clean"))
    return (peer - ours) / max(1, gold.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    for path in options.data:
        pages = [(row["id"], shingles(row["gold"]), readings(row)) for row in rows(path)]
        spent: dict[str, float] = defaultdict(float)
        for _, _, texts in pages:
            for name, (_, seconds) in texts.items():
                spent[name] += seconds
        empty = [i for i, _, texts in pages if texts["trafilatura"][0].strip() and not texts["clean"][0].strip()]
        print(f"{path.name.split('.')[0]}: {len(pages)} pages, empty beside trafilatura: {empty or 'none'}")
        for name in spent:
            f1, precision, recall = scored((gold, texts[name][0]) for _, gold, texts in pages)
            ratio = spent[name] / spent["trafilatura"]
            print(f"  {name:12} F1 {f1:.4f}, precision {precision:.4f}, recall {recall:.4f}, time {ratio:.2f}")
        for number, gold, texts in sorted(pages, key=lambda page: -loss(page[1], page[2]))[: options.show]:
            print(f"  {loss(gold, texts):+.3f} {number}")
            ours = set(texts["clean"][0].split("\n"))
            for line in texts["trafilatura"][0].split("\n"):
                if line not in ours and shingles(line) & gold:
                    print(f"         {line[:110]}")


if __name__ == "__main__":
    main()
