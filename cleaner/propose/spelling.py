"""Words that no list knows and that are one letter away from exactly one common word.

The same idea as Peter Norvig's spelling corrector (https://norvig.com/spell-correct.html), turned towards caution: the
word must be written about as often as a slip is, its one neighbour thousands of times more often, and it must not be
built from known parts, stand twice in the text, or carry a capital.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache

from cleaner.model import Document, Edit, Safety
from cleaner.packs.book import RuleBook
from cleaner.propose.guards import (
    is_alone,
    is_english,
    is_odd_passage,
    is_plain,
    is_quoted_alone,
    is_supported,
    occurrences,
    unlisted_words,
)
from cleaner.propose.typos import dictionary
from cleaner.words import among, count, is_word

RULE = "unknown-word"
SHORTEST = 5
COMMON = 1_000_000  #: the right word must be counted so often,
RATIO = 1_000  #: so many times as often as the slip,
RIVAL = 10  #: and so many times as often as the next candidate
RIVAL_OF_CHANGED = 100  #: the same where one letter stands for another
LONG = 7  #: from this length the slip's form alone may be enough
FLOOR = 200  #: what a word counts that the list does not have at all

_PREFIXES = (
    "un non re de anti cyber hyper super over under pre post out inter multi bio micro mis dis co sub ultra neo trans "
    "pseudo mega up down counter semi auto self extra intra photo tele nano eco geo hydro electro thermo psycho"
).split()
_SUFFIXES = frozenset(
    "s es er ers ed ing ly ness ism ist ists ize ized izes izing ise ised ises ising ization isation able ability less "
    "ish y like ful hood dom wise ship esque ier iest est gate ic ity al ation or ors ian ians ey".split()
)
_LONGEST_SUFFIX = max(map(len, _SUFFIXES))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A fix for each unknown lower-case word that has exactly one likely reading."""
    if not book.selection.has(RULE, "typos"):
        return
    text, table = document.text, dictionary()
    fixes: dict[str, str] = {}
    for word in unlisted_words(document):
        if len(word) >= SHORTEST and word.islower() and word not in table and word.isascii():
            fix = correction(word)
            if fix:
                fixes[word] = fix
    found = list(occurrences(text, fixes))
    times = Counter(word for _, _, word in found)
    for start, end, word in found:
        if times[word] <= 2 and _stands_free(text, start, end, table) and _is_likely(text, start, end, fixes[word]):
            yield Edit(
                start, end, word, fixes[word], rule=RULE, group="typos", safety=Safety.SAFE,
                message="a word that no list knows, one letter from a common one",
            )  # fmt: skip


def _stands_free(text: str, start: int, end: int, table: Container[str]) -> bool:
    if not is_plain(text, start, end) or is_quoted_alone(text, start, end) or is_alone(text, start, end):
        return False
    return is_english(text, start, end) and not is_odd_passage(text, start, end, table)


def _is_likely(text: str, start: int, end: int, fix: str) -> bool:
    """Whether the form of the slip, or else the words before and after, speak for `fix`."""
    word = text[start:end]
    same_ends = word[-2:] == fix[-2:]
    if len(word) >= LONG and not count(word) and len(word) != len(fix) and same_ends:
        return True  # a letter left out or put in
    if len(word) >= LONG and not count(word) and sorted(word) == sorted(fix):
        return True  # two letters swapped
    return is_supported(text, start, end, fix)


@lru_cache(maxsize=20_000)
def correction(word: str) -> str:
    """The one common word that `word` (lower case) is a slip for, or "".

    >>> [correction(w) for w in ("laregely", "hostilty", "defunding", "realistic", "kneck")]
    ['largely', 'hostility', '', '', '']
    """
    if is_word(word) or is_built(word):
        return ""
    options = sorted((-count(option), option) for option in among(neighbours(word)))
    if not options or -options[0][0] < max(COMMON, RATIO * max(count(word), FLOOR)):
        return ""
    best = options[0][1]
    rival = RIVAL if len(best) != len(word) or sorted(best) == sorted(word) else RIVAL_OF_CHANGED
    if best[0] != word[0] or (len(options) > 1 and options[0][0] > rival * options[1][0]):
        return ""
    return best


def neighbours(word: str) -> set[str]:
    """What one letter left out, put in, changed, or swapped with the next makes of `word`.

    >>> {"the", "tee", "tech"} <= neighbours("teh"), "he" in neighbours("the")
    (True, True)
    """
    found: set[str] = set()
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        found.update(head + letter + tail for letter in _LETTERS)
        if tail:
            found.add(head + tail[1:])
            found.update(head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            found.add(head + tail[1] + tail[0] + tail[2:])
    found.discard(word)
    return found


def is_built(word: str) -> bool:
    """Whether `word` is made of known parts: a prefix or ending on a known word, or two known words.

    >>> [is_built(w) for w in ("cyberspies", "deplatforming", "carmaker", "hostilty")]
    [True, True, True, False]
    """
    heads = (p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 4)
    if _stem(word) or any(_stem(word[len(p) :]) for p in heads):
        return True
    halves = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
    both = ((one, other) for one, other in halves if is_word(one) and is_word(other))
    return any(count(one) > 10**7 and count(other) > 10**7 for one, other in both)


def _stem(word: str) -> bool:
    if is_word(word):
        return True
    for size in range(1, min(_LONGEST_SUFFIX, len(word) - 3) + 1):
        if word[-size:] not in _SUFFIXES:
            continue
        base = word[:-size]
        if is_word(base) or is_word(base + "e") or (base[-1] == "i" and is_word(base[:-1] + "y")):
            return True
        if base[-1] == base[-2] and is_word(base[:-1]):
            return True
    return False
