"""One rule as the engine uses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cleaner.model import Safety
from cleaner.packs.phrase import Phrase


class Rule(NamedTuple):
    """A checked rule. Fields are the keys of RULE_KEYS (check.py), with the pack's defaults, and where it stands.

    `compiled` and `signs` (signs.py) are made of its phrases or its pattern.
    """

    id: str
    title: str = ""
    kind: str = "phrase"
    group: str = "boilerplate"
    safety: Safety = Safety.SAFE
    where: str = "anywhere"
    match: str = "line"
    languages: tuple[str, ...] = ("any",)
    sources: tuple[str, ...] = ()
    weight: float = 5.0
    phrases: tuple[str, ...] = ()
    max_words: int = 40
    min_words: int = 1
    sentence: bool = False
    cues: bool = False
    shape: dict[str, Any] | None = None
    follow: dict[str, Any] | None = None
    most: int = 12
    until: tuple[str, ...] = ()
    pattern: str = ""
    literals: tuple[str, ...] = ()
    replacement: str = ""
    words: dict[str, str] | None = None
    needs: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    within: str = "sentence"
    message: str = ""
    why: str = ""
    references: tuple[str, ...] = ()
    enabled: bool = True
    tests: dict[str, Any] | None = None
    pack: str = ""
    path: str = ""
    line: int = 0
    compiled: Sequence[Phrase] = ()
    signs: tuple[str, ...] = ()
