"""Where each line of the first reading stands among the page's own blocks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from cleaner.extract.blocks import Block, Box

#: A key this long names its place in the page; a shorter one is only looked for at blocks' borders.
CERTAIN = 25
#: How many blocks ahead a short line may be found without the blocks before it counting as passed.
NEAR = 30
#: A long line that is not on the page as it stands is looked for by its first or last letters.
PIECE = 40


@dataclass(slots=True, eq=False)
class Unit:
    """A line of the first reading, or (`line` is None) a block that it left out, at its place in the page.

    `styled` counts letters in links, bold and italic; `line` is the line's number, negative for a block that is
    taken like a line although the first reading left it out (misread.py).
    """

    text: str
    key: str
    box: Box | None
    line: int | None
    styled: tuple[int, int, int] = (0, 0, 0)
    broken: bool = False
    image: bool = False
    ruled: bool = False

    @property
    def was_read(self) -> bool:
        """Whether it is a line of the first reading."""
        return self.line is not None and self.line >= 0


def align(lines: list[str], keys: list[str], blocks: list[Block]) -> list[Unit]:
    """Lines (with their keys) in their order, and between them the blocks that are in none of them."""
    page = "".join(block.key for block in blocks)
    starts = [0, *accumulate(len(block.key) for block in blocks)]
    borders = frozenset(starts)
    taken = bytearray(len(blocks))
    places: list[range] = []
    cursor = 0
    for key in keys:
        start, end = _find(key, page, cursor, borders)
        if len(key) >= CERTAIN and end > start:
            cursor = end
        place = range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)) if end > start else range(0)
        for index in place:
            overlap = min(end, starts[index + 1]) - max(start, starts[index])
            taken[index] |= 2 * overlap >= starts[index + 1] - starts[index]
        places.append(place)
    return _merge(lines, keys, places, blocks, taken)


def _find(key: str, page: str, cursor: int, borders: frozenset[int]) -> tuple[int, int]:
    """Where `key` is in `page`, preferably after `cursor`; (0, 0) where it is not."""
    for start in (cursor, 0) if key else ():
        found = page.find(key, start)
        while found >= 0 and len(key) < CERTAIN and not (found in borders and found + len(key) in borders):
            found = page.find(key, found + 1)
        if found >= 0:
            return found, found + len(key)
    if 0 < len(key) < CERTAIN:
        found = page.find(key, cursor)
        return (found, found + len(key)) if found >= 0 else (0, 0)
    found = page.find(key[:PIECE]) if key else -1
    if found >= 0:
        return found, min(found + len(key), len(page))
    found = page.find(key[-PIECE:]) + PIECE if key else -1
    return (max(0, found - len(key)), found) if found >= PIECE else (0, 0)


def _merge(lines: list[str], keys: list[str], places: list[range], blocks: list[Block], taken: bytearray) -> list[Unit]:
    """Units in order.

    A block that was left out stands before the first line that comes after it in the page.
    """
    units: list[Unit] = []
    done = 0
    for number, (line, key, place) in enumerate(zip(lines, keys, places, strict=True)):
        if not place:
            units.append(Unit(line, key, None, number))
            continue
        if place.start >= done and (len(key) >= CERTAIN or place.start - done < NEAR):
            units += _left_out(blocks, taken, range(done, place.start))
            done = max(done, place.stop)
        units.append(_kept(line, key, number, blocks[place.start : place.stop]))
    return units + _left_out(blocks, taken, range(done, len(blocks)))


def _kept(line: str, key: str, number: int, covered: list[Block]) -> Unit:
    """The unit of a line that is made of these blocks. The longest of them says where it stands."""
    if len(covered) == 1 and covered[0].key == key:
        return _unit(covered[0], line, number)
    longest = max(covered, key=lambda block: len(block.key))
    size = sum(len(block.key) for block in covered)
    link, bold, italic = (sum(counts) * len(key) // size for counts in zip(*(b.styled for b in covered), strict=True))
    broken = any(block.broken for block in covered)
    return Unit(line, key, longest.box, number, (link, bold, italic), broken, covered[0].image, covered[0].ruled)


def _left_out(blocks: list[Block], taken: bytearray, where: range) -> list[Unit]:
    """Units of the blocks there that are in no line."""
    return [_unit(blocks[index], blocks[index].text, None) for index in where if not taken[index]]


def _unit(block: Block, text: str, line: int | None) -> Unit:
    """The unit of a whole block, as the page or (`line`) the first reading has it."""
    return Unit(text, block.key, block.box, line, block.styled, block.broken, block.image, block.ruled)
