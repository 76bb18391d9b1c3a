"""Regular expressions of rules, compiled as rules mean them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    r"""The pattern by the `regex` package, V1 behaviour, Unicode.

    With `(?i)` a letter is the same in another case, but no letter is two: ß is not ss. That full folding of V1 would
    take twice the time, to compile and to search.

    >>> compiled("(?i)strasse").fullmatch("STRASSE") is not None, compiled("(?i)strasse").fullmatch("straße")
    (True, None)
    """
    import regex  # 10 ms, only where a pattern is tried

    return regex.compile(f"(?-f){pattern}", regex.V1)
