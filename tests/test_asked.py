"""Sound marks and fillers: they stay by default, and go when they are asked for."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

ASKED = Cleaner(select=["transcription", "sound-mark", "filler-word"])
DEFAULT = Cleaner()
PLAIN = "The old ferry crossed the lake on Saturday with a band."


def srt(*cues: str) -> str:
    return "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{words}\n\n" for n, words in enumerate(cues, 1))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("[Applause] We were there.", "We were there."),
        ("We were there. [Applause]", "We were there."),
        ("We were [coughs] there.", "We were there."),
        ("Um, we were there.", "We were there."),
        ("Uh... it was late.", "It was late."),
        ("We, uh, were there.", "We were there."),
        ("It was late, um.", "It was late."),
        ("It was late. Um, we were there.", "It was late. We were there."),
    ],
)
def test_they_go_when_they_are_asked_for(said: str, left: str) -> None:
    text = srt(PLAIN, said, PLAIN + " And so on.")
    assert ASKED.clean(text, "srt").text == srt(PLAIN, left, PLAIN + " And so on.")
    assert DEFAULT.clean(text, "srt").text == text
    assert Cleaner(select=["transcription"]).clean(text, "srt").text == text


@pytest.mark.parametrize(
    "said",
    [
        "Um.",
        "Hm...",
        "The umbrella is in the drum.",
        "An uh-huh is not a yes.",
        "He waited (he says so) for long.",
        "♪ We were there once ♪",
        "[A long note about what the editors have left out of this recording] He waited.",
    ],
)
def test_words_that_only_look_like_it_stay(said: str) -> None:
    text = srt(PLAIN, said, PLAIN + " And so on.")
    assert ASKED.clean(text, "srt").text == text


def test_a_cue_that_only_names_a_sound_goes_whole_and_the_rest_is_numbered() -> None:
    text = srt(PLAIN, "[Applause]", PLAIN + " And so on.")
    cleaned = ASKED.clean(text, "srt").text
    assert cleaned == text.replace("2\n00:00:02,000 --> 00:00:03,000\n[Applause]\n\n", "").replace(
        "3\n00:00:03", "2\n00:00:03"
    )
    assert ASKED.clean(cleaned, "srt").text == cleaned
    assert DEFAULT.clean(text, "srt").text == text


def test_nothing_but_sounds_stays() -> None:
    text = srt("[Applause]", "[Laughter]")
    assert ASKED.clean(text, "srt").text == text


def test_turns_of_a_transcript() -> None:
    turns = "ANNA: Um, we were there all day.\nBEN: And, uh, I was late.\n" * 3
    assert "Um" not in ASKED.clean(turns).text and "uh" not in ASKED.clean(turns).text
    assert DEFAULT.clean(turns).text == turns


def test_fillers_of_english_are_words_elsewhere() -> None:
    text = srt(
        "Er ging um das Haus herum und kam nicht wieder zurück.",
        "Wir waren um acht Uhr noch nicht da und es war dunkel.",
    )
    assert ASKED.clean(text, "srt").text == text
