"""The second reading: where the lines that recur stand, in which documents, and beside what.

Of each candidate a few sightings are kept, those in the documents with the smallest marks. A mark is made of the two
least hashes among a document's other lines, so copies of one article mostly have the same (Broder, "On the resemblance
and containment of documents", 1997), and the sightings are a fair sample of *different* documents. One hash is not
enough: where it is that of a line which stands beside the candidate everywhere, all its documents would pass for one.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest
from sys import intern
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zlib import crc32

from cleaner.learn.census import Census
from cleaner.learn.corpus import Corpus, Text
from cleaner.learn.keys import PREFIX, SHORTEST, edge_numbers, keys_of, masked, templates_of
from cleaner.packs.phrase import normalise

if TYPE_CHECKING:
    from cleaner.learn.words import Words

SIGHTINGS = 12  #: documents that are remembered of a candidate
AROUND = 16  #: lines on either side that are remembered of a sighting
SKETCH = 8  #: hashes that stand for a document
OWN = 20  #: bytes of the key of a line that says which document this is
COPIES = 12  #: a line in more documents than this says nothing of which document this is
MOST = 50_000  #: candidates that are held at a time
SOURCES = 40  #: sources that are remembered of a candidate, those with the smallest hashes
PAIR = 120  #: bytes of the key of a line at an edge that is looked at if two documents have it ...
PAIRS_TO = 3  #: ... where no more than so many documents are asked for
LONGEST = 1_500  #: code points of the longest line that is looked at
SHOWN = 300  #: code points that are remembered of the lines beside one
NEAR_MISSES = 3
_MIX = 2654435761  # Knuth's multiplicative hash: spreads marks over 32 bits whatever a document's number of lines


V = TypeVar("V")


class Sighting(NamedTuple):
    """A candidate in one document: the lines around it as numbers (bit 0: a long line), and the nearest as text."""

    sketch: tuple[int, ...]
    before: array[int]
    after: array[int]
    at_start: bool  # `before` reaches the start of the document
    at_end: bool
    line: str
    above: str
    below: str
    document: str


@dataclass(slots=True)
class Candidate:
    """A line or template that recurs: its normalised text, how it is matched, and where it was seen."""

    text: str
    match: str
    documents: int = 0
    repeated: int = 0  # documents that have it more than once
    sources: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)  # the same by the names that rules know sources by
    sightings: dict[int, Sighting] = field(default_factory=dict)
    near: list[str] = field(default_factory=list)

    def keep(self, n: int, view: _View) -> None:
        """Remember line `n` of a document; of copies, which have one mark, the one whose name comes first."""
        mark = view.mark(n)
        if mark < 0:
            return
        old = self.sightings.get(mark)
        if old and view.text.name < old.document:
            del self.sightings[mark]
        if mark not in self.sightings and (len(self.sightings) < SIGHTINGS or mark < max(self.sightings)):
            _keep_least(self.sightings, mark, view.sighting(n), SIGHTINGS)

    @property
    def source(self) -> str:
        """Where it recurs most."""
        return max(self.sources, key=lambda s: (self.sources[s], s))


class Survey:
    """Looks for what `census` says recurs in at least `least` documents."""

    def __init__(self, census: Census, least: int) -> None:
        self.census = census
        self.least = least
        self.found: dict[tuple[str, str], Candidate] = {}
        self.dropped = 0
        self._near: dict[bytes, dict[int, str]] = {}

    def take(self, corpus: Corpus, words: Words | None = None) -> Survey:
        """Look through every document of `corpus`; `words` counts along."""
        for text in corpus:
            self._document(text)
            if words is not None:
                words.add(text)
            if len(self.found) > MOST:
                self._thin_out()
        for candidate in self.found.values():
            candidate.sightings = dict(sorted(candidate.sightings.items()))
            candidate.near = [line for _, line in sorted(self._near.get(_start(candidate.text.encode()), {}).items())]
            if candidate.match != "line":
                candidate.text = _same_words(candidate)
        return self

    def _document(self, text: Text) -> None:
        keys = keys_of(text.lines)
        table, mask, least = self.census.lines, self.census.mask, self.least
        numbers = [crc32(key) for key in keys]
        counts = [table[n & mask] for n in numbers]
        hot = [n for n, c in enumerate(counts) if c >= least and len(keys[n]) >= SHORTEST]
        if least <= PAIRS_TO:
            hot += [n for n in edge_numbers(len(keys)) if 2 <= counts[n] < least and len(keys[n]) >= PAIR]
        seen = [(("line", form), n) for form, n in zip(_forms(text.lines, hot), hot, strict=True)]
        seen += self._templates(text.lines, keys)
        self._watch(text.lines, keys, counts)
        if not seen:
            return
        own = {n for n, c, key in zip(numbers, counts, keys, strict=True) if len(key) >= OWN and c <= COPIES}
        sketch = tuple(nsmallest(SKETCH + 1, own))
        times = Counter(key for key, _ in seen)
        last = dict(seen)
        view = _View(text, keys, numbers, sketch)
        for key, count in times.items():
            if len(key[1]) > 2 and len(text.lines[last[key]]) <= LONGEST:
                self._see(key, count, last[key], view)

    def _templates(self, lines: list[str], keys: list[bytes]) -> Iterator[tuple[tuple[str, str], int]]:
        table, mask = self.census.templates, self.census.mask
        for n in edge_numbers(len(lines)):
            start, end, mask_key = templates_of(lines[n], keys[n])
            for match, key in (("start", start), ("end", end)):
                if key and table[crc32(key) & mask] >= self.least:
                    words = normalise(lines[n]).decode("utf-8", "replace").split()
                    yield (match, " ".join(words[:PREFIX] if match == "start" else words[-PREFIX:])), n
            if mask_key and table[crc32(mask_key) & mask] >= self.least and (phrase := masked(lines[n])):
                yield ("line", phrase), n

    def _see(self, key: tuple[str, str], count: int, n: int, view: _View) -> None:
        candidate = self.found.get(key)
        if candidate is None:
            candidate = self.found[key] = Candidate(key[1], key[0])
            self._near.setdefault(_start(key[1].encode()), {})
        candidate.documents += 1
        candidate.repeated += count > 1
        _count_source(candidate.sources, view.text.source)
        if view.text.known:
            _count_source(candidate.known, view.text.known)
        candidate.keep(n, view)

    def _watch(self, lines: list[str], keys: list[bytes], counts: list[int]) -> None:
        """Keep rare lines that begin as a candidate does."""
        near = self._near
        for n, key in enumerate(keys):
            kept = near.get(_start(key))
            if kept is not None and counts[n] < self.least and len(lines[n]) < SHOWN:
                _keep_least(kept, crc32(lines[n].encode("utf-8", "replace")), lines[n], NEAR_MISSES)

    def _thin_out(self) -> None:
        """Forget the candidates with the fewest documents (lossy counting, Manku and Motwani, VLDB 2002)."""
        keep = sorted(self.found.items(), key=lambda item: (-item[1].documents, item[0]))[: MOST // 2]
        self.dropped += len(self.found) - len(keep)
        self.found = dict(keep)


class _View:
    """A document as sightings see it."""

    def __init__(self, text: Text, keys: list[bytes], numbers: list[int], sketch: tuple[int, ...]) -> None:
        self.text = text
        self._sketch = sketch
        self._hashes = numbers
        self.numbers = [number_with_length(n, key) for n, key in zip(numbers, keys, strict=True)]

    def sketch(self, n: int) -> tuple[int, ...]:
        """The least hashes of the document's lines but the `n`th."""
        return tuple(h for h in self._sketch if h != self._hashes[n])[:SKETCH]

    def mark(self, n: int) -> int:
        """Which document this is, for its `n`th line; -1 where it has no other lines."""
        first, *others = self.sketch(n) or (-1,)
        return -1 if first < 0 else (first * _MIX ^ sum(others[:1])) & 0xFFFFFFFF

    def sighting(self, n: int) -> Sighting:
        lines, numbers = self.text.lines, self.numbers
        return Sighting(
            self.sketch(n),
            array("I", reversed(numbers[max(0, n - AROUND) : n])),
            array("I", numbers[n + 1 : n + 1 + AROUND]),
            n <= AROUND,
            n + 1 + AROUND >= len(lines),
            intern(lines[n]),  # what recurs is held once
            intern(lines[n - 1][:SHOWN]) if n else "",
            intern(lines[n + 1][:SHOWN]) if n + 1 < len(lines) else "",
            self.text.name,
        )


def number_with_length(number: int, key: bytes) -> int:
    """31 bits of a key's number, and in bit 0 whether the line is long enough for prose (nine words or so)."""
    return number & ~1 | (len(key) >= 50)


def _forms(lines: list[str], which: Iterable[int]) -> list[str]:
    """The normalised form of some lines, made in one go."""
    chosen = [lines[n] for n in which]
    if not chosen:
        return []
    return [form.strip() for form in normalise("\n".join(chosen)).decode("utf-8", "replace").split("\n")]


def _same_words(candidate: Candidate) -> str:
    """The words that all sightings of a template begin or end with."""
    lines = [s.line for s in candidate.sightings.values()]
    step = -1 if candidate.match == "end" else 1
    words = [form.split()[::step] for form in _forms(lines, range(len(lines)))]
    same = 0
    for column in zip(*words, strict=False):
        if len(set(column)) > 1:
            break
        same += 1
    return " ".join(words[0][:same][::step]) if words else candidate.text


def _keep_least(kept: dict[int, V], mark: int, value: V, most: int) -> None:
    """Keep the values with the smallest marks, whatever order they come in."""
    if mark not in kept and len(kept) >= most:
        greatest = max(kept)
        if mark > greatest:
            return
        del kept[greatest]
    kept.setdefault(mark, value)


def _count_source(counts: Counter[str], source: str) -> None:
    """Count a document of `source`. A source is counted wholly or not at all, whatever order they come in."""
    if source not in counts and len(counts) >= SOURCES:
        last = max(counts, key=_hash)
        if _hash(source) > _hash(last):
            return
        del counts[last]
    counts[source] += 1


@lru_cache(1 << 16)
def _hash(source: str) -> tuple[int, str]:
    return crc32(source.encode("utf-8", "replace")), source


def _start(key: bytes) -> bytes:
    return b" ".join(key.split(b" ", 2)[:2])
