"""Words that are made of known parts: "deplatforming", "carmaker"."""

from __future__ import annotations

from cleaner.words import PREFIXES, count, is_word

_SUFFIXES = frozenset(
    "s es er ers ed ing ly ness ism ist ists ize ized izes izing ise ised ises ising ization isation able ability less "
    "ish y like ful hood dom wise ship esque ier iest est gate ic ity al ation or ors ian ians ey".split()
)
_LONGEST_SUFFIX = max(map(len, _SUFFIXES))


def is_built(word: str) -> bool:
    """Whether `word` is made of known parts: a prefix or ending on a known word, or two known words.

    >>> [is_built(w) for w in ("cyberspies", "deplatforming", "carmaker", "hostilty")]
    [True, True, True, False]
    """
    heads = (p for p in PREFIXES if word.startswith(p) and len(word) - len(p) >= 4)
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
