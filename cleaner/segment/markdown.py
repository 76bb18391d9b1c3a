"""Markdown, as people keep it in content repositories, cut into segments by a real parser.

What is code, markup, address, template or metadata is protected; so is all that cannot be placed for certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from cleaner.model import Segment, Span
from cleaner.segment.markdown_blocks import Block, read_blocks
from cleaner.segment.markdown_guard import addresses, guarded, half_template
from cleaner.segment.markdown_inline import Constructs, constructs
from cleaner.segment.markdown_opaque import BRACES
from cleaner.segment.markdown_place import Place, Source, inner, outer, placed
from cleaner.segment.matter import segments

_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+(?=\S)")
_WORD = re.compile(r"\w")


def segment(text: str, front_matter: Collection[str] = ()) -> list[Segment]:
    """The segments of a Markdown document, in order, not overlapping; spans count code points of `text`.

    Prose has the kind `heading`, `item`, `quote`, `footnote`, `cell` or `paragraph`; a `rule` (`---`) may be
    removed but not edited; all else is `fixed`. Marks: `heading` with `h1`…`h6`, `item`, `quote`, `footnote`,
    `task`, `cell`, `header` (of a table), `link` or `image` where the prose is nothing else. A document that
    cannot be read is one fixed segment. The values of the keys `front_matter` are prose too, of the kind
    `matter`. Takes time in proportion to the length of `text`.

    >>> for s in segment("# Title\\n\\n- see `x` [here](a.md)\\n"):
    ...     print(s.kind, s.start, s.end, s.outer, s.protected)
    heading 2 7 (0, 7) ()
    item 11 31 (9, 31) ((15, 18), (19, 20), (24, 31))
    """
    source = Source(text)
    try:
        found = list(_segments(source, front_matter))
    except Exception:  # a parser's bug must not lose the document
        return [_fixed("unread", (0, len(text)))] if text else []
    return [_moved(s, source.original) for s in found] if source.pairs else found


def _fixed(kind: str, span: Span) -> Segment:
    return Segment(*span, kind=kind, fixed=True)


def _segments(source: Source, front_matter: Collection[str]) -> Iterator[Segment]:
    read = read_blocks(source.text)
    for block in read.blocks:
        pieces = placed(source, block)
        values = _values(source, block, front_matter)
        if values:
            yield from values
        elif not pieces:
            yield from _other(source, block)
        if not pieces:
            continue
        kind, marks = _kind(block)
        whole = outer(source, block)
        for place, prose in pieces:
            found = constructs(prose, read.references)
            span = (place.start, place.end)
            outside = span if kind == "cell" else whole
            if not found.whole or half_template(source.text[slice(*span)]):
                yield _fixed(kind, outside)
            else:
                yield _segment(source, kind, place, outside, found, marks)


def _other(source: Source, block: Block) -> Iterator[Segment]:
    """A block without prose, or one whose prose cannot be placed."""
    line = inner(source, block)
    whole = outer(source, block)
    if block.kind == "rule":
        yield Segment(*line, "rule", whole, (line,))
    elif text := source.text[line[0] : whole[1]].rstrip():
        yield _fixed(block.kind, (line[0], line[0] + len(text)))


def _values(source: Source, block: Block, keys: Collection[str]) -> list[Segment]:
    """The prose in the front matter at the document's start."""
    if not keys or block.kind != "front-matter" or block.first:
        return []
    start, end = source.starts[0], source.line(block.last - 1)[1]
    found = segments(source.text[start:end], keys)
    return [s._replace(start=s.start + start, end=s.end + start) for s in found]


def _kind(block: Block) -> tuple[str, set[str]]:
    """The kind of a block's segments, and the marks that its containers and rank give them."""
    kinds = [container.kind for container in block.inside]
    if block.kind == "row":
        return "cell", {"cell", *kinds, *(["header"] if block.level else [])}
    if block.kind == "heading":
        return "heading", {"heading", f"h{block.level}", *kinds}
    return kinds[-1] if kinds else "paragraph", set(kinds)


def _segment(source: Source, kind: str, place: Place, outside: Span, found: Constructs, marks: set[str]) -> Segment:
    start, end = place.start, place.end
    task = _CHECKBOX.match(source.text, start, end) if kind == "item" else None
    start = task.end() if task else start
    text = source.text[start:end]
    spans = [(a + start, b + start) for a, b in guarded(text)]
    spans += (place.source(construct) for construct in found.protected)
    spans += place.gaps(source.text)
    only = _only(text, start, [place.source(s) for s in found.links], [place.source(s) for s in found.images])
    marks = {*marks, *only, *(["task"] if task else [])}
    return Segment(start, end, kind, outside, tuple(_merged(spans, start, end)), frozenset(marks))


def _only(text: str, start: int, links: list[Span], images: list[Span]) -> list[str]:
    """`link` or `image` when the prose holds one and no word beside it."""
    links = links + [(a + start, b + start) for a, b in addresses(text)]
    if not links and not images:
        return []
    rest, at = [], start
    for a, b in _merged([*links, *images], start, start + len(text)):
        rest.append(text[at - start : a - start])
        at = b
    rest.append(text[at - start :])
    if _WORD.search(BRACES.sub("", "".join(rest))):
        return []
    pictures = all(any(a <= c < b for c, _ in images) for a, b in links)
    return ["image" if images and pictures else "link"]


def _merged(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """`spans` in order, cut to [start, end), joined where they touch or overlap."""
    merged: list[Span] = []
    for a, b in sorted(spans):
        a, b = max(a, start), min(b, end)
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        elif a < b:
            merged.append((a, b))
    return merged


def _moved(segment: Segment, at: Callable[[int], int]) -> Segment:
    """`segment` with every offset put through `at`."""
    return segment._replace(
        start=at(segment.start),
        end=at(segment.end),
        outer=segment.outer and (at(segment.outer[0]), at(segment.outer[1])),
        protected=tuple((at(a), at(b)) for a, b in segment.protected),
    )
