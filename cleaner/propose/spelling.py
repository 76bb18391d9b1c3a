"""Words that no list knows and that are one slip away from a common word which the words around expect.

The word must be one that the web hardly has, stand nowhere in code, addresses or names, and not be built from known
parts; the reading must be likely by itself and far likelier than the next (cleaner/propose/channel.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from functools import lru_cache

from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety, Span
from cleaner.packs.book import RuleBook
from cleaner.propose.built import is_built
from cleaner.propose.channel import candidates, neighbours, readings
from cleaner.propose.guards import (
    is_alone,
    is_compound,
    is_latin,
    is_plain,
    is_quoted_alone,
    is_sentence_word,
    is_talked_about,
    is_title_word,
)
from cleaner.propose.likely import ANY, LONG, NAME, OWN_LONG, SENTENCE, TITLE, likely
from cleaner.propose.passages import is_english, is_odd_passage
from cleaner.propose.places import LONGEST, in_prose
from cleaner.propose.telling import Fresh, Telling
from cleaner.propose.typos import dictionary, like
from cleaner.words import among, count, is_known, is_word

RULE = "unknown-word"
SHORTEST = 5
TAILS = ("is", "of", "the", "and", "that")  #: what is run on to a word of four letters or more is no letter too many
VERY_SHORT = 4  #: letters; shorter words are too near to too many others
OFTEN = 2  #: what the text has more often is a word of its own
SEEN, SEEN_SMALL = 60_000, 400_000  #: as is what the web has so often; the same for words without a capital
TITLE_LONG = 8  #: letters of a word that is sure enough in a title

COMMON = 1_000_000  #: `correction`: the right word must be counted so often,
RATIO = 1_000  #: so many times as often as the slip,
RIVAL = 10  #: and so many times as often as the next candidate
RIVAL_OF_CHANGED = 100  #: the same where one letter stands for another
FLOOR = 200  #: what a word counts that the list does not have at all

_CODE_BESIDE = compile_later(r"\S*[@_/\\={}<>|$]\S* $"), compile_later(r"\S* [^\s\]]*[@_/\\={}<>|$]")
_DRAWN_OUT = compile_later(r"([a-z])\1\1$")
_BESIDE = compile_later(r"(?<![A-Za-z’'])([A-Za-z]?[a-z]+) $"), compile_later(r" ([a-z]{2,})(?![’'])")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A fix for each unknown word that has exactly one likely reading."""
    near = _NEAR.of(document)
    if not near or not book.selection.has(RULE, "typos"):
        return
    text, table = document.text, dictionary()
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for start, end, word in _NEAR.standing(document):
        places[word].append((start, end))
    technical = "`" in text
    for word, spans in places.items():
        for start, end in spans if len(spans) <= OFTEN else ():
            found = readings(text, start, end, candidates(word.lower()))
            fix = likely(word.lower(), found, _floor(text, start, end, table), technical)
            if not fix or not all(_is_word(document, *span) for span in spans):
                continue
            if not _stands_free(text, start, end, table):
                continue
            yield Edit(
                start, end, word, like(word, fix), rule=RULE, group="typos", safety=Safety.SAFE,
                message="a word that no list knows, one letter from a common one",
            )  # fmt: skip


def _pick(fresh: Fresh) -> list[str]:
    """The words that may be slips, and are near to common words."""
    table = dictionary()
    return [word for word in fresh.unknown if _is_unknown(word, table) and candidates(word.lower())]


_NEAR = Telling(_pick, placed=True)


def _is_unknown(word: str, table: Container[str]) -> bool:
    """Whether `word` may be a slip: no dictionary has it, and the web hardly."""
    lower = word.lower()
    seen = SEEN_SMALL if lower == word else SEEN if len(word) < LONG else OWN_LONG
    return VERY_SHORT <= len(word) <= LONGEST and count(lower) < seen and lower not in table


def _is_word(document: Document, start: int, end: int) -> bool:
    """Whether a word stands there, no name of a thing, file or address."""
    return is_plain(document.text, start, end) and in_prose(document, start, end)


def _stands_free(text: str, start: int, end: int, table: Container[str]) -> bool:
    """Whether the word stands in English prose, is no name, nobody's, and not talked about as a word."""
    if (
        is_quoted_alone(text, start, end)
        or is_alone(text, start, end)
        or ("-" in text[start - 1 : start] + text[end : end + 1] and not _is_part(text, start, end))
    ):
        return False
    if _DRAWN_OUT.search(text[start:end]) or is_latin(text, start, end) or is_talked_about(text, start, end):
        return False
    if any(text.endswith(tail, start, end) and is_word(text[start : end - len(tail)].lower()) for tail in TAILS):
        return False  # "the truthis not"
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


def _floor(text: str, start: int, end: int, table: Container[str]) -> float:
    """The least score for what may be a name, by where it stands; ANY for what is none."""
    if text[start].islower():
        return ANY
    if end - start >= TITLE_LONG and is_title_word(text, start, end, table):
        return TITLE
    return SENTENCE if is_sentence_word(text, start, end) else NAME


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
