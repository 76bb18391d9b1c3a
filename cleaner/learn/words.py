"""The corpus's own names and words: what typo fixing would change, and what is no typo here.

A word that no list knows and that several documents write is the corpus's own, unless what it would become is written
far more often. The list is written for the configuration key `words`; only words that a fixer could touch are in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cleaner.learn.corpus import Text
from cleaner.propose.channel import neighbours
from cleaner.propose.names import KNOWN_NAME
from cleaner.propose.spelling import SHORTEST, correction
from cleaner.propose.typos import dictionary
from cleaner.words import count, is_word, listed

OFTEN = 3  #: documents that must write a word so
FACTOR = 3  #: a word that is so many times rarer than what it would become is a typo
NAMED = 0.9  #: share of its documents in which a name has a capital
MOST = 1_000_000  #: unlisted words that are held at a time
ALL, EACH = 50_000, 10  #: documents that are all looked at, and which of the further ones
LONGEST = 30  #: letters; longer ones are addresses run together and the like

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = frozenset(".!?:;|-–—•\"“”'‘’()[]")


class Words:
    """Counts, document by document, the words that fixers could touch, as they are written, and their corrections."""

    def __init__(self) -> None:
        self.typos = dictionary()
        rights = {fix for fixes in self.typos.values() for fix in fixes if fix}
        self.rights = frozenset(rights | {fix.capitalize() for fix in rights})
        self.known = listed() - self.typos.keys()
        self.forms: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.seen = 0

    def add(self, text: Text) -> None:
        """Take in one document; of a large corpus, a part of them."""
        self.seen += 1
        if self.seen > ALL and self.seen % EACH:
            return
        whole = " ".join(text.lines)
        written = set(_WORD.findall(whole))
        self.right.update(written & self.rights)
        for word in written - self.known:
            if self._may_be_own(word) and (word.islower() or self._is_name(word, whole)):
                self.forms[word] += 1
        if len(self.forms) > MOST:
            self.forms = Counter({w: n for w, n in self.forms.items() if n > 1})

    def _may_be_own(self, word: str) -> bool:
        return word.lower() not in self.known and word.isalpha() and len(word) <= LONGEST

    def _is_name(self, word: str, text: str) -> bool:
        """Whether `word` has its capital within a sentence too. Only asked of typos: they are few."""
        if word.lower() not in self.typos:
            return True
        return any(_within(text, m.start()) for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text))

    def own(self) -> list[str]:
        """The words to leave alone, sorted: names with their capitals, other words in lower case."""
        totals: Counter[str] = Counter()
        best: dict[str, str] = {}
        for form, times in sorted(self.forms.items()):
            lower = form.lower()
            totals[lower] += times
            if form != lower and times > self.forms.get(best.get(lower, ""), 0):
                best[lower] = form
        often = {word for word, total in totals.items() if total >= OFTEN}
        names = {w for w in often if w in best and totals[w] - self.forms.get(w, 0) >= NAMED * totals[w]}
        names = {w for w in names if not any(self._is_name_of(fix, totals[w]) for fix in self.typos.get(w, ()))}
        rare = {w for w in names if len(w) >= SHORTEST and count(w) < KNOWN_NAME}
        found = {best[w] for w in names if w in self.typos or (w in rare and neighbours(w) & rare)}
        found |= {w for w in often - names if self._is_own(w, totals[w])}
        return sorted(found, key=lambda w: (w.lower(), w))

    def _is_name_of(self, fix: str, total: int) -> bool:
        """Whether `fix` is a name itself that is written far more often: its slip has a capital as well."""
        name = self.right[fix.capitalize()]
        return name > FACTOR * total and name > FACTOR * self.right[fix.lower()]

    def _is_own(self, word: str, total: int) -> bool:
        fixes: Iterable[str] = self.typos.get(word) or ([correction(word)] if len(word) >= SHORTEST else [])
        right = [self.right[fix] for fix in fixes if fix and is_word(fix)]
        return bool(right) and total * FACTOR > max(right)


def _within(text: str, start: int) -> bool:
    """Whether a word at `start` stands within a sentence."""
    before = text[max(0, start - 3) : start].rstrip()
    return bool(before) and before[-1] not in _ENDS
