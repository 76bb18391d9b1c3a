"""Where cleaned texts go: standard output, the file itself, another file, a folder, or a diff."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from cleaner import terminal
from cleaner.cli.inputs import CONTAINERS, Input
from cleaner.corpus import compressed, compression, refuse_in_place
from cleaner.errors import CleanerError, FileChanged, InputError, WriteFailed, reported
from cleaner.files import new_file, replace_file, write_new
from cleaner.temporary import remove_leftovers
from cleaner.terminal import wants_colour

#: Formats whose cleaned form is another format, and its suffix.
NEW_SUFFIX = {"html": ".txt"}
STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
#: Files that are written at once. Most of the time goes into waiting for the disk, which serves many as fast as one.
WRITERS = 16


class Change(NamedTuple):
    """The bytes of an input before and after."""

    item: Input
    before: bytes
    after: bytes


class Output:
    """Writes results. `folder` says that `output` is a folder that mirrors the tree."""

    def __init__(self, in_place: bool, output: str | None, diff: bool, several: bool) -> None:
        self.in_place = in_place
        self.diff = diff
        self.output = None if output in STDOUT else output
        kind = _kind(self.output)
        self.folder = bool(self.output) and (several or str(self.output).endswith("/") or kind == "folder")
        self.special = kind == "special" and not self.folder
        self.to_stdout = diff or not (in_place or self.output)
        self._taken: dict[str, str] = {}
        self._tidied: set[str] = set()

    def target(self, item: Input) -> str:
        """The path that `item` is written to; "-" is standard output. Raises InputError where it cannot be."""
        if self.in_place and not self.diff:
            return _in_place(item)
        if self.to_stdout:
            return "-"
        target = str(self.output)
        if self.folder:
            inside = os.path.relpath(item.path, item.root) if item.root else os.path.basename(item.path)
            target = os.path.join(target, _renamed(inside, item))
        if not self.special:
            self._check(item, target)
        return target

    def _check(self, item: Input, target: str) -> None:
        """Refuse to write one result over an input or over another's result."""
        there = item.path != "-" and os.path.exists(item.path) and os.path.exists(target)
        if there and os.path.samefile(item.path, target):
            raise InputError("would be written over itself; use --in-place or another --output")
        other = self._taken.setdefault(target, item.path)
        if other != item.path:
            raise InputError(f"would be written to {target}, as {other} is")

    def write_all(self, changes: Sequence[Change]) -> list[CleanerError | None]:
        """Write texts, several at once; for each what went wrong."""
        if len(changes) > 1 and not self.to_stdout:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(min(WRITERS, len(changes))) as threads:
                return list(threads.map(self._try, changes))
        return [self._try(change) for change in changes]

    def _try(self, change: Change) -> CleanerError | None:
        try:
            self.write(change)
        except CleanerError as error:
            return error
        return None

    def write(self, change: Change) -> None:
        """Write the bytes of one text. Raises InputError."""
        item, before, after = change
        if self.diff:
            if before:  # it changed
                print_diff(before, after, item.path)
        elif item.target == "-":
            print_bytes(after)
        elif self.in_place:
            replace_file(item.target, after, before)
            self._tidy(item.target)
        elif self.special:
            with _opened_special(item.target) as file:
                file.write(after)
        else:
            write_new(item.target, after, self.output if self.folder else None)
            self._tidy(item.target)

    def _tidy(self, target: str) -> None:
        """Remove what killed runs left in the folder, once in a run."""
        folder = os.path.dirname(target) or os.curdir
        if folder not in self._tidied:
            self._tidied.add(folder)
            remove_leftovers(folder)

    @contextmanager
    def stream(self, item: Input) -> Iterator[BinaryIO]:
        """A file to write records to; a file on disk takes its name only when the block ends well."""
        if item.target == "-":
            with writing_stdout() as out:
                yield out
                out.flush()
        elif self.special:
            with _opened_special(item.target) as file:
                yield file
        elif self.in_place:
            with in_place_stream(item.target) as file:
                yield file
            self._tidy(item.target)
        else:
            root = self.output if self.folder else None
            with new_file(item.target, root) as file, compressed(file, compression(item.target)) as out:
                yield out
            self._tidy(item.target)


class Unchanged(Exception):
    """Raised in a block of `Output.stream` to leave the file as it is."""


@contextmanager
def in_place_stream(path: str) -> Iterator[BinaryIO]:
    """A file that replaces `path` when the block ends well and `path` has not changed since the block began."""
    real = os.path.realpath(path)
    with reported(WriteFailed, "was left as it was"):
        before = os.stat(real)
    if before.st_nlink > 1:
        raise WriteFailed("has several hard links, which a safe replacement would part; use --output")
    if not before.st_mode & 0o222:
        raise WriteFailed("is read-only")
    with new_file(real) as file:
        yield file
        if _state(os.stat(real)) != _state(before):
            raise FileChanged("has changed since it was read; run again")


def _state(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _kind(path: str | None) -> str:
    """ "folder", "special" (a device or pipe, which cannot be replaced), or "" for a file, or nothing yet."""
    if not path or not os.path.exists(path):
        return ""
    mode = os.stat(path).st_mode
    return "folder" if stat.S_ISDIR(mode) else "" if stat.S_ISREG(mode) else "special"


def _in_place(item: Input) -> str:
    if item.path == "-":
        raise InputError("standard input cannot be cleaned in place; leave --in-place out")
    if item.format in NEW_SUFFIX:
        raise InputError(f"{item.format} becomes another format; use --output")
    if item.format in CONTAINERS:
        refuse_in_place(item.path, item.format)
    return item.path


def _renamed(path: str, item: Input) -> str:
    if item.format not in NEW_SUFFIX:
        return path
    return os.path.splitext(path)[0] + (".md" if item.settings.to == "markdown" else NEW_SUFFIX[item.format])


@contextmanager
def _opened_special(path: str) -> Iterator[BinaryIO]:
    with reported(WriteFailed, "could not be written"), open(path, "wb") as file:
        yield file


def stdout() -> BinaryIO:
    """Standard output for bytes. Raises WriteFailed where it is closed."""
    if sys.stdout is None:
        raise WriteFailed("standard output is closed; use --output or --in-place")
    return _whole(sys.stdout.buffer)


@lru_cache(maxsize=1)
def _whole(file: BinaryIO) -> BinaryIO:
    """`file`, or a buffer before it where it has none (PYTHONUNBUFFERED): then it may write a part of what it gets."""
    return io.BufferedWriter(file) if isinstance(file, io.RawIOBase) else file


@contextmanager
def writing_stdout() -> Iterator[BinaryIO]:
    """Standard output; what fails is WriteFailed, but BrokenPipeError where nobody reads any more."""
    try:
        yield stdout()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteFailed(f"standard output cannot be written: {error.strerror}") from error


def print_bytes(data: bytes) -> None:
    """Write to standard output as it is. Raises WriteFailed or BrokenPipeError."""
    with writing_stdout() as out:
        out.write(data)
        out.flush()


def print_diff(before: bytes, after: bytes, name: str) -> None:
    """Print a unified diff: as it is for a program that reads it, laid out and made safe for a person."""
    if terminal.watched() or wants_colour():
        from cleaner.cli.difference import diff_for_people
        from cleaner.cli.layout import echo

        for line in diff_for_people(before, after, name):
            echo(line)
        return
    from cleaner.diff import unified

    print_bytes(unified(before, after, name))
