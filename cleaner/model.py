"""The nouns of the program: segment, signal, edit, document, result.

Every offset is a count of code points from the start of the document's decoded text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

Span = tuple[int, int]

#: Groups a user switches on and off, in the order in which their edits win where two overlap.
GROUPS = ("boilerplate", "attribution", "encoding", "ocr", "transcription", "typos")
OFF_BY_DEFAULT = frozenset({"attribution", "ocr"})  # but a text that plainly was scanned is treated as such


class Safety(IntEnum):
    """How far an edit may be trusted. Ordered: an edit is applied when its safety is at least the one required.

    >>> Safety.SAFE >= Safety.UNSAFE > Safety.FLAG
    True
    """

    FLAG = 0
    UNSAFE = 1
    SAFE = 2

    @classmethod
    def parse(cls, word: str) -> Safety:
        """The safety that `word` names.

        >>> Safety.parse("flag")
        <Safety.FLAG: 0>
        """
        return cls[word.upper()]

    @property
    def word(self) -> str:
        """The name used in packs, logs and help."""
        return self.name.lower()


class Segment(NamedTuple):
    """A piece of a document, usually one line of prose.

    `start`/`end` hold the prose itself, without marker or line break; `outer` is what goes with it when the
    segment is removed (a list marker, a cue's number and times), without the line break after it.
    `protected` spans inside it are never edited. `marks` is what the format says about the segment
    (`link` when it is nothing but a link, `item`, ...) and may be tested by rules of kind `shape`.
    A `fixed` segment (code, a table, front matter) is never edited or removed: it only has a place among the others.
    """

    start: int
    end: int
    kind: str = "paragraph"
    outer: Span | None = None
    protected: tuple[Span, ...] = ()
    marks: frozenset[str] = frozenset()
    fixed: bool = False

    @property
    def outer_start(self) -> int:
        """Where removal starts."""
        return self.outer[0] if self.outer else self.start

    @property
    def outer_end(self) -> int:
        """Where removal ends."""
        return self.outer[1] if self.outer else self.end


class Signal(NamedTuple):
    """A rule that fired on a segment, with its weight in log-odds (positive: boilerplate, negative: content)."""

    rule: str
    weight: float


class Edit(NamedTuple):
    """One change: `text[start:end]`, which is `old`, becomes `new`. The only way anything changes.

    >>> Edit(0, 3, "teh", "the", rule="codespell", group="typos").span
    (0, 3)
    """

    start: int
    end: int
    old: str
    new: str
    rule: str = ""
    group: str = ""
    safety: Safety = Safety.SAFE
    message: str = ""
    signals: tuple[Signal, ...] = ()

    @property
    def span(self) -> Span:
        """(start, end), half open."""
        return (self.start, self.end)


class Document:
    """One decoded text and its segments, in order and not overlapping.

    What lies in no segment is protected. `title` is the page's own title where the format or caller knows it, `source`
    the name that the corpus gives to where the text comes from.
    """

    __slots__ = ("facts", "format", "segments", "source", "text", "title", "url")

    def __init__(
        self,
        text: str,
        segments: list[Segment],
        format: str = "text",
        title: str | None = None,
        url: str | None = None,
        source: str | None = None,
        facts: dict[str, object] | None = None,
    ) -> None:
        self.text = text
        self.segments = segments
        self.format = format
        self.title = title
        self.url = url
        self.source = source
        self.facts = {} if facts is None else facts


class Result(NamedTuple):
    """What cleaning gave: the text, the edits that made it, and the findings that were only reported.

    `original` is what the edits count in, `refused` the reason why a text was left as it was, `metadata` what a page
    says of itself."""

    text: str
    edits: tuple[Edit, ...] = ()
    flags: tuple[Edit, ...] = ()
    original: str = ""
    refused: str = ""
    metadata: Mapping[str, str] = {}

    @property
    def changed(self) -> bool:
        """Whether anything was edited."""
        return bool(self.edits)


def inside_any(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether [start, end) touches any of `spans`. An empty range touches a span it lies strictly inside of.

    >>> inside_any(4, 6, [(5, 9)]), inside_any(4, 5, [(5, 9)]), inside_any(7, 7, [(5, 9)])
    (True, False, True)
    """
    return any(start < b and a < end for a, b in spans) if end > start else any(a < start < b for a, b in spans)
