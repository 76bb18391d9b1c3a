#!/usr/bin/env python3
"""What the packs find on pages of hosts that no label was ever made for, from pages with a gold text.

    python benchmarks/pages.py PAGES.jsonl[.gz]... [--half learn|measure|all] [--show N]

Rows: `html`, `gold`, `url`, `lang`. Each page is read generously (trafilatura, recall before precision, comments too);
a line is content when most of its runs of four words stand in the gold, and junk when hardly any does. The rest, and
lines that a rule for bylines, dates and credits knows, are not scored. `junk` is an upper bound: it holds readers'
comments, captions, tables and text that the gold forgot, which nobody wants gone; so compare figures, do not read one
alone. Hosts fall in two halves by the hash of their name: rules may be learned from the lines of one; the other is
only measured, and --show refuses to print it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trafilatura

from cleaner.model import Document
from cleaner.packs.scoring import line_spans
from cleaner.pipeline import Cleaner
from cleaner.propose import boilerplate
from cleaner.propose.judged import is_attribution
from cleaner.segment import segmenter

WORD = re.compile(r"\w+")
RUN = 4  #: words
CONTENT, JUNK = 0.6, 0.15  #: shares of a line's runs that stand in the gold: at least, at most
AROUND = 15  #: lines before and after the gold text that are looked at
Row = dict[str, Any]


def half(url: str) -> str:
    """Which half of the hosts `url` belongs to."""
    host = urlsplit(url).netloc.removeprefix("www.")
    return "learn" if int(hashlib.md5(host.encode(), usedforsecurity=False).hexdigest(), 16) % 2 else "measure"


def runs(words: list[str]) -> set[tuple[str, ...]]:
    """Every run of RUN words."""
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def labels(lines: list[str], gold: str) -> list[str]:
    """content, junk or unsure for each line."""
    known = runs(WORD.findall(gold.lower()))
    whole = {" ".join(WORD.findall(line.lower())) for line in gold.split("\n")}
    found = []
    for line in lines:
        words = WORD.findall(line.lower())
        own = runs(words)
        if own:
            share = len(own & known) / len(own)
            found.append("content" if share >= CONTENT else "junk" if share <= JUNK else "unsure")
        else:
            said = f" {' '.join(words)} " in f" {' '.join(WORD.findall(gold.lower()))} "
            found.append("content" if " ".join(words) in whole else "unsure" if said or not words else "junk")
    return found


def read(path: Path, wanted: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(url, lines, their labels) of each English page of the wanted half."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row.get("lang", "en") != "en" or wanted not in ("all", half(row.get("url") or "")):
                continue
            text = trafilatura.extract(row["html"], favor_recall=True, include_comments=True) or ""
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            told = labels(lines, row["gold"])
            body = [n for n, label in enumerate(told) if label == "content"]
            if len(body) > 2:
                first, last = max(0, body[0] - AROUND), body[-1] + AROUND
                yield row.get("url") or "", lines[first:last], told[first:last]


def score(tidy: Cleaner, lines: list[str], told: list[str], misses: list[str]) -> Counter[str]:
    """Lines and words of each label, and how many of them go."""
    found: Counter[str] = Counter()
    text = "\n\n".join(lines) + "\n"
    document = Document(text, segmenter("text")(text))
    meta = {j.segment.start for j in boilerplate.judge(document, tidy.book).values() if is_attribution(j, tidy.book)}
    cuts = [e.span for e in tidy.clean(text).edits if not e.new]
    for (start, end), label in zip(line_spans(text), told, strict=True):
        words = len(text[start:end].split())
        gone = sum(max(0, min(end, b) - max(start, a)) for a, b in cuts) >= 0.6 * (end - start)
        if label == "unsure" or start in meta:
            continue
        found.update({label: 1, f"{label} gone": int(gone), f"{label} words": words})
        found[f"{label} words gone"] += words * gone
        if label == "junk" and not gone:
            misses.append(text[start:end])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--half", choices=("learn", "measure", "all"), default="measure")
    parser.add_argument("--show", type=int, default=0, help="junk lines that stayed (with --half learn)")
    given = parser.parse_args()
    if given.show and given.half != "learn":
        parser.error("--show is for --half learn: the other half is never read")
    tidy, total, hosts, misses = Cleaner(select=["boilerplate"]), Counter[str](), set[str](), list[str]()
    for path in given.pages:
        for url, lines, told in read(path, given.half):
            hosts.add(urlsplit(url).netloc)
            total += score(tidy, lines, told, misses)
    print(f"{len(hosts)} hosts ({given.half})")
    for label in ("junk", "content"):
        by_line, by_word = (100 * total[f"{label}{of} gone"] / max(1, total[label + of]) for of in ("", " words"))
        print(f"{label:<8} {total[label]:>7} lines, {by_line:6.2f} % gone; words {by_word:6.2f} % gone")
    for line in misses[: given.show]:
        print("  kept:", line[:140])


if __name__ == "__main__":
    main()
