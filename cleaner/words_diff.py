"""Which words of a text changed: for people, who read words, not lines or characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.later import compile_later

_TOKEN = compile_later(r"\w+|\s+|[^\w\s]")
MOST_TOKENS = 1500  #: above that the middle is shown as one change, since matching takes quadratic time


class Piece(NamedTuple):
    """A stretch of both texts; `old` and `new` are equal where nothing changed."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Whether the texts differ here."""
        return self.old != self.new


def word_diff(old: str, new: str) -> list[Piece]:
    """`old` and `new` cut into pieces that are equal or changed, in turn; joined they give both texts again.

    >>> word_diff("He said said it.", "He said it.")
    [Piece(old='He said ', new='He said '), Piece(old='said ', new=''), Piece(old='it.', new='it.')]
    """
    if old == new:
        return [Piece(old, new)] if old else []
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle = _middle(a[head : len(a) - tail], b[head : len(b) - tail])
    parts = (a[:head], a[:head]), *middle, (a[len(a) - tail :],) * 2
    return list(_merged(Piece("".join(x), "".join(y)) for x, y in parts if x or y))


def _common(a: list[str], b: list[str]) -> int:
    """How many tokens both begin with."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _middle(a: list[str], b: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    if not (a and b) or len(a) + len(b) > MOST_TOKENS:
        yield a, b
        return
    from difflib import SequenceMatcher

    for _, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield a[a1:a2], b[b1:b2]


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one sort as one piece; a mere blank between two changes is part of the change."""
    last: Piece | None = None
    blank = Piece("", "")
    for piece in pieces:
        if last and last.changed and not piece.changed and not piece.old.strip():
            blank = Piece(blank.old + piece.old, blank.new + piece.new)
            continue
        if last and last.changed == piece.changed:
            last = Piece(last.old + blank.old + piece.old, last.new + blank.new + piece.new)
        else:
            if last:
                yield last
            last = Piece(blank.old + piece.old, blank.new + piece.new)
        blank = Piece("", "")
    if last:
        yield last
    if blank.old:
        yield blank
