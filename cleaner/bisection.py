"""Sorted lines of bytes, looked up where they lie: a text's questions take less time than to make a dict of them."""

from __future__ import annotations

from mmap import ACCESS_READ, mmap

from cleaner.reading import StrPath


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


def mapped(path: StrPath) -> mmap:
    """The bytes of a file, read as they are asked for, and shared by all processes that ask. Raises OSError."""
    with open(path, "rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
