"""Whatever fails, the old or the new bytes are on disk, and nothing else is left behind."""

from __future__ import annotations

import os
import resource
import signal
import socket
import stat
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from cleaner import files, metadata, reading, temporary
from cleaner.errors import CleanerError, FileChanged, InputError, UnreadableInput, WriteFailed
from cleaner.files import new_file, read_file, replace_file, write_new
from cleaner.temporary import is_leftover, remove_leftovers

OLD, NEW = b"teh cat\n" * 500, b"the cat\n" * 500
as_root = pytest.mark.skipif(os.getuid() != 0, reason="needs root")


@pytest.fixture
def doc(tmp_path: Path) -> Path:
    path = tmp_path / "doc.txt"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_child(act: Callable[[], object]) -> int:
    """Run `act` in a process of its own. Returns 0, an error's exit code, 99 for other errors, or -signal."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            act()
            code = 0
        except CleanerError as error:
            code = error.exit_code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# Reading


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


SPECIAL: dict[str, Callable[[Path], None]] = {
    "a pipe": make_fifo,
    "a socket": make_socket,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", SPECIAL)
def test_only_regular_files_are_read_or_replaced(kind: str) -> None:
    with tempfile.TemporaryDirectory() as short:  # sockets have short names
        path = Path(short, "special")
        SPECIAL[kind](path)
        for act in (
            lambda: read_file(path),
            lambda: replace_file(path, NEW, OLD),
            lambda: write_new(path, NEW),
        ):
            with pytest.raises(UnreadableInput, match=r"is a .*, not a file"):
                act()
        assert names(Path(short)) == ["special"]


def test_a_pipe_put_in_a_files_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regular = Path(__file__).stat()
    (tmp_path / "f").touch()
    monkeypatch.setattr(os, "stat", lambda *_, **__: regular)  # what it was a moment ago
    (tmp_path / "f").unlink()
    os.mkfifo(tmp_path / "f")

    def read() -> None:
        signal.alarm(5)
        read_file(tmp_path / "f")

    assert in_child(read) == 3


def test_what_does_not_fit_in_memory_is_one_clear_line(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_read", fail(MemoryError()))
    with pytest.raises(UnreadableInput, match="not enough memory"):
        read_file(doc)


def test_reading_has_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 100)
    assert read_file(path, limit=100) == b"x" * 100
    with pytest.raises(UnreadableInput, match="larger than 99 bytes"):
        read_file(path, limit=99)
    os.truncate(path, 1 << 40)  # one sparse TiB
    with pytest.raises(UnreadableInput, match="larger"):
        read_file(path)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_files_that_do_not_tell_their_size_are_read(tmp_path: Path) -> None:
    assert b"Name:" in read_file("/proc/self/status")
    with pytest.raises(UnreadableInput, match="larger"):
        read_file("/proc/self/status", limit=10)


@pytest.mark.parametrize("name", ["nope", "nope/deep", "a\0b", "lone\ud800", "x" * 300, ""])
def test_impossible_names_are_one_clear_line(tmp_path: Path, name: str) -> None:
    for act in (
        lambda: read_file(tmp_path / name / "f"),
        lambda: replace_file(tmp_path / name / "f", NEW, OLD),
    ):
        with pytest.raises(InputError) as caught:
            act()
        assert "\n" not in str(caught.value)
        assert str(tmp_path) not in str(caught.value)


# Replacing


def test_a_file_is_replaced(doc: Path) -> None:
    replace_file(doc, NEW, OLD)
    assert read_file(doc) == NEW
    assert names(doc.parent) == ["doc.txt"]


def test_empty_files_are_files(doc: Path) -> None:
    replace_file(doc, b"", OLD)
    replace_file(doc, NEW, b"")
    assert doc.read_bytes() == NEW


def test_a_relative_name_is_enough(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(doc.parent)
    replace_file("doc.txt", NEW, OLD)
    assert doc.read_bytes() == NEW


@pytest.mark.parametrize("name", ["é" * 127, "\udcff\udcfe", "-rf", "a\nb\x1b[m", " "])
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    replace_file(path, NEW, OLD)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("found", [OLD + b"more", OLD[:-1], b"X" + OLD[1:], b""])
def test_a_file_that_has_changed_is_left(doc: Path, found: bytes) -> None:
    doc.write_bytes(found)
    with pytest.raises(FileChanged, match="changed since"):
        replace_file(doc, NEW, OLD)
    assert doc.read_bytes() == found
    assert names(doc.parent) == ["doc.txt"]


def test_a_save_during_the_run_is_seen(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def save_meanwhile(*_: object) -> None:
        doc.with_name("saved").write_bytes(b"by hand")
        doc.with_name("saved").replace(doc)

    monkeypatch.setattr(files, "sync", save_meanwhile)
    with pytest.raises(FileChanged):
        replace_file(doc, NEW, OLD)
    assert doc.read_bytes() == b"by hand"
    assert names(doc.parent) == ["doc.txt"]


@pytest.mark.parametrize("data", [OLD, NEW])
def test_a_file_that_is_right_already_is_not_touched(doc: Path, data: bytes) -> None:
    doc.write_bytes(data)
    os.utime(doc, (1e9, 1e9))
    before = doc.stat()
    replace_file(doc, data, OLD)
    after = doc.stat()
    assert (after.st_mtime, after.st_ino) == (1e9, before.st_ino)


def test_links_stay_and_lead_to_the_new_bytes(doc: Path) -> None:
    (doc.parent / "folder").mkdir()
    first, second = doc.parent / "folder" / "first", doc.parent / "second"
    first.symlink_to("../doc.txt")
    second.symlink_to("folder/first")
    replace_file(second, NEW, OLD)
    assert second.is_symlink()
    assert first.is_symlink()
    assert not doc.is_symlink()
    assert doc.read_bytes() == NEW
    assert names(first.parent) == ["first"]


def test_links_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nothing")
    for name in ("loop", "gone"):
        with pytest.raises(InputError):
            replace_file(tmp_path / name, NEW, OLD)
    assert names(tmp_path) == ["gone", "loop"]


def test_hard_linked_files_are_refused(doc: Path) -> None:
    other = doc.with_name("other")
    other.hardlink_to(doc)
    with pytest.raises(WriteFailed, match="hard links"):
        replace_file(doc, NEW, OLD)
    assert (doc.read_bytes(), other.read_bytes()) == (OLD, OLD)
    assert names(doc.parent) == ["doc.txt", "other"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666, 0o2770])
def test_the_mode_stays(doc: Path, mode: int) -> None:
    doc.chmod(mode)
    replace_file(doc, NEW, OLD)
    assert stat.S_IMODE(doc.stat().st_mode) == mode


def test_read_only_files_are_refused(doc: Path) -> None:
    doc.chmod(0o444)
    with pytest.raises(WriteFailed, match=r"read-only|Permission denied"):
        replace_file(doc, NEW, OLD)
    assert doc.read_bytes() == OLD


@as_root
def test_the_owner_stays(doc: Path) -> None:
    os.chown(doc, 1234, 4321)
    replace_file(doc, NEW, OLD)
    assert (doc.stat().st_uid, doc.stat().st_gid) == (1234, 4321)


@as_root
def test_a_file_whose_owner_cannot_be_kept_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, doc = Path(name), Path(name, "doc.txt")
        folder.chmod(0o777)
        doc.write_bytes(OLD)
        doc.chmod(0o666)

        def as_somebody_else() -> None:
            os.setgid(1234)
            os.setuid(1234)
            replace_file(doc, NEW, OLD)

        assert in_child(as_somebody_else) == 3
        assert doc.read_bytes() == OLD
        assert names(folder) == ["doc.txt"]


def set_attribute(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")


def acl(*entries: tuple[int, int, int]) -> bytes:
    """As in linux/posix_acl_xattr.h: version 2, then tag, permissions and id of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NOBODY = 0xFFFFFFFF
SHARED = acl((1, 6, NOBODY), (2, 4, 1234), (4, 4, NOBODY), (16, 4, NOBODY), (32, 0, NOBODY))


def test_extended_attributes_stay(doc: Path) -> None:
    set_attribute(doc, "user.note", b"keep\0me")
    replace_file(doc, NEW, OLD)
    assert os.getxattr(doc, "user.note") == b"keep\0me"


def test_the_acl_stays(doc: Path) -> None:
    set_attribute(doc, "system.posix_acl_access", SHARED)
    mode = doc.stat().st_mode
    replace_file(doc, NEW, OLD)
    assert os.getxattr(doc, "system.posix_acl_access") == SHARED
    assert doc.stat().st_mode == mode


def test_the_acl_that_a_folder_gives_new_files_is_not_added(doc: Path) -> None:
    set_attribute(doc.parent, "system.posix_acl_default", SHARED)
    mode = doc.stat().st_mode
    replace_file(doc, NEW, OLD)
    assert "system.posix_acl_access" not in os.listxattr(doc)
    assert doc.stat().st_mode == mode


# Failures


@contextmanager
def size_limit(count: int) -> Iterator[None]:
    """Writes beyond `count` bytes of a file fail, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("room", [0, 1, 1024])
def test_a_full_disk_leaves_the_old_bytes(doc: Path, room: int) -> None:
    with size_limit(room), pytest.raises(WriteFailed, match="left as it was: File too large"):
        replace_file(doc, NEW, OLD)
    with size_limit(room), pytest.raises(WriteFailed, match="not be written"):
        write_new(doc.parent / "out.txt", NEW)
    assert doc.read_bytes() == OLD
    assert names(doc.parent) == ["doc.txt"]


@pytest.mark.parametrize("name", ["doc.txt", "out.txt"])
def test_bytes_are_on_the_disk_before_they_get_the_name(doc: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, int]] = []
    fsync, rename = os.fsync, os.replace

    def seen_fsync(fd: int) -> None:
        done.append(("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file", os.fstat(fd).st_size))
        fsync(fd)

    def seen_rename(*args: Any, **named: Any) -> None:
        done.append(("rename", 0))
        rename(*args, **named)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "replace", seen_rename)
    ACTS["replace_file" if name == doc.name else "write_new"](doc.with_name(name))
    assert done[:2] == [("file", len(NEW)), ("rename", 0)]
    assert [what for what, _ in done] == ["file", "rename", "folder"]


class Faulty:
    """The os module, of which the `when`-th call of a function that acts on files does `fault` instead."""

    ACTS = frozenset(
        (
            "open",
            "fstat",
            "stat",
            "pread",
            "fdopen",
            "replace",
            "fsync",
            "fchmod",
            "fchown",
            "listxattr",
            "getxattr",
            "setxattr",
            "mkdir",
        )
    )

    def __init__(self, when: int, fault: Callable[[], object]) -> None:
        self.left, self.fault = when, fault

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self.wrapped(real) if name in self.ACTS else real

    def wrapped(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            self.left -= 1
            return self.fault() if self.left == 0 else real(*args, **named)

        return call


def with_fault(when: int, fault: Callable[[], object], act: Callable[[], object]) -> bool:
    """Whether `act` got as far as the fault."""
    faulty = Faulty(when, fault)
    with pytest.MonkeyPatch.context() as patch:
        for module in (files, reading, temporary, metadata):
            patch.setattr(module, "os", faulty)
        with suppress(WriteFailed, KeyboardInterrupt):
            act()
    return faulty.left <= 0


def fail(error: BaseException) -> Callable[..., object]:
    def fault(*_: object) -> object:
        raise error

    return fault


ACTS: dict[str, Callable[[Path], object]] = {
    "replace_file": lambda path: replace_file(path, NEW, OLD),
    "write_new": lambda path: write_new(path, NEW, root=path.parent),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), OSError(28, "No space left"), KeyboardInterrupt()])
def test_a_failure_anywhere_leaves_whole_bytes_and_no_leftover(doc: Path, act: str, error: BaseException) -> None:
    faults = 0
    while with_fault(faults + 1, fail(error), lambda: ACTS[act](doc)):
        faults += 1
        assert doc.read_bytes() in (OLD, NEW)
        assert names(doc.parent) == ["doc.txt"]
        doc.write_bytes(OLD)
    assert faults > 10
    assert doc.read_bytes() == NEW


@pytest.mark.parametrize("act", ACTS)
def test_a_kill_anywhere_leaves_whole_bytes_and_the_next_run_tidies(doc: Path, act: str) -> None:
    kills = leftovers = 0

    def run() -> bool:
        return with_fault(kills + 1, lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: ACTS[act](doc))

    while in_child(run) == -signal.SIGKILL:
        kills += 1
        assert doc.read_bytes() in (OLD, NEW)
        leftovers += remove_leftovers(doc.parent)
        assert names(doc.parent) == ["doc.txt"]
        doc.write_bytes(OLD)
    assert kills > 10
    assert leftovers > 0
    assert doc.read_bytes() == NEW


def test_a_reader_sees_the_old_or_the_new_bytes(tmp_path: Path) -> None:
    versions = [letter * 3_000_000 for letter in (b"a", b"b")]
    doc = tmp_path / "doc.txt"
    doc.write_bytes(versions[0])

    def flip() -> None:
        for turn in range(20):
            replace_file(doc, versions[1 - turn % 2], versions[turn % 2])

    writer = os.fork()
    if writer == 0:
        os._exit(in_child(flip))
    seen = 0
    while (ended := os.waitpid(writer, os.WNOHANG)) == (0, 0):
        assert doc.read_bytes() in versions
        seen += 1
    assert seen
    assert ended[1] == 0


# Runs at the same time


def run_together(*acts: Callable[[], object]) -> list[int]:
    children = []
    for act in acts:
        child = os.fork()
        if child == 0:
            os._exit(in_child(act))
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_eight_runs_at_once_all_succeed(doc: Path) -> None:
    assert run_together(*[lambda: replace_file(doc, NEW, OLD)] * 8) == [0] * 8
    assert doc.read_bytes() == NEW
    assert names(doc.parent) == ["doc.txt"]


def test_no_change_of_another_run_is_lost(tmp_path: Path) -> None:
    doc = tmp_path / "doc.txt"
    doc.write_bytes(b"-")

    def add(mark: bytes) -> None:
        for _ in range(15):
            while True:
                remove_leftovers(tmp_path)  # must spare those in use
                found = read_file(doc)
                with suppress(FileChanged):
                    replace_file(doc, found + mark, found)
                    break

    assert run_together(*[lambda mark=mark: add(mark) for mark in (b"a", b"b", b"c", b"d")]) == [0] * 4
    assert sorted(doc.read_bytes()) == sorted(b"-" + b"abcd" * 15)
    assert names(tmp_path) == ["doc.txt"]


def test_a_lock_that_others_keep_is_reported(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(temporary, "_LOCK_SECONDS", 0.05)
    with doc.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        with pytest.raises(WriteFailed, match="locked by another"):
            replace_file(doc, NEW, OLD)
    replace_file(doc, NEW, OLD)


def test_where_there_are_no_locks_it_goes_on_without(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", fail(OSError(95, "Operation not supported")))
    replace_file(doc, NEW, OLD)
    assert doc.read_bytes() == NEW


# Leftovers


def test_leftovers_in_use_and_other_files_are_spared(tmp_path: Path) -> None:
    stale, link = ".cleaner-0123456789abcdef.tmp", ".cleaner-00000000000000ff.tmp"
    spared = [".cleaner.toml", ".cleaner-0123456789abcdef.tmp.bak", ".cleaner-x.tmp", "cleaner.tmp"]
    for name in (stale, *spared):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / link).symlink_to(".cleaner.toml")
    with new_file(tmp_path / "out.txt") as out:
        assert remove_leftovers(tmp_path) == 1
        out.write(NEW)
    assert names(tmp_path) == sorted([*spared, link, "out.txt"])
    assert [name for name in names(tmp_path) if is_leftover(name)] == [link]
    assert remove_leftovers(tmp_path / "no such folder") == 0


def test_a_temporary_file_taken_for_a_leftover_too_soon_is_made_again(
    doc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spared = [True, False]  # the lock of the file itself, then that of the temporary one

    def lock_late(fd: int) -> None:
        if spared and not spared.pop(0):
            assert remove_leftovers(doc.parent) == 1
        real(fd)

    real = temporary.lock
    for module in (files, temporary):
        monkeypatch.setattr(module, "lock", lock_late)
    replace_file(doc, NEW, OLD)
    assert doc.read_bytes() == NEW
    assert names(doc.parent) == ["doc.txt"]


# New files


def test_new_files_get_their_folders_and_the_usual_mode(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "out.txt"
    before = os.umask(0o027)
    try:
        write_new(path, NEW)
    finally:
        os.umask(before)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(path.parent) == ["out.txt"]


def test_an_output_in_the_way_is_replaced_and_keeps_its_mode(doc: Path) -> None:
    doc.chmod(0o600)
    write_new(doc, NEW)
    assert doc.read_bytes() == NEW
    assert stat.S_IMODE(doc.stat().st_mode) == 0o600


def test_an_output_in_the_way_does_not_change_under_its_other_names(doc: Path) -> None:
    other = doc.with_name("other")
    other.hardlink_to(doc)
    write_new(doc, NEW)
    assert (doc.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_an_exception_while_writing_leaves_what_was_there(doc: Path) -> None:
    for path in (doc, doc.with_name("out.txt")):
        with pytest.raises(ZeroDivisionError), new_file(path) as out:
            out.write(NEW)
            raise ZeroDivisionError
    assert doc.read_bytes() == OLD
    assert names(doc.parent) == ["doc.txt"]


def test_no_link_is_followed_out(doc: Path) -> None:
    root, outside = doc.parent / "root", doc.parent / "outside"
    (root / "real").mkdir(parents=True)
    outside.mkdir()
    (root / "way").symlink_to(outside)
    (root / "name").symlink_to(doc)
    (root / "real" / "loop").symlink_to("loop")
    for name in ("way/out.txt", "way/deep/out.txt", "name", "real/loop/out.txt", "name/out.txt"):
        with pytest.raises(InputError, match="link"):
            write_new(root / name, NEW, root=root)
    for name in ("../out.txt", "real/../../out.txt", "../outside/out.txt"):
        with pytest.raises(WriteFailed, match="outside"):
            write_new(root / name, NEW, root=root)
    with pytest.raises(WriteFailed, match="outside"):
        write_new(outside / "out.txt", NEW, root=root)
    assert names(outside) == []
    assert doc.read_bytes() == OLD
    write_new(root / "real" / "deep" / "out.txt", NEW, root=root)
    assert names(root / "real" / "deep") == ["out.txt"]


def test_a_link_as_root_is_the_users_own_choice(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "root").symlink_to("real")
    write_new(tmp_path / "root" / "out.txt", NEW, root=tmp_path / "root")
    assert (tmp_path / "real" / "out.txt").read_bytes() == NEW


@pytest.mark.parametrize("name", ["", ".", "..", "folder/"])
def test_a_folder_is_no_output_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError):
        write_new(f"{tmp_path}/{name}", NEW)
    assert names(tmp_path) == ["folder"]
