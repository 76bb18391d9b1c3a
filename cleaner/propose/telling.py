"""The words of a document that some proposer may act on. Most words of most texts tell nothing, in any text.

So each word is tested once in a process and the answer is kept, and a document costs no more than the look at which of
its words are not yet known to tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import Any

from cleaner.again import memory_of, places
from cleaner.model import Document, Span
from cleaner.propose.places import LONGEST, occurrences, written
from cleaner.words import among, known_among

_NONE: Set[str] = frozenset()
MOST = 200_000  #: words that are kept; with more, all are forgotten


class Fresh:
    """Words that were not tested before, as they are written."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words

    @cached_property
    def unlisted(self) -> frozenset[str]:
        """Those that the word list does not have as they are written: names, slips, rare words."""
        return self.words - among(self.words)

    @cached_property
    def unknown(self) -> frozenset[str]:
        """Those, in small letters but perhaps the first, that no list has: names and slips."""
        small = [word for word in self.unlisted if word[1:].islower()]
        known = known_among({word.lower() for word in small})
        return frozenset(word for word in small if word.lower() not in known)


class Telling:
    """The words that `test` picks, which must do so by each word alone. `placed`: where they stand is asked, too.

    >>> sorted(UNKNOWN.of(Document("Ann saw Zworb recieve the zori.", [])))
    ['Zworb', 'recieve']
    """

    def __init__(self, test: Callable[[Fresh], Iterable[str]], placed: bool = False) -> None:
        self.test = test
        self.placed = placed
        _memory.forget()  # of words that told nothing some may tell this test something
        _memory.tests.append(self)

    def of(self, document: Document) -> Set[str]:
        """Those that stand in the document."""
        if "telling" not in document.facts:
            document.facts["telling"] = _told(document)
        told: dict[Telling, set[str]] = document.facts["telling"]  # type: ignore[assignment]
        return told.get(self, _NONE)

    def standing(self, document: Document) -> Iterable[tuple[int, int, str]]:
        """(start, end, word) of each of them that stands whole in the document, in order."""
        words = self.of(document)
        if not memory_of(document) or not words:
            return occurrences(document.text, words)
        every: Iterable[Any] = places(document, Telling, lambda spans: _standing(document, spans))
        return (place for place in every if place[2] in words)


def _standing(document: Document, spans: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """Where words stand that any test picks which is asked for places: all are looked for at once."""
    words = set().union(*(test.of(document) for test in _memory.tests if test.placed))
    return occurrences(document.text, words, spans)


def look_ahead(documents: Iterable[Document]) -> None:
    """Test the words of several documents at once."""
    _memory.of(set().union(*map(written, documents)))


class _Memory:
    """What is known of the words that came by."""

    def __init__(self) -> None:
        self.tests: list[Telling] = []
        self.forget()

    def forget(self) -> None:
        self.dull: set[bytes] = set()  # words that no test picks
        self.told: dict[bytes, tuple[str, list[Telling]]] = {}  # the others, and what picks them

    def of(self, words: set[bytes]) -> Iterator[tuple[str, list[Telling]]]:
        """Those of `words` that some test picks, and which do."""
        if len(self.dull) + len(self.told) > MOST:
            self.forget()
        dull, told = self.dull, self.told
        words = words - dull
        if new := words.difference(told):  # which is faster than `-` with the keys
            found = self._test(new)
            told.update(found)
            dull |= new - found.keys()
        return (told[word] for word in words if word in told)

    def _test(self, new: set[bytes]) -> dict[bytes, tuple[str, list[Telling]]]:
        fresh = Fresh(frozenset(word.decode("ascii") for word in new if len(word) <= LONGEST))
        found: dict[bytes, tuple[str, list[Telling]]] = {}
        for test in self.tests:
            for word in test.test(fresh):
                found.setdefault(word.encode("ascii"), (word, []))[1].append(test)
        return found


_memory = _Memory()


def _told(document: Document) -> dict[Telling, set[str]]:
    told: dict[Telling, set[str]] = {}
    for word, tests in _memory.of(written(document)):
        for test in tests:
            told.setdefault(test, set()).add(word)
    return told


#: Words, in small letters but perhaps the first, that no list has: names and slips.
UNKNOWN = Telling(lambda fresh: fresh.unknown)
