"""SubRip and WebVTT: where the cues stand, beside the readers `srt` and `webvtt-py`."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.model import Edit, Segment, Span
from cleaner.segment.cuefile import srt_cues, vtt_cues
from cleaner.segment.subtitles import renumber, seconds, segment_srt, segment_vtt

TIMES = "00:00:01,000 --> 00:00:02,500"
VTT_TIMES = "00:01.000 --> 00:02.500"


def pieces(text: str, segments: list[Segment]) -> list[str]:
    return [text[s.start : s.end] for s in segments]


def outers(text: str, segments: list[Segment]) -> list[str]:
    return [text[s.outer_start : s.outer_end] for s in segments]


def apply(text: str, edits: list[Edit]) -> str:
    for e in sorted(edits, key=lambda e: -e.start):
        assert text[e.start : e.end] == e.old
        text = text[: e.start] + e.new + text[e.end :]
    return text


SRT = {
    "plain": (f"1\n{TIMES}\nHi there.\n\n2\n{TIMES}\nYou.\n", ["Hi there.", "You."]),
    "two lines": (f"1\n{TIMES}\n- Who?\n- Me.\n\n", ["- Who?\n- Me."]),
    "crlf": (f"1\r\n{TIMES}\r\nOne\r\ntwo\r\n\r\n2\r\n{TIMES}\r\nThree\r\n", ["One\r\ntwo", "Three"]),
    "cr": (f"1\r{TIMES}\rOne\r\r2\r{TIMES}\rTwo\r", ["One", "Two"]),
    "byte-order mark": (f"\ufeff1\n{TIMES}\nOne\n", ["One"]),
    "no numbers": (f"{TIMES}\nOne\n\n{TIMES}\nTwo\n", ["One", "Two"]),
    "no blank lines": (f"1\n{TIMES}\nOne\n2\n{TIMES}\nTwo", ["One", "Two"]),
    "double spaced": (f"1\n\n{TIMES}\n\nOne\n\n2\n\n{TIMES}\n\nTwo\n\n", ["One", "Two"]),
    "double spaced from five": (f"5\n\n{TIMES}\n\nOne\n\n6\n\n{TIMES}\n\nTwo\n\n", ["One", "Two"]),
    "blank line in a cue": (f"1\n{TIMES}\nOne\n\nmore\n\n2\n{TIMES}\nTwo\n", ["One\n\nmore", "Two"]),
    "a number as text": (f"1\n{TIMES}\nHow many?\n\n42\n\n2\n{TIMES}\nTwo\n", ["How many?\n\n42", "Two"]),
    "numbers out of turn": (f"9\n{TIMES}\nOne\n\n3\n{TIMES}\nTwo\n", ["One", "Two"]),
    "empty cue": (f"1\n{TIMES}\n\n2\n{TIMES}\nTwo\n", ["Two"]),
    "odd times": (
        "1\n0:00:01.00-->0:00:02.5 X1:10 Y2:20\nOne\n\n2\n 00 : 00 : 03 ,000 -> 00:00:04\nTwo\n",
        ["One", "Two"],
    ),
    "junk before": (f"Some site\n\n1\n{TIMES}\nOne\n", ["One"]),
    "only white space": (f"1\n{TIMES}\n  \n\t\n\n2\n{TIMES}\n  Two  \n", ["Two"]),
    "nothing": ("", []),
    "no subtitles": ("It rose by 1:20 --> much.\n", []),
    "arrow in text": (f"1\n{TIMES}\nleft --> right\n", ["left --> right"]),
}


@pytest.mark.parametrize(("text", "expected"), SRT.values(), ids=SRT)
def test_srt_text(text: str, expected: list[str]) -> None:
    assert pieces(text, segment_srt(text)) == expected


def test_srt_outer_is_the_whole_cue_without_the_last_line_break() -> None:
    text = f"\ufeff1\n{TIMES}\nOne\n\n\n2\n{TIMES}\nTwo\n"
    assert outers(text, segment_srt(text)) == [f"1\n{TIMES}\nOne\n\n", f"2\n{TIMES}\nTwo"]


VTT = {
    "plain": (f"WEBVTT\n\n{VTT_TIMES}\nHi.\n\nid\n{VTT_TIMES} line:0\nYou.\n", ["Hi.", "You."]),
    "header text": (f"WEBVTT - Lesson\nKind: captions\nLanguage: en\n\n{VTT_TIMES}\nHi.\n", ["Hi."]),
    "no header": (f"{VTT_TIMES}\nHi.\n", ["Hi."]),
    "byte-order mark, crlf": (f"\ufeffWEBVTT\r\n\r\n{VTT_TIMES}\r\nHi\r\nyou.\r\n", ["Hi\r\nyou."]),
    "notes": (f"WEBVTT\n\nNOTE a note\nof two lines\n\n{VTT_TIMES}\nHi.\n\nNOTE more\n", ["Hi."]),
    "style, region": (
        f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\nREGION\nid:a\nwidth:40%\n\n{VTT_TIMES}\nHi.\n",
        ["Hi."],
    ),
    "no blank line before times": (f"WEBVTT\n{VTT_TIMES}\nOne\n{VTT_TIMES}\nTwo\n", ["One", "Two"]),
    "text after the cue": (
        f"WEBVTT\n\n{VTT_TIMES}\nOne\n\nlost\nwords\n\n{VTT_TIMES}\nTwo\n",
        ["One", "Two"],
    ),
    "hours": ("WEBVTT\n\n123:00:01.000 --> 123:00:02.000\nOne\n", ["One"]),
    "bad times": ("WEBVTT\n\n00:01 --> 00:02\nOne\n\n0:00:01.000 --> 0:00:02.000\nTwo\n", []),
    "a line of blanks is text": (f"WEBVTT\n\n{VTT_TIMES}\n \nOne\n", ["One"]),
    "identifier named NOTE": (f"WEBVTT\n\nNOTE\n{VTT_TIMES}\nOne\n", ["One"]),
    "nothing": ("WEBVTT", []),
}


@pytest.mark.parametrize(("text", "expected"), VTT.values(), ids=VTT)
def test_vtt_text(text: str, expected: list[str]) -> None:
    assert pieces(text, segment_vtt(text)) == expected


def test_vtt_outer_holds_identifier_and_settings() -> None:
    text = f"WEBVTT\n\nintro\n{VTT_TIMES} align:start\nOne\n\nNOTE x\n\n{VTT_TIMES}\nTwo\n"
    assert outers(text, segment_vtt(text)) == [f"intro\n{VTT_TIMES} align:start\nOne\n", f"{VTT_TIMES}\nTwo"]


PROTECTED = {
    "srt tags": (
        "srt",
        "<i>Oh</i> <font color='red'>no</font>",
        ["<i>", "</i>", "<font color='red'>", "</font>"],
    ),
    "srt overrides": ("srt", "{\\an8}Oh\\Nno {y:i}", ["{\\an8}", "\\N", "{y:i}"]),
    "srt references": ("srt", "You &amp; me&#39;s", ["&amp;", "&#39;"]),
    "srt no tags": ("srt", "I <3 you, 1 < 2 > 0 & so {on", []),
    "vtt tags": ("vtt", "<v Ann B>Oh</v> <c.red.big>no</c>", ["<v Ann B>", "</v>", "<c.red.big>", "</c>"]),
    "vtt times": (
        "vtt",
        "so <00:00:01.500>it <00:02.000><c>goes</c>",
        ["<00:00:01.500>", "<00:02.000>", "<c>", "</c>"],
    ),
    "vtt tag over lines": ("vtt", "<v Ann\nBell>Oh", ["<v Ann\nBell>"]),
    "vtt open tag": ("vtt", "Oh <i no", ["<i no"]),
}


@pytest.mark.parametrize(("format", "words", "expected"), PROTECTED.values(), ids=PROTECTED)
def test_protected_spans(format: str, words: str, expected: list[str]) -> None:
    if format == "srt":
        text = f"1\n{TIMES}\n{words}\n"
        (cue,) = segment_srt(text)
    else:
        text = f"WEBVTT\n\n{VTT_TIMES}\n{words}\n"
        (cue,) = segment_vtt(text)
    assert [text[a:b] for a, b in cue.protected] == expected


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("[Music]", {"sound"}),
        ("(applause) [laughs]", {"sound"}),
        ("<i>（拍手）</i>", {"sound"}),
        ("♪", {"music", "sound"}),
        ("♪ La la la ♪", {"music"}),
        ("# Oh what a day #", {"music"}),
        ("[door opens] Who is it?", set()),
        ("Well (I think) so.", set()),
        ("...", set()),
    ],
)
def test_marks(words: str, marks: set[str]) -> None:
    assert segment_srt(f"1\n{TIMES}\n{words}\n")[0].marks == marks


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (TIMES, 1.5),
        ("12:34:56 scene\n00:59:59.900 --> 01:00:00.000 line:0", 0.1),
        ("0:00:01 -> 0:00:03", 2.0),
        ("01:00,5 --> 00:59,0", -1.5),
    ],
)
def test_seconds(head: str, expected: float) -> None:
    assert seconds(head) == pytest.approx(expected)


def test_seconds_needs_times() -> None:
    with pytest.raises(ValueError, match="no times"):
        seconds("1\nno times here\n")


WORDS = st.text(st.sampled_from("abc é日.,!?-♪'&<"), min_size=1, max_size=20).map(str.strip).filter(bool)
CUES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=12)


def written(words: list[str], newline: str = "\n") -> str:
    cues = [
        srt.Subtitle(n, timedelta(seconds=n), timedelta(seconds=n, milliseconds=900), text)
        for n, text in enumerate(words, 1)
    ]
    return srt.compose(cues, reindex=False).replace("\n", newline)


@given(CUES, st.sampled_from(["\n", "\r\n"]))
def test_srt_is_read_as_srt_reads_it(words: list[str], newline: str) -> None:
    text = written(words, newline)
    theirs = [" ".join(cue.content.split()) for cue in srt.parse(text)]
    assert [" ".join(piece.split()) for piece in pieces(text, segment_srt(text))] == theirs


def without(text: str, gone: list[Span]) -> str:
    """`text` without the spans and the line break after each, renumbered."""
    spans = [(a, b + len(text[b : b + 2]) - len(text[b : b + 2].lstrip("\r\n"))) for a, b in gone]
    edits = [Edit(a, b, text[a:b], "") for a, b in spans]
    return apply(text, edits + renumber(text, spans))


@given(CUES, st.sampled_from(["\n", "\r\n"]), st.data())
@settings(deadline=None)
def test_a_file_without_some_cues_holds_the_others_renumbered(
    words: list[str], newline: str, data: st.DataObject
) -> None:
    text = written(words, newline)
    cues = srt_cues(text)
    gone = data.draw(st.sets(st.integers(0, len(cues) - 1)))
    after = list(srt.parse(without(text, [cues[i].outer for i in sorted(gone)])))
    kept = [cue for i, cue in enumerate(srt.parse(text)) if i not in gone]
    assert [(c.start, c.end, c.content) for c in after] == [(c.start, c.end, c.content) for c in kept]
    assert [c.index for c in after] == list(range(1, len(kept) + 1))


@given(CUES, st.data())
@settings(deadline=None)
def test_vtt_without_some_cues_holds_the_others(words: list[str], data: st.DataObject) -> None:
    blocks = [
        f"{data.draw(st.sampled_from(['', f'id{n}' + chr(10)]))}00:{n:02}.000 --> 00:{n:02}.900\n{text}\n\n"
        for n, text in enumerate(words, 10)
    ]
    text = "WEBVTT\n\nNOTE made up\n\n" + "".join(blocks)
    cues = vtt_cues(text)
    gone = data.draw(st.sets(st.integers(0, len(cues) - 1)))
    after = apply(text, [Edit(a, b + 1, text[a : b + 1], "") for a, b in (cues[i].outer for i in gone)])

    def read(vtt: str) -> list[tuple[str, str, str]]:
        return [(c.start, c.end, c.raw_text) for c in webvtt.from_buffer(io.StringIO(vtt))]

    assert read(after) == [cue for i, cue in enumerate(read(text)) if i not in gone]


RENUMBERED = {
    "first goes": ("123", {0}, "12"),
    "none goes": ("123", set(), None),
    "last goes": ("123", {2}, None),
    "not from one": ("234", {0}, None),
    "a gap before": ("134", {0}, None),
    "all go": ("12", {0, 1}, None),
}


@pytest.mark.parametrize(("numbers", "gone", "expected"), RENUMBERED.values(), ids=RENUMBERED)
def test_renumber(numbers: str, gone: set[int], expected: str | None) -> None:
    text = "".join(f"{n}\n{TIMES}\nWords\n\n" for n in numbers)
    cues = srt_cues(text)
    edits = renumber(text, [cues[i].outer for i in gone])
    assert "".join(e.new for e in edits) == (expected or "")
    assert all(e.group == "transcription" and e.new != e.old for e in edits)


def test_renumber_keeps_zeros_and_leaves_files_without_numbers() -> None:
    padded = "".join(f"{n:03}\n{TIMES}\nWords\n\n" for n in range(1, 12))
    assert [e.new for e in renumber(padded, [srt_cues(padded)[9].outer])] == ["010"]
    bare = f"1\n{TIMES}\nOne\n\n{TIMES}\nTwo\n\n3\n{TIMES}\nThree\n"
    assert renumber(bare, [srt_cues(bare)[0].outer]) == []


HOSTILE = [
    "1\n" * 100_000,
    "\n" * 200_000 + TIMES,
    f"{TIMES}\n" * 20_000,
    f"{TIMES}\n" + "<" * 200_000,
    f"{TIMES}\n" + "{" * 200_000,
    f"{TIMES}\n" + "[(" * 100_000,
    "WEBVTT\n\n" + f"{VTT_TIMES}\n<" * 20_000,
    "1" * 400_000 + " --> " + "1" * 400_000,
    "1:" * 200_000 + " --> ",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("read", [segment_srt, segment_vtt])
def test_no_file_runs_away(read: object, text: str) -> None:
    assert callable(read)
    segments = read(text)  # a reader that takes quadratic time would not come back from these
    assert all(0 <= s.start <= s.end <= len(text) for s in segments)


@given(st.text(st.sampled_from("1:0,. \n\r->WEBVTT<{a"), max_size=200))
def test_segments_of_anything_are_in_order_and_inside_their_outer(text: str) -> None:
    for read in (segment_srt, segment_vtt):
        at = 0
        for s in read(text):
            assert at <= s.outer_start <= s.start < s.end <= s.outer_end <= len(text)
            assert all(s.start <= a < b <= s.end for a, b in s.protected)
            at = s.outer_end
