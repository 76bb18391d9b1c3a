"""The chosen units as text and segments."""

from __future__ import annotations

import re
import unicodedata

from cleaner.extract.blocks import TELLING
from cleaner.extract.judge import Judged
from cleaner.extract.words import WORDS
from cleaner.model import Segment, Span

MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+|\s{0,3}(?:>\s?)+|\s{0,3}#{1,6}\s+")
#: What Markdown would read as the start of something else.
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
KINDS = {"li": "item", "blockquote": "quote", "pre": "code", "td": "table", "figcaption": "caption"}
#: All that evidence may say about the elements around a line.
INSIDE = frozenset(f"in:{word}" for word in (*WORDS, "hidden", *(f"<{tag}" for tag in TELLING)))
#: A widget's heading stands over at least this many lines that are nothing but links.
WIDGET = 2
HEADS = frozenset({"tag:h1", "tag:h2", "tag:h3", "tag:h4"})
LABELS = frozenset({"size:tiny", "size:short", "size:line"})
#: Log-odds from which an item of a list is content: that it is a link, as in lists of sources, is then no evidence.
SURE = 0.5


def render(chosen: list[Judged], fixed: frozenset[int], markdown: bool) -> tuple[str, list[Segment]]:
    """The text of the chosen units, one line each, and its segments with their marks."""
    parts: list[str] = []
    segments: list[Segment] = []
    at = 0
    blank = True
    for index, judged in enumerate(chosen):
        line = _line(judged, markdown) if markdown else _line(judged, markdown).rstrip()
        if markdown and not judged.unit.was_read:
            line = line if blank else "\n" + line
            line += "\n"
        if not line.strip() and blank and markdown:
            continue
        blank = not line.strip() or line.endswith("\n")
        parts.append(line)
        if line.strip():
            segments.append(_segment(line, at, judged, _widget(chosen, index), judged.unit.line in fixed))
        at += len(line) + 1
    return "\n".join(parts).rstrip("\n"), segments


def _line(judged: Judged, markdown: bool) -> str:
    """The unit's line: as the first reading has it, else made from the page's own text."""
    unit = judged.unit
    text = unicodedata.normalize("NFC", unit.text)
    if unit.was_read:
        return text
    if markdown:
        text = SPECIAL.sub(r"\\\1", text)
        if unit.box is not None and re.fullmatch("h[1-6]", unit.box.tag):
            return f"{'#' * int(unit.box.tag[1])} {text}"
    return f"- {text}" if unit.box is not None and unit.box.kind == "li" else text


def _segment(line: str, at: int, judged: Judged, widget: bool, fixed: bool) -> Segment:
    """The segment of one line that starts at `at`, its list marker outside."""
    body = line.strip("\n")
    at += line.index(body)
    marks = marks_of(judged) | ({"widget"} if widget else frozenset())
    kind = next((kind for kind in ("title", "heading", *KINDS.values()) if kind in marks), "paragraph")
    marker = MARKER.match(body)
    start = at + (marker.end() if marker and marker.end() < len(body) else len(body) - len(body.lstrip()))
    end = at + len(body.rstrip())
    bars: tuple[Span, ...] = ()
    if kind == "table":
        bars = tuple(
            (match.start() + at, match.end() + at) for match in re.finditer(r"\|", body) if match.start() + at >= start
        )
    outer = (at, at + len(body)) if marker else None
    return Segment(start, end, kind, outer, bars, marks, fixed or kind == "code")


def marks_of(judged: Judged) -> frozenset[str]:
    """What the page's structure says about a line.

    `link`: nothing but a link (an item of a list only if all else leaves it open) · `unlinked`: no link in it ·
    `title`: it is the page's title · `heading`, `item`, `quote`, `code`, `table`, `caption`: its element · `added`:
    not in the first reading · `in:author`, `in:related`, ...: what the class or id of an element around it, inside
    the article, says (words.py).
    """
    unit, names = judged.unit, judged.names
    marks = set(names & INSIDE)
    if "link:all" in names and not ("tag:li" in names and judged.odds >= SURE):
        marks.add("link")
    if "link:none" in names:
        marks.add("unlinked")
    if "title" in names:
        marks.add("title")
    if not names.isdisjoint(HEADS):
        marks.add("heading")
    if unit.box is not None and unit.box.kind in KINDS:
        marks.add(KINDS[unit.box.kind])
    if not unit.was_read:
        marks.add("added")
    return frozenset(marks)


def _widget(chosen: list[Judged], index: int) -> bool:
    """Whether a line stands, as a heading does, over lines that are only links."""
    names = chosen[index].names
    if "link:all" in names or names.isdisjoint(LABELS):
        return False
    under = [judged for judged in chosen[index + 1 : index + 2 * WIDGET + 1] if judged.unit.key][:WIDGET]
    return len(under) == WIDGET and all("link:all" in judged.names for judged in under)
