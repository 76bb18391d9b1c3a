"""Words that no list knows and that are one slip away from a common word which the words around expect.

The word must be one that the web hardly has, stand nowhere in code, addresses or names, and not be built from known
parts; the reading must be likely by itself and far likelier than the next (cleaner/propose/channel.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache

from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety
from cleaner.packs.book import RuleBook
from cleaner.propose.channel import Reading, candidates, neighbours, readings
from cleaner.propose.guards import is_alone, is_compound, is_plain, is_quoted_alone, is_sentence_word, is_title_word
from cleaner.propose.passages import is_english, is_odd_passage
from cleaner.propose.places import LONGEST, in_prose, occurrences, unknown_words
from cleaner.propose.typos import dictionary, like
from cleaner.words import PREFIXES, among, count, is_known, is_word

RULE = "unknown-word"
SHORTEST = 5
VERY_SHORT, PLAIN = 4, -11.0  #: a shorter word, a capital inside a sentence: only where the reading is as good as plain
SEEN, SEEN_LONG = 60_000, 150_000  #: what the web has more often is a word of its own; the same for long words
OFTEN = 2  #: as is what the text has more often
MARGIN = 3.0  #: by so much (natural logarithm) must a reading be likelier than the next
SURE = -15.0  #: a reading of this score is enough for a word that the web has,
TITLE = -18.5  #: this for a long word in a title,
SURE_LONG = {
    "left out": -22.0,
    "doubled": -24.0,
    "swapped": -22.0,
    "put in": -20.5,
    "changed": -18.0,
}  #: and these for long ones
#: A reading's least score, by what slipped; `last` and `first` letters differ in names, jargon and other languages.
LIMITS = {"put in": -21.0, "last": -15.5, "first": -15.5, "first left out": -17.0, "changed": -20.0, "moved": -22.0}
LONG_LIMITS = {"put in": -22.5, "last": -20.0}  #: the same in long words
LIMIT, SEVEN_LIMIT, LONG_LIMIT = -20.0, -22.5, -26.0  #: for the other slips; in a word of seven letters; of at least
LONG = 8  #: so many letters
VERY_LONG, FAR = 10, -25.5  #: words of so many letters are hardly ever anything else than the one near them
BUILT = -16.5  #: for what might be built from known parts ("under-stan-ing")
TECHNICAL_LIMIT = -20.0  #: in a text with code, where words are names of things,
TECHNICAL_LONG, LONG_NAME = -23.0, 9  #: unless they have so many letters
LETTER_LEFT_CHANGED = 7  #: shorter words with one letter changed are too often others' words

COMMON = 1_000_000  #: `correction`: the right word must be counted so often,
RATIO = 1_000  #: so many times as often as the slip,
RIVAL = 10  #: and so many times as often as the next candidate
RIVAL_OF_CHANGED = 100  #: the same where one letter stands for another
FLOOR = 200  #: what a word counts that the list does not have at all

_SUFFIXES = frozenset(
    "s es er ers ed ing ly ness ism ist ists ize ized izes izing ise ised ises ising ization isation able ability less "
    "ish y like ful hood dom wise ship esque ier iest est gate ic ity al ation or ors ian ians ey".split()
)
_LONGEST_SUFFIX = max(map(len, _SUFFIXES))
_CODE_BESIDE = compile_later(r"\S*[@_/\\={}<>|$]\S* $"), re.compile(r"\S* [^\s\]]*[@_/\\={}<>|$]")
_BESIDE = compile_later(r"(?<![A-Za-z’'])([A-Za-z]?[a-z]+) $"), re.compile(r" ([a-z]{2,})(?![’'])")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A fix for each unknown word that has exactly one likely reading."""
    if not book.selection.has(RULE, "typos"):
        return
    text, table = document.text, dictionary()
    unknown = {w for w in unknown_words(document) if _is_unknown(w.lower(), table)}
    found = list(occurrences(text, unknown))
    times = Counter(word for _, _, word in found)
    near = {word for word, number in times.items() if number <= OFTEN and candidates(word.lower())}
    found = [place for place in found if place[2] in near]
    named = {w for start, end, w in found if not is_plain(text, start, end) or not in_prose(document, start, end)}
    limit = TECHNICAL_LIMIT if "`" in text else LONG_LIMIT
    for start, end, word in found:
        if word in named or not _stands_free(text, start, end, table):
            continue
        found_here = readings(text, start, end, candidates(word.lower()))
        fix = _likely(word.lower(), found_here, _capital_limit(text, start, end, limit, table))
        if fix:
            yield Edit(
                start, end, word, like(word, fix), rule=RULE, group="typos", safety=Safety.SAFE,
                message="a word that no list knows, one letter from a common one",
            )  # fmt: skip


def _is_unknown(word: str, table: Container[str]) -> bool:
    """Whether `word` may be a slip: no dictionary has it, and the web hardly."""
    return (
        VERY_SHORT <= len(word) <= LONGEST and count(word) < (SEEN if len(word) < LONG_NAME else SEEN_LONG)
        and word not in table and not is_known(word)
    )  # fmt: skip


def _stands_free(text: str, start: int, end: int, table: Container[str]) -> bool:
    """Whether the word stands in English prose, is no name, nobody's, and not talked about as a word."""
    if (
        is_quoted_alone(text, start, end)
        or is_alone(text, start, end)
        or ("-" in text[start - 1 : start] + text[end : end + 1] and not _is_part(text, start, end))
    ):
        return False
    if text[end : end + 1] in ("'", "’") or text[start - 1 : start] in (",", ";"):
        return False
    if _CODE_BESIDE[0].search(text, max(0, start - 40), start) or _CODE_BESIDE[1].match(text, end):
        return False
    before, after = _BESIDE[0].search(text, max(0, start - 40), start), _BESIDE[1].match(text, end)
    if any(m and not _is_usual(m[1], table) for m in (before, after)):
        return False  # sauve qui peut
    return is_english(text, start, end) and not is_odd_passage(text, start, end, table)


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a slip may be looked for in the word, which a hyphen joins to another."""
    return is_compound(text, start, end) and not is_built(text[start:end].lower())


def _is_usual(word: str, table: Container[str]) -> bool:
    """Whether `word` is English, or a slip in English."""
    lower = word.lower()
    return is_known(lower) or lower in table


def _capital_limit(text: str, start: int, end: int, limit: float, table: Container[str]) -> float:
    """The least score for what may be a name, by where it stands; `limit` for what is none."""
    if text[start].islower():
        return limit
    if end - start >= LONG and is_title_word(text, start, end, table):
        return TITLE
    return SURE if is_sentence_word(text, start, end) else PLAIN


def _likely(word: str, found: list[Reading], limit: float) -> str:
    """The word that is surely meant, or "". `limit` is the least score of slips in long words.

    >>> _likely("recpetion", [Reading("reception", "swapped", -18.0)], LONG_LIMIT)
    'reception'
    """
    best = found[0]
    if len(found) > 1 and best.score - found[1].score < MARGIN:
        return ""
    if best.slip == "changed" and len(word) < LETTER_LEFT_CHANGED:
        return ""
    return best.word if best.score >= _least(word, best.slip, limit) else ""


def _least(word: str, slip: str, limit: float) -> float:
    """The least score that makes a reading of `word` a likely one."""
    size = len(word)
    if limit == TECHNICAL_LIMIT and size >= LONG_NAME:
        limit = TECHNICAL_LONG if size < VERY_LONG else FAR
    by_slip = LIMITS.get(slip, limit)
    if size >= LONG and slip in LONG_LIMITS:
        by_slip = LONG_LIMITS[slip]
    if size >= VERY_LONG and slip in ("put in", "moved"):
        by_slip = FAR
    short = LIMIT if size < LONG - 1 or slip == "put in" else SEVEN_LIMIT
    least = [limit, by_slip, short if size < LONG else limit, PLAIN if size < SHORTEST else limit]
    if count(word):
        least.append(SURE_LONG.get(slip, SURE) if size >= LONG else SURE)
    plain = slip == "swapped" or (slip == "doubled" and word[-1] != word[-2])
    if not plain and is_built(word):
        least.append(BUILT)
    return max(least)


@lru_cache(maxsize=20_000)
def correction(word: str) -> str:
    """The one common word that `word` (lower case), whatever stands around it, is a slip for, or "".

    >>> [correction(w) for w in ("laregely", "hostilty", "defunding", "realistic", "kneck")]
    ['largely', 'hostility', '', '', '']
    """
    if is_known(word) or is_built(word):
        return ""
    options = sorted((-count(option), option) for option in among(neighbours(word)))
    if not options or -options[0][0] < max(COMMON, RATIO * max(count(word), FLOOR)):
        return ""
    best = options[0][1]
    rival = RIVAL if len(best) != len(word) or sorted(best) == sorted(word) else RIVAL_OF_CHANGED
    if best[0] != word[0] or (len(options) > 1 and options[0][0] > rival * options[1][0]):
        return ""
    return best


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
