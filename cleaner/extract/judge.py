"""Which lines of the first reading stay, and which blocks that it left out are added.

A line's evidence is added up in log-odds, by a logistic regression's weights (weights.tsv): one column for
lines of the first reading, one for blocks that it left out. They were fitted on public extraction
benchmarks with gold texts, checked with whole hosts left out. Zero is the threshold: above it, being
content is the likelier thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby, repeat, zip_longest
from math import fsum
from pathlib import Path
from typing import NamedTuple

from cleaner.extract.align import Unit
from cleaner.extract.blocks import Box
from cleaner.model import Signal

BASE = "(base)"
HEADINGS = frozenset({"tag:h2", "tag:h3", "tag:h4"})
PLAIN = frozenset({"link:none"})
LARGE = frozenset({"size:mid", "size:long", "size:huge"})
SIGNED = re.compile(r"\s*(?:--|[—–―])\s*\w")
#: Signals that are told of a line that was dropped.
TOLD = 6
#: A judgement that leaves less than this share of the first reading's letters is not trusted.
LEAST = 0.25


#: Golds differ in whether headings count; and news sites, which are many, hardly use lists and
#: tables, which articles of other kinds are made of. So weights of one collection say little about these in
#: another, and they need more against them (log-odds).
CAREFUL = 1.0
LISTED = frozenset({"tag:li", "tag:td", "tag:pre", "tag:dd", "tag:dt"})
#: What trafilatura found is taken for content, against this much (log-odds); on news pages its choice is no better
#: than ours.
CAUTION = 0.3
NEWS = "sort:news"
#: How much of a unit's odds is its siblings' mean, if it has some: of a line's, and of a left-out block's. The items of
#: one list, or the paragraphs of one element, are content or junk together more often than their evidence tells.
SHARED = (0.5, 0.25)
SIBLINGS = 3
#: How many letters of a sibling count.
COUNTED = 200
LISTS = frozenset({"ul", "ol", "table", "dl"})
#: For each unit the names of its evidence, or None.
Evidence = list[set[str] | None]


class Judged(NamedTuple):
    """A unit, the names of its evidence, and the log-odds that it is content."""

    unit: Unit
    names: set[str]
    odds: float


class Dropped(NamedTuple):
    """A line of the first reading that is not in the text, the log-odds that it is content, and what weighed most."""

    text: str
    odds: float
    signals: tuple[Signal, ...]


@lru_cache(maxsize=1)
def weights() -> dict[str, tuple[float, float]]:
    """Evidence to (weight for a line of the first reading, weight for a block that it left out)."""
    table = {}
    for row in (Path(__file__).parent / "weights.tsv").read_text(encoding="utf-8").strip().split("\n")[1:]:
        name, kept, left_out = row.split("\t")
        table[name] = (float(kept), float(left_out))
    return table


@lru_cache(maxsize=1)
def columns() -> tuple[dict[str, float], dict[str, float]]:
    """The same as one table for lines and one for left-out blocks."""
    return tuple({name: row[column] for name, row in weights().items()} for column in (0, 1))  # type: ignore[return-value]


def score(names: set[str], left_out: bool) -> float:
    """The log-odds that a unit with this evidence is content, the same in whatever order the names come."""
    table = columns()[left_out]
    return table[BASE] + fsum(map(table.get, names, repeat(0.0)))


def signals(names: set[str], left_out: bool, least: float = 0.2) -> tuple[Signal, ...]:
    """The evidence that weighed most, as signals: positive speaks for boilerplate, as everywhere else."""
    table = weights()
    found = [Signal(name, -table[name][left_out]) for name in names if name in table]
    return tuple(sorted((s for s in found if abs(s.weight) >= least), key=lambda s: (-abs(s.weight), s.rule)))


def decide(
    units: list[Unit], evidence: Evidence, score: Callable[[set[str], bool], float], fixed: frozenset[int]
) -> list[Judged]:
    """The units that are content by their evidence, in order.

    Lines whose number is in `fixed` stay, and so do lines without a letter.
    """
    judged = _together(_judged(units, evidence, score, fixed))
    chosen = _without_copies(_with_headings(judged))
    first = sum(len(unit.key) for unit in units if unit.line is not None)
    left = sum(len(judgement.unit.key) for judgement in chosen)
    if left < LEAST * first or not left:
        return [judgement for judgement in judged if judgement.unit.line is not None]
    return chosen


def _judged(
    units: list[Unit], evidence: Evidence, score: Callable[[set[str], bool], float], fixed: frozenset[int]
) -> list[Judged]:
    """Every unit that is worth a look, with its odds."""
    judged: list[Judged] = []
    for unit, names in zip(units, evidence, strict=True):
        if names is None:
            continue
        kept = unit.line is not None
        stays = kept and (not unit.key or unit.line in fixed or _signed(unit, names) or _titled(names))
        odds = score(names, not kept) + (_caution(names) if kept else 0.0)
        if stays or "standfirst" in names:
            odds = 0.0
        elif "declared-title" in names:
            odds = min(odds, -1.0)
        judged.append(Judged(unit, names, odds))
    return judged


def _together(judged: list[Judged]) -> list[Judged]:
    """The same with the odds of siblings that follow each other nearer to their mean, weighed by their letters."""
    found: list[Judged] = []
    for family, run in groupby(judged, lambda judgement: _family(judgement.unit.box)):
        members = list(run)
        if family is not None and len(members) >= SIBLINGS:
            listed = family.tag in LISTS
            sizes = [5 + min(len(m.unit.key), COUNTED) if _kin(m, listed) else 0 for m in members]
            if sum(map(bool, sizes)) >= SIBLINGS:
                mean = sum(size * m.odds for size, m in zip(sizes, members, strict=True)) / sum(sizes)
                members = [_nearer(m, mean) if size else m for size, m in zip(sizes, members, strict=True)]
        found += members
    return found


def _family(box: Box | None) -> Box | None:
    """The list or table that a block is in, or else the element around its own."""
    around = box
    while around is not None and around.tag not in LISTS:
        around = around.parent
    return around or (box.parent if box else None)


def _kin(judged: Judged, listed: bool) -> bool:
    """Whether a unit is like its siblings: not a title that the page declares, nor a mere link outside a list."""
    return "declared-title" not in judged.names and (listed or "link:all" not in judged.names)


def _nearer(judged: Judged, mean: float) -> Judged:
    """A judgement with odds nearer to the mean of its siblings."""
    share = SHARED[judged.unit.line is None]
    return Judged(judged.unit, judged.names, (1 - share) * judged.odds + share * mean)


def _caution(names: set[str]) -> float:
    """What speaks for a line of the first reading beside its evidence (log-odds)."""
    return (CAREFUL if _apart(names) else 0.0) + (0.0 if NEWS in names else CAUTION)


def _apart(names: set[str]) -> bool:
    """Whether it depends on the collection, not on the page, if such lines count as text.

    Headings, and lists and tables of text.
    """
    return bool(names & HEADINGS) or ("link:none" in names and bool(names & LISTED))


def dropped(units: list[Unit], evidence: Evidence, chosen: list[Judged]) -> tuple[Dropped, ...]:
    """The lines that were not chosen, and why."""
    kept = {judged.unit.line for judged in chosen}
    return tuple(
        Dropped(unit.text, score(names, False), signals(names, False)[:TOLD])
        for unit, names in zip(units, evidence, strict=True)
        if unit.was_read and unit.line not in kept and names is not None
    )


def _titled(names: set[str]) -> bool:
    """Whether it is the title of a page that does not state it apart from an article, as news and posts do."""
    return "title" in names and "declared-title" not in names


def _signed(unit: Unit, names: set[str]) -> bool:
    """Whether a line names an author or starts like a signature.

    Attribution, which is for rules of its own to judge.
    """
    return ("author-name" in names and "link:all" not in names) or bool(SIGNED.match(unit.text))


def _with_headings(judged: list[Judged]) -> list[Judged]:
    """What is content, and the headings of the first reading that stand right over solid text that is."""
    chosen = []
    for judgement, below in zip_longest(judged, judged[1:]):
        heads = judgement.unit.line is not None and judgement.names & HEADINGS and below and below.odds >= 0
        if judgement.odds >= 0 or (heads and below and below.names >= PLAIN and below.names & LARGE):
            chosen.append(judgement)
    return chosen


def _without_copies(judged: list[Judged]) -> list[Judged]:
    """The same without left-out blocks that are there already."""
    seen: set[str] = set()
    chosen = []
    for judgement in judged:
        unit = judgement.unit
        if unit.line is not None or unit.key not in seen:
            chosen.append(judgement)
            seen.add(unit.key)
    return chosen
