"""`cleaner learn` as it is called."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from learning import article, texts, write
from running import run

FOOTER = "Explore the rest of the Harwick Lantern at https://lantern.example.org"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "a.jsonl", texts(20, lambda n, a: [*a, FOOTER]), source="lantern")


def test_learn_then_clean(tmp_path: Path, corpus: Path) -> None:
    pack = tmp_path / "My Site.yaml"
    ran = run("learn", corpus, "-o", pack)
    assert ran.code == 0 and "20 documents of 1 sources" in ran.err and "1 on" in ran.err
    assert run("rules", "test", "my-site", "--rules", pack).code == 0
    body = "\n\n".join(article(99)) + "\n"
    text = f"{body}\n{FOOTER}\n".encode()
    assert run("clean", "-", "--format", "text", "--rules", pack, stdin=text).out == body.encode()
    assert run("clean", "-", "--format", "text", stdin=text).out == text


def test_folders_are_sources(tmp_path: Path) -> None:
    for n, lines in enumerate(texts(30, lambda n, a: [*a, FOOTER] if n < 15 else a)):
        folder = tmp_path / "texts" / ("lantern" if n < 15 else "post")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{n}.txt").write_text("\r\n\r\n".join(lines), encoding="utf-8")
    assert run("learn", tmp_path / "texts", "-o", tmp_path / "site.yaml").code == 0
    assert "In 15 of 15 documents of lantern (100%)" in (tmp_path / "site.yaml").read_text()


def test_compressed_and_parquet_records(tmp_path: Path, corpus: Path) -> None:
    packed = tmp_path / "b.jsonl.gz"
    packed.write_bytes(gzip.compress(corpus.read_bytes()))
    assert run("learn", packed, "-o", tmp_path / "site.yaml").code == 0
    assert run("learn", corpus, "-o", tmp_path / "two" / "site.yaml").code == 0
    other = (tmp_path / "two" / "site.yaml").read_text()
    assert (tmp_path / "site.yaml").read_text().replace("b.jsonl.gz:", "a.jsonl:") == other
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [json.loads(line) for line in corpus.read_text().split("\n") if line]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "c.parquet")
    assert run("learn", tmp_path / "c.parquet", "-o", tmp_path / "three" / "site.yaml").code == 0
    assert "lantern example org" in (tmp_path / "three" / "site.yaml").read_text()


def test_words(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", texts(12, lambda n, a: [*a, "Yesterday Anna Teh walked there."]), source="x")
    assert run("learn", path, "-o", tmp_path / "site.yaml", "--words", tmp_path / "words.txt").code == 0
    assert (tmp_path / "words.txt").read_text().split("\n") == ["Teh", ""]


def test_an_edited_pack_is_not_overwritten(tmp_path: Path, corpus: Path) -> None:
    pack = tmp_path / "site.yaml"
    pack.write_text("mine")
    ran = run("learn", corpus, "-o", pack)
    assert ran.code == 2 and "there already" in ran.err and pack.read_text() == "mine"


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    ran = run("learn", "-", "-o", tmp_path / "site.yaml", stdin=b"")
    assert ran.code == 2 and "read twice" in ran.err


def test_nothing_to_read(tmp_path: Path) -> None:
    ran = run("learn", tmp_path / "missing.jsonl", "-o", tmp_path / "site.yaml")
    assert ran.code == 2 and "missing.jsonl" in ran.err and not (tmp_path / "site.yaml").exists()


def test_what_cannot_be_read_is_named_and_the_rest_is_done(tmp_path: Path, corpus: Path) -> None:
    with corpus.open("ab") as file:
        file.write(b"{broken\n")
    ran = run("learn", corpus, "-o", tmp_path / "site.yaml")
    assert ran.code == 3 and "1 could not be read" in ran.err and f"{corpus}:21" in ran.err
    assert "lantern example org" in (tmp_path / "site.yaml").read_text()


HOSTILE = ["\x1b[31mred\x1b[0m at https://x.example.org", "'\": [&a *b !c] | > - {x: y} https://x.example.org", "# no comment: https://x.example.org", "(a|b) ... (c https://x.example.org"]  # fmt: skip


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_and_names_make_a_valid_pack(tmp_path: Path, line: str) -> None:
    name = "evil\nrules: []\n\x1b]0;x\x07"
    path = write(tmp_path / "a.jsonl", texts(20, lambda n, a: [*a, line]), source=name, id="../../../etc/passwd\n- x")
    assert run("learn", path, "-o", tmp_path / "site.yaml").code == 0
    assert run("rules", "test", "site", "--rules", tmp_path / "site.yaml").code == 0
    assert "\x1b" not in (tmp_path / "site.yaml").read_text()


def test_a_field_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "One."}\n')
    ran = run("learn", tmp_path / "a.jsonl", "-o", tmp_path / "site.yaml")
    assert ran.code == 2 and "it has neither 'text' nor 'html'; --field names another" in ran.err
