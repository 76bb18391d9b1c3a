"""What starts when nothing but paths are given: without click, and yet as with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from running import HOME, start

from cleaner.cli import is_plain

TEXT = b"A short text.\n\nIt has teh three lines.\n\nSubscribe to our newsletter\n"
CLEAN = b"A short text.\n\nIt has the three lines.\n"


@pytest.mark.parametrize(
    ("args", "plain"),
    [
        (["clean", "a.txt"], True),
        (["clean"], True),
        (["clean", "-", "b"], True),
        (["clean", "a.txt", "--diff"], False),
        (["clean", "-i", "a.txt"], False),
        (["clean", "--", "a.txt"], False),
        (["clean", "-h"], False),
        (["check", "a.txt"], False),
        (["a.txt"], False),
        (["--version"], False),
    ],
)
def test_only_paths_are_plain(args: list[str], plain: bool) -> None:
    assert is_plain(args) is plain


def test_a_shell_that_asks_what_could_follow_gets_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CLEANER_COMPLETE", "bash_complete")
    assert not is_plain(["clean", "a.txt"])


def test_on_windows_click_makes_names_of_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert is_plain(["clean", "a.txt"]) and not is_plain(["clean", "*.txt"])


def program(lines: str, *args: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A fresh process that runs `lines` with these arguments."""
    path = os.pathsep.join([HOME, os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", lines, *args]
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, env={**os.environ, "PYTHONPATH": path}, check=False
    )


PLAIN = "from cleaner.__main__ import run; run()"
BY_CLICK = "import cleaner.cli; cleaner.cli.is_plain = lambda args: False; cleaner.cli.main()"


@pytest.mark.parametrize(
    "args",
    [
        ["clean", "a.txt"],
        ["clean", "-"],
        ["clean"],
        [],
        ["clean", "a.txt", "b.txt"],
        ["clean", "folder"],
        ["clean", "missing.txt"],
        ["clean", "nothing.bin"],
        ["clean", "broken"],
    ],
)
def test_without_click_all_is_as_with_it(tmp_path: Path, args: Sequence[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / ".cleaner.toml").write_text("select = 3")
    (tmp_path / "broken" / "c.txt").write_bytes(TEXT)
    (tmp_path / "nothing.bin").write_bytes(b"\0\1\2")
    for name in ("a.txt", "b.txt", "folder/a.txt"):
        (tmp_path / name).write_bytes(TEXT)
    plain, by_click = (program(lines, *args, cwd=tmp_path, stdin=TEXT) for lines in (PLAIN, BY_CLICK))
    assert (plain.returncode, plain.stdout, plain.stderr) == (by_click.returncode, by_click.stdout, by_click.stderr)
    assert (plain.stdout == CLEAN) is (plain.returncode == 0)


def test_a_short_text_needs_few_modules(tmp_path: Path) -> None:
    """Each of these takes milliseconds to import."""
    (tmp_path / "a.txt").write_bytes(TEXT)
    lines = (
        "import sys\nfrom cleaner.cli import main\ntry: main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    program(lines, "clean", "a.txt", cwd=tmp_path)  # compiles the packs, if nothing has yet
    dear = {"click", "regex", "yaml", "inspect", "multiprocessing", "tempfile", "difflib", "ftfy", "ahocorasick_rs"}
    ran = program(lines, "clean", "a.txt", cwd=tmp_path)
    assert ran.stdout == CLEAN
    assert not dear & set(ran.stderr.decode().split())


def test_what_was_printed_is_there_although_the_process_leaves_at_once(tmp_path: Path) -> None:
    text = b"The ferry is late again.\n" * 40_000
    with start("clean", "-") as process:
        out, err = process.communicate(text)
    assert (process.returncode, out, err) == (0, text, b"")
