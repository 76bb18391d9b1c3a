"""Rows of labels: lines whose pieces are labels."""

from __future__ import annotations

import pytest

from cleaner.pipeline import Cleaner

CLEANER = Cleaner(select=["boilerplate"])
PROSE = {
    "en": "The ferry was late, and nobody on the pier would say when it was going to leave. They had been told that it "
    "would sail with the tide, but the tide came and went, and the boat was still there. It was not the first time.",
    "de": "Der Winter war lang, und auf dem See lag noch im April das Eis. Die Fischer saßen in der Stube und flickten "
    "die Netze, die sie im Herbst zerrissen hatten; von draußen hörte man nichts als den Wind, der sich nicht legte.",
}


def around(language: str, line: str) -> str:
    return f"{PROSE[language]}\n\n{line}\n\n{PROSE[language]}\n\nShare this article\n"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Diesen Artikel teilenArtikel drucken"),
        ("de", "Artikel drucken | Beitrag teilen | Zum Seitenanfang"),
        ("en", "Share this articlePrint this page"),
        ("en", "Share this story • Print this article • Back to top"),
    ],
)
def test_a_row_of_labels_goes(language: str, line: str) -> None:
    assert line not in CLEANER.clean(around(language, line)).text


@pytest.mark.parametrize(
    "line",
    [
        "Print this pageFerry",  # one piece is no label
        "The YouTube singer came home",
        "Bread | Butter | Cheese | Wine | Olives | Salt",
        "Anna Berg / Jan Holm",
        "Print is dead – long live print",
    ],
)
def test_a_row_of_other_words_stays(line: str) -> None:
    assert line in CLEANER.clean(around("en", line)).text


def test_a_block_above_the_first_sentence_does_not_take_the_title() -> None:
    text = f"Related stories\nFerry comes back to the lake\n\n{PROSE['en']}\n\n{PROSE['en']}\n"
    assert CLEANER.clean(text).text.startswith("Ferry comes back to the lake\n")


def test_a_block_under_the_text_takes_the_headlines() -> None:
    text = f"{PROSE['en']}\n\n{PROSE['en']}\n\nRelated stories\nFerry comes back to the lake\nMill turns again\n"
    assert "Mill turns again" not in CLEANER.clean(text).text


TEASERS = """
Related stories
The mill turns again
A man in a hat beside a wheel
After forty years without water, the wheel has moved.
Bread from the old oven
The baker will not say what is in it.
Why the ferry rings twice
"""


def test_teasers_under_a_heading_of_other_stories_go_to_the_end() -> None:
    text = f"{PROSE['en']}\n\n" * 4
    assert CLEANER.clean(text + TEASERS).text == text.rstrip("\n") + "\n"


def test_works_cited_are_no_teasers() -> None:
    cited = "".join(
        f"{n} Oat A, Rye B. The mill by the river. Lakeside Letters. {2010 + n};{n}(2):11-19.\n" for n in (1, 2)
    )
    text = f"{PROSE['en']}\n\n" * 4 + "Media contact\nAda Lake\nada@example.org\n"
    rest = f"Session: mills and boats, hall five, Friday 16:00\nPresenter: Ann Oat, United Lakes\nReferences\n{cited}"
    assert CLEANER.clean(text + rest).text.endswith(f"References\n{cited}")


@pytest.mark.parametrize(
    "rest",
    [
        f"Related stories\nThe mill turns again\n{PROSE['en']}\nThe wheel has moved.\nThe baker slept.\n",
        "Related stories\nThe mill turns again\nThe baker slept.\nThe wheel stood still.\nNobody came.\nIt rained.\n",
    ],
)
def test_what_goes_on_as_text_under_a_heading_stays(rest: str) -> None:
    text = f"{PROSE['en']}\n\n" * 4
    assert "The baker slept." in CLEANER.clean(text + rest).text
