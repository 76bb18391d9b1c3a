"""Switching groups and rules on and off by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.errors import UnknownName
from cleaner.model import GROUPS, OFF_BY_DEFAULT
from cleaner.packs.kept import cards_of
from cleaner.packs.rule import Rule

#: Findings that the program makes without a YAML rule, by group; they are selected and ignored like rules.
BUILT_IN = {
    "boilerplate": (
        "headlines-last",
        "teasers-last",
        "readers-comments",
        "running-head",
        "menu-cells",
        "attachment-label",
        "separator-left-over",
    ),
    "encoding": ("ftfy", "lost-character", "invisible-character"),
    "ocr": ("ocr-confusion", "ocr-line-end-hyphen"),
    "typos": ("codespell", "unknown-word", "words-run-together", "word-cut", "term-written-otherwise"),
    "transcription": (
        "quotation-differs",
        "repeated-cue",
        "sound-mark",
        "filler-word",
        "renumber-cues",
        "space-before-punctuation",
        "space-after-punctuation",
        "space-after-full-stop",
        "space-at-dash",
        "space-before-address",
        "space-before-bullet",
        "quote-faces-wrong-way",
        "quote-space",
        "quote-never-opened",
        "wrong-apostrophe",
        "a-an",
        "possessive-mixed-up",
        "name-written-otherwise",
        "doubled-word",
        "doubled-phrase",
        "doubled-content-word",
    ),
}

#: Of these, what acts only when it is named itself: what was really said, though not every reader wants it.
ON_REQUEST = frozenset({"sound-mark", "filler-word"})


class Selection:
    """Which groups and rules are on.

    >>> on = Selection(select=["typos"], ignore=["codespell"])
    >>> on.has("codespell", "typos"), on.has("my-typo", "typos"), on.has("ftfy", "encoding")
    (False, True, False)
    """

    def __init__(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> None:
        self.select = frozenset(select)
        self.ignore = frozenset(ignore)

    def has(self, rule: str, group: str) -> bool:
        """Whether the rule of that group is on."""
        if rule in self.ignore or (group in self.ignore and rule not in self.select):
            return False
        if self.select:
            return rule in self.select or (group in self.select and rule not in ON_REQUEST)
        return group not in OFF_BY_DEFAULT and rule not in ON_REQUEST

    def on(self, rules: Sequence[Rule]) -> frozenset[str]:
        """The ids of the rules that are on. Raises UnknownName when a name is neither a group nor a rule."""
        for name in sorted(self.select | self.ignore):
            if problem := problem_with(name, rules):
                raise UnknownName(name, problem)
        return frozenset(card.id for card in cards_of(rules) if card.enabled and self.has(card.id, card.group))


def problem_with(name: str, rules: Sequence[Rule]) -> str:
    """Why `name` switches nothing, or "" where it is a group or one of `rules` or the program's own.

    >>> problem_with("typos", ()), problem_with("typoz", ())
    ('', "is neither a group nor a rule; did you mean 'typos'?")
    """
    known = {*GROUPS, *(card.id for card in cards_of(rules)), *(name for names in BUILT_IN.values() for name in names)}
    if name in known:
        return ""
    from difflib import get_close_matches  # 2 ms, only for a mistake

    near = get_close_matches(name, known, 1)
    return "is neither a group nor a rule" + (
        f"; did you mean {near[0]!r}?" if near else f"; groups are {', '.join(GROUPS)}"
    )
