"""English words and how often they and their pairs are written: what vouches for a word.

All are sorted files in cleaner/vocabulary, which benchmarks/vocabulary.py makes. The words are SCOWL's; new.txt, words
that came up since, is our own. The counts are those of the `wordsegment` package (Google's trillion-word web corpus, as
Peter Norvig published them). The licences are beside them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from functools import cached_property, lru_cache
from mmap import mmap

from cleaner.bisection import Blocks, behind, mapped, place_of

VOCABULARY = os.path.join(os.path.dirname(__file__), "vocabulary")
FEW = 600  #: questions about a list of words that are answered by bisection, before it is made a set
KNOWN = 50_000  #: counts that are remembered
#: What makes new words of known ones.
PREFIXES = tuple(
    "un non re de anti cyber hyper super over under pre post out inter multi bio micro mis dis co sub ultra neo trans "
    "pseudo mega up down counter semi auto self extra intra photo tele nano eco geo hydro electro thermo psycho".split()
)


class _Words:
    """The words of a file. A short text asks little, and making a set of all takes long."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked = 0
        self.words: frozenset[str] | None = None

    @cached_property
    def _lines(self) -> mmap:
        return mapped(os.path.join(VOCABULARY, self.name))

    def whole(self) -> frozenset[str]:
        if self.words is None:
            self.words = frozenset(self._lines[:].decode("ascii").split())
        return self.words

    def has(self, word: str) -> bool:
        if self.words is not None:
            return word in self.words
        self.asked += 1
        if self.asked > FEW:
            return word in self.whole()
        return word.isascii() and word.isalpha() and place_of(self._lines, f"{word}\n".encode("ascii")) >= 0

    def of(self, words: Set[str]) -> Set[str]:
        """Those of `words` that are in the list."""
        if self.words is not None or self.asked + len(words) > FEW:
            return words & self.whole()
        return {word for word in words if self.has(word)}


class _Counts:
    """The counts of a file, each behind a key and a tab. Most questions are about a few keys."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked = 0
        self.number = lru_cache(maxsize=KNOWN)(self._number)

    @cached_property
    def _lines(self) -> mmap:
        return mapped(os.path.join(VOCABULARY, self.name))

    def _number(self, key: str) -> int:
        """The count of `key`, 0 where there is none."""
        self.asked += 1
        begin = f"{key}\t".encode("utf-8", "replace")
        return int((behind(self._lines, begin) if self.asked < FEW else self._blocks.behind(begin)) or 0)

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self._lines)

    def of(self, keys: Set[str]) -> Iterator[tuple[str, int]]:
        """Those of `keys` that are there, with their counts: to ask for one after the other would take seconds."""
        pieces = self._lines[:].decode("utf-8").replace("\n", "\t").split("\t")
        return ((key, int(number)) for key, number in zip(pieces[::2], pieces[1::2], strict=False) if key in keys)


_COMMON, _RARE, _NEW = _Words("common.txt"), _Words("rare.txt"), _Words("new.txt")
_COUNTS, _PAIRS = _Counts("counts.txt"), _Counts("pairs.txt")


def load() -> None:
    """Read the lists of words now, for processes that are to share them."""
    for words in (_COMMON, _RARE, _NEW):
        words.whole()


def listed() -> frozenset[str]:
    """Lower-case words that a large dictionary has, with all their forms and in every region's spelling.

    >>> "neighbours" in listed(), "neighbors" in listed(), "neihgbors" in listed()
    (True, True, False)
    """
    return _COMMON.whole()


def among(words: Set[str]) -> Set[str]:
    """Those of `words` that are English words.

    >>> sorted(among({"teh", "the", "end"}))
    ['end', 'the']
    """
    return _COMMON.of(words)


def known_among(words: Set[str]) -> Set[str]:
    """Those of `words` (lower case) that `is_known` says are words.

    >>> sorted(known_among({"zori", "word", "wrod"}))
    ['word', 'zori']
    """
    found = _COMMON.of(words)
    found |= _RARE.of(words - found)
    return found | _NEW.of(words - found)


def is_known(word: str) -> bool:
    """Whether `word` (lower case) is a word at all, if only in crosswords, or a name or abbreviation.

    >>> [is_known(w) for w in ("word", "zori", "mombasa", "wrod")]
    [True, True, True, False]
    """
    return _COMMON.has(word) or _RARE.has(word) or _NEW.has(word)


def count(word: str) -> int:
    """How often `word` (lower case) was seen among 10^12 words; 0 below 12,711 times.

    >>> count("the") > count("realistic") > count("realisticenough") == 0
    True
    """
    return _COUNTS.number(word)


def counted(least: int) -> dict[str, int]:
    """The words of `listed` that `count` gives so much for, with what it gives.

    >>> [*counted(10**10)]
    ['and', 'of', 'the', 'to']
    """
    return {word: number for word, number in _COUNTS.of(listed()) if number >= least}


def pair(first: str, second: str) -> int:
    """How often `second` followed `first` (both lower case); 0 below about 100,000 times.

    >>> pair("in", "the") > pair("as", "much") > pair("much", "possible") == 0
    True
    """
    return _PAIRS.number(f"{first} {second}")


def is_name(word: str) -> bool:
    """Whether `word`, whatever its case, is so common that with a capital it is a known name.

    >>> is_name("Alabama"), is_name("Garc")
    (True, False)
    """
    return count(word.lower()) > 1_000_000


def is_word(word: str) -> bool:
    """Whether `word` (lower case) is an English word.

    >>> [is_word(w) for w in ("characterization", "organise", "organisse")]
    [True, True, False]
    """
    return _COMMON.has(word)
