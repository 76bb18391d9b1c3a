"""The first reading: how many documents have each key, in a table of fixed size.

Keys share counters, so a counter may say too much but never too little, and what it calls rare is rare: the first
pass of Park, Chen and Yu, "An effective hash-based algorithm for mining association rules" (SIGMOD 1995).
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from zlib import crc32

from cleaner.learn.corpus import Corpus
from cleaner.learn.keys import edge_numbers, keys_of, templates_of

BITS = 27  #: 2^27 counters of one byte for lines, as many for templates: 256 MB
FULL = 255


class Census:
    """Counts of a corpus: documents by source, and by key of line and template."""

    def __init__(self, bits: int = BITS) -> None:
        self.mask = (1 << bits) - 1
        self.lines = bytearray(1 << bits)
        self.templates = bytearray(1 << bits)
        self.sources: Counter[str] = Counter()
        self.total_lines = 0

    def take(self, corpus: Corpus) -> Census:
        """Count every document of `corpus`."""
        for text in corpus:
            self.sources[text.source] += 1
            self.total_lines += len(text.lines)
            keys = keys_of(text.lines)
            _add(self.lines, self.mask, set(keys))
            edge = (templates_of(text.lines[n], keys[n]) for n in edge_numbers(len(keys)))
            _add(self.templates, self.mask, set(chain.from_iterable(edge)) - {b""})
        return self

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return self.sources.total()


def _add(table: bytearray, mask: int, keys: set[bytes]) -> None:
    for key in keys:
        at = crc32(key) & mask
        if table[at] < FULL:
            table[at] += 1
