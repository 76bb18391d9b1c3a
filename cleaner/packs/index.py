"""Every phrase of every pack found in a few passes over the normalised lines of a document.

A phrase that fills or begins a line is looked up by the line's first words, one that ends it by its last, or by the
whole line. Each other phrase has literals of which one must be there, the rarest that it has (phrase.py); an
Aho-Corasick automaton finds all literals at once. Only then is the phrase's own regex tried. Long lines are looked
through for the few rules that may speak of them only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import BytesAhoCorasick

from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import Rule

LETTERS = 9  #: bytes that a word is taken to fill at most, for patterns without literals
LONG = 300  #: bytes of a normalised line beyond which only rules for long lines are tried
LONG_WORDS = 40  #: a rule for longer lines than so many words is one for long lines
ELLIPSIS = 120  #: bytes that "..." is taken to fill at most

#: Words that begin or end too many lines to tell anything by themselves.
_COMMON = frozenset(
    f" {word} ".encode()
    for word in "0 a about all an and as at by can do for from has have he her his i if in is it its more my new no "
    "not of on or our she that the their these they this to up was we what when who with you your".split()
)

Hit = tuple[int, Rule, Phrase]


class _Entry:
    """A phrase of a rule, and what decides before its regex whether it is tried on a line."""

    __slots__ = ("long", "phrase", "rule")

    def __init__(self, rule: Rule, phrase: Phrase) -> None:
        self.rule = rule
        self.phrase = phrase
        self.long = rule.where != "anywhere" or _may_be_long(rule, phrase)

    def fits(self, line: bytes) -> bool:
        """Whether the phrase fits the normalised line; a pattern may."""
        return self.rule.kind == "pattern" or self.phrase.fits(line, self.rule.match)


class PhraseIndex:
    """The phrases of `rules`, ready to be looked up in normalised text; with `inside`, anywhere in its lines.

    >>> from cleaner.packs.phrase import normalise, parse_phrase
    >>> index = PhraseIndex([Rule("share", compiled=(parse_phrase("share this (story|article)"),))])
    >>> [(line, rule.id, phrase.text) for line, rule, phrase in index.hits(normalise("A day.\\nShare this story!"))]
    [(1, 'share', 'share this (story|article)')]
    """

    def __init__(self, rules: Iterable[Rule], inside: bool = False) -> None:
        self.inside = inside
        self.heads: dict[bytes, list[_Entry]] = defaultdict(list)
        self.tails: dict[bytes, list[_Entry]] = defaultdict(list)
        self.whole: dict[bytes, list[_Entry]] = defaultdict(list)
        #: Patterns without literals, and how many bytes of a normalised line they are tried on.
        self.unannounced: list[tuple[Rule, Phrase, int]] = []
        short: dict[bytes, list[_Entry]] = defaultdict(list)
        long: dict[bytes, list[_Entry]] = defaultdict(list)
        for entry in (_Entry(rule, phrase) for rule in rules for phrase in rule.compiled):
            table, keys = self._place(entry) or ((long if entry.long else short), entry.phrase.anchors)
            for key in keys:
                table[key].append(entry)
            if not keys:
                self.unannounced.append((entry.rule, entry.phrase, min(LONG, LETTERS * entry.rule.max_words)))
        self.everywhere = _Literals(long)
        self.on_short_lines = _Literals(short)

    def _place(self, entry: _Entry) -> tuple[dict[bytes, list[_Entry]], tuple[bytes, ...]] | None:
        """The table that the entry belongs in and its keys there, if it is bound to an end of the line."""
        rule, phrase = entry.rule, entry.phrase
        if rule.kind != "pattern" and not self.inside:
            for table, keys, kinds in (
                (self.heads, phrase.heads, ("line", "start")),
                (self.tails, phrase.tails, ("line", "end")),
            ):
                if keys and rule.match in kinds and _COMMON.isdisjoint(keys):
                    return table, keys
            if rule.match == "line" and phrase.told:
                return self.whole, phrase.anchors
        return None

    def hits(self, normalised: bytes) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each rule that fits a line; patterns, which only may, and those that
        are `unannounced` are left to the caller."""
        lines = normalised.split(b"\n")
        found = self._candidates(normalised, lines)
        return ((number, entry.rule, entry.phrase) for number, entry in found if entry.fits(lines[number]))

    def candidates(self, normalised: bytes) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each phrase that may be in the line."""
        found = self._candidates(normalised, normalised.split(b"\n"))
        return ((number, entry.rule, entry.phrase) for number, entry in found)

    def _candidates(self, normalised: bytes, lines: Sequence[bytes]) -> set[tuple[int, _Entry]]:
        short = [n for n, line in enumerate(lines) if len(line) <= LONG]
        found = set() if self.inside else set(self._at_ends(lines))
        found.update(self.everywhere.find(normalised, range(len(lines))))
        found.update(self.on_short_lines.find(b"\n".join([lines[n] for n in short]), short))
        return {(number, entry) for number, entry in found if entry.long or len(lines[number]) <= LONG}

    def _at_ends(self, lines: Sequence[bytes]) -> Iterator[tuple[int, _Entry]]:
        """(line, entry) wherever an entry can be all of the line, or begin or end with its words."""
        heads, tails, whole = self.heads, self.tails, self.whole
        for number, line in enumerate(lines):
            if line in whole:
                for entry in whole[line]:
                    yield number, entry
            at = 0
            for _ in range(3):
                at = line.find(b" ", at + 1)
                if at < 0:
                    break
                if (key := line[: at + 1]) in heads:
                    for entry in heads[key]:
                        yield number, entry
            at = -1
            for _ in range(3):
                at = line.rfind(b" ", 0, at)
                if at < 0:
                    break
                if (key := line[at:]) in tails:
                    for entry in tails[key]:
                        yield number, entry


def _may_be_long(rule: Rule, phrase: Phrase) -> bool:
    if rule.kind != "pattern" and rule.match == "line" and not rule.sentence:
        return len(phrase.text) + ELLIPSIS * phrase.text.count("...") > LONG
    return rule.sentence or rule.max_words > LONG_WORDS


class _Literals:
    """Literals, each with the entries that it announces."""

    def __init__(self, owners: dict[bytes, list[_Entry]]) -> None:
        self.literals = list(owners)
        self.owners = list(owners.values())

    @cached_property
    def _automaton(self) -> BytesAhoCorasick:
        return BytesAhoCorasick(self.literals)

    def find(self, text: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, _Entry]]:
        """(number, entry) wherever a literal stands; line n of `text` has the number numbers[n]."""
        if not self.literals or not text:
            return
        starts = _line_starts(text)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        for line, which in {(bisect_right(starts, start) - 1, which) for which, start, _ in found}:
            for entry in self.owners[which]:
                yield numbers[line], entry


def _line_starts(data: bytes) -> list[int]:
    starts, at = [0], data.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    return starts
