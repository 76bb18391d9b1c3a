"""Typos through codespell's dictionary, read as data, behind guards against names, codes and foreign words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from cleaner.model import Document, Edit, Safety
from cleaner.packs.book import RuleBook
from cleaner.propose.channel import candidates, readings
from cleaner.propose.guards import (
    before_capital,
    distinct_words,
    has_little_word,
    is_alone,
    is_dialect,
    is_english,
    is_odd_passage,
    is_plain,
    is_sentence_word,
    is_supported,
    occurrences,
    unlisted_words,
)
from cleaner.words import count, is_word

RULE = "codespell"
SHORT = 5  #: so short a word is only fixed where the words around it speak for the fix
LONG = 7  #: so long a word, and
RATIO = 300  #: so many times as rare as its fix, is a typo even in a title or among odd words
RIVAL = 3.0  #: so much likelier than the next must one of several fixes be (see cleaner/propose/channel.py),
LEAST, LONG_LEAST = -19.0, -23.0  #: and so likely; the second holds for long words
OFTEN = 12  #: a word written more often than this in one document is its own word


@lru_cache(maxsize=1)
def dictionary() -> dict[str, tuple[str, ...]]:
    """Typo -> corrections, all lower case; more than one correction means that only a person can choose."""
    spec = find_spec("codespell_lib")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / "data" / "dictionary.txt"
    entries: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        typo, arrow, right = line.partition("->")
        if arrow:
            options, comma, reason = right.rpartition(",")
            fixes = tuple(x.strip() for x in (options if comma else right).split(",") if x.strip())
            entries[typo.lower()] = fixes + (("",) if comma and reason.strip() else ())
    return entries


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A fix for each word that is surely a typo; of several fixes the one that the words around speak for, or none."""
    if not book.selection.has(RULE, "typos"):
        return
    text, table = document.text, dictionary()
    words = {w for w in distinct_words(document) & table.keys() if w.islower()}
    words.update(w for w in unlisted_words(document) if w.istitle() and w.lower() in table)
    found = list(occurrences(text, words))
    counts = Counter(word for _, _, word in found)
    names = {word for start, end, word in found if word[0].isupper() and not is_sentence_word(text, start, end)}
    for start, end, word in found:
        fix = _choice(text, start, end, word.lower())
        if not fix or counts[word] > OFTEN or not is_plain(text, start, end) or not is_english(text, start, end):
            continue
        if not _is_sure(word.lower(), fix) and (word in names or _is_odd(text, start, end, fix)):
            continue
        as_name = word in names and (before_capital(text, end) or not has_little_word(text, start, end))
        if as_name or is_dialect(text, start, end):
            continue
        safety = Safety.UNSAFE if is_word(word.lower()) else Safety.SAFE  # a variant that word lists have
        yield Edit(start, end, word, like(word, fix), rule=RULE, group="typos", safety=safety, message="typo")


def _choice(text: str, start: int, end: int, word: str) -> str:
    """The one fix of `word`, or of several the one that fits far better than all other readings, or ""."""
    fixes = dictionary()[word]
    if len(fixes) == 1 and (not fixes[0].isalpha() or len(word) > SHORT):
        return fixes[0]
    found = readings(text, start, end, tuple({*fixes, *candidates(word)} - {""}))
    best = found[0]
    if len(fixes) == 1:
        return fixes[0] if best.word == fixes[0] else ""
    clear = len(found) == 1 or best.score - found[1].score >= RIVAL
    likely = best.score >= (LONG_LEAST if len(word) >= LONG else LEAST)
    return best.word if clear and likely and "" not in fixes and best.word in fixes else ""


def _is_sure(word: str, fix: str) -> bool:
    """Whether `word` is long and so rare beside `fix` that it can be no name and no foreign word."""
    return len(word) >= LONG and not is_word(word) and count(fix) >= RATIO * max(count(word), 200)


def _is_odd(text: str, start: int, end: int, fix: str) -> bool:
    if is_alone(text, start, end) or is_odd_passage(text, start, end, dictionary()):
        return True
    return end - start <= SHORT and fix.isalpha() and not is_supported(text, start, end, fix)


def like(word: str, fix: str) -> str:
    """`fix` with the capital of `word`.

    >>> like("Teh", "the")
    'The'
    """
    return fix[:1].upper() + fix[1:] if word[0].isupper() else fix
