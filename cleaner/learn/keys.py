"""Lines and templates as small keys that are cheap to count.

The normalised form in which phrases meet lines (cleaner/packs/phrase.py) takes forty microseconds a paragraph, too
much for every line of a large corpus. A key is rougher and fifty times cheaper; lines of one normalised form nearly
always have one key, so the few keys that recur are enough to look closer at.
"""

from __future__ import annotations

import re
from zlib import crc32

from cleaner.packs.phrase import normalise, parse_phrase

SHORTEST = 3  #: bytes of the shortest key that is looked at: a line of signs or numbers has no words to recognise it by
PREFIX = 4  #: words that lines of one template begin or end with
FIRST, LAST = 2, 6  #: lines at either end of a text in which templates are looked for
MASKED = 200  #: code points of the longest line in which names are masked

_LOWER = bytes(c + 32 if 65 <= c <= 90 else c for c in range(256))
_DROPPED = bytes(c for c in range(128) if not (chr(c).isalpha() or chr(c) in " \n"))
_NAME = r"[^\W\d_a-z][\w’'.-]*"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_VARIES = re.compile(
    rf"(?:{_DAYS})?,? ?(?:{_MONTHS})\b|(?:{_DAYS})\b|{_NAME}(?: (?:{_NAME}|d[aei]|v[ao]n|der))* {_NAME}"
)
_THREE_NAMES = re.compile(rf"{_NAME} {_NAME} {_NAME}")
_FEWEST = 3  #: words that a template fixes


def keys_of(lines: list[str]) -> list[bytes]:
    """A key for each line: lower case, without digits and signs.

    >>> keys_of(["Page 12 of 30!", "page 3 of 30", "***"])
    [b'page  of ', b'page  of ', b'']
    """
    return "\n".join(lines).encode("utf-8", "replace").translate(_LOWER, _DROPPED).split(b"\n")


def prefix_of(key: bytes) -> bytes:
    """The first words of a key that has more, else b"".

    >>> prefix_of(b"read more from jane roe here"), prefix_of(b"read more")
    (b'read more from jane', b'')
    """
    words = key.split(b" ", PREFIX)
    return key[: len(key) - len(words[PREFIX]) - 1] if len(words) > PREFIX and words[PREFIX] else b""


def suffix_of(key: bytes) -> bytes:
    """The last words of a key that has more, else b"".

    >>> suffix_of(b"jane roe will read your letters here "), suffix_of(b"read more")
    (b'read your letters here', b'')
    """
    words = key.rstrip().rsplit(b" ", PREFIX)
    return b" ".join(words[1:]) if len(words) > PREFIX and words[0] else b""


def masked(line: str) -> str:
    """The phrase that `line` is one case of, with names and dates as `...`; "" where there are none or too little else.

    The first of three capitalised words at the start is kept: it has a capital whatever it is.

    >>> masked("Follow Jane Roe on Twitter")
    'follow ... on twitter'
    >>> masked("Jane van der Roe covers the lake for the Herald.")
    '... covers the lake for the herald'
    >>> masked("The river rose again."), masked("Jane Roe, John Doe")
    ('', '')
    """
    parts = [plain(part) for part in _fixed_parts(line)]
    if not 1 < len(parts) <= 3 or sum(len(part.split()) for part in parts) < _FEWEST:
        return ""
    phrase = " ... ".join(parts).strip()
    try:
        parse_phrase(phrase)
    except ValueError:
        return ""
    return phrase


def _fixed_parts(line: str) -> list[str]:
    """What is left of a line between names and dates; [] where it has none or is too long."""
    if len(line) > MASKED or line[1:].islower():
        return []
    keep = line.find(" ") + 1 if _THREE_NAMES.match(line) else 0
    parts = _VARIES.split(line[keep:])
    return [line[:keep] + parts[0], *parts[1:]] if len(parts) > 1 else []


def mask_of(line: str) -> bytes:
    """The key of a line without its names and dates; b"" where it has none."""
    return keys_of([" \0 ".join(_fixed_parts(line))])[0]


def plain(text: str) -> str:
    """`text` as phrases see it, to be written as a phrase.

    >>> plain("Don’t miss (all 12 of) our | stories!")
    "don't miss all 0 of our stories"
    """
    return normalise(text).decode("utf-8", "replace").strip()


def edge_numbers(count: int) -> list[int]:
    """Which of `count` lines stand at an edge.

    >>> edge_numbers(12)
    [0, 1, 6, 7, 8, 9, 10, 11]
    """
    return sorted({*range(min(FIRST, count)), *range(max(0, count - LAST), count)})


def templates_of(line: str, key: bytes) -> tuple[bytes, bytes, bytes]:
    """The keys of the templates that `line` may be a case of; b"" for none.

    By its beginning, by its end, and without names. A byte in front tells the first two apart.
    """
    start, end = prefix_of(key), suffix_of(key)
    return start and b"^" + start, end and b"$" + end, mask_of(line)


def number_of(key: bytes) -> int:
    """32 bits for a key, the same on every machine."""
    return crc32(key)
