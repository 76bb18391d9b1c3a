"""Fixed texts and where they stand: many at once by an automaton, in little text one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, AnyStr, Generic

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

LITTLE = 3_000  #: characters that are looked through for one literal after the other, before an automaton is made


def starts_of(text: AnyStr, literal: AnyStr) -> Iterator[int]:
    """Where `literal` begins in `text`, also within itself.

    >>> list(starts_of("banana", "ana"))
    [1, 3]
    """
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def matches_at(pattern: re.Pattern[str], text: str, firsts: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, where every match begins with one of the characters `firsts`.

    Looking for one rare character after the other is many times as fast as looking for any of them.

    >>> [m[0] for m in matches_at(re.compile("[<(].[>)]"), "a (b) <<c>", "<(")]
    ['(b)', '<c>']
    """
    end = 0
    for at in sorted(at for first in firsts for at in starts_of(text, first)):
        if at >= end and (match := pattern.match(text, at)):
            yield match
            end = match.end()


class Literals(Generic[AnyStr]):
    """Literals that are looked for in text after text.

    >>> sorted(Literals(["tea", "eat"]).places("I eat tea"))
    [(0, 6), (1, 2)]
    """

    def __init__(self, literals: Sequence[AnyStr]) -> None:
        self.literals: Sequence[AnyStr] = literals
        self._seen = 0

    @cached_property
    def automaton(self) -> AhoCorasick | BytesAhoCorasick:
        """What finds all of them in one pass; it takes milliseconds to make."""
        from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

        if isinstance(self.literals[0], bytes):
            return BytesAhoCorasick(self.literals)
        return AhoCorasick(self.literals)

    def by_automaton(self, text: AnyStr) -> list[tuple[int, int]]:
        """What `places` gives, in one pass."""
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)  # type: ignore[arg-type]
        return [(which, start) for which, start, _ in found]

    def one_by_one(self, text: AnyStr) -> Iterator[tuple[int, int]]:
        """What `places` gives, without an automaton."""
        there = [(which, literal) for which, literal in enumerate(self.literals) if literal in text]
        return ((which, start) for which, literal in there for start in starts_of(text, literal))

    def load(self) -> None:
        """Make the automaton, which answers from now on."""
        self._seen = LITTLE + 1
        if self.literals:
            self.by_automaton(self.literals[0])

    def places(self, text: AnyStr) -> Iterable[tuple[int, int]]:
        """(number of the literal, where it begins) for each that stands in `text`."""
        self._seen += len(text)
        return self.by_automaton(text) if self.literals and self._seen > LITTLE else self.one_by_one(text)
