"""Pages with gold texts, for `extraction.py` and `fit_extraction.py`: rows, scores, and each line's label.

Rows: {"id", "url", "html", "gold"} as JSON Lines, gzipped or not; one file is one set.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.extract.align import Unit
from cleaner.extract.blocks import key_of, read_blocks
from cleaner.extract.decode import sanitise
from cleaner.extract.evidence import gather
from cleaner.extract.judge import Evidence
from cleaner.extract.misread import read_units
from cleaner.extract.page import read_page
from cleaner.extract.read import parse

LETTERS = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
SHINGLE = 4  #: words that are compared as one, as in the ScrapingHub article extraction benchmark
Bag = Counter[tuple[str, ...]]


class Score(NamedTuple):
    """Means over the pages of a set."""

    f1: float
    precision: float
    recall: float


@dataclass(slots=True)
class Case:
    """One page as the judge sees it: its units, their evidence, and (share that is in the gold, words) of each."""

    group: str
    host: str
    gold: Bag
    words: int
    units: list[Unit]
    evidence: Evidence
    labels: list[tuple[float, int]]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def words(text: str) -> list[str]:
    """Words; in scripts without spaces each letter."""
    return re.findall(r"\w+", LETTERS.sub(r" \1 ", text))


def shingles(text: str) -> Bag:
    """Runs of four words, and how often each occurs."""
    found = words(text)
    runs = (tuple(found[i : i + SHINGLE]) for i in range(max(1, len(found) - SHINGLE + 1)))
    return Counter(run for run in runs if run)


def scored(pairs: Iterable[tuple[Bag, str]]) -> Score:
    """The score of texts beside their golds' shingles."""
    precisions, recalls = [], []
    for gold, text in pairs:
        bag = shingles(text)
        hits = sum((bag & gold).values())
        if bag:
            precisions.append(hits / sum(bag.values()))
        if gold:
            recalls.append(hits / sum(gold.values()))
    precision, recall = mean(precisions or [0.0]), mean(recalls or [0.0])
    return Score(2 * precision * recall / (precision + recall or 1.0), precision, recall)


def case(group: str, row: dict[str, Any]) -> Case | None:
    """The page of a row, or None where there is nothing to parse."""
    tree = parse(sanitise(row["html"]))
    if tree is None:
        return None
    page, blocks = read_page(tree), read_blocks(tree)
    _, units = read_units(tree, blocks, row.get("url") or None)
    host = ".".join(urlsplit(row.get("url") or "").netloc.split(".")[-2:]) or f"{group} {row['id']}"
    evidence = gather(units, page)
    gold = row["gold"]
    return Case(group, host, shingles(gold), len(words(gold)), units, evidence, _labels(units, gold))


def _labels(units: list[Unit], gold: str) -> list[tuple[float, int]]:
    """Of each unit the share of its shingles that are in the gold, and its words.

    Each shingle of the gold is used once, by the first reading's lines first. A line of fewer than four words counts
    if the gold has just that line, and a little more than half if it has it inside another.
    """
    left, lines, whole = shingles(gold), Counter(map(key_of, gold.split("\n"))), key_of(gold)
    labels = [(0.0, 0)] * len(units)
    for index in sorted(range(len(units)), key=lambda i: units[i].line is None):
        unit = units[index]
        bag, size = shingles(unit.text), len(words(unit.text))
        if size >= SHINGLE:
            hits = bag & left
            left -= hits
            share = sum(hits.values()) / sum(bag.values())
        elif lines[unit.key] > 0:
            lines[unit.key] -= 1
            share = 1.0
        else:
            share = 0.6 if unit.line is not None and len(unit.key) >= 8 and unit.key in whole else 0.0
        labels[index] = (share, size)
    return labels
