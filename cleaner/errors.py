"""What can go wrong, in words for the person at the terminal.

A message is one line, says what is wrong and what to do, and does not name the file: who reports it puts the
name before it, made safe to print (see cleaner.terminal).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar


class CleanerError(Exception):
    """Base of all errors that are meant to be read; also usage, configuration and broken rule packs.

    >>> CleanerError("no such group: 'typoes'").exit_code
    2
    """

    exit_code: ClassVar[int] = 2


class UnknownName(CleanerError):
    """Something is selected or ignored by a `name` that is neither a group nor a rule.

    >>> print(UnknownName("typoz", "is neither a group nor a rule"))
    'typoz' is neither a group nor a rule
    """

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name

    def __str__(self) -> str:
        name, problem = self.args
        return f"{name!r} {problem}"


class InputError(CleanerError):
    """One input was skipped or failed; the others go on.

    >>> BinaryInput("has NUL bytes").exit_code
    3
    """

    exit_code: ClassVar[int] = 3


class UnreadableInput(InputError):
    """The input cannot be read: missing, forbidden, no regular file, too large, in another encoding."""


class BinaryInput(InputError):
    """The input is no text."""


class WriteFailed(InputError):
    """The file could not be replaced or written; its old bytes are in place."""


class FileChanged(WriteFailed):
    """The file no longer holds the bytes it held when it was read."""


class PromiseBroken(CleanerError):
    """Writing would have broken a promise, so nothing was written."""

    exit_code: ClassVar[int] = 4


@contextmanager
def reported(kind: type[CleanerError], what: str) -> Iterator[None]:
    """Turn what the system refuses in the block into one line that says `what` and why.

    >>> with reported(UnreadableInput, "cannot be read"):
    ...     raise FileNotFoundError(2, "No such file or directory", "/home/me/x")
    Traceback (most recent call last):
    cleaner.errors.UnreadableInput: cannot be read: No such file or directory
    """
    try:
        yield
    except OSError as error:
        raise kind(f"{what}: {error.strerror or error}") from error
    except MemoryError as error:
        raise kind(f"{what}: not enough memory") from error


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Put the file's name before what is wrong with it, for a command in which nobody else does.

    >>> with naming("a.txt"):
    ...     raise BinaryInput("is not text")
    Traceback (most recent call last):
    cleaner.errors.BinaryInput: a.txt: is not text
    """
    try:
        yield
    except InputError as error:
        raise type(error)(f"{path}: {error}") from error


class PackError(CleanerError):
    """A rule pack that cannot be used: names file and line.

    >>> print(PackError("unknown key 'phrase'", "my.yaml", 7))
    my.yaml:7: unknown key 'phrase'
    """

    def __init__(self, message: str, where: str = "", line: int = 0) -> None:
        place = f"{where}:{line}: " if line else f"{where}: " if where else ""
        super().__init__(place + message)
