"""Work grows with the length of a text, not with its square: calls are counted, for a clock says something else each day.

Work inside one call of a library is not counted; benchmarks/pathological.py times that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from pathological import CASES

from cleaner import Cleaner

TIDY = Cleaner()
SIZE = 3_000
GROWTH = 2.5
FEW = 20_000  #: calls that do not matter, such as those of a table that is read once


def calls(act: Callable[[], object]) -> int:
    """How many calls of functions, of Python's and of ours, `act` makes."""
    count = 0

    def seen(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(seen)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("form", CASES)
def test_twice_the_text_is_twice_the_work(form: str) -> None:
    grown = {name: work for name, text in CASES[form].items() if (work := growth(text, form))}
    assert grown == {}


def growth(text: Callable[[int], str], form: str) -> list[int]:
    """The calls for ever longer texts, if each time they grow too much; once may be the doing of how a text ends."""
    TIDY.clean(text(SIZE), form)  # what is read or compiled once
    work: list[int] = []
    for factor in (1, 2, 4, 8):
        longer = text(factor * SIZE)
        work.append(calls(lambda longer=longer: TIDY.clean(longer, form)))
        if len(work) > 1 and work[-1] <= GROWTH * work[-2] + FEW:
            return []
    return work


def test_the_count_sees_the_square_of_a_length() -> None:
    def square(size: int) -> int:
        return calls(lambda: [[len("") for _ in range(size)] for _ in range(size)])

    assert square(400) > GROWTH * square(200) + FEW
