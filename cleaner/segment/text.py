"""Plain text: every line that is not blank is a segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleaner.later import compile_later
from cleaner.model import Segment, Span

# Lines end at \r\n, \n or \r and nowhere else: str.splitlines also cuts at U+2028, U+0085, \x0b, \x0c.
_LINE = compile_later(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")

# "ANNA: ", "[00:01:02] Speaker 1: ", "00:01:02 - Dr. Meier (host): ": a time, a speaker, or both.
_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
_CLOCK = compile_later(_TIME)
_SPEAKER = r"\*{0,2}[^\W\d_][\w.’'() -]{0,39}(?:\*\*)?[ \t]?[:：](?:\*\*)?"
_TURN = compile_later(rf"(?:{_TIME}[ \t]{{0,3}}(?:[-–][ \t]?)?(?:{_SPEAKER})?|{_SPEAKER})(?=[ \t\r\n]|\Z)")

_SAMPLE = 200  # lines looked at to tell a transcript
_TURN_SHARE = 0.4  # of them, how many open with a label that comes back
_FEWEST_TURNS = 4


def line_spans(text: str) -> list[Span]:
    r"""Where each line lies, its line break left out.

    >>> line_spans("a\r\n\nb\u2028c\rd")
    [(0, 1), (3, 3), (4, 7), (8, 9)]
    """
    return [(m.start(), m.start() + len(m[0].rstrip("\r\n"))) for m in _LINE.finditer(text)]


def segment(text: str) -> list[Segment]:
    r"""One segment per line that is not blank, without the white space around it.

    In a transcript, lines that open with a speaker or a time are of kind `turn`, and that label is protected;
    telling a transcript costs a millisecond however long the text is. Other spans are protected elsewhere.

    >>> segment("One.\r\n \n\tTwo. \n")
    [Segment(start=0, end=4, kind='paragraph', ...), Segment(start=9, end=13, kind='paragraph', ...)]
    >>> [s.kind for s in segment("ANNA: Hi.\nBEN: Hello.\nANNA: Is it cold?\n(laughter)\nBEN: No.")]
    ['turn', 'turn', 'turn', 'paragraph', 'turn']
    """
    segments = [Segment(*span) for span in _prose_spans(text)]
    return _mark_turns(text, segments) if is_transcript(text, segments) else segments


def _prose_spans(text: str) -> Iterator[Span]:
    """Where each line that is not blank lies, without the white space around it."""
    at = 0
    for line in text.replace("\r", "\n").split("\n"):  # of \r\n the line between is blank
        if prose := line.strip():
            start = at if line[0] == prose[0] else at + len(line) - len(line.lstrip())
            yield start, start + len(prose)
        at += len(line) + 1


def is_transcript(text: str, segments: list[Segment]) -> bool:
    r"""Whether so many of the first lines open with a speaker, or a time, that this must be speech.

    >>> story = "Photo: A. Meier\nRelated: Rain\nSource: dpa\nTopics: rain\nIt rained: again."
    >>> is_transcript(story, segment(story))
    False
    """
    sample = segments[:_SAMPLE]
    end = sample[-1].end if sample else 0
    if text.count(":", 0, end) + text.count("：", 0, end) < _FEWEST_TURNS:  # each label has one
        return False
    turns = len(_turn_labels(text, sample))
    return turns >= _FEWEST_TURNS and turns >= _TURN_SHARE * len(sample)


def _turn_labels(text: str, segments: list[Segment]) -> dict[int, Span]:
    """Index of segment -> its label's span. A speaker comes back; "Related:" and "Photo:" stand alone."""
    labels = {i: m for i, s in enumerate(segments) if (m := _TURN.match(text, s.start, s.end))}
    names = {i: _CLOCK.sub("", m[0]).strip(" \t-–") for i, m in labels.items()}
    often = Counter(names.values())
    return {i: m.span() for i, m in labels.items() if often[names[i]] > 1}


def _mark_turns(text: str, segments: list[Segment]) -> list[Segment]:
    marked = list(segments)
    for i, label in _turn_labels(text, segments).items():
        marked[i] = segments[i]._replace(kind="turn", protected=(label,))
    return marked
