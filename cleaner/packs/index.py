"""Every phrase of every pack found in a few passes over the normalised lines of a document.

A phrase that fills or begins a line is looked up by the line's first words, one that ends it by its last, or by the
whole line. Each other phrase has literals of which one must be there, the rarest that it has (phrase.py); an
Aho-Corasick automaton finds all literals at once. Only then is the phrase's own regex tried. Long lines are looked
through for the few rules that may speak of them only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property

from cleaner.literals import Literals, starts_of
from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import Rule
from cleaner.packs.tables import FEW, LONG, Table, Tables, may_be_long, tables_of

LETTERS = 9  #: bytes that a word is taken to fill at most, for patterns without literals

_ANY = 1 << 30

Hit = tuple[int, Rule, Phrase]


class _Entry:
    """A phrase of a rule, and what decides before its regex whether it is tried on a line."""

    __slots__ = ("long", "most", "phrase", "rule")

    def __init__(self, rule: Rule, phrase: Phrase) -> None:
        self.rule = rule
        self.phrase = phrase
        self.long = may_be_long(rule, phrase)
        #: Words of a line on which it is tried: a phrase that is the whole line says itself how long that is.
        self.most = _ANY if rule.kind != "pattern" and rule.match == "line" else rule.max_words

    def fits(self, line: bytes) -> bool:
        """Whether the phrase fits the normalised line; a pattern may."""
        return self.rule.kind == "pattern" or self.phrase.fits(line, self.rule.match)


class PhraseIndex:
    """The phrases of `rules`, ready to be looked up in normalised text; with `inside`, anywhere in its lines.

    `on` are the numbers of the rules that are looked for, by default all; `tables` those of the rules, if they are at
    hand. A rule is looked at only when something announces it.

    >>> from cleaner.packs.phrase import normalise, parse_phrase
    >>> index = PhraseIndex([Rule("share", compiled=(parse_phrase("share this (story|article)"),))])
    >>> [(line, rule.id, phrase.text) for line, rule, phrase in index.hits(normalise("A day.\\nShare this story!"))]
    [(1, 'share', 'share this (story|article)')]
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        on: Container[int] | None = None,
        inside: bool = False,
        tables: Tables | None = None,
    ) -> None:
        self.rules = rules
        self.on = range(len(rules)) if on is None else on
        self.inside = inside
        tables = tables or tables_of(rules, self.on, inside)
        self.heads, self.tails, self.whole = Table(tables.heads), Table(tables.tails), Table(tables.whole)
        self.everywhere, self.on_short_lines = _Announcers(tables.long), _Announcers(tables.short)
        self._unannounced = tables.unannounced.strip()
        self._known: dict[bytes, list[_Entry]] = {}
        self._entries: dict[bytes, _Entry] = {}

    def load(self) -> None:
        """Make the dicts and automatons now, for processes that are to share them."""
        for table in (self.heads, self.tails, self.whole):
            table.finder(FEW + 1)
        for literals in (self.everywhere, self.on_short_lines):
            literals.load()

    @cached_property
    def unannounced(self) -> list[tuple[Rule, Phrase, int]]:
        """Patterns without literals, and how many bytes of a normalised line they are tried on."""
        found = self._told(self._unannounced)
        return [(entry.rule, entry.phrase, min(LONG, LETTERS * entry.rule.max_words)) for entry in found]

    def hits(self, normalised: bytes, words: Sequence[int] = ()) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each rule that fits a line; patterns, which only may, and those that
        are `unannounced` are left to the caller. `words` are the lengths of the lines, if rules' limits count."""
        lines = normalised.split(b"\n")
        found = self._candidates(normalised, lines)
        if words:
            found = {(number, entry) for number, entry in found if words[number] <= entry.most}
        return ((number, entry.rule, entry.phrase) for number, entry in found if entry.fits(lines[number]))

    def candidates(self, normalised: bytes) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each phrase that may be in the line."""
        found = self._candidates(normalised, normalised.split(b"\n"))
        return ((number, entry.rule, entry.phrase) for number, entry in found)

    def _candidates(self, normalised: bytes, lines: Sequence[bytes]) -> set[tuple[int, _Entry]]:
        short = [n for n, line in enumerate(lines) if len(line) <= LONG]
        places = set() if self.inside else set(self._at_ends(lines))
        places.update(self.everywhere.find(normalised, range(len(lines))))
        places.update(self.on_short_lines.find(b"\n".join([lines[n] for n in short]), short))
        known, is_long = self._known, [len(line) > LONG for line in lines]
        return {
            (number, entry)
            for number, announced in places
            for entry in known.get(announced) or self._told(announced)
            if entry.long or not is_long[number]
        }

    def _told(self, announced: bytes) -> Iterable[_Entry]:
        """The entries that a line of a table names, each the same whoever names it."""
        if announced not in self._known:
            wanted = (name for name in announced.split() if int(name.partition(b".")[0]) in self.on)
            self._known[announced] = [self._entries.get(name) or self._entry(name) for name in wanted]
        return self._known[announced]

    def _entry(self, name: bytes) -> _Entry:
        rule, _, phrase = name.partition(b".")
        found = self.rules[int(rule)]
        self._entries[name] = entry = _Entry(found, found.compiled[int(phrase)])
        return entry

    def _at_ends(self, lines: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        """(line, what is announced) wherever a phrase can be all of the line, or begin or end with its words."""
        whole, heads, tails = (t.finder(3 * len(lines)) for t in (self.whole, self.heads, self.tails))
        for number, line in enumerate(lines):
            if found := whole(line):
                yield number, found
            at = 0
            for _ in range(3):
                at = line.find(b" ", at + 1)
                if at < 0:
                    break
                if found := heads(line[: at + 1]):
                    yield number, found
            at = -1
            for _ in range(3):
                at = line.rfind(b" ", 0, at)
                if at < 0:
                    break
                if found := tails(line[at:]):
                    yield number, found


class _Announcers:
    """Literals, each with what it announces."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    @cached_property
    def _pieces(self) -> tuple[Literals[bytes], list[bytes]]:
        pieces = self._lines.replace(b"\t", b"\n").split(b"\n")
        return Literals(pieces[:-1:2]), pieces[1::2]

    def load(self) -> None:
        """Make the automaton, which answers from now on."""
        self._pieces[0].load()

    def find(self, text: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """(number, what is announced) wherever a literal stands; line n of `text` has the number numbers[n]."""
        if not self._lines or not text:
            return
        starts = [0, *(at + 1 for at in starts_of(text, b"\n"))]
        literals, announced = self._pieces
        for line, which in {(bisect_right(starts, start) - 1, which) for which, start in literals.places(text)}:
            yield numbers[line], announced[which]
