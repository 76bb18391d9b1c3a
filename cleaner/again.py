"""What was found in a long document before its last edits and stands there still.

A document is looked through pass after pass, until nothing changes; late passes change a word here and there. So what
is found by a look at all of a long text is remembered, and the next pass looks only at the lines that changed. It is
remembered where something stands that may matter, never what was made of it: that is asked anew in every pass.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar, cast

from cleaner.model import Document, Edit, Span

LONG = 50_000  #: code points of a document from which on remembering costs less than looking again
REACH = 100  #: code points before and behind a line that may decide what is found in it
MOST = 0.5  #: share of a text that may have changed; looking through all of more costs less

Place = tuple[Any, ...]  # start, end, and what else is known of it
Find = Callable[[Sequence[Span]], Iterable[Place]]
T = TypeVar("T")


class Change(NamedTuple):
    """Whole lines that hold edits, or stand within REACH of them: where they are now and were before."""

    low: int
    high: int
    old_low: int
    old_high: int
    old: str


class Memory:
    """What is remembered of a document, from each text that it had to the next."""

    def __init__(self) -> None:
        self._turn = 0
        self._changes: list[Change] | None = None  # None: all may be another text
        self._known: dict[object, tuple[int, Any]] = {}

    def follow(self, before: str, text: str, edits: Sequence[Edit]) -> None:
        """`edits`, sorted, have made `text` of the text that was looked at so far."""
        changes = changed_lines(before, text, edits)
        self._changes = changes if sum(c.high - c.low for c in changes) <= MOST * len(text) else None
        self._turn += 1

    def of(self, what: object, fresh: Callable[[], T], changed: Callable[[T, list[Change]], T]) -> T:
        """What is known by the name `what`: by a `fresh` look, or by what `changed` makes of what was known before.

        What was not asked for since the change before the last is forgotten.
        """
        turn, value = self._known.get(what, (-1, None))
        if turn != self._turn:
            follows = turn == self._turn - 1 and self._changes is not None
            value = changed(value, self._changes) if follows else fresh()  # type: ignore[arg-type]
            self.keep(what, value)
        return cast("T", value)

    def forget(self, what: object) -> None:
        """Nothing is known by the name `what`."""
        self._known.pop(what, None)

    def keep(self, what: object, value: object) -> None:
        """From now on that is known by the name `what`."""
        self._known[what] = self._turn, value


def memory_of(document: Document) -> Memory | None:
    """What is remembered of the document, if it is long."""
    return cast("Memory | None", document.facts.get("again"))


def places(document: Document, what: object, find: Find) -> Iterable[Place]:
    """What `find` finds in the document, by start. `what` names it.

    It is given spans, all of the text or whole lines of it, and gives what begins in them, in order; what it sees for
    that must not be further away than REACH code points from the place's line.
    """
    memory = memory_of(document)
    whole = [(0, len(document.text))]
    if memory is None:
        return find(whole)
    return memory.of(what, lambda: list(find(whole)), lambda known, changes: moved(known, changes, find))


def line_places(
    document: Document, what: object, find: Callable[[Document, Sequence[Span]], Iterable[Place]]
) -> Iterable[Place]:
    """What `places` gives, of what is told by the segment that it stands in too, where lines alone make segments."""
    if document.format != "text":
        return find(document, [(0, len(document.text))])
    return places(document, what, partial(find, document))


def count_of(what: str, document: Document) -> int:
    """How often `what`, which has no line break in it, stands in the document."""
    text = document.text
    if (memory := memory_of(document)) is None:
        return text.count(what)

    def changed(known: int, changes: list[Change]) -> int:
        return known + sum(text.count(what, c.low, c.high) - c.old.count(what) for c in changes)

    return memory.of(what, partial(text.count, what), changed)


def lines_now(document: Document, changes: Iterable[Change]) -> str:
    """The lines that changed, as they are now."""
    return "\n".join([document.text[c.low : c.high] for c in changes])


def lines_before(changes: Iterable[Change]) -> str:
    """The lines that changed, as they were."""
    return "\n".join([c.old for c in changes])


def matches(pattern: re.Pattern[str], document: Document) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, of a pattern that looks no further than `places` allows, nor matches line breaks.

    >>> [m[0] for m in matches(re.compile("t.h"), Document("teh tah", []))]
    ['teh', 'tah']
    """
    text = document.text
    if memory_of(document) is None:
        yield from pattern.finditer(text)
        return
    for place in places(document, pattern, lambda spans: found(pattern, text, spans)):
        if match := pattern.match(text, place[0]):
            yield match


def found(pattern: re.Pattern[str], text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Where `pattern` matches in text[low:high], for each of `spans`; it sees what stands around."""
    for low, high in spans:
        for match in pattern.finditer(text, low, high + REACH):
            if match.start() >= high:
                break
            yield match.span()


def changed_lines(before: str, text: str, edits: Sequence[Edit]) -> list[Change]:
    r"""The lines of `text` that `edits` made others of, or that stand so near that what is found in them may change.

    >>> far = "x" * REACH + "\n"
    >>> changed_lines(f"{far}{far}teh\n{far}{far}", f"{far}{far}the\n{far}{far}", [Edit(202, 205, "teh", "the")])
    [Change(low=101, high=306, old_low=101, old_high=306, old=...)]
    """
    spans: list[tuple[int, int, int, int]] = []  # (start, end, shift before, shift behind), now
    shift = 0
    for edit in edits:
        start = edit.start + shift
        grown = shift + len(edit.new) - len(edit.old)
        low = text.rfind("\n", 0, max(0, start - REACH)) + 1
        if spans and low <= spans[-1][1]:
            low, _, shift, _ = spans.pop()
        high = text.find("\n", min(len(text), edit.end + grown + REACH))
        spans.append((low, len(text) if high < 0 else high, shift, grown))
        shift = grown
    places = ((low, high, low - first, high - last) for low, high, first, last in spans)
    return [Change(*place, before[place[2] : place[3]]) for place in places]


def moved(known: list[Place], changes: list[Change], find: Find) -> list[Place]:
    """`known` places where they stand now, without those in lines that changed; instead, what is found there now."""
    now = list(find([(c.low, c.high) for c in changes]))
    at = shift = 0
    for change in changes:
        now += _shifted(known[at : bisect_left(known, (change.old_low,), at)], shift)
        at = bisect_left(known, (change.old_high,), at)
        shift = change.high - change.old_high
    return sorted([*now, *_shifted(known[at:], shift)], key=itemgetter(0))


def _shifted(known: list[Place], shift: int) -> Iterable[Place]:
    return [(start + shift, end + shift, *rest) for start, end, *rest in known] if shift else known
