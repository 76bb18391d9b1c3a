"""The files below a folder, in the order of their names, without what .gitignore hides."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import InputError
from cleaner.reading import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_IGNORE_BYTES = 1 << 20
REPOSITORY = (".git", ".hg", ".jj")


class Found(NamedTuple):
    """A file, or a folder that cannot be read and why."""

    path: str
    problem: str = ""


class _Ignore(NamedTuple):
    """The .gitignore of a folder, whose absolute path is `folder`."""

    folder: str
    spec: GitIgnoreSpec


def walk(top: str, skip: Callable[[str, bool], bool] = lambda path, is_folder: False) -> Iterator[Found]:
    """The regular files below the folder `top`, except hidden ones, ignored ones and those that `skip` names.

    `skip` is asked with a path and whether it is a folder. Links are not followed: what they lead to is either walked
    through under its own name or lies outside.
    """
    ignores = _outer_ignores(os.path.abspath(top))
    if _is_ignored(os.path.abspath(top), True, ignores):
        ignores = ()  # whoever names an ignored folder wants what is in it
    pending = [(os.path.normpath(top), True, ignores)]
    while pending:
        path, is_folder, ignores = pending.pop()
        if not is_folder:
            yield Found(path)
            continue
        try:
            entries = _entries(path)
        except OSError as error:
            yield Found(path, f"the folder cannot be read: {error.strerror}")
            continue
        if any(entry.name == ".gitignore" for entry in entries):
            ignores = (*ignores, *_ignore_of(path, ".gitignore"))
        pending += (
            (inside, folder, ignores)
            for inside, folder in reversed(list(_wanted(path, entries)))
            if not (_is_ignored(os.path.abspath(inside), folder, ignores) if ignores else False)
            and not skip(inside, folder)
        )


def _entries(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _wanted(path: str, entries: list[os.DirEntry[str]]) -> Iterator[tuple[str, bool]]:
    """(path, whether it is a folder) of what is not hidden."""
    prefix = "" if path == os.curdir else os.path.join(path, "")
    for entry in entries:
        if entry.name.startswith("."):
            continue
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                yield prefix + entry.name, True
            elif entry.is_file(follow_symlinks=False):
                yield prefix + entry.name, False


def _outer_ignores(top: str) -> tuple[_Ignore, ...]:
    """The .gitignore files between the repository's own folder and `top`, if it is in a repository."""
    found: list[tuple[_Ignore, ...]] = []
    folder = os.path.dirname(top) if not _is_repository(top) else ""
    while folder:
        found.append(_ignore_of(folder, ".gitignore"))
        if _is_repository(folder):
            found.append(_ignore_of(folder, os.path.join(".git", "info", "exclude")))
            return tuple(ignore for one in reversed(found) for ignore in one)
        folder = os.path.dirname(folder) if os.path.dirname(folder) != folder else ""
    return _ignore_of(top, os.path.join(".git", "info", "exclude"))


def _is_repository(folder: str) -> bool:
    return any(os.path.lexists(os.path.join(folder, name)) for name in REPOSITORY)


def _ignore_of(folder: str, name: str) -> tuple[_Ignore, ...]:
    from pathspec import GitIgnoreSpec

    try:
        data = read_file(os.path.join(folder, name), MAX_IGNORE_BYTES)
    except InputError:
        return ()
    lines = [line for line in data.decode("utf-8", "surrogateescape").split("\n") if line.strip()]
    specs = [spec for line in lines if (spec := _line_spec(line)) is not None]
    return (_Ignore(os.path.abspath(folder), GitIgnoreSpec([p for s in specs for p in s.patterns])),) if specs else ()


def _line_spec(line: str) -> GitIgnoreSpec | None:
    """One line of a .gitignore; git passes over those that make no sense, and so do we."""
    from pathspec import GitIgnoreSpec

    with suppress(ValueError):
        return GitIgnoreSpec.from_lines([line.removesuffix("\r")])
    return None


def _is_ignored(path: str, is_folder: bool, ignores: tuple[_Ignore, ...]) -> bool:
    """The .gitignore nearest to the path that says anything about it decides."""
    for ignore in reversed(ignores):
        inside = path[len(os.path.join(ignore.folder, "")) :]
        decided = ignore.spec.check_file(inside + "/" * is_folder).include
        if decided is not None:
            return bool(decided)
    return False
