"""What stands beside a sign: the words on both sides, the run without blanks, the line."""

from __future__ import annotations

import re

from cleaner.later import compile_later

_RUN_LEFT = compile_later(r"\S{0,80}$")
_RUN_RIGHT = compile_later(r"\S{0,80}")
_ADDRESS = compile_later(r"[@#/\\_=&<>|{}\[\]`*]|www|\d")
HEAD = compile_later(r"[A-Za-z]+(?:[’'][a-z]+)?$")
TAIL = compile_later(r"[A-Za-z]+(?:[’'][a-z]+)?")
APOSTROPHE = compile_later(r"[’'].*")


def sides(text: str, at: int) -> tuple[str, str]:
    """The words that end at `at` and begin after it, "" where there is none.

    >>> sides("met Mueller,and", 11), sides("3,000", 1)
    (('Mueller', 'and'), ('', ''))
    """
    left, right = HEAD.search(text, max(0, at - 40), at), TAIL.match(text, at + 1)
    return (left[0] if left else ""), (right[0] if right else "")


def is_prose_run(text: str, at: int) -> bool:
    """Whether the run without blanks around is two words and one sign: no address, code, number or list."""
    left, right = _RUN_LEFT.search(text, max(0, at - 80), at), _RUN_RIGHT.match(text, at + 1)
    before, after = (left[0] if left else ""), (right[0] if right else "")
    return not _ADDRESS.search(before + " " + after) and not re.search(r"[,;:.(]\w", before + " " + after)


def line_around(text: str, at: int) -> tuple[int, int]:
    """Where the line that holds `at` starts and ends."""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return low, high if high >= 0 else len(text)
