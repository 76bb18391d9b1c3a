"""SubRip (.srt) and WebVTT (.vtt): a segment per cue, its text alone. Numbers and times are in no segment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleaner.later import compile_later
from cleaner.model import Edit, Segment, Span
from cleaner.segment.cuefile import Cue, srt_cues, vtt_cues

_CLOCK = r"(?:(\d{1,4})\s?:\s?)?(\d{1,4})\s?:\s?(\d{1,4})(?:\s?[,.:，．]\s?(\d{0,9}))?"
_TIMES = compile_later(rf"{_CLOCK}\s*-{{1,3}}\s?>\s*{_CLOCK}")

# HTML-like tags, ASS overrides ({\an8}) and breaks (\N), MicroDVD codes ({y:i}), character references
_SRT_MARKUP = compile_later(r"</?[A-Za-z][^<>\r\n]*>|<\d[\d:.,]*>|\{[^{}\r\n]*\}|\\[Nnh]|&#?\w{1,31};|-->")
# In WebVTT a "<" always opens a tag, which may run over line breaks and up to the cue's end.
_VTT_MARKUP = compile_later(r"<[^>]*(?:>|\Z)|\{\\[^{}\r\n]*\}|&#?\w{1,31};")
_BRACKETED = compile_later(r"[\[(（【][^\[\]()（）【】]*[\])）】]")
_MUSIC = compile_later("[♪♫♬🎵🎶]")


def segment_srt(text: str) -> list[Segment]:
    r"""The cues of a SubRip file. Its times may be odd, its numbers and blank lines missing.

    >>> segment_srt("1\n00:00:01,000 --> 00:00:02,000\n<i>Hi</i>\n\n")
    [Segment(start=32, end=41, kind='cue', outer=(0, 42), protected=((32, 35), (37, 41)), ...)]
    """
    return _segments(text, srt_cues(text), _SRT_MARKUP)


def segment_vtt(text: str) -> list[Segment]:
    r"""The cues of a WebVTT file, found as browsers find them: header, notes, styles and regions are no cues.

    >>> [s.outer for s in segment_vtt("WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\nHi\n")]
    [(16, 42)]
    """
    return _segments(text, vtt_cues(text), _VTT_MARKUP)


def renumber(text: str, removed: Iterable[Span], group: str = "transcription") -> list[Edit]:
    r"""Edits that close the gaps in a SubRip file's numbers when the spans `removed` go.

    None when the file's cues were not numbered 1, 2, 3, ... to begin with.

    >>> srt = "1\n00:01,0 --> 00:02,0\nOne\n\n2\n00:02,0 --> 00:03,0\nTwo\n"
    >>> [(e.start, e.old, e.new) for e in renumber(srt, [(0, 27)])]
    [(27, '2', '1')]
    """
    cues = srt_cues(text)
    numbers = [c.number for c in cues if c.number]
    if len(numbers) < len(cues) or any(int(text[a:b]) != n for n, (a, b) in enumerate(numbers, 1)):
        return []
    gone = _covered([c.times for c in cues], sorted(removed))
    kept = [span for span, lost in zip(numbers, gone, strict=True) if not lost]
    return [
        Edit(a, b, old, new, "renumber-cues", group, message="The cues are numbered without a gap.")
        for n, (a, b) in enumerate(kept, 1)
        if (old := text[a:b]) != (new := str(n).zfill(b - a) if text[a] == "0" else str(n))
    ]


def seconds(head: str) -> float:
    r"""How long the cue whose number and times these are is shown. ValueError where they hold no times.

    >>> seconds("7\n00:59,500 --> 01:00:01,250 align:start")
    3541.75
    """
    times = _TIMES.search(head)
    if not times:
        raise ValueError(f"no times in {head!r}")
    return _clock(*times.groups()[4:]) - _clock(*times.groups()[:4])


def _clock(hours: str | None, minutes: str, secs: str, fraction: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(secs) + float(f"0.{fraction or 0}")


def _covered(spans: list[Span], removed: list[Span]) -> Iterator[bool]:
    """For each of `spans` (sorted) whether it lies in one of `removed` (sorted)."""
    at = 0
    for start, end in spans:
        while at < len(removed) and removed[at][1] <= start:
            at += 1
        yield at < len(removed) and removed[at][0] <= start and end <= removed[at][1]


def _segments(text: str, cues: list[Cue], markup: re.Pattern[str]) -> list[Segment]:
    return [
        Segment(
            *cue.text,
            kind="cue",
            outer=cue.outer,
            protected=tuple(m.span() for m in markup.finditer(text, *cue.text)),
            marks=_marks(markup.sub("", text[slice(*cue.text)])),
        )
        for cue in cues
        if cue.text[0] < cue.text[1]
    ]


def _marks(shown: str) -> frozenset[str]:
    """`music` for a cue that is sung, `sound` for one that only names what is heard: "[Applause]", "♪"."""
    music = bool(_MUSIC.search(shown)) or shown.startswith("#")
    words, brackets = _BRACKETED.subn("", shown)
    sound = (music or brackets > 0) and not re.search(r"\w", words)
    return frozenset(name for name, holds in (("music", music), ("sound", sound)) if holds)
