"""Files of many records, as streams: JSON Lines, plain or in gzip or Zstandard, read and written piece by piece."""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, cast

from cleaner.errors import InputError, UnreadableInput, WriteFailed
from cleaner.reading import open_regular

MAX_LINE = 64 << 20  #: bytes of a record; a longer one is passed through in pieces


def compression(path: str) -> str:
    """How the name says that a file is compressed: "gz", "zst" or "".

    >>> compression("a.jsonl.GZ"), compression("a.jsonl")
    ('gz', '')
    """
    suffix = os.path.splitext(path)[1].lower()
    return suffix[1:] if suffix in (".gz", ".zst") else ""


def plain_name(path: str) -> str:
    """`path` without what says that it is compressed."""
    return os.path.splitext(path)[0] if compression(path) else path


@contextmanager
def reading() -> Iterator[None]:
    """Turn what can go wrong with a file's bytes in the block into UnreadableInput."""
    try:
        yield
    except InputError:
        raise
    except (OSError, EOFError, zlib.error, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error) or "it ends too early"
        raise UnreadableInput(f"cannot be read: {why.partition(chr(10))[0]}") from error
    except Exception as error:
        if type(error).__name__ != "ZstdError":  # of a module that need not be there
            raise
        raise UnreadableInput(f"cannot be read: {error}") from error


@contextmanager
def open_records(path: str) -> Iterator[BinaryIO]:
    """A regular file's bytes as a stream, decompressed; read it within `reading`. Raises UnreadableInput."""
    with ExitStack() as stack:
        with reading():
            file = stack.enter_context(os.fdopen(open_regular(path, os.O_RDONLY), "rb"))
            plain = stack.enter_context(decompressed(file, compression(path)))
        yield plain


@contextmanager
def decompressed(file: BinaryIO, how: str) -> Iterator[BinaryIO]:
    """The stream `file` decompressed as `how` says."""
    if how == "gz":
        import gzip

        with gzip.GzipFile(fileobj=file) as plain:
            yield cast(BinaryIO, plain)
    elif how == "zst":
        with zstandard_file(file, "rb") as plain:
            yield plain
    else:
        yield file


@contextmanager
def compressed(file: BinaryIO, how: str) -> Iterator[BinaryIO]:
    """A stream whose bytes go to `file`, compressed as `how` says. The same bytes in give the same bytes out."""
    if how == "gz":
        import gzip

        with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as out:
            yield cast(BinaryIO, out)
    elif how == "zst":
        with zstandard_file(file, "wb") as out:
            yield out
    else:
        yield file


def zstandard_file(file: BinaryIO, mode: str) -> BinaryIO:
    """`file` through Zstandard: the standard library's from Python 3.14, before that an extra."""
    if sys.version_info >= (3, 14):
        from compression import zstd

        return cast(BinaryIO, zstd.ZstdFile(file, mode))
    try:
        import zstandard
    except ModuleNotFoundError:
        raise InputError("Zstandard needs more than is installed: pip install 'cleaner[corpus]'") from None
    if mode == "rb":
        return cast(BinaryIO, io.BufferedReader(_ZstdReader(file, zstandard.ZstdDecompressor()), 1 << 16))
    return cast(BinaryIO, zstandard.ZstdCompressor(write_checksum=True).stream_writer(file, closefd=False))


class _ZstdReader(io.RawIOBase):
    """The frames of a stream, one after another. zstandard's own reader takes a cut-off file for a whole one."""

    PIECE = 1024  # of compressed bytes at once, which can become 32 MB

    def __init__(self, file: BinaryIO, decompressor: Any) -> None:
        self._file = file
        self._decompressor = decompressor
        self._frame: Any = None
        self._input, self._output = b"", memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._output and self._more():
            pass
        size = min(len(buffer), len(self._output))
        buffer[:size] = self._output[:size]
        self._output = self._output[size:]
        return size

    def _more(self) -> bool:
        """Decompress a piece; False at the end of the file."""
        self._input = self._input or self._file.read(self.PIECE)
        if not self._input:
            if self._frame is not None:
                raise EOFError
            return False
        self._frame = self._frame or self._decompressor.decompressobj()
        self._output = memoryview(self._frame.decompress(self._input))
        self._input = self._frame.unused_data
        if self._frame.eof:
            self._frame = None
        return True


def lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """(line, whether it is whole) of a stream. A line over the limit comes in pieces that are not whole.

    Raises UnreadableInput.
    """
    whole = True
    while line := _line(file):
        ended = line.endswith(b"\n")
        yield line, whole and (ended or len(line) < MAX_LINE)
        whole = ended


def _line(file: BinaryIO) -> bytes:
    with reading():
        return file.readline(MAX_LINE)


def refuse_in_place(path: str, form: str) -> None:
    """Raise WriteFailed where undoing could not give back the very bytes: compressed files and Parquet."""
    if compression(path) or form == "parquet":
        raise WriteFailed("is compressed, so undoing could not give back its bytes; use --output")
