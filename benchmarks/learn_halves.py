"""Does what is learned from half of an outlet's documents hold for the other half?

    python benchmarks/learn_halves.py UNLABELLED.jsonl[.gz] [--show]

Rules are learned from one half of the documents of every source, without any phrase of the built-in rules, and tried
on the other half beside the built-in rules, which are the judge: how many of the lines that those take, and that recur
in the half learned from, do the learned rules find; and what do the learned rules take that those leave (--show prints
it, to be read). The halves are by the hash of the text, so they are the same every time.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

from cleaner.cli.inputs import Finder
from cleaner.learn.census import Census
from cleaner.learn.corpus import Corpus
from cleaner.learn.keys import keys_of
from cleaner.learn.pack import Learned, rules_of
from cleaner.learn.survey import Survey
from cleaner.learn.verdict import Judge
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules
from cleaner.packs.rule import Rule
from cleaner.propose import boilerplate
from cleaner.segment import segmenter

LEAST = 3


def read(path: str) -> list[dict[str, Any]]:
    """The records of a file of JSON Lines."""
    data = Path(path).read_bytes()
    text = (gzip.decompress(data) if path.endswith(".gz") else data).decode()
    return [json.loads(line) for line in text.split("\n") if line]


def learned(rows: list[dict[str, Any]], book: RuleBook) -> list[Rule]:
    """The rules that are on after learning from `rows`."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "half.jsonl")
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        corpus = Corpus(Finder([str(path)]))
        census = Census(24).take(corpus)
        found = Survey(census, LEAST).take(corpus).found.values()
    entries = Learned(Judge(found, census.sources, book, LEAST), "half").rules
    return [rule for rule in rules_of(entries) if rule.enabled and rule.group != "attribution"]


def taken(row: dict[str, Any], book: RuleBook) -> Counter[str]:
    """The lines of a text that `book` takes."""
    document = Document(row["text"], segmenter("text")(row["text"]), source=row["source"])
    judged = boilerplate.judge(document, book)
    return Counter(document.text[j.segment.start : j.segment.end] for j in judged.values() if j.removed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unlabelled")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    rows = read(options.unlabelled)
    halves = [[r for r in rows if crc32(r["text"].encode()) & 1 == side] for side in (0, 1)]
    documents: Counter[tuple[str, bytes]] = Counter()
    for row in halves[0]:
        lines = [line for line in row["text"].split("\n") if line.strip()]
        documents.update({(row["source"], key) for key in keys_of(lines)})
    builtin = load_rules()
    shapes = [rule for rule in builtin if rule.kind == "shape"]
    rules = learned(halves[0], RuleBook(shapes))
    plain, alone = RuleBook(builtin), RuleBook([*shapes, *rules])
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for row in halves[1]:
        ours, theirs = taken(row, alone), taken(row, plain)
        recur = Counter({x: n for x, n in theirs.items() if documents[row["source"], keys_of([x])[0]] >= LEAST})
        counts.update(theirs=theirs.total(), recur=recur.total(), both=(recur & ours).total(), ours=ours.total())
        missed.update(recur - ours)
        more.update(f"{row['source']}: {line}" for line in (ours - theirs).elements())
    print(f"{len(halves[0]):,} documents learned from, {len(rows) - len(halves[0]):,} tried on; {len(rules)} rules on")
    print(f"the built-in rules take {counts['theirs']:,} lines, of which {counts['recur']:,} recur where was learned")
    print(f"the learned rules find {counts['both']:,} of these, and take {counts['ours']:,} lines in all, ", end="")
    print(f"{more.total()} of which the built-in rules leave")
    for name, lines in (("missed", missed), ("taken by learned rules only", more)) if options.show else ():
        print(f"\n{name}:")
        for line, often in lines.most_common():
            print(f"{often:>4} {line[:200]}")


if __name__ == "__main__":
    main()
