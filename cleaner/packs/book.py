"""The rule book: the rules that are on, arranged as the stages need them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cleaner.log import rules_version
from cleaner.packs.index import PhraseIndex
from cleaner.packs.kept import KeptRules, cards_of
from cleaner.packs.rule import Rule
from cleaner.packs.select import Selection
from cleaner.packs.tables import REPLACING, replacing


class RuleBook:
    """Checked rules under a selection.

    `rules` are all that are loaded; `on` holds the ids of those that may act. Attribution rules that are off still
    speak, for content: a byline is no part of a run of boilerplate.
    """

    def __init__(self, rules: Sequence[Rule], selection: Selection | None = None) -> None:
        self.rules = rules
        self.selection = selection or Selection()
        self.on = self.selection.on(rules)
        self._cards = tuple(cards_of(rules))
        self._active: dict[tuple[str, ...], list[Rule]] = {}
        self._numbers = {card.id: number for number, card in enumerate(self._cards)}

    def get(self, rule: str) -> Rule | None:
        """The rule of that id."""
        return self.rules[self._numbers[rule]] if rule in self._numbers else None

    @cached_property
    def version(self) -> str:
        """A short hash of the rules that are loaded (log.py)."""
        return self.rules.version if isinstance(self.rules, KeptRules) else rules_version(self.rules)

    def active(self, *kinds: str) -> Sequence[Rule]:
        """Rules of these kinds that are on, in load order."""
        if kinds not in self._active:
            wanted = (n for n, card in enumerate(self._cards) if card.kind in kinds and card.id in self.on)
            self._active[kinds] = [self.rules[number] for number in wanted]
        return self._active[kinds]

    @cached_property
    def replacing(self) -> dict[str, list[int]]:
        """Literal -> the numbers of the rules that replace, of those that are on, which it announces (tables.py)."""
        every = self.rules.replacing if isinstance(self.rules, KeptRules) else replacing(self.rules)
        on = {n for n, card in enumerate(self._cards) if card.kind in REPLACING and card.id in self.on}
        return {literal: told for literal, numbers in every.items() if (told := [n for n in numbers if n in on])}

    @cached_property
    def phrases(self) -> PhraseIndex:
        """Phrases and patterns that are evidence about lines, and phrases that may go as a sentence of a longer one."""
        tables = (self.rules.evidence, self.rules.sentences) if isinstance(self.rules, KeptRules) else None
        return PhraseIndex(self.rules, self._evidence(), self._sentences(), tables)

    def _evidence(self) -> frozenset[int]:
        """The numbers of the rules whose phrases and patterns are evidence about lines."""
        return frozenset(
            number
            for number, card in enumerate(self._cards)
            if card.kind in ("phrase", "pattern", "block")
            and card.enabled
            and (card.id in self.on or (card.group == "attribution" and card.id not in self.selection.ignore))
        )

    def _sentences(self) -> frozenset[int]:
        """The numbers of the rules whose phrases may go as a sentence of a longer line."""
        on = (n for n, card in enumerate(self._cards) if card.sentence and card.kind == "phrase" and card.id in self.on)
        return frozenset(on)

    @cached_property
    def shapes(self) -> Sequence[Rule]:
        """Rules about the form of a line."""
        return self.active("shape")
