"""Read regular files, without ever waiting for one."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from cleaner.errors import UnreadableInput, reported

StrPath = str | os.PathLike[str]

#: The largest file that is read whole, in bytes.
MAX_BYTES = 2 << 30
_CHUNK = 1 << 20
# Never wait for the other end of a pipe, never take over a terminal.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
PIPE = "a pipe"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, PIPE),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: StrPath, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file, through links if need be. Never waits, never reads over `limit` bytes.

    Raises UnreadableInput for all else: missing, forbidden, a folder, pipe, socket or device, too large.

    >>> read_file("/dev/zero")
    Traceback (most recent call last):
    cleaner.errors.UnreadableInput: is a device, not a file
    """
    with reported(UnreadableInput, "cannot be read"):
        fd = open_regular(checked(path), os.O_RDONLY)
        try:
            return _read(fd, limit)
        finally:
            os.close(fd)


def read_stream(file: BinaryIO, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a stream up to its end, which an endless one has not. Raises UnreadableInput over `limit` bytes.

    >>> import io
    >>> read_stream(io.BytesIO(b"abc"), 2)
    Traceback (most recent call last):
    cleaner.errors.UnreadableInput: is larger than 2 bytes
    """
    room, chunks = limit, []
    while chunk := file.read(_CHUNK):  # piece by piece: to ask for all at once would take up the whole limit
        room -= len(chunk)
        if room < 0:
            raise UnreadableInput(f"is larger than {limit} bytes")
        chunks.append(chunk)
    return b"".join(chunks)


def checked(path: StrPath) -> str:
    """`path` as a string that the system can take; names from logs may hold anything."""
    name = os.fspath(path)
    try:
        if b"\0" not in os.fsencode(name):
            return name
    except UnicodeEncodeError:
        pass
    raise UnreadableInput("is not a possible file name")


def open_regular(path: str, flags: int, folder: int | None = None) -> int:
    """A descriptor of a regular file, by its path or its name in `folder`, or UnreadableInput or OSError."""
    refuse_special(os.stat(path, dir_fd=folder))  # before opening, which alone may act on a device
    fd = os.open(path, flags | _NO_WAIT, dir_fd=folder)
    try:
        refuse_special(os.fstat(fd))
    except BaseException:
        os.close(fd)
        raise
    return fd


def refuse_special(status: os.stat_result) -> None:
    """Raise UnreadableInput for what is no regular file."""
    if not stat.S_ISREG(status.st_mode):
        kind = next((word for test, word in _KINDS if test(status.st_mode)), "something else")
        hint = "; give it as standard input, after <" if kind == PIPE else ""
        raise UnreadableInput(f"is {kind}, not a file{hint}")


def _read(fd: int, limit: int) -> bytes:
    """All bytes, also of files that grow or whose size is not told (as in /proc)."""
    size = os.fstat(fd).st_size
    room, ask, chunks = limit + 1, size + 1, []
    while size <= limit and room > 0 and (chunk := os.read(fd, min(ask, room))):
        chunks.append(chunk)
        room, ask = room - len(chunk), _CHUNK
    if size > limit or room <= 0:
        raise UnreadableInput(f"is larger than {limit} bytes")
    return b"".join(chunks)
