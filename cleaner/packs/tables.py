"""What a phrase index looks up, as sorted lines of bytes: a key, a tab, and the phrases that it announces.

A phrase is named by the number of its rule and its own in the rule: `152.3`. The lines can be kept in a file, and be
used as they lie there: a short text asks little, and to make a dict of all keys takes longer than to answer it.

A literal may stand anywhere in a line, so its line begins with a clue, a tab before it: the rarest word in it, or a
character above ASCII. Of a short text only those literals are looked for whose clue is in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from cleaner.bisection import behind, lines_at
from cleaner.packs.normal import above_ascii
from cleaner.packs.phrase import Phrase
from cleaner.packs.rarity import rate
from cleaner.packs.rule import Rule

FEW = 400  #: questions about a table that are answered by bisection, before it is made a dict
LONG = 300  #: bytes of a normalised line beyond which only rules for long lines are tried
LONG_WORDS = 40  #: a rule for longer lines than so many words is one for long lines
REPLACING = ("replace", "dictionary")  #: kinds of rules that change a piece of a line
ELLIPSIS = 120  #: bytes that "..." is taken to fill at most

#: Words that begin or end too many lines to tell anything by themselves.
_COMMON = frozenset(
    f" {word} ".encode()
    for word in "0 a about all an and as at by can do for from has have he her his i if in is it its more my new no "
    "not of on or our she that the their these they this to up was we what when who with you your".split()
)


class Table:
    """Keys with what each announces, one a line in their order.

    >>> table = Table(b" a b \\t0.0 4.1\\n c \\t2.0\\n")
    >>> table.finder(2)(b" c "), table.finder(FEW)(b" c "), table.finder(1)(b" a ")
    (b'2.0', b'2.0', None)
    """

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._asked = 0

    @cached_property
    def announced(self) -> dict[bytes, bytes]:
        """The whole table."""
        pieces = self._lines.replace(b"\t", b"\n").split(b"\n")
        return dict(zip(pieces[::2], pieces[1::2], strict=False))

    def finder(self, questions: int) -> Callable[[bytes], bytes | None]:
        """What answers so many questions for what a key announces."""
        self._asked += questions
        return self.announced.get if self._asked > FEW else self._looked_up

    def _looked_up(self, key: bytes) -> bytes | None:
        return behind(self._lines, key + b"\t")


class Tables(NamedTuple):
    """The lines of the tables of an index.

    `heads` and `tails` have the words that a line begins or ends with, `whole` lines, `long` and `short` literals, with
    a clue to each, that stand in lines of any length or in short ones; `unannounced` are patterns without literals,
    which have no keys.
    """

    heads: bytes = b""
    tails: bytes = b""
    whole: bytes = b""
    long: bytes = b""
    short: bytes = b""
    unannounced: bytes = b""


def tables_of(rules: Sequence[Rule], on: Container[int], inside: bool = False) -> Tables:
    """The tables of the phrases of those `rules` whose numbers are in `on`; with `inside` for anywhere in a line.

    >>> from cleaner.packs.phrase import parse_phrase
    >>> tables_of([Rule("share", compiled=(parse_phrase("share this (story|article)"),))], [0]).heads
    b' share this article \\t0.0\\n share this story \\t0.0\\n'
    """
    found: dict[str, dict[bytes, list[str]]] = {name: defaultdict(list) for name in Tables._fields}
    for number, rule in enumerate(rules):
        for which, phrase in enumerate(rule.compiled) if number in on else ():
            table, keys = _place(rule, phrase, inside)
            for key in keys:
                found[table][key].append(f"{number}.{which}")
    return Tables(*(b"".join(_lines(found[name])) for name in Tables._fields))


def replacing(rules: Sequence[Rule]) -> dict[str, list[int]]:
    """Literal -> the numbers of the rules of kind `replace` or `dictionary` that it announces; "" announces those that
    have none.

    >>> replacing([Rule("say", kind="dictionary", words={"per say": "per se"}), Rule("dots", kind="replace")])
    {'per say': [0], '': [1]}
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(rules):
        if rule.kind in REPLACING:
            for literal in (rule.literals if rule.words is None else announcing(rule.words)) or ("",):
                found[literal].append(number)
    return dict(found)


def announcing(words: Iterable[str]) -> tuple[str, ...]:
    """The literals, in lower case, of which one must be in a text for one of `words` to be there.

    >>> sorted(announcing(["per say", "could n't"]))
    ["could n't", 'could n’t', 'per say']
    """
    keys = (word.lower() for word in words)
    return tuple(form for key in keys for form in ({key, key.replace("'", "’")} if "'" in key else {key}))


def clue_to(literal: bytes) -> bytes:
    """What `clues_in` has of every text in which the literal stands: one of its whole words, else a character above
    ASCII, or nothing.

    >>> clue_to(b" join our newsletter"), clue_to("今日 ".encode()).decode(), clue_to(b"share")
    (b'join', '日', b'')
    """
    words = [word for word in literal.split(b" ")[1:-1] if word]
    if words:
        return min(words, key=lambda word: rate(b" " + word + b" "))
    return max(above_ascii(literal.decode()), default="").encode()


def clues_in(text: bytes) -> set[bytes]:
    """The clues to every literal that may stand in the normalised text."""
    return {b"", *text.split(), *(character.encode() for character in above_ascii(text.decode()))}


def at_clues(lines: bytes, clues: Iterable[bytes]) -> bytes:
    """Those of the `lines` of a table that begin with one of the clues."""
    return b"".join(lines_at(lines, clue + b"\t") for clue in sorted(clues))


def may_be_long(rule: Rule, phrase: Phrase) -> bool:
    """Whether the phrase of the rule is tried on long lines, too."""
    if rule.where != "anywhere":
        return True
    if rule.kind != "pattern" and rule.match == "line" and not rule.sentence:
        return len(phrase.text) + ELLIPSIS * phrase.text.count("...") > LONG
    return rule.sentence or rule.max_words > LONG_WORDS


def _lines(table: dict[bytes, list[str]]) -> Iterator[bytes]:
    for key in sorted(table):
        yield key + b"\t" + " ".join(table[key]).encode() + b"\n"


def _place(rule: Rule, phrase: Phrase, inside: bool) -> tuple[str, tuple[bytes, ...]]:
    """The table that the phrase belongs in, and its keys there."""
    if rule.kind != "pattern" and not inside:
        for table, keys, kinds in (
            ("heads", phrase.heads, ("line", "start")),
            ("tails", phrase.tails, ("line", "end")),
        ):
            if keys and rule.match in kinds and _COMMON.isdisjoint(keys):
                return table, keys
        if rule.match == "line" and phrase.told:
            return "whole", phrase.anchors
    if not phrase.anchors:
        return "unannounced", (b"",)
    keys = tuple(clue_to(literal) + b"\t" + literal for literal in phrase.anchors)
    return "long" if may_be_long(rule, phrase) else "short", keys
