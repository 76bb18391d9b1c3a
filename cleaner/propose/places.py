"""The words of a document, and where in it they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from itertools import compress, count, islice
from operator import eq

from cleaner.literals import starts_of
from cleaner.model import Document, inside_any

SEVERAL = 24  #: words up to which looking for one after the other is faster than for all at once
LONGEST = 40  #: letters; what is longer is no word, and would cost the square of its length
_KEEP = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LETTERS = bytes(n if n in _KEEP else 32 for n in range(256))


def written(document: Document) -> set[bytes]:
    """The distinct runs of ASCII letters in the document, as written: a cheap look before a close one.

    >>> sorted(written(Document("Teh cat’s café; teh end.", [])))
    [b'Teh', b'caf', b'cat', b'end', b's', b'teh']
    """
    return _scan(document)[0]


def repeated_words(document: Document) -> tuple[Set[str], Set[str]]:
    """The words, and the runs of two words, that stand twice in a row somewhere, whatever stands between them.

    >>> [sorted(x) for x in repeated_words(Document("as if the the as if as if", []))]
    [['the'], ['as if']]
    """
    return _scan(document)[1:]


def _scan(document: Document) -> tuple[set[bytes], Set[str], Set[str]]:
    if "words" not in document.facts:
        pieces = document.text.encode("utf-8", "replace").translate(_LETTERS).split()
        twice = set(compress(pieces, map(eq, pieces, islice(pieces, 1, None))))
        again = compress(count(), map(eq, pieces, islice(pieces, 2, None)))
        runs = {b" ".join(pieces[n : n + 2]) for n in again if pieces[n + 1 : n + 2] == pieces[n + 3 : n + 4]}
        document.facts["words"] = set(pieces), _texts(twice), _texts(runs)
    return document.facts["words"]  # type: ignore[return-value]


def _texts(pieces: Set[bytes]) -> Set[str]:
    """`pieces`, of ASCII, as text, without the longest."""
    return {piece.decode("ascii") for piece in pieces if len(piece) <= LONGEST}


def occurrences(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) of each of `words` standing whole in `text`, in order.

    >>> list(occurrences("teh tehran é teh", ["teh"]))
    [(0, 3, 'teh'), (13, 16, 'teh')]
    """
    options = list(words)
    if not options:
        return
    if len(options) > SEVERAL:
        from ahocorasick_rs import AhoCorasick

        found = [
            (start, end, options[w])
            for w, start, end in AhoCorasick(options).find_matches_as_indexes(text, overlapping=True)
        ]
    else:
        found = [(start, start + len(word), word) for word in options for start in starts_of(text, word)]
    for start, end, word in sorted(found):
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            yield start, end, word


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
