"""Reads SubRip and WebVTT files and keeps where every cue and its parts stand.

The libraries `srt`, `webvtt-py` and `pysubs2` parse these formats but drop where in the file a cue stood, and
write a file of their own making; undoing to the same bytes needs positions. The tests compare with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.later import compile_later
from cleaner.model import Span
from cleaner.segment.text import line_spans

_SRT_CLOCK = r"-?\d{1,4}\s?:\s?\d{1,4}(?:\s?:\s?\d{1,4})?(?:\s?[,.:，．]\s?\d{0,9})?"
_SRT_TIMES = compile_later(rf"\ufeff?\s*{_SRT_CLOCK}\s*-{{1,3}}\s?>\s*{_SRT_CLOCK}")
# https://www.w3.org/TR/webvtt1/#collect-webvtt-cue-timings-and-settings, with a comma forgiven
_VTT_CLOCK = r"(?:\d{2,}:)?\d{2}:\d{2}[.,]\d{3}"
_VTT_TIMES = compile_later(rf"\ufeff?\s*{_VTT_CLOCK}\s*-->\s*{_VTT_CLOCK}")
_NUMBER = compile_later(r"\ufeff?\s*([0-9]{1,9})\s*")


class Cue(NamedTuple):
    """Where one cue's parts lie. `text` is empty (start == end) for a cue that shows nothing.

    `outer` runs from its number or identifier to the blank lines after it, without their last line break.
    """

    number: Span | None
    times: Span
    text: Span
    outer: Span


def srt_cues(text: str) -> list[Cue]:
    r"""Every cue of a SubRip file: a line of times, the number before it, and all lines up to the next cue.

    Blank lines inside a cue's text are its own, as players and `srt` read them.

    >>> srt_cues("1\n00:01,0 --> 00:02,0\nOne\n\n")
    [Cue(number=(0, 1), times=(2, 21), text=(22, 25), outer=(0, 26))]
    """
    lines = line_spans(text)
    heads = list(_srt_heads(text, lines))
    ends = [*(first for first, _, _ in heads), len(lines)][1:]
    return [
        Cue(
            number,
            lines[at],
            _trim(text, lines, at + 1, end),
            (_start(text, lines[first]), lines[end - 1][1]),
        )
        for (first, at, number), end in zip(heads, ends, strict=True)
    ]


def _srt_heads(text: str, lines: list[Span]) -> Iterator[tuple[int, int, Span | None]]:
    """(first line, line of times, where the number is) of each cue.

    A number that blank lines part from the times (double-spaced files) counts only as the first or the next:
    else it is the last word of the cue before.
    """
    floor, last = 0, 0
    for at, (a, b) in enumerate(lines):
        if ">" not in text[a:b] or not _SRT_TIMES.match(text, a, b):
            continue
        above = at - 1
        while above > floor and _blank(text, lines[above]):
            above -= 1
        number = _NUMBER.fullmatch(text, *lines[above]) if above >= floor else None
        if number and (above == at - 1 or not floor or int(number[1]) == last + 1):
            last = int(number[1])
            yield above, at, number.span(1)
        else:
            yield at, at, None
        floor = at + 1


def vtt_cues(text: str) -> list[Cue]:
    r"""Every cue of a WebVTT file, by the standard's "collect a WebVTT block".

    https://www.w3.org/TR/webvtt1/#collect-a-webvtt-block

    >>> [c.outer for c in vtt_cues("WEBVTT\n\nNOTE x\n\nintro\n00:01.000 --> 00:02.000\nHi\n")]
    [(16, 48)]
    """
    lines = line_spans(text)
    cues = []
    at = _after_header(text, lines)
    while at < len(lines):
        first = at
        if not _arrow(text, lines, at) and _arrow(text, lines, at + 1):
            at += 1  # the line above the times is the cue's identifier
        times = lines[at] if _arrow(text, lines, at) else None
        at = end = _block_end(text, lines, at + 1)
        while at < len(lines) and lines[at][0] == lines[at][1]:
            at += 1
        if times and _VTT_TIMES.match(text, *times):
            body = _trim(text, lines, lines.index(times, first) + 1, end)
            cues.append(Cue(None, times, body, (_start(text, lines[first]), lines[at - 1][1])))
    return cues


def _after_header(text: str, lines: list[Span]) -> int:
    at = 0
    if text.lstrip("\ufeff").startswith("WEBVTT"):
        at = _block_end(text, lines, 1)
    while at < len(lines) and lines[at][0] == lines[at][1]:
        at += 1
    return at


def _block_end(text: str, lines: list[Span], at: int) -> int:
    """The first line from `at` on that is empty, or that opens the next cue."""
    while at < len(lines) and lines[at][0] < lines[at][1] and not _arrow(text, lines, at):
        at += 1
    return at


def _arrow(text: str, lines: list[Span], at: int) -> bool:
    return at < len(lines) and "-->" in text[slice(*lines[at])]


def _start(text: str, line: Span) -> int:
    """Where the line starts. A byte-order mark is the file's, not the first cue's."""
    return line[0] + text.startswith("\ufeff", line[0])


def _blank(text: str, line: Span) -> bool:
    return not text[slice(*line)].strip()


def _trim(text: str, lines: list[Span], first: int, end: int) -> Span:
    """The text of lines[first:end] without the white space around it."""
    if first >= end:
        return (lines[first - 1][1],) * 2
    start, stop = lines[first][0], lines[end - 1][1]
    body = text[start:stop]
    start += len(body) - len(body.lstrip())
    return (start, max(start, stop - (len(body) - len(body.rstrip()))))
