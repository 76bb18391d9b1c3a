"""The time that one rule may spend on one document. A rule that takes longer is left out of it, and named.

It is this thread's processor time, so that a busy machine changes no result."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar, cast

from cleaner.model import Document, Edit, Safety, Span
from cleaner.packs.load import builtin_folder
from cleaner.packs.rule import Rule

if TYPE_CHECKING:
    import regex

SECONDS = 2.0  #: for each million characters begun
UNTIMED = 600  #: characters of a text that is searched without a time limit ...
ALLOWED = 0.5  #: ... until such searches have taken so many seconds together
TOGETHER = 50  #: texts that are searched between two looks at the clock
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


def found_in_time(document: Document, rule: Rule, pattern: regex.Pattern[str], texts: Sequence[str]) -> list[bool]:
    """Whether the rule's `pattern` is found in each of `texts` before the rule's time for the document is over.

    A time limit makes a search four times as slow. The program's own patterns need none on short texts, on which each
    was measured (packs/runaway.py). Only when they have taken long together are they timed, too.

    >>> import regex
    >>> found_in_time(Document("", []), Rule("a"), regex.compile("b+"), ["abc", "acc"])
    [True, False]
    """
    if len(texts) > TOGETHER:
        parts = (texts[first : first + TOGETHER] for first in range(0, len(texts), TOGETHER))
        return [found for some in parts for found in found_in_time(document, rule, pattern, some)]
    if not _needs_no_limit(document, rule, max(map(len, texts), default=0)):
        return [_is_found(document, rule, pattern, text) for text in texts]
    begun = time.perf_counter()
    found = [pattern.search(text) is not None for text in texts]
    _count(document, rule, begun)
    return found


def _is_found(document: Document, rule: Rule, pattern: regex.Pattern[str], text: str) -> bool:
    act = partial(_searched, pattern, text)
    return bool(within_budget(document, rule, act))


def _searched(pattern: regex.Pattern[str], text: str, seconds: float) -> bool:
    return pattern.search(text, timeout=seconds) is not None


def all_in_time(
    document: Document, rule: Rule, spans: Sequence[Span], act: Callable[[Span, float | None], Iterable[T]]
) -> list[T]:
    """What `act` gives for each of `spans` of the document before the rule's time is over, in any order.

    It is given the seconds that are left, or None: our own rules look at short spans without a limit.
    """
    results: list[T] = []
    short = [span for span in spans if span[1] - span[0] <= UNTIMED]
    timed = [span for span in spans if span[1] - span[0] > UNTIMED]
    for first in range(0, len(short), TOGETHER):
        some = short[first : first + TOGETHER]
        if not _needs_no_limit(document, rule):
            timed += some
            continue
        begun = time.perf_counter()
        for span in some:
            results += act(span, None)
        _count(document, rule, begun)
    for span in timed:
        results += within_budget(document, rule, partial(_listed, act, span)) or ()
    return results


def _listed(act: Callable[[Span, float | None], Iterable[T]], span: Span, seconds: float) -> list[T]:
    return list(act(span, seconds))


def _needs_no_limit(document: Document, rule: Rule, size: int = 0) -> bool:
    spent: dict[str, float] | None = document.facts.get("untimed")  # type: ignore[assignment]
    return size <= UNTIMED and _is_own(rule.path) and (not spent or spent.get(rule.id, 0.0) <= ALLOWED)


def _count(document: Document, rule: Rule, begun: float) -> None:
    """Add the seconds since `begun` to those that the rule had without a limit."""
    spent: dict[str, float] = document.facts.setdefault("untimed", {})  # type: ignore[assignment]
    spent[rule.id] = spent.get(rule.id, 0.0) + time.perf_counter() - begun


@cache
def _is_own(path: str) -> bool:
    """Whether a pack's file is one of the program's: a stranger's pattern never runs without a time limit."""
    return path.startswith(os.path.join(builtin_folder(), ""))


def is_late(document: Document, rule: Rule) -> bool:
    """Whether the rule's time for the document is over."""
    spent = cast("dict[str, float]", document.facts.get("spent", {}))
    return rule.id in spent and spent[rule.id] >= _seconds(document)


def _seconds(document: Document) -> float:
    return SECONDS * (1 + len(document.text) // 1_000_000)


def is_any_late(document: Document) -> bool:
    """Whether some rule's time for the document is over."""
    spent = cast("dict[str, float]", document.facts.get("spent"))
    return bool(spent) and max(spent.values()) >= _seconds(document)


def named_late(document: Document, rules: Iterable[Rule]) -> Iterator[Edit]:
    """A flag at the start of the document for each of `rules` whose time is over."""
    for rule in rules if is_any_late(document) else ():
        if is_late(document, rule):
            yield Edit(0, 0, "", "", rule=rule.id, group=rule.group, safety=Safety.FLAG, message=LATE)
