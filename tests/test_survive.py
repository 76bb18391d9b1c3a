"""Faults put into the running program from outside, system call by system call: whatever happens, the file holds its
old bytes or its new ones. Needs strace; where it is not or may not trace, the cases say so and are not run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from incidents_help import MENDED, SLIP, listing
from running import HOME

OLD, NEW = (SLIP + "x" * 3_000).encode(), (MENDED + "x" * 3_000).encode()
#: Calls that write, name or mark files; where the program is killed or refused.
CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "openat",
    "fchmod",
    "fchown",
    "ftruncate",
    "fsetxattr",
    "flock",
    "close",
)


@cache
def strace() -> str:
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is not installed: faults cannot be put into system calls")
    probe = subprocess.run([program, "-qq", "-e", "inject=write:error=EIO", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("strace may not trace here: faults cannot be put into system calls")
    return program


def traced(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """`clean -i` under strace, which looks only at what is done with the files in `folder`."""
    command = [sys.executable, "-m", "cleaner", "clean", "-i", "-j", "1", str(folder / "a.txt")]
    env = {**os.environ, "PYTHONPATH": HOME, "PYTHONDONTWRITEBYTECODE": "1"}
    watched = ["-qq", "-y", "-o", str(folder.parent / "trace"), *options]
    return subprocess.run([strace(), *watched, *command], capture_output=True, env=env, check=False, timeout=120)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_bytes(OLD)
    return folder


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How often each call is made in a run, and at which turn those calls begin that are about our folder."""
    folder = tmp_path_factory.mktemp("count") / "docs"
    folder.mkdir()
    (folder / "a.txt").write_bytes(OLD)
    assert traced(folder, "-e", f"trace={','.join(CALLS)}").returncode == 0
    seen: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    for line in (folder.parent / "trace").read_text(errors="replace").split("\n"):
        if match := re.match(r"(\w+)\(", line):
            seen[match[1]] += 1
            if str(folder) in line or ".cleaner-" in line:
                ours.setdefault(match[1], seen[match[1]])
                ours[f"{match[1]} last"] = seen[match[1]]
    return ours


def holds_old_or_new(folder: Path) -> bytes:
    data = (folder / "a.txt").read_bytes()
    assert data in (OLD, NEW)
    return data


def turns(counts: Counter[str], call: str) -> list[int]:
    return [n for n in range(counts[call], counts[f"{call} last"] + 1) if n]


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_at_any_call_leaves_the_old_or_the_new_bytes(folder: Path, counts: Counter[str], call: str) -> None:
    tried = turns(counts, call)
    for turn in tried[:6] + tried[-2:]:
        (folder / "a.txt").write_bytes(OLD)
        traced(folder, "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={turn}")
        holds_old_or_new(folder)
    if tried:
        (folder / "a.txt").write_bytes(OLD)
        subprocess.run(
            [sys.executable, "-m", "cleaner", "clean", "-i", str(folder)],
            env={**os.environ, "PYTHONPATH": HOME},
            capture_output=True,
            check=False,
        )
        assert (listing(folder), holds_old_or_new(folder)) == (["a.txt"], NEW)  # the next run that writes tidies up


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("write", "ENOSPC"),
        ("write", "EIO"),
        ("fsync", "EIO"),
        ("rename", "EBUSY"),
        ("renameat", "EXDEV"),
        ("renameat2", "EPERM"),
        ("fchmod", "EPERM"),
        ("openat", "EMFILE"),
        ("openat", "EACCES"),
    ],
)
def test_a_refused_call_leaves_the_old_bytes_and_is_told(
    folder: Path, counts: Counter[str], call: str, error: str
) -> None:
    for turn in turns(counts, call)[:4]:
        (folder / "a.txt").write_bytes(OLD)
        done = traced(folder, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={turn}+")
        data = holds_old_or_new(folder)
        assert listing(folder) == ["a.txt"]
        assert data == NEW or done.returncode != 0


def test_the_calls_that_count_are_seen(counts: Counter[str]) -> None:
    assert {"write", "fsync"} <= set(counts)
    assert {"rename", "renameat", "renameat2"} & set(counts)


def test_a_clean_file_is_not_opened_for_writing(folder: Path) -> None:
    (folder / "a.txt").write_bytes(NEW)
    before = (folder / "a.txt").stat()
    assert traced(folder, "-e", "trace=openat,open").returncode == 0
    lines = [line for line in (folder.parent / "trace").read_text(errors="replace").split("\n") if "a.txt" in line]
    assert lines
    assert not any("O_WRONLY" in line or "O_RDWR" in line for line in lines)
    assert (folder / "a.txt").stat().st_mtime_ns == before.st_mtime_ns


def full_disk(folder: Path) -> Path:
    disk = folder / "disk"
    disk.mkdir()
    made = (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], capture_output=True, check=False)
        if shutil.which("mount")
        else None
    )
    if made is None or made.returncode:
        pytest.skip("no right to mount a small disk: the full disk is simulated in test_incidents.py only")
    return disk


def test_a_disk_that_is_full_leaves_the_old_bytes(folder: Path) -> None:
    disk = full_disk(folder)
    try:
        (disk / "a.txt").write_bytes(OLD * 3)
        with (disk / "fill").open("wb") as fill, suppress(OSError):
            fill.write(b"z" * 65_536)
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", "clean", "-i", str(disk / "a.txt")], capture_output=True, check=False,
            env={**os.environ, "PYTHONPATH": HOME},
        )  # fmt: skip
        assert (disk / "a.txt").read_bytes() == OLD * 3
        assert done.returncode == 3
        assert listing(disk) == ["a.txt", "fill"]
    finally:
        subprocess.run(["umount", str(disk)], check=False)
