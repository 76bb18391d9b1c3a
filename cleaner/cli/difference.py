"""A unified diff for people: coloured, fitted to the width, with the words that changed inside a line.

What went and what came is always shown in full; of what stays the same, long stretches are shortened to "…".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import click

from cleaner.cli import layout
from cleaner.diff import unified
from cleaner.terminal import safe
from cleaner.words_diff import Piece, word_diff

WIDEST = 160  #: columns; texts have long lines, and a diff shows two of them at a time
NEAR = 40  #: cells of unchanged text beside a change
ALIKE = 0.5  #: share of their words that two lines must have in common to be two versions of one
AHEAD = 60  #: removed lines among which the old version of a line is looked for
_WORD = re.compile(r"\w+")
_NOTE = "\\"  #: begins diff's note that a file does not end with a line break


def diff_for_people(before: bytes, after: bytes, name: str) -> Iterator[str]:
    """The lines of the diff of one file, safe for a terminal; none where nothing changed."""
    lines = unified(before, after, name).decode("utf-8", "surrogateescape").split("\n")[:-1]
    old: list[str] = []
    new: list[str] = []
    for number, line in enumerate(lines):
        text = _visible(line[1:])
        if number > 1 and line[:1] in "-+":
            (old if line[0] == "-" else new).append(text)
            continue
        if line[:1] == _NOTE and (old or new):
            continue  # not worth a line among changes
        yield from _changed(old, new)
        old, new = [], []
        yield from _other(number, line[:1], text)
    yield from _changed(old, new)
    if lines:
        yield ""  # the next file follows


def _visible(line: str) -> str:
    """A line without its own line break, safe, with its tabs."""
    return "\t".join(map(safe, line.removesuffix("\r").split("\t")))


def _other(number: int, sign: str, text: str) -> Iterator[str]:
    """A line that is no change: the head of the diff or of a part of it, or what stands around a change."""
    if number == 1:  # the head names the file twice
        return
    if number == 0:
        yield layout.title(text.removeprefix("-- "))
    elif sign == "@":
        yield click.style(sign + text, fg="cyan")
    else:
        line = (sign + text).expandtabs().rstrip()
        fits = layout.cells(line) <= layout.width(WIDEST)
        yield layout.faint(line if fits else sign + layout.head(text, layout.width(WIDEST) - 1))


def _changed(old: list[str], new: list[str]) -> Iterator[str]:
    """Lines that went and lines that came; two versions of one line stand together."""
    partner = dict(_pairs(old, new))
    shown = 0
    for number, line in enumerate(old):
        if number not in partner:
            yield from _whole("-", line, "red")
            continue
        for other in new[shown : partner[number]]:
            yield from _whole("+", other, "green")
        yield from _two(line, new[partner[number]])
        shown = partner[number] + 1
    for other in new[shown:]:
        yield from _whole("+", other, "green")


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """(number of an old line, number of the new line that came of it), both rising."""
    words = [frozenset(_WORD.findall(line)) for line in old]
    at = 0
    for number, line in enumerate(new):
        own = frozenset(_WORD.findall(line))
        found = next((n for n in range(at, min(len(old), at + AHEAD)) if _alike(words[n], own)), None)
        if found is not None:
            yield found, number
            at = found + 1


def _alike(old: frozenset[str], new: frozenset[str]) -> bool:
    return bool(old and new) and len(old & new) >= ALIKE * min(len(old), len(new))


def _whole(sign: str, text: str, colour: str) -> Iterator[str]:
    for line in layout.wrapped(text, sign, " ", layout.width(WIDEST)):
        yield click.style(line, fg=colour)


def _two(old: str, new: str) -> Iterator[str]:
    """Two versions of one line, each with its own words marked."""
    pieces = word_diff(old, new)
    yield from _version("-", ((p.old, p.changed) for p in _short(pieces)), "red", layout.erased)
    yield from _version("+", ((p.new, p.changed) for p in _short(pieces)), "green", layout.entered)


def _version(sign: str, parts: Iterable[tuple[str, bool]], colour: str, mark: Callable[[str], str]) -> Iterator[str]:
    text = "".join(mark(text) if changed else click.style(text, fg=colour) for text, changed in parts if text)
    yield from layout.wrapped(text, click.style(sign, fg=colour), " ", layout.width(WIDEST))


def _short(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, those that are the same shortened where the line would not fit."""
    if sum(layout.cells(p.old) for p in pieces) < layout.width(WIDEST):
        yield from pieces
        return
    for number, piece in enumerate(pieces):
        if piece.changed:
            yield piece
        else:
            text = _shortened(piece.old, number > 0, number < len(pieces) - 1)
            yield Piece(text, text)


def _shortened(text: str, follows: bool, leads: bool) -> str:
    """The ends of a stretch that stand beside a change.

    >>> _shortened("one two three " * 9, follows=True, leads=False)
    'one two three one two three one two…'
    """
    keep = NEAR * (follows + leads)
    if layout.cells(text) <= keep + NEAR // 2:
        return text
    start = re.sub(r"\s+\S*\Z", "", text[:NEAR]) if follows else ""
    end = re.sub(r"\A\S*\s+", "", text[-NEAR:]) if leads else ""
    return f"{start}…{end}"
