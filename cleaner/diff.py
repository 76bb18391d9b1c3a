"""A unified diff of two texts, in bytes, so that stray bytes and line ends show as they are."""

from __future__ import annotations

import difflib
import re

from cleaner.terminal import safe

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def unified(before: bytes, after: bytes, name: str) -> bytes:
    """The diff, or b"" where nothing changed.

    >>> print(unified(b"teh cat\\n", b"the cat\\n", "a.txt").decode(), end="")
    --- a.txt
    +++ a.txt
    @@ -1 +1 @@
    -teh cat
    +the cat
    """
    if before == after:
        return b""
    path = safe(name).encode()
    lines = difflib.diff_bytes(difflib.unified_diff, _LINE.findall(before), _LINE.findall(after), path, path)
    return b"".join(map(_ended, lines))


def head(name: str) -> bytes:
    """The two lines that a file's diff begins with."""
    return f"--- {safe(name)}\n+++ {safe(name)}\n".encode()


def line_changed(before: bytes, after: bytes, number: int) -> bytes:
    """The part of a diff in which one line, counted from 1, becomes another; to follow `head`.

    >>> line_changed(b"teh cat\\n", b"the cat\\n", 3)
    b'@@ -3 +3 @@\\n-teh cat\\n+the cat\\n'
    """
    return b"@@ -%d +%d @@\n" % (number, number) + _ended(b"-" + before) + _ended(b"+" + after)


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
