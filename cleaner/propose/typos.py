"""Typos through codespell's dictionary, read as data, behind guards against names, codes and foreign words."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cached_property, lru_cache
from importlib.util import find_spec
from mmap import mmap

from cleaner.bisection import mapped, place_of
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety
from cleaner.packs.book import RuleBook
from cleaner.propose.channel import PRICES, candidates, is_supported, kind, readings
from cleaner.propose.guards import (
    before_capital,
    follows_title,
    is_alone,
    is_compound,
    is_in_code,
    is_in_quotes,
    is_latin,
    is_plain,
    is_sentence_word,
    is_talked_about,
    is_title_word,
)
from cleaner.propose.passages import is_dialect, is_english, is_odd_passage
from cleaner.propose.places import in_prose
from cleaner.propose.telling import Fresh, Telling
from cleaner.words import PREFIXES, count, is_known, is_word, pair

RULE = "codespell"
SHORT = 5  #: so short a word is only fixed where the words around it speak for the fix
LONG = 7  #: so long a word, and
RATIO = 300  #: so many times as rare as its fix, is a typo even in a title or among odd words
EITHER = 3  #: so many times as often as a fix that is as near must one of several be written
TITLE_RATIO = 150  #: so many times as rare is a typo in a title
FEW = 1_000  #: questions about the dictionary that are answered by bisection, before its typos are made a set
RIVAL = 2.5  #: so much likelier than the next must one of several fixes be (see cleaner/propose/channel.py),
LEAST, LONG_LEAST = -19.0, -23.0  #: and so likely; the second holds for long words
RARE = 9  #: a shorter word of large word lists must be so many times as rare as its fix too
KNOWN, UNSEEN = 150_000, 20_000  #: count from which a word with a capital may be a name, below which a long one is none
EVERYDAY = 1_000_000  #: count of what titles are made of
LITTLE = 10**9  #: count of the little words, which are meant whatever stands beside
OFTEN = 12  #: a word written more often than this in one document is its own word
#: Spellings that were right once, and stand in quotations from then.
HISTORIC = frozenset(
    "publick compleat compleatly surprize surprized expence expences connexion negociate negociation inforce visiter "
    "journies vallies alledge alledged catched".split()
)
LISTED = 3  #: words that only typos have, in a row, are a list of misspellings
_COMMA = compile_later(r"""["'”’]?(?:,? (?:and|or)|,|;) ["'“‘]?""")
_PIECE = compile_later(r"(?<![\w’'])[b-hj-zB-HJ-Z] $"), compile_later(r" [b-hj-z](?![\w’'])")


class Typos(Mapping[str, tuple[str, ...]]):
    """The lines of codespell's dictionary, looked up as they lie: its own checks keep them sorted, case aside."""

    def __init__(self, data: bytes | mmap) -> None:
        self._data = data
        self._asked = 0

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?m)^(.+?)->", self._data[:].lower().decode()))

    def load(self) -> None:
        """Make the set of all typos now, for processes that are to share it."""
        self._asked = FEW + len(self._words)

    def among(self, words: Set[str]) -> Set[str]:
        """Those of `words` that are typos."""
        self._asked += len(words)
        return words & self._words if self._asked > FEW else {word for word in words if word in self}

    def _place(self, typo: str) -> int:
        return place_of(self._data, _begin(typo), lowered=True)  # the capitals of a few typos are all ASCII

    def __getitem__(self, typo: str) -> tuple[str, ...]:
        if (place := self._place(typo)) < 0:
            raise KeyError(typo)
        line = self._data[place + len(_begin(typo)) : self._data.find(b"\n", place)].decode()
        options, comma, reason = line.rpartition(",")
        fixes = tuple(x.strip() for x in (options if comma else reason).split(",") if x.strip())
        return fixes + (("",) if comma and reason.strip() else ())

    def __contains__(self, typo: object) -> bool:
        return isinstance(typo, str) and self._place(typo) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def _begin(typo: str) -> bytes:
    return f"{typo}->".encode("utf-8", "replace")


@lru_cache(maxsize=1)
def dictionary() -> Typos:
    """Typo -> corrections, all lower case; more than one correction means that only a person can choose."""
    spec = find_spec("codespell_lib")
    if spec is None or not spec.submodule_search_locations:
        return Typos(b"")
    return Typos(mapped(os.path.join(spec.submodule_search_locations[0], "data", "dictionary.txt")))


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """A fix for each word that is surely a typo; of several fixes the one that the words around speak for, or none."""
    typos = _TYPOS.of(document)
    if not typos or not book.selection.has(RULE, "typos"):
        return
    text = document.text
    found = [place for place in _TYPOS.standing(document) if in_prose(document, *place[:2])]
    counts = Counter(word for _, _, word in found)
    names = {word for start, end, word in found if word[0].isupper() and not is_sentence_word(text, start, end)}
    apart = {word for start, end, word in found if is_in_code(text, start, end)} | _listed(text, found)
    for start, end, word in found:
        if word in apart or is_in_quotes(text, start, end) or is_latin(text, start, end):
            continue
        fix = _choice(text, start, end, word.lower())
        if (
            not fix
            or word in HISTORIC
            or counts[word] > OFTEN
            or not is_plain(text, start, end)
            or not is_english(text, start, end)
        ):
            continue
        if _is_part(text, start, end) or is_dialect(text, start, end) or is_talked_about(text, start, end):
            continue
        inside = word in names
        if not _is_sure(word.lower(), fix) and _is_doubtful(text, start, end, fix, inside):
            continue
        if word[0].isupper() and _may_be_name(text, start, end, fix, inside):
            continue
        safety = Safety.UNSAFE if _is_variant(word.lower(), fix) else Safety.SAFE
        yield Edit(start, end, word, like(word, fix), rule=RULE, group="typos", safety=safety, message="typo")


def _pick(fresh: Fresh) -> set[str]:
    """The typos among words in small letters, and those with a capital in front that are no words so."""
    table = dictionary()
    titles = {word.lower(): word for word in fresh.unlisted if word.istitle()}
    small = {word for word in table.among(fresh.words) if word.islower()}
    return small | {titles[word] for word in table.among(frozenset(titles))}


_TYPOS = Telling(_pick, placed=True)


def _listed(text: str, found: list[tuple[int, int, str]]) -> set[str]:
    """The words of `found` that stand one after another with commas between: a list of misspellings.

    >>> sorted(_listed("teh, adn, hte. Adn teh", [(0, 3, "teh"), (5, 8, "adn"), (10, 13, "hte"), (15, 18, "Adn")]))
    ['adn', 'hte', 'teh']
    """
    listed: set[str] = set()
    row: list[str] = []
    for (_, last, _), (start, _, word) in zip([(0, 0, ""), *found], found, strict=False):
        if not _COMMA.fullmatch(text, last, start):
            row.clear()
        row.append(word)
        if len(row) >= LISTED:
            listed.update(row[-LISTED:])
    return listed


def _choice(text: str, start: int, end: int, word: str) -> str:
    """The one fix of `word`, or of several the one that fits far better than all other readings, or ""."""
    fixes = tuple(fix for fix in dictionary()[word] if _is_written(fix)) or dictionary()[word]
    if len(fixes) == 1 and (not fixes[0].isalpha() or len(word) > SHORT):
        return _nearest(word, fixes[0])
    found = readings(text, start, end, tuple({*fixes, *candidates(word)} - {""}))
    best = found[0]
    if len(fixes) == 1:
        return fixes[0] if best.word == fixes[0] else ""
    if not all(map(str.isalpha, fixes)) or f"{best.word}s" == word:
        return ""  # theyre; two nevers
    rivals = (r for r in found[1:] if r.word in fixes and PRICES[r.slip] >= PRICES[best.slip])
    if any(count(best.word) < EITHER * count(rival.word) for rival in rivals):
        return ""  # taks
    clear = len(found) == 1 or best.score - found[1].score >= RIVAL
    likely = best.score >= (LONG_LEAST if len(word) >= LONG else LEAST)
    return best.word if clear and likely and "" not in fixes and best.word in fixes else ""


def _nearest(word: str, fix: str) -> str:
    """`fix`, or how others spell it where that is nearer to `word`.

    >>> _nearest("labeld", "labelled"), _nearest("labelld", "labelled")
    ('labeled', 'labelled')
    """
    if not fix.isalpha() or kind(word, fix) != "more":
        return fix
    return next((near for near in candidates(word) if kind(near, fix) == "doubled"), fix)


def _is_written(fix: str) -> bool:
    """Whether `fix` is one word, or two that follow one another in print, not "under sand".

    >>> [_is_written(fix) for fix in ("understand", "under sand", "every time")]
    [True, False, True]
    """
    first, _, second = fix.partition(" ")
    return not second or pair(first, second) > 0


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether the word is a piece of something: of a number ("22 nd"), a cut word ("mor e"), a short hyphened one."""
    if "-" in text[start - 1 : start] + text[end : end + 1] and not is_compound(text, start, end):
        return True
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isdigit() and end - start <= len("2nd"):
        return True
    return _PIECE[0].search(text, max(0, start - 3), start) is not None or _PIECE[1].match(text, end) is not None


def _may_be_name(text: str, start: int, end: int, fix: str, inside: bool) -> bool:
    """Whether a word with a capital may be somebody's or something's name. `inside`: one is inside a sentence."""
    if follows_title(text, start):
        return True
    if not inside:
        return fix.isalpha() and count(text[start:end].lower()) > KNOWN and count(fix) < RATIO * KNOWN
    if count(fix) < EVERYDAY:
        return True
    seen = count(text[start:end].lower())
    unseen = end - start >= LONG and seen < (UNSEEN if end - start > LONG else 1)
    return not (is_title_word(text, start, end, dictionary()) or (unseen and not before_capital(text, end)))


def _is_variant(word: str, fix: str) -> bool:
    """Whether `word` is one that word lists have, if only large ones, or a prefix makes of one."""
    if is_word(word) or any(
        word.startswith(p) and len(word) - len(p) > 3 and is_word(word[len(p) :]) for p in PREFIXES
    ):
        return True
    if not is_known(word) or not fix.isalpha():
        return False
    return word == f"{fix}s" or (len(word) < RARE and count(fix) < RATIO * count(word))


def _is_sure(word: str, fix: str) -> bool:
    """Whether `word` is long and so rare beside `fix` that it can be no name and no foreign word."""
    return len(word) >= LONG and not is_word(word) and count(fix) >= RATIO * max(count(word), 200)


def _is_doubtful(text: str, start: int, end: int, fix: str, inside: bool) -> bool:
    """Whether a word that is not sure should be left alone. `inside`: it has its capital inside a sentence."""
    if inside:
        seen = count(text[start:end].lower())
        rare = (
            end - start > SHORT and count(fix) >= TITLE_RATIO * max(seen, 200) and not is_known(text[start:end].lower())
        )
        if not rare or text[start - 4 : start] == "the " or not is_title_word(text, start, end, dictionary()):
            return True
    return _is_odd(text, start, end, fix)


def _is_odd(text: str, start: int, end: int, fix: str) -> bool:
    if is_alone(text, start, end) or is_odd_passage(text, start, end, dictionary()):
        return True
    if end - start > SHORT or not fix.isalpha() or is_supported(text, start, end, fix):
        return False
    return count(fix) < LITTLE or count(text[start:end].lower()) > KNOWN


def like(word: str, fix: str) -> str:
    """`fix` with the capital of `word`.

    >>> like("Teh", "the")
    'The'
    """
    return fix[:1].upper() + fix[1:] if word[0].isupper() else fix
