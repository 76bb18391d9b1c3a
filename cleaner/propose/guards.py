"""What keeps slips apart from names, codes, quotations and foreign words; and where words stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Set
from itertools import compress
from operator import eq

from ahocorasick_rs import AhoCorasick

from cleaner.model import Document, inside_any
from cleaner.words import among, count, is_known, is_word, known_among, pair

#: A word glued to one of these is part of a name, path, address or markup.
_GLUED = frozenset("0123456789_@#/\\=&%$^~<>{}|`+–\ufffd\u00ad\u200b\u200c\u200d\u2060\ufeff")
_GLUED_BEFORE, _GLUED_AFTER = _GLUED | {"]", ")"}, _GLUED | {"["}  # (s)omeone
_APOSTROPHES = ("'", "’")
_EMPHASIS = re.compile(r"\w[*_]{1,3}$")
_INNER = frozenset(".:'’")
_QUOTES = ('"', "'", "“", "”", "‘", "’", "*", "_", "`")
_RUN = re.compile(r"[^\s()\[\]<>“”\",;!]{0,200}$"), re.compile(r"[^\s()\[\]<>“”\",;!]{0,200}")
HYPHENED = 6  #: letters; shorter parts of hyphened words are left alone
_JOINED = re.compile(r"(?<![\w-])(\w+)-$"), re.compile(r"-(\w+)(?![\w-])")
_POSSESSIVE = re.compile(r"[’']s(?!\w)")
_ADDRESS = re.compile(r"[@#/\\_=]|\w[.:]\w|\d")
_SIC = re.compile(r"[\[(]\s?sic\b", re.I)
_TITLE = re.compile(r"(?<![\w.])[A-Z][a-z]{0,4}\.$")  # Mr., Sen., an initial
#: Speech that is written as it sounds: 'Arry, chasin’, an’, o’.
_DIALECT = re.compile(
    r"(?<![\w'’`&])[’'](?!s\b|em\b|til\b|cause\b|[“\"]|[^'’\n]{2,60}(?<!in)[’'](?!\w))[A-Za-z]{2,}(?![\w'’])|(?:in|an|o|ol|th)[’'](?=\s\w)"
)
#: Addresses and code, which are no prose.
_NOISE = re.compile(
    r"""\w+=["'][^"'\n]*["']?|https?:\S+|\]\([^)\s]*\)?|`[^`\n]*`|\{[{%][^\n]*?[%}]\}|<[^>\n]*>|\S*[/_@]\S*"""
)
_LOWER = re.compile(r"(?<![\w'’.@/#&-])[a-z]{3,}(?![\w'’@/-])")
_WORD = re.compile(r"[^\W\d_]+")
#: Every third word or so of English is one of these; a passage in another language has hardly any.
_FUNCTION = frozenset(
    "a all an and are as at be been but by can do for from had has have he her his how i if in into is it its "
    "more my no not of on one or our out she so than that the their them then there they this to up was we were "
    "what when which who will with would you your don't it's i'm".split()
)
#: What may stand before the first word of a line: markers of lists and headings, numbers, quotation marks.
_MARKERS = re.compile(r"[\s\-*+>#\[(_\"“'‘•\d.)]*")
_BESIDE = re.compile(r"([A-Za-z]+) $"), re.compile(r" ([A-Za-z]+)")
_BEFORE = re.compile(r"([^\W\d_]+) $")
_AFTER = re.compile(r" ([^\W\d_]+)")
_KEEP = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LETTERS = bytes(n if n in _KEEP else 32 for n in range(256))


SEVERAL = 24  #: words up to which looking for one after the other is faster than for all at once
LONGEST = 40  #: letters; what is longer is no word, and would cost the square of its length


def distinct_words(document: Document) -> frozenset[str]:
    """The distinct runs of ASCII letters in the document, as written: a cheap look before a close one.

    >>> sorted(distinct_words(Document("Teh cat’s café; teh end.", [])))
    ['Teh', 'caf', 'cat', 'end', 's', 'teh']
    """
    return _scan(document)[0]


def unlisted_words(document: Document) -> frozenset[str]:
    """The distinct words that the word list does not have as they are written: names, slips, rare words."""
    if "unlisted" not in document.facts:
        document.facts["unlisted"] = distinct_words(document) - among(distinct_words(document))
    found: frozenset[str] = document.facts["unlisted"]  # type: ignore[assignment]
    return found


def unknown_words(document: Document) -> frozenset[str]:
    """The distinct words, in small letters but perhaps the first, that no list has: names and slips.

    >>> sorted(unknown_words(Document("Ann saw Zworb recieve the zori.", [])))
    ['Zworb', 'recieve']
    """
    if "unknown" not in document.facts:
        written = [w for w in unlisted_words(document) if w[1:].islower()]
        known = known_among({w.lower() for w in written})
        document.facts["unknown"] = frozenset(w for w in written if w.lower() not in known)
    found: frozenset[str] = document.facts["unknown"]  # type: ignore[assignment]
    return found


def repeated_words(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """The words, and the runs of two words, that stand twice in a row somewhere, whatever stands between them.

    >>> [sorted(x) for x in repeated_words(Document("as if the the as if as if", []))]
    [['the'], ['as if']]
    """
    return _scan(document)[1:]


def _scan(document: Document) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    if "words" not in document.facts:
        pieces = document.text.encode("utf-8", "replace").translate(_LETTERS).split()
        twice = set(compress(pieces, map(eq, pieces, pieces[1:])))
        again = compress(range(len(pieces)), map(eq, pieces, pieces[2:]))
        runs = {b" ".join(pieces[n : n + 2]) for n in again if pieces[n + 1 : n + 2] == pieces[n + 3 : n + 4]}
        document.facts["words"] = tuple(map(_texts, (set(pieces), twice, runs)))
    return document.facts["words"]  # type: ignore[return-value]


def _texts(pieces: Set[bytes]) -> frozenset[str]:
    """`pieces`, of ASCII, as text, without the longest."""
    if max(map(len, pieces), default=0) > LONGEST:
        pieces = {piece for piece in pieces if len(piece) <= LONGEST}
    return frozenset(b"\n".join(pieces).decode("ascii").split("\n")) if pieces else frozenset()


def occurrences(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) of each of `words` standing whole in `text`, in order.

    >>> list(occurrences("teh tehran é teh", ["teh"]))
    [(0, 3, 'teh'), (13, 16, 'teh')]
    """
    options = list(words)
    if len(options) > SEVERAL:
        found = [
            (start, end, options[w])
            for w, start, end in AhoCorasick(options).find_matches_as_indexes(text, overlapping=True)
        ]
    else:
        found = [(start, start + len(word), word) for word in options for start in _places(text, word)]
    for start, end, word in sorted(found):
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            yield start, end, word


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands free as a word: not part of a name, path, address, code or marked quotation.

    >>> [is_plain(t, t.index("teh"), t.index("teh") + 3) for t in ("see teh", "@teh", "b.teh", "teh [sic]", "x/y?teh")]
    [True, False, False, False, False]
    """
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if after in _APOSTROPHES and text[end - 2 : end] == "in":
        return False  # speakin'
    emphasis = before == after and before in ("_", "*")
    if not emphasis and ((before and before in _GLUED_BEFORE) or (after and after in _GLUED_AFTER)):
        return False
    if _EMPHASIS.search(text, max(0, start - 4), start):
        return False  # **A**ssignment
    if _in_tag(text, start, end):
        return False
    if (before in _INNER and text[start - 2 : start - 1].isalnum()) or (
        after in _INNER and text[end + 1 : end + 2].isalnum() and not _POSSESSIVE.match(text, end)
    ):
        return False
    left, right = _RUN[0].search(text, max(0, start - 200), start), _RUN[1].match(text, end)
    run = (left[0].lstrip("_*") if left else "") + "x" + (right[0].rstrip("_*") if right else "")
    if _ADDRESS.search(run) or run.count("-") > 2:
        return False
    if before == "-" and is_word((left[0] if left else "").rstrip("-").lower() + text[start:end].lower()):
        return False  # pre-empted
    return not is_sic(text, end)


def _in_tag(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is part of a tag: between < and >, with no blank line between."""
    low = max(0, start - 300)
    opened = text.rfind("<", low, start)
    if opened < 0 or opened < text.rfind(">", low, start) or "\n\n" in text[opened:start]:
        return False
    return ">" in text[end : end + 300].partition("\n\n")[0]


def is_compound(text: str, start: int, end: int) -> bool:
    """Whether the word is long, and what a hyphen joins it to is a word too: "object-orieted".

    >>> is_compound("an object-orieted one", 10, 17), is_compound("a go-betwen", 5, 11)
    (True, False)
    """
    before, after = _JOINED[0].search(text, max(0, start - 40), start), _JOINED[1].match(text, end)
    beside = [m[1] for m in (before, after) if m]
    return end - start >= HYPHENED and bool(beside) and all(len(w) > 2 and is_word(w.lower()) for w in beside)


def is_sic(text: str, end: int) -> bool:
    """Whether a "[sic]" shortly after `end` says that the words are meant to stand as they do."""
    return _SIC.search(text, end, end + 30) is not None


def is_english(text: str, start: int, end: int) -> bool:
    """Whether the passage around has the share of small words that English prose has, or else of listed words.

    Short passages pass.

    >>> swedish = "Mycket roligt att se dem som skulle vara gäst här på festen idag"
    >>> is_english(swedish, 27, 30), is_english("They said that the som of it was not yet known to any of us", 19, 22)
    (False, True)
    """
    low = max(text.rfind("\n", 0, start), start - 150, -1) + 1
    high = text.find("\n", end)
    high = min(high if high >= 0 else len(text), end + 150)
    prose = _NOISE.sub(" ", text[low:high])
    words = [w.lower() for w in _WORD.findall(prose)]
    if len(words) < 8 or 8 * sum(w in _FUNCTION for w in words) >= len(words):
        return True
    plain = [w for w in _WORD.findall(prose) if w.islower() and len(w) > 2]
    return len(plain) > 2 and sum(map(is_word, plain)) >= 0.85 * len(plain)


def has_little_word(text: str, start: int, end: int) -> bool:
    """Whether the line has one of the little words of English, near text[start:end]."""
    low, high = max(text.rfind("\n", 0, start) + 1, start - 150), text.find("\n", end)
    high = min(high if high >= 0 else len(text), end + 150)
    return any(w.lower() in _FUNCTION for w in _WORD.findall(text, low, high))


def is_odd_passage(text: str, start: int, end: int, known: Container[str] = ()) -> bool:
    """Whether the words around are odd too, so that this one is no slip: dialect, another language, a list of names.

    `known` are odd words that do not count (typos that a dictionary has).

    >>> is_odd_passage("You’m a girt fule, an’ I don’t marry noone", 12, 16)
    True
    """
    if is_dialect(text, start, end):
        return True
    low, high = max(text.rfind("\n", 0, start) + 1, start - 150), min(len(text), end + 150)
    words = set(_LOWER.findall(_NOISE.sub(" ", text[low:high]))) - {text[start:end].lower()}
    odd = sum(not is_known(w) and count(w) < 10**6 and w not in known for w in words)
    return odd >= 2 and odd > 0.1 * len(words)


def is_dialect(text: str, start: int, end: int) -> bool:
    """Whether words around are written as they are spoken, with letters dropped.

    >>> is_dialect("’Arry ’Awk was chasin’ of them", 10, 13)
    True
    """
    low, high = max(text.rfind("\n", 0, start) + 1, start - 150), min(len(text), end + 150)
    return _DIALECT.search(_NOISE.sub(" ", text[low:high])) is not None


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether the word is all that its line or list item holds.

    >>> is_alone("* teh", 2, 5), is_alone("* teh cat", 2, 5)
    (True, False)
    """
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[low:start] + (text[end:high] if high >= 0 else text[end:])
    return not any(map(str.isalnum, rest))


def starts_sentence(text: str, start: int) -> bool:
    """Whether a capital at `start` is due to its place: at the start of a line, sentence or quotation.

    >>> [starts_sentence(t, t.index("Teh")) for t in ("Teh end", "Be so. Teh end", "the Teh end", "“Teh", "Dr. Teh")]
    [True, True, False, True, False]
    """
    head = text[max(0, start - 12) : start]
    if (start <= 12 or "\n" in head) and _MARKERS.fullmatch(head, head.rfind("\n") + 1):
        return True
    before = head.rstrip(" \"'“‘(*_[")
    if before and before[-1] == "." and _TITLE.search(before):
        return False
    return not before or before[-1] in ".!?\r\n:•"


def is_supported(text: str, start: int, end: int, fix: str) -> bool:
    """Whether `fix` (lower case) in place of text[start:end] is common after the word before, or before the next.

    >>> is_supported("we met teh other day", 7, 10, "the"), is_supported("girt fule, an’", 5, 9, "file")
    (True, False)
    """
    return support(text, start, end, fix) > 1


def support(text: str, start: int, end: int, fix: str) -> int:
    """How well `fix` (lower case) suits the word before and the one after: the product of both pairs' counts, from 1.

    >>> support("we met teh other day", 7, 10, "the") > support("we met teh other day", 7, 10, "tea") == 1
    True
    """
    left, right = both_pairs(text, start, end, fix)
    return max(left, 1) * max(right, 1)


def both_pairs(text: str, start: int, end: int, fix: str) -> tuple[int, int]:
    """How often `fix` follows the word before text[start:end], and the word after follows `fix`."""
    before, after = _BEFORE.search(text, max(0, start - 40), start), _AFTER.match(text, end)
    return (pair(before[1].lower(), fix) if before else 0), (pair(fix, after[1].lower()) if after else 0)


def before_capital(text: str, end: int) -> bool:
    """Whether the next word has a capital, as the last name after a first name has."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def is_title_word(text: str, start: int, end: int, known: Container[str] = ()) -> bool:
    """Whether the capital at `start` is a title's: everyday words with capitals stand beside, or “the”, and no name.

    `known` are words that count as everyday ones too (typos that a dictionary has).

    >>> [is_title_word(t, 6, 10) for t in ("State Deps said", "Stan  Deps said", "Brian Deps said", "like  Deps Jones")]
    [True, False, False, False]
    """
    before, after = _BESIDE[0].search(text, max(0, start - 40), start), _BESIDE[1].match(text, end)
    beside = [m[1].lower() for m in (before, after) if m and m[1][0].isupper()]
    usual = [w for w in beside if is_word(w) or w in known]
    return len(usual) == len(beside) and bool(usual or (before and before[1] == "the"))


def is_sentence_word(text: str, start: int, end: int) -> bool:
    """Whether the capital at `start` is the sentence's, and no capital follows as it would in a name.

    >>> [is_sentence_word(t, 0, 4) for t in ("Thar she was", "Thar Olsen was")]
    [True, False]
    """
    return starts_sentence(text, start) and not before_capital(text, end)


def segment_at(document: Document, position: int) -> tuple[int, int] | None:
    """(start, end) of the segment that holds `position` and may be edited."""
    if "starts" not in document.facts:
        document.facts["starts"] = [s.start for s in document.segments]
    starts: list[int] = document.facts["starts"]  # type: ignore[assignment]
    at = bisect_right(starts, position) - 1
    if at < 0 or document.segments[at].fixed or position >= document.segments[at].end:
        return None
    return document.segments[at].start, document.segments[at].end


def in_prose(document: Document, start: int, end: int) -> bool:
    """Whether [start, end) lies in a segment that may be edited, and in no protected span of it (code, an address)."""
    if segment_at(document, start) is None:
        return False
    starts: list[int] = document.facts["starts"]  # type: ignore[assignment]
    return not inside_any(start, end, document.segments[bisect_right(starts, start) - 1].protected)


def is_quoted_alone(text: str, start: int, end: int) -> bool:
    """Whether the word stands alone in quotation marks, as coinages and words that are talked about do.

    >>> is_quoted_alone("my “quarantini” with", 4, 14), is_quoted_alone("“my quarantini”", 4, 14)
    (True, False)
    """
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 2].lstrip(",.;!?")[:1] in _QUOTES
