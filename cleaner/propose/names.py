"""Names and rare words that a document writes once in one way and again and again in another, one letter apart.

The rare form must be no word, stand in no code or address and, as the web counts it, be no common name of its own.
Where it may be a name ("Muller" beside "Mueller") or where a changed letter may make another name of it ("Pauba",
"Paula"), the finding is only reported, unless the same name stands beside both forms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import filterfalse

from cleaner.later import compile_later
from cleaner.model import Document, Edit, Safety, Span
from cleaner.packs.book import RuleBook
from cleaner.propose.built import is_built
from cleaner.propose.channel import kind
from cleaner.propose.guards import is_plain
from cleaner.propose.passages import is_odd_passage
from cleaner.propose.places import LONGEST, in_prose, occurrences, written
from cleaner.propose.telling import UNKNOWN
from cleaner.words import count, is_word

NAME = "name-written-otherwise"
TERM = "term-written-otherwise"
RULES = (NAME, TERM)

SHORTEST = 5
LONG = 6  #: so long a form is trusted without a neighbour that both forms have, unless a letter is changed
OFTEN = 3  #: times the other form must stand in the document
OWN_NAME = 60_000  #: count from which the rare form may be a name of its own
KNOWN_NAME = 1_000_000  #: count from which it surely is
_BEFORE, _AFTER = compile_later(r"([^\W\d_]+)[ \n]$"), compile_later(r"[ \n]([^\W\d_]+)")
_PARTICLE = compile_later(r"(?<!\w)[DLO][’']$")
TWICE = 5  #: a form that stands twice must stand so many times as often the other way
MOST = 4_000  #: a text with more names than this is not one document


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The common form in place of a form that stands once."""
    if not (book.selection.has(NAME, "transcription") or book.selection.has(TERM, "typos")):
        return
    rare = {word for word in UNKNOWN.of(document) if len(word) >= SHORTEST}
    if len(rare) > MOST:
        return
    pairs = list(_close_pairs(written(document), rare)) if rare else ()
    if not pairs:
        return
    text = document.text
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for start, end, word in occurrences(text, {word for both in pairs for word in both}):
        places[word].append((start, end))
    for word, other in pairs:
        least = OFTEN if word[0].isupper() else OFTEN - 1
        times = len(places[word])
        twice = times == 2 and len(places[other]) >= TWICE * times and _is_clear(word, other)
        if (times == 1 or twice) and len(places[other]) >= least and in_prose(document, *places[word][0]):
            others = [p for p in places[other] if _is_free(text, *p) and in_prose(document, *p)]
            if len(others) >= least:
                for place in places[word]:
                    beside = any(_neighbours(text, *p) & _neighbours(text, *place) for p in others)
                    yield from _edit(text, *place, word, other, beside, book)


def _edit(text: str, start: int, end: int, word: str, other: str, beside: bool, book: RuleBook) -> Iterator[Edit]:
    """`beside`: one and the same name or rare word stands beside both forms."""
    rule, group = (NAME, "transcription") if word[0].isupper() else (TERM, "typos")
    if not book.selection.has(rule, group) or not _is_free(text, start, end) or _side_by_side(text, start, end, other):
        return
    seen = count(word.lower())
    if seen > KNOWN_NAME or (seen >= OWN_NAME and rule == TERM):
        return
    if rule == TERM and (is_built(word) or is_odd_passage(text, start, end)):
        return
    if beside or (is_word(other.lower()) and (rule == TERM or (len(word) > LONG and not seen))):
        sure = True
    else:
        sure = _is_clear(word, other)
    safety = Safety.SAFE if sure and seen < OWN_NAME else Safety.FLAG
    yield Edit(
        start, end, word, other, rule=rule, group=group, safety=safety,
        message=f"written “{other}” everywhere else in this text",
    )  # fmt: skip


def _is_clear(word: str, other: str) -> bool:
    """Whether a letter was left out, put in, doubled or swapped in a name that is long, or that the web hardly has."""
    slipped = kind(word, other) in ("swapped", "doubled", "left out", "put in")
    return slipped and (len(word) >= LONG or (not count(word.lower()) and count(other.lower()) >= OWN_NAME))


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether the name stands free, or after the D’, L’ or O’ that is a part of it."""
    return is_plain(text, start, end) or (_PARTICLE.search(text, max(0, start - 3), start) is not None)


def _neighbours(text: str, start: int, end: int) -> set[str]:
    """The words right before and after text[start:end], of those that are capitalised or no everyday words."""
    before, after = _BEFORE.search(text, max(0, start - 40), start), _AFTER.match(text, end)
    return {m[1] for m in (before, after) if m and (m[1][0].isupper() or not is_word(m[1]))}


def _close_pairs(known: Set[bytes], rare: Set[str]) -> Iterator[tuple[str, str]]:
    """(rare word, other word) one edit apart, with the same first and last letter."""
    ends: dict[bytes, list[str]] = {(word[0] + word[-1]).encode("ascii"): [] for word in rare}
    names_only = all(word[0].isupper() for word in rare)
    firsts = {both[0] for both in ends}
    for word in filterfalse(bytes.islower, known) if names_only else known:
        if word[0] in firsts and SHORTEST - 1 <= len(word) <= LONGEST and (both := word[:: len(word) - 1]) in ends:
            ends[both].append(word.decode("ascii"))
    for name in rare:
        for other in ends[(name[0] + name[-1]).encode("ascii")]:
            if -2 < len(name) - len(other) < 2 and name != other and _one_apart(name, other) and _is_same(name, other):
                yield name, other


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter left out, put in or changed, or two swapped, makes the one of the other.

    >>> [_one_apart(*w.split()) for w in ("Muller Mueller", "Shaprio Shapiro", "Smith Smyth", "Ring Grin")]
    [True, True, True, False]
    """
    short, long = sorted((one, other), key=len)
    head = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[head:] == long[head + 1 :]
    return short[head + 1 :] == long[head + 1 :] or (
        short[head : head + 2] == long[head : head + 2][::-1] and short[head + 2 :] == long[head + 2 :]
    )


def _is_same(word: str, other: str) -> bool:
    """Whether the two differ inside, not as forms of one word do (Iraq, Iraqi; Clinton, Clintons).

    >>> _is_same("Berdahl", "Bergdahl"), _is_same("Iraqi", "Iraq"), _is_same("Ukrainan", "Ukrainian")
    (True, False, True)
    """
    return (
        word[-1] == other[-1]
        and word[0] == other[0]
        and word.lower() != other.lower()
        and word[:-1] != other
        and other[:-1] != word
    )


def _side_by_side(text: str, start: int, end: int, other: str) -> bool:
    """Whether the other form stands so near that two different names are meant ("Hansen and Hanson")."""
    return other in text[max(0, start - 40) : end + 40]
