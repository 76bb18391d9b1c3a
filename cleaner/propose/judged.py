"""What is found out about one line, and the prices that decide with it."""

from __future__ import annotations

from cleaner.model import Document, Segment, Signal
from cleaner.packs.book import RuleBook
from cleaner.packs.shape import Line

BORDER = 3.0  #: price of a border between boilerplate and content
CERTAIN = 2 * BORDER  #: a line of this score goes by itself
VOUCHES = 1.5  #: a run needs one phrase, pattern or block signal of at least this weight
SENTENCE = 4  #: a line of so many words that ends like a sentence goes only where a rule names it
NEVER = float("-inf")  #: score of a line that is plainly content
BY_HAND = "written-by-hand"  #: what speaks for content in formats that people write
KEPT = frozenset({"cell", "cue", "matter", "turn"})  #: kinds of segment that never go as a line


class Judged:
    """What was found about one segment: its signals, their sum, and whether it goes."""

    __slots__ = ("named", "removed", "score", "segment", "signals")

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.signals: list[Signal] = []
        self.named = 0.0
        self.score = 0.0
        self.removed = False

    @property
    def certain(self) -> bool:
        """Whether the line goes wherever it stands, by its own evidence."""
        return self.named >= VOUCHES and self.score >= CERTAIN


def line_of(document: Document, number: int) -> Line:
    """Segment `number` with the properties that rules ask for, without what relates it to the others."""
    segment = document.segments[number]
    return Line(document.text[segment.start : segment.end], segment, frozenset())


def removable(segment: Segment) -> bool:
    """Whether the segment may go as a whole line."""
    return not segment.fixed and segment.kind not in KEPT


def is_attribution(judged: Judged, book: RuleBook) -> bool:
    """Whether a rule for bylines, dates, credits and the like knows the line."""
    rules = (book.get(signal.rule) for signal in judged.signals)
    return any(rule is not None and rule.group == "attribution" for rule in rules)
