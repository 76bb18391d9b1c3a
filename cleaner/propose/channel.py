"""How likely a word is a slip for another: how fingers slip, and what the words beside it expect.

A noisy channel (Kernighan, Church and Gale, "A Spelling Correction Program Based on a Noisy Channel Model", 1990): the
logarithm of how likely the slip is made, plus that of how likely the right word stands there. The prices of the slips
and the limits were set by reading 1,500 published texts: true slips are words that the web hardly has, with two letters
swapped or one doubled, left out or put in; what differs at its first or last letter mostly is a name or foreign.
"""

from __future__ import annotations

import itertools
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from cleaner.later import compile_later
from cleaner.words import among, count, counted, pair

WEB = 10**12  #: words that were counted
COMMON, COMMON_LONG = 200_000, 50_000  #: count of a word that somebody may have meant; of one of at least
LONG = 9  #: so many letters
LEAST = 12_711  #: the lowest count that the list has
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BEFORE, _AFTER = compile_later(r"([^\W\d_]+) $"), compile_later(r" ([^\W\d_]+)")

#: Logarithm of how likely the slip is, by kind.
PRICES = {
    "doubled": -5.0, "swapped": -5.5, "left out": -6.0, "put in": -6.5, "repeated": -7.0, "changed": -8.0,
    "moved": -8.0, "first left out": -9.0, "first": -10.0, "last": -9.0, "more": -10.0,
}  # fmt: skip
MANY = 500  #: words after which it is worth the time to find out how common words begin and end
MOVED = 8  #: letters from which on a letter may have moved farther than one place
_REPEATED = compile_later(r"(?<=.)(..)\1")


class Reading(NamedTuple):
    """A word that may have been meant, what slipped, and the logarithm of how likely both are."""

    word: str
    slip: str
    score: float


def kind(wrong: str, right: str) -> str:
    """What slipped, where `wrong` is one slip away from `right`, or "more".

    >>> [kind(*w.split()) for w in ("teh the", "tomorow tomorrow", "realz real", "wrld world", "fficials officials")]
    ['swapped', 'doubled', 'last', 'left out', 'first left out']
    >>> [kind(*w.split()) for w in ("rememember remember", "presidnet president", "meanginful meaningful", "abcd wxyz")]
    ['repeated', 'swapped', 'moved', 'more']
    """
    if right in _unrepeated(wrong):
        return "repeated"
    short, long = sorted((wrong, right), key=len)
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(wrong) == len(right):
        if wrong[at + 1 :] != right[at + 1 :]:
            swapped = wrong[at : at + 2] == right[at : at + 2][::-1] and wrong[at + 2 :] == right[at + 2 :]
            moved = len(wrong) >= MOVED and right in _moved(wrong)
            return "swapped" if swapped else "moved" if moved else "more"
        return "last" if at == len(wrong) - 1 else "changed" if at else "first"
    if long[:at] + long[at + 1 :] != short:
        return "more"
    if at and long[at] == long[at - 1]:
        return "doubled"
    if at in (0, len(short)):
        return "last" if at else "first left out" if len(right) > len(wrong) else "first"
    return "left out" if len(right) > len(wrong) else "put in"


def neighbours(word: str) -> set[str]:
    """What one letter left out, put in, changed, or swapped with the next makes of `word`.

    >>> {"the", "tee", "tech"} <= neighbours("teh"), "he" in neighbours("the")
    (True, True)
    """
    found: set[str] = set()
    for at in range(len(word) + 1):
        head, tail, rest = word[:at], word[at:], word[at + 1 :]
        found.update([head + letter + tail for letter in _LETTERS])
        if tail:
            found.add(head + rest)
            found.update([head + letter + rest for letter in _LETTERS])
        if rest:
            found.add(head + rest[0] + tail[0] + rest[1:])
    found.discard(word)
    return found


def _near_common(word: str) -> set[str]:
    """Those neighbours of `word` that may be common: the letter that slips goes on as some common word begins, and
    leads to what some common word ends with. That leaves some ten of four hundred."""
    after, before = _beside()
    found = {word[:-1]}
    for at in range(len(word) + 1):
        head, tail, rest = word[:at], word[at:], word[at + 1 :]
        if head not in after:
            break
        letters = after[head]
        if tail in before:
            found.update([head + letter + tail for letter in before[tail] if letter in letters])
        if tail and rest in before:
            found.update([head + letter + rest for letter in before[rest] if letter in letters])
        if rest and rest[0] in letters:
            found.add(head + rest)
            found.add(head + rest[0] + tail[0] + rest[1:])
    found.discard(word)
    return found


@cache
def _common() -> dict[str, int]:
    """Common words with their counts."""
    return counted(COMMON_LONG)


@cache
def _beside() -> tuple[dict[str, str], dict[str, str]]:
    """What common words begin with and the letters that come next, what they end with and the letters before that."""
    after: dict[str, str] = {}
    before: dict[str, str] = {}
    for word in _common():
        head = tail = word
        while head:
            head, letter = head[:-1], head[-1]
            known = after.get(head, "")
            if letter in known:
                break  # and what is shorter is known, too
            after[head] = known + letter
        while tail:
            letter, tail = tail[0], tail[1:]
            known = before.get(tail, "")
            if letter in known:
                break
            before[tail] = known + letter
    return after, before


def _unrepeated(word: str) -> set[str]:
    """`word` without the second of two equal pairs of letters inside: "rememember"."""
    return {word[: m.end(1)] + word[m.end() :] for m in _REPEATED.finditer(word)}


def _moved(word: str) -> set[str]:
    """What one inner letter, put two or three places away from where it stands, makes of `word`."""
    found: set[str] = set()
    for at in range(1, len(word) - 1):
        rest = word[:at] + word[at + 1 :]
        found.update(rest[: at + by] + word[at] + rest[at + by :] for by in (-3, -2, 2, 3) if 0 < at + by < len(word))
    return found


_asked = itertools.count()


@lru_cache(maxsize=20_000)
def candidates(word: str) -> tuple[str, ...]:
    """Common words that are one slip away from `word` (lower case)."""
    many = next(_asked) > MANY
    near = _near_common(word) if many else neighbours(word)
    near |= _unrepeated(word)
    if len(word) >= MOVED and not count(word):
        near |= _moved(word)
    least = COMMON if len(word) < LONG else COMMON_LONG
    if many:
        common = _common()
        return tuple(sorted(option for option in near if common.get(option, 0) >= least))
    return tuple(sorted(option for option in among(near) if count(option) >= least))


def readings(text: str, start: int, end: int, options: tuple[str, ...]) -> list[Reading]:
    """What text[start:end] may have been meant as, the likeliest first.

    >>> [r.word for r in readings("for the resson that", 8, 14, candidates("resson"))][:1]
    ['reason']
    """
    word = text[start:end].lower()
    before, after = _BEFORE.search(text, max(0, start - 40), start), _AFTER.match(text, end)
    left, right = before and before[1].lower(), after and after[1].lower()
    found = [Reading(o, slip := kind(word, o), PRICES[slip] + _expected(left, o, right)) for o in options]
    return sorted(found, key=lambda r: -r.score)


def _expected(left: str | None, word: str, right: str | None) -> float:
    """Logarithm of the chance of `word` after `left`, times how much likelier it makes `right`."""
    return _chance(left, word) + (_chance(word, right) - _chance(None, right) if right else 0.0)


def _chance(first: str | None, second: str) -> float:
    alone = max(count(second), LEAST)
    if first is None or count(first) < 10 * LEAST:
        return log(alone / WEB)
    together = pair(first, second)
    return log(together / max(count(first), together)) if together else log(0.1 * alone / WEB)


def is_supported(text: str, start: int, end: int, fix: str) -> bool:
    """Whether `fix` (lower case) in place of text[start:end] is common after the word before, or before the next.

    >>> is_supported("we met teh other day", 7, 10, "the"), is_supported("girt fule, an’", 5, 9, "file")
    (True, False)
    """
    before, after = _BEFORE.search(text, max(0, start - 40), start), _AFTER.match(text, end)
    return bool((before and pair(before[1].lower(), fix) > 1) or (after and pair(fix, after[1].lower()) > 1))
