"""English words and how often they and their pairs are written: what vouches for a word.

The words are SCOWL's (cleaner/vocabulary, with its licence; new.txt, words that came up since, is our own). The counts
are data of the `wordsegment` package (Apache-2.0; counts of Google's trillion-word web corpus as Peter Norvig published
them), read from its folder and never imported. Each list is read when the first question needs it; without the package
every count is 0, and nothing that needs one is proposed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

VOCABULARY = Path(__file__).parent / "vocabulary"


def _read(name: str) -> str:
    spec = find_spec("wordsegment")
    if spec is None or not spec.submodule_search_locations:
        return ""
    return (Path(spec.submodule_search_locations[0]) / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """Lower-case words that a large dictionary has, with all their forms and in every region's spelling.

    >>> "neighbours" in listed(), "neighbors" in listed(), "neihgbors" in listed()
    (True, True, False)
    """
    return frozenset((VOCABULARY / "common.txt").read_text(encoding="ascii").split())


@lru_cache(maxsize=1)
def _rare() -> frozenset[str]:
    lists = (VOCABULARY / name for name in ("rare.txt", "new.txt"))
    return frozenset(word for path in lists for word in path.read_text(encoding="ascii").split())


def is_known(word: str) -> bool:
    """Whether `word` (lower case) is a word at all, if only in crosswords, or a name or abbreviation.

    >>> [is_known(w) for w in ("word", "zori", "mombasa", "wrod")]
    [True, True, True, False]
    """
    return word in listed() or word in _rare()


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
    return word in listed()
