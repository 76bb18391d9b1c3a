"""Which cues go as invented or as a loop, and which look like it and stay."""

from __future__ import annotations

import itertools

import pytest
import srt
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.model import Document, Edit, Safety
from cleaner.propose.cues import Invented, Matcher, phrase_matcher, propose_cues
from cleaner.segment.subtitles import renumber, segment_srt, segment_vtt

STOCK = Invented("stock-cue")
DOUBTFUL = Invented("everyday-cue", Safety.FLAG)
PHRASES = phrase_matcher(["Thanks for viewing", "See you in the next one", "Captions by the Example Society"], STOCK)
EVERYDAY = phrase_matcher(["thank you", "bye"], DOUBTFUL)


def match(words: str) -> Invented | None:
    return PHRASES(words) or EVERYDAY(words)


def nothing(words: str) -> None:
    return None


def written(cues: list[str], seconds: float = 2.0) -> str:
    """A SubRip file with these cues, one after the other."""

    def clock(at: float) -> str:
        return f"{int(at // 3600):02}:{int(at // 60 % 60):02}:{at % 60:06.3f}".replace(".", ",")

    return "".join(
        f"{n}\n{clock(n * seconds)} --> {clock(n * seconds + seconds)}\n{words}\n\n" for n, words in enumerate(cues, 1)
    )


def document(cues: list[str], seconds: float = 2.0) -> Document:
    text = written(cues, seconds)
    return Document(text, segment_srt(text), "srt")


def cleaned(text: str, edits: list[Edit]) -> str:
    edits = [e for e in edits if e.safety is Safety.SAFE]
    for e in sorted(edits + renumber(text, [e.span for e in edits]), key=lambda e: -e.start):
        assert text[e.start : e.end] == e.old
        text = text[: e.start] + e.new + text[e.end :]
    return text


def left(cues: list[str], matcher: Matcher = match, seconds: float = 2.0) -> list[str]:
    doc = document(cues, seconds)
    return [cue.content for cue in srt.parse(cleaned(doc.text, propose_cues(doc, matcher)))]


TALK = ["Good morning, everyone.", "Today it is about rain."]
LOOP = "and that is how it goes"

CASES = {
    "at the end": ([*TALK, "Thanks for viewing!"], TALK),
    "at the start": (["Captions by the Example Society", *TALK], TALK),
    "several at the end": ([*TALK, "Thanks for viewing.", "See you in the next one!"], TALK),
    "two sentences": ([*TALK, "Thanks for viewing! See you in the next one."], TALK),
    "in markup, with a dash": ([*TALK, "<i>- thanks for VIEWING</i>"], TALK),
    "over two lines": ([*TALK, "Thanks\nfor viewing"], TALK),
    "before music": ([*TALK, "Thanks for viewing!", "[music]"], [*TALK, "[music]"]),
    "three in a row in the middle": ([TALK[0], *["Thanks for viewing!"] * 3, TALK[1]], TALK),
    "a loop": ([TALK[0], *[LOOP] * 3, TALK[1]], [TALK[0], LOOP, TALK[1]]),
    "a long loop": ([TALK[0], *[LOOP] * 40], [TALK[0], LOOP]),
    "a loop and nothing else": ([LOOP] * 5, [LOOP]),
    "a loop of one word": ([*TALK, *["you"] * 6], [*TALK, "you"]),
    "a loop of dots": ([*TALK, *["..."] * 6], [*TALK, "..."]),
    "a loop in Chinese": ([*TALK, *["今天下雨了"] * 3], [*TALK, "今天下雨了"]),
    "a loop around an invented row": (
        [LOOP, LOOP, *["Thanks for viewing!"] * 3, LOOP, *TALK],
        [LOOP, *TALK],
    ),
}


@pytest.mark.parametrize(("cues", "expected"), CASES.values(), ids=CASES)
def test_goes(cues: list[str], expected: list[str]) -> None:
    assert left(cues) == expected


SAME = {
    "said in the middle": [TALK[0], "Thanks for viewing!", TALK[1]],
    "said twice in the middle": [TALK[0], *["Thanks for viewing!"] * 2, TALK[1]],
    "part of what is said": [*TALK, "Thanks for viewing, Anna, and come again."],
    "sung": [*TALK, "♪ Thanks for viewing ♪"],
    "only flagged": [*TALK, "Thank you.", "Bye."],
    "nothing else": ["Thanks for viewing!", "See you in the next one."],
    "twice": [TALK[0], LOOP, LOOP, TALK[1]],
    "alternating": [*TALK, "We go up", "We go down", "We go up", "We go down", "We go up", "We go down"],
    "answers": ["Did you see him?", "No.", "No.", "No.", "I see."],
    "answers of one word often": ["Ready?", *["Yes, yes!"] * 5, "Go."],
    "a crowd": ["He runs.", *["Go, go, go!"] * 5, "Goal!"],
    "a name called": ["Where is she?", *["Anna Maria!"] * 4, "Here."],
    "short in Japanese": ["本当?", *["はい"] * 3, "そう"],
    "sounds": [*TALK, *["[applause]"] * 7, "Thank you all so much."],
    "a refrain between notes": [TALK[0], "♪ Oh the rain ♪", *["the rain will fall again"] * 4, TALK[1]],
    "a refrain with notes": [TALK[0], *["♪ the rain will fall again ♪"] * 4, TALK[1]],
    "karaoke": [
        f"{a}<u>{b}</u>{c}" for a, b, c in [("", "so", " it goes"), ("so ", "it", " goes"), ("so it ", "goes", "")]
    ],
    "flagged in a row": [TALK[0], *["Thank you."] * 3, TALK[1]],
}


@pytest.mark.parametrize("cues", SAME.values(), ids=SAME)
def test_stays(cues: list[str]) -> None:
    assert left(cues) == cues


def test_a_sign_set_frame_by_frame_is_no_loop() -> None:
    cues = [TALK[0], *["Open from nine to five"] * 30, TALK[1]]
    assert left(cues, seconds=0.04) == cues
    assert left(cues, seconds=1.0) == [TALK[0], "Open from nine to five", TALK[1]]


def test_the_kept_cue_keeps_its_times() -> None:
    doc = document([TALK[0], *[LOOP] * 3, TALK[1]])
    before = list(srt.parse(doc.text))
    after = list(srt.parse(cleaned(doc.text, propose_cues(doc, nothing))))
    assert [(c.start, c.end) for c in after] == [(before[i].start, before[i].end) for i in (0, 1, 4)]
    assert [c.index for c in after] == [1, 2, 3]


def test_edits_say_why() -> None:
    doc = document([*[LOOP] * 3, *TALK, "Bye.", "Thanks for viewing!"])
    edits = propose_cues(doc, match)
    assert [(e.rule, e.safety) for e in edits] == [
        ("repeated-cue", Safety.SAFE),
        ("repeated-cue", Safety.SAFE),
        ("everyday-cue", Safety.FLAG),
        ("stock-cue", Safety.SAFE),
    ]
    assert {(e.new, e.group) for e in edits} == {("", "transcription")}
    assert all(e.message for e in edits)


def test_webvtt_and_windows_line_breaks() -> None:
    text = (
        "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nGood morning.\r\n\r\n"
        "end\r\n00:02.000 --> 00:03.000 line:0\r\n<v Ann>Thanks for viewing!\r\n"
    )
    (edit,) = propose_cues(Document(text, segment_vtt(text), "vtt"), match)
    assert edit.old == "end\r\n00:02.000 --> 00:03.000 line:0\r\n<v Ann>Thanks for viewing!\r\n"


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("thank you", True),
        ("Thank you... Bye!", True),
        ("¡Thank you!", True),
        ("Thank you, bye", False),
        ("Thankyou", False),
        ("", False),
        ("?!", False),
    ],
)
def test_phrase_matcher(words: str, known: bool) -> None:
    assert (EVERYDAY(words) is DOUBTFUL) is known


CUES = st.lists(
    st.sampled_from([*TALK, LOOP, "No.", "Thanks for viewing!", "Bye.", "[music]", "♪ la ♪", "..."]),
    max_size=30,
)


@given(CUES, st.integers(1, 4))
@settings(deadline=None)
def test_cleaning_twice_changes_nothing_more(cues: list[str], times: int) -> None:
    once = left([cue for cue in cues for _ in range(times)])
    assert left(once) == once
    assert once or not cues


@given(CUES)
@settings(deadline=None)
def test_edits_are_in_order_and_apart(cues: list[str]) -> None:
    edits = propose_cues(document(cues), match)
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))


@pytest.mark.parametrize("format", ["srt", "vtt"])
def test_a_file_is_cleaned_from_end_to_end(format: str) -> None:
    said = ["The old ferry crossed the lake on Saturday.", "It was a good day for teh band."]
    loop = ["The bell rang on the far side."] * 4
    after = ["And so they all went home again.", "Nobody was late for it."]
    text, left = written([*said, *loop, *after, "Thanks for watching!"]), written([*said, loop[0], *after])
    times = [cue.split("\n")[1] for cue in text.split("\n\n")[:-1]]
    for n, (old, new) in enumerate(zip([*times[:3], *times[6:8]], left.split("\n\n"), strict=False), 1):
        left = left.replace(new, f"{n}\n{old}\n" + new.split("\n")[2])
    if format == "vtt":
        text = "WEBVTT\n\n" + "\n\n".join(c.split("\n", 1)[1] for c in text.split("\n\n")[:-1]).replace(",", ".")
        left = "WEBVTT\n\n" + "\n\n".join(c.split("\n", 1)[1] for c in left.split("\n\n")[:-1]).replace(",", ".")
    result = Cleaner().clean(text, format)
    assert result.text.rstrip("\n") == left.replace("teh", "the").rstrip("\n")
    assert Cleaner().clean(result.text, format).text == result.text


@pytest.mark.parametrize(
    ("cue", "goes"),
    [
        ("Thanks for watching, and I'll see you next time.", True),
        ("¡Gracias por ver el video y nos vemos en el próximo video!", False),  # one phrase, and not a known one
        ("Gracias por ver el video, y nos vemos en el próximo video.", True),
        ("ご視聴ありがとうございました。チャンネル登録をお願いします。", True),
        ("Thanks for watching, Ann.", False),
        ("And that is how we do it, " * 4, True),  # 28 words of a loop
        ("We want the ferry back, we want the ferry back, we want the ferry back!", False),  # a crowd's chant
        ("No, " * 30, False),  # one word is no phrase
    ],
)
def test_a_cue_goes_when_all_its_phrases_are_known_or_it_is_one_long_loop(cue: str, goes: bool) -> None:
    found = list(srt.parse(Cleaner().clean(written([*TALK, cue]), "srt").text))
    assert len(found) == (2 if goes else 3)
    middle = list(srt.parse(Cleaner().clean(written([TALK[0], cue, TALK[1]]), "srt").text))
    assert len(middle) == 3  # in the midst of a talk it was probably said
