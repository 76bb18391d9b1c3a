#!/usr/bin/env python3
"""Fit cleaner/extract/weights.tsv, and say what it is worth on hosts and on whole sets that it was not fitted on.

    python benchmarks/fit_extraction.py ARTICLES.jsonl.gz... [--other PAGES.jsonl.gz...] [--write]

Rows as in golds.py; one file is one set; sets given with `--other` (forums, shops, old pages) count half. Needs
scikit-learn. Two logistic regressions, one for lines of trafilatura's text and one for blocks that it left out. Prints
for each set the 4-gram F1, precision and recall of trafilatura (on the tree that our parser makes, which loses less),
and what is won or lost: in sample, with one host in five left out, and with the whole set left out, which is nearest to
pages that nobody here has seen. With `--write` the weights of all pages go into the table.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import repeat
from pathlib import Path

import numpy as np
from golds import Case, Score, case, rows, scored
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from cleaner.extract import judge

TABLE = Path(judge.__file__).parent / "weights.tsv"
FOLDS = 5
PENALTY = 2e-3  #: ridge, for lines whose weights sum to 1
HOSTS, SETS = 15, 2  #: evidence that fewer hosts or sets have is one site's style, and not used
LEAST = 0.05  #: smaller weights are left out of the table
Weights = dict[str, float]


def importance(cases: Sequence[Case], other: frozenset[str]) -> dict[str, float]:
    """What a page of each set counts: a set weighs as the root of its pages, so that no set outvotes the others."""
    sizes = Counter(c.group for c in cases)
    return {group: size**-0.5 * (0.5 if group in other else 1.0) for group, size in sizes.items()}


def common(cases: Sequence[Case]) -> frozenset[str]:
    """The evidence that enough hosts of enough sets have."""
    hosts: dict[str, set[str]] = defaultdict(set)
    sets: dict[str, set[str]] = defaultdict(set)
    for c in cases:
        for name in set().union(*(names for names in c.evidence if names)):
            hosts[name].add(c.host)
            sets[name].add(c.group)
    least = min(SETS, len({c.group for c in cases}))
    return frozenset(name for name in hosts if len(hosts[name]) >= HOSTS and len(sets[name]) >= least)


def fit(cases: Sequence[Case], known: frozenset[str], other: frozenset[str], left_out: bool) -> Weights:
    """Weights of evidence for being content. A line half of whose words are in the gold is half content."""
    names: list[Weights] = []
    labels: list[float] = []
    sizes: list[float] = []
    counts = importance(cases, other)
    for c in cases:
        total = 50 + max(c.words, sum(n for u, (_, n) in zip(c.units, c.labels, strict=True) if u.line is not None))
        for unit, found, (share, size) in zip(c.units, c.evidence, c.labels, strict=True):
            if found is not None and (unit.line is None) == left_out:
                names.append(dict.fromkeys(found & known, 1.0))
                labels.append(share)
                sizes.append(counts[c.group] * ((size + 1) / total) ** 0.5)
    columns = DictVectorizer()
    table = columns.fit_transform(names)
    part, weight = np.array(labels), np.array(sizes)
    twice = np.r_[np.arange(len(names)), np.arange(len(names))]
    sample = np.r_[weight * part, weight * (1 - part)]
    model = LogisticRegression(C=1 / PENALTY, max_iter=300)
    model.fit(table[twice], np.repeat([1, 0], len(names)), sample_weight=sample / sample.sum())
    return {
        judge.BASE: float(model.intercept_[0]),
        **dict(zip(columns.feature_names_, map(float, model.coef_[0]), strict=True)),
    }


def fitted(cases: Sequence[Case], other: frozenset[str]) -> tuple[Weights, Weights]:
    """The two columns of the table."""
    known = common(cases)
    return fit(cases, known, other, False), fit(cases, known, other, True)


def text_of(c: Case, columns: tuple[Weights, Weights]) -> str:
    """The text that the judge makes of a page with these weights."""

    def score(names: set[str], left_out: bool) -> float:
        return sum(map(columns[left_out].get, names, repeat(0.0)), columns[left_out][judge.BASE])

    return "\n".join(j.unit.text for j in judge.decide(c.units, c.evidence, score, frozenset()))


def held_out(cases: Sequence[Case], other: frozenset[str], fold: Callable[[Case], object]) -> list[str]:
    """Each page's text by weights that were fitted on the pages of all other folds."""
    texts = [""] * len(cases)
    for held in sorted({str(fold(c)) for c in cases}):
        columns = fitted([c for c in cases if str(fold(c)) != held], other)
        for number, c in enumerate(cases):
            if str(fold(c)) == held:
                texts[number] = text_of(c, columns)
    return texts


def report(cases: Sequence[Case], texts: Sequence[str]) -> dict[str, Score]:
    """Scores by set."""
    by_set = defaultdict(list)
    for c, text in zip(cases, texts, strict=True):
        by_set[c.group].append((c.gold, text))
    return {group: scored(pairs) for group, pairs in by_set.items()}


def write(columns: tuple[Weights, Weights]) -> int:
    """Write the table; returns its number of rows."""
    lines = []
    for name in sorted(columns[0].keys() | columns[1].keys()):
        values = [column.get(name, 0.0) for column in columns]
        if name == judge.BASE or max(map(abs, values)) >= LEAST:
            lines.append("\t".join([name, *(f"{v:+.2f}" if abs(v) >= LEAST else "0" for v in values)]))
    TABLE.write_text("\n".join(["evidence\tkept\tleft out", *lines]) + "\n", encoding="utf-8")
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--other", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = {path: path.name.split(".")[0] for path in (*options.data, *options.other)}
    found = (case(name, row) for path, name in names.items() for row in rows(path))
    cases = [c for c in found if c is not None]
    other = frozenset(names[path] for path in options.other)
    hosts = sorted({c.host for c in cases})
    random.Random(3).shuffle(hosts)
    columns = fitted(cases, other)
    first = report(cases, ["\n".join(u.text for u in c.units if u.line is not None and u.line >= 0) for c in cases])
    figures = {
        "in sample": report(cases, [text_of(c, columns) for c in cases]),
        "hosts left out": report(cases, held_out(cases, other, lambda c: hosts.index(c.host) % FOLDS)),
        "set left out": report(cases, held_out(cases, other, lambda c: c.group)),
    }
    for group, base in first.items():
        print(f"{group}: trafilatura {base.f1:.4f}, precision {base.precision:.4f}, recall {base.recall:.4f}")
        for what, scores in figures.items():
            f1, precision, recall = (a - b for a, b in zip(scores[group], base, strict=True))
            print(f"  {what:15} F1 {f1:+.4f}, precision {precision:+.4f}, recall {recall:+.4f}")
    if options.write:
        print(f"{write(columns)} rows written to {TABLE.name}")


if __name__ == "__main__":
    main()
