"""Prompts inside a paragraph: a sentence of an article's line that is boilerplate by itself goes, and only it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.languages import may_be_spoken
from cleaner.later import compile_later
from cleaner.model import Document, Edit, Segment, Signal, inside_any
from cleaner.packs.book import RuleBook
from cleaner.packs.phrase import normalise
from cleaner.packs.shape import HAS
from cleaner.propose.lines import Found, told_lines

MOST = 2  #: sentences in a row that one phrase may fill

#: After a stop and a blank, what can begin a sentence (no small letter of Latin, Greek or Cyrillic); after the full
#: stops of China and Japan no blank is needed.
_STOPS = ".!?…؟।。！？"
_EDGE = compile_later(
    r"""(?<=[.!?…؟।])["'”’»)\]]*[ \t\u00a0]+(?=["'“‘„«(\[]*(?:(?![a-zß-öø-ÿά-ώа-џ])[^\W_]|[@#]))"""
    r"""|(?<=[。！？])[”’」』）]*[ \t\u3000]*(?=\S)"""
)
#: A stop that ends no sentence: of a first name's letter ("Peter A. Merel"), of a title.
_INNER_STOP = compile_later(r"(?:[ (][A-Z]|\b(?:Mrs?|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Gen|Col|Capt|Sgt|Lt|St|No|vs))\.$")
_SAID = compile_later(HAS["said-last"])
_LETTER = compile_later(r"[^\W\d_]")


def propose(document: Document, book: RuleBook) -> Iterator[Edit]:
    """The removal of each sentence that a rule with `sentence: true` fills, from lines that hold others as well."""
    for number, told in told_lines(document, book).items():
        if told.inside:
            yield from _cut(document, document.segments[number], told.inside)


def _cut(document: Document, segment: Segment, candidates: Sequence[Found]) -> Iterator[Edit]:
    spans = sentences_of(document.text, segment)
    taken = -1
    for n, last in [(i, j) for i in range(len(spans)) for j in range(i, min(i + MOST, len(spans)))]:
        if n <= taken or last - n + 1 == len(spans):
            continue
        start, end = spans[n][0], spans[last][1]
        line = normalise(document.text[start:end])
        fitting = (r for r, phrase in candidates if phrase.fits(line, "line"))
        rule = next((r for r in fitting if may_be_spoken(document, r.languages, line)), None)
        if rule is None or inside_any(start, end, segment.protected) or _SAID.search(document.text, start, end):
            continue
        taken = last
        # With the last sentence goes the blank before it, with any other the blank after it.
        start, end = (spans[n - 1][1], end) if last + 1 == len(spans) else (start, spans[last + 1][0])
        yield Edit(
            start, end, document.text[start:end], "", rule=rule.id, group=rule.group,
            message=rule.message or rule.title, signals=(Signal(rule.id, rule.weight),),
        )  # fmt: skip


def sentences_of(text: str, segment: Segment) -> list[tuple[int, int]]:
    """Spans of the segment's sentences, without the blanks between them.

    >>> text = "It rained. Click here to subscribe!"
    >>> [text[a:b] for a, b in sentences_of(text, Segment(0, len(text)))]
    ['It rained.', 'Click here to subscribe!']
    >>> text = "1. Click here to subscribe!"  # a number is no sentence
    >>> [text[a:b] for a, b in sentences_of(text, Segment(0, len(text)))]
    ['1. Click here to subscribe!']
    >>> text = "Copyright 1995 Ann B. Oat. All rights reserved."
    >>> [text[a:b] for a, b in sentences_of(text, Segment(0, len(text)))]
    ['Copyright 1995 Ann B. Oat.', 'All rights reserved.']
    """
    spans: list[tuple[int, int]] = []
    start = segment.start
    may_end = any(text.find(stop, segment.start, segment.end) >= 0 for stop in _STOPS)
    for edge in _EDGE.finditer(text, segment.start, segment.end) if may_end else ():
        if not spans and not _LETTER.search(text, start, edge.start()):
            continue
        if _INNER_STOP.search(text, max(start, edge.start() - 6), edge.start()):
            continue
        blank = len(edge[0]) - len(edge[0].lstrip("\"'”’»)]」』）"))
        spans.append((start, edge.start() + blank))
        start = edge.end()
    return [*spans, (start, segment.end)]
