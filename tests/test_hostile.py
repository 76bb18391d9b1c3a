"""Hostile inputs: nothing crashes, the log gives every byte back, and a second run has nothing to do."""

from __future__ import annotations

import json
from itertools import product

import pytest
from naughty import BYTES, STRINGS
from pathological import CASES

from cleaner import Cleaner, CleanerError
from cleaner.errors import InputError
from cleaner.job import clean_bytes, clean_line
from cleaner.log import digest
from cleaner.packs.read import read_pack_text
from cleaner.undo import restore, restore_lines

TIDY = Cleaner()
BOLD = Cleaner(select=["boilerplate", "attribution", "encoding", "typos", "transcription"], unsafe=True, share=1.0)
FORMS = ("text", "markdown", "srt", "vtt", "rst", "asciidoc", "org", "latex")
BEFORE = "The old ferry crossed the lake on Saturday, carrying sixty passengers and a brass band.\n\nTeh captain recieved flowers.\n\n"
AFTER = "\n\nNobody on board could remember who had first thought of it.\n\nSubscribe to our newsletter\n"
ALONE = [
    s.encode("utf-8", "surrogateescape" if "\udc80" <= max(s, default="") <= "\udcff" else "surrogatepass")
    for s in STRINGS
]
INPUTS = [*ALONE, *BYTES, *(BEFORE.encode() + data + AFTER.encode() for data in (*ALONE, *BYTES))]


def keeps_promises(tidy: Cleaner, data: bytes, form: str) -> None:
    try:
        outcome = clean_bytes(tidy, data, "a", form)
    except InputError as refused:
        assert str(refused)
        return
    assert outcome.data is not None
    log = outcome.logs[0] if outcome.logs else {"edits": []}
    assert (outcome.data != data) == bool(log["edits"])
    if log["edits"]:
        assert restore(outcome.data, log) == data
    assert outcome.refused or clean_bytes(tidy, outcome.data, "a", form).data == outcome.data


@pytest.mark.parametrize(
    ("form", "tidy"),
    list(product(FORMS, (TIDY, BOLD))),
    ids=lambda v: v if isinstance(v, str) else ("bold", "")[v is TIDY],
)
def test_every_promise_is_kept(form: str, tidy: Cleaner) -> None:
    for data in INPUTS:
        keeps_promises(tidy, data, form)


@pytest.mark.parametrize("form", CASES)
def test_every_promise_is_kept_on_texts_made_to_be_slow(form: str) -> None:
    for text in CASES[form].values():
        keeps_promises(TIDY, text(1_500).encode("utf-8", "surrogateescape"), form)


def test_pages_crash_nothing() -> None:
    for data in [*ALONE, *BYTES]:
        for page in (data, b"<!doctype html><body><article><p>" + BEFORE.encode() + data + b"</p>" + AFTER.encode()):
            try:
                outcome = clean_bytes(TIDY, page, "a.html", "html")
            except InputError as refused:
                assert str(refused)
                continue
            for log in outcome.logs:
                assert digest(outcome.data or b"") == log["after"]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_records_come_back(ascii_only: bool) -> None:
    for text in STRINGS:
        record = {"id": text, text: text, "text": f"{BEFORE}{text}{AFTER}"} | ({"text": text} if text == "text" else {})
        line = json.dumps(record, ensure_ascii=ascii_only).encode("utf-8", "replace")
        outcome = clean_line(TIDY, line, "a.jsonl", 0)
        assert outcome.data is not None
        assert restore_lines(outcome.data, list(outcome.logs)) == line
        assert clean_line(TIDY, outcome.data, "a.jsonl", 0).data == outcome.data


def test_lines_that_are_no_records_are_refused() -> None:
    for data in ALONE:
        if b"\n" in data or not data.strip():
            continue
        try:
            assert clean_line(TIDY, data, "a.jsonl", 0).data == data
        except CleanerError as refused:
            assert str(refused)


def test_packs_are_read_or_refused() -> None:
    shapes = (
        "{}",
        "pack: {}",
        "pack: p\nrules: [{}]",
        "pack: p\nrules:\n- id: a\n  phrases: [{}]",
        "pack: p\nrules:\n- id: a\n  kind: pattern\n  pattern: {}",
    )
    for shape, text in product(shapes, STRINGS):
        for written in (text, json.dumps(text)):
            try:
                read_pack_text(shape.replace("{}", written), "p.yaml")
            except CleanerError as refused:
                assert str(refused).startswith("p.yaml")


def test_names_in_logs_cannot_lead_elsewhere() -> None:
    """A log is read by `undo`: whatever it says, a file is only given back where its bytes are those of the log."""
    data = b"something of mine\n"
    for text in STRINGS:
        entry = {"start": 0, "end": len(text), "old": text, "new": "x", "rule": text}
        with pytest.raises(CleanerError):
            restore(
                data, {"v": 1, "path": text, "codec": "utf-8", "before": "0" * 64, "after": "1" * 64, "edits": [entry]}
            )
