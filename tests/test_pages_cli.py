"""Pages on the command line: Markdown, what the log says of them, and why lines were left out; files that are no prose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import run

PAGE = """<html><head><title>The beans that beat a railway</title><meta name="author" content="Ann Bean"></head><body>
<main><article><h2>What it was</h2><p>The allotment behind the old station has been dug by the same
<a href="https://example.org/teh/recieve">three families</a> since teh war.</p>
<p>Last spring they were told that the railway wanted its land back, and the sheds had to go.</p>
<ul><li>One whole bean was left of it.</li><li>Two of the others were not.</li></ul>
<p>In the end the company gave in, and the first potatoes of the season went to its director.</p>
</article></main></body></html>"""


def test_a_page_becomes_markdown(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE)
    ran = run("clean", tmp_path / "in" / "a.html", "--to", "markdown")
    assert ran.code == 0
    shown = ran.out.decode()
    assert "## What it was" in shown and "- One whole bean" in shown and "since the war" in shown
    assert "[three families](https://example.org/teh/recieve)" in shown
    assert run("clean", tmp_path / "in", "-o", tmp_path / "out", "--to", "markdown").code == 0
    assert (tmp_path / "out" / "a.md").read_text() == shown


def test_the_configuration_may_ask_for_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / ".cleaner.toml").write_text('to = "markdown"\n')
    assert b"## What it was" in run("clean", tmp_path / "a.html").out
    assert run("clean", tmp_path / "a.html", "--to", "text").out.startswith(b"What it was\n")


def test_the_log_tells_what_the_page_says_of_itself(tmp_path: Path) -> None:
    for name, text in (("a.html", PAGE), ("b.html", PAGE.replace("teh war", "the war"))):
        (tmp_path / name).write_text(text)
        assert run("clean", tmp_path / name, "-o", tmp_path / "out.txt", "--log", tmp_path / "log").code == 0
        record = json.loads((tmp_path / "log").read_text())
        assert record["metadata"] == {"title": "The beans that beat a railway", "author": "Ann Bean"}
        cleaned = (tmp_path / "out.txt").read_bytes()
        assert run("undo", tmp_path / "log").code == 0
        assert (b"teh war" in (tmp_path / "out.txt").read_bytes()) == (name == "a.html")
        assert b"teh war" not in cleaned
        (tmp_path / "log").unlink()


def test_the_text_of_a_page_in_another_encoding_can_be_undone(tmp_path: Path) -> None:
    page = "<html><meta charset=iso-8859-1><body><article><p>%s</p><p>%s</p></article></body></html>"
    line = "The café was closed on Monday, she said, and teh owner of the house left it in May."
    (tmp_path / "a.html").write_bytes((page % (line, "Nobody knew where he had gone.")).encode("cp1252"))
    assert run("clean", tmp_path / "a.html", "-o", tmp_path / "a.txt", "--log", tmp_path / "log").code == 0
    before = f"{line}\nNobody knew where he had gone.\n"
    assert (tmp_path / "a.txt").read_text() == before.replace("teh", "the")
    record = json.loads((tmp_path / "log").read_text())
    assert (record["codec"], record["newline"]) == ("utf-8", "lf")
    assert run("undo", tmp_path / "log").code == 0 and (tmp_path / "a.txt").read_text() == before


def test_a_page_without_text_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    assert run("clean", tmp_path / "a.html") == (0, b"", "")


def test_explain_says_why_lines_of_a_page_were_left_out(tmp_path: Path) -> None:
    bar = "<table class='nav'><tr><td><a href='/1'>Home</a></td><td><a href='/2'>Garden</a></td></tr></table>"
    (tmp_path / "a.html").write_text(PAGE.replace("</article>", bar + "</article>"))
    shown = run("explain", tmp_path / "a.html").out.decode()
    assert "author: Ann Bean" in shown
    left_out, _, text = shown.partition("\nThe text\n")
    assert "Left out of the page" in left_out and "| Home | Garden |" in left_out and "in:nav" in left_out
    assert "Garden" not in text


@pytest.mark.parametrize("name", ["requirements.txt", "tool.py", "data.json"])
@pytest.mark.parametrize("command", [("clean", "-i"), ("check",)])
def test_code_that_a_hook_names_is_passed_over_with_a_note(tmp_path: Path, name: str, command: tuple[str, ...]) -> None:
    (tmp_path / name).write_text("Teh beans are late.\n")
    (tmp_path / "a.txt").write_text("The beans are fine.\n")
    assert run(*command, tmp_path / name, tmp_path / "a.txt").code == 3
    ran = run(*command, tmp_path / name, tmp_path / "a.txt", "--ignore-unknown")
    assert ran.code == 0
    assert f"{name}: looks like code or data" in ran.err
    assert (tmp_path / name).read_text() == "Teh beans are late.\n"
    assert run(*command, tmp_path / name, "--format", "text").code == (1 if command == ("check",) else 0)


def test_binary_files_that_are_named_are_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7\0\0\0")
    ran = run("clean", "-i", tmp_path / "a.txt")
    assert ran.code == 3 and "a.txt: is not text" in ran.err
