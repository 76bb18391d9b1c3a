"""Segments of each format. What lies in no segment is protected."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from cleaner.errors import CleanerError
from cleaner.model import Segment

#: format -> (module, function) that segments it. Modules are imported when a text of that format comes.
SEGMENTERS = {
    "text": ("cleaner.segment.text", "segment"),
    "markdown": ("cleaner.segment.markdown", "segment"),
    "srt": ("cleaner.segment.subtitles", "segment_srt"),
    "vtt": ("cleaner.segment.subtitles", "segment_vtt"),
    "rst": ("cleaner.segment.markup", "segment_rst"),
    "asciidoc": ("cleaner.segment.markup", "segment_asciidoc"),
    "org": ("cleaner.segment.markup", "segment_org"),
    "latex": ("cleaner.segment.markup", "segment_latex"),
}


@cache
def segmenter(format: str) -> Callable[[str], list[Segment]]:
    """The function that cuts a text of `format` into segments. Raises CleanerError on an unknown format.

    >>> segmenter("text")("One line.")
    [Segment(start=0, end=9, kind='paragraph', ...)]
    """
    if format not in SEGMENTERS:
        raise CleanerError(f"no format {format!r}; known are html, {', '.join(SEGMENTERS)}")
    module, function = SEGMENTERS[format]
    return getattr(import_module(module), function)  # type: ignore[no-any-return]
