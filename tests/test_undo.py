"""Undo: the original bytes, or a refusal; and change logs that are not what they should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from cleaner import Cleaner
from cleaner.job import clean_bytes, clean_lines
from cleaner.log import LogError, dump, read_log
from cleaner.undo import CannotUndo, restore, restore_lines

TIDY = Cleaner()
ARTICLE = (Path(__file__).parent.parent / "fixtures" / "article.txt").read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        ARTICLE.replace(b"\n", b"\r\n"),
        ARTICLE.replace(b"\n", b"\r"),
        ARTICLE.replace(b"\n", b"\r\n", 3),
        ARTICLE.rstrip(),
        ARTICLE + b"\n\n\n",
        b"\xef\xbb\xbf" + ARTICLE,
        ARTICLE.replace(b"Saturday", b"Satur\xffday"),
        ARTICLE.decode().encode("utf-16"),
        ARTICLE.decode().encode("cp1252"),
        b"The caf\xe9 \xed\xa0\xbd \xc0\x80 was open. They recieved the post on Monday and on Tuesday.",
    ],
    ids=["lf", "crlf", "cr", "mixed", "no-final", "many-final", "bom", "stray", "utf-16", "cp1252", "odd"],
)
def test_the_bytes_come_back(data: bytes) -> None:
    outcome = clean_bytes(TIDY, data, "a.txt", "text")
    assert outcome.data != data
    (record,) = read_log([dump(log) for log in outcome.logs], "log")
    assert restore(outcome.data, record) == data
    assert restore(data, record) == data  # undone already
    with pytest.raises(CannotUndo, match="changed since"):
        restore(outcome.data + b"x", record)


def record_of(**changes: Any) -> dict[str, Any]:
    (log,) = clean_bytes(TIDY, ARTICLE, "a.txt", "text").logs
    return {**json.loads(dump(log)), **changes}


@pytest.mark.parametrize(
    "change",
    [
        {"before": "0" * 64},
        {"edits": []},
        {"edits": [{"start": 0, "end": 3, "old": "abc", "new": "Har", "rule": "x"}]},
        {"edits": [{"start": 10**9, "end": 10**9 + 1, "old": "a", "new": "b", "rule": "x"}]},
    ],
)
def test_a_log_that_does_not_fit_changes_nothing(change: dict[str, Any]) -> None:
    cleaned = clean_bytes(TIDY, ARTICLE, "a.txt", "text").data
    with pytest.raises(CannotUndo):
        restore(cleaned, record_of(**change))


EDIT = {"start": 0, "end": 1, "old": "a", "new": "b", "rule": "x"}


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        "1",
        "{}",
        "[" * 100_000,
        json.dumps(record_of(v=2)),
        json.dumps(record_of(v=None)),
        json.dumps(record_of(path=7)),
        json.dumps(record_of(edits=None)),
        json.dumps(record_of(edits=[7])),
        json.dumps(record_of(edits=[{**EDIT, "start": -1}])),
        json.dumps(record_of(edits=[{**EDIT, "start": True}])),
        json.dumps(record_of(edits=[{**EDIT, "old": None}])),
        json.dumps(record_of(edits=[{**EDIT, "old": "abc"}])),
        json.dumps(record_of(edits=[EDIT, EDIT])),
        json.dumps(record_of(edits=[{**EDIT, "safety": "sure"}])),
        json.dumps(record_of(edits=[{**EDIT, "signals": [1]}])),
    ],
)
def test_a_broken_log_is_named_by_line(line: str) -> None:
    good = json.dumps(record_of())
    with pytest.raises(LogError, match=r"log\.jsonl:3: not a record"):
        list(read_log([good.encode(), b"", line.encode()], "log.jsonl"))


@given(st.lists(texts(), min_size=1, max_size=5), st.booleans(), st.sampled_from([b"\n", b"\r\n"]))
@settings(max_examples=80, deadline=None)
def test_json_lines_come_back_byte_for_byte(bodies: list[str], ascii_only: bool, end: bytes) -> None:
    records = [{"id": n, "text": t, "z": [t[:5], {"text": 1}]} for n, t in enumerate(bodies)]
    lines = [json.dumps(r, ensure_ascii=ascii_only or not _encodable(r["text"])).encode() + end for r in records]
    outcomes = list(clean_lines(TIDY, iter(lines), "r.jsonl", "text"))
    logs = [log for o in outcomes for log in o.logs if log["edits"]]
    cleaned = b"".join(o.data for o in outcomes)
    assert [list(json.loads(x)) for x in cleaned.split(b"\n") if x.strip()] == [["id", "text", "z"]] * len(records)
    assert (restore_lines(cleaned, logs) if logs else cleaned) == b"".join(lines)


def _encodable(text: Any) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"nonsense", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"id": 1}', "neither 'text' nor 'html'"),
        (b'{"text": 7}', "'text' is not a string"),
        (b'{"text": "a", "format": "pdf"}', "'format' is 'pdf'"),
        (b'{"text": "\xff"}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_is_no_record_stays_and_is_named(line: bytes, why: str) -> None:
    good = b'{"text": "teh cat sat on the mat and looked at the wall"}\n'
    outcomes = list(clean_lines(TIDY, iter([line + b"\n", good]), "r.jsonl", "text"))
    assert outcomes[0].data == line + b"\n"
    assert why in outcomes[0].refused
    assert outcomes[0].refused.startswith("record 1: ")
    assert b"the cat" in outcomes[1].data


def test_a_value_written_in_an_odd_way_comes_back() -> None:
    line = rb'{"text" :  "\u0054he caf\u00e9 is open. They recieved the post on Monday\u2026", "text2":"x"}'
    (outcome,) = clean_lines(TIDY, iter([line]), "r.jsonl", "text")
    assert outcome.data == rb'{"text" :  "The caf\u00e9 is open. They received the post on Monday\u2026", "text2":"x"}'
    assert restore_lines(outcome.data, list(outcome.logs)) == line
