"""From the prose that the parser gives back to its places in the source, verified or refused."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from cleaner.model import Span
from cleaner.segment.markdown_blocks import Block

_NEWLINE = re.compile(r"\r\n?|\n")
_BLANK = " \t"
_HASHES = re.compile(r"[ \t]+#+[ \t]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_MARKER = {
    "item": re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)"),
    "quote": re.compile(r"[ \t]*>"),
    "footnote": re.compile(r"[ \t]*\[\^[^\]\s]+\]:"),
}


class Source:
    """A document's text with every newline made `\\n`, where its lines begin, and the way back.

    >>> source = Source("a\\r\\nb")
    >>> source.text, source.line(1), source.original(2), source.plain(3)
    ('a\\nb', (2, 3), 3, 2)
    """

    __slots__ = ("joined", "pairs", "starts", "text")

    def __init__(self, original: str) -> None:
        self.text = _NEWLINE.sub("\n", original) if "\r" in original else original
        self.pairs = [m.start() for m in re.finditer("\r\n", original)] if "\r" in original else []
        self.joined = [at - i for i, at in enumerate(self.pairs)]
        self.starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        self.starts[0] = int(self.text.startswith("\ufeff"))

    def line(self, number: int) -> Span:
        """Where line `number` stands, without its newline; a byte-order mark is part of no line."""
        last = number + 1 >= len(self.starts)
        return self.starts[number], len(self.text) if last else self.starts[number + 1] - 1

    def original(self, at: int) -> int:
        """The offset in the original text for one in `text`."""
        return at + bisect_left(self.joined, at)

    def plain(self, at: int) -> int:
        """The offset in `text` for one in the original text."""
        return at - bisect_left(self.pairs, at)


class Place(NamedTuple):
    """Where prose stands: for each piece its offset in the prose, its offset in the source and its length."""

    pieces: tuple[tuple[int, int, int], ...]

    @property
    def start(self) -> int:
        """Where the prose begins in the source."""
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1][1] + self.pieces[-1][2]

    def gaps(self, text: str) -> list[Span]:
        """What lies between the pieces: blanks, a newline of `text`, the markers of the next line."""
        ends = [at + len(text[at : at + size].rstrip(_BLANK)) for _, at, size in self.pieces]
        return [(a, b) for a, (_, b, _) in zip(ends, self.pieces[1:], strict=False) if text[a:b] != "\n"]

    def source(self, span: Span) -> Span:
        """The span of the source for a span of the prose, markers of continued lines included."""
        return self._at(span[0]), self._at(span[1] - 1) + 1

    def _at(self, offset: int) -> int:
        many = len(self.pieces) > 1
        piece = self.pieces[bisect_right(self.pieces, offset, key=_offset) - 1 if many else 0]
        return piece[1] + min(offset - piece[0], piece[2])


def _offset(piece: tuple[int, int, int]) -> int:
    return piece[0]


def placed(source: Source, block: Block) -> list[tuple[Place, str]] | None:
    """The pieces of prose in `block` with their places: one, or a row's cells that are not empty.

    None when there is no prose or when its place cannot be told for certain.
    """
    if block.kind == "row":
        return _cells(source, block)
    place = _paragraph(source, block) if any(block.prose) else None
    return [(place, block.prose[0])] if place else None


def _paragraph(source: Source, block: Block) -> Place | None:
    prose = block.prose[0]
    start, end = source.line(block.first)
    if block.level and (at := _atx(source.text[start:end], prose, block.level)) is not None:
        return Place(((0, start + at, len(prose)),))
    end = start + len(prose)
    if source.text.startswith(prose, start) and source.text[end : end + 1] in "\n":
        return Place(((0, start, len(prose)),))
    return _suffixes(source, block, prose.split("\n"))


def _atx(line: str, prose: str, level: int) -> int | None:
    """Where the text of a heading begins in its line, if hashes mark it; no container's marker has a hash."""
    hashes = line.find("#" * level)
    if hashes < 0 or line[hashes - 1 : hashes] == "#":
        return None
    begin = hashes + level
    begin += len(line[begin:]) - len(line[begin:].lstrip(_BLANK))
    rest = line[begin + len(prose) :]
    return begin if line.startswith(prose, begin) and (not rest.strip() or _HASHES.fullmatch(rest)) else None


def _suffixes(source: Source, block: Block, parts: list[str]) -> Place | None:
    """Each line of prose is the end of its line in the source; lines of odd blanks before do not count."""
    lines = [source.line(i) for i in range(block.first, block.last)]
    while lines and not source.text[lines[0][0] : lines[0][1]].strip():
        del lines[0]
    if len(parts) > len(lines):
        return None
    pieces, offset = [], 0
    for part, (start, end) in zip(parts, lines, strict=False):
        text = part.lstrip(_BLANK)
        at = source.text.rfind(text, start, end)
        if not text or at < 0 or source.text[at + len(text) : end].strip():
            return None
        pieces.append((offset + len(part) - len(text), at, len(text)))
        offset += len(part) + 1
    return Place(tuple(pieces))


def _cells(source: Source, block: Block) -> list[tuple[Place, str]] | None:
    start, end = inner(source, block)
    cuts = [start - 1, *(m.start() for m in _PIPE.finditer(source.text, start, end)), end]
    spans = [(a + 1, b) for a, b in pairwise(cuts)]
    spans = spans[spans[0][0] == spans[0][1] :]
    places = []
    for prose, (a, b) in zip(block.prose, spans, strict=False):
        cell = source.text[a:b]
        if cell.replace("\\|", "|").strip() != prose.strip():
            return None
        text = cell.strip()
        if text:
            places.append((Place(((0, a + cell.find(text), len(text)),)), text))
    return places


def inner(source: Source, block: Block) -> Span:
    """A block's first line without the markers and blanks before it and the blanks after it."""
    start, end = source.line(block.first)
    start = _after_markers(source.text, start, block, len(block.inside))
    text = source.text[start:end]
    return end - len(text.lstrip(_BLANK)), start + len(text.rstrip())


def outer(source: Source, block: Block, alone: int = 1) -> Span:
    """What goes with a block: its lines, from after the last marker that more than `alone` blocks share."""
    shared = 0
    for i, container in enumerate(block.inside):
        if container.line == block.first and container.blocks > alone:
            shared = i + 1
    start = source.line(block.first)[0]
    start = _after_markers(source.text, start, block, shared) if shared else start
    return start, source.line(block.last - 1)[1]


def _after_markers(text: str, start: int, block: Block, count: int) -> int:
    """Where the markers of the first `count` containers end on the block's first line."""
    end = start
    for container in block.inside[:count]:
        if container.kind == "quote" or container.line == block.first:
            match = _MARKER[container.kind].match(text, end)
            end = match.end() if match else end
    return end
