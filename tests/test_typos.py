"""The dictionary of typos behind its guards."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.propose.typos import dictionary

FIXED = [
    ("Teh boat was late.", "The boat was late."),
    ("We recieve it, and so do they.", "We receive it, and so do they."),
    ("The word accomodate is long.", "The word accommodate is long."),
    (
        "See [the recieved post](https://example.org/recieved).",
        "See [the received post](https://example.org/recieved).",
    ),
    ("A cross-platofrm tool for all of us.", "A cross-platform tool for all of us."),
    ("The Goverment of the day fell.", "The Government of the day fell."),
    ("They met in the State Deparment for it.", "They met in the State Department for it."),
    ("I know that ‘this is it’ and we recieved it from him.", "I know that ‘this is it’ and we received it from him."),
    ("It was eveyone's idea of the thing.", "It was everyone's idea of the thing."),
]
KEPT = [
    "Write to teh@example.org or @teh or #teh.",
    "Open docs/recieve/teh.txt now.",
    "The value recieve_all=teh9 is set.",
    "It is TEH END.",
    "Mr. Markey and Mr. Autor came.",
    "Ned and Teh Sun sang.",
    "He wrote “teh [sic] end” on it.",
    "Mycket roligt att se dem som skulle vara gäst här på festen idag igen.",
    "You’m a girt fule, an’ I was chasin’ of ’em.",
    "She was a cook at the school. “Eat thi dinner,” she said. We never knew owt else.",
    "“Dinna go in, it is deep the noo,” said his mother. The water was ower deep.",
    "“He sez it was for the widder,” said Jim.\nShe wuz the one.\nBy and by a light come acrost the water.",
    "The commonest errors are these: seperate, definately, occured and untill.",
    "Subjects who saw “recieve” were slower by a blink.",
    "Parturient montes, nascetur ridiculus mus, as they say of all of it.",
    "def is_valid(adress):\nreturn '@' in adress\nThe name adress is what the old one uses.",
    "He wrote that one of them was catched eating canes.",
    "2019-05-04 10:12:02 WARN recieved 0 of them, and it is the end",
    "- teh",
    "The rule pre-empted all of the others.",
    "The right-hander was the 22 nd of them.",
    "He spoke of mor e than one of them.",
    "Then Stan Collender said so to them.",
    "It was a tell-alls and out-woked thing.",
    "Say the Republi\u200bcans of the town.",
    "They decide which taks to check of these.",
    "I must go to the cafés and see François.",
    "Combatting crime in their councils",
    "The word “recieve” is often misspelled by us.",
    "* Fix typo: recieve is now receive (#98)",
    'git commit -m "recieve teh mail" && git push',
    "TypeError: Cannot read property 'lenght' of undefined",
    "The physick was of a publick fashion, and compleat.",
    "Mr. Acomodate met Dr. Recieve there.",
]


@pytest.mark.parametrize(("before", "after"), FIXED)
def test_typo(before: str, after: str) -> None:
    assert cleaner.clean(before, select=["codespell"]).text == after


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert cleaner.clean(text, select=["codespell"]).text == text


def test_a_name_in_code_is_one_in_prose_unless_the_format_tells_code_apart() -> None:
    text = "They recieve it by `recieve()` every day."
    assert cleaner.clean(text, select=["codespell"]).text == text
    assert cleaner.clean(text, "markdown", select=["codespell"]).text == "They receive it by `recieve()` every day."


def test_a_word_written_often_is_its_own() -> None:
    text = "The accomodate sign. " * 20
    assert cleaner.clean(text, select=["codespell"]).text == text


def test_dictionary_is_read_as_data() -> None:
    import sys

    assert len(dictionary()) > 50_000
    assert "codespell_lib" not in sys.modules


def test_the_dictionary_is_sorted_as_it_is_looked_up() -> None:
    lines = dictionary()._data[:].lower().split(b"\n")[:-1]
    assert lines == sorted(lines)
    assert all(typo in dictionary() for typo in dictionary())
