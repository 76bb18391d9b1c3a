"""English words and how often they and their pairs are written: what vouches for a word.

The lists are data of the `wordsegment` package (Apache-2.0; counts of Google's trillion-word web corpus as Peter Norvig
published them), read from its folder and never imported. Each list is read when the first question needs it; without
the package every answer is "unknown", and nothing is proposed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

LONGEST = 15  #: the word list ends at so many letters; longer words are judged by their count alone
COMMON = 100_000  #: count from which a longer word is taken for one


def _read(name: str) -> str:
    spec = find_spec("wordsegment")
    if spec is None or not spec.submodule_search_locations:
        return ""
    return (Path(spec.submodule_search_locations[0]) / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """Lower-case words of at most 15 letters that a word list has, with all their forms.

    >>> "neighbours" in listed(), "neighbors" in listed(), "neihgbors" in listed()
    (True, True, False)
    """
    return frozenset(_read("words.txt").split()) | {"a", "i"}


def _table(name: str) -> dict[str, str]:
    """What stands before and after the tab of each line; numbers stay text until asked for, which is faster."""
    pieces = _read(name).rstrip("\n").replace("\n", "\t").split("\t")
    return dict(zip(pieces[::2], pieces[1::2], strict=False))


@lru_cache(maxsize=1)
def _counts() -> dict[str, str]:
    return _table("unigrams.txt")


@lru_cache(maxsize=1)
def _pairs() -> dict[str, str]:
    return _table("bigrams.txt")


def count(word: str) -> int:
    """How often `word` (lower case) was seen among 10^12 words; 0 below 12,711 times.

    >>> count("the") > count("realistic") > count("realisticenough") == 0
    True
    """
    return int(float(_counts().get(word, 0)))


def pair(first: str, second: str) -> int:
    """How often `second` followed `first` (both lower case); 0 below about 100,000 times.

    >>> pair("in", "the") > pair("as", "much") > pair("much", "possible") == 0
    True
    """
    return int(float(_pairs().get(f"{first} {second}", 0)))


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
    return word in listed() or (len(word) > LONGEST and count(word) >= COMMON)
