"""Heads and feet of pages go where they count up in the midst of sentences; numbered chapters stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaner import Cleaner

TIDY = Cleaner(select=["boilerplate"])
WORDS = "the old ferry went over the lake again and nobody on board knew who had first thought of raising it".split()


def prose(lines: int, seed: int) -> list[str]:
    """Lines of a text that was set in lines: sentences end in the midst of them."""
    made = []
    for n in range(lines):
        words = [WORDS[(seed + 7 * n + k) % len(WORDS)] for k in range(11)]
        words[4] += "."
        words[5] = words[5].capitalize()
        made.append(" ".join(words))
    return made


def book(pages: int, head: Callable[[int], list[str]], lines: int = 30, first: int = 1) -> tuple[str, str]:
    """(text with the head of every page, text without)."""
    whole: list[str] = []
    plain: list[str] = []
    for page in range(pages):
        body = prose(lines, page)
        whole += [*head(first + page), *body]
        plain += body
    return "\n".join(whole) + "\n", "\n".join(plain) + "\n"


HEADS: list[Callable[[int], list[str]]] = [
    lambda n: [str(n)],
    lambda n: [f"- {n} -"],
    lambda n: [f"{n} The Ferry"],
    lambda n: [f"The Ferry {n}"],
    lambda n: [f"{n} A. Lake" if n % 2 else f"The Ferry {n}"],
    lambda n: ["The Ferry of the Northern Lake", str(n)],
    lambda n: [f"Seite {n} von 12"],
    lambda n: [f"стр. {n}"],
]


@pytest.mark.parametrize("number", range(len(HEADS)))
def test_heads_of_pages_go(number: int) -> None:
    whole, plain = book(8, HEADS[number], first=3)
    assert TIDY.clean(whole).text == plain


def chapters(lines: int, head: Callable[[int], str]) -> str:
    made: list[str] = []
    for n in range(1, 9):
        body = prose(lines, n)
        body[0] = "T" + body[0][1:]
        made += [head(n), *body[:-1], body[-1] + "."]
    return "\n".join(made) + "\n"


@pytest.mark.parametrize("head", [str, lambda n: f"Chapter {n}", lambda n: f"{n} The Ferry", lambda n: f"Lesson {n}"])
def test_numbered_chapters_stay(head: Callable[[int], str]) -> None:
    text = chapters(30, head)
    assert TIDY.clean(text).text == text


def test_years_scores_and_short_lists_stay() -> None:
    for head in (lambda n: [str(2000 + 10 * n)], lambda n: [f"{n * 7} : {n}"]):
        whole, _ = book(8, head)
        assert TIDY.clean(whole).text == whole
    items = "".join(f"{n}\nthe old ferry\n" for n in range(1, 60))
    assert TIDY.clean(items).text == items


def test_only_plain_text_has_pages() -> None:
    whole, _ = book(8, HEADS[0])
    assert TIDY.clean(whole, format="markdown").text == whole
