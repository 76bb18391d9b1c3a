#!/usr/bin/env python3
"""What the boilerplate packs find and lose on labelled articles, as shipped and with whole outlets left out.

    python benchmarks/boilerplate.py LABELLED.jsonl... [--folds 5]

Rows as for `cleaner rules score`; `source` names the outlet. A line counts as removed when at least 60 % of its words
are. Three columns:

shipped  the packs as they are.
fitted   weights refitted on the outlets of the other folds: logistic regression of junk against content on the signals
         of each line, with the shipped weights as its prior (maximum a posteriori).
earned   only the rules that were right more often than wrong on outlets of the other folds. What is rare is switched
         off there although it may be right, so the truth for new outlets lies between this column and the first.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cleaner.model import Document
from cleaner.packs.book import RuleBook
from cleaner.packs.load import load_rules
from cleaner.packs.rule import Rule
from cleaner.packs.scoring import labelled_lines, line_spans, score_rules
from cleaner.packs.select import Selection
from cleaner.pipeline import Cleaner
from cleaner.propose import boilerplate
from cleaner.segment import segmenter

WORD = re.compile(r"\w+|[^\w\s]")
STEPS, RATE = 40, 0.5  #: of the descent
SPREAD = 2.0  #: standard deviation of a weight about the shipped one
NAMED = ("phrase", "pattern", "block")
Row = dict[str, Any]


def counts(tidy: Cleaner, rows: Iterable[Row]) -> Counter[tuple[str, str]]:
    """(class, what) -> how many: lines and words that are there (`all`) or gone (`gone`), by kind and by place."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        cuts = [e.span for e in tidy.clean(row["text"]).edits if not e.new]
        spans = line_spans(row["text"])
        labels = [row["lines"].get(str(n), "content") for n in range(len(spans))]
        body = [n for n in range(len(labels)) if str(n) not in row["lines"]] or [len(spans)]
        for n, (start, end) in enumerate(spans):
            words = [m.span() for m in WORD.finditer(row["text"], start, end)]
            gone = sum(any(a <= s and e <= b for a, b in cuts) for s, e in words)
            if not words or labels[n].split(":")[0] not in ("junk", "content"):
                continue
            if labels[n] == "content":
                found["content", "all"] += len(words)
                found["content", "gone"] += gone if gone >= min(5, 0.6 * len(words)) else 0
                continue
            place = "trailing" if n > body[-1] else "leading" if n < body[0] else "inside"
            for key in ("junk lines", labels[n], place):
                found[key, "all"] += 1
                found[key, "gone"] += gone >= 0.6 * len(words)
            found["junk words", "all"] += len(words)
            found["junk words", "gone"] += len(words) * (gone >= 0.6 * len(words))
    return found


def evidence(book: RuleBook, rows: Iterable[Row]) -> list[tuple[tuple[str, ...], bool]]:
    """(rules that spoke, is it junk) of every judged line that is junk or content."""
    found, segment = [], segmenter("text")
    for row in rows:
        document = Document(row["text"], segment(row["text"]))
        labels = dict(labelled_lines(row, document))
        for number, judged in boilerplate.judge(document, book).items():
            if labels[number] in ("junk", "content"):
                found.append((tuple(s.rule for s in judged.signals), labels[number] == "junk"))
    return found


def fitted(book: RuleBook, rows: Iterable[Row]) -> dict[str, float]:
    """Weights refitted to `rows`, each pulled towards the shipped one."""
    lines = evidence(book, rows)
    shipped = {r.id: r.weight for r in book.rules}
    weights = {name: shipped[name] for signals, _ in lines for name in signals if name in book.on}
    steepness: dict[str, float] = defaultdict(lambda: 1e-6)
    for _ in range(STEPS):
        slope = {name: (shipped[name] - w) / SPREAD**2 for name, w in weights.items()}
        for signals, junk in lines:
            score = sum(weights.get(name, 0.0) for name in signals) - boilerplate.CERTAIN / 2
            error = junk - 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            for name in signals:
                if name in slope:
                    slope[name] += error
        for name, value in slope.items():
            steepness[name] += value * value
            weights[name] += RATE * value / math.sqrt(steepness[name])
    return weights


def cleaner_with(rules: Sequence[Rule]) -> Cleaner:
    """A cleaner that knows only `rules`."""
    tidy = Cleaner(select=["boilerplate"])
    tidy.book = RuleBook(rules, tidy.book.selection)
    return tidy


def held_out(book: RuleBook, rows: Sequence[Row], folds: int) -> tuple[Counter[Any], Counter[Any]]:
    """(fitted, earned): counts on each fold with what the other folds teach."""
    outlets = sorted({str(r["source"]) for r in rows})
    random.Random(1).shuffle(outlets)
    fold = {outlet: n % folds for n, outlet in enumerate(outlets)}
    refitted, earned = Counter[Any](), Counter[Any]()
    for k in range(folds):
        test, train = ([r for r in rows if (fold[str(r["source"])] == k) == held] for held in (True, False))
        weights = fitted(book, train)
        refitted += counts(cleaner_with([r._replace(weight=weights.get(r.id, r.weight)) for r in book.rules]), test)
        good = {
            name
            for name, s in score_rules(book, train).items()
            if s.fired["junk"] and s.fired["junk"] >= s.fired["content"]
        }
        known = [r for r in book.rules if r.id in good or r.kind not in NAMED or r.id not in book.on]
        earned += counts(cleaner_with(known), test)
    return refitted, earned


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args()
    book = RuleBook(load_rules(), Selection(["boilerplate"]))
    for path in given.data:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        columns = [counts(cleaner_with(book.rules), rows), *held_out(book, rows, given.folds)]
        print(f"{path.name}: {len(rows)} texts of {len({r['source'] for r in rows})} outlets")
        print(f"{'':<18} {'there':>7} {'shipped':>9} {'fitted':>9} {'earned':>9}")
        first = ("junk lines", "junk words", "content")
        for key in (*first, *sorted({k for k, _ in columns[0]} - {*first})):
            there = columns[0][key, "all"]
            shares = (f"{100 * c[key, 'gone'] / max(1, there):>8.3f}%" for c in columns)
            print(f"{key + (' words lost' if key == 'content' else ''):<18} {there:>7} {' '.join(shares)}")


if __name__ == "__main__":
    main()
