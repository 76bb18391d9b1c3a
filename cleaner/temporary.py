"""Temporary files that take their name last, locks, and what killed runs leave behind.

Why not O_TMPFILE: linkat(2) cannot take over a name, so a named file would be needed all the same.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from cleaner.errors import WriteFailed
from cleaner.later import compile_later

_LEFTOVER = compile_later(r"\.cleaner-[0-9a-f]{16}\.tmp")
_LOCK_SECONDS = 10.0
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def is_leftover(name: str) -> bool:
    """Whether a file name is one of our temporary files, in use or left by a run that was killed.

    >>> is_leftover(".cleaner-0123456789abcdef.tmp"), is_leftover(".cleaner.toml")
    (True, False)
    """
    return _LEFTOVER.fullmatch(name) is not None


def remove_leftovers(folder: str | os.PathLike[str]) -> int:
    """Remove temporary files in `folder` (not below it) that killed runs left; those in use stay.

    Returns how many. Never fails: what cannot be removed stays.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        return sum(_remove_unused(entry.path) for entry in list(entries) if is_leftover(entry.name))
    return 0


def _remove_unused(path: str) -> bool:
    with suppress(OSError):
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | _NO_LINK)
        try:
            if stat.S_ISREG(os.fstat(fd).st_mode) and _try_lock(fd):
                os.unlink(path)
                return True
        finally:
            os.close(fd)
    return False


@contextmanager
def temporary_file(folder: int, mode: int) -> Iterator[tuple[BinaryIO, str]]:
    """A new file and its name in the folder open as `folder`, removed when the block raises.

    The block renames it. Its mode is `mode` less the umask.
    """
    fd, name = _create(folder, mode)
    try:
        with os.fdopen(fd, "wb") as file:
            yield file, name
    except BaseException:
        _discard(name, folder)
        raise


def _discard(name: str, folder: int) -> None:
    with suppress(OSError):
        os.unlink(name, dir_fd=folder)


def _create(folder: int, mode: int) -> tuple[int, str]:
    """Create and lock: the lock tells `remove_leftovers` that the file is in use."""
    while True:
        name = f".cleaner-{os.urandom(8).hex()}.tmp"  # short whatever the target's name; hidden from walks
        fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, mode, dir_fd=folder)
        try:
            lock(fd)
            if os.fstat(fd).st_nlink:  # not taken for a leftover before the lock was held
                return fd, name
        except BaseException:
            _discard(name, folder)
            os.close(fd)
            raise
        os.close(fd)


def lock(fd: int) -> None:
    """Lock the open file against other runs, until it is closed.

    Where the file system has no locks, goes on without. Raises WriteFailed when another program keeps it.
    """
    give_up = time.monotonic() + _LOCK_SECONDS
    with suppress(OSError):
        while not _try_lock(fd):
            if time.monotonic() > give_up:
                raise WriteFailed("is locked by another program")
            time.sleep(0.01)


def _try_lock(fd: int) -> bool:
    import fcntl  # not on Windows, where reading works all the same

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sync(file: BinaryIO) -> None:
    """Have the bytes on the disk itself, so that a rename cannot overtake them in a crash."""
    import fcntl

    file.flush()
    full = getattr(fcntl, "F_FULLFSYNC", None)  # macOS, where fsync stops at the drive's cache
    if full is None:
        os.fsync(file.fileno())
    else:
        fcntl.fcntl(file.fileno(), full)


def rename_synced(temp: str, name: str, folder: int) -> None:
    """Give the file `temp` its `name` in the folder open as `folder`, at once and for good."""
    os.replace(temp, name, src_dir_fd=folder, dst_dir_fd=folder)
    with suppress(OSError):  # the new bytes are in place already; after a crash it is these or the old ones
        os.fsync(folder)
