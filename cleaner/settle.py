"""What a format asks of edits as a whole: Markdown stays well formed, subtitle numbers stay without gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleaner import edits as calculus
from cleaner.model import Document, Edit, Span
from cleaner.segment.matter import KIND, harmless, parted

MOST_RUNS = 24  #: removals tried one by one in a document where all at once would break something


def settle(document: Document, edits: list[Edit]) -> list[Edit]:
    """`edits` (resolved) with what must come along, and without what would break the format."""
    keep = _SETTLERS.get(document.format)
    return keep(document, edits) if keep and edits else edits


def _srt(document: Document, edits: list[Edit]) -> list[Edit]:
    from cleaner.segment.subtitles import renumber

    removed = [e.span for e in edits if not e.new]
    return calculus.resolve(document, edits, renumber(document.text, removed)) if removed else edits


def _markdown(document: Document, edits: list[Edit]) -> list[Edit]:
    """All edits where the blocks that remain stay what they are; else as many of them as leave it so."""
    if any(segment.kind == KIND for segment in document.segments):
        matter, edits = parted(document.segments, edits)
        return sorted([*filter(harmless, matter), *_sound_ones(document, edits)], key=lambda e: e.span)
    return _sound_ones(document, edits)


def _sound_ones(document: Document, edits: list[Edit]) -> list[Edit]:
    if _sound(document, edits):
        return edits
    kept = [e for e in edits if not e.signals]
    kept = kept if _sound(document, kept) else []
    for run in _runs([e for e in edits if e.signals])[:MOST_RUNS]:
        tried = sorted([*kept, *run], key=lambda e: e.span)
        kept = tried if _sound(document, tried) else kept
    return kept


def _sound(document: Document, edits: Sequence[Edit]) -> bool:
    from cleaner.segment.markdown_judge import same_structure

    removed: list[Span] = [e.span for e in edits if e.signals]
    return not edits or same_structure(document.text, calculus.apply(document.text, edits), removed)


def _runs(removals: list[Edit]) -> list[list[Edit]]:
    """Removals that touch, together."""
    runs: list[list[Edit]] = []
    for edit in removals:
        if runs and runs[-1][-1].end == edit.start:
            runs[-1].append(edit)
        else:
            runs.append([edit])
    return runs


_SETTLERS: dict[str, Callable[[Document, list[Edit]], list[Edit]]] = {"markdown": _markdown, "srt": _srt}
