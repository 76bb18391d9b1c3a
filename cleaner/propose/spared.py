"""What stays although rules know its words: it is a part of what stays around it.

"Related", "Stay connected" and "Captions" label boxes of a page, and they head chapters of a text. "Sign up for the
online lessons" asks for something, and it is one of the items of a list. The words cannot tell which it is, what stands
around them can: a chapter has text under it and others beside it, an item has the other items. Only rules that are
certain wherever their words stand overrule that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from cleaner.later import compile_later
from cleaner.model import Document, Signal
from cleaner.packs.shape import Line
from cleaner.propose.judged import CERTAIN, Judged, line_of

HEADING = "heads-text"  #: what a heading of the text is told by in the log and in `explain`
ITEM = "item-among-items"  #: the same for an item of a list
ALONE = "all-there-is"  #: and for the whole text under front matter, a test page for instance
MATTER = frozenset({"front-matter", "matter"})  #: kinds of segment that are no text
LABEL = 8  #: words of a heading at most
PROSE = 8  #: words of a sentence under it at least
CHAPTERS = 3  #: other headings that a text with chapters has at least
FIRM = 10.0  #: a rule of this weight is certain although the line may be a heading ...
SURE = 15.0  #: ... and so is a line of this score
FIRM_ITEM = 11.0  #: the same for an item
LEAST = 3  #: items of a list
FEW, VERY_FEW = 0.49, 0.2  #: shares of them

_ITEM = compile_later(r"\s*(?:[-*+•·–]|\d{1,2}[.)])\s")


def spare(document: Document, judged: dict[int, Judged]) -> None:
    """Mark as kept, in `judged`, headings over text that stays, items among items that stay, and all there is."""
    gone = [n for n, found in sorted(judged.items()) if found.removed]
    if not gone:
        return
    text = _Text(document, judged)
    if text.is_all_matter():
        for number in gone:
            _keep(judged[number], ALONE)
        return
    for items in text.lists(gone):
        _spare_items(text, items, judged)
    for number in gone:
        if text.heads(number) and (text.over_items(number) or text.opens_chapter(number)):
            _keep(judged[number], HEADING)


def _spare_items(text: _Text, items: range, judged: dict[int, Judged]) -> None:
    """Few of the items of a list are what the others are, very few even where rules are certain. Menus open texts."""
    going = [n for n in items if not text.stays(n)]
    if len(items) < LEAST or items[0] == 0 or len(going) > FEW * len(items):
        return
    for n in going:
        if judged[n].named < FIRM_ITEM or len(going) <= VERY_FEW * len(items):
            _keep(judged[n], ITEM)


def _keep(found: Judged, why: str) -> None:
    found.removed = False
    found.signals.append(Signal(why, CERTAIN - 1.0 - max(found.score, CERTAIN)))
    found.score = CERTAIN - 1.0


class _Text:
    """What stands around the lines of a document that go."""

    def __init__(self, document: Document, judged: dict[int, Judged]) -> None:
        self.document = document
        self.judged = judged
        self.count = len(document.segments)

    def is_all_matter(self) -> bool:
        """Whether nothing but front matter stays."""
        kinds = {s.kind for n, s in enumerate(self.document.segments) if self.stays(n)}
        return bool(kinds) and kinds <= MATTER

    def line(self, number: int) -> Line:
        return line_of(self.document, number)

    def stays(self, number: int) -> bool:
        """Whether there is such a line and it stays."""
        return 0 <= number < self.count and not (number in self.judged and self.judged[number].removed)

    def is_item(self, number: int) -> bool:
        segment = self.document.segments[number]
        return "item" in segment.marks or bool(_ITEM.match(self.document.text, segment.outer_start, segment.end))

    def lists(self, numbers: list[int]) -> Iterator[range]:
        """The lists in which `numbers` lie, each once."""
        end = 0
        for number in numbers:
            if number >= end and self.is_item(number):
                first = number
                end = number + 1
                while first and self.is_item(first - 1):
                    first -= 1
                while end < self.count and self.is_item(end):
                    end += 1
                yield range(first, end)

    def heads(self, number: int) -> bool:
        """Whether line `number` goes alone, is a label, and no rule is certain of it."""
        found = self.judged[number]
        if found.removed and found.named < FIRM and self.stays(number - 1) and self.stays(number + 1):
            return self._is_label(number)
        return False

    def over_items(self, number: int) -> bool:
        """Whether a list follows line `number`."""
        return self.is_item(number + 1) and not self.is_item(number)

    def opens_chapter(self, number: int) -> bool:
        """Whether text follows line `number`, which is a label in a text that has others."""
        return self.judged[number].score < SURE and self._over_text(number) and self._has_chapters

    @cached_property
    def _has_chapters(self) -> bool:
        """Whether enough labels over text stay."""
        stay = (n for n in range(self.count - 1) if self.stays(n) and self._is_label(n) and self._over_text(n))
        return sum(1 for _ in islice(stay, CHAPTERS)) == CHAPTERS

    def _is_label(self, number: int) -> bool:
        line = self.line(number)
        if line.has_words(LABEL + 1) or not line.has_words(1) or line.ends_sentence or line.case == "upper":
            return False
        return ":" not in line.text.rstrip(": ")

    def _over_text(self, number: int) -> bool:
        """Whether a sentence of some length follows, or one that leads to something."""
        if not self.stays(number + 1) or self.is_item(number + 1):
            return False
        below = self.line(number + 1)
        return below.has_words(PROSE) and (below.ends_sentence or below.text.rstrip().endswith(":"))
