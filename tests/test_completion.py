"""What a shell offers at the tabulator key, and that the scripts load in the shells that are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import HOME

FUNCTIONS = {
    "bash": "source {} && complete -p cleaner",
    "zsh": "autoload -Uz compinit && compinit -D && source {} && print $_comps[cleaner]",
    "fish": "source {}; complete -c cleaner",
}


PROGRAM = "import sys; sys.argv[0] = 'cleaner'; from cleaner.cli import main; main()"


def cleaner(**variables: str) -> str:
    """What the program prints where a shell asks it."""
    env = {**os.environ, "PYTHONPATH": HOME, **variables}
    return subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=env, check=False).stdout


def offered(line: str) -> list[str]:
    """The words that bash would offer at the end of `line`."""
    words = line.split(" ")
    shown = cleaner(_CLEANER_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
    return [entry.partition(",")[2] for entry in shown.split()]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("cleaner ", {"clean", "check", "undo", "explain", "rules", "report", "learn", "config"}),
        ("cleaner che", {"check"}),
        ("cleaner clean --in", {"--in-place"}),
        ("cleaner clean --format m", {"markdown"}),
        ("cleaner rules s", {"schema", "show", "score"}),
    ],
)
def test_commands_options_and_values_are_offered(line: str, words: set[str]) -> None:
    assert set(offered(line)) == words


@pytest.mark.parametrize("shell", FUNCTIONS)
def test_the_script_loads(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(cleaner(_CLEANER_COMPLETE=f"{shell}_source"))
    command = [shell, "-c", FUNCTIONS[shell].format(script)]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "HOME": str(tmp_path)}
    )
    assert ran.returncode == 0, ran.stderr
    assert "cleaner" in ran.stdout
