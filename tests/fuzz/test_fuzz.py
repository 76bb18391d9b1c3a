"""Fuzzing of everything that reads: texts in every format, logs, packs, records. Bounded; CLEANER_FUZZ is how many
inputs each test makes (100 by default; a nightly run may ask for 20,000). What is found is kept in found.py."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from found import LOGS, PACKS, TEXTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naughty import BYTES, STRINGS
from strategies import PIECES, files

from cleaner import Cleaner, CleanerError
from cleaner import edits as calculus
from cleaner.errors import InputError, PackError
from cleaner.job import clean_bytes, clean_line
from cleaner.log import LogError, dump, read_log
from cleaner.packs.check import RULE_KEYS
from cleaner.packs.load import load_rules
from cleaner.packs.read import read_pack_text
from cleaner.undo import restore, restore_lines

TIDY = Cleaner()
BOLD = Cleaner(select=["boilerplate", "attribution", "encoding", "typos", "transcription"], unsafe=True, share=1.0)
FORMS = ("text", "markdown", "srt", "vtt", "rst", "asciidoc", "org", "latex")

bounded = settings(
    max_examples=int(os.environ.get("CLEANER_FUZZ", "100")), deadline=None, suppress_health_check=list(HealthCheck)
)
SIGNS = (
    "- ",
    "> ",
    "* ",
    "1. ",
    "# ",
    "```\n",
    "~~~",
    "|",
    "|-|\n",
    "[",
    "](",
    ")",
    "![",
    "`",
    "<!--",
    "-->",
    "<div>",
    "</p>",
    "\\",
    "---\n",
    "\n\n",
    "\n",
    "    ",
    "\t",
    "\r\n",
    "\r",
    "00:00:01,000 --> 00:00:02,000\n",
    "1\n",
    "WEBVTT\n",
    "..",
    "::",
    "\\begin{x}",
    "* TODO ",
    "#+x",
    "“",
    "”",
    '"',
)
pieces = st.one_of(st.sampled_from([*PIECES, *STRINGS, *SIGNS]), st.text(max_size=12))
texts = st.lists(pieces, max_size=25).map("".join)


def promises_hold(tidy: Cleaner, data: bytes, form: str) -> None:
    try:
        outcome = clean_bytes(tidy, data, "a", form)
    except InputError:
        return
    assert outcome.data is not None
    edits = outcome.logs[0]["edits"] if outcome.logs else []
    assert (outcome.data != data) == bool(edits)
    if edits:
        assert restore(outcome.data, outcome.logs[0]) == data
    assert outcome.refused or clean_bytes(tidy, outcome.data, "a", form).data == outcome.data


@pytest.mark.parametrize("form", FORMS)
def test_texts(form: str) -> None:
    @bounded
    @given(texts, st.sampled_from([TIDY, BOLD]))
    def check(text: str, tidy: Cleaner) -> None:
        result = tidy.clean(text, form)
        assert calculus.apply(text, result.edits) == result.text
        assert calculus.apply(result.text, calculus.inverse(result.edits)) == text
        assert result.refused or tidy.clean(result.text, form).edits == ()

    check()


@bounded
@given(st.one_of(files(), st.lists(st.sampled_from(BYTES), max_size=6).map(b"".join), st.binary(max_size=200)))
def test_bytes(data: bytes) -> None:
    promises_hold(TIDY, data, "text")


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(STRINGS), st.text(max_size=8)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["v", "path", "edits", "start", "text", "html", "format", "url", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@bounded
@given(texts, st.data())
def test_logs_that_were_tampered_with_give_back_the_original_or_nothing(text: str, data: st.DataObject) -> None:
    original = text.replace("\0", "").encode("utf-8", "replace") + b"\n\nTeh end was recieved.\n"
    outcome = clean_bytes(TIDY, original, "a", "text")
    if not outcome.logs or outcome.data is None:
        return
    record: dict[str, Any] = json.loads(dump(outcome.logs[0]))
    for _ in range(data.draw(st.integers(1, 3))):
        holder = (
            data.draw(st.sampled_from([record, *record["edits"]]))
            if isinstance(record.get("edits"), list) and all(isinstance(e, dict) for e in record["edits"])
            else record
        )
        if holder:
            holder[data.draw(st.sampled_from(sorted(holder)))] = data.draw(json_values)
    try:
        (read,) = read_log([dump(record)], "log")
        assert restore(outcome.data, read) in (original, outcome.data)
    except CleanerError:
        pass


@bounded
@given(st.one_of(st.binary(max_size=100), json_values.map(lambda value: json.dumps(value).encode())))
def test_lines_that_are_no_logs_are_refused(line: bytes) -> None:
    if not line.strip():
        return
    with pytest.raises(LogError, match=r"^log:1: "):
        list(read_log([line], "log"))


@bounded
@given(json_values, st.booleans())
def test_records(value: Any, ascii_only: bool) -> None:
    line = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "replace")
    try:
        outcome = clean_line(TIDY, line, "a", 0)
    except CleanerError:
        return
    if outcome.logs and "html" not in value:
        assert restore_lines(outcome.data or b"", list(outcome.logs)) == line


yaml_signs = (
    "- ",
    ": ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!!x ",
    "<<: ",
    "? ",
    "| ",
    "> ",
    "'",
    '"',
    "# ",
    "---\n",
    "...",
    "%TAG",
    "pack: p\n",
    "rules:\n",
    "  - id: a\n",
    "    phrases: [x]\n",
    "\t",
    "\x85",
    "~",
    "no",
    "1e3",
    *RULE_KEYS,
)


@bounded
@given(
    st.lists(st.one_of(st.sampled_from(yaml_signs), st.sampled_from(STRINGS), st.text(max_size=6)), max_size=30).map(
        "".join
    )
)
def test_packs_as_text(text: str) -> None:
    try:
        read_pack_text(text, "p.yaml")
    except PackError as refused:
        assert str(refused).startswith("p.yaml")


patterns = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            ".",
            r"\w",
            r"\s",
            r"\d",
            "(",
            ")",
            "(?:",
            "|",
            "*",
            "+",
            "?",
            "{2,3}",
            "[",
            "]",
            "^",
            "$",
            r"\1",
            "(?=",
            "(?<!",
            r"\p{L}",
            "é",
            " ",
            "-",
            "{",
            "}",
            "\\",
        ]
    ),
    min_size=1,
    max_size=10,
).map("".join)
values = st.one_of(
    json_values,
    patterns,
    st.sampled_from(["phrase", "pattern", "replace", "shape", "line", "safe", "en"]),
    st.lists(patterns, max_size=3),
)


@settings(bounded, max_examples=bounded.max_examples // 2)
@given(
    st.dictionaries(st.sampled_from([*RULE_KEYS, "nope"]), values, max_size=6),
    st.sampled_from(["phrase", "pattern", "replace", "shape", "block", "dictionary"]),
)
def test_rules_are_refused_or_work(tmp_path_factory: pytest.TempPathFactory, rule: dict[str, Any], kind: str) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    needed = {
        "phrase": {"phrases": ["join the club"]},
        "pattern": {"pattern": "x+"},
        "replace": {"pattern": "x", "replacement": "y"},
        "shape": {"shape": {"words": "3"}, "weight": 1},
        "block": {"phrases": ["in this issue"], "follow": {"words": "-3"}},
        "dictionary": {"words": {"teh": "the"}},
    }[kind]
    path.write_text(
        json.dumps({"pack": "p", "rules": [{"id": "p-x", "kind": kind, **needed, **rule}]}), encoding="utf-8"
    )
    try:
        load_rules([path], builtin=False, tests=True)
        tidy = Cleaner(rules=[path])
    except CleanerError as refused:
        assert str(path) in str(refused)
        return
    for text in ("Teh cat xxx.\n\nJoin the club\nin this issue\nx y\n", "a" * 40 + " ab é-{2}"):
        result = tidy.clean(text)
        assert calculus.apply(text, result.edits) == result.text
        assert result.refused or tidy.clean(result.text).edits == ()


@pytest.mark.parametrize(("what", "text"), PACKS, ids=[what for what, _ in PACKS])
def test_found_packs(tmp_path: Path, what: str, text: str) -> None:
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=r"p\.yaml:\d+: "):
        load_rules([tmp_path / "p.yaml"], builtin=False)


@pytest.mark.parametrize(("what", "form", "text"), TEXTS, ids=[what for what, *_ in TEXTS])
def test_found_texts(what: str, form: str, text: str) -> None:
    for tidy in (TIDY, BOLD):
        promises_hold(tidy, text.encode("utf-8", "surrogateescape"), form)


@pytest.mark.parametrize(("what", "line"), LOGS, ids=[what for what, _ in LOGS])
def test_found_logs(what: str, line: bytes) -> None:
    with pytest.raises(LogError):
        list(read_log([line], "log"))
