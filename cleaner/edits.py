"""Edits as a calculus: choose, apply, undo, compose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from cleaner.model import GROUPS, Document, Edit, inside_any
from cleaner.segment.address import in_address


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with `edits` made. They must be sorted and not overlap, and each `old` must be there (ValueError).

    >>> apply("teh cat", [Edit(0, 3, "teh", "the")])
    'the cat'
    """
    parts: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"the edits at {edit.start} overlap")
        if text[edit.start : edit.end] != edit.old:
            raise ValueError(f"the text at {edit.start} is not what the edit replaces")
        parts += text[at : edit.start], edit.new
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def inverse(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that turn the changed text back; their offsets count in the changed text.

    >>> apply("the cat", inverse([Edit(0, 3, "teh", "the")]))
    'teh cat'
    """
    back, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        back.append(edit._replace(start=start, end=start + len(edit.new), old=edit.new, new=edit.old))
        shift += len(edit.new) - len(edit.old)
    return back


def traced(findings: Iterable[Edit], made: Sequence[Edit]) -> list[Edit]:
    """`findings` of the changed text where they stand in the text that `made` changed; of what `made` put in, none.

    >>> found = traced([Edit(2, 5, "teh", "the"), Edit(0, 1, "a", "b")], [Edit(0, 3, "xyz", "a")])
    >>> [(e.start, e.end, e.old) for e in found]
    [(4, 7, 'teh')]
    """
    back = inverse(made)
    ends = [edit.end for edit in back]
    shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in back)]
    kept = []
    for finding in findings:
        at = bisect_right(ends, finding.start)
        if at == len(back) or finding.end <= back[at].start:
            kept.append(finding._replace(start=finding.start + shifts[at], end=finding.end + shifts[at]))
    return kept


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit], between: str | None = None) -> list[Edit]:
    """The edits on `text` that do what `first` and then `second` (on `between`, the result of `first`) do.

    Edits that meet are joined into one, which is dropped where it would change nothing.

    >>> made = compose("a  teh", [Edit(1, 3, "  ", " ")], [Edit(2, 5, "teh", "the")])
    >>> [(e.start, e.old, e.new) for e in made]
    [(1, '  ', ' '), (3, 'teh', 'the')]
    """
    if between is None:
        between = apply(text, first)
    members: list[tuple[int, int, bool, Edit]] = []  # (start, end) in `between`, whether of `second`, edit
    shift = 0
    for edit in first:
        members.append((edit.start + shift, edit.start + shift + len(edit.new), False, edit))
        shift += len(edit.new) - len(edit.old)
    members += [(e.start, e.end, True, e) for e in second]
    members.sort(key=lambda m: m[:3])
    result, shift = [], 0
    for cluster in _clusters(members):
        joined, shift = _join(text, between, cluster, shift)
        if joined.old != joined.new:
            result.append(joined)
    return result


_Member = tuple[int, int, bool, Edit]


def _clusters(members: Iterable[_Member]) -> list[list[_Member]]:
    clusters: list[list[_Member]] = []
    high = -1
    for member in members:
        start, end = member[:2]
        if clusters and start < high:
            clusters[-1].append(member)
        else:
            clusters.append([member])
            high = -1
        high = max(high, end)
    return clusters


def _join(text: str, between: str, cluster: list[_Member], shift: int) -> tuple[Edit, int]:
    low, high = cluster[0][0], max(m[1] for m in cluster)
    after = shift - sum(len(e.new) - len(e.old) for _, _, late, e in cluster if not late)
    start, end = low + shift, high + after
    if len(cluster) == 1:
        edit = cluster[0][3]
        return edit._replace(start=start, end=end), after
    late = [e._replace(start=s - low, end=t - low) for s, t, is_late, e in cluster if is_late]
    main = max((m[3] for m in cluster), key=lambda e: len(e.old) + len(e.new))
    new = apply(between[low:high], late)
    safety = min(m[3].safety for m in cluster)
    return main._replace(start=start, end=end, old=text[start:end], new=new, safety=safety), after


def resolve(document: Document, proposals: Iterable[Edit], exempt: Iterable[Edit] = ()) -> list[Edit]:
    """The proposals that are allowed and do not overlap, sorted. Of two that overlap the earlier group of GROUPS wins.

    Allowed is an edit inside one segment that touches no protected span, the removal of whole segments, and what is
    `exempt`: edits that a format's own stage makes outside segments.
    """
    rank = {group: n for n, group in enumerate(GROUPS)}
    starts = [s.start for s in document.segments]
    there = (e for e in proposals if document.text[e.start : e.end] == e.old)
    allowed = [e for e in there if _removes(e) or _editable(e, document, starts)]
    taken: list[Edit] = []
    keys: list[int] = []
    for edit in sorted([*allowed, *exempt], key=lambda e: (rank.get(e.group, 9), e.start, -e.end, e.rule, e.new)):
        at = bisect_left(keys, edit.start)
        if any(_collide(edit, taken[n]) for n in (at - 1, at) if 0 <= n < len(taken)):
            continue
        taken.insert(at, edit)
        keys.insert(at, edit.start)
    return taken


def _collide(one: Edit, other: Edit) -> bool:
    if one.start == other.start and (one.start == one.end or other.start == other.end):
        return True
    return one.start < other.end and other.start < one.end


def _removes(edit: Edit) -> bool:
    """Whether `edit` is a stage's removal of a whole segment or sentence, which it answers for with signals."""
    return not edit.new and bool(edit.signals)


def _editable(edit: Edit, document: Document, starts: Sequence[int]) -> bool:
    at = bisect_right(starts, edit.start) - 1
    if at < 0:
        return False
    segment = document.segments[at]
    if segment.fixed or edit.end > segment.end or inside_any(edit.start, edit.end, segment.protected):
        return False
    # Broken encoding is broken anywhere, and a rule about junk inside a line may be about what an address carries.
    return edit.group in ("encoding", "boilerplate") or not in_address(document.text, edit.start, edit.end)
