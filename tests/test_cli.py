"""Cleaning through the command line: one text, folders, outputs, logs."""

from __future__ import annotations

import fcntl
import gzip
import io
import json
import os
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from running import TYPOS, run, site, start, tree

from cleaner.cli import commit
from cleaner.cli import run as running_module
from cleaner.cli.inputs import Input
from cleaner.errors import InputError
from cleaner.job import Outcome, Task, work
from cleaner.reading import read_stream


def test_a_pipe_is_cleaned() -> None:
    with start("clean", *TYPOS) as process:
        out, err = process.communicate(b"Teh cat.\r\n")
    assert (process.returncode, out, err) == (0, b"The cat.\r\n", b"")


def test_one_file_goes_to_standard_output_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Teh cat.")
    for args in ([], ["-o", "-"], ["-o", "/dev/stdout"]):
        assert run("clean", tmp_path / "a.txt", *TYPOS, *args) == (0, b"The cat.", "")
    assert (tmp_path / "a.txt").read_bytes() == b"Teh cat."


def test_dev_stdout_and_other_devices(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Teh cat.")
    with start("clean", tmp_path / "a.txt", *TYPOS, "-o", "/dev/stdout") as process:
        assert process.communicate()[0] == b"The cat."
    assert run("clean", tmp_path / "a.txt", *TYPOS, "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_several_inputs_need_a_place_to_go(tmp_path: Path) -> None:
    site(tmp_path / "in", 2)
    assert run("clean", tmp_path / "in").code == 2
    assert run("clean", tmp_path / "in", "-o", "-").code == 2
    assert run("clean", tmp_path / "in", "-i", "-o", "x").code == 2


def test_a_folder_is_mirrored_and_summed_up(tmp_path: Path) -> None:
    source = site(tmp_path / "in")
    before = tree(source)
    ran = run("clean", source, "-o", tmp_path / "out", *TYPOS)
    assert ran.code == 0 and ran.out == b""
    assert tree(tmp_path / "out") == {name: data.replace(b"Teh", b"The") for name, data in before.items()}
    assert tree(source) == before
    assert ran.err == "30 files, 10 changed; 0.0 % of the text removed\n  typos 10: codespell 10\n"
    assert run("clean", source, "-o", tmp_path / "out", *TYPOS, "-q").err == ""


@pytest.mark.parametrize("where", [["-i"], ["-o", "out"], ["--diff"]])
def test_result_and_log_are_the_same_whatever_the_number_of_jobs(
    tmp_path: Path, where: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    results = []
    for jobs in (1, 2, 3):
        home = tmp_path / str(jobs)
        site(home / "in", 70)
        (home / "in" / "bad.txt").write_bytes(b"a\0b")
        (home / "in" / "rows.jsonl").write_bytes(b'{"text": "teh cat"}\nbroken\n' * 40)
        monkeypatch.chdir(home)
        ran = run("clean", "in", *where, "--log", "log", "-j", jobs, *TYPOS)
        results.append((ran, tree(home)))
    assert results[0][0].code == 3 and len(results[0][1]["log"].split(b"\n")) == 24 + 40 + 1
    assert results[0] == results[1] == results[2]


def test_what_fails_is_named_and_the_rest_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = site(tmp_path / "in", 6)
    (source / "hang.txt").write_text("Teh end.")
    (source / "die.txt").write_text("Teh end.")
    (source / "nul.txt").write_bytes(b"\0")
    monkeypatch.setattr(running_module, "work_on", _fragile)
    ran = run("clean", source, source / "missing.txt", "-i", "-j", 2, "--time-limit", 8, *TYPOS)
    assert ran.code == 3
    said = {Path(line.partition(": ")[0]).name: line.partition(": ")[2] for line in ran.err.split("\n")[:4]}
    assert said["hang.txt"] == "was not finished in time"
    assert said["die.txt"] == "the process that was at it died (SIGKILL)"
    assert "is not text" in said["nul.txt"] and "No such file" in said["missing.txt"]
    assert (source / "hang.txt").read_text() == "Teh end."
    assert "The cat" in (source / "part0" / "000.txt").read_text()


def _fragile(tasks: Sequence[Task]) -> list[Outcome]:
    if any("hang" in task.path for task in tasks):
        time.sleep(60)
    if any("die" in task.path for task in tasks):
        os.kill(os.getpid(), signal.SIGKILL)
    return [work(task) for task in tasks]


def test_time_limit_without_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = site(tmp_path / "in", 3)
    (source / "hang.txt").write_text("Teh end.")
    monkeypatch.setattr(running_module, "work_on", _fragile)
    assert run("check", source / "part0", *TYPOS).code == 1  # the rules are loaded, which takes a while
    ran = run("clean", source, "-i", "-j", 1, "--time-limit", 3, *TYPOS)
    assert ran.code == 3 and "hang.txt: was not finished in time" in ran.err
    assert b"Teh" not in b"".join(tree(source / "part0").values())


def test_output_is_never_an_input(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 4)
    before = tree(tmp_path)
    assert run("clean", source, "-o", source, *TYPOS).code == 2
    assert run("clean", source, "-o", tmp_path, *TYPOS).code == 2
    file = source / "part0" / "000.txt"
    ran = run("clean", file, "-o", file, *TYPOS)
    assert ran.code == 3 and "over itself" in ran.err
    assert run("clean", file, "-o", file.parent, *TYPOS).code == 3
    assert tree(tmp_path) == before


def test_output_folder_inside_the_input_is_no_input(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 3)
    for _ in range(2):
        assert run("clean", source, "-o", source / "cleaned", "--log", source / "log.jsonl", *TYPOS).code == 0
    assert sorted(p.name for p in source.iterdir()) == ["cleaned", "log.jsonl", "part0", "part1", "part2"]
    assert sorted(p.name for p in (source / "cleaned").iterdir()) == ["part0", "part1", "part2"]


def test_two_inputs_never_share_an_output(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(f"Teh {name}.")
    ran = run("clean", tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt", "-o", tmp_path / "out", *TYPOS)
    assert ran.code == 3 and "would be written to" in ran.err
    assert (tmp_path / "out" / "x.txt").read_text() == "The a."


def test_log_is_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Teh cat.")
    (tmp_path / "b.txt").write_text("My only copy")
    assert run("clean", tmp_path / "a.txt", "-i", "--log", tmp_path / "b.txt", *TYPOS).code == 2
    assert tree(tmp_path) == {"a.txt": b"Teh cat.", "b.txt": b"My only copy"}


def test_in_place_adds_to_the_log_and_undo_goes_all_the_way_back(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 9)
    before, log = tree(source), tmp_path / "log"
    assert run("clean", source, "-i", "--log", log, *TYPOS).code == 0
    with log.open("ab") as file:
        file.write(b'{"v": 1, "path": "torn by a cra')
    (source / "part1" / "001.txt").write_text("I recieve it.")
    before["part1/001.txt"] = b"I recieve it."
    assert run("clean", source, "-i", "--log", log, *TYPOS).code == 0
    assert len([json.loads(line) for line in log.read_bytes().split(b"\n") if line]) == 4
    assert run("undo", log).code == 0
    assert tree(source) == before


def test_leftovers_of_killed_runs_go_and_are_no_inputs(tmp_path: Path) -> None:
    source = site(tmp_path / "in", 3)
    left = source / "part0" / ".cleaner-0123456789abcdef.tmp"
    left.write_text("Teh half")
    assert run("clean", source, "-i", *TYPOS).err.startswith("3 files, 1 changed")
    assert not left.exists()


class Cut(KeyboardInterrupt):
    """The run is cut off here."""


@pytest.mark.parametrize("where", [["-i"], ["-o", "out"]])
@pytest.mark.parametrize("when", ["before writing", "after writing"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_interrupted_and_started_again_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: list[str], when: str, times: int
) -> None:
    monkeypatch.setattr(commit, "TOGETHER", 4)
    for home in (tmp_path / "whole", tmp_path / "cut"):
        site(home / "in", 40)
        (home / "in" / "part1" / "rows.jsonl").write_bytes(b'{"text": "teh cat"}\n{}\n' * 4)
        (home / "in" / "part1" / "bad.txt").write_bytes(b"\0")
    command = ["clean", "in", *where, "--log", "log", *TYPOS]
    monkeypatch.chdir(tmp_path / "whole")
    whole = run(*command)
    monkeypatch.chdir(tmp_path / "cut")
    with monkeypatch.context() as patch:
        _cut_after(times, when, patch)
        assert run(*command, "-j", 2).code == 130
    again = run(*command)
    assert again.code == whole.code
    assert tree(tmp_path / "cut") == tree(tmp_path / "whole")


def _cut_after(times: int, when: str, patch: pytest.MonkeyPatch) -> None:
    write_all, left = commit.Output.write_all, [times]

    def cut(self: commit.Output, changes: list[commit.Change]) -> object:
        left[0] -= 1
        if left[0] == 0 and when == "before writing":
            raise Cut
        result = write_all(self, changes)
        if left[0] == 0:
            raise Cut
        return result

    patch.setattr(commit.Output, "write_all", cut)


@pytest.mark.parametrize("where", [["-i"], ["-o", "out"]])
def test_killed_again_and_again(tmp_path: Path, where: list[str]) -> None:
    for home in (tmp_path / "whole", tmp_path / "cut"):
        site(home / "in", 600)
    command = ["clean", "in", *where, "--log", "log", "-j", "2", "-q", *TYPOS]
    with start(*command, cwd=tmp_path / "whole") as process:
        process.communicate()
    log, cuts = tmp_path / "cut" / "log", 0
    for most in (0, 0, 3_000, 9_000):  # bytes that the log has grown by
        with start(*command, cwd=tmp_path / "cut") as process:
            before = log.stat().st_size if log.exists() else 0
            while process.poll() is None and not (log.exists() and log.stat().st_size > before + most):
                time.sleep(0.001)
            cuts += process.poll() is None
            process.kill()
    assert cuts
    with start(*command, cwd=tmp_path / "cut") as process:
        process.communicate()
    assert tree(tmp_path / "cut") == tree(tmp_path / "whole")


def _heed_interrupts() -> None:
    """What a shell runs in the background is deaf to SIGINT, and so is all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals_end_the_run_cleanly(tmp_path: Path, number: signal.Signals, code: int) -> None:
    source = site(tmp_path / "in", 3)
    (source / "big.txt").write_text("Teh cat sat on the mat.\n" * 2_000_000)
    before = tree(source)
    command = ("clean", source, "-i", "-j", "2", "--log", tmp_path / "log", *TYPOS)
    with start(*command, preexec_fn=_heed_interrupts) as process:
        while process.poll() is None and not (tmp_path / "log.run").exists():
            time.sleep(0.02)  # until it is at work, first on the big one, for seconds
        process.send_signal(number)
        err = process.communicate()[1]
    assert process.returncode == code, err
    assert b"Traceback" not in err
    assert tree(source) == before


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A cat sat.\n" * 20_000)
    with start("clean", tmp_path / "a.txt", *TYPOS) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


class Endless(io.RawIOBase):
    """A pipe that never ends."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b"a" * len(buffer)
        return len(buffer)


def test_an_endless_pipe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_stream, "__defaults__", (3 << 20,))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    with pytest.raises(InputError, match="is larger than 3145728 bytes"):
        Input("-", "text").read()


@pytest.mark.parametrize(("name", "text"), [("a.txt", "Teh cat."), ("a.jsonl", '{"text": "teh cat"}')])
def test_full_standard_output_is_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with Path("/dev/full").open("wb") as full, start("clean", tmp_path / name, *TYPOS, stdout=full) as process:
        err = process.communicate()[1]
    assert process.returncode == 3 and b"standard output cannot be written" in err and b"Traceback" not in err


@pytest.mark.parametrize(
    "args",
    [["check"], ["check", "--output-format", "sarif"], ["explain"], ["clean", "--diff"], ["rules", "list"], ["-h"]],
)
def test_full_standard_output_is_named_by_every_command(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "a.txt").write_text("Teh cat.")
    paths = [] if args[0] in ("rules", "-h") else [tmp_path / "a.txt"]
    with Path("/dev/full").open("wb") as full, start(*args, *paths, stdout=full) as process:
        err = process.communicate()[1]
    assert process.returncode == 3 and b"standard output cannot be written" in err and b"Traceback" not in err


def test_a_pipe_without_a_command_has_an_exit_code_too() -> None:
    assert run(stdin=b"Teh cat.\n") == (0, b"The cat.\n", "")
    assert run(stdin=b"a\0b").code == 3


@pytest.mark.parametrize("option", ["--field", "--log", "-i", "--in-place"])
def test_an_option_without_its_command_is_told_where_it_belongs(option: str) -> None:
    ran = run(option, "x", stdin=b"Teh cat.\n")
    assert ran.code == 2 and f"cleaner clean {option}" in ran.err
    assert "No such option" in run("--nothing-like-it", stdin=b"").err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("A cat sat there, and nobody knew why.".encode("utf-16-le"), "iconv -f UTF-16LE"),
        ("A cat sat there, and nobody knew why.".encode("utf-16-be"), "iconv -f UTF-16BE"),
        (gzip.compress(b"A cat sat."), "it is compressed: unpack it first"),
        (bytes(range(256)), "is not text"),
    ],
)
def test_what_is_no_text_is_told_how_to_become_one(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    for ran in (run("clean", tmp_path / "a.txt"), run("clean", "-", stdin=data), run("check", tmp_path / "a.txt")):
        assert ran.code == 3 and ran.out == b"" and "is not text" in ran.err and told in ran.err
    ran = run("explain", tmp_path / "a.txt")
    assert ran.code == 3 and f"{tmp_path / 'a.txt'}: is not text" in ran.err


def test_a_pipe_with_a_name_is_told_where_to_go(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ran = run("clean", tmp_path / "pipe")
    assert ran.code == 3 and "is a pipe, not a file; give it as standard input" in ran.err


def test_where_writing_fails_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Teh cat.")
    (tmp_path / "no").write_text("no folder")
    run("clean", tmp_path / "a.txt", "-o", tmp_path / "b.txt", "--log", tmp_path / "log")
    target = tmp_path / "no" / "x"
    for args in (["report", tmp_path / "log", "-o"], ["check", tmp_path / "a.txt", "--write-baseline"]):
        ran = run(*args, target)
        assert ran.code == 3 and ran.err.startswith(f"{target}: could not be written")


def test_an_edit_that_would_make_stray_bytes_a_letter_is_not_made(tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "pack: test\nversion: 1\nlanguage: any\nrules:\n- id: test-cut\n  title: cut\n  kind: replace\n"
        "  group: typos\n  safety: safe\n  pattern: ' xx '\n  literals: [xx]\n  replacement: ''\n"
        "  tests:\n    changes:\n    - {from: a xx b, to: ab}\n    - {from: c xx d, to: cd}\n"
        "    keeps: [one, two, three]\n"
    )
    data = b"caf\xc3 xx \xa9 caf\xc3\xa9\n"
    (tmp_path / "a.txt").write_bytes(data)
    ran = run("clean", tmp_path / "a.txt", "-i", "--rules", pack, "--select", "test-cut")
    assert ran.code == 4 and "would not be read as the cleaned text" in ran.err
    assert (tmp_path / "a.txt").read_bytes() == data


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs pseudo-terminals")
def test_a_bar_on_a_terminal_only(tmp_path: Path) -> None:
    site(tmp_path / "in", 30)
    parent, child = os.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with start("clean", tmp_path / "in", "-i", *TYPOS, stderr=child) as process:
        os.close(child)
        shown = b""
        while True:
            try:
                piece = os.read(parent, 4096)
            except OSError:  # Linux says so at the end
                break
            if not piece:
                break
            shown += piece
        process.communicate()
    os.close(parent)
    assert b"%|" in shown and b"B/s" in shown and b"30 files, 10 changed" in shown
