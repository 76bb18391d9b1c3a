"""Losses that others had, each as a test named after it: the group's letter and number, then what happened.

Groups: W writing, P several at once, E encodings, R repeated and verified runs, S signatures and removal, U Unicode,
H HTML, X attacks. What cannot happen here stands in NOT_HERE with the reason.
"""

from __future__ import annotations

import errno
import gzip
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from incidents_help import JUNK, MENDED, PROSE, SLIP, limited, listing, mend
from running import HOME, run, start, tree

from cleaner import Cleaner, files, temporary
from cleaner import edits as calculus
from cleaner.errors import FileChanged, PackError
from cleaner.files import new_file, replace_file
from cleaner.job import clean_bytes
from cleaner.model import Document
from cleaner.packs.load import load_rules
from cleaner.packs.read import read_pack_text
from cleaner.undo import restore

TIDY = Cleaner()
GROUPS = {
    "W": 14, "P": 4, "E": 12, "R": 8, "S": 7, "U": 3, "H": 9, "X": 7,
}  # fmt: skip
NOT_HERE = {
    "W13": "no backups are made, so none can be overwritten: the log undoes, and the old file stays until the new one is whole",
    "P2": "no work is ever kept in a patch only: the hooks change files, and pre-commit's own patches are tried in test_hooks.py",
    "P3": "nothing is put away that would have to be restored; that a second Ctrl-C leaves whole files is W3's test",
}


@pytest.fixture
def doc(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(SLIP)
    return path


def child(*args: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": HOME, **options.pop("env", {})}
    command = [sys.executable, "-m", "cleaner", *map(str, args)]
    return subprocess.run(command, capture_output=True, env=env, check=False, timeout=120, **options)


# W: writing


@pytest.mark.parametrize("room", [0, 10])
def test_w1_a_write_that_fails_empties_no_file(doc: Path, room: int) -> None:
    assert child("clean", "-i", doc, preexec_fn=limited(room)).returncode == 3
    assert (doc.read_text(), listing(doc.parent)) == (SLIP, ["a.txt"])


def test_w2_a_full_disk_wipes_no_file(doc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "sync", full)
    ran = run("clean", "-i", doc)
    assert (ran.code, doc.read_text(), listing(doc.parent)) == (3, SLIP, ["a.txt"])
    assert "No space left" in ran.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_w3_stopping_a_parallel_run_empties_no_file(tmp_path: Path, number: int) -> None:
    for n in range(200):
        (tmp_path / f"{n:03}.txt").write_text(SLIP)
    for pause, first in ((0.3, SLIP), (0.8, SLIP), (0.0, MENDED)):
        process = start("clean", "-i", "-j", 2, tmp_path)
        time.sleep(pause)
        while process.poll() is None and (tmp_path / "000.txt").read_text() != first:
            time.sleep(0.001)  # until it writes
        for _ in range(3):  # once more while it tidies up
            process.send_signal(number)
        process.communicate(timeout=120)
        texts = {name: data for name, data in tree(tmp_path).items() if name.endswith(".txt")}
        assert set(texts.values()) <= {SLIP.encode(), MENDED.encode()}
        assert len(texts) == 200
    assert run("clean", "-i", tmp_path).code == 0
    assert set(tree(tmp_path).values()) == {MENDED.encode()}


def test_w4_mode_links_and_hard_links_are_kept(doc: Path) -> None:
    doc.chmod(0o640)
    link = doc.with_name("link")
    link.symlink_to("a.txt")
    assert run("clean", "-i", link).code == 0
    assert (doc.read_text(), stat.S_IMODE(doc.stat().st_mode), link.is_symlink()) == (MENDED, 0o640, True)


def test_w5_a_disk_that_fills_up_midway_loses_nothing(doc: Path) -> None:
    doc.write_text(SLIP + PROSE * 100)
    assert child("clean", "-i", doc, preexec_fn=limited(4096)).returncode == 3
    assert doc.read_text() == SLIP + PROSE * 100


def test_w6_a_crash_inside_a_rule_leaves_the_file_and_says_nothing_else(
    doc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = doc.with_name("b.txt")
    other.write_text(MENDED + "crash\n")
    steps = Cleaner.steps

    def crash(self: Cleaner, first: Document) -> Any:
        if "crash" in first.text:
            raise ZeroDivisionError("a mistake of ours")
        return steps(self, first)

    monkeypatch.setattr(Cleaner, "steps", crash)
    ran = run("clean", "-i", doc, other)
    assert (ran.code, doc.read_text(), other.read_text()) == (3, MENDED, MENDED + "crash\n")
    assert "b.txt: failed: ZeroDivisionError" in ran.err
    assert "1 changed" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_w7_a_full_device_is_named_and_the_file_stays(doc: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", "clean", doc], stdout=full, stderr=subprocess.PIPE, check=False,
            env={**os.environ, "PYTHONPATH": HOME},
        )  # fmt: skip
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert doc.read_text() == SLIP


def test_w8_a_hard_linked_file_is_not_split(doc: Path) -> None:
    other = doc.with_name("b")
    other.hardlink_to(doc)
    assert run("clean", "-i", doc).code == 3
    assert (doc.read_text(), other.read_text(), doc.stat().st_nlink) == (SLIP, SLIP, 2)


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EXDEV, errno.EPERM])
def test_w9_a_refused_rename_leaves_the_file(doc: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(temporary.os, "replace", refuse)
    ran = run("clean", "-i", doc)
    monkeypatch.undo()
    assert (ran.code, doc.read_text(), listing(doc.parent)) == (3, SLIP, ["a.txt"])


def test_w10_a_chain_of_links_stays_a_chain(doc: Path) -> None:
    (doc.parent / "one").symlink_to("two")
    (doc.parent / "two").symlink_to("a.txt")
    assert run("clean", "-i", doc.parent / "one").code == 0
    assert [str((doc.parent / name).readlink()) for name in ("one", "two")] == ["two", "a.txt"]
    assert doc.read_text() == MENDED


def test_w11_bytes_come_before_the_name_and_long_names_are_whole(tmp_path: Path) -> None:
    name = "é" * 125 + ".txt"
    assert mend(tmp_path, SLIP, name) == MENDED.encode()
    assert listing(tmp_path) == [name]


def test_w12_the_mode_is_that_of_the_file_not_of_the_link(doc: Path) -> None:
    doc.chmod(0o600)
    (doc.parent / "link").symlink_to("a.txt")
    old = os.umask(0o000)
    try:
        assert run("clean", "-i", doc.parent / "link").code == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE(doc.stat().st_mode) == 0o600


def test_w14_an_error_while_writing_replaces_nothing(doc: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_file(doc) as out:
        out.write(b"half")
        raise ZeroDivisionError
    assert (doc.read_text(), listing(doc.parent)) == (SLIP, ["a.txt"])


# P: several at once


def test_p1_eight_runs_on_one_file_empty_it_not(doc: Path) -> None:
    processes = [start("clean", "-i", doc) for _ in range(8)]
    codes = {process.communicate(timeout=120) and process.returncode for process in processes}
    assert codes <= {0, 3}
    assert (doc.read_text(), listing(doc.parent)) == (MENDED, ["a.txt"])


def test_p4_a_file_that_others_change_meanwhile_is_theirs(doc: Path) -> None:
    doc.write_text("written by hand\n")
    with pytest.raises(FileChanged):
        replace_file(doc, MENDED.encode(), SLIP.encode())
    assert doc.read_text() == "written by hand\n"


# E: encodings


def test_e1_a_stray_byte_truncates_nothing(tmp_path: Path) -> None:
    assert mend(tmp_path, SLIP.encode() + b"n\xe4chste\n\xff") == MENDED.encode() + b"n\xe4chste\n\xff"


def test_e2_a_binary_file_gets_no_newline(tmp_path: Path) -> None:
    for data in (b"\x7fELF\0\0" + SLIP.encode(), SLIP.encode() + b"\0", b"\0"):
        assert mend(tmp_path, data) == data


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_e3_and_e5_wide_encodings_stay_as_they_are(tmp_path: Path, codec: str) -> None:
    text = "\ufeff" + SLIP.replace("\n", "\r\n")
    assert mend(tmp_path, text.encode(codec)) == ("\ufeff" + MENDED.replace("\n", "\r\n")).encode(codec)


test_e5_wide_encodings = test_e3_and_e5_wide_encodings_stay_as_they_are


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n\r\n", "\u2028\n", "\x0c\r"])
def test_e4_line_ends_stay_and_no_run_fights_another(tmp_path: Path, end: str) -> None:
    text = end.join(["One line stands here.", SLIP.rstrip("\n"), "Another stands there."]) + end
    assert mend(tmp_path, text) == text.replace("Teh", "The").encode()


@pytest.mark.parametrize("word", [b"caf\xe9", b"Fr\xf6hlich", b"re\xefst teh\xe9", "café".encode(), "naïveté".encode()])
def test_e6_a_byte_that_is_no_utf8_ends_no_word(tmp_path: Path, word: bytes) -> None:
    line = b"They met at the " + word + b" on the square before the vote was taken.\n"
    for data in (line, line + "Übrigens, ünd “so”.\n".encode()):
        assert mend(tmp_path, data) == data


def test_e7_a_correction_may_begin_with_any_letter(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    pack = tmp_path / "pack" / "p.yaml"
    pack.write_text(
        "pack: p\nrules:\n  - id: p-ile\n    kind: replace\n    pattern: '\\bIle\\b'\n    replacement: Île\n",
        encoding="utf-8",
    )
    text = "“Ile” 👩‍🚀 The Ile de France, écrit à Ile.\n"
    assert mend(tmp_path, text, "a.txt", "--rules", pack) == text.replace("Ile", "Île").encode()


def test_e8_no_other_byte_is_touched(tmp_path: Path) -> None:
    rest = b"".join(b"%d: " % n + bytes([n]) + b" end\n" for n in range(128, 256))
    assert mend(tmp_path, rest + SLIP.encode() + rest) == rest + MENDED.encode() + rest


def test_e9_the_mark_at_the_start_stays(tmp_path: Path) -> None:
    assert mend(tmp_path, b"\xef\xbb\xbf" + SLIP.encode()) == b"\xef\xbb\xbf" + MENDED.encode()


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LANG": "xx", "PYTHONUTF8": "0"}])
def test_e10_the_locale_changes_nothing(tmp_path: Path, env: dict[str, str]) -> None:
    path = tmp_path / "ä.txt"
    path.write_text("“Ä” " + SLIP, encoding="utf-8")
    (tmp_path / ".cleaner.toml").write_text('words = ["Ä"]\n', encoding="utf-8")
    done = child("check", path, env=env)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert child("clean", path, env=env).stdout == ("“Ä” " + MENDED).encode()


def test_e11_version_control_and_read_only_files_are_left(doc: Path) -> None:
    (doc.parent / ".git").mkdir()
    (doc.parent / ".git" / "x.txt").write_text(SLIP)
    locked = doc.with_name("locked.txt")
    locked.write_text(SLIP)
    locked.chmod(0o444)
    assert run("clean", "-i", doc.parent).code == 3
    assert (doc.read_text(), locked.read_text()) == (MENDED, SLIP)
    assert (doc.parent / ".git" / "x.txt").read_text() == SLIP


def test_e12_a_lone_surrogate_goes_in_and_comes_out(tmp_path: Path) -> None:
    line = '{"text": "\\udc9d ' + SLIP.strip() + '", "n": 1}\n'
    path = tmp_path / "a.jsonl"
    path.write_text(line)
    assert run("clean", "-i", "--log", tmp_path / "log", path).code == 0
    assert json.loads(path.read_text())["text"] == "\udc9d " + MENDED.strip()
    assert run("undo", tmp_path / "log").code == 0
    assert path.read_text() == line
    page = clean_bytes(TIDY, f"<article><p>&#xdc9d;</p><p>{PROSE}</p></article>".encode(), "a.html", "html")
    assert b"Nobody on board" in page.data


# R: repeated and verified runs


def test_r1_it_says_what_it_did_and_then_nothing(doc: Path) -> None:
    assert "1 changed" in run("clean", "-i", doc).err
    assert "0 changed" in run("clean", "-i", doc).err
    assert run("check", doc).code == 0


def test_r2_nested_lists_lose_no_word(tmp_path: Path) -> None:
    text = "".join("  " * n + f"- level {n} of the list, teh one with an item\n" for n in range(10))
    assert mend(tmp_path, text, "a.md").split() == text.replace("teh", "the").encode().split()
    assert run("clean", "--help").out.count(b"validate") == 0  # checks have no off switch


@pytest.mark.parametrize(
    "text", ["[^1]\n\n[^1]:\n", "[^a]: [^a]\n", "[^\n]: x\n", "[^1]:\n    - [^1]\n\n\t[^1]: x", "^[", "[^]: a"]
)
def test_r3_odd_footnotes_stop_nobody(tmp_path: Path, text: str) -> None:
    assert mend(tmp_path, text, "a.md") == text.encode()


@pytest.mark.parametrize("text", [
    "the the the the cat", "Teh teh TEH teh.", JUNK + "\n" + JUNK, f"{PROSE}\n{JUNK}\n\n{JUNK} {SLIP}", "â€œâ€œÃ©", "a ,,b  ,c . .Then",
])  # fmt: skip
def test_r4_a_second_pass_differs_in_nothing(text: str) -> None:
    once = Cleaner(unsafe=True, share=1.0).clean(text)
    assert Cleaner(unsafe=True, share=1.0).clean(once.text).edits == ()


def test_r5_what_packs_do_together_is_checked(tmp_path: Path) -> None:
    packs = []
    for name, pattern, new in (("one", "cat", "dog"), ("two", "dog", "cat")):  # each undoes the other, for ever
        path = tmp_path / f"{name}.yaml"
        path.write_text(
            f"pack: {name}\nrules:\n  - id: {name}\n    kind: replace\n    pattern: '\\b{pattern}\\b'\n    replacement: {new}\n"
        )
        packs.append(path)
    result = Cleaner(rules=packs).clean("A cat sat. " + SLIP)
    assert "The mayor" in result.text  # the others do their work all the same
    assert Cleaner(rules=packs).clean(result.text).edits == ()


@pytest.mark.parametrize("head", ["---\ntitle: Teh cat\ntags: [teh]\n---\n", "+++\ntitle = 'teh cat'\n+++\n"])
def test_r6_front_matter_is_left(tmp_path: Path, head: str) -> None:
    assert mend(tmp_path, head + "\n" + SLIP, "a.md") == (head + "\n" + MENDED).encode()


@pytest.mark.parametrize(
    "text", ["-\n\n---\n", "- a\n\n---\n\n- b\n", f"-\n\n{JUNK}\n\n---\n", f"# A\n{JUNK}\n===\n\n{PROSE}"]
)
def test_r7_blocks_stay_the_blocks_they_are(tmp_path: Path, text: str) -> None:
    from cleaner.segment.markdown_judge import same_structure

    result = TIDY.clean(PROSE + "\n" + text, "markdown")
    assert same_structure(PROSE + "\n" + text, result.text, [e.span for e in result.edits if e.signals])


@pytest.mark.parametrize(
    "code", ["```\n{}\n```\n", "~~~sh\n{}\n~~~\n", "    {}\n", "Use `{}` here.\n", "``{}`` it is.\n"]
)
def test_r8_code_is_left(tmp_path: Path, code: str) -> None:
    text = PROSE + "\n" + code.format("teh recieved --flag  the the") + "\n" + PROSE
    assert mend(tmp_path, text, "a.md") == text.encode()


# S: signatures, and how much may go


def test_s1_a_text_that_would_nearly_vanish_is_left_whole(tmp_path: Path) -> None:
    text = "Hello there.\n" + (JUNK + "\n") * 40
    assert mend(tmp_path, text) == text.encode()
    assert "more than the allowed" in run("clean", "-i", tmp_path / "a.txt").err


def test_s2_lines_with_a_colon_near_the_end_are_no_signature(tmp_path: Path) -> None:
    text = PROSE + "\nBring:\n\nTent: two\n\nRope: forty metres\n\nTime: seven, at the pier\n"
    assert mend(tmp_path, text) == text.encode()


@pytest.mark.parametrize("text", [JUNK, JUNK + "\n", f"{JUNK}\n\nShare this article\n", "Advertisement"])
def test_s3_something_is_always_left(text: str) -> None:
    assert Cleaner(share=1.0).clean(text).text.strip()


def test_s4_a_reply_below_the_quotation_stays(tmp_path: Path) -> None:
    text = "On Monday, 3 May 2021 at 10:00, Anna Meier wrote:\n> Will the ferry sail?\n\nYes, it will sail at ten.\n\nBen\n"
    assert b"Yes, it will sail at ten." in mend(tmp_path, text)


@pytest.mark.parametrize("rule", ["---", "-----", "- - -", "_____", "*****"])
def test_s5_text_between_rules_stays(tmp_path: Path, rule: str) -> None:
    text = f"{PROSE}\n{rule}\n\nThe second part stands between two rules.\n\n{rule}\n\n{PROSE}"
    assert mend(tmp_path, text, "a.md") == text.encode()


def test_s6_a_guess_never_takes_the_whole_letter(tmp_path: Path) -> None:
    text = "Dear Anna,\n\nthe ferry sails at ten.\n\nBest wishes,\n\nBen Meier\nHarbour Lane 3\nTel. 555 0100\n"
    assert mend(tmp_path, text) == text.encode()


def test_s7_any_rule_can_be_made_to_report_only(tmp_path: Path) -> None:
    pack = tmp_path / "quiet.yaml"
    pack.write_text("pack: quiet\nrules:\n  - id: newsletter-subscribe\n    enabled: false\n")
    text = f"{PROSE}\nJoin the reading club\n"
    own = tmp_path / "own.yaml"
    own.write_text(
        "pack: own\nrules:\n  - id: own-club\n    kind: replace\n    pattern: Join the reading club\n    replacement: ''\n    safety: flag\n"
    )
    result = Cleaner(rules=[pack, own]).clean(text)
    assert (result.text, [f.rule for f in result.flags]) == (text, ["own-club"])


# U: Unicode


@pytest.mark.parametrize("text", [
    "می\u200cخواهم بروم", "क्\u200dष और क्\u200cष", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "👩\u200d👩\u200d👧", "الله\u06dd\u0661",
    "soft\u00adhyphen", "e\u0301 \u212b ﬁ ２", "“curly” ‘quotes’…", "ภาษา\u200bไทย\u200bดี",
])  # fmt: skip
def test_u1_joiners_and_forms_stay(tmp_path: Path, text: str) -> None:
    assert mend(tmp_path, f"{PROSE}\n{text}\n") == f"{PROSE}\n{text}\n".encode()


@pytest.mark.parametrize("text", ["NESTLÉ® and MÊME®", "à " * 9, "x" * 200_000, "é" * 100_000, "Ã " * 20_000])
def test_u2_no_endless_loop_and_no_false_alarm(text: str) -> None:
    result = TIDY.clean(text)
    assert text.startswith("Ã") or result.text == text


def test_u3_every_step_that_is_logged_can_be_repeated_and_no_line_forgets(tmp_path: Path) -> None:
    text = f"1 < 2 &amp; <b>\n\nThe cafÃ© is open.\n\n{SLIP}"
    outcome = clean_bytes(TIDY, text.encode(), "a.txt", "text")
    assert "The café is open." in outcome.data.decode()
    assert "1 < 2 &amp; <b>" in outcome.data.decode()
    result = TIDY.clean(text)
    assert calculus.apply(text, result.edits).encode() == outcome.data
    assert restore(outcome.data, outcome.logs[0]) == text.encode()


# H: HTML


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{body}</article></body></html>"


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in PROSE.split("\n\n"))


def extracted(html: str | bytes) -> str:
    return clean_bytes(TIDY, html.encode() if isinstance(html, str) else html, "a.html", "html").data.decode()


def test_h1_pages_in_parallel_crash_nothing(tmp_path: Path) -> None:
    for n in range(12):
        (tmp_path / f"{n}.html").write_text(
            page(PARAGRAPHS + f"<p>Page {n} ends with this sentence, as the others do.</p>")
        )
    assert child("clean", tmp_path, "-o", tmp_path / "out", "-j", 4).returncode == 0
    assert all("Nobody on board" in (tmp_path / "out" / f"{n}.txt").read_text() for n in range(12))


@pytest.mark.parametrize("attribute", ["colspan", "rowspan"])
def test_h2_a_table_bomb_takes_no_memory(attribute: str) -> None:
    table = f'<table><tr><td {attribute}="9007199254740991">a</td><td {attribute}="65534">b</td></tr></table>'
    assert "Nobody on board" in extracted(page(PARAGRAPHS + table))


@pytest.mark.parametrize("depth", [260, 300, 5_000])
def test_h3_deep_text_is_kept_or_named(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(PARAGRAPHS + "<div>" * depth + f"<p>Deep down, {PROSE}</p>" + "</div>" * depth))
    done = child("clean", path)
    assert b"Deep down" in done.stdout or (done.returncode == 3 and b"a.html" in done.stderr)


def test_h4_paragraphs_are_whole() -> None:
    body = "<p>It <em>sailed</em> at <a href='/x'>ten</a>, <b>not</b> at nine, <span>and</span> nobody<br>minded the cold.</p>"
    text = extracted(page(PARAGRAPHS + body + PARAGRAPHS.replace("Nobody", "None")))
    assert " ".join(text.split()).count("It sailed at ten, not at nine, and nobody minded the cold.") == 1
    assert text.count("\n") >= 4


def test_h5_no_line_stands_twice() -> None:
    lines = [
        line
        for line in extracted(page(PARAGRAPHS * 1 + "<ul><li>One item here<li>Another item there</ul>")).split("\n")
        if line
    ]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html>",
        b"<html></html>",
        b"<h1>403</h1>",
        bytes(range(256)),
        gzip.compress(page(PARAGRAPHS).encode(), mtime=0),
        b"\x89PNG\r\n",
    ],
)
def test_h6_what_is_no_page_stops_nobody(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(data)
    done = child("clean", path)
    assert done.returncode in (0, 3)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("label", ["é", "x-nope", "utf-7", "", "\0", "idna", "rot13", "utf-16", "hex"])
def test_h7_a_bad_label_of_the_encoding_is_passed_over(label: str) -> None:
    html = page(PARAGRAPHS + "<p>Übrigens sailed it.</p>").replace("<head>", f'<head><meta charset="{label}">')
    assert "Nobody on board" in extracted(html)


def test_h8_a_huge_page_is_done_in_time_or_named(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("<b>" * 200_000 + PARAGRAPHS))
    done = child("clean", "--time-limit", 20, path)
    assert done.returncode in (0, 3)
    assert done.stdout or b"a.html" in done.stderr


@pytest.mark.parametrize("bad", ["&#8;", "&#xD800;", "&#0;", "\x08", "\ufffe", "&#x110000;"])
def test_h9_one_bad_character_costs_one_character(bad: str) -> None:
    assert "Nobody on board could remember" in extracted(page(PARAGRAPHS.replace("band", f"b{bad}and")))


# X: attacks


@pytest.mark.parametrize("bomb", [
    "a: &a [x]\nb: [*a, *a]", "[" * 100_000, "{" * 100_000, "- " * 100_000, "a: !!python/object/apply:os.system [ls]",
    "a: &x {k: v}\nb:\n  <<: *x", "? " * 50_000, "a: " + "'" * 99_999, "&a " * 10_000, "a: |\n" + " " * 200_000, "!!" * 50_000,
    "x: " + "9" * 100_000, "%TAG ! tag:evil,2000:\n--- !x y", "---\n" * 50_000, "\u0085" * 1000,
])  # fmt: skip
def test_x1_bombs_in_packs_are_refused_at_once(bomb: str) -> None:
    with pytest.raises(PackError):
        load_or_read(bomb)


def load_or_read(text: str) -> None:
    from cleaner.packs.check import check_pack

    check_pack(read_pack_text(text, "p.yaml"), "p.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "<![",
        "<!",
        "<![CDATA[" * 5_000,
        "[" * 20_000,
        "*_" * 20_000,
        "`" * 20_001,
        "<a " * 20_000,
        "|a" * 20_000,
        "\\" * 50_000,
    ],
)
@pytest.mark.parametrize("form", ["markdown", "text"])
def test_x2_parsers_run_into_no_wall(text: str, form: str) -> None:
    assert TIDY.clean(text, form).text == text


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "a",
        "- " * 10_000 + "a",
        "".join("  " * n + "- a\n" for n in range(400)),
        "[![" * 10_000 + "](" * 10_000,
    ],
)
def test_x3_deep_nesting_ends_no_stack(text: str) -> None:
    assert TIDY.clean(text, "markdown").text == text


def test_x4_a_hostile_pattern_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / "p.yaml"
    pack.write_text(
        "pack: p\nrules:\n  - id: p-x\n    kind: pattern\n    pattern: '^(\\w+\\s?)+$x'\n  - id: p-y\n    kind: pattern\n    pattern: '(a+)+$'\n"
    )
    with pytest.raises(PackError, match="run away"):
        load_rules([pack])


def test_x5_no_escape_reaches_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b]0;pwn\x07\x1b[2J\u202e"
    path = tmp_path / f"{evil}\n::error::x.txt"
    path.write_text(f"{PROSE}\n{JUNK} {evil}\n\nTeh {evil} mayor won by nine.\n")
    pack = tmp_path / "p.yaml"
    pack.write_text(
        f"pack: p\nrules:\n  - id: p-x\n    kind: replace\n    pattern: mayor\n    replacement: chief\n    message: {json.dumps(evil)}\n"
    )
    (tmp_path / "no\x1b[mpe.yaml").write_text("pack: [")
    runs = [
        run("check", "--rules", pack, path), run("explain", path), run("clean", "-i", "--rules", pack, path), run("rules", "show", "p-x", "--rules", pack),
        *(run("check", "--output-format", form, "--rules", pack, path) for form in ("sarif", "github", "rdjson")),
    ]  # fmt: skip
    broken = [
        child("check", tmp_path / "gone\x1b[m"),
        child("check", "--rules", tmp_path / "no\x1b[mpe.yaml", path),
        child("check", "--\x1b[mevil"),
    ]
    shown = "".join(r.out.decode() + r.err for r in runs) + "".join((r.stdout + r.stderr).decode() for r in broken)
    assert not any(c in shown for c in "\x1b\x07\x9b\u202e")
    assert not any(line.startswith("::error::x") for line in shown.split("\n"))


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("options", [("clean", "--diff"), ("check", "--output-format", "diff")])
def test_x5_no_escape_in_a_diff_on_a_terminal(tmp_path: Path, options: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Teh \x1b]0;pwn\x07\tmayor\u202e won by nine.\r\nAnother line stands here.\n", encoding="utf-8")
    master, slave = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cleaner", *options, path], stdout=slave, env={**os.environ, "PYTHONPATH": HOME}
    ) as process:
        process.wait(60)
    os.close(slave)
    shown = os.read(master, 65_536)
    os.close(master)
    plain = re.sub(rb"\x1b\[[0-9;]*m", b"", shown)  # without our own colours
    assert b"Teh \\x1b]0;pwn\\x07" in plain
    assert b"\x1b" not in plain
    assert "\u202e".encode() not in shown
    assert b"\x1b" in run(*options, path).out  # whoever reads it from a pipe gets what is there


def test_x6_a_report_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.txt"
    path.write_text(f'{PROSE}\nTeh </script><script>alert(2)</script> mayor won, " onmouseover=alert(3).\n\n{JUNK}\n')
    log, out = tmp_path / "log.jsonl", tmp_path / "report.html"
    run("clean", "-i", "--log", log, path)
    assert run("report", log, "-o", out).code == 0
    html = out.read_text()
    assert "<img src=x" not in html
    assert "<script>alert" not in html
    assert "</script><script>" not in html


def test_x7_a_reader_that_goes_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE * 5_000)
    process = start("clean", path)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    assert process.wait(60) in (0, 141, -signal.SIGPIPE)


def test_every_group_has_its_test_or_a_reason() -> None:
    named = {name.split("_")[1].upper() for name in globals() if name.startswith("test_") and name[5:6] in "wpersuhx"}
    wanted = {f"{letter}{n}" for letter, count in GROUPS.items() for n in range(1, count + 1)}
    assert wanted - named == set(NOT_HERE)
    assert sum(GROUPS.values()) == 64
