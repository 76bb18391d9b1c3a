"""Words and phrases of a dictionary: where they stand free, and what is put in their place."""

from __future__ import annotations

import pytest

from cleaner.packs.tables import announcing
from cleaner.propose.dictionaries import words_at

WORDS = {
    "per say": "per se",
    "could of": "could have",
    "could of gone": "could have gone",
    "it's own": "its own",
    "novel Coronavirus": "novel coronavirus",
    "NewYork": "New York",
}


def _replaced(text: str) -> str:
    literals = announcing(WORDS)
    places = [(at, at + len(word)) for at in range(len(text)) for word in literals if text.lower().startswith(word, at)]
    for start, end, new in reversed(list(words_at(WORDS, text, (0, len(text)), places))):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Not per say.", "Not per se."),
        ("Per say it was.", "Per se it was."),  # a capital in front is kept
        ("They could of gone home.", "They could have gone home."),  # the longer of two
        ("They could of. Could of!", "They could have. Could have!"),
        ("On it’s own and it's own.", "On its own and its own."),  # either apostrophe
        ("a novel coronaVirus", "a novel coronaVirus"),  # another capital than the word's own
        ("Novel Coronavirus spread", "Novel coronavirus spread"),
        ("In NewYork.", "In New York."),
        ("In newyork, NEWYORK.", "In newyork, NEWYORK."),
        ("PER SAY", "PER SAY"),
        ("super say, per says, per say-so", "super say, per says, per say-so"),
        (
            "a/per say, per say/b, x.per say, @per say, per say@b",
            "a/per say, per say/b, x.per say, @per say, per say@b",
        ),
        ("per say.html", "per say.html"),
        ("’per say’", "’per say’"),
        ("per  say, per\nsay", "per  say, per\nsay"),
    ],
)
def test_words_that_stand_free_are_replaced_and_others_stay(text: str, cleaned: str) -> None:
    assert _replaced(text) == cleaned


def test_nothing_is_taken_that_reaches_beyond_its_segment() -> None:
    text = "Not per say."
    assert list(words_at(WORDS, text, (0, 8), [(4, 11)])) == []
    assert list(words_at(WORDS, text, (4, 11), [(4, 11)])) == [(4, 11, "per se")]


def test_of_two_that_overlap_the_first_is_taken() -> None:
    words = {"of a": "off a", "a of": "a off"}
    assert list(words_at(words, "of a of", (0, 7), [(0, 4), (3, 7)])) == [(0, 4, "off a")]
