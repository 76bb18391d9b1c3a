"""Quotations that contradict one another: two versions of one quotation in a document. Flagged, never changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice

from cleaner.again import count_of
from cleaner.later import compile_later
from cleaner.literals import matches_at
from cleaner.model import Document, Edit, Safety
from cleaner.packs.book import RuleBook

RULE = "quotation-differs"
MOST = 100  #: a word in more quotations tells nothing, and comparing them all would cost the square of their number
ONE_TEXT = 2_000  #: a text with more quotations than this is many texts, which may quote one thing in many ways
ONE_PAIR = 2  #: marks of a text with one quotation
FEWEST = 2  #: telling words of a quotation that is compared at all
TELLING = 4  #: telling words that a quotation needs to be known again; fewer where one of the two is the headline's
_SHORT = compile_later(r"[“\"]([\w’'-]+(?: [\w’'-]+){1,11})[,.]?[”\"]")
_QUOTED = compile_later(r"[“‘\"]([^“”\"\r\n]{3,300})[”’\"]")
_WORD = compile_later(r"[\w’'-]+")
_SMALL = frozenset(
    "a an and as at be by for from he her his i in is it its not of on or our she that the their they "
    "this to was we were with you".split()
)


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A flag for each quotation of up to twelve words that the text has once more with one word changed."""
    text = document.text
    marks = sum(count_of(mark, document) for mark in '"“”')
    if (marks <= ONE_PAIR and "‘" not in text) or not book.selection.has(RULE, "transcription"):
        return
    if marks > ONE_TEXT and sum(1 for _ in islice(matches_at(_QUOTED, text, '“‘"'), ONE_TEXT + 1)) > ONE_TEXT:
        return
    short = [(match, _words(match[1])) for match in matches_at(_SHORT, text, '“"')]
    if not any(len(set(words) - _SMALL) >= FEWEST for _, words in short):
        return
    quoted = [(m.start(1), _words(m[1])) for m in matches_at(_QUOTED, text, '“‘"')]
    if len(quoted) > ONE_TEXT:
        return
    holders = _holders([words for _, words in quoted], {word for _, words in short for word in words} - _SMALL)
    headline = max(text.find("\n"), 0)
    for match, words in short:
        for start, others in (quoted[n] for n in _candidates(words, holders)):
            if start == match.start(1) or not _one_word_differs(words, others):
                continue
            near = _near_words(text, match.start(), match.end()) & set(others)
            if len(set(words) - _SMALL) >= TELLING or (near and min(start, match.start()) < headline):
                message = "another quotation in this text has these words differently"
                yield Edit(
                    match.start(), match.end(), match[0], match[0], rule=RULE, group="transcription",
                    safety=Safety.FLAG, message=message,
                )  # fmt: skip
                break


def _words(quotation: str) -> list[str]:
    return [*map(str.lower, _WORD.findall(quotation.replace("’", "'")))]


def _holders(quotations: list[list[str]], telling: set[str]) -> dict[str, set[int]]:
    """Telling word -> numbers of the quotations that hold it."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(quotations):
        for word in telling.intersection(words):
            holders[word].add(number)
    return {word: numbers for word, numbers in holders.items() if len(numbers) <= MOST}


def _candidates(words: list[str], holders: dict[str, set[int]]) -> list[int]:
    """Numbers of the quotations that hold all telling words but one."""
    telling = set(words) & holders.keys()
    times = Counter(number for word in telling for number in holders.get(word, ()))
    return sorted(number for number, shared in times.items() if shared >= len(telling) - 1 > 0)


def _near_words(text: str, start: int, end: int) -> set[str]:
    """Long words close to the quotation, outside it: what ties it to its other version."""
    around = text[max(0, start - 80) : start] + " " + text[end : end + 80]
    return {w.lower() for w in _WORD.findall(around) if len(w) >= 8}


def _one_word_differs(words: list[str], others: list[str]) -> bool:
    """Whether `others` holds `words` with exactly one of them, a telling one, changed."""
    if len(set(words) - _SMALL) < FEWEST:
        return False
    size = len(words)
    windows = [others[n : n + size] for n in range(len(others) - size + 1)]
    if words in windows:
        return False
    for window in windows:
        pairs = [(a, b) for a, b in zip(words, window, strict=True) if a != b]
        if len(pairs) == 1 and not set(pairs[0]) & _SMALL:
            return True
    return False
