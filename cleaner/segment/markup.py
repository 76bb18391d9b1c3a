"""reStructuredText, AsciiDoc, Org and LaTeX: only paragraphs that are surely plain prose are segments.

Cleaning everything would need a full parser with positions, which none of these has in Python (docutils
knows lines only, and runs directives). So whatever may be more than sentences at the left margin is left
alone: headings, lists, tables, directives, code, definitions, and all that follows a block that never closes.
Prose is missed on purpose; markup is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from cleaner.model import Segment, Span
from cleaner.segment.syntax import SYNTAX, Syntax
from cleaner.segment.text import line_spans

_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = 15  # fewer make no paragraph, not even in Chinese
_LETTER_SHARE = 0.75  # of what is not white space; tables, code and formulas have less
_SENTENCE_END = re.compile(r"[.!?…:。！？：؟।][\"'”’»)\]*_/+]*\Z")
_SKIPPED = (-1, -1)
_BRACE = re.compile(r"\\.|%.*|[{}]")


def segment(text: str, format: str) -> list[Segment]:
    r"""The paragraphs of plain prose in `text`, with markup inside them protected.

    `format` is `rst`, `asciidoc`, `org` or `latex`; any other, like source code, has none.

    >>> rst = "Title\n=====\n\n.. note:: Not this.\n\nA sentence with ``code`` is surely prose.\n"
    >>> [(rst[s.start:s.end], [rst[a:b] for a, b in s.protected]) for s in segment(rst, "rst")]
    [('A sentence with ``code`` is surely prose.', ['``code``'])]
    >>> segment("This is a comment of a program.\n", "source")
    []
    """
    if format not in SYNTAX:
        return []
    found = []
    for start, end in _paragraphs(text, format):
        protected = tuple(m.span() for m in SYNTAX[format].inline.finditer(text, start, end))
        if _is_prose(text, start, end, protected):
            found.append(Segment(start, end, protected=protected))
    return found


def _paragraphs(text: str, format: str) -> Iterator[Span]:
    """Runs of lines without a blank one between, none of them odd, outside of skipped blocks."""
    syntax = SYNTAX[format]
    paragraph: list[Span] = []
    ruled, depth = False, 0  # whether the paragraph before rules over this one; LaTeX's open braces
    for start, end in [*_plain_lines(text, syntax, *_body(text, format)), _SKIPPED]:
        if text[start:end].strip():
            paragraph.append((start, end))
            continue
        if paragraph:
            lines = [text[a:b] for a, b in paragraph]
            before = depth
            depth += _open_braces(lines) if format == "latex" else 0
            if not (ruled or before or depth or any(map(syntax.odd.search, lines))):
                yield paragraph[0][0], paragraph[-1][0] + len(lines[-1].rstrip())
            ruled = bool(syntax.rules_next.search(lines[-1]))
        paragraph, ruled = [], ruled and start >= 0


def _plain_lines(text: str, syntax: Syntax, first: int, last: int) -> Iterator[Span]:
    """The lines outside of skipped blocks; each skipped line counts as a blank one."""
    lines = line_spans(text)
    closing: re.Pattern[str] | None = None
    for i, (start, end) in enumerate(lines):
        at = start
        if closing is None:
            above = text[slice(*lines[i - 1])] if i else ""
            at, closing = _opening(text[start:end], above, syntax)
            at += start
            if closing is None:
                yield (start, end) if first <= start and end <= last else _SKIPPED
                continue
        if closing.match(text[at : lines[min(i + 1, len(lines) - 1)][1]]):
            closing = None
        yield _SKIPPED


def _opening(line: str, above: str, syntax: Syntax) -> tuple[int, re.Pattern[str] | None]:
    """(where the skipped block's opening ends in the line, what closes it), (0, None) where none opens."""
    titled = above[:1].isalnum() and not above.rstrip().endswith(":")
    if titled and line[:1] in syntax.underlines and abs(len(above.rstrip()) - len(line.rstrip())) < 2:
        return 0, None  # the underline of a title
    for opens, closes in syntax.blocks:
        if m := opens.match(line):
            return m.end(), re.compile(closes.format(*map(re.escape, m.groups())))
    return 0, None


def _body(text: str, format: str) -> Span:
    """Where prose may stand: in LaTeX, inside the document."""
    first, last = (text.find(f"\\{word}{{document}}") for word in ("begin", "end"))
    if format != "latex" or first < 0:
        return 0, len(text)
    return first, last if last > first else len(text)


def _open_braces(lines: list[str]) -> int:
    braces = [m[0] for line in lines for m in _BRACE.finditer(line)]
    return braces.count("{") - braces.count("}")


def _is_prose(text: str, start: int, end: int, protected: tuple[Span, ...]) -> bool:
    """Whether it ends like a sentence and is mostly letters, markup left out."""
    parts, at = [], start
    for a, b in protected:
        parts.append(text[at:a])
        at = b
    words = "".join("".join([*parts, text[at:end]]).split())
    letters = len(_LETTER.findall(words))
    ends = _SENTENCE_END.search(text[max(start, end - 12) : end])
    return bool(ends) and letters >= max(_LETTERS, _LETTER_SHARE * len(words))


segment_rst = partial(segment, format="rst")
segment_asciidoc = partial(segment, format="asciidoc")
segment_org = partial(segment, format="org")
segment_latex = partial(segment, format="latex")
