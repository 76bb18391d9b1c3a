"""The best runs of lines: those whose evidence is worth more than their borders with content cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from cleaner.propose.judged import BORDER, NEVER, VOUCHES, Judged

BOND = 1.5  #: what a line that speaks for boilerplate gains beside one that is certain

_CONTENT, _SURE, _FIRM, _LOOSE = range(4)
_BONDED = {_SURE, _FIRM}


def mark_runs(window: Sequence[Judged], at_start: bool, at_end: bool) -> None:
    """Mark the lines of the best runs, those that earn most for what their borders cost.

    Dynamic programming over four states: content, and a run whose last line is certain, speaks for it, or speaks
    against it. A certain line pays for no border and saves none, so content between two of them stays. A run starts
    and ends with a line that speaks for it, so no content is swallowed to reach the edge of the document.
    """
    best = {_CONTENT: 0.0, _SURE: NEVER, _FIRM: NEVER, _LOOSE: NEVER}
    steps: list[dict[int, int]] = []  # for each line: state -> the state before it
    for number, judged in enumerate(window):
        content, left = _better((best[_CONTENT], _CONTENT), (best[_SURE], _SURE), (best[_FIRM] - BORDER, _FIRM))
        if judged.score == NEVER:  # no run goes on across it
            best = {_CONTENT: content, _SURE: NEVER, _FIRM: NEVER, _LOOSE: NEVER}
            steps.append({_CONTENT: left})
            continue
        state = _SURE if judged.certain else _FIRM if judged.score > 0 else _LOOSE
        inside, came_from = _better(
            *((best[s] + (BOND if {s, state} == _BONDED else 0.0), s) for s in (_SURE, _FIRM, _LOOSE))
        )
        if state != _LOOSE:
            price = 0.0 if judged.certain or (at_start and number == 0) else BORDER
            inside, came_from = _better((inside, came_from), (best[_CONTENT] - price, _CONTENT))
        best = {_CONTENT: content, _SURE: NEVER, _FIRM: NEVER, _LOOSE: NEVER} | {state: inside + judged.score}
        steps.append({_CONTENT: left, state: came_from})
    price = 0.0 if at_end else BORDER
    _, state = _better((best[_CONTENT], _CONTENT), (best[_SURE], _SURE), (best[_FIRM] - price, _FIRM))
    chosen = []
    for number in range(len(window) - 1, -1, -1):
        if state != _CONTENT:
            chosen.append(number)
        state = steps[number][state]
    for numbers in consecutive(reversed(chosen)):
        if max(window[n].named for n in numbers) >= VOUCHES:
            for n in numbers:
                window[n].removed = True


def _better(*options: tuple[float, int]) -> tuple[float, int]:
    """The (worth, state) worth most; of equals the first, so that a tie is content."""
    return max(options, key=itemgetter(0))


def consecutive(numbers: Iterable[int]) -> list[list[int]]:
    """`numbers`, in order, cut where one is left out.

    >>> consecutive([1, 2, 3, 7, 9, 10])
    [[1, 2, 3], [7], [9, 10]]
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
