"""English words and how often they and their pairs are written: what vouches for a word.

The words are SCOWL's (cleaner/vocabulary, with its licence; new.txt, words that came up since, is our own). The counts
are data of the `wordsegment` package (Apache-2.0; counts of Google's trillion-word web corpus as Peter Norvig published
them), read from its folder and never imported. Each list is read when the first question needs it; without the package
every count is 0, and nothing that needs one is proposed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import cast

VOCABULARY = Path(__file__).parent / "vocabulary"
FEW = 2_000  #: questions about a sorted list that are answered by bisection, before it is made a set
SOME = 40  #: questions about a table that are answered by looking through its text, before it is made a dict
#: What makes new words of known ones.
PREFIXES = tuple(
    "un non re de anti cyber hyper super over under pre post out inter multi bio micro mis dis co sub ultra neo trans "
    "pseudo mega up down counter semi auto self extra intra photo tele nano eco geo hydro electro thermo psycho".split()
)


class _Sorted:
    """A sorted list of words in a file. A short text asks little, and making a set of all words takes long."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked = 0
        self.words: frozenset[str] | None = None

    @cached_property
    def _text(self) -> str:
        return (VOCABULARY / self.name).read_text(encoding="ascii")

    def whole(self) -> frozenset[str]:
        if self.words is None:
            self.words = frozenset(self._text.split())
        return self.words

    def has(self, word: str) -> bool:
        if self.words is not None:
            return word in self.words
        self.asked += 1
        if self.asked > FEW:
            return word in self.whole()
        text = self._text
        at = bisect_left(_Lines(text), word, 0, len(text)) if word.isascii() else 0
        return bool(word) and text.startswith(word + "\n", text.rfind("\n", 0, at) + 1)

    def of(self, words: Set[str]) -> Set[str]:
        """Those of `words` that are in the list."""
        if self.words is not None or self.asked + len(words) > FEW:
            return words & self.whole()
        return {word for word in words if self.has(word)}


class _Lines:
    """A text as a sequence: at each place the line that ends or goes on there."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __getitem__(self, at: int) -> str:
        return self.text[self.text.rfind("\n", 0, at) + 1 : self.text.find("\n", at)]


class _Table:
    """A file of lines with a tab. Numbers stay text until asked for, which is faster.

    `last` says that keys come more than once, and the last counts; else the commonest come first.
    """

    def __init__(self, name: str, last: bool = False) -> None:
        self.name = name
        self.last = last
        self.asked = 0
        self.numbers: dict[str, str] | None = None

    @cached_property
    def _text(self) -> str:
        return "\n" + _read(self.name)

    def load(self) -> dict[str, str]:
        """The whole table, which from now on answers."""
        if self.numbers is None:
            pieces = self._text.strip("\n").replace("\n", "\t").split("\t")
            self.numbers = dict(zip(pieces[::2], pieces[1::2], strict=False))
        return self.numbers

    def number(self, key: str) -> int:
        """The number behind `key`, 0 where there is none."""
        if self.numbers is None:
            self.asked += 1
            if self.asked <= SOME:
                return self._looked_up(key)
            self.load()
        found = cast("dict[str, str]", self.numbers).get(key)
        return int(float(found)) if found else 0

    def _looked_up(self, key: str) -> int:
        text = self._text
        at = text.rfind(f"\n{key}\t") if self.last else text.find(f"\n{key}\t")
        start = at + len(key) + 2
        return int(float(text[start : text.find("\n", start)])) if at >= 0 else 0


def _read(name: str) -> str:
    spec = find_spec("wordsegment")
    if spec is None or not spec.submodule_search_locations:
        return ""
    return (Path(spec.submodule_search_locations[0]) / name).read_text(encoding="utf-8")


_COMMON = _Sorted("common.txt")
_RARE, _NEW = _Sorted("rare.txt"), _Sorted("new.txt")
_COUNTS = _Table("unigrams.txt")
_PAIRS = _Table("bigrams.txt", last=True)


def load() -> None:
    """Read all lists now, for processes that are to share them."""
    for words in (_COMMON, _RARE, _NEW):
        words.whole()
    for table in (_COUNTS, _PAIRS):
        table.load()


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
