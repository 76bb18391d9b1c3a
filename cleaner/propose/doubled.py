"""Words and phrases written twice: "that the the Senate", "filled with filled with"; from closed lists.

Left alone is what grammar or style doubles: "had had", "that that", "very very", and a particle before a preposition
("came in in droves").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from cleaner.again import places
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety, Span
from cleaner.packs.book import RuleBook
from cleaner.propose.guards import is_sic
from cleaner.propose.places import repeated_words, segment_at
from cleaner.words import count, is_word, pair

WORD = "doubled-word"
PHRASE = "doubled-phrase"
ANY = "doubled-content-word"
RULES = (WORD, PHRASE, ANY)

#: Never rightly doubled without punctuation between.
_NEVER = frozenset(
    "the a an of and for with from at by as be been or but we he she they i his their its our your my "
    "this these those would will has can could should if when than into while because about which not there also how "
    "between through after before during until since among against such some any what where whether may might must "
    "then them him us been being".split()
)
#: Rightly doubled only after some words.
_AFTER = {
    "to": "look looking looked refer refers referred referring listen listened listening used access accede "
    "allude alluded "
    "add according talk talked talking speak spoke go went up back on it him them you me do",
    "in": "come comes came coming log logs logged move moved moving get gets got getting check checked set "
    "kick kicked bring "
    "brought turn turned hand handed cash sign fill filled give gave join slip slipped letters let "
    "joined tune settle step stepped pitch pitched "
    "weigh weighed go goes went going phone phoned call called believe live lived living built drop dropped stay "
    "take taken took let cave caved engage engaged participate interested interest him them her",
    "on": "go goes going went move moved moving come came get got carry carried hold held work worked "
    "working log logged "
    "sign signed turn turned pass passed rely relied depend based focus focused later early call called",
    "you": "assure assured assures tell told telling tells promise promised promises guarantee show showed wish "
    "give gave thank thanks for to with if of about as is are what who do did does remind reminded bet warn",
    "there": "no a any some much",
    "that": "",
    "it": "make makes made give gives gave call calls called about of for with do did does when as is was if",
}
#: Rightly doubled after a clause: "what it was was", "all he is is".
_LINKS = frozenset("is are was were".split())
_CLAUSE = frozenset("what who where how whatever whoever all it there that which this he she they we i you".split())
_FIRST = frozenset("to of in for with at from".split())
_SECOND = frozenset("the a an of with for to in that their his".split())
#: Parts of figures of speech: "closer and closer and", "from time to time to", "as bad as bad as".
_FIGURE = frozenset("and or by as upon after time day face side end person one hand door back year word it".split())
_LONG_ENOUGH = 4
TWICE = 2
COMMON = 50_000_000  #: count of a word before that surely is followed by the doubled one somewhere in print
_CLAUSE_NEXT = compile_later(r" (?:(?:they|he|she|we|you|I)\b|[A-Z][a-z])")
_LAST, _NEXT = compile_later(r"(?<![\w’'-])([a-z]+) $"), compile_later(r" ([a-z]+)")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The removal of the second of two equal words or phrases, with the space before it."""
    text = document.text
    singles, runs = repeated_words(document)
    rules = (
        (WORD, {w for w in singles if w.lower() in _NEVER or w.lower() in _AFTER or w.lower() in _LINKS}, _is_doubled),
        (ANY, {w for w in singles if len(w) >= _LONG_ENOUGH and w.islower() and w not in _NEVER}, _is_plain_word),
        (PHRASE, {r for r in runs if _may_repeat(*r.lower().split())}, _is_phrase),
    )
    options = {option for rule, wanted, _ in rules for option in wanted if book.selection.has(rule, "transcription")}
    standing = [*places(document, "twice", partial(_twice, text, options))] if options else ()
    for rule, wanted, fits in rules if standing else ():
        for start, end in standing if book.selection.has(rule, "transcription") else ():
            size = (end - start - 1) // 2
            if text[start : start + size] not in wanted or not segment_at(document, start):
                continue
            if fits(text, start, size) and not is_sic(text, end):
                yield Edit(
                    start + size, end, text[start + size : end], "", rule=rule, group="transcription",
                    safety=Safety.UNSAFE if rule == ANY else Safety.SAFE, message="written twice",
                )  # fmt: skip


def _twice(text: str, options: Iterable[str], spans: Iterable[Span]) -> Iterator[Span]:
    """(start, end) of each option in `spans` that is followed by a space and itself, and stands free."""
    from ahocorasick_rs import AhoCorasick

    find = AhoCorasick([f"{option} {option}" for option in options]).find_matches_as_indexes
    every = ((low + s, low + e) for low, high in spans for _, s, e in find(text[low:high], overlapping=True))
    for start, end in sorted(every):
        before, after = text[start - 1 : start] if start else " ", text[end : end + 1] or " "
        if before in " \n\r\t“\"(—’'" and after in ' \n\r\t.,;:!?”")—' and text[end : end + 3] not in ("...", " ..."):
            yield start, end


def _is_doubled(text: str, start: int, size: int) -> bool:
    word = text[start : start + size].lower()
    if text[start].isupper() and text[start + size + 1].isupper():
        return False  # The The, a band
    around = re.findall(r"[a-z]+", text[max(0, start - size - 1) : start + 3 * size + 2].lower())
    if around.count(word) > TWICE:
        return False  # you you you
    if _is_slip_for_other(text, start, size, word):
        return False
    if word not in _AFTER and word not in _LINKS:
        return not (size == 1 and word == "a" and text[start - 1 : start] in "’'")
    before = re.findall(r"[A-Za-z]+", text[max(0, start - 40) : start].lower())
    if word == "that":
        return _CLAUSE_NEXT.match(text, start + 2 * size + 1) is not None and text[start - 1 : start] == " "
    if word in _LINKS:
        return not set(before[-6:]) & _CLAUSE
    return bool(before) and before[-1] not in _AFTER[word].split()


def _is_slip_for_other(text: str, start: int, size: int, word: str) -> bool:
    """Whether one of the two is likelier another word: "look an an example" (at an), "all we have to to is" (do)."""
    before, after = _LAST.search(text, max(0, start - 30), start), _NEXT.match(text, start + 2 * size + 1)
    if word == "to" and after and after[1] in _LINKS:
        return True
    return before is not None and count(before[1]) >= COMMON and not pair(before[1], word)


def _is_plain_word(text: str, start: int, size: int) -> bool:
    word = text[start : start + size]
    return is_word(word) and word not in _STYLE and text[start - 2 : start - 1].islower()


_STYLE = frozenset(
    "very really many much more that long never ever again over so far well blah ha no yes please knock hush there bye "
    "had some such away down round dead hear boom bang tick tock chop yada beep hip rah".split()
)


def _may_repeat(first: str, second: str) -> bool:
    return (first in _FIRST or second in _SECOND) and not {first, second} & _FIGURE


def _is_chain(text: str, start: int, phrase: str) -> bool:
    """Whether the phrase goes on from what stands before it: "from room to room to room"."""
    before, after = _LAST.search(text, max(0, start - 30), start), _NEXT.match(text, start + 2 * len(phrase) + 1)
    first, second = phrase.split()
    return bool((before and before[1] == second) or (after and after[1] == first))


def _is_phrase(text: str, start: int, size: int) -> bool:
    phrase = text[start : start + size]
    return (
        phrase[1:].islower()
        and not _is_chain(text, start, phrase)
        and text[start - 1 : start] == " "
        and all(len(w) > 1 or w in "aI" for w in phrase.split())
    )
