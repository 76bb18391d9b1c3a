"""Rules as the cache of packs keeps them: each is made when it is first asked for, for few rules meet any one text."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, cast, overload

from cleaner.errors import PackError
from cleaner.model import Safety
from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import Rule
from cleaner.packs.tables import Tables

_DEFAULT = Rule("")
_STORED = tuple(name for name in Rule._fields if name not in ("tests", "references", "compiled", "safety"))
_DAMAGE = (OSError, ValueError, TypeError, KeyError, RecursionError)


NAMES = 3  #: the first fields of a card, which are texts


class Card(NamedTuple):
    """What decides whether a rule acts, and where its line is kept: `at`, its bytes, and their sum (CRC-32)."""

    id: str
    kind: str
    group: str
    enabled: bool
    sentence: bool
    at: int = 0
    size: int = 0
    sum: int = 0


class KeptRules(Sequence[Rule]):
    """The rules of `cards`, their lines read by `read`; where one is damaged, all that `anew` makes.

    `version` is the rules' (log.py); `evidence`, `sentences` and `replacing` are the tables of all of them (tables.py).
    """

    def __init__(
        self,
        cards: Sequence[Card],
        read: Callable[[int, int], bytes],
        anew: Callable[[], Sequence[Rule]],
        version: str,
        evidence: Tables,
        sentences: Tables,
        replacing: dict[str, list[int]],
    ) -> None:
        self.cards = cards
        self.version = version
        self.evidence = evidence
        self.sentences = sentences
        self.replacing = replacing
        self._read = read
        self._anew = anew
        self._made: list[Rule | None] = [None] * len(cards)

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, which: int) -> Rule: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[Rule]: ...
    def __getitem__(self, which: int | slice) -> Rule | Sequence[Rule]:
        if isinstance(which, slice):
            return tuple(self[number] for number in range(*which.indices(len(self))))
        return self._made[which] or self._make(which)

    def _make(self, which: int) -> Rule:
        card = self.cards[which]
        try:
            line = self._read(card.at, card.size)
            if zlib.crc32(line) != card.sum:
                raise ValueError("damaged")
            self._made[which] = unpack(json.loads(line))
        except _DAMAGE:
            fresh = self._anew()
            if [rule.id for rule in fresh] != [card.id for card in self.cards]:
                raise PackError("has changed while it was in use; run again", card.id) from None
            self._made[:] = fresh
        return cast(Rule, self._made[which])


def pack(rule: Rule) -> dict[str, Any]:
    """The fields of `rule` that differ from the defaults; bytes as Latin-1."""
    values = {name: getattr(rule, name) for name in _STORED}
    packed = {name: value for name, value in values.items() if value != getattr(_DEFAULT, name)}
    packed["safety"] = rule.safety.word
    packed["compiled"] = [
        "\0".join([p.text, "told" if p.told else "", *(b"\n".join(w).decode("latin-1") for w in p[2:5])])
        for p in rule.compiled
    ]
    return packed


def unpack(packed: dict[str, Any]) -> Rule:
    """The rule that `pack` has packed, without its tests and references."""
    values: dict[str, Any] = {name: tuple(value) if type(value) is list else value for name, value in packed.items()}
    values["safety"] = Safety.parse(packed["safety"])
    values["compiled"] = _Phrases(packed["compiled"])
    return Rule(**values)


class _Phrases(Sequence[Phrase]):
    """Phrases, each made when it is asked for, without the body of its regex: few of a rule's are ever needed."""

    def __init__(self, packed: Sequence[str]) -> None:
        self._packed = packed
        self._made: dict[int, Phrase] = {}

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, which: int) -> Phrase: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[Phrase]: ...
    def __getitem__(self, which: int | slice) -> Phrase | Sequence[Phrase]:
        if isinstance(which, slice):
            return _Phrases(self._packed[which])
        if which not in self._made:
            text, told, *words = self._packed[which].split("\0")
            anchors, heads, tails = (tuple(lines.encode("latin-1").split(b"\n")) if lines else () for lines in words)
            self._made[which] = Phrase(text, b"", anchors, heads, tails, bool(told))
        return self._made[which]


def cards_of(rules: Sequence[Rule]) -> Iterable[Rule | Card]:
    """What decides of each rule whether it acts, without making it."""
    return rules.cards if isinstance(rules, KeptRules) else rules
