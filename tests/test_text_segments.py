"""Plain text: lines that are not blank, and the turns of a transcript."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.segment.text import line_spans, segment


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\r\n \t\r", []),
        ("One.", ["One."]),
        ("One.\rTwo.\r\nThree.\nFour.", ["One.", "Two.", "Three.", "Four."]),
        ("  indented, with a tail \t \n", ["indented, with a tail"]),
        ("a\u2028b\x85c\x0bd\x0ce\x1cf", ["a\u2028b\x85c\x0bd\x0ce\x1cf"]),
        ("\u3000日本語\u3000\n", ["日本語"]),
        ("x", ["x"]),
    ],
)
def test_lines_become_segments(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


TEXTS = st.text(st.sampled_from("ab:.[]0 \t\r\n\u2028\x85\x0c\u3000é😀"), max_size=60)


@given(TEXTS)
def test_segments_hold_everything_but_white_space(text: str) -> None:
    segments = segment(text)
    at = 0
    for s in segments:
        assert text[at : s.start].strip() == ""
        assert text[s.start : s.end].strip() == text[s.start : s.end] != ""
        assert not {"\r", "\n"} & set(text[s.start : s.end])
        at = s.end
    assert text[at:].strip() == ""


@given(TEXTS)
def test_line_spans_leave_out_line_breaks_only(text: str) -> None:
    lines = [text[a:b] for a, b in line_spans(text)]
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    assert lines == (unified[:-1] if unified.endswith("\n") else unified).split("\n") if text else lines == []


TRANSCRIPTS = {
    "names": "ANNA: Hi.\nBEN: Hello.\nANNA: Are you well?\n(laughter)\nBEN: I am.",
    "times and names": "[00:01:02] Speaker 1: Hi.\n[00:01:09] Speaker 2: Hello.\n[00:01:12] Speaker 1: So.\n"
    "[00:01:15] Speaker 2: So what?",
    "times": "0:01 Good morning.\n0:05 It is cold.\n0:09 Let us begin.\n0:12 Yes.",
    "bold names": "**Ana López:** Hola.\n**Jo Öster:** Hi.\n**Ana López:** Qué tal?\n**Jo Öster:** Bien.",
    "questions": "Q: Who?\nA: Me.\nQ: Why?\nA: Because.\n",
}


@pytest.mark.parametrize("text", TRANSCRIPTS.values(), ids=TRANSCRIPTS)
def test_turns_are_marked_and_their_labels_protected(text: str) -> None:
    turns = [s for s in segment(text) if s.kind == "turn"]
    assert len(turns) == 4
    for s in turns:
        ((start, end),) = s.protected
        assert start == s.start
        assert text[end] == " "


NO_TRANSCRIPTS = {
    "labels that do not come back": "Photo: A. Ott\nRelated: Rain\nSource: dpa\nTopics: rain\nIt rained.",
    "too few": "ANNA: Hi.\nANNA: Hello.\nANNA: Well?",
    "quoted in an article": "They met.\n" * 20 + "ANNA: Hi.\nBEN: Hi.\nANNA: So?\nBEN: So.",
    "addresses": "http://a.example\nhttp://b.example\nhttp://c.example\nhttp://d.example",
}


@pytest.mark.parametrize("text", NO_TRANSCRIPTS.values(), ids=NO_TRANSCRIPTS)
def test_other_texts_have_no_turns(text: str) -> None:
    assert {(s.kind, s.protected) for s in segment(text)} == {("paragraph", ())}


@pytest.mark.parametrize("text", ["a" + " " * 1_000_000, " " * 1_000_000 + "a", ":" * 1_000_000, "A" * 1_000_000])
def test_no_line_runs_away(text: str) -> None:
    assert segment(text + "\n" + text)
