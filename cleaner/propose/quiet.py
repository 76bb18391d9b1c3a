"""Segments in which an earlier pass over a document found nothing: as long as they stand so, they stay quiet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleaner.again import line_places, memory_of
from cleaner.languages import told_languages
from cleaner.model import Document, Span
from cleaner.propose.lines import known_of
from cleaner.propose.places import segments_in

MANY = 200  #: segments of a document from which on remembering costs less than looking again
REACH = 40  #: code points before a segment that may decide what is found in it


class Quiet:
    r"""What a proposer, named `what`, that looks at one segment at a time need not look at.

    `others` are the segments that it has to look at. It says by `wake` where it found something, whether that became
    an edit or not, and by `keep` that all others were quiet.

    >>> from cleaner.segment.text import segment
    >>> text = "Loud.\n" + "Quiet.\n" * MANY
    >>> document = Document(text, segment(text))
    >>> quiet = Quiet(document, "example")
    >>> quiet.wake([0])
    >>> quiet.keep()
    >>> [s.start for s in Quiet(document, "example").others]
    [0]
    """

    def __init__(self, document: Document, what: str) -> None:
        self._known: set[str] | None = None
        self._awake: set[int] = set()
        self._memory = memory_of(document) if document.format == "text" else None
        if self._memory:
            self._what = what, told_languages(document)
            awake = line_places(document, self._what, _spans)
            self.others = [*segments_in(document, ((start, start + 1) for start, _ in awake))]
            self._starts = [s.start for s in self.others]
            return
        self.others = [s for s in document.segments if not s.fixed]
        if len(self.others) < MANY:
            return
        padded = "\n" * REACH + document.text
        # A rule speaks up where its language is likely: what was quiet in one language may not be so in another.
        self._known = known_of(document, what).setdefault(told_languages(document), set())
        around = [(padded[s.start : s.end + REACH], s) for s in self.others]
        fresh = [(text, s) for text, s in around if text not in self._known]
        self._texts = [text for text, _ in fresh]
        self.others = [s for _, s in fresh]
        self._starts = [s.start for s in self.others]

    def wake(self, positions: Iterable[int]) -> None:
        """Something was found at these code points of the document."""
        if self._memory or self._known is not None:
            self._awake.update(bisect_right(self._starts, position) - 1 for position in positions)

    def keep(self) -> None:
        """All segments in which nothing was found are quiet, for later passes too."""
        if self._memory:
            self._memory.keep(self._what, [(s.start, s.end) for n, s in enumerate(self.others) if n in self._awake])
        elif self._known is not None:
            self._known.update(text for number, text in enumerate(self._texts) if number not in self._awake)


def _spans(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    return ((s.start, s.end) for s in segments_in(document, spans) if not s.fixed)
