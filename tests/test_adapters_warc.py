"""WARC files: a record for each page, and a log that names its address and digest."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastwarc", reason="needs cleaner[warc]")

from click.testing import CliRunner
from fastwarc.warc import WarcRecord, WarcRecordType
from running import run

from cleaner.adapters import warc
from cleaner.config import Settings
from cleaner.errors import UnreadableInput
from cleaner.log import digest

PARAGRAPHS = [
    "The ferry crossed the lake again on Saturday, with sixty passengers and a brass band that had practised all winter.",
    "Nobody could remember who had first thought of raising it from the mud, but the engine had never sounded better.",
    "The council paid for the paint; the rest came from two summers of jumble sales and one anonymous envelope.",
    "Am Ufer standen Männer und Frauen und hörten zu, bis die Kapelle das letzte Stück gespielt hatte und alles still war.",
]


def page(*more: str) -> str:
    body = "".join(f"<p>{p}</p>" for p in (*PARAGRAPHS, *more))
    return f"<html><head><title>Ferry</title></head><body><article><h1>Ferry returns</h1>{body}</article></body></html>"


def record(number: int, body: bytes, kind: str, status: str = "200 OK", digest: str = "") -> bytes:
    made = WarcRecord()
    made.init_headers(
        record_type=WarcRecordType.response, record_urn=f"uuid:{number:08d}-0000-0000-0000-000000000000".encode()
    )
    made.headers["WARC-Target-URI"] = f"https://paper.example.org/{number}"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    if digest:
        made.headers["WARC-Payload-Digest"] = digest
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    made.set_bytes_content(head.encode() + body)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc"
    junk = "Click here to subscribe to our newsletter."
    path.write_bytes(
        record(1, page(junk).encode(), "text/html; charset=utf-8", digest="sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        + record(2, page().encode("latin-1"), "text/html; charset=iso-8859-1")
        + record(3, b"\x89PNG", "image/png")
        + record(4, page().encode(), "text/html", status="404 Not Found")
        + record(5, b"<html></html>", "text/html")
    )
    return path


def test_pages(archive: Path) -> None:
    found = list(warc.pages(str(archive)))
    assert [p["url"][-1] for p in found] == ["1", "2", "5"]
    assert found[0]["digest"] == "sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" and found[1]["digest"].startswith("sha256:")
    assert found[0]["id"] == "urn:uuid:00000001-0000-0000-0000-000000000000"
    assert "Männer" in found[1]["html"]


def test_articles_and_their_log(archive: Path, tmp_path: Path) -> None:
    out, log = tmp_path / "a.jsonl", tmp_path / "a.log"
    result = CliRunner().invoke(warc.command, [str(archive), "-o", str(out), "--log", str(log)], standalone_mode=False)
    assert result.exception is None and result.return_value == 0, result.output
    rows: list[dict[str, Any]] = [json.loads(x) for x in out.read_text().split("\n") if x]
    assert [r["url"][-1] for r in rows] == ["1", "2"] and "Männer" in rows[1]["text"]
    assert "newsletter" not in rows[0]["text"] and PARAGRAPHS[2] in rows[0]["text"]
    change, unchanged = [json.loads(x) for x in log.read_text().split("\n") if x]
    assert (change["url"], change["digest"]) == ("https://paper.example.org/1", "sha1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert change["id"] == "urn:uuid:00000001-0000-0000-0000-000000000000"
    assert change["edits"] and unchanged["url"][-1] == "2" and not unchanged["edits"]  # its text was added all the same


def test_the_log_gives_back_what_was_extracted(archive: Path, tmp_path: Path) -> None:
    """Also where pages were left out before, of several archives."""
    out, log = tmp_path / "a.jsonl", tmp_path / "a.log"
    other = tmp_path / "b.warc"
    other.write_bytes(record(6, page("Follow us on Twitter").encode(), "text/html"))
    given = [str(archive), str(other), "-o", str(out), "--log", str(log)]
    assert CliRunner().invoke(warc.command, given, standalone_mode=False).exception is None
    cleaned = out.read_text(encoding="utf-8")
    ran = run("undo", log)
    assert ran.code == 0, ran.err
    rows = [json.loads(x) for x in out.read_text(encoding="utf-8").split("\n") if x]
    hashes = {r["id"]: r["before"] for r in map(json.loads, log.read_text(encoding="utf-8").strip().split("\n"))}
    assert hashes == {r["id"]: digest(r["text"].encode()) for r in rows} and len(rows) == 3
    assert "Follow us on Twitter" in rows[2]["text"] and "Follow us on Twitter" not in cleaned


def test_the_same_as_the_command(archive: Path) -> None:
    """Pages piped through `cleaner clean` as records with `html` give the same texts."""
    from cleaner.job import clean_lines
    from cleaner.pipeline import Cleaner

    lines = [json.dumps(p).encode() + b"\n" for p in warc.pages(str(archive))]
    expected = [json.loads(o.data or b"{}").get("text") for o in clean_lines(Cleaner(), lines, "-")]
    assert [record["text"] for record, _, _ in warc.articles(str(archive), Settings())] == expected


def test_a_page_that_is_too_large_is_named(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_BYTES", 100)
    problems = [problem for _, _, problem in warc.articles(str(archive), Settings())]
    assert problems == ["is larger than 0 MB", "is larger than 0 MB", ""]


BROKEN: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "cut off in a page": ("a.warc", lambda d: d[:-8]),
    "cut off in a header": ("a.warc", lambda d: d[: d.rindex(b"WARC-Target") + 4]),
    "compressed and cut off": ("a.warc.gz", lambda d: gzip.compress(d)[:-40]),
    "compressed and cut off before its end": ("a.warc.gz", lambda d: gzip.compress(d)[:-2]),
    "something behind it": ("a.warc", lambda d: d + b"x y z"),
    "no archive": ("a.warc", lambda d: b"x" * 999),
}


@pytest.mark.parametrize("how", BROKEN)
def test_an_archive_that_is_broken_leaves_no_output(archive: Path, tmp_path: Path, how: str) -> None:
    name, broken = BROKEN[how]
    path, out = tmp_path / name, tmp_path / "a.jsonl"
    path.write_bytes(broken(archive.read_bytes()))
    result = CliRunner().invoke(warc.command, [str(path), "-o", str(out)], standalone_mode=False)
    assert isinstance(result.exception, UnreadableInput) and not out.exists()
