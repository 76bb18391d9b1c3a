"""Every phrase of every pack found in a few passes over the normalised lines of a document.

A phrase that fills or begins a line is looked up by the line's first word, one that ends it by its last, unless that
word is a common one. Each other phrase has a literal that must be there (phrase.py); an Aho-Corasick automaton finds
all literals at once. Only then is the phrase's own regex tried. Long lines are looked through for the few rules that
may speak of them, and rules about the edges of a document only near its edges.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick

from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import Rule

SHORT = 80  #: bytes of a normalised line on which patterns without literals are tried
LONG = 300  #: bytes of a normalised line beyond which only rules for long lines are tried
LONG_WORDS = 40  #: a rule for longer lines than so many words is one for long lines
ELLIPSIS = 120  #: bytes that "..." is taken to fill at most

#: Words that begin or end too many lines to tell anything.
_COMMON = frozenset(
    b"0 a about all an and as at by can do for from has have he her his i if in is it its more my new no not of on or "
    b"our she that the their these they this to up was we what when who with you your".split()
)

Hit = tuple[int, Rule, Phrase]


class PhraseIndex:
    """The phrases of `rules`, ready to be looked up in normalised text.

    >>> from cleaner.packs.phrase import normalise, parse_phrase
    >>> index = PhraseIndex([Rule("share", compiled=(parse_phrase("share this (story|article)"),))])
    >>> [(line, rule.id, phrase.text) for line, rule, phrase in index.hits(normalise("A day.\\nShare this story!"))]
    [(1, 'share', 'share this (story|article)')]
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        entries = [(rule, phrase) for rule in rules for phrase in rule.compiled]
        anywhere = [e for e in entries if e[0].where == "anywhere"]
        self.anywhere = _Table(anywhere)
        self.anywhere_long = _Table([e for e in anywhere if _may_be_long(*e)])
        self.edges = _Table([e for e in entries if e[0].where != "anywhere"])

    def hits(self, normalised: bytes, zone: int | None = None) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each rule that fits a line, by line; patterns are left to the caller.

        Rules about the edges are tried on the first and the last `zone` lines, or everywhere.
        """
        lines = normalised.split(b"\n")
        found = [
            (number, entry)
            for number, entry in self._candidates(lines, zone)
            if entry[0].kind == "pattern" or entry[1].regex(entry[0].match).search(lines[number])
        ]
        found.sort(key=lambda hit: (hit[0], hit[1][0].id))
        return ((number, *entry) for number, entry in found)

    def candidates(self, normalised: bytes) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each phrase that may be in the line."""
        return ((number, *entry) for number, entry in self._candidates(normalised.split(b"\n"), None))

    def _candidates(self, lines: Sequence[bytes], zone: int | None) -> Iterator[tuple[int, tuple[Rule, Phrase]]]:
        long = [n for n, line in enumerate(lines) if len(line) > LONG]
        short = [n for n, line in enumerate(lines) if len(line) <= LONG] if long else range(len(lines))
        yield from self.anywhere.candidates(lines, short)
        yield from self.anywhere_long.candidates(lines, long)
        count = len(lines)
        near = range(count) if zone is None or count <= 2 * zone else [*range(zone), *range(count - zone, count)]
        yield from self.edges.candidates(lines, near)


def _may_be_long(rule: Rule, phrase: Phrase) -> bool:
    if rule.kind != "pattern" and rule.match == "line" and not rule.sentence:
        return len(phrase.text) + ELLIPSIS * phrase.text.count("...") > LONG
    return rule.sentence or rule.max_words > LONG_WORDS


class _Table:
    """Entries by what announces them."""

    def __init__(self, entries: Sequence[tuple[Rule, Phrase]]) -> None:
        self.entries = entries
        self.by_first: dict[bytes, list[int]] = defaultdict(list)
        self.by_last: dict[bytes, list[int]] = defaultdict(list)
        self.by_literal: dict[bytes, list[int]] = defaultdict(list)
        self.unannounced: list[int] = []
        for number, (rule, phrase) in enumerate(entries):
            self._add(rule, phrase, number)

    def _add(self, rule: Rule, phrase: Phrase, number: int) -> None:
        table, keys = self.by_literal, phrase.anchors
        if rule.kind != "pattern" and not rule.sentence:
            if phrase.first and rule.match in ("line", "start") and _COMMON.isdisjoint(phrase.first):
                table, keys = self.by_first, phrase.first
            elif phrase.last and rule.match in ("line", "end") and _COMMON.isdisjoint(phrase.last):
                table, keys = self.by_last, phrase.last
        for key in keys:
            table[key].append(number)
        if not keys:
            self.unannounced.append(number)

    @cached_property
    def _automaton(self) -> tuple[BytesAhoCorasick, list[list[int]]]:
        return BytesAhoCorasick(list(self.by_literal)), list(self.by_literal.values())

    def candidates(self, lines: Sequence[bytes], numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Rule, Phrase]]]:
        """(line number, entry) for each entry that may be in one of the lines `numbers`."""
        if not numbers or not self.entries:
            return
        seen = set(self._at_edges(lines, numbers))
        if self.by_literal:
            seen |= self._announced(lines, numbers)
        for number, entry in seen:
            yield number, self.entries[entry]

    def _at_edges(self, lines: Sequence[bytes], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
        """(line, entry) wherever an entry's first or last word is the line's."""
        first, last, nothing = self.by_first.get, self.by_last.get, ()
        for number in numbers:
            line = lines[number]
            for entry in first(line[1 : line.find(b" ", 1)], nothing):
                yield number, entry
            for entry in last(line[line.rfind(b" ", 0, -1) + 1 : -1], nothing):
                yield number, entry
            if self.unannounced and len(line) <= SHORT:
                for entry in self.unannounced:
                    yield number, entry

    def _announced(self, lines: Sequence[bytes], numbers: Sequence[int]) -> set[tuple[int, int]]:
        """(line, entry) wherever one of the entry's literals stands."""
        automaton, owners = self._automaton
        text = b"\n".join([lines[n] for n in numbers])
        starts = _line_starts(text)
        found = automaton.find_matches_as_indexes(text, overlapping=True)
        pairs = {(bisect_right(starts, start) - 1, which) for which, start, _ in found}
        return {(numbers[line], entry) for line, which in pairs for entry in owners[which]}


def _line_starts(data: bytes) -> list[int]:
    starts, at = [0], data.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    return starts
