"""“a” and “an” by sound: "a FBI agent", "an presidential year", "a hour", "an European".

The next word decides: its first letter, unless it is one of the words whose letter misleads, or an abbreviation that is
spelled out. The pair of article and word must be a known one, so that "an the" (and the) and "a in" are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from cleaner.again import places
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Span
from cleaner.packs.book import RuleBook
from cleaner.propose.guards import is_sic, starts_sentence
from cleaner.propose.passages import is_english
from cleaner.propose.places import segment_at
from cleaner.words import is_name, is_word, pair

RULE = "a-an"

#: The blank behind an article: a search for one character is the fastest.
_ARTICLE = compile_later(
    r" (?<=[Aan] )(?:(?<=(?<![\w’'.@/&-])([Aa]) )|(?<=(?<![\w’'.@/&-])([Aa]n) ))"
    r"(?=[“\"‘]?([A-Za-z]+(?:\.[A-Z])*)(?![\w@/_]|\.\w))"
)
#: Abbreviations that all read letter by letter, the first with a vowel's sound; the next with a consonant's.
_SPELLED = frozenset(
    "FBI FDA FAA FCC FTC NBC MSNBC NPR NFL NHL MVP MP MBA LGBT LGBTQ HHS HMO NFT NSC RNC SUV XML MLB "
    "FEC HIV HBO HMO IRA MIT MRI MBA MEP MIA NBA NRA NSA NGO NCAA NIH NDA NEA RIAA RNA RAF SEC SUV "
    "SBA "
    "SOS LA LAPD FEIS FIA MMA MMO MMORPG RPO HOA HIA SSA".split()
)
_SPELLED_SO = frozenset(
    "BBC CBS CIA CDC CEO CFO CNN DEA DHS DNC DOJ DUI GOP GPS PAC PC PhD TV UFO UK UN US USA U.S U.K U.N VP".split()
)
_BEFORE = compile_later(r"(?<![\w’'-])([a-z]+) $")
_SILENT_H = compile_later(r"(?:hour|honest|honor|honour|heir|hono?rar)")
_YOU = compile_later(
    r"(?:eu(?!nuch$)|ewe|one(?![a-z])|once|u(?:ni(?!n|m[^o]|d)|s(?:e|ur|ag)|b[io]q|t(?:il|o[pn]|er[iou])|r(?:an|in|ol|e[at])|kr|ku|ga))"
)
_NOT_ARTICLE = frozenset(
    "is and or in as at of are if it on an other all also any each even every either out up our us after again".split()
)


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A fix for each article that does not fit the sound after it."""
    if not book.selection.has(RULE, "transcription"):
        return
    text = document.text
    for start, end, word, wanted in places(document, RULE, partial(_misfits, text)):
        article = text[start:end]
        if not segment_at(document, start) or is_sic(text, end + 1):
            continue
        if article[0] == "A" and not (starts_sentence(text, start) and word[0].islower()):
            continue  # class A acoustic tiles; An Gang, a Chinese fellow
        if not is_english(text, start, end + 1) or (wanted == "a" and _may_be_and(text, start)):
            continue
        new = wanted.capitalize() if article[0] == "A" else wanted
        yield Edit(
            start, end, article, new, rule=RULE, group="transcription",
            message=f"“{wanted}” before the sound of “{word}”",
        )  # fmt: skip


def _misfits(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, word behind it, what belongs there) of each article in `spans` that does not fit the word."""
    for low, high in spans:
        for match in _ARTICLE.finditer(text, low, high):
            article = match[1] or match[2]
            if wanted := _wanted(article, match[3]):
                yield match.start() - len(article), match.start(), match[3], wanted


def _may_be_and(text: str, start: int) -> bool:
    """Whether “and” may be meant by the “an” at `start`, for no article follows the word before it: "no content an"."""
    _, between, said = text[max(0, start - 60) : start].rpartition("between ")
    if between and " and " not in said:
        return True  # "the difference between one an the other"
    before = _BEFORE.search(text, max(0, start - 30), start)
    return before is not None and not pair(before[1], "a") and pair(before[1], "and") > 0


@lru_cache(maxsize=20_000)
def _wanted(article: str, word: str) -> str:
    """The article that belongs before `word`, where it surely is not this one; else ""."""
    if article.lower() == "a":
        return "an" if _takes_an(word) else ""
    return "a" if _takes_a(word) else ""


def _takes_an(word: str) -> bool:
    """Whether "a" before `word` is surely wrong.

    >>> [_takes_an(w) for w in ("FBI", "hour", "apple", "European", "NATO", "unit", "all", "experts", "one")]
    [True, True, True, False, False, False, False, False, False]
    """
    if _is_abbreviation(word):
        return word in _SPELLED
    lower = word.lower()
    if _SILENT_H.match(lower):
        return True
    if lower[0] not in "aeiou" or _YOU.match(lower) or lower in _NOT_ARTICLE or re.search(r"[^sui]s$", lower):
        return False
    return (lower[0] != "u" and word[1:].islower() and pair("an", lower) > 0) or (
        lower[:2] in ("un", "up", "um", "ul") and pair("an", lower) > 0
    )


def _takes_a(word: str) -> bool:
    """Whether "an" before `word` is surely wrong.

    >>> [_takes_a(w) for w in ("CBS", "UFO", "house", "hour", "historic", "the", "new", "unique", "uninformed", "FBI")]
    [True, True, False, False, False, False, True, True, False, False]
    """
    if _is_abbreviation(word):
        return word in _SPELLED_SO
    lower = word.lower()
    if len(word) < 2 or not word[1:].islower() or lower[0] == "h" or lower in _NO_NOUNS:
        return False
    if _YOU.match(lower):
        return is_word(lower) or is_name(word)
    return lower[0] not in "aeiou" and pair("a", lower) > 0


_NO_NOUNS = frozenset(
    "the to that then than there they this those these was were with we you your by be but been not "
    "no now my more most "
    "made make many some so such she said says can could do did does for from get got just like me "
    "much never when where "
    "which while who why will would yet see took take told let lot few lets keep kept".split()
)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.replace(".", "").isupper()
