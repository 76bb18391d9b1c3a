"""Signs that stand oddly: where several proposers look closer. All are found in one search of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat

from cleaner.again import found, memory_of, places
from cleaner.later import compile_later
from cleaner.model import Document, Span

#: A sign behind a blank; a stop, comma or semicolon before a letter; what may be a letter misread, beside a letter;
#: the apostrophe of “it’s”, “you’re” and the like.
_SIGN = compile_later(
    "[,;:.?!01I|ſ'’](?:(?<=[ \u00a0][,;:.?!])|(?=[A-Z])(?<=[.?!])|(?=[^\\W\\d_])(?<=,)|(?=[a-z])(?<=;)"
    "|(?<=[A-Za-z][01I|ſ])|(?=[A-Za-z])(?<=[01|ſ])|(?=s |re )(?<=[tuy]['’]))"
)


def at_signs(
    pattern: re.Pattern[str], document: Document, fits: Callable[[str, int], bool] | None = None
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, of a pattern that matches one such sign and no more, where the line `fits`.

    >>> [m.start() for m in at_signs(re.compile("[.](?=[A-Z])"), Document("No.It is. So , it.", []))]
    [2]
    """
    text = document.text
    if "signs" not in document.facts:
        signs = places(document, _SIGN, lambda spans: found(_SIGN, text, spans))
        document.facts["signs"] = [start for start, _ in signs]
    starts: list[int] = document.facts["signs"]  # type: ignore[assignment]
    if memory_of(document):

        def find(spans: Sequence[Span]) -> Iterator[Span]:
            for low, high in spans:
                some = starts[bisect_left(starts, low) : bisect_left(starts, high)]
                yield from (match.span() for match in _matching(pattern, text, some, fits))

        return (match for start, _ in places(document, (_SIGN, pattern), find) if (match := pattern.match(text, start)))
    return _matching(pattern, text, starts, fits)


def _matching(
    pattern: re.Pattern[str], text: str, starts: Sequence[int], fits: Callable[[str, int], bool] | None
) -> Iterator[re.Match[str]]:
    found = filter(None, map(pattern.match, repeat(text), starts)) if starts else iter(())
    return (match for match in found if fits(text, match.start())) if fits else found
