"""Every phrase of every pack found in a few passes over the normalised lines of a document.

A phrase that fills or begins a line is looked up by the line's first words, one that ends it by its last, or by the
whole line. Each other phrase has literals of which one must be there, the rarest that it has (phrase.py); an
Aho-Corasick automaton finds all literals at once, those of phrases that may stand inside a line among them. Only then
is the phrase's own regex tried. In long lines only the few rules are tried that may speak of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

from cleaner.later import compile_later
from cleaner.literals import LITTLE, Literals, starts_of
from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import Rule
from cleaner.packs.shape import Lengths
from cleaner.packs.tables import FEW, LONG, Table, Tables, at_clues, clues_in, may_be_long, tables_of

LETTERS = 9  #: bytes that a word is taken to fill at most, for patterns without literals

_ANY = 1 << 30
_IN_CAPITALS = compile_later("[A-Z]{2,}")

Hit = tuple[int, Rule, Phrase]


class Entry:
    """A phrase of a rule, and what decides before its regex whether it is tried on a line."""

    __slots__ = ("inside", "least", "long", "most", "phrase", "rule", "signs")

    def __init__(self, rule: Rule, phrase: Phrase, inside: bool) -> None:
        self.rule = rule
        self.phrase = phrase
        self.inside = inside  #: whether it is looked for as a part of a line
        self.long = may_be_long(rule, phrase)
        #: Literals of a pattern, if none has a letter or digit, else its signs: of these, which phrases do not see, the
        #: caller looks for one.
        self.signs = rule.signs if any(map(str.isalnum, "".join(rule.literals))) else rule.literals or rule.signs
        #: Words of a line on which it is tried: a phrase that is the whole line says itself how long that is.
        self.most = _ANY if inside or (rule.kind != "pattern" and rule.match == "line") else rule.max_words
        self.least = rule.min_words

    def fits(self, line: bytes) -> bool:
        """Whether the phrase fits the normalised line; a pattern may."""
        return self.rule.kind == "pattern" or self.phrase.fits(line, "anywhere" if self.inside else self.rule.match)


class PhraseIndex:
    """The phrases of `rules`, ready to be looked up in normalised text.

    `on` are the numbers of the rules that are looked for, by default all, `inside` those of rules whose phrases are
    looked for inside of lines as well. `tables` are those of both, if they are at hand. A rule is looked at only when
    something announces it.

    >>> from cleaner.packs.phrase import normalise, parse_phrase
    >>> index = PhraseIndex([Rule("share", compiled=(parse_phrase("share this (story|article)"),))])
    >>> [(line, rule.id, phrase.text) for line, rule, phrase in index.hits(normalise("A day.\\nShare this story!"))]
    [(1, 'share', 'share this (story|article)')]
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        on: Container[int] | None = None,
        inside: Container[int] = frozenset(),
        tables: tuple[Tables, Tables] | None = None,
    ) -> None:
        self.rules = rules
        self.on = range(len(rules)) if on is None else on
        self.inside = inside
        told, inner = tables or (tables_of(rules, self.on), tables_of(rules, inside, inside=True))
        self.heads, self.tails, self.whole = Table(told.heads), Table(told.tails), Table(told.whole)
        self._tables = (told.long, False), (inner.long, True), (told.short, False)
        self._unannounced = told.unannounced.strip()
        self._known: dict[bytes, tuple[Entry, ...]] = {}
        self._entries: dict[tuple[bytes, bool], Entry] = {}
        self._seen = 0  # bytes of text in which literals were looked for

    def load(self) -> None:
        """Make the dicts and the automaton now, for processes that are to share them."""
        for table in (self.heads, self.tails, self.whole):
            table.finder(FEW + 1)
        self._literals(bytes(LITTLE + 1))

    @cached_property
    def _every(self) -> _Literals:
        every = _Literals(self._tables)
        every.load()
        return every

    def _literals(self, text: bytes) -> _Literals:
        """All literals, or those that may stand in `text` while that was little: to make all takes longer."""
        self._seen += len(text)
        if self._seen > LITTLE:
            return self._every
        clues = clues_in(text)
        return _Literals([(at_clues(lines, clues), inside) for lines, inside in self._tables])

    @cached_property
    def unannounced(self) -> list[tuple[Entry, int]]:
        """Patterns without literals that phrases see, and how many bytes of a normalised line they are tried on."""
        return [(entry, min(LONG, LETTERS * entry.rule.max_words)) for entry in self._told(self._unannounced)]

    @cached_property
    def _signs(self) -> tuple[dict[str, str], frozenset[str]]:
        """Their signs: words in capitals of ASCII without the blanks beside them, and the others."""
        signs = frozenset(sign for entry, _ in self.unannounced for sign in entry.signs)
        words = {sign: sign.strip(" ") for sign in signs if _IN_CAPITALS.fullmatch(sign.strip(" "))}
        return words, signs - words.keys()

    def signs_in(self, text: str) -> set[str]:
        """Those of their signs that may stand in `text`; what is not among them does not."""
        words, others = self._signs
        capitals = " ".join(_IN_CAPITALS.findall(text))  # which is short: there are many words to look for
        return {sign for sign, word in words.items() if word in capitals} | {sign for sign in others if sign in text}

    def hits(self, normalised: bytes) -> Iterator[Hit]:
        """(line number from 0, rule, phrase) for each rule that fits a line, whatever its length; patterns, which only
        may, and those that are `unannounced` are left to the caller."""
        return ((number, entry.rule, entry.phrase) for number, entry in self.look(normalised) if not entry.inside)

    def look(self, normalised: bytes, lengths: Lengths | None = None) -> Iterator[tuple[int, Entry]]:
        """(line number from 0, entry) for each that fits a line; `lengths` of the lines, if rules' limits count."""
        lines = normalised.split(b"\n")
        short = [len(line) <= LONG for line in lines]
        for number, entry in {*self._at_ends(lines, short), *self._in_lines(normalised, short)}:
            if lengths and entry.most < _ANY and not lengths.between(number, entry.least, entry.most):
                continue
            if entry.fits(lines[number]):
                yield number, entry

    def _in_lines(self, text: bytes, short: Sequence[bool]) -> Iterator[tuple[int, Entry]]:
        """(line, entry) wherever a literal stands that says something of a line of that length."""
        literals = self._literals(text)
        for line, which in literals.lines(text, short):
            told = literals.told[which]
            if told is None:
                every = [entry for names, inside in literals.named[which] for entry in self._told(names, inside)]
                told = literals.told[which] = [entry for entry in every if entry.long], every
            for entry in told[short[line]]:
                yield line, entry

    def _told(self, announced: bytes, inside: bool = False) -> tuple[Entry, ...]:
        """The entries that a line of a table names, each the same whoever names it."""
        on = self.inside if inside else self.on
        wanted = (name for name in announced.split() if int(name.partition(b".")[0]) in on)
        return tuple(self._entries.get((name, inside)) or self._entry(name, inside) for name in wanted)

    def _entry(self, name: bytes, inside: bool) -> Entry:
        rule, _, phrase = name.partition(b".")
        found = self.rules[int(rule)]
        self._entries[name, inside] = entry = Entry(found, found.compiled[int(phrase)], inside)
        return entry

    def _at_ends(self, lines: Sequence[bytes], short: Sequence[bool]) -> Iterator[tuple[int, Entry]]:
        """(line, entry) wherever a phrase can be all of the line, or begin or end with its words."""
        for number, announced in self._announced(lines):
            if announced not in self._known:
                self._known[announced] = self._told(announced)
            for entry in self._known[announced]:
                if entry.long or short[number]:
                    yield number, entry

    def _announced(self, lines: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
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


class _Literals:
    """The literals of tables, each once, with what it announces in each and whether that is looked for inside of lines.

    Those of the last table are for short lines only.
    """

    def __init__(self, tables: Sequence[tuple[bytes, bool]]) -> None:
        named: dict[bytes, tuple[tuple[bytes, bool], ...]] = {}
        for lines, inside in tables:
            self._for_all = len(named)  # so many are for lines of any length
            pieces = lines.replace(b"\t", b"\n").split(b"\n")
            for literal, names in zip(pieces[1::3], pieces[2::3], strict=True):
                named[literal] = (*named.get(literal, ()), (names, inside))
        self._literals = Literals([*named])
        self.named = [*named.values()]
        #: Of those that were found the entries for long lines, and for short ones.
        self.told: list[tuple[list[Entry], list[Entry]] | None] = [None] * len(named)

    def load(self) -> None:
        """Make the automaton, which answers from now on."""
        self._literals.load()

    def lines(self, text: bytes, short: Sequence[bool]) -> set[tuple[int, int]]:
        """(line, number of a literal in it) for each that says something of such a line."""
        starts = [at + 1 for at in starts_of(text, b"\n")]
        return {
            (line, which)
            for which, start in self._literals.places(text)
            if short[line := bisect_right(starts, start)] or which < self._for_all
        }
