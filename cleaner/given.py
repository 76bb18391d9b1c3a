"""What a caller in Python gives, checked before it is used: the commonest slips there are told by name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

from cleaner.errors import CleanerError

T = TypeVar("T")


def several(what: str, values: Iterable[T]) -> tuple[T, ...]:
    """`values` as a tuple. Raises CleanerError for a single text or path, which would be taken letter by letter.

    >>> several("select", ["typos"])
    ('typos',)
    >>> several("select", "typos")
    Traceback (most recent call last):
    cleaner.errors.CleanerError: 'select' takes a list, like ['typos']
    """
    if isinstance(values, (str, bytes, os.PathLike)):
        raise CleanerError(f"{what!r} takes a list, like [{str(values)!r}]")
    return tuple(values)


def portion(what: str, value: float) -> float:
    """`value`. Raises CleanerError where it is no number from 0 to 1.

    >>> portion("share", 90)
    Traceback (most recent call last):
    cleaner.errors.CleanerError: 'share' must be a number from 0 to 1, not 90
    """
    if not 0 <= value <= 1:
        raise CleanerError(f"{what!r} must be a number from 0 to 1, not {value!r}")
    return value


def one_of(what: str, value: str, known: tuple[str, ...]) -> str:
    """`value`. Raises CleanerError where it is none of `known`.

    >>> one_of("to", "md", ("text", "markdown"))
    Traceback (most recent call last):
    cleaner.errors.CleanerError: 'to' must be one of text, markdown, not 'md'
    """
    if value not in known:
        raise CleanerError(f"{what!r} must be one of {', '.join(known)}, not {value!r}")
    return value


def text(value: str) -> str:
    """`value`. Raises TypeError where it is no str.

    >>> text(b"teh cat")
    Traceback (most recent call last):
    TypeError: the text is bytes, not str: decode it first, as with .decode()
    """
    if not isinstance(value, str):
        hint = ": decode it first, as with .decode()" if isinstance(value, (bytes, bytearray)) else ""
        raise TypeError(f"the text is {type(value).__name__}, not str{hint}")
    return value
