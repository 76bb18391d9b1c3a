"""Signs that stand oddly: where several proposers look closer. All are found in one search of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat

from cleaner.later import compile_later
from cleaner.model import Document

#: A sign behind a blank; a stop, comma or semicolon before a letter; what may be a letter misread, beside a letter;
#: the apostrophe of “it’s”, “you’re” and the like.
_SIGN = compile_later(
    "[,;:.?!01I|ſ'’](?:(?<=[ \u00a0][,;:.?!])|(?=[A-Z])(?<=[.?!])|(?=[^\\W\\d_])(?<=,)|(?=[a-z])(?<=;)"
    "|(?<=[A-Za-z][01I|ſ])|(?=[A-Za-z])(?<=[01|ſ])|(?=s |re )(?<=[tuy]['’]))"
)


def at_signs(pattern: re.Pattern[str], document: Document) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, of a pattern that matches one such sign and no more.

    >>> [m.start() for m in at_signs(re.compile("[.](?=[A-Z])"), Document("No.It is. So , it.", []))]
    [2]
    """
    if "signs" not in document.facts:
        document.facts["signs"] = [match.start() for match in _SIGN.finditer(document.text)]
    places: list[int] = document.facts["signs"]  # type: ignore[assignment]
    return filter(None, map(pattern.match, repeat(document.text), places)) if places else iter(())
