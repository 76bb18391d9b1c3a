"""Rules as the cache of packs keeps them: each is made when it is first asked for, for few rules meet any one text."""

from __future__ import annotations

import json
import zlib
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar, overload

from cleaner.errors import PackError
from cleaner.model import Safety
from cleaner.packs.phrase import Phrase
from cleaner.packs.rule import Rule
from cleaner.packs.tables import Tables

T = TypeVar("T")
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


class _Lazy(Sequence[T]):
    """So many things, each made when it is first asked for."""

    def __init__(self, count: int) -> None:
        self._made: list[T | None] = [None] * count

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, which: int) -> T: ...
    @overload
    def __getitem__(self, which: slice) -> Sequence[T]: ...
    def __getitem__(self, which: int | slice) -> T | Sequence[T]:
        if isinstance(which, slice):
            return tuple(self[number] for number in range(*which.indices(len(self))))
        made = self._made[which]
        if made is None:
            self._made[which] = made = self._make(which)
        return made

    @abstractmethod
    def _make(self, which: int) -> T: ...


class KeptRules(_Lazy[Rule]):
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
        super().__init__(len(cards))
        self.cards = cards
        self.version = version
        self.evidence = evidence
        self.sentences = sentences
        self.replacing = replacing
        self._read = read
        self._anew = anew

    def _make(self, which: int) -> Rule:
        card = self.cards[which]
        try:
            line = self._read(card.at, card.size)
            if zlib.crc32(line) != card.sum:
                raise ValueError("damaged")
            return unpack(json.loads(line))
        except _DAMAGE:
            fresh = self._anew()
            if [rule.id for rule in fresh] != [card.id for card in self.cards]:
                raise PackError("has changed while it was in use; run again", card.id) from None
            self._made[:] = fresh
            return fresh[which]


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


class _Phrases(_Lazy[Phrase]):
    """The phrases of a rule, of which few are ever needed, without the bodies of their regexes."""

    def __init__(self, packed: Sequence[str]) -> None:
        super().__init__(len(packed))
        self._packed = packed

    def _make(self, which: int) -> Phrase:
        text, told, *words = self._packed[which].split("\0")
        anchors, heads, tails = (tuple(lines.encode("latin-1").split(b"\n")) if lines else () for lines in words)
        return Phrase(text, b"", anchors, heads, tails, bool(told))


def cards_of(rules: Sequence[Rule]) -> Iterable[Rule | Card]:
    """What decides of each rule whether it acts, without making it."""
    return rules.cards if isinstance(rules, KeptRules) else rules
