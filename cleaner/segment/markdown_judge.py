"""Whether an edited Markdown document is still the same document, and what must go along so that it is.

Both texts are read anew, as mdformat does before it writes; only the words of the prose may differ.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cleaner.model import Span
from cleaner.segment.markdown_blocks import Block, read_blocks
from cleaner.segment.markdown_inline import constructs
from cleaner.segment.markdown_place import Place, Source, inner, outer, placed

_EMPHASIS = re.compile(r"[*_~]+")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")


class _Shape(NamedTuple):
    """A block without its words: for each piece of prose in it, its place and the markup that it holds."""

    block: Block
    span: Span
    fixed: str
    prose: tuple[tuple[Span, str], ...]
    notes: frozenset[str]

    def key(self, gone: Sequence[Span] = ()) -> tuple[object, ...]:
        """What must stay the same when the spans `gone` are removed from the text."""
        markup = [text for span, text in self.prose if not _inside(span, gone)]
        return self.block.kind, [c.kind for c in self.block.inside], self.block.level, self.fixed, markup


def same_structure(before: str, after: str, removed: Sequence[Span] = ()) -> bool:
    """Whether `after` holds the blocks of `before`, but those inside `removed`, with the same markup.

    Blocks keep their kinds and containers; fixed blocks, and link targets, code, tags and emphasis in prose,
    are identical; no heading is left over nothing that stood over something; no footnote or link loses its
    definition. Spans count code points of `before`. False for what cannot be read.

    >>> same_structure("# A\\n\\nteh [b](c)\\n", "# A\\n\\nthe [b](c)\\n")
    True
    >>> same_structure("- a\\n- b\\n", "- a\\n\\n", [(4, 7)])
    True
    >>> same_structure("- a\\n- b\\n", "- a\\nb\\n")
    False
    """
    try:
        source = Source(before)
        old, new = _shapes(source), _shapes(Source(after))
    except Exception:  # a parser's bug: nothing can be vouched for
        return False
    gone = sorted((source.plain(a), source.plain(b)) for a, b in removed)
    kept = [shape for shape in old if not _inside(shape.span, gone)]
    if [shape.key(gone) for shape in kept] != [shape.key() for shape in new]:
        return False
    bare = {id(old[i]) for i in _bare(old)}
    return all(id(kept[i]) in bare for i in _bare(new)) and _undefined(new) <= _undefined(old)


def widen(text: str, removed: Sequence[Span]) -> list[Span]:
    """`removed` with the list and quote markers and the headings that would be left over nothing, in order.

    For whole segments, whose `outer` spares a marker that other blocks share: when all of them go, it goes.

    >>> widen("- a\\n\\n  b\\n\\n## C\\n\\nd\\n", [(1, 3), (5, 8), (16, 17)])
    [(0, 3), (5, 8), (10, 14), (16, 17)]
    """
    if not removed:
        return []
    source = Source(text)
    shapes = _shapes(source)
    plain = sorted((source.plain(a), source.plain(b)) for a, b in removed)
    gone = [shape.block for shape in shapes if _inside(shape.span, plain)]
    kept = [shape for shape in shapes if not _inside(shape.span, plain)]
    bare = {id(shapes[i]) for i in _bare(shapes)}
    gone += [kept[i].block for i in _bare(kept) if id(kept[i]) not in bare]
    for block in gone:
        for container in block.inside:
            container.blocks -= 1
    wide = [outer(source, block, 0) for block in gone if block.kind != "row"]
    return _union([*removed, *((source.original(a), source.original(b)) for a, b in wide)])


def _shapes(source: Source) -> list[_Shape]:
    read = read_blocks(source.text)
    return [_shape(source, block, read.references) for block in read.blocks]


def _shape(source: Source, block: Block, references: dict[str, Any]) -> _Shape:
    """What `block` holds beside words; all of it, where there is no prose or it cannot be placed."""
    pieces = placed(source, block)
    if not pieces:
        span = inner(source, block)[0], source.line(block.last - 1)[1]
        fixed = source.text[slice(*span)].strip() if pieces is None else ""
        return _Shape(block, span, fixed, (), frozenset())
    prose = [((at.start, at.end), _markup(source.text, at, text, references)) for at, text in pieces]
    span = inner(source, block) if block.kind == "row" else prose[0][0]
    return _Shape(block, span, "", tuple(prose), frozenset(_NOTE.findall(source.text[slice(*span)])))


def _markup(text: str, place: Place, prose: str, references: dict[str, Any]) -> str:
    """The markup in one piece of prose, in order."""
    parts, at = [], place.start
    for start, end in sorted(place.source(span) for span in constructs(prose, references).protected):
        parts += [*_EMPHASIS.findall(text[at:start]), text[start:end]]
        at = max(at, end)
    return " ".join([*parts, *_EMPHASIS.findall(text[at : place.end])])


def _bare(shapes: Sequence[_Shape]) -> list[int]:
    """The headings that stand over nothing: before another of their rank or a higher one, or at the end."""
    ranks = [shape.block.level if shape.block.kind == "heading" else 9 for shape in shapes]
    return [
        i
        for i, (shape, level) in enumerate(zip(shapes, [*ranks[1:], 0], strict=False))
        if shape.block.kind == "heading" and level <= shape.block.level
    ]


def _undefined(shapes: Sequence[_Shape]) -> set[str]:
    """Labels of footnotes that are pointed at and stand nowhere."""
    defined = {container.label for shape in shapes for container in shape.block.inside}
    return {label for shape in shapes for label in shape.notes} - defined


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether `span` lies in one of `spans`, which are in order and do not overlap."""
    i = bisect_right(spans, (span[0], float("inf"))) - 1
    return i >= 0 and spans[i][0] <= span[0] and span[1] <= spans[i][1]


def _union(spans: Iterable[Span]) -> list[Span]:
    """`spans` in order, joined where they overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
