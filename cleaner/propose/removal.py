"""What goes from a text when whole lines of it go."""

from __future__ import annotations

from cleaner.model import Document


def removal_spans(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """What goes with segments `first` to `last`: one span each, end to end, with the blank lines between.

    Of the white space around the run the wider gap stays, so that paragraphs are not joined; at the end of the
    document the gap before the run goes and the final line break stays.

    >>> from cleaner.segment.text import segment
    >>> text = "A.\\n\\nShare\\nTweet\\nB.\\n"
    >>> removal_spans(Document(text, segment(text)), 1, 2)
    [(4, 10), (10, 16)]
    >>> text = "A.\\n\\nShare\\nTweet\\n"
    >>> removal_spans(Document(text, segment(text)), 1, 2)
    [(2, 10), (10, 15)]
    """
    segments, text = document.segments, document.text
    before = segments[first - 1].outer_end if first else 0
    after = segments[last + 1].outer_start if last + 1 < len(segments) else None
    start, end = segments[first].outer_start, segments[last].outer_end
    if after is None:
        start = before if first else start
    elif first and _breaks(text[before:start]) < _breaks(text[end:after]):
        start = before
    else:
        end = after
    starts = [start, *(segments[n].outer_start for n in range(first + 1, last + 1))]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _breaks(gap: str) -> int:
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")
