"""No network access, whatever is cleaned: sockets are taken away, and where strace is there, system calls are watched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import HOME

#: Run by Python before anything of ours: whoever makes a socket ends the process at once.
NO_SOCKETS = """\
import os, socket, sys
def refuse(*args, **kwargs):
    os.write(2, b"NETWORK\\n")
    os._exit(66)
def audit(event, args):
    if event == "socket.__new__" and args[1] == socket.AF_UNIX:
        return  # pipes between our own processes
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        refuse()
sys.addaudithook(audit)
sys.argv[0] = "cleaner"
from cleaner.cli import main
main()
"""
PAGE = """<!doctype html><html><head><base href="https://example.org/"><link rel="stylesheet" href="//example.org/a.css">
<script src="https://example.org/a.js"></script><!DOCTYPE x SYSTEM "http://example.org/x.dtd"></head><body><article>
<h1>Ferry</h1><img src="http://example.org/a.png"><p>The ferry crossed the lake on Saturday with sixty passengers, nine
bicycles and a brass band on board, and nobody could remember who had first thought of raising it from the mud.</p>
<p>Teh captain recieved flowers; the next crossing is planned for May, when the water is higher.</p></article></html>"""
FILES = {
    "a.txt": "Teh ferry recieved â€œflowersâ€\x9d from https://example.org/.\n\nSubscribe to our newsletter\n",
    "a.md": "# Teh ferry\n\n![x](http://example.org/a.png) [teh](https://example.org/)\n\nShare this article\n",
    "page.html": PAGE,
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\nTeh end, http://example.org/\n",
    "a.jsonl": '{"text": "Teh ferry recieved it.", "url": "https://example.org/"}\n{"html": "<p>Teh ferry</p>", "url": "https://example.org/"}\n',
}
RUNS = [
    ("clean", ".", "-o", "../out", "--log", "../log.jsonl", "--jobs", "1"),
    ("clean", ".", "-o", "../out", "--log", "../log.jsonl", "--jobs", "2"),
    ("check", ".", "--output-format", "sarif"),
    ("explain", "a.txt"),
    ("rules", "list"),
    ("config", "show", "a.txt"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def call(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {"PYTHONPATH": HOME, "PATH": "/usr/bin:/bin", "HOME": str(cwd.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=cwd, env=env, text=True, capture_output=True, check=False, timeout=300)


@pytest.mark.parametrize("arguments", RUNS, ids=lambda a: " ".join(a[:1] + a[-2:]))
def test_no_command_makes_a_socket(folder: Path, arguments: tuple[str, ...]) -> None:
    done = call(sys.executable, "-c", NO_SOCKETS, *arguments, cwd=folder)
    assert "NETWORK" not in done.stderr
    assert done.returncode in (0, 1), done.stderr


def test_the_guard_would_see_a_socket(folder: Path) -> None:
    script = NO_SOCKETS.replace(
        "from cleaner.cli import main\nmain()", "import urllib.request as u; u.urlopen('http://127.0.0.1:9')"
    )
    assert call(sys.executable, "-c", script, cwd=folder).returncode == 66


def _strace() -> str:
    strace = shutil.which("strace")
    if (
        strace is None
        or subprocess.run([strace, "-qq", "-e", "trace=none", "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("strace is not here or may not trace")
    return strace


@pytest.mark.parametrize("arguments", RUNS[:3], ids=lambda a: " ".join(a[:1] + a[-2:]))
def test_no_process_asks_the_system_for_the_network(folder: Path, arguments: tuple[str, ...]) -> None:
    trace = folder.parent / "trace"
    command = [
        _strace(),
        "-f",
        "-qq",
        "-o",
        str(trace),
        "-e",
        "trace=%network",
        sys.executable,
        "-m",
        "cleaner",
        *arguments,
    ]
    assert call(*command, cwd=folder).returncode in (0, 1)
    asked = [
        line for line in trace.read_text().split("\n") if "AF_INET" in line or "connect(" in line or "sendto(" in line
    ]
    assert asked == []
