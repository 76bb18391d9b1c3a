"""Which format a text is in: by its suffix, then by looking.

A wrong "markdown" or "html" costs more than a wrong "text" only where it lets an edit into markup, so the
sure signs come first and plain text is what is left.
"""

from __future__ import annotations

import posixpath

from cleaner.later import compile_later
from cleaner.segment.look import look, subtitles

#: Formats that are cleaned, by the names of `--format`.
FORMATS = ("text", "markdown", "html", "srt", "vtt", "jsonl", "parquet")
#: Formats in which only what is surely prose is cleaned (cleaner/segment/markup.py).
MARKUP = ("rst", "asciidoc", "org", "latex")
#: Recognised and skipped: text that programs read (code, data, templates), and what is no text.
SKIPPED = ("source", "binary")

_SUFFIXES = {
    "text": "txt text",
    "markdown": "md markdown mdown mkd mkdn mdwn mdx qmd rmd",
    "html": "html htm xhtml shtml",
    "srt": "srt",
    "vtt": "vtt webvtt",
    "jsonl": "jsonl ndjson jsonlines",
    "parquet": "parquet pq parq",
    "rst": "rst",
    "asciidoc": "adoc asciidoc",
    "org": "org",
    "latex": "tex latex ltx",
}
_BY_SUFFIX = {suffix: name for name, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
# Plain text by suffix, but read by programs.
_PROGRAMS_OWN = {"cmakelists.txt", "requirements.txt", "constraints.txt", "robots.txt", "ads.txt"}

_LOOK = 65_536  # characters or bytes looked at
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x7fELF")
_UNICODE_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe\0\0": "utf-32-le",
    b"\0\0\xfe\xff": "utf-32-be",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
_CONTROL = compile_later("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.02  # a stray NUL is damage; noise has one byte in ten below 32


def guess_format(name: str | None, data: str | bytes = "") -> str:
    r"""One of FORMATS, MARKUP or SKIPPED for a file called `name` (or None) that starts with `data`.

    Bytes win over the name where they cannot be text; else the suffix wins; else the text is looked at.

    >>> guess_format("notes.md", "x"), guess_format(None, "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n")
    ('markdown', 'vtt')
    >>> guess_format("a.txt", b"%PDF-1.7 ..."), guess_format("a.py", "x"), guess_format(None, "A # and a *.")
    ('binary', 'source', 'text')
    """
    text = _decode(data[:_LOOK]) if isinstance(data, bytes) else data[:_LOOK]
    if isinstance(data, bytes) and data.startswith(b"PAR1"):
        return "parquet"
    if (isinstance(data, bytes) and data.startswith(_MAGIC)) or _is_noise(text):
        return "parquet" if format_by_name(name) == "parquet" else "binary"
    named = format_by_name(name)
    if named == "text" and text:  # subtitles are often saved as .txt, and look like nothing else
        return subtitles(text) or "text"
    return named or look(text)


def format_by_name(name: str | None) -> str | None:
    """What the name alone says, or None where it says nothing."""
    last = posixpath.basename((name or "").replace("\\", "/"))
    if last.lower() in _PROGRAMS_OWN:
        return "source"
    suffix = posixpath.splitext(last)[1]
    return _BY_SUFFIX.get(suffix[1:].lower()) or (_by_identify(last) if last else None)


def _by_identify(name: str) -> str | None:
    """What `identify`, which pre-commit uses, says of the name: it knows 350 suffixes and file names."""
    from identify.identify import tags_from_filename

    tags = tags_from_filename(name)
    if "plain-text" in tags:
        return "text"
    return "binary" if "binary" in tags else "source" if tags else None


def _decode(data: bytes) -> str:
    codec = next((codec for mark, codec in _UNICODE_MARKS.items() if data.startswith(mark)), "utf-8")
    return data.decode(codec, "replace")


def _is_noise(text: str) -> bool:
    return len(_CONTROL.findall(text[:8192])) > _CONTROL_SHARE * len(text[:8192])
