"""What a person sees at a terminal: the diff, what `check` found, the closing lines, the first ten lines."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width as cells

from cleaner import terminal
from cleaner.cli import layout
from cleaner.cli.difference import diff_for_people
from cleaner.cli.first import FIRST
from cleaner.cli.group import cli
from cleaner.terminal import safe

LONG = "The council of the harbour met on Monday evening in the old hall and spoke for hours "


def difference(before: str, after: str) -> list[str]:
    return [click.unstyle(line) for line in diff_for_people(before.encode(), after.encode(), "a.txt")]


def run(*arguments: str, columns: int = 80, **environment: str) -> str:
    variables = {"NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": str(columns), **environment}
    return CliRunner().invoke(cli, arguments, env=variables).output


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(layout, "coloured", lambda err=False: False)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("teh cat\n", "the cat\n", ["-[-teh-] cat", "+{+the+} cat"]),
        ("One.\n\nShare this\n", "One.\n", [" One.", "-", "-Share this"]),
        ("a b c\nx y z\n", "a b c\nx y w\n", [" a b c", "-x y [-z-]", "+x y {+w+}"]),
        ("one two three\nfour five\n", "one two tree\nfour fife\n", ["-one two [-three-]", "+one two {+tree+}", "-four [-five-]", "+four {+fife+}"]),
        ("gone\nteh cat sat\n", "the cat sat\n", ["-gone", "-[-teh-] cat sat", "+{+the+} cat sat"]),
        ("alpha\n", "beta\n", ["-alpha", "+beta"]),
        ("teh cat\r\n", "the cat\r\n", ["-[-teh-] cat", "+{+the+} cat"]),
        ("teh cat", "the cat", ["-[-teh-] cat", "+{+the+} cat"]),
        ("a\x1b[2J b c\n", "a b c\n", [r"-a[-\x1b[2J-] b c", "+a b c"]),
    ],
)  # fmt: skip
def test_a_diff_shows_the_words_that_changed(before: str, after: str, shown: list[str]) -> None:
    head, part, *rest, last = difference(before, after)
    assert (head, last) == ("a.txt", "") and part.startswith("@@ -1")
    assert rest == shown


def test_nothing_changed_shows_nothing() -> None:
    assert difference("a\n", "a\n") == []


def test_long_lines_are_shortened_where_they_are_the_same() -> None:
    shown = difference(LONG * 5 + "teh ferry " + LONG * 5 + "\n", LONG * 5 + "the ferry " + LONG * 5 + "\n")
    assert len(shown) < 12 and "[-teh-]" in "".join(shown) and "{+the+}" in "".join(shown)
    assert sum("…" in line for line in shown) >= 4


def test_what_goes_is_shown_in_full() -> None:
    words = " ".join(f"word{n}" for n in range(200))
    shown = difference(f"Stays.\n{words}\n", "Stays.\n")
    assert " ".join(line[1:] for line in shown[3:]).split() == words.split()


TEXT = st.text(alphabet="ab .\n\t\x1b\u202e漢e\u0301👩‍👧", max_size=60)


@given(TEXT, TEXT, st.sampled_from([40, 64]))
def test_any_diff_fits_and_is_safe(before: str, after: str, columns: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        shown = difference(before, after)
    assert bool(shown) == (before != after)
    for line in shown:
        assert cells(line) <= columns
        assert safe(line.expandtabs()) == line.expandtabs()


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# Ferry\n\nSo teh ferry has recieved a bell.\n\nShare this article\n")
    (tmp_path / "b\x1b[2J.txt").write_text("Teh bell rings.\n")
    return tmp_path


def test_findings_by_file_and_rule(texts: Path) -> None:
    assert run("check", "--output-format", "grouped", "a.md").split("\n") == [
        "a.md",
        "  codespell [*] typo",
        "     3:4    So [-teh-]{+the+} ferry has recieved a bell.",
        "     3:18   So teh ferry has [-recieved-]{+received+} a bell.",
        "  social-share [*] share prompt",
        "     5:1    [-Share this article-]",
        "",
        "3 findings in 1 text: codespell 2, social-share 1",
        "[*] 3 fixable with `cleaner clean -i`",
        "",
    ]


def test_what_is_only_reported_is_not_fixable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The mayor read the report report on Monday.\n\n“I left because I We had no money,” he said.\n"
    )
    shown = run("check", str(tmp_path / "a.txt")).split("\n")
    assert "doubled-content-word" in shown[0] and "[*]" not in shown[0]
    assert shown[-3:] == [
        "2 findings in 1 text: doubled-content-word 1, quotation-breaks-off 1",
        "nothing to fix, 1 more with --unsafe, 1 only reported",
        "",
    ]


@pytest.mark.parametrize("form", ["text", "grouped"])
@pytest.mark.parametrize("columns", [40, 72, 120])
def test_findings_fit_a_terminal(texts: Path, monkeypatch: pytest.MonkeyPatch, form: str, columns: int) -> None:
    monkeypatch.setattr(terminal, "watched", lambda err=False: True)
    lines = run("check", "--output-format", form, ".", columns=columns).split("\n")
    assert max(map(cells, lines)) <= columns
    assert not any("\x1b" in line for line in lines) and any(r"b\x1b[2J.txt" in line for line in lines)


@pytest.mark.parametrize(
    "command", [("check", "."), ("check", "--output-format=grouped", "."), ("clean", "--diff", ".")]
)
def test_colour_is_a_choice(texts: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.undo()
    monkeypatch.chdir(texts)
    assert "\x1b" not in run(*command).replace("\x1b[2J", "")
    assert "\x1b" not in run(*command, NO_COLOR="1", FORCE_COLOR="1").replace("\x1b[2J", "")
    assert re.search(r"\x1b\[3[12]m", run(*command, FORCE_COLOR="1"))


def test_a_diff_in_a_pipe_is_a_patch(texts: Path) -> None:
    shown = CliRunner().invoke(cli, ["clean", "--diff", "a.md"]).stdout
    assert shown.startswith("--- a.md\n+++ a.md\n@@ -1,5 +1,3 @@\n # Ferry\n \n-So teh ferry has recieved a bell.\n")


def test_a_terminal_learns_what_to_do_next(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = CliRunner().invoke(cli, ["clean", ".", "-o", "../out", "--log", "my log.jsonl"])
    assert "cleaner undo" not in ran.stderr
    monkeypatch.setattr(terminal, "watched", lambda err=False: True)
    ran = CliRunner().invoke(cli, ["clean", ".", "-o", "../out2", "--log", "my log2.jsonl"], env={"COLUMNS": "200"})
    assert "cleaner undo 'my log2.jsonl'" in ran.stderr and "cleaner report 'my log2.jsonl' -o" in ran.stderr


def test_the_name_alone_says_what_to_do_in_ten_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    for columns, most in ((80, 10), (50, 12)):
        monkeypatch.setenv("COLUMNS", str(columns))
        from cleaner.cli.first import greet

        with CliRunner().isolation() as (out, _, _):
            greet()
        lines = out.getvalue().decode().rstrip("\n").split("\n")
        assert len(lines) <= most and max(map(cells, lines)) <= columns
        assert all(any(command in line for line in lines) for command, _ in FIRST)


def test_a_diff_passes_over_what_is_clean(texts: Path) -> None:
    (texts / "c.txt").write_text("All is well.\n")
    assert CliRunner().invoke(cli, ["clean", "--diff", "c.txt"]).stdout == ""
    assert "c.txt" not in CliRunner().invoke(cli, ["clean", "--diff", "."]).stdout


def test_a_missing_file_is_named_although_its_output_is_there(texts: Path) -> None:
    ran = CliRunner().invoke(cli, ["clean", "missing.txt", "-o", "a.md"], standalone_mode=False)
    assert ran.return_value == 3 and "missing.txt: cannot be read" in ran.stderr


def test_a_path_in_place_of_a_command(texts: Path) -> None:
    ran = CliRunner().invoke(cli, ["a.md"])
    assert ran.exit_code == 2 and "'a.md' is no command; to clean it: cleaner clean a.md" in ran.output
    assert "No such command 'cleam'" in CliRunner().invoke(cli, ["cleam"]).output
