"""Pages of which the first reading took the wrong block: a teaser, a notice, one of many entries.

Told by the solid prose that it left out. If that is far more than it took, the page is read by all methods, not only
by the quick one. If it is still many times what was taken, in elements made alike, and in no furniture, the blocks
around that prose are taken beside what was, and judged as the first reading's lines are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from lxml.html import HtmlElement

from cleaner.extract.align import Unit, align
from cleaner.extract.blocks import LINK, SOLID, Block, Box
from cleaner.extract.read import Reading, bare, first_reading, quick_reading
from cleaner.extract.view import above, signature

#: What has these words is not the article, however long: comments may well be longer than it.
AWAY = frozenset(
    {"ad", "author", "comment", "footer", "form", "hidden", "letter", "notice", "related", "share", "tags", "teaser"}
)
#: How many times the solid prose that was taken the lost prose must have, and the letters that it must have.
TIMES, LEAST = 6, 2000
#: From how many times the solid prose that a quick reading took on the prose that it left out speaks against it. With
#: this none of six collections of pages scores worse than if all methods read every page; they read one in seven.
OVERLOOKED = 1.65
#: The share of the page's letters that must be solid prose in `p` elements for a quick reading to be worth its time.
SCANT = 0.15


def read_units(
    tree: HtmlElement, blocks: list[Block], url: str | None = None, markdown: bool = False
) -> tuple[Reading, list[Unit]]:
    """The first reading of a page, and its units with those that it should have taken. Changes the tree."""
    tree = bare(tree)
    prose = sum(len(block.key) for block in blocks if block.box.tag == "p" and _solid(block))
    enough = prose >= SCANT * sum(len(block.key) for block in blocks)
    reading = quick_reading(tree, url, markdown) if enough else None
    units = align(reading.lines, reading.keys, blocks) if reading else []
    if reading is None or _overlooks(units):
        reading = first_reading(tree, url, markdown)
        units = align(reading.lines, reading.keys, blocks)
    return reading, mend(units)


def _overlooks(units: list[Unit]) -> bool:
    """Whether far more solid prose was left out than was taken, or there is none."""
    taken = lost = 0
    for unit in units:
        if _solid(unit):
            size = len(unit.key)
            taken, lost = (taken, lost + size) if unit.line is None else (taken + size, lost)
    return lost >= OVERLOOKED * taken


def mend(units: list[Unit]) -> list[Unit]:
    """The units, those that should have been taken with a negative number for their line; most often as they are."""
    prose = {unit.key: unit for unit in sorted(units, key=lambda unit: unit.line is not None) if _solid(unit)}
    solid = list(prose.values())
    taken = sum(len(unit.key) for unit in solid if unit.line is not None)
    least = max(LEAST, TIMES * taken)
    if sum(len(unit.key) for unit in solid) - taken < least:
        return units
    away = _away(solid)
    alike: Counter[str] = Counter()
    for unit in solid:
        if unit.line is None and not away(unit.box):
            alike[signature(unit.box)] += len(unit.key)
    name, size = max(alike.items(), key=lambda item: item[1], default=("", 0))
    if size < least:
        return units
    home = _home([unit for unit in solid if signature(unit.box) == name])
    return [
        replace(unit, line=-1 - index)
        if unit.line is None and home in above(unit.box, None) and not away(unit.box) and _read(unit)
        else unit
        for index, unit in enumerate(units)
    ]


def _solid(unit: Unit | Block) -> bool:
    return len(unit.key) >= SOLID and 5 * unit.styled[LINK] < len(unit.key) and unit.box is not None


def _read(unit: Unit) -> bool:
    """Whether a block among the article's is text, not a link."""
    return 2 * unit.styled[LINK] <= len(unit.key)


def _away(solid: list[Unit]) -> Callable[[Box | None], bool]:
    """Tells whether a box is in furniture. What holds nine tenths of the prose is none, whatever it calls itself."""
    sizes: dict[Box, int] = defaultdict(int)
    for unit in solid:
        for box in above(unit.box, None):
            sizes[box] += len(unit.key)
    most = sum(len(unit.key) for unit in solid)
    return lambda box: any(b.says & AWAY and 10 * sizes[b] < 9 * most for b in above(box, None))


def _home(units: list[Unit]) -> Box | None:
    """The deepest box with nine tenths of these units' letters."""
    sizes: dict[Box, int] = defaultdict(int)
    for unit in units:
        for box in above(unit.box, None):
            sizes[box] += len(unit.key)
    most = sum(len(unit.key) for unit in units)
    return max(
        (box for box in sizes if 10 * sizes[box] >= 9 * most), key=lambda box: len(above(box, None)), default=None
    )
