"""One line of JSON Lines: only the text's bytes change, and undoing gives the line back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.config import Settings
from cleaner.job import Outcome, Task, clean_line, work
from cleaner.log import rules_version
from cleaner.packs.load import load_rules
from cleaner.pipeline import Cleaner
from cleaner.records import RecordError, clean_record, value_span
from cleaner.undo import restore_lines

TIDY = Cleaner(select=["codespell"])
TEXT = "We saw teh cat."

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(st.text(max_size=6).filter(lambda k: k not in ("text", "html", "format", "url")), values)


@given(
    records,
    records,
    st.booleans(),
    st.sampled_from([(", ", ": "), (",", ":"), (" ,\t", " : ")]),
    st.sampled_from(["", "\n", "\r\n"]),
)
@settings(max_examples=150, deadline=None)
def test_only_the_text_changes(
    before: dict[str, Any], after: dict[str, Any], ascii_only: bool, between: tuple[str, str], end: str
) -> None:
    after = {k: v for k, v in after.items() if k not in before}
    row = {**before, "text": TEXT, **after}
    try:
        line = (json.dumps(row, ensure_ascii=ascii_only, separators=between) + end).encode()
    except UnicodeEncodeError:
        return
    outcome = clean_line(TIDY, line, "a.jsonl", 0)
    assert outcome.data == line.replace(TEXT.encode(), b"We saw the cat.", 1) or json.dumps(TEXT) in json.dumps(before)
    assert json.loads(outcome.data) == {**row, "text": "We saw the cat."}
    assert restore_lines(outcome.data, list(outcome.logs)) == line


@pytest.mark.parametrize(
    "line",
    [
        rb'{"text": "caf\u00e9: we saw teh cat."}',
        rb'{"text": "\ud83d we saw teh cat."}',
        rb'{"\u0074ext": "we saw teh cat."}',
        rb'{"text": "we saw teh cat.", "text": "we saw teh dog."}',
        rb'{"text": "we saw \/ teh\u0020cat."}',
        rb'  {  "text"  :  "we saw teh cat."  }  ',
        rb'{"n": 1e400, "text": "we saw teh cat.", "m": NaN, "big": 123456789012345678901234567890}',
    ],
)
def test_odd_ways_to_write_a_text_come_back(line: bytes) -> None:
    outcome = clean_line(TIDY, line, "a.jsonl", 0)
    assert outcome.data != line and b"the" in outcome.data
    assert restore_lines(outcome.data, list(outcome.logs)) == line


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"[1]", "not a JSON object"),
        (b'{"text": 1}', "its 'text' is not a string"),
        (b'{"text": null}', "its 'text' is not a string"),
        (b'{"tex": "a"}', "neither 'text' nor 'html'"),
        (b'{"text": "a", "format": "pdf"}', "its 'format' is 'pdf'"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text": "a"', "not JSON"),
    ],
)
def test_what_is_no_record_is_said(line: bytes, says: str) -> None:
    with pytest.raises(RecordError, match=says):
        clean_record(TIDY, line, {"path": "a"})
    outcome = work(Task("a", "jsonl", Settings(select=("codespell",)), line, 4))
    assert outcome.data == line and outcome.code == 3 and outcome.refused.startswith("record 5: ")


def test_a_mistake_of_ours_costs_one_record_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Cleaner, *args: object, **options: object) -> Outcome:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(Cleaner, "steps", fail)
    outcome = work(Task("a", "jsonl", Settings(), b'{"text": "a"}', 0))
    assert outcome == Outcome(b'{"text": "a"}', (), "record 1: failed: ZeroDivisionError: oops", 3)


@given(st.dictionaries(st.text(max_size=5), values, min_size=1))
def test_value_span_finds_what_json_reads(row: dict[str, Any]) -> None:
    source = json.dumps(row)
    for key, value in row.items():
        start, end = value_span(source, key)
        assert json.loads(source[start:end]) == value


def test_the_version_of_the_rules_does_not_depend_on_how_they_were_loaded() -> None:
    fresh = load_rules(tests=True)  # never from the cache, which leaves out the tests
    assert rules_version(fresh) == rules_version(tuple(reversed(load_rules())))
    assert rules_version(fresh[1:]) != rules_version(fresh)


PAGE = (
    "<html><head><title>The beans</title><meta name='author' content='Ann Bean'></head><body><article>"
    "<p>The allotment behind the station has been dug by three families since teh war.</p>"
    "<p>In the end the company gave in, and the potatoes went to its director.</p></article></body></html>"
)


@pytest.mark.parametrize("spaced", [False, True])
@pytest.mark.parametrize("html", [PAGE, PAGE.replace("teh", "the"), "<html></html>", ""])
def test_what_a_page_says_of_itself_is_added_and_undone(html: str, spaced: bool) -> None:
    row = {"id": 7, "title": "My own", "html": html, "n": [1]}
    line = json.dumps(row, separators=(" , ", " : ") if spaced else (",", ":")).encode() + b"\r\n"
    outcome = clean_line(TIDY, line, "a.jsonl", 0)
    assert outcome.data is not None
    got = json.loads(outcome.data)
    assert {key: got[key] for key in row} == row
    assert list(got)[: len(row) + 1] == [*row, "text"]
    if html.startswith("<html><head>"):
        assert got["author"] == "Ann Bean" and outcome.logs[0]["metadata"]["title"] == "The beans"
    assert restore_lines(outcome.data, list(outcome.logs)) == line
