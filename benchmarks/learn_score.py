"""How much of the junk of labelled texts a learned pack finds, with the built-in rules and alone.

    python benchmarks/learn_score.py UNLABELLED.jsonl[.gz] LABELLED.jsonl [--least 3]

LABELLED is as for `cleaner rules score`. The pack is learned from UNLABELLED only. "Recur" counts the junk lines that
the built-in rules miss and that stand in so many documents of UNLABELLED: no more can be learned from it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cleaner.cli.inputs import Finder
from cleaner.learn.census import Census
from cleaner.learn.corpus import Corpus
from cleaner.learn.pack import Learned, rules_of
from cleaner.learn.survey import Survey
from cleaner.learn.verdict import Judge
from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules
from cleaner.packs.phrase import normalise
from cleaner.packs.rule import Rule
from cleaner.packs.scoring import labelled_lines
from cleaner.propose import boilerplate
from cleaner.segment import segmenter


def found(rows: Iterable[dict[str, Any]], book: RuleBook) -> tuple[Counter[str], list[str]]:
    """(lines by label and whether they go, the junk lines that stay)."""
    counts: Counter[str] = Counter()
    missed = []
    for row in rows:
        document = Document(row["text"], segmenter("text")(row["text"]))
        judged = boilerplate.judge(document, book)
        for number, label in labelled_lines(row, document):
            gone = number in judged and judged[number].removed
            counts[f"{label} {'gone' if gone else 'kept'}"] += 1
            segment = document.segments[number]
            if label == "junk" and not gone:
                missed.append(document.text[segment.start : segment.end])
    return counts, missed


def _switched(entries: list[dict[str, Any]], on: bool) -> list[dict[str, Any]]:
    return [{**e, "enabled": True} if on and e.get("group") != "attribution" else e for e in entries]


def say(name: str, counts: Counter[str]) -> None:
    """One line of the table."""
    junk = counts["junk gone"] + counts["junk kept"]
    print(f"{name:<28} {counts['junk gone']:>4} of {junk} junk lines ({counts['junk gone'] / junk:.1%}), ", end="")
    print(f"{counts['content gone']} of {counts['content gone'] + counts['content kept']} content lines")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unlabelled")
    parser.add_argument("labelled")
    parser.add_argument("--least", type=int, default=3)
    options = parser.parse_args()
    corpus = Corpus(Finder([options.unlabelled]))
    census = Census(24).take(corpus)
    candidates = list(Survey(census, options.least).take(corpus).found.values())
    rows = [json.loads(line) for line in Path(options.labelled).read_text(encoding="utf-8").split("\n") if line]
    builtin = load_rules()
    shapes = [r for r in builtin if r.kind == "shape"]

    def learned(book: RuleBook, doubtful: bool = False) -> list[Rule]:
        return [
            r
            for r in rules_of(
                _switched(Learned(Judge(candidates, census.sources, book, options.least), "x").rules, doubtful)
            )
            if r.enabled or doubtful
        ]

    base, missed = found(rows, RuleBook(builtin))
    say("built-in", base)
    say("built-in and learned", found(rows, RuleBook([*builtin, *learned(RuleBook(builtin))]))[0])
    say("learned alone", found(rows, RuleBook([*shapes, *learned(RuleBook(shapes))]))[0])
    say("... with the doubtful", found(rows, RuleBook([*shapes, *learned(RuleBook(shapes), True)]))[0])
    documents: dict[bytes, int] = defaultdict(int)
    for text in corpus:
        for line in {normalise(line).strip() for line in text.lines} - {b""}:  # separators have no words
            documents[line] += 1
    often = [documents[normalise(line).strip()] for line in missed]
    for least in (2, 3, 5):
        print(f"of the {len(missed)} missed, {sum(n >= least for n in often)} recur in {least}")


if __name__ == "__main__":
    main()
