"""What stands around a finding: enough of the text to judge it, with the other edits near it marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from cleaner.report.reading import Finding

RADIUS = 180  #: code points on either side
LINES = 4  #: line breaks on either side
LONGEST = 1600  #: code points of an old or new text; of longer ones the head and the tail are shown
_BREAK = re.compile(r"\r\n|\n|\r")

#: A stretch of text: kept and edited pieces in turn, the first one kept; a bare text where nothing in it was edited.
Stretch = str | list[str]
#: A text, or the head of a long one, how many code points are left out, and its tail.
Clipped = str | tuple[str, int, str]


class Surroundings:
    """Gives what stands before and after the findings of one document."""

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        self.text = text
        self.edits = [f for f in findings if f.applied]
        self.starts = [f.start for f in self.edits]

    def of(self, finding: Finding) -> tuple[Stretch, Stretch]:
        """Before and after; "…" stands where a line is cut."""
        low, high = self._low(finding.start), self._high(finding.end)
        before, after = self._pieces(low, finding.start), self._pieces(finding.end, high)
        if low and self.text[low - 1] not in "\r\n":
            before[0] = "…" + before[0].lstrip()
        if high < len(self.text) and self.text[high] not in "\r\n":
            after[-1] = after[-1].rstrip() + "…" if len(after) % 2 else after[-1] + "…"
        return _stretch(before), _stretch(after)

    def _low(self, start: int) -> int:
        low = max(0, start - RADIUS)
        breaks = [m.end() for m in _BREAK.finditer(self.text, low, start)]
        if len(breaks) > LINES:
            return breaks[-LINES - 1]
        return _after_blank(self.text, low, start) if low else 0

    def _high(self, end: int) -> int:
        high = min(len(self.text), end + RADIUS)
        breaks = [m.start() for m in _BREAK.finditer(self.text, end, high)]
        if len(breaks) > LINES:
            return breaks[LINES]
        blank = self.text.rfind(" ", end, high) if high < len(self.text) else -1
        return blank if blank > end + RADIUS // 2 else high

    def _pieces(self, low: int, high: int) -> list[str]:
        pieces: list[str] = []
        at = low
        for edit in self.edits[max(0, bisect_right(self.starts, low) - 1) :]:
            if edit.start >= high:
                break
            start, end = max(low, edit.start), min(high, edit.end)
            if start < end:
                pieces += self.text[at:start], self.text[start:end]
                at = end
        return [*pieces, self.text[at:high]]


def _after_blank(text: str, low: int, start: int) -> int:
    """Just after the first blank from `low`, so that no word is cut, where that is near."""
    blank = text.find(" ", low, start)
    return blank + 1 if 0 <= blank < low + RADIUS // 2 else low


def _stretch(pieces: list[str]) -> Stretch:
    return pieces[0] if len(pieces) == 1 else pieces


def clipped(text: str) -> Clipped:
    """`text`, or head, number left out and tail of one longer than LONGEST.

    >>> head, left_out, tail = clipped("x" * 5000)
    >>> len(head), left_out, len(tail)
    (1000, 3400, 600)
    """
    if len(text) <= LONGEST:
        return text
    head = LONGEST * 5 // 8
    tail = LONGEST - head
    return text[:head], len(text) - head - tail, text[-tail:]
