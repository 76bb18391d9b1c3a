"""The promises, on arbitrary texts with mixed line ends, byte-order marks and stray bytes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import files, texts

from cleaner import Cleaner, Edit
from cleaner import edits as calculus
from cleaner.errors import InputError, PromiseBroken
from cleaner.job import clean_bytes
from cleaner.undo import restore

TIDY = Cleaner()
BOLD = Cleaner(select=["boilerplate", "attribution", "encoding", "typos", "transcription"], unsafe=True, share=1.0)


@pytest.mark.parametrize("tidy", [TIDY, BOLD], ids=["default", "everything"])
def test_edits_make_the_text_and_undo_it(tidy: Cleaner) -> None:
    @given(texts())
    @settings(max_examples=150, deadline=None)
    def check(text: str) -> None:
        result = tidy.clean(text)
        assert result.original == text
        assert calculus.apply(text, result.edits) == result.text
        assert calculus.apply(result.text, calculus.inverse(result.edits)) == text
        spans = [e.span for e in result.edits]
        assert spans == sorted(spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert all(text[e.start : e.end] == e.old != e.new for e in result.edits)

    check()


@pytest.mark.parametrize("tidy", [TIDY, BOLD], ids=["default", "everything"])
def test_a_second_run_changes_nothing(tidy: Cleaner) -> None:
    @given(texts())
    @settings(max_examples=150, deadline=None)
    def check(text: str) -> None:
        once = tidy.clean(text)
        if not once.refused:
            assert tidy.clean(once.text).edits == ()

    check()


@given(files())
@settings(max_examples=150, deadline=None)
def test_the_log_gives_the_original_bytes_back(data: bytes) -> None:
    try:
        outcome = clean_bytes(TIDY, data, "a.txt", "text")
    except InputError:
        return
    if not outcome.logs or not outcome.logs[0]["edits"]:
        assert outcome.data == data
        return
    assert restore(outcome.data, outcome.logs[0]) == data


@given(files())
@settings(max_examples=100, deadline=None)
def test_line_ends_outside_edits_and_the_mark_stay(data: bytes) -> None:
    try:
        outcome = clean_bytes(TIDY, data, "a.txt", "text")
    except (InputError, PromiseBroken):  # where a second run would guess another encoding
        return
    assert outcome.data.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    if outcome.result is not None and outcome.result.edits:
        kept, at = [], 0
        for edit in outcome.result.edits:
            kept.append(outcome.result.original[at : edit.start])
            at = edit.end
        kept.append(outcome.result.original[at:])
        rest = outcome.result.text
        for piece in kept:  # what lies between the edits is in the result, in order
            where = rest.find(piece)
            assert where >= 0
            rest = rest[where + len(piece) :]


def test_a_text_that_would_lose_too_much_is_left_whole() -> None:
    text = "Hello there.\n" + "Subscribe to our newsletter\n" * 20
    result = TIDY.clean(text)
    assert result.text == text
    assert result.edits == ()
    assert "more than the allowed" in result.refused


@st.composite
def _edit_lists(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text = draw(st.text("abc \n", max_size=30))
    first = draw(_edits(text))
    return text, first, draw(_edits(calculus.apply(text, first)))


def _edits(text: str) -> st.SearchStrategy[list[Edit]]:
    cuts = st.lists(st.integers(0, len(text)), max_size=6).map(sorted)
    news = st.lists(st.text("xyz", max_size=3), min_size=3, max_size=3)
    return st.tuples(cuts, news).map(
        lambda pair: [
            Edit(a, b, text[a:b], new)
            for a, b, new in zip(pair[0][::2], pair[0][1::2], pair[1], strict=False)
            if text[a:b] != new
        ]
    )


@given(_edit_lists())
@settings(max_examples=500, deadline=None)
def test_composed_edits_do_what_both_do(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    try:
        wanted = calculus.apply(calculus.apply(text, first), second)
    except ValueError:
        return  # two insertions at one place: not a list of edits
    assert calculus.apply(text, calculus.compose(text, first, second)) == wanted
