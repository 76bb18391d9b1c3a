"""Which files a walk finds."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path

import pytest

from cleaner.walk import walk


def make(home: Path, *names: str, **contents: str) -> None:
    for name in (*names, *contents):
        path = home / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(contents.get(name, "x"))


def found(top: Path, **options: object) -> list[str]:
    return [str(Path(f.path).relative_to(top)) for f in walk(str(top), **options)]  # type: ignore[arg-type]


def test_all_regular_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z", "a/b/c", "a.txt", "A", "é", ".hidden", "a/.hidden/x", "empty/")
    assert found(tmp_path) == ["A", "a/b/c", "a/z", "a.txt", "b.txt", "é"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "in/a", "out/b")
    (tmp_path / "in" / "file").symlink_to(tmp_path / "out" / "b")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    os.mkfifo(tmp_path / "in" / "pipe")
    assert found(tmp_path / "in") == ["a"]


@pytest.mark.parametrize(
    ("ignore", "gone"),
    [
        ("*.log", {"x.log", "sub/y.log"}),
        ("/x.log", {"x.log"}),
        ("sub/", {"sub/y.log", "sub/keep.txt"}),
        ("*.log\n!y.log", {"x.log"}),
        ("# comment\n\n*.txt\r\n", {"a.txt", "sub/keep.txt"}),
        ("sub/*\n!sub/keep.txt", {"sub/y.log"}),
        ("!", set()),
        ("nothing", set()),
    ],
)
def test_gitignore(tmp_path: Path, ignore: str, gone: set[str]) -> None:
    every = {"a.txt", "x.log", "sub/y.log", "sub/keep.txt"}
    make(tmp_path, *every)
    (tmp_path / ".gitignore").write_text(ignore)
    assert set(found(tmp_path)) == every - gone


def test_gitignore_of_outer_and_inner_folders(tmp_path: Path) -> None:
    make(tmp_path, "repo/.git/", "repo/docs/a.txt", "repo/docs/b.txt", "repo/docs/in/a.txt", "repo/docs/c.tmp")
    (tmp_path / ".gitignore").write_text("*.txt")  # outside of the repository
    (tmp_path / "repo" / ".gitignore").write_text("a.txt")
    (tmp_path / "repo" / ".git" / "info").mkdir()
    (tmp_path / "repo" / ".git" / "info" / "exclude").write_text("*.tmp")
    (tmp_path / "repo" / "docs" / "in" / ".gitignore").write_text("!a.txt")
    assert found(tmp_path / "repo" / "docs") == ["b.txt", "in/a.txt"]
    assert found(tmp_path / "repo") == ["docs/b.txt", "docs/in/a.txt"]


def test_an_ignored_folder_that_is_named_is_walked(tmp_path: Path) -> None:
    make(tmp_path, ".git/", "build/a.txt")
    (tmp_path / ".gitignore").write_text("build/")
    assert found(tmp_path) == []
    assert found(tmp_path / "build") == ["a.txt"]


def test_skip_is_asked_for_files_and_folders(tmp_path: Path) -> None:
    make(tmp_path, "a/x", "b/x", "c")
    assert found(tmp_path, skip=lambda path, folder: folder and path.endswith("a")) == ["b/x", "c"]


def test_paths_are_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "in/a")
    monkeypatch.chdir(tmp_path)
    assert [f.path for top in (".", "in", "./in/") for f in walk(top)] == ["in/a", "in/a", "in/a"]


def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/x", "b/x")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    problems = [(Path(f.path).name, f.problem) for f in walk(str(tmp_path))]
    assert problems == [("a", "the folder cannot be read: Permission denied"), ("x", "")]


def test_deep_folders_need_no_deep_stack(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 150)
    deep.mkdir(parents=True)
    (deep / "file").write_text("x")
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(len(inspect.stack()) + 60)
        files = list(walk(str(tmp_path)))
    finally:
        sys.setrecursionlimit(limit)
    assert [f.path for f in files] == [str(deep / "file")]
