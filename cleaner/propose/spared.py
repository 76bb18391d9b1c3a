"""What stays although rules know its words: it is a part of what stays around it.

"Related", "Stay connected" and "Captions" label boxes of a page, and they head chapters of a text. "Sign up for the
online lessons" asks for something, and it is one of the items of a list. "You can unsubscribe at any time" is the small
print of a form, and the answer to a question. The words cannot tell which it is, what stands around them can: a chapter
has text under it and others beside it, an item has the other items, an answer its question, and a line that a sentence
leads to has that sentence. Only rules that are certain wherever their words stand overrule that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from cleaner.later import compile_later
from cleaner.model import Document, Signal
from cleaner.packs.shape import Line
from cleaner.propose.judged import BY_HAND, CERTAIN, Judged, line_of

HEADING = "heads-text"  #: what a heading of the text is told by in the log and in `explain`
ITEM = "item-among-items"  #: the same for an item of a list
INTRODUCED = "sentence-leads-to-it"  #: the same for what a sentence with a colon announces
ANSWER = "answers-a-question"  #: for the one answer to a question among questions
ALONE = "all-there-is"  #: and for the whole text under front matter, a test page for instance
MATTER = frozenset({"front-matter", "matter"})  #: kinds of segment that are no text
LABEL = 8  #: words of a heading at most
PROSE = 8  #: words of a sentence under it at least
CHAPTERS = 3  #: other headings that a text with chapters has at least
FIRM = 10.0  #: a rule of this weight is certain although the line may be a heading ...
SURE = 15.0  #: ... and so is a line of this score
FIRM_ITEM = 11.0  #: the same for an item
ANNOUNCES = 4  #: words of what leads to something, at least; "Related:" is a label
QUESTIONS = 3  #: questions with answers that make a list of them
LEAST = 3  #: items of a list
MANY = 6  #: items of a list in several parts
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
            keep(judged[number], ALONE)
        return
    for items in text.lists(gone):
        _spare_items(text, items, judged)
    for number in gone:
        if text.heads(number) and (text.over_items(number) or text.opens_chapter(number) or text.is_marked(number)):
            keep(judged[number], HEADING)
        elif text.is_introduced(number):
            keep(judged[number], INTRODUCED)
        elif text.is_answer(number):
            keep(judged[number], ANSWER)


def _spare_items(text: _Text, items: range, judged: dict[int, Judged]) -> None:
    """Few of the items of a list are what the others are, very few even where rules are certain. Menus open texts."""
    going = [n for n in items if not text.stays(n)]
    if items[0] == 0:
        return
    if len(items) < LEAST:  # a list in several parts, each under a heading of its own
        spared = going if len(going) < len(items) and text.few_items_go else []
    else:
        very_few = len(going) <= VERY_FEW * len(items)
        few = len(going) <= FEW * len(items)
        spared = [n for n in going if very_few or (few and judged[n].named < FIRM_ITEM)]
    for n in spared:
        keep(judged[n], ITEM)


def keep(found: Judged, why: str) -> None:
    """Mark the line as one that stays, because of `why`."""
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
        kinds = (s.kind for n, s in enumerate(self.document.segments) if self.stays(n))
        return next(kinds, None) in MATTER and all(kind in MATTER for kind in kinds)

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

    @cached_property
    def few_items_go(self) -> bool:
        """Whether the text has many items, in however many lists, of which very few go."""
        items = [n for n in range(self.count) if self.is_item(n)]
        return len(items) >= MANY and sum(not self.stays(n) for n in items) <= VERY_FEW * len(items)

    def is_introduced(self, number: int) -> bool:
        """Whether line `number` goes alone, and the sentence above leads to it: 'The headline was this one:'."""
        found = self.judged[number]
        if not found.removed or found.named >= FIRM_ITEM or not (self.stays(number - 1) and self.stays(number + 1)):
            return False
        if self.line(number).fits({"is": ["url"]}):
            return False  # of something that was shown here
        above = self.line(number - 1)
        return above.text.rstrip().endswith((":", "：")) and above.has_words(ANNOUNCES)

    def is_answer(self, number: int) -> bool:
        """Whether line `number` is all that stands under a question, in a text of questions and answers."""
        if not (self._asks(number - 1) and (number + 1 == self.count or self._asks(number + 1))):
            return False
        line = self.line(number)
        return (
            line.ends_sentence and line.has_words(ANNOUNCES) and not self._ends_asking(number) and self._has_questions
        )

    @cached_property
    def _has_questions(self) -> bool:
        """Whether enough questions stay with an answer under each."""
        asked = (n for n in range(self.count - 1) if self._asks(n) and self.stays(n + 1) and not self._asks(n + 1))
        return sum(1 for _ in islice(asked, QUESTIONS)) == QUESTIONS

    def _asks(self, number: int) -> bool:
        return self.stays(number) and self._ends_asking(number)

    def _ends_asking(self, number: int) -> bool:
        return self.line(number).text.endswith("?")

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

    def is_marked(self, number: int) -> bool:
        """Whether its author marked line `number` as a heading, and text stands under it: "## Contact"."""
        kinds = [segment.kind for segment in self.document.segments[number : number + 2]]
        by_hand = any(signal.rule == BY_HAND for signal in self.judged[number].signals)
        return by_hand and kinds[0] == "heading" != kinds[-1]

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
