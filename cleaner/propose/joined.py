"""Words run together ("realisticenough"), cut in two ("h e said") or cut in the wrong place ("afte rthe").

A cut is proposed where exactly one gives two common words that also follow one another in print, and the whole is no
word; a join where one part is no word and the whole is a common one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache

from cleaner.again import matches
from cleaner.later import compile_later
from cleaner.model import Document, Edit
from cleaner.packs.book import RuleBook
from cleaner.propose.channel import neighbours
from cleaner.propose.guards import is_alone, is_plain, starts_sentence
from cleaner.propose.passages import is_english, is_odd_passage
from cleaner.propose.places import segment_at, written
from cleaner.propose.telling import Fresh, Telling
from cleaner.propose.typos import dictionary
from cleaner.words import among, count, is_word, pair

JOINED = "words-run-together"
CUT = "word-cut"
RULES = (JOINED, CUT)

COMMON = 1_000_000  #: count of each part of a word that is cut in two
RATIO = 2_000  #: a part must be counted so many times as often as the whole
#: Little words that are run together with their neighbours, and make no compound nouns as "up" and "back" do.
_GLUED = frozenset(
    "the of to and is that for with from their they will was were his her which have has had this also more enough but "
    "by other when who would than about because these those it not are".split()
)
_ANY_GLUED = tuple(_GLUED)
_SHORT = frozenset("to of is it by an the and for was his her has had but who not are in on as at be he we or".split())
_LETTER = compile_later(
    r"(?<![^\s“\"(])([b-hj-z]) ([a-z]{1,12})(?![\w’'])|(?<![^\s“\"])([B-HJ-Z]) ([A-Z]{1,12}|[a-z]{2,12})(?![\w’'])",
    re.M,
)


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """Edits that put spaces into and take them out of words."""
    if book.selection.has(JOINED, "typos"):
        yield from _run_together(document)
        yield from _after_ending(document)
    if book.selection.has(CUT, "typos"):
        yield from _cut(document)


def _run_together(document: Document) -> Iterator[Edit]:
    cuts = {word: split(word) for word in _TWO.of(document)}
    if not cuts:
        return
    text, table = document.text, dictionary()
    found = list(_TWO.standing(document))
    times = Counter(word for _, _, word in found)
    for start, end, word in found:
        if times[word] > 1 or not is_plain(text, start, end):
            continue
        if word[0].isupper() and not _capital_fits(text, start, cuts[word]):
            continue
        if is_alone(text, start, end) or not is_english(text, start, end) or is_odd_passage(text, start, end, table):
            continue
        yield Edit(start, end, word, cuts[word], rule=JOINED, group="typos", message=_MESSAGE)


def _pick_two(fresh: Fresh) -> list[str]:
    written = [w for w in fresh.unlisted if len(w) > 5 and w[1:].islower()]
    lowered = {w.lower() for w in written}
    known = among(lowered) | dictionary().among(lowered)
    return [w for w in written if w.lower() not in known and split(w)]


_TWO = Telling(_pick_two, placed=True)


def _after_ending(document: Document) -> Iterator[Edit]:
    """A space between an ending and the word that was glued to it: "Trump’sresponses", "he’dpunish"."""
    text = document.text
    for start, end, word in _GLUED_ON.standing(document):
        cut = start + _ENDINGS[word[0]]
        head = text[max(0, start - 3) : start]
        if not _ENDED.fullmatch(head + text[start:cut]) or text[end : end + 1] in ("'", "’", "-", "/", "@"):
            continue
        if is_english(text, start, end) and segment_at(document, start):
            new = f"{text[start - 1 : cut]} {text[cut:end]}"
            yield Edit(start - 1, end, text[start - 1 : end], new, rule=JOINED, group="typos", message=_MESSAGE)


def _pick_glued(fresh: Fresh) -> list[str]:
    """The words that are common ones when the ending in front is taken off."""
    may_be = [(w, w[_ENDINGS[w[0]] :]) for w in fresh.unlisted if w[0] in _ENDINGS and w.islower()]
    return [w for w, rest in may_be if len(rest) > 2 and is_word(rest) and count(rest) >= COMMON and not is_word(w)]


_GLUED_ON = Telling(_pick_glued, placed=True)
_MESSAGE = "two words run together"
_ENDINGS = {"s": 1, "d": 1, "t": 1, "l": 2, "v": 2, "r": 2}  # letters of an ending after its apostrophe
_ENDED = compile_later(r"[A-Za-z]{2}['’](?:s|d|ll|ve|re)|[A-Za-z]n['’]t")


def _capital_fits(text: str, start: int, parts: str) -> bool:
    """Whether a capital in front is a sentence's ("Itjoined") or a day's or month's ("Tuesdayof")."""
    first = parts.split(" ")[0]
    return first in _CALENDAR or (first in ("It", "He", "She", "They", "We", "The") and starts_sentence(text, start))


_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August September "
    "October November December".split()
)


@lru_cache(maxsize=20_000)
def split(word: str) -> str:
    """The two words that were run together in `word`, with their space, or "".

    >>> [split(w) for w in ("realisticenough", "thethings", "whistleblower", "Tuesdayof", "leadup", "cyberattack")]
    ['realistic enough', 'the things', '', 'Tuesday of', '', '']
    """
    lower = word.lower()
    if not (lower.startswith(_ANY_GLUED) or lower.endswith(_ANY_GLUED)):
        return ""
    least = RATIO * max(count(lower), 200)
    options = []
    for at in range(1, len(lower)):
        first, second = lower[:at], lower[at:]
        glued = (first in _GLUED or second in _GLUED) and _is_part(first) and _is_part(second)
        if glued and min(count(first), count(second)) >= least:
            options.append((pair(first, second), at))
    options.sort()
    if (
        not options
        or is_word(lower)
        or _is_slip_of_one(lower)
        or (len(options) > 1 and options[-1][0] <= 100 * options[-2][0])
    ):
        return ""
    at = options[-1][1]
    return f"{word[:at]} {word[at:]}"


def _is_slip_of_one(word: str) -> bool:
    """Whether one letter makes a longer common word of `word` ("brutalit")."""
    return any(count(other) > COMMON for other in among(neighbours(word)))


def _is_part(word: str) -> bool:
    if len(word) < 4:
        return word in _SHORT
    return word.title() in _CALENDAR or (is_word(word) and count(word) > COMMON)


def _cut(document: Document) -> Iterator[Edit]:
    text = document.text
    for match in _single_letters(document):
        one, rest = (match[1], match[2]) if match[1] else (match[3], match[4])
        if segment_at(document, match.start()) and not _letters_around(text, *match.span()):
            first_of_line = match.start() == 0 or text[match.start() - 1] in '\n“"'
            drop_cap = first_of_line and bool(match[3]) and rest.isupper()
            sure = drop_cap and text[match.end() + 1 : match.end() + 3].isupper()  # T HE GUN
            whole = (one + rest).lower()
            fits = sure or _is_one_word(one.lower(), rest.lower(), whole, 20 if drop_cap else 1000)
            if fits and is_word(whole) and is_english(text, *match.span()):
                yield _join(text, *match.span(), one + rest)
    unknown = _RARE.of(document)
    known = _Either(dictionary(), unknown)
    for start, end, word in _RARE.standing(document):
        before, after = _BEFORE.search(text, max(0, start - 20), start), _AFTER.match(text, end)
        new = (before and _rejoin(before[1], word)) or (after and _rejoin(word, after[1]))
        if not new or not is_plain(text, start, end) or is_odd_passage(text, start, end, known):
            continue
        low, high = (
            (before.start(1), end) if before and _rejoin(before[1], word) else (start, after.end(1) if after else end)
        )
        if segment_at(document, low) and is_english(text, start, end):
            yield _join(text, low, high, new)


def _pick_rare(fresh: Fresh) -> list[str]:
    return [w for w in fresh.unlisted if 2 < len(w) < 12 and w.islower() and count(w) < 300_000]


_RARE = Telling(_pick_rare, placed=True)


class _Either:
    """What is in one or the other; a set of both would cost milliseconds."""

    def __init__(self, one: Container[str], other: Container[str]) -> None:
        self.one = one
        self.other = other

    def __contains__(self, word: object) -> bool:
        return word in self.one or word in self.other


_BEFORE = compile_later(r"(?<![\w’'.-])([A-Za-z][a-z]*) $")
_AFTER = compile_later(r" ([a-z]+)(?![\w’'-])")


#: The blank behind a letter that stands alone, a and I left out. (A search for one character is the fastest.)
_ALONE = compile_later(r" (?<=[\s“\"(][b-zB-HJ-Z] )")


_ONE_LETTER = frozenset(letter.encode() for letter in "bcdefghijklmnopqrstuvwxyzBCDEFGHJKLMNOPQRSTUVWXYZ")


def _single_letters(document: Document) -> Iterator[re.Match[str]]:
    """Every letter that stands by itself before a piece of a word, a and I left out."""
    if _ONE_LETTER.isdisjoint(written(document)):
        return
    text = document.text
    places = [0, *(match.start() - 1 for match in matches(_ALONE, document))]
    yield from filter(None, (_LETTER.match(text, at) for at in places))


def _join(text: str, start: int, end: int, new: str) -> Edit:
    return Edit(start, end, text[start:end], new, rule=CUT, group="typos", message="a word cut in the wrong place")


@lru_cache(maxsize=10_000)
def _rejoin(first: str, second: str) -> str:
    """What `first` and `second`, of which one is no word, were before they were cut in the wrong place, or "".

    >>> _rejoin("cor", "rectness"), _rejoin("afte", "rthe"), _rejoin("mor", "e"), _rejoin("the", "griot")
    ('correctness', 'after the', 'more', '')
    """
    whole = (first + second).lower()
    least = 300 * max(min(count(first.lower()), count(second)), 200)
    if len(whole) > 3 and is_word(whole) and count(whole) > least and not pair(first.lower(), second):
        return first + second
    for left, right in ((first + second[0], second[1:]), (first[:-1], first[-1] + second)):
        if left and right and is_word(right) and is_word(left.lower()) and pair(left.lower(), right) > 10**6:
            return f"{left} {right}"
    return ""


def _is_one_word(one: str, rest: str, whole: str, ratio: int) -> bool:
    if len(rest) == 1:
        return whole in _SHORT and rest not in "ai"
    if not is_word(whole) or pair(one, rest):
        return False
    return count(whole) > ratio * max(count(rest), 200) or (not is_word(rest) and count(whole) > 50 * count(rest))


def _letters_around(text: str, start: int, end: int) -> bool:
    """Whether more single letters stand beside: initials, a spelling, spaced-out type."""
    return bool(
        re.search(r"(?:^|\s)\w\Z", text[max(0, start - 3) : start - 1])
        or re.match(r"[ .]\w(?:[\s.]|$)", text[end : end + 3])
    )
