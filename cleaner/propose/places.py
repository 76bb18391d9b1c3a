"""The words of a document, and where in it they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import compress, count, islice
from operator import eq

from cleaner.again import Change, lines_before, lines_now, memory_of
from cleaner.literals import starts_of
from cleaner.model import Document, Segment, Span, inside_any

SEVERAL = 24  #: words up to which looking for one after the other is faster than for all at once
LONGEST = 40  #: letters; what is longer is no word, and would cost the square of its length
_Counted = tuple[Counter[bytes], Set[str], Set[str]]
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

    In a long document also those that did so before an edit.

    >>> [sorted(x) for x in repeated_words(Document("as if the the as if as if", []))]
    [['the'], ['as if']]
    """
    return _scan(document)[1:]


def _scan(document: Document) -> tuple[set[bytes], Set[str], Set[str]]:
    if "words" not in document.facts:
        if memory := memory_of(document):
            found = memory.of("words", lambda: _counted(document.text), partial(_counted_again, document))
        else:
            found = _look(_pieces(document.text))
        document.facts["words"] = set(found[0]), *found[1:]
    return document.facts["words"]  # type: ignore[return-value]


def _pieces(text: str) -> list[bytes]:
    return text.encode("utf-8", "replace").translate(_LETTERS).split()


def _look(pieces: list[bytes]) -> tuple[Iterable[bytes], Set[str], Set[str]]:
    twice = set(compress(pieces, map(eq, pieces, islice(pieces, 1, None))))
    again = compress(count(), map(eq, pieces, islice(pieces, 2, None)))
    runs = {b" ".join(pieces[n : n + 2]) for n in again if pieces[n + 1 : n + 2] == pieces[n + 3 : n + 4]}
    return pieces, _texts(twice), _texts(runs)


def _counted(text: str) -> _Counted:
    pieces, twice, runs = _look(_pieces(text))
    return Counter(pieces), twice, runs


def _counted_again(document: Document, known: _Counted, changes: list[Change]) -> _Counted:
    """What `_counted` would give, if more words stood twice in a row."""
    words, twice, runs = known
    new_words, new_twice, new_runs = _counted(lines_now(document, changes))
    words.update(new_words)
    return words - Counter(_pieces(lines_before(changes))), twice | new_twice, runs | new_runs


def _texts(pieces: Set[bytes]) -> Set[str]:
    """`pieces`, of ASCII, as text, without the longest."""
    return {piece.decode("ascii") for piece in pieces if len(piece) <= LONGEST}


def occurrences(text: str, words: Iterable[str], spans: Sequence[Span] | None = None) -> Iterator[tuple[int, int, str]]:
    """(start, end, word) of each of `words` standing whole in `text`, or in `spans` of it, in order.

    >>> list(occurrences("teh tehran é teh", ["teh"]))
    [(0, 3, 'teh'), (13, 16, 'teh')]
    """
    options = list(words)
    if not options:
        return
    parts = [(0, text)] if spans is None else [(low, text[low:high]) for low, high in spans]
    if len(options) > SEVERAL:
        from ahocorasick_rs import AhoCorasick

        find = partial(AhoCorasick(options).find_matches_as_indexes, overlapping=True)
        found = [(low + start, low + end, options[w]) for low, part in parts for w, start, end in find(part)]
    else:
        starts = ((low + start, word) for low, part in parts for word in options for start in starts_of(part, word))
        found = [(start, start + len(word), word) for start, word in starts]
    for start, end, word in sorted(found):
        if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
            yield start, end, word


def segment_starts(document: Document) -> list[int]:
    """Where the segments start."""
    if "starts" not in document.facts:
        document.facts["starts"] = [s.start for s in document.segments]
    return document.facts["starts"]  # type: ignore[return-value]


def segments_in(document: Document, spans: Iterable[Span]) -> Iterator[Segment]:
    """The segments that start in `spans`."""
    starts = segment_starts(document)
    for low, high in spans:
        yield from document.segments[bisect_left(starts, low) : bisect_left(starts, high)]


def segment_at(document: Document, position: int) -> tuple[int, int] | None:
    """(start, end) of the segment that holds `position` and may be edited."""
    at = bisect_right(segment_starts(document), position) - 1
    if at < 0 or document.segments[at].fixed or position >= document.segments[at].end:
        return None
    return document.segments[at].start, document.segments[at].end


def in_prose(document: Document, start: int, end: int) -> bool:
    """Whether [start, end) lies in a segment that may be edited, and in no protected span of it (code, an address)."""
    if segment_at(document, start) is None:
        return False
    return not inside_any(start, end, document.segments[bisect_right(segment_starts(document), start) - 1].protected)
