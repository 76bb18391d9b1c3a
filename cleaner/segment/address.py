"""Web and mail addresses, handles and paths in plain prose: protected in every format."""

from __future__ import annotations

import re

from cleaner.later import compile_later

_BLANK = compile_later(r"[\s()\[\]<>\"“”«»]")  #: what an address does not go beyond
_ADDRESS = compile_later(
    r"""https?://|www\.|\w@\w+\.\w|(?<!\w)@\w{2,}|(?<!\w)\#\w{2,}|\w/\w+/\w|\w\\\w|\w_\w|~/\w
    |\b[\w-]+\.(?:com|org|net|edu|gov|io|co|uk|de|fr|info|html?|php|pdf|jpe?g|png|gif|svg|js|py|md|txt)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SCHEME = compile_later(r"(?<=[\w.,!?;…])https?://|^https?://")
FARTHEST = 300  #: code points to either side in which the ends of an unbroken run of letters are looked for


def in_address(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] touches an unbroken run of letters that is an address, handle, tag or path.

    >>> text = "write to teh@example.org or see teh shop"
    >>> in_address(text, 9, 12), in_address(text, 32, 35)
    (True, False)
    >>> in_address("for skillshttps://example.org", 4, 10)
    False
    >>> in_address("[asked qeustions](https://example.org)", 7, 16)
    False
    """
    low, high = max(0, start - FARTHEST), min(len(text), end + FARTHEST)
    head, tail = text[low:start][::-1], text[end:high]  # backwards, so that the nearest blank comes first
    before, after = _BLANK.search(head), _BLANK.search(tail)
    head = head[: before.start()] if before else head
    tail = tail[: after.start()] if after else tail
    if scheme := _SCHEME.search(tail):
        tail = tail[: scheme.start()]  # an address begins there; what is glued in front is a word
    return bool(_ADDRESS.search(head[::-1] + text[start:end] + tail))
