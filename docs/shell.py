"""Runs the commands that the book shows, in a folder of their own; `cleaner` in this process, which is quick.

A line is a pipeline with redirections (`a | b > file`, `< file`), `cd`, or `echo $?`. It gives what a terminal would
show: standard output and error as they come.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from glob import has_magic
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from click import ClickException
from click.testing import CliRunner

from cleaner.cli.group import cli
from cleaner.errors import CleanerError
from cleaner.terminal import safe

#: What a reader's surroundings may have is set here, so that the output is the same everywhere.
SURROUNDINGS = {"COLUMNS": "80", "NO_COLOR": "1", "FORCE_COLOR": None, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class Stage(NamedTuple):
    """One command of a pipeline."""

    words: list[str]
    source: str = ""
    target: str = ""
    append: bool = False


class Ran(NamedTuple):
    """What a command gave: exit code, standard output, and all that a terminal shows of it."""

    code: int
    out: bytes
    shown: bytes


class Shell:
    """A folder and the exit code of the last command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = 0

    def run(self, line: str) -> str:
        """What `line` shows."""
        if line == "echo $?":
            return f"{self.code}\n"
        if line.startswith("cd "):
            self.folder = self.folder / line[3:].strip()
            return ""
        shown, data = b"", b""
        with _inside(self.folder):
            stages = list(_stages(line))
            for number, stage in enumerate(stages):
                data, error = self._stage(stage, data, last=number == len(stages) - 1)
                shown += error
        return (shown + data).decode("utf-8", "backslashreplace")

    def _stage(self, stage: Stage, data: bytes, last: bool) -> tuple[bytes, bytes]:
        """(what goes into the next command or to the terminal, what goes to the terminal beside it)"""
        if stage.source:
            data = Path(stage.source).read_bytes()
        ran = _cleaner(stage.words[1:], data) if stage.words[0] == "cleaner" else _other(stage.words, data)
        self.code = ran.code
        error = ran.shown.replace(ran.out, b"", 1) if ran.out in ran.shown else ran.shown
        if stage.target:
            with Path(stage.target).open("ab" if stage.append else "wb") as file:
                file.write(ran.out)
            return b"", error
        return (ran.shown, b"") if last else (ran.out, error)


def _stages(line: str) -> Iterator[Stage]:
    """The commands of a pipeline.

    >>> [stage.words for stage in _stages("cat a.txt | cleaner > b.txt")]
    [['cat', 'a.txt'], ['cleaner']]
    """
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|<>")
    lexer.whitespace_split = True
    words: list[str] = []
    stage = Stage([])
    tokens = list(lexer)
    while tokens:
        token = tokens.pop(0)
        if token == "|":
            yield stage._replace(words=_expanded(words))
            words, stage = [], Stage([])
        elif token == "<":
            stage = stage._replace(source=tokens.pop(0))
        elif token in (">", ">>"):
            stage = stage._replace(target=tokens.pop(0), append=token == ">>")
        else:
            words.append(token)
    yield stage._replace(words=_expanded(words))


def _expanded(words: list[str]) -> list[str]:
    return [name for word in words for name in ((has_magic(word) and sorted(map(str, Path().glob(word)))) or [word])]


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _other(words: list[str], data: bytes) -> Ran:
    env = {**os.environ, **{name: value for name, value in SURROUNDINGS.items() if value}}
    done = subprocess.run(words, input=data, capture_output=True, check=False, env=env)
    return Ran(done.returncode, done.stdout, done.stdout + done.stderr)


def _cleaner(words: list[str], data: bytes) -> Ran:
    """`cleaner` as cleaner.cli.main runs it."""
    result = CliRunner().invoke(cli, words, input=data, env=SURROUNDINGS, prog_name="cleaner", standalone_mode=False)
    error, shown = result.exception, result.output_bytes
    if isinstance(error, CleanerError):
        return Ran(error.exit_code, result.stdout_bytes, shown + f"{safe(f'cleaner: {error}')}\n".encode())
    if isinstance(error, ClickException):
        said = StringIO()
        error.show(file=said)
        return Ran(error.exit_code, result.stdout_bytes, shown + said.getvalue().encode())
    if error is not None and not isinstance(error, SystemExit):
        raise error
    code = error.code if isinstance(error, SystemExit) else result.return_value
    return Ran(code if isinstance(code, int) else 0, result.stdout_bytes, shown)
