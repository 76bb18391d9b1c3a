"""What the paths on the command line stand for."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from cleaner.config import Settings
from cleaner.corpus import plain_name, reading
from cleaner.errors import CleanerError, InputError
from cleaner.holds import Holds
from cleaner.job import SKIPPED, why_skipped
from cleaner.reading import open_regular, read_file, read_stream
from cleaner.segment.guess import format_by_name, guess_format

EXCLUDED = "is excluded by the configuration"
CONTAINERS = frozenset({"jsonl", "parquet"})  #: formats of many records
HEAD = 1 << 16  #: bytes that are looked at where the name says nothing


class Input(NamedTuple):
    """One input: its path ("-" is standard input), its format, the folder it was found in, and what holds for it.

    `sure` says that the format was given, so the text need not be looked at. `problem` says why it cannot be read or
    written, `excluded` why it is passed over on purpose, and `target` where its result goes ("-" is standard output).
    """

    path: str
    format: str
    root: str = ""
    settings: Settings = Settings()
    problem: str = ""
    excluded: str = ""
    target: str = "-"
    sure: bool = False

    def read(self) -> bytes:
        """Its bytes. Raises InputError."""
        return read_stream(sys.stdin.buffer) if self.path == "-" else read_file(self.path)

    def size(self) -> int:
        """Its bytes, or 0 where that cannot be told."""
        try:
            return 0 if self.path == "-" else os.stat(self.path).st_size
        except OSError:
            return 0


class Finder:
    """Finds inputs again and again: files, all known files below folders, or "-"; with a pipe and no path, "-".

    `skip` names what a walk leaves out: the log, the output folder. With `ignore_unknown` a named file of code or data
    is passed over, as one that is excluded; else it is a problem.
    """

    def __init__(
        self,
        paths: Iterable[str],
        format: str | None = None,
        holds: Holds | None = None,
        skip: Iterable[str] = (),
        ignore_unknown: bool = False,
    ) -> None:
        self.paths = list(paths) or ([] if sys.stdin is None or sys.stdin.isatty() else ["-"])
        if not self.paths:
            raise CleanerError("nothing to read: give files, folders, or pipe text in")
        self.format = format
        self.holds = holds or Holds()
        self.ignore_unknown = ignore_unknown
        self.skip = {os.path.realpath(path) for path in skip}

    def __iter__(self) -> Iterator[Input]:
        if len(self.paths) == 1:
            yield from self._expand(self.paths[0])
            return
        seen: set[str] = set()
        for item in (item for path in self.paths for item in self._expand(path)):
            if item.path not in seen:
                seen.add(item.path)
                yield item

    def _expand(self, path: str) -> Iterator[Input]:
        if path == "-":
            yield self._stdin()
        elif os.path.isdir(path):
            yield from self._below(path)
        else:
            yield self._input(path, "", self.holds.left_out(path))

    def _below(self, folder: str) -> Iterator[Input]:
        from cleaner.walk import walk

        if self.holds.excluded(folder, True):
            return
        for found in walk(folder, self._is_left_out):
            if found.problem:
                yield Input(found.path, "text", folder, problem=found.problem)
            elif self._is_wanted(found.path):
                yield self._input(found.path, folder)

    def _is_left_out(self, path: str, is_folder: bool) -> bool:
        if self.skip and os.path.realpath(path) in self.skip:
            return True
        return self.holds.excluded(path, is_folder)

    def _is_wanted(self, path: str) -> bool:
        included = self.holds.included(path)
        return format_of(path) not in (None, *SKIPPED) if included is None else included

    def _input(self, path: str, root: str, excluded: bool = False) -> Input:
        settings, given = self.holds.settings(path)
        given = self.format or given
        format, problem, head = given or format_of(path), "", b""
        if format in (None, "binary") and not excluded:
            try:
                head = _head(path)
                format = format or guess_format(path, head)
            except InputError as error:
                problem = str(error)
        unknown = SKIPPED["source"] if format == "source" and self.ignore_unknown else ""
        passed = EXCLUDED if excluded else unknown
        problem = problem or (why_skipped(format or "", head) if not passed else "")
        return Input(path, format or "text", root, settings, problem, passed, sure=bool(given))

    def _stdin(self) -> Input:
        settings, format, head = self.holds.settings("-")[0], self.format, b""
        if format is None and sys.stdin is not None:
            head = _peek(sys.stdin.buffer)
            format = guess_format(None, head)
        return Input("-", format or "text", settings=settings, problem=why_skipped(format or "", head), sure=True)


def format_of(path: str) -> str | None:
    """The format that the name tells; `source` and `binary` are none that is cleaned.

    >>> format_of("a.MD"), format_of("a.jsonl.gz"), format_of("a.txt.gz"), format_of("a"), format_of("a.py")
    ('markdown', 'jsonl', 'binary', None, 'source')
    """
    plain = plain_name(path)
    found = format_by_name(plain)
    return found if plain == path or found == "jsonl" else "binary"


def _head(path: str) -> bytes:
    with reading(), os.fdopen(open_regular(path, os.O_RDONLY), "rb") as file:
        return file.read(HEAD)


def _peek(file: BinaryIO) -> bytes:
    """What waits to be read, without reading it."""
    return file.peek(HEAD)[:HEAD] if isinstance(file, io.BufferedReader) else b""


def find_inputs(paths: Iterable[str], format: str | None, holds: Holds | None = None) -> list[Input]:
    """All inputs that `paths` name."""
    return list(Finder(paths, format, holds))


__all__ = ["CONTAINERS", "Finder", "Input", "InputError", "find_inputs"]
