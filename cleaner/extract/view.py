"""The page's units, and what can only be said about all of them together: recurrence, shares, regions."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.extract.align import Unit
from cleaner.extract.blocks import LINK, SOLID, Box
from cleaner.extract.page import Page

SIZES = (12, 30, 70, 160, 400)
SIZE_WORDS = ("tiny", "short", "line", "mid", "long", "huge")


def step(value: float, limits: tuple[float, ...], words: tuple[str, ...]) -> str:
    """The word for a number: the first whose limit is above it.

    >>> step(0.3, (0.1, 0.5), ("low", "mid", "high"))
    'mid'
    """
    return words[bisect_right(limits, value)]


@dataclass(slots=True)
class Facts:
    """One unit's own facts, which its neighbours' evidence uses too."""

    size: str
    link: str
    tag: str
    signature: str
    region: str = "in"


class Around(NamedTuple):
    """The words of the elements around a block within the article, their number, and if it is in there."""

    says: frozenset[str]
    depth: int
    inside: bool


@dataclass(slots=True)
class View:
    """The page's units with what can only be said about all of them together.

    `openings`: each unit's first words; `longest`: letters of the longest title; `inside`: of kept text in each box.
    """

    units: list[Unit]
    facts: list[Facts]
    page: Page
    kept: list[int]
    openings: list[str]
    root: Box | None = None
    home: Box | None = None
    letters: int = 1
    longest: int = 0
    told: float = 0.0
    reading: str = "all"
    like: Counter[str] = field(default_factory=Counter)
    counts: dict[Box, list[int]] = field(default_factory=dict)
    copies: Counter[str] = field(default_factory=Counter)
    starts: Counter[str] = field(default_factory=Counter)
    around: dict[Box | None, Around] = field(default_factory=dict)
    inside: dict[Box, int] = field(default_factory=dict)
    density: dict[Box, tuple[str, ...]] = field(default_factory=dict)


def look(units: list[Unit], page: Page) -> View:
    """Everything about the page that units are compared with."""
    facts = [_facts(unit) for unit in units]
    openings = [opening_of(unit.text) for unit in units]
    view = View(units, facts, page, [i for i, unit in enumerate(units) if unit.line is not None], openings)
    view.copies = Counter(unit.key for unit in units)
    view.starts = Counter(openings)
    view.longest = max(map(len, page.titles), default=0)
    solid = {True: 0, False: 0}
    for unit, fact in zip(units, facts, strict=True):
        size, kept = len(unit.key), unit.line is not None
        linked = unit.styled[LINK]
        if size >= SOLID and 5 * linked < size:
            solid[kept] += size
        for box in (unit.box, unit.box.parent if unit.box else None):
            if box is not None:
                count = view.counts.get(box)
                if count is None:
                    count = view.counts[box] = [0, 0, 0]
                count[0] += size
                count[1] += linked
                count[2] += size * kept
        if kept:
            view.letters += size
            view.like[fact.signature] += size
            view.told += size * (len(unit.key) > 5 and unit.key in page.body)
    view.told /= view.letters
    share = solid[True] / (sum(solid.values()) or 1)
    view.reading = step(share, (0.4, 0.75, 0.95), ("little", "half", "most", "all"))
    _find_root(view)
    _find_regions(view)
    return view


def _facts(unit: Unit) -> Facts:
    letters, linked = len(unit.key), unit.styled[LINK]
    size = SIZE_WORDS[bisect_right(SIZES, letters)]
    link = step(linked / letters, (1e-9, 0.4, 0.85), ("none", "some", "most", "all")) if linked else "none"
    box = unit.box
    if box is None:
        return Facts(size, link, "unknown", "?")
    if box.tag in ("h1", "h2", "h3"):
        tag = box.tag
    elif box.tag in ("h4", "h5", "h6"):
        tag = "h4"
    else:
        tag = box.kind or (box.tag if box.tag in ("p", "div", "label", "address", "dd", "dt") else "other")
    return Facts(size, link, tag, signature(box))


def signature(box: Box | None) -> str:
    """How a block's element and the one around it are made: blocks of one kind have the same."""
    return f"{box.signature}<{box.parent.signature if box.parent else ''}" if box else "?"


def _find_root(view: View) -> None:
    """The deepest box with nine tenths of the kept text, and the parent of the most."""
    total: dict[Box, int] = defaultdict(int)
    near: dict[Box, int] = defaultdict(int)
    for index in view.kept:
        unit = view.units[index]
        if unit.box is not None:
            total[unit.box] += len(unit.key)
            if unit.box.parent is not None:
                near[unit.box.parent] += len(unit.key)
    for parent, size in near.items():  # many blocks have the same: its boxes are gone through once
        for box in above(parent, None):
            total[box] += size
    most = max(total.values(), default=0)
    large = (box for box, size in total.items() if 10 * size >= 9 * most)
    view.root = max(large, key=lambda box: len(above(box, None)), default=None)
    view.inside = total
    view.home = max(near, key=near.__getitem__, default=None)


def _find_regions(view: View) -> None:
    """Before, in the head of, in, in the tail of and after the kept text.

    Its inside is from solid prose to solid prose.
    """
    kept = view.kept
    if not kept:
        return
    solid = [i for i in kept if len(view.units[i].key) >= SOLID and view.facts[i].link in ("none", "some")]
    solid = [i for i in solid if view.facts[i].tag in ("p", "div", "other")] or kept
    for index, fact in enumerate(view.facts):
        if index < kept[0]:
            fact.region = "before"
        elif index > kept[-1]:
            fact.region = "after"
        elif index < solid[0]:
            fact.region = "head"
        elif index > solid[-1]:
            fact.region = "tail"


def above(box: Box | None, root: Box | None) -> list[Box]:
    """A box and those above it, up to but without `root`."""
    chain = []
    while box is not None and box is not root:
        chain.append(box)
        box = box.parent
    return chain


def opening_of(text: str) -> str:
    """The first two of a text's words, if it has more."""
    words = text.split(None, 2)
    return f"{words[0]} {words[1]}".lower() if len(words) > 2 else ""


def around(view: View, box: Box | None) -> Around:
    """What is around a block in `box`, up to the root; remembered for every box.

    What holds half of the article is the article, whatever it calls itself ("promo", "related", "footer").
    """
    chain = []
    while box is not None and box is not view.root and box not in view.around:
        chain.append(box)
        box = box.parent
    known = view.around.get(box) if box is not view.root else None
    known = known or Around(frozenset(), 0, box is not None)
    for below in reversed(chain):
        says = below.says if 2 * view.inside.get(below, 0) < view.letters else None
        known = Around(known.says | says if says else known.says, known.depth + 1, known.inside)
        view.around[below] = known
    return known
