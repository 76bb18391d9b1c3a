"""The rule book: the rules that are on, arranged as the stages need them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property

import regex

from cleaner.packs.index import PhraseIndex
from cleaner.packs.rule import Rule
from cleaner.packs.select import Selection


class RuleBook:
    """Checked rules under a selection.

    `rules` are all that are loaded; `on` holds the ids of those that may act. Attribution rules that are off still
    speak, for content: a byline is no part of a run of boilerplate.
    """

    def __init__(self, rules: Sequence[Rule], selection: Selection | None = None) -> None:
        self.rules = tuple(rules)
        self.selection = selection or Selection()
        self.on = frozenset(r.id for r in self.selection.rules(self.rules))
        self._active: dict[tuple[str, ...], list[Rule]] = {}
        self._by_id = {r.id: r for r in self.rules}

    def get(self, rule: str) -> Rule | None:
        """The rule of that id."""
        return self._by_id.get(rule)

    def active(self, *kinds: str) -> Sequence[Rule]:
        """Rules of these kinds that are on, in load order."""
        if kinds not in self._active:
            self._active[kinds] = [r for r in self.rules if r.kind in kinds and r.id in self.on]
        return self._active[kinds]

    @cached_property
    def phrases(self) -> PhraseIndex:
        """Phrases and patterns that are evidence about lines."""
        return PhraseIndex(self.evidence())

    def evidence(self) -> list[Rule]:
        """The rules whose phrases and patterns are evidence about lines."""
        return [
            r
            for r in self.rules
            if r.kind in ("phrase", "pattern", "block")
            and r.enabled
            and (r.id in self.on or (r.group == "attribution" and r.id not in self.selection.ignore))
        ]

    @cached_property
    def sentences(self) -> PhraseIndex:
        """Phrases that may go as a sentence of a longer line."""
        return PhraseIndex((r for r in self.active("phrase") if r.sentence), inside=True)

    @cached_property
    def shapes(self) -> Sequence[Rule]:
        """Rules about the form of a line."""
        return self.active("shape")

    @staticmethod
    @cache
    def regex(pattern: str) -> regex.Pattern[str]:
        """The compiled pattern. V1 behaviour, Unicode."""
        return regex.compile(pattern, regex.V1)
