"""Menus in tables of one column."""

from __future__ import annotations

from cleaner import Cleaner

TIDY = Cleaner(select=["boilerplate"])
TEXT = (
    "| The old ferry crossed the lake again on Saturday, with sixty passengers, nine bicycles and a brass band that had "
    "practised for most of the winter in the boat shed by the pier. |\n"
)
MENU = "".join(f"| {name} |\n" for name in ("Boats of old", "The mill", "Rain and wind", "Songs", "Otters", "Maps"))


def test_many_rows_of_one_cell_at_the_end_go() -> None:
    assert TIDY.clean(TEXT + MENU).text == TEXT


def test_few_rows_rows_of_two_cells_and_sentences_stay() -> None:
    few = "| Boats of old |\n| The mill |\n| Otters |\n"
    table = "".join(f"| boat {n} | {n} men |\n" for n in range(1, 9))
    said = "".join(f"| The {name} came back. |\n" for name in ("boat", "mill", "rain", "song", "otter", "map"))
    for rest in (few, table, said):
        assert TIDY.clean(TEXT + rest).text == TEXT + rest


def test_a_row_of_labels_that_rules_know_goes_wherever_it_stands() -> None:
    row = "| Home |  | The lake |  | Boats | Contact us | Search | Sign in | About us |\n"
    assert TIDY.clean(row + TEXT + TEXT).text == TEXT + TEXT
    assert TIDY.clean(TEXT + row + TEXT).text == TEXT + TEXT


def test_a_row_of_other_words_stays() -> None:
    for row in (
        "| Bread | Butter | Cheese | Wine | Olives | Salt |\n",
        "Otters | Boats | Mills | Rain | Songs | Maps\n",
    ):
        assert TIDY.clean(TEXT + row + TEXT).text == TEXT + row + TEXT


def test_rows_of_numbers_and_heads_of_tables_stay() -> None:
    head = "| Name | Boat | Age | Home | Mate | Dog |\n"
    numbers = "| 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n"
    for text in (TEXT + head + numbers + TEXT, TEXT + numbers, TEXT + "| Name | Boat | Age |\n"):
        assert TIDY.clean(text).text == text


def test_a_table_above_text_or_without_it_stays() -> None:
    for text in (MENU + TEXT, MENU):
        assert TIDY.clean(text).text == text


def test_markdown_tables_stay() -> None:
    text = "| Boats |\n|---|\n" + MENU
    assert TIDY.clean(text, format="markdown").text == text
