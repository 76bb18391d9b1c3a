"""Read and write files so that no failure loses a byte.

New bytes go to a temporary file in the same folder. It gets the owner, mode and attributes of the old one,
is synced and takes its name by rename(2), which is atomic. So the name holds the old bytes or the new.

A hard-linked file is refused: a rename would part its names, and writing into it would not be atomic.
Locks (flock) keep runs of this program apart; for all others the bytes are compared just before the rename.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from cleaner.errors import FileChanged, WriteFailed, reported
from cleaner.metadata import keep_metadata
from cleaner.reading import StrPath, checked, open_regular, read_file, refuse_special
from cleaner.temporary import lock, rename_synced, sync, temporary_file

__all__ = ["new_file", "read_file", "replace_file", "write_new"]

_CHUNK = 1 << 20
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def replace_file(path: StrPath, data: bytes, expected: bytes) -> None:
    """Make the file hold `data` instead of `expected`, or raise and leave it as it was.

    A link stays and the file it leads to is replaced; owner, mode, ACL and extended attributes stay too.
    Nothing is written when the file holds `data` already. Raises FileChanged when it holds other bytes than
    `expected`, WriteFailed when it is read-only or hard-linked or when anything fails, and UnreadableInput
    when it is no regular file.
    """
    if data == expected:
        return
    with (
        reported(WriteFailed, "was left as it was"),
        _folder_of(path) as (folder, name),
        _locked(name, folder) as old,
    ):
        if _holds(old, data):  # another run was faster
            return
        _refuse_unsafe(old)
        with temporary_file(folder, 0o600) as (new, temp):
            new.write(data)
            new.flush()  # first, for writing clears special bits of the mode
            keep_metadata(old, new.fileno())
            sync(new)
            _refuse_unsafe(old)
            if not (_is_named(old, name, folder) and _holds(old, expected)):
                raise FileChanged("has changed since it was read; run again")
            rename_synced(temp, name, folder)


def write_new(path: StrPath, data: bytes, root: StrPath | None = None) -> None:
    """Write an output file whole or not at all. As `new_file`, for bytes at hand."""
    with new_file(path, root) as file:
        file.write(data)


@contextmanager
def new_file(path: StrPath, root: StrPath | None = None) -> Iterator[BinaryIO]:
    """An output file to write to, which takes its name only when the block ends without an exception.

    Missing folders are made. A file of that name is replaced and keeps its owner, mode and attributes; a link
    or anything else of that name is refused. `path` must lie below `root` if given, with no link on the way.
    Raises WriteFailed (also for an OSError of the block) or UnreadableInput; other exceptions pass.
    """
    with (
        reported(WriteFailed, "could not be written"),
        _output_folder(path, root) as (folder, name),
        _existing(name, folder) as old,
        temporary_file(folder, 0o666) as (new, temp),
    ):
        yield new
        new.flush()
        if old is not None:
            keep_metadata(old, new.fileno())
        sync(new)
        rename_synced(temp, name, folder)


@contextmanager
def _folder_of(path: StrPath) -> Iterator[tuple[int, str]]:
    """A descriptor of the folder where the file itself is, all links resolved, and the file's name in it."""
    parent, name = os.path.split(os.path.realpath(checked(path), strict=True))
    folder = os.open(parent, _FOLDER)
    try:
        yield folder, name
    finally:
        os.close(folder)


@contextmanager
def _output_folder(path: StrPath, root: StrPath | None) -> Iterator[tuple[int, str]]:
    """As `_folder_of` for a file that may not be there yet; missing folders are made."""
    parent, name = os.path.split(checked(path))
    top = parent if root is None else checked(root)
    below = () if root is None else _parts_below(parent, top)
    os.makedirs(top or os.curdir, exist_ok=True)
    folder = os.open(top or ".", _FOLDER)
    try:
        for part in below:
            outer, folder = folder, _step_into(part, folder)
            os.close(outer)
        yield folder, name
    finally:
        os.close(folder)


def _parts_below(path: str, root: str) -> tuple[str, ...]:
    from pathlib import PurePath  # 3 ms, only for trees

    try:
        parts = PurePath(path).relative_to(root).parts
    except ValueError:
        parts = ("..",)
    if ".." in parts:
        raise WriteFailed("lies outside of the output folder")
    return parts


def _step_into(part: str, folder: int) -> int:
    with suppress(FileExistsError):
        os.mkdir(part, dir_fd=folder)
    try:
        return os.open(part, _FOLDER | _NO_LINK, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            raise WriteFailed("has a link or a file where a folder should be") from error
        raise


@contextmanager
def _existing(name: str, folder: int) -> Iterator[int | None]:
    """A descriptor of the regular file of that name, or None where there is nothing."""
    fd = None
    with suppress(FileNotFoundError):
        refuse_special(os.stat(name, dir_fd=folder, follow_symlinks=False))
        fd = open_regular(name, os.O_RDONLY | _NO_LINK, folder)
    try:
        yield fd
    finally:
        if fd is not None:
            os.close(fd)


@contextmanager
def _locked(name: str, folder: int) -> Iterator[int]:
    """A locked descriptor of the file that has `name` once the lock is held: others may replace it meanwhile.

    It is opened for writing, though never written to, so that the system checks our right to.
    """
    while True:
        fd = open_regular(name, os.O_RDWR | _NO_LINK, folder)
        try:
            lock(fd)
            if _is_named(fd, name, folder):
                yield fd
                return
        finally:
            os.close(fd)


def _is_named(fd: int, name: str, folder: int) -> bool:
    return os.path.samestat(os.fstat(fd), os.stat(name, dir_fd=folder, follow_symlinks=False))


def _holds(fd: int, expected: bytes) -> bool:
    if os.fstat(fd).st_size != len(expected):
        return False
    done, view = 0, memoryview(expected)
    while chunk := os.pread(fd, _CHUNK, done):
        if chunk != view[done : done + len(chunk)]:
            return False
        done += len(chunk)
    return done == len(expected)


def _refuse_unsafe(fd: int) -> None:
    status = os.fstat(fd)
    if status.st_nlink > 1:
        raise WriteFailed("has several hard links, which a safe replacement would part; use --output")
    if not status.st_mode & 0o222:  # a superuser could, but the mode says no
        raise WriteFailed("is read-only")
