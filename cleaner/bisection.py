"""Sorted lines of bytes, looked up where they lie: a text's questions take less time than to make a dict of them."""

from __future__ import annotations

from bisect import bisect_right
from mmap import ACCESS_READ, mmap

from cleaner.reading import StrPath

BLOCK = 4096  #: bytes that are searched through as fast as one more half is chosen


def place_of(lines: bytes | mmap, begin: bytes, lowered: bool = False) -> int:
    """Where the line of sorted `lines` begins that begins with `begin`, in bytes; -1 if there is none. Each line ends
    with a newline. With `lowered` capitals of ASCII count as small letters.

    >>> [place_of(b"ape\\t4\\nbat\\t7\\nbatman\\t1\\n", key) for key in (b"ape\\t", b"bat\\t", b"bee\\t")]
    [0, 6, -1]
    """
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.find(b"\n", start) + 1
        line = lines[start:end].lower() if lowered else lines[start:end]
        low, high = (end, high) if line < begin else (low, start)
    found = lines[low : low + len(begin)]
    return low if (found.lower() if lowered else found) == begin else -1


def behind(lines: bytes | mmap, begin: bytes) -> bytes | None:
    """What stands behind `begin` in the line of sorted `lines` that begins with it; None if there is none.

    >>> behind(b"ape\\t4\\nbat\\t7\\n", b"bat\\t"), behind(b"ape\\t4\\n", b"b\\t")
    (b'7', None)
    """
    place = place_of(lines, begin)
    return None if place < 0 else lines[place + len(begin) : lines.find(b"\n", place)]


def lines_at(lines: bytes | mmap, begin: bytes) -> bytes:
    """All of sorted `lines` that begin with `begin`.

    >>> lines_at(b"ape\\t4\\nbat\\t7\\nbat\\t8\\nbee\\t1\\n", b"bat\\t")
    b'bat\\t7\\nbat\\t8\\n'
    """
    first = end = place_of(lines, begin)
    while end >= 0 and lines[end : end + len(begin)] == begin:
        end = lines.find(b"\n", end) + 1
    return lines[first:end] if first >= 0 else b""


class Blocks:
    """Sorted lines that are asked often: to find the block in which a line lies takes less than to halve them all.

    >>> Blocks(b"ape\\t4\\nbat\\t7\\n").behind(b"bat\\t"), Blocks(b"ape\\t4\\n").behind(b"pe\\t")
    (b'7', None)
    """

    def __init__(self, lines: bytes | mmap) -> None:
        self._lines = lines
        begins = {lines.rfind(b"\n", 0, at) + 1 for at in range(0, len(lines) or 1, BLOCK)}
        self._begins = sorted(begins)
        self._firsts = [lines[at : lines.find(b"\n", at)] for at in self._begins]
        self._begins.append(len(lines))

    def behind(self, begin: bytes) -> bytes | None:
        """What `behind` gives."""
        block = max(bisect_right(self._firsts, begin + b"\xff") - 1, 0)  # which no line goes on with
        start, end = self._begins[block : block + 2]
        if self._lines[start : start + len(begin)] != begin:
            start = self._lines.find(b"\n" + begin, start, end) + 1
            if not start:
                return None
        return self._lines[start + len(begin) : self._lines.find(b"\n", start)]


def mapped(path: StrPath) -> mmap:
    """The bytes of a file, read as they are asked for, and shared by all processes that ask. Raises OSError."""
    with open(path, "rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
