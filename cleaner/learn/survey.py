"""The second reading: where the lines that recur stand, in which documents, and beside what.

Of each candidate a few sightings are kept, those in the documents with the smallest marks. A mark is the least hash
among a document's own lines, so copies of one article nearly always have the same (Broder, "On the resemblance and
containment of documents", 1997), and the sightings are a fair sample of *different* documents.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from sys import intern
from typing import TYPE_CHECKING, NamedTuple
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
SOURCES = 40  #: sources that are remembered of a candidate
LONGEST = 1_500  #: code points of the longest line that is looked at
SHOWN = 300  #: code points that are remembered of the lines beside one
NEAR_MISSES = 3
_MIX = 2654435761  # Knuth's multiplicative hash: spreads marks over 32 bits whatever a document's number of lines


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
    sightings: dict[int, Sighting] = field(default_factory=dict)
    near: list[str] = field(default_factory=list)

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
        self._near: dict[bytes, list[str]] = {}

    def take(self, corpus: Corpus, words: Words | None = None) -> Survey:
        """Look through every document of `corpus`; `words` counts along."""
        for text in corpus:
            self._document(text)
            if words is not None:
                words.add(text)
            if len(self.found) > MOST:
                self._thin_out()
        for candidate in self.found.values():
            candidate.near = self._near.get(_start(candidate.text.encode()), [])
            if candidate.match == "start":
                candidate.text = _beginning(candidate)
        return self

    def _document(self, text: Text) -> None:
        keys = keys_of(text.lines)
        table, mask, least = self.census.lines, self.census.mask, self.least
        numbers = [crc32(key) for key in keys]
        counts = [table[n & mask] for n in numbers]
        hot = [n for n, c in enumerate(counts) if c >= least and len(keys[n]) >= SHORTEST]
        seen = [(("line", form), n) for form, n in zip(_forms(text.lines, hot), hot, strict=True)]
        seen += self._templates(text.lines, keys)
        self._watch(text.lines, keys, counts)
        if not seen:
            return
        own = {n for n, c, key in zip(numbers, counts, keys, strict=True) if len(key) >= OWN and c <= COPIES}
        sketch = tuple(nsmallest(SKETCH, own))
        times = Counter(key for key, _ in seen)
        last = dict(seen)
        view = _View(text, keys, numbers, sketch)
        for key, count in times.items():
            if len(key[1]) > 2 and len(text.lines[last[key]]) <= LONGEST:
                self._see(key, count, last[key], view)

    def _templates(self, lines: list[str], keys: list[bytes]) -> Iterator[tuple[tuple[str, str], int]]:
        table, mask = self.census.templates, self.census.mask
        for n in edge_numbers(len(lines)):
            prefix, mask_key = templates_of(lines[n], keys[n])
            if prefix and table[crc32(prefix) & mask] >= self.least:
                words = normalise(lines[n]).decode("utf-8", "replace").split()
                yield ("start", " ".join(words[:PREFIX])), n
            if mask_key and table[crc32(mask_key) & mask] >= self.least and (phrase := masked(lines[n])):
                yield ("line", phrase), n

    def _see(self, key: tuple[str, str], count: int, n: int, view: _View) -> None:
        candidate = self.found.get(key)
        if candidate is None:
            candidate = self.found[key] = Candidate(key[1], key[0])
            self._near.setdefault(_start(key[1].encode()), [])
        candidate.documents += 1
        candidate.repeated += count > 1
        if view.text.source in candidate.sources or len(candidate.sources) < SOURCES:
            candidate.sources[view.text.source] += 1
        sightings = candidate.sightings
        if view.mark < 0 or view.mark in sightings:
            return
        if len(sightings) >= SIGHTINGS:
            most = max(sightings)
            if view.mark > most:
                return
            del sightings[most]
        sightings[view.mark] = view.sighting(n)

    def _watch(self, lines: list[str], keys: list[bytes], counts: list[int]) -> None:
        """Keep rare lines that begin as a candidate does."""
        near = self._near
        for n, key in enumerate(keys):
            kept = near.get(_start(key))
            if kept is not None and counts[n] < self.least and len(kept) < NEAR_MISSES and len(lines[n]) < SHOWN:
                kept.append(lines[n])

    def _thin_out(self) -> None:
        """Forget the candidates with the fewest documents (lossy counting, Manku and Motwani, VLDB 2002)."""
        keep = sorted(self.found.items(), key=lambda item: (-item[1].documents, item[0]))[: MOST // 2]
        self.dropped += len(self.found) - len(keep)
        self.found = dict(keep)


class _View:
    """A document as sightings see it."""

    def __init__(self, text: Text, keys: list[bytes], numbers: list[int], sketch: tuple[int, ...]) -> None:
        self.text = text
        self.sketch = sketch
        self.mark = sketch[0] * _MIX & 0xFFFFFFFF if sketch else -1
        self.numbers = [number_with_length(n, key) for n, key in zip(numbers, keys, strict=True)]

    def sighting(self, n: int) -> Sighting:
        lines, numbers = self.text.lines, self.numbers
        return Sighting(
            self.sketch,
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


def _beginning(candidate: Candidate) -> str:
    """The words that all sightings of a template begin with."""
    lines = [s.line for s in candidate.sightings.values()]
    words = [form.split() for form in _forms(lines, range(len(lines)))]
    same = 0
    for column in zip(*words, strict=False):
        if len(set(column)) > 1:
            break
        same += 1
    return " ".join(words[0][:same]) if words else candidate.text


def _start(key: bytes) -> bytes:
    return b" ".join(key.split(b" ", 2)[:2])
