"""The time that one rule may spend on one document. A rule that takes longer is left out of it, and named.

It is this thread's processor time, so that a busy machine changes no result."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar, cast

from cleaner.model import Document, Edit, Safety
from cleaner.packs.rule import Rule

if TYPE_CHECKING:
    import regex

SECONDS = 2.0  #: for each million characters begun
UNTIMED = 600  #: characters of a text that is searched without a time limit ...
ALLOWED = 0.5  #: ... until such searches have taken so many seconds together
RESTLESS = "kept changing this text, its own results too, and was left out of it"
GROWN = "would have made this text more than twice as long and was left out of it"
LATE = "took too long on this text and was left out of it"
LEFT_OUT = frozenset({LATE, RESTLESS, GROWN})

T = TypeVar("T")


def within_budget(document: Document, rule: Rule, act: Callable[[float], T]) -> T | None:
    """What `act`, given the seconds that `rule` has left for `document`, returns; None when its time is over.

    >>> from cleaner.packs.rule import Rule
    >>> document = Document("", [])
    >>> within_budget(document, Rule("a"), lambda seconds: seconds)
    2.0
    """
    spent = cast("dict[str, float]", document.facts.setdefault("spent", {}))
    if is_late(document, rule):
        return None
    whole = _seconds(document)
    begun = time.thread_time()
    try:
        return act(whole - spent.get(rule.id, 0.0))
    except TimeoutError:
        spent[rule.id] = whole
        return None
    finally:
        spent[rule.id] = spent.get(rule.id, 0.0) + time.thread_time() - begun


def found_in_time(document: Document, rule: Rule, pattern: regex.Pattern[str], text: str) -> bool:
    """Whether the rule's `pattern` is found in `text` before the rule's time for the document is over.

    A time limit makes a search four times as slow. Short texts need none: no pattern that is let in takes long on them
    (packs/runaway.py measures texts as long). Only when they have taken long together are they timed, too.

    >>> import regex
    >>> found_in_time(Document("", []), Rule("a"), regex.compile("b+"), "abc")
    True
    """
    found = within_limit(document, rule, len(text), lambda seconds: pattern.search(text, timeout=seconds) is not None)
    return bool(found)


def within_limit(document: Document, rule: Rule, size: int, act: Callable[[float | None], T]) -> T | None:
    """`within_budget` for what looks at `size` characters: few of them are looked at without a limit (None)."""
    untimed = cast("dict[str, float]", document.facts.setdefault("untimed", {}))
    if size > UNTIMED or untimed.get(rule.id, 0.0) > ALLOWED:
        return within_budget(document, rule, act)
    begun = time.perf_counter()
    found = act(None)
    untimed[rule.id] = untimed.get(rule.id, 0.0) + time.perf_counter() - begun
    return found


def is_late(document: Document, rule: Rule) -> bool:
    """Whether the rule's time for the document is over."""
    spent = cast("dict[str, float]", document.facts.get("spent", {}))
    return spent.get(rule.id, 0.0) >= _seconds(document)


def _seconds(document: Document) -> float:
    return SECONDS * (1 + len(document.text) // 1_000_000)


def named_late(document: Document, rules: Iterable[Rule]) -> Iterator[Edit]:
    """A flag at the start of the document for each of `rules` whose time is over."""
    spent = cast("dict[str, float]", document.facts.get("spent", {}))
    if max(spent.values(), default=0.0) < _seconds(document):
        return
    for rule in rules:
        if is_late(document, rule):
            yield Edit(0, 0, "", "", rule=rule.id, group=rule.group, safety=Safety.FLAG, message=LATE)
