"""The command line, called in this process or as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

import cleaner
from cleaner.cli.group import cli
from cleaner.errors import CleanerError

HOME = str(Path(cleaner.__file__).parent.parent)
TYPOS = ("--select", "typos")


class Ran(NamedTuple):
    """What a command gave."""

    code: int
    out: bytes
    err: str


def run(*args: object, stdin: bytes | None = None) -> Ran:
    """Call the command line in this process."""
    result = CliRunner().invoke(cli, [os.fspath(a) if isinstance(a, Path) else str(a) for a in args], input=stdin,
                                standalone_mode=False)  # fmt: skip
    error = result.exception
    if isinstance(error, CleanerError):
        return Ran(error.exit_code, result.stdout_bytes, str(error))
    if error is not None:
        if hasattr(error, "exit_code"):  # click's usage errors
            return Ran(error.exit_code, result.stdout_bytes, error.format_message())
        raise error
    return Ran(result.return_value or 0, result.stdout_bytes, result.stderr)


def start(*args: object, **options: object) -> subprocess.Popen[bytes]:
    """Start a process of its own."""
    path = os.pathsep.join([HOME, os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "cleaner", *map(str, args)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, **{**pipes, **options})  # type: ignore[call-overload,no-any-return]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def site(folder: Path, count: int = 30) -> Path:
    """A folder of texts, every third of which has a typo."""
    for n in range(count):
        path = folder / f"part{n % 3}" / f"{n:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text {n}.\n\n{'Teh' if n % 3 == 0 else 'The'} cat sat.\n")
    return folder
