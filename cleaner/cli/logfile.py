"""The change log on disk, and the journal that lets an interrupted run go on."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, BinaryIO

from cleaner.errors import CleanerError, InputError, reported
from cleaner.log import dump

_CHUNK = 1 << 16


class LogFile:
    """A change log that is written record by record, with `sync` before the files that it tells of are replaced.

    With `append` it goes on after what is there: in-place runs add to their log, for it is what undoes the earlier
    ones. `since` is the length of the log where an interrupted run was known to be: what stands after it is written
    anew or, with `append`, not written twice. Raises InputError where it cannot be written, CleanerError where the
    file is something else than a change log.
    """

    def __init__(self, path: str, append: bool, since: int | None = None) -> None:
        self.path = path
        with reported(InputError, f"{path}: the log cannot be written"):
            self.file = _open(path)
            self.regular = stat.S_ISREG(os.fstat(self.file.fileno()).st_mode)
            self._known: dict[str, tuple[str, str]] = {}
            self._tail = (0, 0)
            self._synced = -1
            if self.regular:
                self._position(append, since)

    def _position(self, append: bool, since: int | None) -> None:
        size = _whole_lines(self.file)
        _refuse_other(self.file, self.path)
        start = 0 if since is None else min(since, size)
        if append:
            self._tail = (start, size) if since is not None else (size, size)
            self._known = _last_of(self.file, *self._tail)
        else:
            size = start
        self.file.truncate(size)
        self.file.seek(size)

    def add(self, records: Iterable[dict[str, Any]]) -> None:
        """Write records, unless an interrupted run has written them already."""
        with reported(InputError, f"{self.path}: the log cannot be written"):
            for record in records:
                if not self._is_known(record):
                    self.file.write(dump(record))

    def _is_known(self, record: dict[str, Any]) -> bool:
        """Whether the log's tail tells of the same change, or this is about what such a change has left."""
        known = self._known.get(record["path"]) if self._known and "record" not in record else None
        if known is None:
            return False
        return known == (record["before"], record["after"]) or (not record["edits"] and known[1] == record["before"])

    def add_all(self, spool: BinaryIO) -> None:
        """Write the records of one file at once, unless an interrupted run has written just these already."""
        with reported(InputError, f"{self.path}: the log cannot be written"):
            self.file.flush()
            size = spool.seek(0, os.SEEK_END)
            start, end = self._tail
            if end - start >= size and _same(self.file, end - size, spool):
                return
            spool.seek(0)
            self.file.seek(0, os.SEEK_END)
            while chunk := spool.read(_CHUNK):
                self.file.write(chunk)

    def flush(self) -> None:
        """Hand over what was written to the system."""
        with reported(InputError, f"{self.path}: the log cannot be written"):
            self.file.flush()

    def sync(self) -> int:
        """Have the log on the disk itself. Its length."""
        self.flush()
        if not self.regular:
            return 0
        with reported(InputError, f"{self.path}: the log cannot be written"):
            if self._synced != self.file.tell():
                os.fsync(self.file.fileno())
                self._synced = self.file.tell()
            return self._synced

    def close(self) -> None:
        """Close the file."""
        with reported(InputError, f"{self.path}: the log cannot be written"):
            self.file.close()


def _open(path: str) -> BinaryIO:
    """Open for reading and writing, without changing anything yet."""
    flags = os.O_RDWR if not os.path.exists(path) or os.path.isfile(path) else os.O_WRONLY
    return os.fdopen(os.open(path, flags | os.O_CREAT, 0o666), "r+b" if flags == os.O_RDWR else "wb")


def _whole_lines(file: BinaryIO) -> int:
    """The length up to the last line break: a crash may have torn the line after it."""
    at = file.seek(0, os.SEEK_END)
    while at > 0:
        start = max(0, at - _CHUNK)
        file.seek(start)
        found = file.read(at - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        at = start
    return 0


def _refuse_other(file: BinaryIO, path: str) -> None:
    """Refuse a file that has something else in it, which would be lost or spoiled."""
    file.seek(0)
    line = file.readline()
    if line and not line.lstrip().startswith(b'{"v":'):
        raise CleanerError(f"{path}: is no change log; choose another file for --log")


def _last_of(file: BinaryIO, start: int, end: int) -> dict[str, tuple[str, str]]:
    """path -> (before, after) of the last record about each text between the offsets."""
    found: dict[str, tuple[str, str]] = {}
    file.seek(start)
    while file.tell() < end:
        with suppress(ValueError, KeyError, TypeError):
            record = json.loads(file.readline())
            if "record" not in record:
                found[record["path"]] = (record["before"], record["after"])
    return found


def _same(file: BinaryIO, start: int, spool: BinaryIO) -> bool:
    file.seek(start)
    spool.seek(0)
    while chunk := spool.read(_CHUNK):
        if file.read(len(chunk)) != chunk:
            return False
    return True


class Journal:
    """Where a run is, on disk, so that the same command goes on there when the run was cut off.

    `key` says what run it is; the journal of another run counts for nothing.
    """

    def __init__(self, path: str | None, key: list[Any]) -> None:
        self.path = path
        self.key = json.loads(json.dumps(key))
        self.state: dict[str, Any] = self._read() if path else {}

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError, KeyError, TypeError):
            with open(str(self.path), "rb") as file:
                state = json.load(file)
            if state["key"] == self.key and state["done"] >= 0:
                return dict(state)
        return {}

    def save(self, **state: Any) -> None:
        """Note where the run is. No failure of this one: the worst is to start from an earlier place."""
        if self.path:
            with suppress(OSError):
                os.makedirs(os.path.dirname(self.path) or os.curdir, exist_ok=True)
                with open(self.path + ".new", "w", encoding="ascii") as file:
                    json.dump({"key": self.key, **state}, file)
                os.replace(self.path + ".new", self.path)

    def remove(self) -> None:
        """The run is finished."""
        if self.path:
            for name in (self.path, self.path + ".new"):
                with suppress(OSError):
                    os.unlink(name)
