"""Sentences that are run together: "ground.He"."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.later import compile_later
from cleaner.model import Document
from cleaner.propose.beside import APOSTROPHE, is_prose_run, sides
from cleaner.propose.signs import at_signs
from cleaner.words import count, is_word

_PROOF = 3  #: so many sentences run together show that others in the text are too
_KNOWN_NAME = 500_000
#: The closed classes of words that begin sentences: articles, pronouns, determiners, numerals, conjunctions,
#: prepositions, auxiliaries, adverbs that join sentences. None is the name of a site or of a kind of file.
STARTERS = frozenset(
    "A An The He Her Hers His I It Its It’s It's Me Mine My Our Ours She Their Theirs They Us We Who Whose You Your "
    "I’m I'm I’ve I've He’s He's She’s She's We’re We're We’ve We've They’re They're You’re You're There’s There's "
    "That’s That's What’s What's Don’t Don't Didn’t Didn't Isn’t Isn't "
    "Another Both Each Either Enough Every Few Many More Most Much Neither Several Some Such That These This Those "
    "Anyone Everybody Everyone Everything Nobody Nothing Somebody Someone Something "
    "Two Three Four Five Six Seven Eight Nine Ten Dozens Hundreds Thousands Millions "
    "Although And As Because But Even If Nor Once One Only Or Since So Than Though Unless Until What Whatever When "
    "Whenever Where Whereas Whether Which While Why Yet How "
    "About Above According Across After Against Along Alongside Amid Among Around At Before Behind Below Beneath "
    "Besides Between Beyond By Despite Down During Except Following For From Given In Including Inside Instead Into "
    "Like Near Of On Outside Over Regarding Through Throughout To Today Toward Towards Under Unlike Up Upon With "
    "Within Without Yesterday Tomorrow Tonight "
    "Also All Any Again Almost Already Always Earlier Eventually Ever First Further Furthermore Hence Here However "
    "Indeed Just Last Later Likewise Maybe Meanwhile Moreover Namely Never Nevertheless Next No None Nonetheless Not "
    "Now Often Other Otherwise Perhaps Quite Rather Soon Still Then There Thereafter Therefore Thus Together Too "
    "Twice Very Well Yes "
    "Are Can Could Did Do Does Had Has Have Is May Might Must Should Was Were Will Would "
    "People Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
#: Titles that begin a sentence and carry a stop of their own.
_TITLES = frozenset("Mr Mrs Ms Dr Sen Sens Rep Reps Gov Gen Prof Rev St Lt Col Capt Sgt".split())
#: Of these some also end an address or name what a program does: after a name they tell nothing.
_METHODS = frozenset(
    "All Any And Or Not First Last Next Where When Then With For From To Is Has Like Contains Each".split()
)
_FULL_STOP = compile_later(r"[.?!](?=[A-Z])")


def stops(document: Document) -> Iterator[tuple[int, int, str]]:
    """(start, end, sign with its space) of each stop that has the next sentence glued to it."""
    text = document.text
    sure, doubtful = [], []
    places = [match.start() for match in at_signs(_FULL_STOP, document, _may_part)]
    code = bool(places) and has_code(text)
    for at in places:
        left, right = sides(text, at)
        if _ends(text, left, right, code) or _follows_name(left, right, code):
            sure.append(at)
        elif right in STARTERS or f" {APOSTROPHE.sub('', right)}" in text:
            doubtful.append(at)
    for at in sorted(sure + doubtful if len(sure) >= _PROOF else sure):
        yield at, at + 1, text[at] + " "


def _may_part(text: str, at: int) -> bool:
    """Whether words stand on both sides of the stop at `at`, of which the second may begin a sentence."""
    left, right = sides(text, at)
    if len(left) < 2 or not right or not (left[1:].islower() or (left.isupper() and len(left) > 3)):
        return False
    return is_prose_run(text, at) and _may_begin(text, at + 1, right)


def _may_begin(text: str, start: int, word: str) -> bool:
    """Whether the word at `start` stands free, as the first of a sentence does: "ground.He(" is code."""
    after = text[start + len(word) : start + len(word) + 1]
    return after not in (".", "(", "_", ":") or (after == "." and word in _TITLES)


def _ends(text: str, left: str, right: str, code: bool) -> bool:
    """Whether a common word ends a sentence before what begins one or is a name."""
    known = left.islower() and is_word(APOSTROPHE.sub("", left))
    return known and (_begins(right, code) or (len(left) > 2 and not code and _is_name(text, right)))


def _begins(word: str, code: bool) -> bool:
    """Whether the word begins sentences: by its class, or by its form in a text without code ("Citing", "Sadly")."""
    if word in STARTERS or word in _TITLES:
        return True
    return len(word) > 4 and word.endswith(("ing", "ly")) and not code and is_word(word.lower())


def _follows_name(left: str, right: str, code: bool) -> bool:
    """Whether a name ends the sentence before: "Supreme Court.Four"; sites and programs have dots too."""
    if right not in STARTERS or right in _METHODS or len(right) < 3 or code:
        return False
    return left.isupper() or (len(left) > 3 and is_word(left.lower()))


def _is_name(text: str, word: str) -> bool:
    """Whether `word` stands with its capital elsewhere or is a well-known name."""
    word = APOSTROPHE.sub("", word)
    if len(word) < 3:
        return False
    return f" {word}" in text or (len(word) > 3 and not is_word(word.lower()) and count(word.lower()) > _KNOWN_NAME)


def has_code(text: str) -> bool:
    """Whether the text speaks of programs, in which a name may have a dot within."""
    return "`" in text or "()" in text
